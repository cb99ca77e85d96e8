"""What a graph means and costs: the definition, one plain interpreter.

It imports `language` alone, and every other way to run a program is tested against it. The types of
a graph are `language.graph`'s; `show` prints one. `language.ops.OPS` is the op table: the
definition matches on the `group` of an op and reads its columns `time`, `levels`, `size`, `waits`,
`grows` and `stores`, which `language.ops.Op` explains. `docs/definition.md` follows one run step
by step. Read the modules in this order:

    values       A value carries the level at which it is ready; the words of a list are its cell's.
    lifetimes    What the graph alone says: after which node a value dies, what a region charges.
    frames       The names of an active call with their values, and a node about to run.
    costs        What a run has used so far, and the limits that stop it: three calls charge a step.
    operations   The ops without regions that update no list: results, steps, words and levels.
    versions     Updates of a list, in place where nothing else refers to it, else by copying.
    definition   Regions, the constructs of control and calls; a run starts at `run`.

Beside them, where they are needed:

    arguments    Whether a caller's values are of the types of the program's parameters.
    limits       The most steps, words and active calls that a run may use.
    measures     The table of measures: names, units, who uses them.
    results      What a run reports.
    spelling     Results as texts, as far as a page shows them.
    stack        Python's recursion limit, raised for a run.
    tape         The random tape, from which `randrange` draws.
"""
