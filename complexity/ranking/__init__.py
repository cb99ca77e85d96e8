"""Rankings, flips and phase diagrams: which programs win, and where that changes."""
