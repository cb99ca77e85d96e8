"""Measurement: programs are run on inputs, which gives figures with their evidence."""
