"""Equivalence of two programs, errors included, on all inputs of one size and width.

Their circuits (`circuit.circuit_of`) share the input variables, and the tape variables where they
draw: programs that draw are compared tape by tape, not in distribution. Where one is undefined, the
other must be undefined too; where both are defined, the results must be equal as values, whatever
the widths of their words; where both draw, neither may draw a number that the other cannot.
Assignments that encode no input, and tapes too short for one of the two, are excluded. A
counterexample is replayed by the definition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ..language.failures import Undefined
from ..language.graph import Graph
from ..semantics.definition import run
from ..semantics.spelling import text
from ..semantics.tape import ScriptedTape
from .aig.graph import FALSE, Aig, Lit
from .budget import Budget
from .circuit import Circuit, empty, read
from .sat.cnf import copy, moved
from .sat.equivalence import Comparison, Unlike, Verdict, settle
from .unroll.path_condition import NO_TAPE
from .unroll.symbolic_values import Row, Value
from .unroll.words import Word, shared_width, stretch

Pairs = list[tuple[Lit, Lit]]


class Disagreement(Exception):
    """The definition does not confirm a difference found on circuits: one of them is wrong."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a run: its result, or the code and the message of its error."""

    result: Any
    error: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Counterexample:
    """An input on which two programs differ, and the outcome of each under the definition.

    Attributes
    ----------
    tape : the numbers that at least one of the two runs reads
    """

    arguments: tuple[Any, ...]
    tape: tuple[int, ...]
    outcomes: tuple[Outcome, Outcome]


def agree(
    first: Circuit, second: Circuit, budget: Budget | None = None, seed: int = 0
) -> Comparison:
    """Compare two programs by their circuits of one size and width.

    For programs that draw, the verdict covers the tapes that suffice for both runs: where
    `whole` does not hold, a run may draw more numbers than the circuits' tape has.

    Raises
    ------
    Unlike
        If their parameters or their results have different types.
    Missing
        If python-sat is not installed.
    """
    return settle(*paired(first, second), budget, seed)


def whole(circuits: Sequence[Circuit]) -> bool:
    """Whether no run draws more numbers than the circuits' tapes have."""
    return not any(circuit.short for circuit in circuits)


def drawn(circuits: Sequence[Circuit]) -> int:
    """The greatest number of draws of a run, as far as the circuits' tapes reach."""
    return max((1 + draw.place for circuit in circuits for draw in circuit.read), default=0)


def paired(first: Circuit, second: Circuit) -> tuple[Aig, Pairs]:
    """Join two programs in one circuit; the literals of each pair are equal where they agree."""
    if len(argument_bits(first)) != len(argument_bits(second)):
        raise Unlike("the two programs take different inputs")
    if len(first.results) != len(second.results):
        raise Unlike(f"one has {len(first.results)} results, the other {len(second.results)}")
    circuits = first, second
    joint, images, tape = built(circuits)
    reads = [draws_of(joint, image, c, tape) for image, c in zip(images, circuits, strict=True)]
    invalid = [
        joint.or_(moved(image, c.invalid), drawn.refused)
        for image, c, drawn in zip(images, circuits, reads, strict=True)
    ]
    failed = [moved(image, c.undefined) for image, c in zip(images, circuits, strict=True)]
    valid = joint.or_(*invalid) ^ 1
    defined = joint.and_(valid, joint.or_(*failed) ^ 1)
    pairs = [(joint.and_(failed[0], valid), joint.and_(failed[1], valid))]
    for one, other in zip(first.results, second.results, strict=True):
        for a, b in bits(one, other):
            ends = moved(images[0], a), moved(images[1], b)
            pairs.append((joint.and_(ends[0], defined), joint.and_(ends[1], defined)))
    for at in (0, 1):
        apart = joint.and_(clash(joint, reads[at], reads[1 - at]), invalid[1 - at] ^ 1)
        pairs += [(apart, FALSE)] if apart != FALSE else []
    return joint, pairs


def built(circuits: Sequence[Circuit]) -> tuple[Aig, list[list[Lit]], list[list[Lit]]]:
    """One circuit of both programs, the images of their variables, and the bits of the tape."""
    joint = Aig(limit=sum(circuit.aig.limit for circuit in circuits))
    names = circuits[0].aig.input_names
    inputs = [joint.input(names[place]) for place in range(len(argument_bits(circuits[0])))]
    tape = [
        [joint.input() for _ in range(max(map(len, numbers)))]
        for numbers in zip_longest(*(circuit.tape for circuit in circuits), fillvalue=())
    ]
    images = []
    for circuit in circuits:
        # a circuit has the bits of its tape in the order in which they were first needed
        own = {
            bit >> 1: lit
            for drawn, on in zip(circuit.tape, tape, strict=False)
            for bit, lit in zip(drawn, on, strict=False)
        }
        rest = circuit.aig.inputs[len(inputs) :]
        images.append(copy(circuit.aig, joint, [*inputs, *(own[variable] for variable in rest)]))
    return joint, images, tape


