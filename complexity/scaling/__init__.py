"""How figures grow: closed forms in the size."""
