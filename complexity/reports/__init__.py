"""Output: tables, pictures, and objects for scripts."""
