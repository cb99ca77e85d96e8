"""Whether two programs give equal results, and fail alike, on all inputs of a size and a width.

Their circuits (`circuit.circuit_of`) are built over the same inputs, and over the same tape where
they draw. Where one is undefined the other must be; where both are defined their results must be
equal as values, whatever the widths of their words. Inputs that are none, and tapes too short for
one of the two, are left out. An input that tells them apart is run by the definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ..language.failures import Undefined
from ..language.graph import Graph
from ..semantics.evaluate import run
from ..semantics.tape import ScriptedTape
from .aig import Aig, Lit
from .circuit import Circuit, empty, read
from .cnf import copy, moved
from .equivalence import CONFLICTS, Comparison, Unlike, Verdict, settle
from .values import Row, Value
from .words import Word, shared_width, stretch

Pairs = list[tuple[Lit, Lit]]


class Disagreement(Exception):
    """The definition does not find the difference that circuits show: one of them is wrong."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program gave: its result, or the code and the message of its error."""

    result: Any
    error: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Counterexample:
    """An input on which two programs differ, and what each of them gave under the definition."""

    arguments: tuple[Any, ...]
    tape: tuple[int, ...]
    outcomes: tuple[Outcome, Outcome]


def agree(first: Circuit, second: Circuit, conflicts: int = CONFLICTS, seed: int = 0) -> Comparison:
    """The verdict on two programs' circuits of one size and width.

    Raises
    ------
    Unlike
        If their parameters, their results or their draws have different types.
    Missing
        If python-sat is not installed.
    """
    return settle(*paired(first, second), conflicts, seed)


def paired(first: Circuit, second: Circuit) -> tuple[Aig, Pairs]:
    """Two programs in one circuit, and the pairs of literals that are equal where they agree."""
    if len(argument_bits(first)) != len(argument_bits(second)):
        raise Unlike("the two programs take different inputs")
    if len(first.results) != len(second.results):
        raise Unlike(f"one has {len(first.results)} results, the other {len(second.results)}")
    joint = Aig(limit=first.aig.limit + second.aig.limit)
    names = first.aig.input_names
    inputs = [joint.input(names[place]) for place in range(len(argument_bits(first)))]
    tape = [
        [joint.input() for _ in range(max(len(a), len(b)))]
        for a, b in zip_longest(first.tape, second.tape, fillvalue=())
    ]
    images = []
    for circuit in (first, second):
        own = [
            lit for drawn, on in zip(circuit.tape, tape, strict=False) for lit in on[: len(drawn)]
        ]
        images.append(copy(circuit.aig, joint, inputs + own))
    invalid = [moved(image, c.invalid) for image, c in zip(images, (first, second), strict=True)]
    failed = [moved(image, c.undefined) for image, c in zip(images, (first, second), strict=True)]
    valid = joint.or_(*invalid) ^ 1
    defined = joint.and_(valid, joint.or_(*failed) ^ 1)
    pairs = [(joint.and_(failed[0], valid), joint.and_(failed[1], valid))]
    for one, other in zip(first.results, second.results, strict=True):
        for a, b in bits(one, other):
            ends = moved(images[0], a), moved(images[1], b)
            pairs.append((joint.and_(ends[0], defined), joint.and_(ends[1], defined)))
    return joint, pairs


def argument_bits(circuit: Circuit) -> list[int]:
    """The variables of a circuit's inputs without those of its tape."""
    drawn = sum(map(len, circuit.tape))
    return circuit.aig.inputs[: len(circuit.aig.inputs) - drawn]


def bits(one: Value, other: Value) -> Pairs:
    """The literals of two results, each of its own circuit, that are equal where these are.

    Raises
    ------
    Unlike
        If the results are of different types.
    """
    match one, other:
        case Word(), Word():
            width = shared_width(one, other)
            return list(zip(stretch(one, width), stretch(other, width), strict=True))
        case Row(), Row():
            found = bits(one.length, other.length)
            for a, b in zip_longest(one.cells, other.cells):
                found += bits(empty(b) if a is None else a, empty(a) if b is None else b)
            return found
        case int(), int():
            return [(one, other)]
    raise Unlike("the two programs have results of different types")


def replay(
    comparison: Comparison, circuits: tuple[Circuit, Circuit], graphs: tuple[Graph, Graph]
) -> Counterexample:
    """The input that tells two programs apart, run by the definition.

    Raises
    ------
    Disagreement
        If the definition gives equal outcomes.
    """
    assert comparison.verdict is Verdict.DIFFERENT
    assert comparison.difference is not None
    first = circuits[0]
    variables = argument_bits(first)
    row = dict(zip(variables, comparison.difference[0], strict=False))
    arguments = tuple(read(value, lambda lit: at(row, lit)) for value in first.arguments)
    rest = list(comparison.difference[0][len(variables) :])
    tape = numbers(circuits, rest)
    outcomes = outcome(graphs[0], arguments, tape), outcome(graphs[1], arguments, tape)
    same = outcomes[0].error is not None and outcomes[1].error is not None
    if same or outcomes[0] == outcomes[1]:
        raise Disagreement(
            f"on {arguments} and the tape {tape} the circuits differ, and the definition gives "
            f"{outcomes[0]} for both"
        )
    return Counterexample(arguments, tape, outcomes)


def at(row: dict[int, bool], lit: Lit) -> int:
    """The value of a literal of an input or of a constant."""
    return int(row.get(lit >> 1, False)) ^ (lit & 1)


def numbers(circuits: Sequence[Circuit], rest: list[bool]) -> tuple[int, ...]:
    """The numbers of the tape, of the values of its inputs."""
    found = []
    for a, b in zip_longest(*(circuit.tape for circuit in circuits), fillvalue=()):
        size = max(len(a), len(b))
        found.append(sum(bit << place for place, bit in enumerate(rest[:size])))
        rest = rest[size:]
    if not any(map(any, (circuit.tape for circuit in circuits))):
        return ()  # neither program draws
    return tuple(found)


def outcome(graph: Graph, arguments: Sequence[Any], tape: Sequence[int]) -> Outcome:
    """What a program gives under the definition."""
    try:
        return Outcome(run(graph, arguments, tape=ScriptedTape(tape)).result, None)
    except Undefined as error:
        return Outcome(None, (error.code, error.message))
