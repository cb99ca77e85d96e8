"""A formal complexity calculator: what a program costs in bits, steps, levels and words."""
