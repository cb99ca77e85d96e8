"""Rewritings of parts of a function that preserve its meaning."""
