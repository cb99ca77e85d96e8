"""The circuit of a program at a size and a width: named inputs, results, undefinedness.

Inputs at (n, w): an `int` is a number of w bits from 0 to 2^w - 1, a `bool` one bit, a list n
elements, a list of lists n times n; other domains are given by `Number`, `Flag` and `Several`. The
limits of a run on fuel, memory and calls are not part of a circuit: a program that would reach them
cannot be unrolled to its end and is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..language.graph import Graph
from ..language.types import LARGEST, Bool, Int, List, Range, Type
from ..semantics.stack import nesting, recursion
from .aig.graph import FALSE, MOST, TRUE, Aig, Lit, TooLarge
from .budget import Budget
from .unroll.arithmetic import less
from .unroll.control_ops import CONTROL
from .unroll.gates import Gates
from .unroll.path_condition import NO_TAPE, SHORT, Draw, Path, unbounded
from .unroll.symbolic_values import Row, Value, choose, present, row
from .unroll.unroll import CALLS, NODES, ROUNDS, Unrolling, narrowed
from .unroll.words import Word, constant, width

DRAWS = 8  # default number of tape numbers


@dataclass(frozen=True, slots=True)
class Number:
    """The integers from `low` to `high`."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Flag:
    """False and true."""


@dataclass(frozen=True, slots=True)
class Several:
    """The lists of `length` elements of a domain, or of every length from `least` to `length`."""

    length: int
    element: Domain
    least: int | None = None


Domain = Number | Flag | Several


@dataclass(frozen=True, slots=True)
class Circuit:
    """A program as a circuit.

    Attributes
    ----------
    aig : inputs in the order of the parameters, least significant bit first, then the tape's;
        the outputs are the bits of the results, `undefined`, and `invalid` where it can hold
    arguments, results : the inputs and outputs as symbolic values of the program
    undefined : holds where the program fails
    errors : for each possible code of `language.failures`, the literal that holds where it occurs
    invalid : holds for assignments that encode no input: a number outside its domain, a tape that
        is too short or has a number outside its draw's range; other outputs are then meaningless
    tape : the bits of each number of the tape, in the order of the draws of a run
    short : literals that hold where a run draws more numbers than the tape has; may be empty
    read : the draws, each with the tape number that it may read
    """

    aig: Aig
    arguments: tuple[Value, ...]
    results: tuple[Value, ...]
    undefined: Lit
    errors: tuple[tuple[str, Lit], ...]
    invalid: Lit
    tape: tuple[tuple[Lit, ...], ...]
    short: tuple[Lit, ...]
    read: tuple[Draw, ...]


def domain_of(type_: Type, n: int | None, w: int) -> Domain:
    """The inputs of a type at size n and width w.

    Raises
    ------
    ValueError
        If a list has no size.
    """
    match type_:
        case Bool():
            return Flag()
        case Int():
            return Number(0, highest(w))
        case List(element):
            if n is None:
                raise ValueError("a program of lists has a circuit for each size: say which n")
            return Several(n, domain_of(element, n, w))
        case Range():
            raise ValueError("a range is no parameter")


def highest(w: int) -> int:
    """The greatest w-bit integer of the language, whose integers have 64 bits.

    Examples
    --------
    >>> highest(4), highest(64) == 2**63 - 1
    (15, True)
    """
    return min((1 << w) - 1, LARGEST)


def circuit_of(
    graph: Graph,
    n: int | None = None,
    w: int = 1,
    *,
    optimise: str = "size",
    names: Sequence[str] = (),
    domains: Sequence[Domain] | None = None,
    draws: int = DRAWS,
    limit: int = MOST,
    rounds: int = ROUNDS,
    calls: int = CALLS,
    nodes: int = NODES,
    budget: Budget | None = None,
) -> Circuit:
    """Build the circuit of a program's entry function.

    Parameters
    ----------
    graph : a canonical graph
    n : the length of lists; None for programs without list parameters
    w : the bits of an integer input
    optimise : "size" (fewest gates) or "depth" (fewest levels)
    names : of the parameters, from which inputs are named; x0, x1, ... by default
    domains : of the parameters; those of (n, w) by default
    draws : the length of the tape; a run that draws more numbers is `invalid`
    limit : the maximum number of gates
    rounds, calls, nodes : limits on the rounds of one loop, on the depth of calls, and on the
        nodes visited in all
    budget : of seconds; unlimited by default

    Raises
    ------
    Unbounded
        If a loop or a recursion may go on at its limit, or the circuit is too large there.
    Ended
        If the seconds of the budget are spent.
    ValueError
        If `optimise` is not a known style, or n is missing for a list.
    Missing
        If a question needs a SAT solver and python-sat is not installed.
    """
    types = graph.entry.body.param_types
    if domains is None:
        domains = [domain_of(type_, n, w) for type_ in types]
    gates = Gates(Aig(limit), optimise)
    names = [*names, *(f"x{place}" for place in range(len(names), len(types)))]
    inside: list[Lit] = []
    given = zip(names, domains, strict=True)
    arguments = [symbol(gates, name, domain, inside) for name, domain in given]
    path = Path(gates, draws, gates.all_(inside), budget)
    try:
        with recursion(calls * (8 + 8 * max(nesting(f.body) for f in graph.functions))):
            results = Unrolling(graph, path, CONTROL, rounds, calls, nodes).call(0, arguments)
        with path.budget.enforced():
            results = [canonical(path, value) for value in results]
            return finished(path, arguments, results, gates.all_(inside))
    except TooLarge as error:
        raise unbounded(path.source, path.line, error.what) from error
    finally:
        path.oracle.close()


