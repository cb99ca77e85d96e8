"""What a graph means and costs: the definition, one plain interpreter.

It imports `language` alone, and every other way to run a program is tested against it. Read

    values       a value carries the level at which it is ready; the words of a list are its cell's
    costs        what a run has used: steps, words, levels, accounts; what stops it
    lifetimes    what the graph alone says: when a value dies, what a region charges at its entry
    frames       where a node runs
    operations   the ops without regions
    versions     updates of lists, in place or by copying
    definition   regions, control and calls: `run`

and beside them `arguments`, `limits`, `measures`, `results`, `tape` (the random tape) and `stack`.
"""
