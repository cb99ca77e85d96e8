"""The circuits of the ops agree with their meanings on all small operands, in both styles."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from complexity.circuits.aig.graph import Aig
from complexity.circuits.aig.simulate import projections, simulate
from complexity.circuits.circuit import Domain, Flag, Number, Several, arrange, read, symbol
from complexity.circuits.unroll import ranges
from complexity.circuits.unroll.control_ops import CONTROL
from complexity.circuits.unroll.gates import STYLES, Gates
from complexity.circuits.unroll.ops import RULES
from complexity.circuits.unroll.path_condition import NO_TAPE, Path
from complexity.circuits.unroll.symbolic_values import Steps, Value
from complexity.language.failures import Undefined
from complexity.language.meanings import getitem, setitem
from complexity.language.ops import OPS
from complexity.language.types import BOOL, INT, RANGE, List, Type

Range3 = tuple[Number, Number, Number]  # a range as an operand: its start, stop and step
Operand = Domain | Range3

SMALL, TINY, BIT = Number(-4, 3), Number(-2, 1), Number(0, 1)
WIDE, ODD, ABOVE, BELOW = Number(-8, 7), Number(-3, 5), Number(1, 6), Number(-7, -2)
INDEX = Number(-5, 4)
ONES, PAIRS = Several(3, BIT, 0), Several(2, TINY, 0)
FIXED, NONE, SOME = Several(3, SMALL), Several(0, SMALL), Several(3, Number(0, 3), 1)
FLAGS, ROWS = Several(3, Flag(), 0), Several(2, Several(2, BIT, 0), 0)
GRID = Several(2, Several(2, BIT))
LEAST, MOST = Number(-(2**63), -(2**63) + 1), Number(2**63 - 2, 2**63 - 1)
NUMBERS = [(SMALL,), (ODD,), (BELOW,), (LEAST,), (MOST,), (Number(3, 3),)]
COUPLES = [
    (WIDE, WIDE), (ODD, ABOVE), (BELOW, ODD), (ABOVE, ABOVE), (SMALL, Number(2, 2)),
    (SMALL, Number(-1, -1)), (Number(5, 5), SMALL), (LEAST, TINY), (MOST, TINY), (MOST, LEAST),
    (TINY, LEAST), (WIDE, Number(4, 4)), (Number(0, 31), Number(0, 31)), (WIDE, Number(-4, -4)),
]  # fmt: skip
SHIFTS = [
    (SMALL, Number(-1, 6)), (SMALL, Number(60, 67)), (Number(0, 0), Number(60, 67)),
    (Number(-1, 0), Number(62, 65)), (ODD, Number(3, 3)), (LEAST, TINY), (MOST, Number(0, 1)),
    (BIT, Number(2**63 - 2, 2**63 - 1)),
]  # fmt: skip
POWERS = [
    (SMALL, Number(-1, 4)), (TINY, Number(62, 67)), (Number(2, 3), Number(38, 41)),
    (Number(-1, 0), MOST), (Number(2, 2), Number(-2, 5)), (Number(3, 3), Number(3, 3)),
    (LEAST, BIT),
]  # fmt: skip
TRUTHS = [(Flag(), Flag())]
LISTS = [(ONES, ONES), (FIXED, NONE), (PAIRS, PAIRS), (ROWS, GRID), (GRID, ROWS), (FLAGS, FLAGS)]
UP = (TINY, SMALL, Number(1, 1))
RANGES: list[Range3] = [UP, (TINY, SMALL, Number(1, 3)), (SMALL, TINY, Number(-3, -1)),
                        (TINY, TINY, Number(-2, 2))]  # fmt: skip
BOUNDS = [Number(-5, 4), Number(1, 1), Number(-2, -2)]

# op -> (payload, operands): every row of the table has its operands here
CASES: dict[str, list[tuple[Any, tuple[Operand, ...]]]] = {
    **{op: [(None, case) for case in COUPLES] for op in (
        "add", "sub", "mul", "floordiv", "mod", "and_", "or_", "xor", "min", "max", "lt", "le",
        "gt", "ge", "eq", "ne", "range")},
    **{op: [(None, case) for case in NUMBERS] for op in ("neg", "abs", "invert")},
    **{op: [(None, case) for case in SHIFTS] for op in ("lshift", "rshift")},
    "pow": [(None, case) for case in POWERS],
    **{op: [(None, case) for case in TRUTHS] for op in ("both", "either", "differ")},
    **{op: [(None, (Flag(),))] for op in ("not_", "as_int", "assert_")},
    "candidate": [(None, ())],
    "exhausted": [(None, ())],
    "upto": [(None, (SMALL,)), (None, (BELOW,))],
    "steps": [(None, case) for case in RANGES] + [(None, (SMALL, SMALL, SMALL))],
    "reversed": [(None, (case,)) for case in RANGES],
    "list": [(None, (case,)) for case in RANGES],
    "within": [(None, (SMALL, case)) for case in RANGES],
    "len": [(None, (ONES,)), (None, (FIXED,))],
    "getitem": [(None, (xs, INDEX)) for xs in (ONES, FIXED, NONE, ROWS, FLAGS)]
    + [(None, (FIXED, Number(-1, -1))), (None, (ONES, Number(1, 1)))],
    "slice": [(mask, (xs, *case)) for xs in (ONES, Several(3, TINY), NONE) for mask in range(8)
              for case in itertools.product(*[BOUNDS[bit % 2:] for bit in range(3)
                                              if mask >> bit & 1])]
    + [(7, (ONES, Number(-4, 3), Number(-4, 3), Number(-2, 1)))],
    "concat": [(None, case) for case in LISTS if case[0] != FLAGS],
    "repeat": [(None, (ONES, SMALL)), (None, (FIXED, Number(2, 2))), (None, (NONE, SMALL))],
    "make": [(3, (BIT, BIT, TINY)), (2, (ONES, ONES))],
    "unpack": [(3, (ONES,)), (2, (PAIRS,)), (1, (FLAGS,))],
    "reverse": [(None, (ONES,)), (None, (FIXED,)), (None, (NONE,))],
    "flatten": [(None, (ROWS,)), (None, (GRID,))],
    "contains": [(None, (PAIRS, SMALL)), (None, (FIXED, Number(2, 2))), (None, (ROWS, ONES)),
                 (None, (FLAGS, Flag()))],
    **{op: [(None, case) for case in LISTS] for op in (
        "list_eq", "list_ne", "list_lt", "list_le", "list_gt", "list_ge")},
    "setitem": [(0, (xs, INDEX, TINY)) for xs in (ONES, FIXED, NONE)]
    + [(1, (rows, Number(-3, 2), Number(-3, 2), BIT)) for rows in (GRID, ROWS)],
    "append": [(0, (ONES, SMALL)), (0, (NONE, SMALL)), (0, (ROWS, PAIRS)),
               (1, (ROWS, Number(-3, 2), BIT))],
    "extend": [(0, (ONES, ONES)), (1, (GRID, TINY, PAIRS))],
    "insert": [(0, (ONES, INDEX, BIT)), (0, (FIXED, Number(1, 1), BIT)),
               (1, (ROWS, TINY, TINY, BIT))],
    "pop": [(0, (ONES,)), (0, (NONE,)), (0, (FIXED,)), (1, (ROWS, Number(-3, 2)))],
    "pop_at": [(0, (ONES, INDEX)), (0, (NONE, INDEX)), (0, (FIXED, Number(0, 0))),
               (1, (ROWS, TINY, Number(-3, 2)))],
    "sum": [(None, (SOME,)), (None, (NONE,)), (None, (PAIRS,)), (None, (Several(3, ABOVE),)),
            (None, (Several(2, MOST, 0),)), (None, (Several(4, BIT, 0),))],
    **{op: [(None, (case,)) for case in (PAIRS, NONE, FIXED, SOME)]
       for op in ("min_of", "max_of")},
    **{op: [(None, (case,)) for case in (FLAGS, Several(2, Flag()))]
       for op in ("any_of", "all_of")},
}  # fmt: skip


def values_of(operand: Operand) -> Iterator[Any]:
    """All plain values of an operand."""
    match operand:
        case Number(low, high):
            yield from range(low, high + 1)
        case Flag():
            yield from (False, True)
        case Several(length, element, least):
            for count in range(length if least is None else least, length + 1):
                yield from map(list, itertools.product(values_of(element), repeat=count))
        case _:
            yield from itertools.product(*map(values_of, operand))


def type_of(operand: Operand) -> Type:
    match operand:
        case Number():
            return INT
        case Flag():
            return BOOL
        case Several(_, element):
            return List(type_of(element))
    return RANGE


def result_type(op: str, payload: Any, types: list[Type]) -> list[Type]:
    """The types of the results, as far as the circuits look at them."""
    first = types[0] if types else INT
    if op in ("getitem", "unpack"):
        assert isinstance(first, List)
        return [first.element] * (payload or 1)
    return [first, INT]


class Built:
    """An op's circuit over symbolic operands, simulated on all inputs."""

    def __init__(self, op: str, payload: Any, operands: tuple[Operand, ...], style: str) -> None:
        gates, inside = Gates(Aig(), style), list[int]()
        given = [symbols(gates, f"x{at}", one, inside) for at, one in enumerate(operands)]
        self.path = Path(gates, 1, gates.all_(inside))
        self.symbols = given
        args = [ranges.steps(self.path, *one) if isinstance(one, tuple) else one for one in given]
        self.path.events.clear()  # a step of 0: such operands are not looked at
        types = result_type(op, payload, [type_of(one) for one in operands])
        self.results = RULES[op](self.path, payload, types, *args)
        self.aig = gates.aig

    def outcomes(self, cases: list[tuple[Any, ...]]) -> Iterator[Any]:
        """What the circuit yields for plain operands: tuples of results, or codes."""
        inputs = {2 * variable: 0 for variable in self.aig.inputs}
        for place, plain in enumerate(cases):
            for symbolic, value in zip(self.symbols, plain, strict=True):
                parts = zip(symbolic, value, strict=True) if isinstance(symbolic, tuple) else [
                    (symbolic, value)]  # fmt: skip
                for one, part in parts:
                    for lit, bit in arrange(one, part).items():
                        inputs[lit] |= bit << place
        columns = simulate(self.aig, list(inputs.values()), len(cases))
        for place in range(len(cases)):
            yield self.outcome(lambda lit, at=place: columns[lit >> 1] >> at & 1 ^ lit & 1)

    def outcome(self, bit: Any) -> Any:
        """What the circuit yields for one input."""
        failed = [event.code for event in self.path.events if bit(event.when)]
        assert len(failed) <= 1, "an input fails in two ways"
        return failed[0] if failed else tuple(show(result, bit) for result in self.results)


