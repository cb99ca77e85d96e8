"""The glossary: every measure, price, mark and term of a report, with its source."""

from __future__ import annotations

from dataclasses import dataclass

from ..plain import similar


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary: the term, its kind, its meaning, and the source."""

    name: str
    kind: str
    meaning: str
    source: str
    also: tuple[str, ...] = ()


def _term(name: str, kind: str, meaning: str, source: str, *also: str) -> Term:
    return Term(name, kind, meaning, source, also)


OWN = "a definition of this calculator"
LI_VITANYI = "M. Li, P. Vitanyi, Introduction to Kolmogorov Complexity, 4th edition, 2019"

TERMS: tuple[Term, ...] = (
    # words
    _term("task", "word",
        "A problem: a signature, the inputs of each size, and what a right answer is.", OWN),
    _term("program", "word",
        "One solution of a task: an annotated function in restricted Python. It is parsed and "
        "interpreted by the calculator; Python never executes it.", OWN),
    _term("family", "word",
        "A solution with a different graph for each size (a lookup table, a sorting network): "
        "a non-uniform program. Its length is that of the graph of the size shown.",
        "H. Vollmer, Introduction to Circuit Complexity, 1999, section 2.3", "non-uniform"),
    _term("program graph", "word",
        "The typed dataflow graph that a program is lowered to. Every measure is a measure of the "
        "graph, so names, layout and dead code cost nothing.",
        "N. Reissmann et al., RVSDG: An Intermediate Representation for Optimizing Compilers, "
        "ACM TECS 19(6), 2020", "graph"),
    _term("measure", "word",
        "What a program is found to cost: length, time, span, width, memory, level memory, draws, "
        "candidates.", OWN),
    _term("evidence", "word",
        "How a figure is known: proved > exact > fitted > sampled (a worst case seen in a sample: "
        "witnessed). A figure that rests on several has the weakest. No figure is shown without "
        "it.", OWN, "mark", "marks"),
    _term("price", "word",
        "What a bit, a step, a level and a word cost. It turns the measures into one score "
        "J = L + a log2 t + b t + c d + e m + f log2 m, and the smallest J wins.", OWN, "score",
        "J", "a", "b", "c", "e", "f"),
    _term("flip", "word",
        "A place (a size, a price, a number of runs) where two programs change order.", OWN),
    _term("place", "word",
        "Where a program stands in the order by a price, from 1, the cheapest, on. Programs with "
        "equal scores share a place.", OWN, "rank", "#", "tie"),
    _term("strip", "word",
        "The cheapest programs from left to right as a step costs more and more bits, "
        "J = L + b t, with the price at which the cheapest changes between two: a flip.", OWN),
    _term("kind", "word",
        "What kind of program an answer is, as its task's file says in `kinds`: search, random "
        "search, pruned search, direct, controller, rules, memorised, network. In a list of "
        "programs also whether it is a function, the same for every size, or a family.", OWN),
    _term("search", "word",
        "A kind of program: it makes candidates and returns one that an objective or a test "
        "chooses. Also a reference language, which gives the words of a task's search: what makes "
        "candidates, what judges them, what chooses.",
        "S. Russell, P. Norvig, Artificial Intelligence, 4th edition, 2020, chapter 3"),
    _term("random search", "word",
        "A kind of program: a search whose candidates are drawn at random.",
        "J. Spall, Introduction to Stochastic Search and Optimization, 2003, chapter 2"),
    _term("pruned search", "word",
        "A kind of program: a search that leaves out candidates of which it knows that they "
        "cannot be chosen, or stops at the first that can.",
        "D. Knuth, The Art of Computer Programming 4B, section 7.2.2"),
    _term("direct", "word",
        "A kind of program: it constructs its answer, without alternatives that it would discard.",
        OWN),
    _term("controller", "word",
        "A kind of program: it answers step by step, each time from what it is at, and looks at "
        "no alternatives: a thermostat.",
        "A. Demski, Selection vs Control, Alignment Forum, 2019"),
    _term("rules", "word",
        "A kind of program: a list of cases, each with its answer or its next step.", OWN),
    _term("memorised", "word",
        "A kind of program: a table of the answers.", OWN, "lookup table"),
    _term("network", "word",
        "A kind of program: a fixed arrangement of equal elements for each size, comparators or "
        "threshold units.",
        "D. Knuth, The Art of Computer Programming 3, section 5.3.4"),
    _term("bare", "word",
        "The reference language without given words: every bit of a program counts.", OWN),
    _term("objective", "word",
        "The reference language that gives a task's objective and test of an answer: what says how "
        "good a candidate is.", OWN),
    _term("construct", "word",
        "The reference language that gives a task's steps of construction, of which direct "
        "answers are made.", OWN),
    _term("op", "word",
        "An operation of the graph, named as in Python's `operator` module where it has one: what "
        "time and executions are counted by.", OWN, "operation"),
    _term("unit", "word", "What a measure counts: steps, levels, words, bits, candidates.", OWN),
    _term("note", "word",
        "Why a program has no figures or no place, or what is wrong with its answers.", OWN),
    _term("theorem", "word", "A claim about programs that the proof kernel accepted.",
        "M. Gordon, R. Milner, C. Wadsworth, Edinburgh LCF, 1979"),
    _term("reference language", "word",
        "A version of the op table and a library of given words, named beside every length. A "
        "length depends on it up to a constant (the invariance theorem), so it is fixed before "
        "programs are compared.", LI_VITANYI + ", section 2.1", "language"),
    _term("given", "word",
        "A function of the reference language or of --given: its bits are free and shown beside, "
        "its time, span, memory and candidates are paid. Lengths are then conditional, "
        "K(p | library).", LI_VITANYI + ", section 2.1.1", "conditional length", "library"),
    _term("statistic", "word",
        "mean: over the inputs of the size and over the random tape. worst: the worst over the "
        "inputs of the expectation over the tape. Expectations are taken before logarithms.",
        OWN, "worst", "mean"),
    _term("size", "word",
        "n, what a task calls the size of its inputs: for sorting, how many keys.", OWN, "n"),
    _term("fan-in", "word",
        "How many operands a level of a reduction takes: bounded (two: a balanced tree of "
        "ceil(log2 k) levels) or unbounded (all: one level, as in threshold circuits).",
        "H. Vollmer, Introduction to Circuit Complexity, 1999, section 4.1",
        "bounded", "unbounded"),
    _term("fuel", "word",
        "The most steps that a run may take; past it the run stops with the error 'fuel'.",
        OWN, "limits", "limit"),
    _term("error", "word",
        "What ends a run of a program: index, division, overflow, value, assertion, unpack, "
        "recursion (exit code 1), or a limit: fuel, memory (exit code 3). It is part of the "
        "program's meaning, with its line.", OWN, "program error", "failure"),
    _term("wrong", "word",
        "How many inputs are answered differently from what the task accepts, of those measured "
        "and of those that are only checked. A program that is wrong somewhere has no rank "
        "under a price; a budget orders by the share of inputs answered wrong.", OWN, "answers"),
    _term("worst expected", "word",
        "The worst over the inputs of the expectation over the random tape: what --statistic "
        "worst takes of a randomised program.", OWN, "worst_expected"),
    _term("undecided", "word",
        "A program does not fit a budget in the schedule of its own levels, and another schedule "
        "might: one of at most ceil(t/P) + d levels exists on P operations a level.",
        "R. Brent, The parallel evaluation of general arithmetic expressions, JACM 21(2), 1974"),
    _term("decision", "word",
        "The tests that together decide one branch or one round of a loop: those of `and`, `or`, "
        "chained comparisons and conditions within conditions. It costs a step for each test that "
        "is evaluated, as nested `if`s do. The first is in the step of the branch or of the round, "
        "the further ones are counted under `branch`.", OWN, "branch", "test"),
    _term("refusal", "word",
        "A text outside the language: a code (`complexity explain CX101`), a place, a message "
        "and the repair.", OWN),
    # measures
    _term("length", "measure",
        "L = log2 N bits, where the weight N is the product, over the choices that a decoder "
        "makes to rebuild the graph, of the number of alternatives that the types allow there. An "
        "upper bound on the Kolmogorov complexity relative to the reference language.",
        LI_VITANYI + ", sections 2.1 and 3.1", "L", "bits", "description length", "weight",
        "kolmogorov complexity"),
    _term("levin complexity", "measure",
        "Kt = L + log2 t bits: a program of length L that takes t steps is found by universal "
        "search within about 2^Kt steps (times 2).",
        "L. Levin, Universal sequential search problems, 1973; Randomness conservation "
        "inequalities, 1984", "Kt"),
    _term("time", "measure",
        "t steps of a unit-cost word RAM: a scalar operation, an index, an update in place, a "
        "branch taken, a call, a round of a loop: 1 each; a further test of a decision: 1; what "
        "makes, reads or shifts k elements: k. The entry is a call, so t >= 1.",
        "S. Cook, R. Reckhow, Time bounded random access machines, 1973", "t", "steps", "work"),
    _term("span", "measure",
        "d levels: the length of the critical path, the time on unboundedly many processors "
        "without speculation. A value is ready one level after its operands and after the control "
        "that reached it.",
        "G. Blelloch, Programming parallel algorithms, CACM 39(3), 1996", "d", "levels", "depth",
        "critical path"),
    _term("width", "measure",
        "The most operations on one level, each at the level at which its result is ready: how "
        "many processors the span needs.",
        "R. Brent, The parallel evaluation of general arithmetic expressions, JACM 21(2), 1974"),
    _term("memory", "measure",
        "m words: the most that are live at once when the graph runs in its canonical order; a "
        "value dies after its last use, and updates are in place where the old list is dead. A "
        "word is 8 bytes.",
        "S. Ullrich, L. de Moura, Counting Immutable Beans, 2019", "m", "words"),
    _term("level memory", "measure",
        "The most words live across a boundary between two levels when every operation runs at "
        "its own level: the memory of the parallel schedule.", OWN, "level_memory"),
    _term("draws", "measure",
        "The random bits used: the sum over a run of log2 n for each randrange(n).", OWN,
        "tape", "random tape", "outcomes"),
    _term("candidates", "measure",
        "How often candidate(x) was evaluated: how search-like a program is. It is free in every "
        "other measure.", OWN, "candidate"),
    _term("executions", "measure",
        "How many operations ran: of a reduction and of an operation that looks at k elements "
        "each of its steps (a sum of eight is seven additions), of one that makes or moves k "
        "elements one, of a loop its rounds. Of a line, how often its most visited operation was "
        "reached.", OWN,
        "by_op", "by_line"),
    # circuits
    _term("circuit size", "measure",
        "The gates that the outputs need, in a basis: aig (ANDs of two inputs, inverters free), "
        "xaig (ANDs and XORs), full (every function of two inputs one gate). A count of the "
        "netlist at hand, not the least of its functions.",
        "I. Wegener, The Complexity of Boolean Functions, 1987, section 1.3", "gates", "basis",
        "aig", "xaig", "full"),
    _term("threshold circuit", "measure",
        "Gates of unbounded fan-in, each a weighted sum of wires held against a threshold, as a "
        "layer of a network computes it: an AND or an OR of any number of literals is one gate.",
        "I. Parberry, Circuit Complexity and Neural Networks, 1994, chapter 3", "threshold"),
    _term("circuit depth", "measure",
        "The gates on the longest path from an input to an output, inverters free.",
        "H. Vollmer, Introduction to Circuit Complexity, 1999, section 1.4"),
    _term("circuit length", "measure",
        "L = log2 N bits of a netlist over its basis: how many inputs, gates and outputs, each "
        "gate choosing its op and two of the wires before it, each output a wire or a constant, "
        "all alternatives equally likely. Relative to that code, as a program's is to its "
        "language.", OWN),
    _term("live wires", "measure",
        "The most wires that are live at once when a circuit's gates run in an order: inputs from "
        "the start, a wire until its last use, outputs to the end. The least over all orders is "
        "searched for in circuits of up to 20 gates; else the best order tried is an upper bound.",
        "R. Sethi, Complete register allocation problems, SIAM J. Computing 4(3), 1975"),
    _term("width of a circuit's inputs", "word",
        "w, the bits of an integer of a program's inputs when it is unrolled into gates: 0 to "
        "2^w - 1 (at most 2^63 - 1), unless --signed or --domain says otherwise, or the task's "
        "file declares other `domains`.", OWN, "w", "domains"),
    _term("circuit", "word",
        "A program at a size n and a width w as gates: loops unrolled, branches turned into "
        "choices, integers as wide as their values need. Its outputs are the bits of the results, "
        "then `undefined`, which holds where the program fails, then, where it can hold, "
        "`invalid`: no input of the task, or a tape that is too short.",
        "H. Vollmer, Introduction to Circuit Complexity, 1999, section 1.2", "undefined",
        "invalid", "netlist"),
    # evidence
    _term("proved", "evidence", "For all sizes: a theorem that the kernel accepts.", OWN, "!"),
    _term("exact", "evidence",
        "Every input of that size, or a closed computation in rationals (the expectation over the "
        "tape by an absorbing Markov chain), or a sample that cannot matter: the flow of "
        "information shows that nothing that was sampled decides the figure.",
        "J. Kemeny, J. Snell, Finite Markov Chains, 1960, chapter 3; D. Denning, P. Denning, CACM "
        "20, 1977", "="),
    _term("fitted", "evidence",
        "A closed form found on exact values and confirmed on further exact values that were held "
        "out: a conjecture.", OWN, "^"),
    _term("sampled", "evidence",
        "A mean over runs, with the seed. A sample in which a run ran out of fuel tells no mean "
        "and decides nothing.", OWN, "~"),
    _term("interval", "evidence",
        "The 95 % interval of a sampled mean, by the normal approximation: of samples of inputs, "
        "where the program draws nothing or its expectation over the tape is exact; and of samples "
        "of tapes, where no `while` may draw, so that tapes are finitely many, or where the chain "
        "was solved, so that the tail is geometric. None where the tail may be heavy, where all "
        "runs are alike, or where one run makes a quarter of the variance.",
        "W. Feller, An Introduction to Probability Theory and Its Applications 1, X.1, 1968",
        "heavy tail"),
    _term("witnessed", "evidence",
        "A lower bound: a worst case that was seen in a sample; of an expectation over the tape "
        "that is not known, what a part of all tapes costs, in rationals.", OWN, "+",
        "lower bound"),
    _term("infinite", "evidence",
        "An expectation over the tape that has no bound: with positive probability a run reaches "
        "states that it never leaves, at a cost. A program that may run for ever answers wrong.",
        "J. Kemeny, J. Snell, Finite Markov Chains, 1960, chapter 2", "no end"),
    _term("unknown", "evidence",
        "Not measured, or told by no sample; the report says why. A number beside it is the mean "
        "of the runs that were drawn.", OWN, "?"),
    # prices
    _term("kolmogorov", "price", "J = L: steps are free, the shortest program wins.",
        "A. Kolmogorov, Three approaches to the quantitative definition of information, 1965"),
    _term("levin", "price", "J = L + log2 t: a doubling of the time costs a bit.",
        "L. Levin, Randomness conservation inequalities, 1984"),
    _term("linear", "price", "J = L + t: a step costs a bit.",
        "E. Allender et al., Power from random strings (KT complexity), SIAM J. Comput. 35, 2006",
        "KT"),
    _term("space", "price", "J = L + log2 m: a doubling of the memory costs a bit.",
        "E. Allender et al., Power from random strings (KS complexity), SIAM J. Comput. 35, 2006"),
    _term("allender", "price",
        "J = L + t, mean: a step costs a bit, as in KT complexity.",
        "E. Allender et al., Power from random strings (KT complexity), SIAM J. Comput. 35, 2006"),
    _term("schmidhuber", "price",
        "J = L + 1/2 log2 t, mean: the order of the speed prior, in which a program weighs about "
        "2^-2L / t, since FAST runs it to its end in phase L + log2 t.",
        "J. Schmidhuber, The speed prior, COLT 2002", "speed prior"),
    _term("hubinger", "price",
        "J = log2 t + log2 d, worst case: size times depth, of a circuit that runs every "
        "operation once at its own level. The length is free.",
        "E. Hubinger, Are minimal circuits deceptive?, Alignment Forum, 2019"),
    _term("christiano", "price",
        "J = L + 2 log2 t, mean: a doubling of the time costs two bits, as it does where a search "
        "that finds a program of L bits in 2^L steps pays for it in time.",
        "P. Christiano, a comment on the speed prior"),
    _term("equivalent", "word",
        "Two programs are equivalent at (n, w) when they give equal results, and are undefined "
        "alike, on every input of size n with the integers that the verdict names, and on every "
        "tape: the miter of their circuits is unsatisfiable, with a refutation that a checker of "
        "unit propagation has accepted. Programs that draw are compared tape by tape, not in "
        "distribution; where a run may draw more than the tape has, the verdict is UNKNOWN.",
        "D. Brand, Verification of large synthesized designs, ICCAD 1993; E. Goldberg, Y. Novikov, "
        "DATE 2003", "miter", "equal", "equivalence"),
    _term("RUP", "word",
        "Reverse unit propagation: a clause follows when assuming it false leads to a conflict by "
        "unit propagation alone. A refutation is a sequence of such clauses that ends with the "
        "empty one.", "A. Van Gelder, ISAIM 2008", "refutation"),
    _term("combinational complexity", "word",
        "The least number of gates of a circuit of a function, C(f). Inverters, constants and "
        "variables cost nothing; the basis is all gates of two inputs (full) or ANDs (aig). Where "
        "a function is open at an input (a program fails there, or it is none), any value will "
        "do.",
        "D. Knuth, The Art of Computer Programming 4A, section 7.1.2", "minimum",
        "exact minimum"),
    _term("formula length", "word",
        "The least number of gates of a formula of a function, L(f): a circuit in which no gate "
        "is read twice.", "D. Knuth, The Art of Computer Programming 4A, section 7.1.2"),
    _term("rent", "price", "J = L + b t: `rent=1/100` is a bit a hundred steps.", OWN),
    _term("runs", "price",
        "J = L + R b t: the bits are paid once, the steps R times. From how many runs on does the "
        "faster program pay for its length?", OWN),
    _term("budget", "price",
        "Hard limits on levels, on operations of a level and on level memory; among what fits, "
        "the smallest error, then the smallest length.", OWN, "deep-learning"),
)  # fmt: skip


def _keyed() -> dict[str, Term]:
    found: dict[str, Term] = {}
    for term in TERMS:
        for name in (term.name, *term.also):
            assert name not in found, f"two entries of the glossary are called {name!r}"
            found[name] = term
    return found


ENTRIES = _keyed()
_BY_FOLDED = {name.lower().replace("_", " "): term for name, term in ENTRIES.items()}


def look_up(name: str) -> Term | None:
    """The entry of a term, or None; case is ignored, and ``_`` equals a space.

    Examples
    --------
    >>> look_up("Level_Memory").name
    'level memory'
    >>> look_up("rent=1/100").kind
    'price'
    """
    wanted = name.split("=")[0] if len(name) > 1 else name
    return ENTRIES.get(name) or _BY_FOLDED.get(wanted.replace("_", " ").lower())


def nearest(name: str) -> list[str]:
    """The terms most similar to a name."""
    return similar(name.lower(), _BY_FOLDED, 5)
