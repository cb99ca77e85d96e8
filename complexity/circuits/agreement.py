"""Whether two programs give equal results, and fail alike, on all inputs of a size and a width.

Their circuits (`circuit.circuit_of`) are built over the same inputs, and over the same tape where
they draw: programs that draw are compared tape by tape, not in distribution. Where one is undefined
the other must be; where both are defined their results must be equal as values, whatever the widths
of their words; and where both draw, neither may draw a number that the other cannot. Inputs that
are none, and tapes too short for one of the two, are left out. An input that tells them apart is
run by the definition.
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
    """The definition does not find the difference that circuits show: one of them is wrong."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program gave: its result, or the code and the message of its error."""

    result: Any
    error: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Counterexample:
    """An input on which two programs differ, and what each of them gave under the definition.

    Attributes
    ----------
    tape : as much of it as one of the two read
    """

    arguments: tuple[Any, ...]
    tape: tuple[int, ...]
    outcomes: tuple[Outcome, Outcome]


def agree(
    first: Circuit, second: Circuit, budget: Budget | None = None, seed: int = 0
) -> Comparison:
    """The verdict on two programs' circuits of one size and width.

    Of programs that draw it is one on the tapes that both can read to the end of their runs: where
    `whole` does not hold, a run may draw more than the tape of the circuits has.

    Raises
    ------
    Unlike
        If their parameters or their results have different types.
    Missing
        If python-sat is not installed.
    """
    return settle(*paired(first, second), budget, seed)


def whole(circuits: Sequence[Circuit]) -> bool:
    """Whether no run draws more numbers than the tapes of circuits have."""
    return not any(circuit.short for circuit in circuits)


def drawn(circuits: Sequence[Circuit]) -> int:
    """How many numbers of the tapes of circuits some run draws."""
    return max((1 + draw.place for circuit in circuits for draw in circuit.read), default=0)


def paired(first: Circuit, second: Circuit) -> tuple[Aig, Pairs]:
    """Two programs in one circuit, and the pairs of literals that are equal where they agree."""
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
    """One circuit of both, the literals of their variables in it, and the bits of the tape."""
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
    """What a program does with each number of the tape.

    Attributes
    ----------
    taken : where it is drawn
    refuses : where it is drawn, and is none that the draw can give
    refused : where one is refused that has bits which the program's own circuit lacks
    """

    taken: tuple[Lit, ...]
    refuses: tuple[Lit, ...]
    refused: Lit


def draws_of(
    joint: Aig, image: Sequence[Lit], circuit: Circuit, tape: Sequence[Sequence[Lit]]
) -> Reads:
    """What a program does with the numbers of a tape that it shares with another."""
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
    """Where both draw a number and one alone can: the tapes of the two are not the same."""
    found = FALSE
    for refuses, taken in zip(mine.refuses, others.taken, strict=True):
        found = joint.or_(found, joint.and_(refuses, taken))
    return found


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
    """The value of a literal of an input or of a constant."""
    return int(row.get(lit >> 1, False)) ^ (lit & 1)


def numbers(circuits: Sequence[Circuit], rest: list[bool]) -> tuple[int, ...]:
    """The numbers of the tape, of the values of its inputs."""
    found = []
    for a, b in zip_longest(*(circuit.tape for circuit in circuits), fillvalue=()):
        size = max(len(a), len(b))
        found.append(sum(bit << place for place, bit in enumerate(rest[:size])))
        rest = rest[size:]
    return tuple(found)


class Strict(ScriptedTape):
    """A tape that is written out, and refuses what a draw cannot give."""

    def draw(self, n: int) -> int:
        """The next draw of the script."""
        try:
            return super().draw(n)
        except ValueError as error:
            raise OffTape(f"randrange({n}): {error}") from None


class OffTape(Exception):
    """A program draws from fewer numbers than the tape was written for."""


def told(given: Outcome) -> tuple[str, object]:
    """What two equal outcomes have in common; a result may be too long to be compared itself."""
    return text(given.result), given.error


def outcome(graph: Graph, arguments: Sequence[Any], script: Sequence[int]) -> tuple[Outcome, int]:
    """What a program gives under the definition, and how many numbers it draws."""
    tape = Strict(script)
    try:
        return Outcome(run(graph, arguments, tape=tape).result, None), tape.counter
    except Undefined as error:
        return Outcome(None, (error.code, error.message)), tape.counter
    except OffTape as error:
        return Outcome(None, (NO_TAPE, str(error))), tape.counter
