"""What a program is as gates: unrolling, and-inverter graphs, exact minima, equivalence.

From a program to gates, in reading order:

    aig           gates, hashed and simplified as they are made
    gates         choices, sums and comparisons of bits, small or shallow
    words         integers as bits, as wide as an interval needs
    arithmetic    sums, products, quotients of words
    values        literals, words, lists and ranges, and choices of them
    oracle, path  what can hold; where a run stands, how it fails, what it draws
    ranges, lists, updates, powers
                  the larger ops
    ops           the table: a rule for every op without regions
    unroll, sequences, loops, searches
                  regions, forks, branches, rounds, calls
    control       the table: a rule for every op with regions
    circuit       inputs, outputs, and the circuit of a program
"""