def symbols(gates: Gates, name: str, operand: Operand, inside: list[int]) -> Any:
    if isinstance(operand, tuple):
        return tuple(symbol(gates, f"{name}.{at}", one, inside) for at, one in enumerate(operand))
    return symbol(gates, name, operand, inside)


def show(value: Value, bit: Any) -> Any:
    if isinstance(value, Steps):
        start, step, count = (read(x, bit) for x in (value.start, value.step, value.count))
        return range(start, start + step * count, step) if count else range(0)
    return read(value, bit)


def expected(op: str, payload: Any, plain: tuple[Any, ...]) -> Any:
    """What the table says: a tuple of results, or a code."""
    row = OPS[op]
    args = [range(*one) if isinstance(one, tuple) else one for one in plain]
    try:
        if row.group == "update":
            found = nested(row.meaning, args[0], args[1 : payload + 1], args[payload + 1 :])
            return tuple(found) if isinstance(found, tuple) else (found,)
        if op == "candidate":
            return ()
        assert row.meaning is not None
        found = row.meaning(*([payload] if op in ("slice", "unpack") else []), *args)
    except Undefined as error:
        return error.code
    if isinstance(found, tuple):
        return found
    return (found,)


def nested(meaning: Any, xs: Any, path: list[int], args: list[Any]) -> Any:
    """An update of a list along a path of indices."""
    if not path:
        return meaning(xs, *args)
    found = nested(meaning, getitem(xs, path[0]), path[1:], args)
    if isinstance(found, tuple):
        return (setitem(xs, path[0], found[0]), *found[1:])
    return setitem(xs, path[0], found)