def symbol(gates: Gates, name: str, domain: Domain, inside: list[Lit]) -> Value:
    """Make an argument of new inputs; conditions on them are appended to `inside`."""
    match domain:
        case Flag():
            return gates.aig.input(name)
        case Several(length, element, least):
            lengths = Number(length if least is None else least, length)
            size = symbol(gates, f"len({name})", lengths, inside)
            cells = [symbol(gates, f"{name}[{at}]", element, inside) for at in range(length)]
            assert isinstance(size, Word)
            return row(cells, size)
        case Number(low, high) if low == high:
            return constant(low)
        case Number(low, high):
            bits = width(low, high)
            number = Word(tuple(gates.aig.input(f"{name}.{at}") for at in range(bits)), low, high)
            raw = Word(number.bits, -(1 << bits - 1) if low < 0 else 0, (1 << bits - (low < 0)) - 1)
            inside.append(less(gates, raw, constant(low)) ^ 1)
            inside.append(less(gates, constant(high), raw) ^ 1)
            return number


def canonical(path: Path, value: Value) -> Value:
    """A canonical form of a result: cells beyond the length of a list are zero."""
    value = narrowed(path, value)
    if not isinstance(value, Row):
        return path.decided(value) if isinstance(value, int) else value
    cells = []
    for place, cell in enumerate(value.cells):
        there = path.decided(present(path.gates, value.length, place))
        cells.append(canonical(path, choose(path.gates, there, cell, empty(cell))))
    return row(cells, value.length)


def empty(value: Value) -> Value:
    """The value of the same type that is zero throughout."""
    match value:
        case int():
            return FALSE
        case Row():
            return row([])
        case _:
            return constant(0)


def finished(
    path: Path, arguments: Sequence[Value], results: Sequence[Value], inside: Lit
) -> Circuit:
    """Assemble the circuit and its outputs from a finished path."""
    gates = path.gates
    found: dict[str, list[Lit]] = {}
    for event in path.events:
        found.setdefault(event.code, []).append(event.when)
    short = tuple(found.pop(SHORT, ()))
    found.pop(NO_TAPE, None)
    off = [event.when for event in path.events if event.code in (NO_TAPE, SHORT)]
    invalid = gates.any_([inside ^ 1, *off])
    errors = {code: gates.any_(events) for code, events in found.items()}
    undefined = gates.any_(errors.values())
    for place, value in enumerate(results):
        outputs(gates.aig, f"y{place}" if len(results) > 1 else "y", value)
    gates.aig.output(undefined, "undefined")
    if invalid != FALSE:
        gates.aig.output(invalid, "invalid")
    tape = tuple(tuple(bits) for bits in path.tape)
    return Circuit(
        gates.aig,
        tuple(arguments),
        tuple(results),
        undefined,
        tuple(errors.items()),
        invalid,
        tape,
        short,
        tuple(path.read),
    )


def outputs(aig: Aig, name: str, value: Value) -> None:
    """Append the bits of a value to the outputs."""
    match value:
        case int():
            aig.output(value, name)
        case Word(bits):
            for place, bit in enumerate(bits):
                aig.output(bit, f"{name}.{place}")
        case Row(length, cells):
            if length.low != length.high:
                outputs(aig, f"len({name})", length)
            for place, cell in enumerate(cells):
                outputs(aig, f"{name}[{place}]", cell)


def read(value: Value, bit: Callable[[Lit], int]) -> Any:
    """Decode a value to plain Python; `bit` gives 0 or 1 for each literal."""
    match value:
        case int():
            return bool(bit(value))
        case Word(bits, low):
            number = sum(bit(lit) << place for place, lit in enumerate(bits))
            return number - (1 << len(bits)) if low < 0 and bit(bits[-1]) else number
        case Row(length, cells):
            return [read(cell, bit) for cell in cells[: read(length, bit)]]
    raise TypeError(f"{value} is no value that a program returns")


def arrange(value: Value, plain: Any) -> dict[Lit, int]:
    """Encode a plain argument: the value, 0 or 1, of each input literal."""
    match value:
        case int():
            return {value: int(plain)}
        case Word(bits):
            return {lit: plain >> place & 1 for place, lit in enumerate(bits) if lit > TRUE}
        case Row(length, cells):
            found = arrange(length, len(plain))
            for cell, one in zip(cells, plain, strict=False):
                found |= arrange(cell, one)
            return found
    raise TypeError(f"{value} is no argument")
