"""Lowering the sequences of loops and comprehensions, and their targets."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from ..language.graph import Node, Region, literal
from ..language.types import BOOL, INT, RANGE, List
from .bindings import Bound, Conflict, Tuple, Value, describe, known
from .builder import Builder
from .conversions import listed, number, quoted
from .refusals import NotInLanguage

_RANGES = {1: "upto", 2: "range", 3: "steps"}


@dataclass(frozen=True, slots=True)
class Zip:
    """Sequences iterated in parallel; each may itself be a zip."""

    parts: tuple[Sequences, ...]


Sequences = Value | Zip


def is_call(node: ast.expr, name: str) -> bool:
    """Whether an expression calls a function with this name."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def sequences(b: Builder, node: ast.expr) -> Sequences:
    """Lower the sequence of a `for` clause.

    Raises
    ------
    NotInLanguage
        CX218 if it is not a range, a list or a tuple of constants.
    """
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        rows = transposed(node)
        if rows is not None:
            return _columns(b, rows)
        if node.func.id == "zip" and node.args:
            return Zip(tuple(sequences(b, part) for part in plain_args(b, node)))
        if node.func.id == "enumerate":
            return _enumerate(b, node)
        if node.func.id == "reversed":
            return reversed_(b, node)
    if isinstance(node, ast.Tuple | ast.List) and node.elts:
        return _written(b, node)
    bound = b.expression(b, node)
    if isinstance(bound, Value) and (known(bound.type) == RANGE):
        return bound
    if isinstance(bound, Value) and known(bound.type) not in (INT, BOOL):
        listed(b, bound, node)
        return bound
    raise b.refuse("CX218", node, what=f"{quoted(b, node)} is {describe(bound)}",
        repair=_instead_of(b, node, bound))  # fmt: skip


def transposed(node: ast.expr) -> ast.expr | None:
    """The list of lists of which `zip(*xss)` gives the columns; None for other expressions."""
    match node:
        case ast.Call(ast.Name("zip"), [ast.Starred(rows)], []):
            return rows
        case _:
            return None


def _columns(b: Builder, node: ast.expr) -> Value:
    rows = b.value(node)
    listed(b, Value(rows.operand, listed(b, rows, node).element), node)
    return b.library("columns", [rows])


def _instead_of(b: Builder, node: ast.expr, bound: Bound) -> str:
    """The repair for an expression that is not a sequence."""
    if isinstance(bound, Value):
        text = quoted(b, node)[1:-1]
        return f"loop over `range({text if '...' not in text else 'n'})`"
    return "loop over a list"


def plain_args(b: Builder, node: ast.Call) -> list[ast.expr]:
    """The arguments of a call that takes positional arguments only."""
    for keyword in node.keywords:
        repair = "leave it out" if is_call(node, "zip") and keyword.arg == "strict" else ""
        raise b.refuse("CX209", keyword.value, name=keyword.arg or "**", repair=repair)
    return node.args


def arity(b: Builder, node: ast.Call, *wanted: int) -> list[ast.expr]:
    """The positional arguments of a call, whose number must be one of those wanted."""
    args = plain_args(b, node)
    if len(args) not in wanted:
        raise wrong_arity(b, node, ast.unparse(node.func), counted(*wanted), len(args))
    return args


def counted(*wanted: int) -> str:
    """A number of arguments, in words.

    Examples
    --------
    >>> counted(0), counted(1), counted(1, 2), counted(1, 2, 3)
    ('no argument', '1 argument', '1 or 2 arguments', '1 to 3 arguments')
    """
    if len(wanted) == 1:
        return f"{wanted[0] or 'no'} argument{'s' if wanted[0] > 1 else ''}"
    joined = " to " if len(wanted) > 2 else " or "
    return f"{wanted[0]}{joined}{wanted[-1]} arguments"


def wrong_arity(b: Builder, node: ast.AST, name: str, wanted: str, given: int) -> NotInLanguage:
    """The refusal of a call with too many or too few arguments."""
    words = f"{given or 'none'} {'are' if given > 1 else 'is'}"
    return b.refuse("CX210", node, name=name, wanted=wanted, given=words)


def range_(b: Builder, node: ast.Call) -> Value:
    """Lower a call of `range`."""
    args = arity(b, node, *_RANGES)
    bounds = [number(b, arg) for arg in args]
    made = b.apply(_RANGES[len(args)], bounds, RANGE)
    if len(bounds) < 3:
        b.bounds[made.operand] = bounds
    return made


def length(b: Builder, sequence: Value) -> Value:
    """The length of a range or a list; a range with a step, or reversed, is listed.

    Notes
    -----
    It is max(n, 0) for range(n), and max(a, b) - a for range(a, b): no intermediate number
    exceeds 64 bits unless the length does.
    """
    bounds = b.bounds.get(sequence.operand)
    if bounds is None:
        return b.apply("len", [as_list(b, sequence)], INT)
    if len(bounds) == 1:
        return b.apply("max", [bounds[0], Value(literal(0), INT)], INT)
    return b.apply("sub", [b.apply("max", bounds, INT), bounds[0]], INT)