def test_every_op_has_a_circuit_and_every_circuit_is_tested():
    assert set(RULES) | set(CONTROL) == set(OPS)
    assert not set(RULES) & set(CONTROL)
    assert set(CASES) == set(RULES) - {"randrange"}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("op", CASES)
def test_a_circuit_means_what_the_table_says(op: str, style: str):
    for payload, operands in CASES[op]:
        built = Built(op, payload, operands, style)
        cases = [
            plain for plain in itertools.product(*map(values_of, operands))
            if not any(isinstance(one, tuple) and one[2] == 0 for one in plain)
        ]  # fmt: skip
        for plain, outcome in zip(cases, built.outcomes(cases), strict=True):
            assert outcome == expected(op, payload, plain), (payload, operands, plain)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("bound", [Number(-1, 3), Number(1, 1), Number(4, 4), Number(5, 6)])
def test_a_draw_is_the_tape(style: str, bound: Number):
    gates, inside = Gates(Aig(), style), list[int]()
    symbolic = symbol(gates, "n", bound, inside)
    path = Path(gates, 1, gates.all_(inside))
    (drawn,) = RULES["randrange"](path, None, [INT], symbolic)
    aig, tape = gates.aig, path.tape[0]
    columns = simulate(aig, projections(len(aig.inputs)), 1 << len(aig.inputs))
    for n in range(bound.low, bound.high + 1):
        for number in range(1 << len(tape)):
            bits = arrange(symbolic, n) | {lit: number >> at & 1 for at, lit in enumerate(tape)}
            pattern = sum(bits.get(2 * v, 0) << at for at, v in enumerate(aig.inputs))
            found = {
                event.code for event in path.events
                if columns[event.when >> 1] >> pattern & 1 ^ event.when & 1
            }  # fmt: skip
            if n <= 0:
                assert found == {"value"}
            elif number >= n:
                assert found == {NO_TAPE}
            else:
                assert not found
                assert read(drawn, lambda lit: columns[lit >> 1] >> pattern & 1 ^ lit & 1) == number  # noqa: B023