@dataclass(frozen=True, slots=True)
class Reads:
    """For each number of the tape, when a program draws it and when it rejects it.

    Attributes
    ----------
    taken : the condition under which the number is drawn
    refuses : the condition under which it is drawn but is outside the range of the draw
    refused : the condition under which some number has a bit that the program's own circuit lacks
    """

    taken: tuple[Lit, ...]
    refuses: tuple[Lit, ...]
    refused: Lit


def draws_of(
    joint: Aig, image: Sequence[Lit], circuit: Circuit, tape: Sequence[Sequence[Lit]]
) -> Reads:
    """When a program draws and rejects the numbers of a tape that it shares with another."""
    taken, refuses = [FALSE] * len(tape), [FALSE] * len(tape)
    refused = FALSE
    for draw in circuit.read:
        when = joint.and_(moved(image, draw.here), moved(image, draw.now))
        fault = moved(image, draw.fault)
        for lit in tape[draw.place][len(circuit.tape[draw.place]) :]:
            refused = joint.or_(refused, joint.and_(when, lit))
            fault = joint.or_(fault, lit)
        taken[draw.place] = joint.or_(taken[draw.place], when)
        refuses[draw.place] = joint.or_(refuses[draw.place], joint.and_(when, fault))
    return Reads(tuple(taken), tuple(refuses), refused)


def clash(joint: Aig, mine: Reads, others: Reads) -> Lit:
    """The condition under which both draw a number and only one accepts it: the tapes differ."""
    found = FALSE
    for refuses, taken in zip(mine.refuses, others.taken, strict=True):
        found = joint.or_(found, joint.and_(refuses, taken))
    return found


def argument_bits(circuit: Circuit) -> list[int]:
    """The input variables of a circuit, those of its tape excluded."""
    drawn = sum(map(len, circuit.tape))
    return circuit.aig.inputs[: len(circuit.aig.inputs) - drawn]


def bits(one: Value, other: Value) -> Pairs:
    """Pair the literals of two results; the results are equal where the literals of each pair are.

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
    """Run the counterexample of a comparison under the definition.

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
    (one, drawn), (other, more) = (outcome(graph, arguments, tape) for graph in graphs)
    outcomes, tape = (one, other), tape[: max(drawn, more)]
    same = outcomes[0].error is not None and outcomes[1].error is not None
    if same or told(one) == told(other):
        raise Disagreement(
            f"on {arguments} and the tape {tape} the circuits differ, and the definition gives "
            f"{outcomes[0]} for both"
        )
    return Counterexample(arguments, tape, outcomes)


def at(row: dict[int, bool], lit: Lit) -> int:
    """The value of a literal of an input or of a constant, in an assignment."""
    return int(row.get(lit >> 1, False)) ^ (lit & 1)


def numbers(circuits: Sequence[Circuit], rest: list[bool]) -> tuple[int, ...]:
    """Decode the numbers of the tape from the values of its input variables."""
    found = []
    for a, b in zip_longest(*(circuit.tape for circuit in circuits), fillvalue=()):
        size = max(len(a), len(b))
        found.append(sum(bit << place for place, bit in enumerate(rest[:size])))
        rest = rest[size:]
    return tuple(found)


class Strict(ScriptedTape):
    """A given tape that rejects a number which the draw cannot give."""

    def draw(self, n: int) -> int:
        """The next number of the given tape."""
        try:
            return super().draw(n)
        except ValueError as error:
            raise OffTape(f"randrange({n}): {error}") from None


class OffTape(Exception):
    """A program draws from a smaller range than the tape's number was chosen for."""


def told(given: Outcome) -> tuple[str, object]:
    """A key of an outcome for comparison; a result is compared as text, for it may be long."""
    return text(given.result), given.error


def outcome(graph: Graph, arguments: Sequence[Any], script: Sequence[int]) -> tuple[Outcome, int]:
    """The outcome of a program under the definition, and the number of its draws."""
    tape = Strict(script)
    try:
        return Outcome(run(graph, arguments, tape=tape).result, None), tape.counter
    except Undefined as error:
        return Outcome(None, (error.code, error.message)), tape.counter
    except OffTape as error:
        return Outcome(None, (NO_TAPE, str(error))), tape.counter
