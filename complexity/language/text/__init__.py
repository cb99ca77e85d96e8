"""Graphs as text and as networkx graphs, written and read."""
