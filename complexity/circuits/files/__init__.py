"""Circuits in files: AIGER, BENCH, BLIF and Verilog."""
