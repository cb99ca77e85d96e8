"""Whether two circuits have equal outputs on all inputs, with a checked refutation or an input.

Both are built over the same inputs in one circuit, swept (`sweep`), and what is left of their
outputs is asked of the same solver. The verdict EQUIVALENT stands only when `rup.Checker` has
derived the empty clause from the clauses of the miter of the two circuits as they were given.
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
    """What is known of two circuits, or of two programs at a size."""

    EQUIVALENT = "EQUIVALENT"
    DIFFERENT = "DIFFERENT"
    UNKNOWN = "UNKNOWN"


class Unlike(Exception):
    """Two circuits cannot be compared: they differ in their numbers of inputs or of outputs."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on two circuits.

    Attributes
    ----------
    difference : DIFFERENT: the value of each input where they differ, and the first output that
        does
    refutation : EQUIVALENT: of the miter
    tried : what was done, in words; what ended it last
    interrupted : whether an interrupt left it UNKNOWN
    """

    verdict: Verdict
    difference: tuple[tuple[bool, ...], int] | None
    refutation: Refutation | None
    tried: tuple[str, ...]
    interrupted: bool = False


def compare(
    first: Aig, second: Aig, budget: Budget | None = None, seed: int = 0,
    inputs: Sequence[int] | None = None, outputs: Sequence[int] | None = None,
) -> Comparison:  # fmt: skip
    """The verdict on two circuits.

    Parameters
    ----------
    budget : of seconds and conflicts
    seed : of the simulated patterns
    inputs, outputs : for each of the first circuit's its place in the second; as they stand
        where nothing is given

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
    """The verdict on pairs of literals of one circuit: EQUIVALENT where all of them are equal.

    An interrupt, or the end of the budget's seconds, leaves it UNKNOWN.
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
    """The checked refutation of the miter; None where a pair differs or was not decided."""
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
    first: Aig, second: Aig, inputs: Sequence[int] | None = None,
    outputs: Sequence[int] | None = None,
) -> tuple[Aig, list[tuple[Lit, Lit]]]:  # fmt: skip
    """Two circuits over the same inputs in one, and the pairs of their outputs."""
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
    """What a sweep did, in words."""
    inputs = len(sweep.aig.inputs)
    patterns = f"{sweep.candidates.patterns:,} patterns simulated"
    if inputs <= EXHAUSTIVE:
        patterns = f"all {1 << inputs:,} inputs simulated"
    return (
        patterns,
        f"{sweep.aig.size:,} gates swept: {sweep.merged:,} merged, {sweep.refuted:,} candidates "
        f"refuted, {sweep.undecided:,} undecided, {sweep.solver.conflicts:,} conflicts",
    )
