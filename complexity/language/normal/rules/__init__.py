"""The rewrite rules of the normal form, one idea per module."""
