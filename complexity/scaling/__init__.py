"""Growth of figures: closed forms in the size."""
