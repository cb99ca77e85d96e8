"""Equivalence of two circuits, with a checked refutation or a distinguishing input.

Both are built over the same inputs in one circuit and swept (`sat_sweeping`); what remains of their
outputs is decided by the same solver. The verdict EQUIVALENT is given only once `rup.Checker` has
derived the empty clause from the clauses of the miter of the two given circuits.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import Enum

from ..aig.graph import Aig, Lit
from ..budget import Budget, Ended
from .candidates import EXHAUSTIVE
from .cnf import copy, moved
from .refutation import Refutation, refutation
from .sat_sweeping import Sweep

INTERRUPTED = "interrupted before a verdict"


class Verdict(Enum):
    """The verdict on two circuits, or on two programs at one size."""

    EQUIVALENT = "EQUIVALENT"
    DIFFERENT = "DIFFERENT"
    UNKNOWN = "UNKNOWN"


class Unlike(Exception):
    """Two circuits cannot be compared: their numbers of inputs or of outputs differ."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing two circuits.

    Attributes
    ----------
    difference : if DIFFERENT, the input values of a counterexample, and the first output that
        differs
    refutation : if EQUIVALENT, that of the miter
    tried : the steps taken, in words; the last one says what ended the comparison
    interrupted : whether an interrupt left it UNKNOWN
    """

    verdict: Verdict
    difference: tuple[tuple[bool, ...], int] | None
    refutation: Refutation | None
    tried: tuple[str, ...]
    interrupted: bool = False


def compare(
    first: Aig,
    second: Aig,
    budget: Budget | None = None,
    seed: int = 0,
    inputs: Sequence[int] | None = None,
    outputs: Sequence[int] | None = None,
) -> Comparison:
    """Compare two circuits.

    Parameters
    ----------
    budget : of seconds and conflicts
    seed : of the simulated patterns
    inputs, outputs : for each position in the first circuit, the one in the second; the
        identity by default

    Raises
    ------
    Unlike
        If their numbers of inputs or of outputs differ.
    Missing
        If python-sat is not installed.
    """
    return settle(*joined(first, second, inputs, outputs), budget, seed)


def settle(
    joint: Aig, pairs: Sequence[tuple[Lit, Lit]], budget: Budget | None = None, seed: int = 0
) -> Comparison:
    """Compare pairs of literals of one circuit: EQUIVALENT if all pairs are equal.

    An interrupt, or the end of the budget's seconds, gives UNKNOWN.
    """
    budget = Budget() if budget is None else budget
    with closing(Sweep(joint, pairs, budget, seed)) as sweep:
        stopped, proof = "", None
        try:
            proof = proved(sweep, pairs)
        except Ended as error:
            stopped = str(error)
        except KeyboardInterrupt:
            stopped = INTERRUPTED
        found, done = sweep.candidates.difference, tried(sweep)
        if found is not None:
            return Comparison(Verdict.DIFFERENT, found, None, done)
        if proof is not None:
            return Comparison(Verdict.EQUIVALENT, None, proof, done)
        left = sum(sweep.known(a) != sweep.known(b) for a, b in pairs)
        undecided = f"{left} of {len(pairs)} outputs undecided"
        stopped = stopped or f"a budget of {budget.conflicts:,} conflicts ended"
        told = (*done, undecided, stopped)
        return Comparison(Verdict.UNKNOWN, None, None, told, stopped == INTERRUPTED)


def proved(sweep: Sweep, pairs: Sequence[tuple[Lit, Lit]]) -> Refutation | None:
    """The checked refutation of the miter; None if a pair differs or is undecided."""
    if sweep.candidates.difference is None:
        sweep.run()
    for done, (a, b) in enumerate(pairs):
        sweep.budget.part(done, len(pairs), "outputs")
        if sweep.candidates.difference is None:
            sweep.prove(a, b, sweep.budget.left)
    if any(sweep.known(a) != sweep.known(b) for a, b in pairs):
        return None
    return refutation(sweep, pairs)


def joined(
    first: Aig,
    second: Aig,
    inputs: Sequence[int] | None = None,
    outputs: Sequence[int] | None = None,
) -> tuple[Aig, list[tuple[Lit, Lit]]]:
    """Join two circuits over the same inputs, and pair their outputs."""
    for what, a, b in (
        ("inputs", len(first.inputs), len(second.inputs)),
        ("outputs", len(first.outputs), len(second.outputs)),
    ):
        if a != b:
            raise Unlike(f"one has {a} {what} and the other {b}")
    joint = Aig(limit=first.limit + second.limit, rules=False)
    given = [joint.input(name) for name in first.input_names]
    places = range(len(given)) if inputs is None else inputs
    other = [lit for _, lit in sorted(zip(places, given, strict=True))]
    images = copy(first, joint, given), copy(second, joint, other)
    ends = [moved(images[0], lit) for lit in first.outputs]
    order = range(len(ends)) if outputs is None else outputs
    pairs = zip(ends, order, strict=True)
    return joint, [(a, moved(images[1], second.outputs[at])) for a, at in pairs]


def tried(sweep: Sweep) -> tuple[str, ...]:
    """Describe in words what a sweep did."""
    inputs = len(sweep.aig.inputs)
    patterns = f"{sweep.candidates.patterns:,} patterns simulated"
    if inputs <= EXHAUSTIVE:
        patterns = f"all {1 << inputs:,} inputs simulated"
    return (
        patterns,
        f"{sweep.aig.size:,} gates swept: {sweep.merged:,} merged, {sweep.refuted:,} candidates "
        f"refuted, {sweep.undecided:,} undecided, {sweep.solver.conflicts:,} conflicts",
    )
