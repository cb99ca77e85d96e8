"""What a program is as gates: unrolling, and-inverter graphs, exact minima, equivalence."""