def as_list(b: Builder, value: Value) -> Value:
    """Convert a range to a list; a list is unchanged."""
    return b.apply("list", [value], List(INT)) if known(value.type) == RANGE else value


def reversed_(b: Builder, node: ast.Call) -> Value:
    """Reverse a range or a list."""
    value = b.value(arity(b, node, 1)[0])
    if known(value.type) == RANGE:
        return b.apply("reversed", [value], RANGE)
    return b.apply("reverse", [value], listed(b, value, node.args[0]))


def _enumerate(b: Builder, node: ast.Call) -> Zip:
    for keyword in node.keywords:
        if keyword.arg != "start":
            raise b.refuse("CX209", keyword.value, name=keyword.arg or "**")
    args = [*node.args, *(keyword.value for keyword in node.keywords)]
    if not 1 <= len(args) <= 2:
        raise wrong_arity(b, node, "enumerate", counted(1, 2), len(args))
    inner = sequences(b, args[0])
    if isinstance(inner, Value) and inner.operand not in b.bounds:
        inner = as_list(b, inner)
    start = number(b, args[1]) if len(args) == 2 else None
    count = _shortest(b, inner)
    if start is None:
        return Zip((b.apply("upto", [count], RANGE), inner))
    stop = b.apply("add", [start, count], INT)
    return Zip((b.apply("range", [start, stop], RANGE), inner))


def _shortest(b: Builder, inner: Sequences) -> Value:
    """The number of rounds of a parallel iteration."""
    if isinstance(inner, Value):
        return length(b, inner)
    counts = [_shortest(b, part) for part in inner.parts]
    shortest = counts[0]
    for count in counts[1:]:
        shortest = b.apply("min", [shortest, count], INT)
    return shortest


def _written(b: Builder, node: ast.Tuple | ast.List) -> Sequences:
    """A literal tuple or list of constants, or of tuples of constants, as parallel tables."""
    if all(isinstance(item, ast.Tuple) for item in node.elts):
        rows = [item.elts for item in node.elts if isinstance(item, ast.Tuple)]
        if len({len(row) for row in rows}) != 1 or not rows[0]:
            raise b.refuse("CX219", node, what="the tuples are empty or of different lengths",
                repair="write tuples of one length")  # fmt: skip
        columns = [ast.List([row[i] for row in rows], ast.Load()) for i in range(len(rows[0]))]
        return Zip(tuple(_written(b, ast.copy_location(c, node)) for c in columns))
    bound = b.expression(b, ast.copy_location(ast.List(node.elts, ast.Load()), node))
    assert isinstance(bound, Value)
    return bound


def flat(source: Sequences) -> list[Value]:
    """The sequences of a zip from left to right."""
    if isinstance(source, Zip):
        return [value for part in source.parts for value in flat(part)]
    return [source]


def element(b: Builder, sequence: Value) -> Value:
    """A new parameter for the elements of a sequence."""
    type_ = known(sequence.type)
    return Value(b.new(), type_.element if isinstance(type_, List) else INT)


def shaped(source: Sequences, elements: list[Value]) -> Bound:
    """Arrange elements, taken from the front of `elements`, as the zip is nested."""
    if isinstance(source, Zip):
        return Tuple(tuple(shaped(part, elements) for part in source.parts))
    return elements.pop(0)


def bind(b: Builder, target: ast.expr, bound: Bound) -> None:
    """Bind the names of a target to a value, a tuple, or the elements of a list.

    Raises
    ------
    NotInLanguage
        CX219 if the target is not a name or a tuple of names, or the shapes differ.
    """
    match target:
        case ast.Name(name):
            b.bind(name, bound)
        case ast.Tuple(elts) | ast.List(elts):
            items = unpacked(b, bound, len(elts), target)
            for part, item in zip(elts, items, strict=True):
                bind(b, part, item)
        case _:
            raise b.refuse("CX219", target, what=f"{quoted(b, target)} is no name",
                repair="take the value in a name, then store it")  # fmt: skip


def unpacked(b: Builder, bound: Bound, count: int, node: ast.expr) -> list[Bound]:
    """The parts of a tuple, or the elements of a list, which must be `count` many."""
    if isinstance(bound, Tuple):
        if len(bound.items) != count:
            many = len(bound.items)
            raise b.refuse("CX219", node, what=f"{many} values for {count} names",
                repair=f"write {many} names")  # fmt: skip
        return list(bound.items)
    assert not isinstance(bound, Conflict), "an expression is no conflict"
    if count == 0:
        raise b.refuse("CX219", node, what="no name for the values of a list",
            repair="write a name for each value")  # fmt: skip
    type_ = listed(b, bound, node)
    return list(b.emit("unpack", [bound], [type_.element] * count, count))


def region(params: list[Value], nodes: list[Node], results: list[Value]) -> Region:
    """Make a region of nodes with parameters and results."""
    return Region(
        tuple(p.operand for p in params if isinstance(p.operand, int)),
        tuple(p.type for p in params),
        tuple(nodes),
        tuple(r.operand for r in results),
    )
