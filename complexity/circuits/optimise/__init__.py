"""Smaller and shallower circuits of the same functions."""
