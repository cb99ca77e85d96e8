"""Minimum circuits of small functions: bounds, exact synthesis, tables."""
