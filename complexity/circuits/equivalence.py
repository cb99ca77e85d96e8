"""Whether two circuits have equal outputs on all inputs, with a checked refutation or an input.

Both are built over the same inputs in one circuit, swept (`sweep`), and what is left of the miter
is given to a solver. The verdict EQUIVALENT stands only when `rup.Checker` has derived the empty
clause from the clauses of the miter of the two circuits as they were given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from .aig import Aig, Lit
from .cnf import copy, differ, literal, marks, miter, moved
from .rup import Clause, Step
from .solve import Solver
from .sweep import EXHAUSTIVE, Sweep

CANDIDATE = 200  # conflicts for two gates that may be equal
CONFLICTS = 1_000_000  # conflicts for what is left of the miter


class Verdict(Enum):
    """What is known of two circuits, or of two programs at a size."""

    EQUIVALENT = "EQUIVALENT"
    DIFFERENT = "DIFFERENT"
    UNKNOWN = "UNKNOWN"


class Unlike(Exception):
    """Two circuits cannot be compared: they differ in their numbers of inputs or of outputs."""


@dataclass(frozen=True, slots=True)
class Refutation:
    """A formula and a refutation of it in the form of DRUP, which `rup` has accepted.

    Attributes
    ----------
    derived : the clauses that it derives
    """

    formula: tuple[Clause, ...]
    steps: tuple[Step, ...]
    derived: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on two circuits.

    Attributes
    ----------
    difference : DIFFERENT: the value of each input where they differ, and the first output that
        does
    refutation : EQUIVALENT: of the miter
    tried : what was done, in words
    """

    verdict: Verdict
    difference: tuple[tuple[bool, ...], int] | None
    refutation: Refutation | None
    tried: tuple[str, ...]


def compare(first: Aig, second: Aig, conflicts: int = CONFLICTS, seed: int = 0) -> Comparison:
    """The verdict on two circuits, inputs and outputs taken in order.

    Parameters
    ----------
    conflicts : the most that the solver may meet for what is left of the miter
    seed : of the simulated patterns

    Raises
    ------
    Unlike
        If their numbers of inputs or of outputs differ.
    Missing
        If python-sat is not installed.
    """
    return settle(*joined(first, second), conflicts, seed)


def settle(
    joint: Aig, pairs: Sequence[tuple[Lit, Lit]], conflicts: int = CONFLICTS, seed: int = 0
) -> Comparison:
    """The verdict on pairs of literals of one circuit: EQUIVALENT where all of them are equal."""
    sweep = Sweep(joint, miter(joint, pairs), seed)
    found = shown(sweep, pairs)
    if found is None:
        sweep.run(min(CANDIDATE, conflicts))
        found = shown(sweep, pairs)
    settled = None if found else conclude(sweep, pairs, conflicts)
    if settled is False:
        found = shown(sweep, pairs)
    if found is not None:
        return Comparison(Verdict.DIFFERENT, found, None, tried(sweep))
    if settled is None:
        left = sum(sweep.known(a) != sweep.known(b) for a, b in pairs)
        spent = (
            f"{left} of {len(pairs)} outputs undecided after a budget of {conflicts:,} conflicts"
        )
        return Comparison(Verdict.UNKNOWN, None, None, (*tried(sweep), spent))
    formula = tuple(miter(joint, pairs))
    refutation = Refutation(formula, tuple(sweep.steps), sweep.checker.steps)
    return Comparison(Verdict.EQUIVALENT, None, refutation, tried(sweep))


def joined(first: Aig, second: Aig) -> tuple[Aig, list[tuple[Lit, Lit]]]:
    """Two circuits over the same inputs in one, and the pairs of their outputs."""
    for what, a, b in (
        ("inputs", len(first.inputs), len(second.inputs)),
        ("outputs", len(first.outputs), len(second.outputs)),
    ):
        if a != b:
            raise Unlike(f"one has {a} {what} and the other {b}")
    joint = Aig(limit=first.limit + second.limit)
    inputs = [joint.input(name) for name in first.input_names]
    ends = []
    for circuit in (first, second):
        image = copy(circuit, joint, inputs)
        ends.append([moved(image, lit) for lit in circuit.outputs])
    return joint, list(zip(*ends, strict=True))


def shown(sweep: Sweep, pairs: Sequence[tuple[Lit, Lit]]) -> tuple[tuple[bool, ...], int] | None:
    """A simulated pattern on which a pair of outputs differs, and which pair; the latest."""
    whole = (1 << sweep.patterns) - 1
    for at, (a, b) in enumerate(pairs):
        values = [sweep.signature[lit >> 1] ^ (whole if lit & 1 else 0) for lit in (a, b)]
        apart = values[0] ^ values[1]
        if apart:
            place = (apart & -apart).bit_length() - 1
            row = tuple(bool(sweep.signature[v] >> place & 1) for v in sweep.aig.inputs)
            return row, at
    return None


def conclude(sweep: Sweep, pairs: Sequence[tuple[Lit, Lit]], conflicts: int) -> bool | None:
    """Refute the miter over what is merged: True, False where it is satisfiable, or None.

    Where it is satisfiable the input that shows it has been simulated.
    """
    new = marks(sweep.aig, pairs)
    left: list[Clause] = []
    for mark, (a, b) in zip(new, pairs, strict=True):
        links = [*differ(mark, a, b), *sweep.links(a), *sweep.links(b)]
        if sweep.known(a) == sweep.known(b):
            sweep.learn(links, [(True, (-mark, literal(a)))], [(-mark,)])
            left.append((-mark,))
        else:
            left += links
    ends = [sweep.known(lit) >> 1 for pair in pairs for lit in pair]
    premises = [tuple(new), *left, *sweep.cone(dict.fromkeys(ends))]
    with Solver(premises) as solver:
        found = solver.solve(conflicts)
        if found:
            sweep.differs(solver.model())
        if found is False:
            sweep.learn(premises, [step for step in solver.proof() if step[1]], [()])
            assert sweep.checker.refuted
    return None if found is None else not found


def tried(sweep: Sweep) -> tuple[str, ...]:
    """What a sweep did, in words."""
    inputs = len(sweep.aig.inputs)
    patterns = f"{sweep.patterns:,} patterns simulated"
    if inputs <= EXHAUSTIVE:
        patterns = f"all {1 << inputs:,} inputs simulated"
    return (
        patterns,
        f"{sweep.aig.size:,} gates swept: {sweep.merged:,} merged, {sweep.refuted:,} candidates "
        f"refuted, {sweep.undecided:,} undecided",
    )
