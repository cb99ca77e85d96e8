"""Programs as circuits: unrolling, and-inverter graphs, exact minima, equivalence.

In reading order:

    aig/       and-inverter graphs: gates, hashed and simplified as they are made; simulation, cuts,
               depths, other bases, live wires, length
    unroll/    from a program to gates: gates, words, arithmetic, symbolic values; oracle and path
               condition (what is satisfiable, under which condition, failures, draws); ranges,
               lists, updates, powers; the tables of ops and of structured control
    optimise/  smaller and shallower circuits of the same functions
    sat/       clauses, the solver, SAT sweeping, equivalence, checked refutations
    minima/    minimum circuits of small functions
    files/     AIGER, BENCH, BLIF, Verilog
    circuit    inputs, outputs, and the circuit of a program
    agreement  equivalence of two programs on all inputs of one size and width
"""
