"""What a program is as gates: unrolling, and-inverter graphs, exact minima, equivalence.

In reading order:

    aig/       and-inverter graphs: gates, hashed and simplified as they are made; simulation, cuts,
               depths, other bases, live wires, length
    unroll/    from a program to gates: gates, words, arithmetic, symbolic values; oracle and path
               condition (what can hold, where a run stands, how it fails, what it draws); ranges,
               lists, updates, powers; the tables of ops and of structured control
    optimise/  smaller and shallower circuits of the same functions
    sat/       clauses, the solver, SAT sweeping, equivalence, checked refutations
    minima/    the least circuits of small functions
    files/     AIGER, BENCH, BLIF, Verilog
    circuit    inputs, outputs, and the circuit of a program
    agreement  whether two programs give equal results on all inputs of a size and a width
"""
