"""Rewrites of the normal form, one idea a module."""
