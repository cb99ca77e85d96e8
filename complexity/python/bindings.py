"""The meaning of a name during lowering: an operand with its type, or a tuple of such.

The element type of an empty list is an `Unknown` until its use determines it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..language.graph import FALSE, Const, Function, Node, Operand, Region
from ..language.types import BOOL, INT, RANGE, Int, List, Type, spell


@dataclass(frozen=True, slots=True)
class Row(List):
    """The type of a tuple of one type, or of a text: a list that nobody updates.

    Attributes
    ----------
    kind : ``tuple`` or ``str``; a value of one kind equals none of another, nor a list
    length : the length that an annotation gives; types that differ in it alone are equal
    """

    kind: str
    length: int | None = field(default=None, compare=False)


class Kind:
    """What a list is in Python, where only its later use tells: of equal ones the last decides."""

    __slots__ = ("name", "same")

    def __init__(self) -> None:
        self.name: str = ""
        self.same: Kind | None = None


def _decided(of: Kind) -> Kind:
    """The kind that decides for a kind."""
    while of.same is not None:
        of = of.same
    return of


@dataclass(frozen=True, slots=True)
class Open(List):
    """The type of a list, a tuple or a text, where only its later use tells which."""

    of: Kind = field(default_factory=Kind, compare=False)


@dataclass(frozen=True, slots=True)
class Char(Int):
    """The type of a text of one character: its code point, which is no number."""


CHAR = Char()
TEXT = Row(CHAR, "str")


class Unknown:
    """A type that is not known yet; `found` holds it once it is determined."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: Type | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """An operand and its type."""

    operand: Operand
    type: Type


@dataclass(frozen=True, slots=True)
class Tuple:
    """A tuple of values: several results, or a name bound to them."""

    items: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """The meaning of a name after two paths that gave it different types."""

    first: str
    second: str


Bound = Value | Tuple | Conflict


def known(type_: Type) -> Type:
    """Substitute the determined unknowns in a type."""
    if isinstance(type_, Unknown):
        return known(type_.found) if type_.found is not None else type_
    if isinstance(type_, Open) and kind(type_):
        element = known(type_.element)
        return List(element) if kind(type_) == "list" else Row(element, kind(type_))
    if isinstance(type_, List):
        return replace(type_, element=known(type_.element))
    return type_


def settled(type_: Type) -> Type:
    """A type of the language for a type of the front end; what is not determined is an `int`."""
    type_ = known(type_)
    if isinstance(type_, Unknown | Char):
        return INT
    return List(settled(type_.element)) if isinstance(type_, List) else type_


def unknown() -> Type:
    """A type that its use determines."""
    made: Type = Unknown()  # type: ignore[assignment]
    return made


def empty_list() -> Value:
    """The value of `[]`."""
    type_ = List(unknown())
    return Value(Const((), type_), type_)


def unify(first: Type, second: Type) -> bool:
    """Unify two types by binding unknowns; return whether that succeeded."""
    first, second = known(first), known(second)
    if isinstance(first, Unknown):
        if first is not second and not _occurs(first, second) and second != RANGE:
            first.found = second
        return first is second or first.found is not None
    if isinstance(second, Unknown):
        return unify(second, first)
    if isinstance(first, List) and isinstance(second, List):
        if not _of_one_kind(first, second):
            return False
        return unify(first.element, second.element)
    return first == second


def kind(type_: List) -> str:
    """What a list of the graph is in Python: ``list``, ``tuple`` or ``str``; "" if it is open."""
    if isinstance(type_, Open):
        return _decided(type_.of).name
    return type_.kind if isinstance(type_, Row) else "list"


def _of_one_kind(first: List, second: List) -> bool:
    """Whether two lists are of one kind; an open one becomes of the other's kind."""
    if isinstance(first, Open) and not kind(first):
        own = _decided(first.of)
        if isinstance(second, Open) and _decided(second.of) is not own:
            own.same = _decided(second.of)
        else:
            own.name = kind(second)
        return True
    if isinstance(second, Open) and not kind(second):
        return _of_one_kind(second, first)
    return kind(first) == kind(second)


def make_list(type_: Type) -> None:
    """Decide that an open list is a list, since it is updated."""
    if isinstance(type_, Open) and not kind(type_):
        _decided(type_.of).name = "list"


def _occurs(unknown: Unknown, type_: Type) -> bool:
    inner: object = type_
    while isinstance(inner, List):
        inner = known(inner.element)
    return inner is unknown


def describe(bound: Bound) -> str:
    """The type of a name's meaning, in Python's notation."""
    match bound:
        case Value(_, type_):
            return spell_known(type_)
        case Tuple(items):
            return f"tuple[{', '.join(describe(item) for item in items)}]"
        case Conflict(first, second):
            return f"{first} or {second}"


def spell_known(type_: Type) -> str:
    """A type in Python's notation; `list` if the element type is not known."""
    type_ = known(type_)
    if type_ == TEXT:
        return "str"
    if isinstance(type_, List):
        inner = known(type_.element)
        if isinstance(inner, Unknown):
            return kind(type_) or "list"
        if isinstance(type_, Row):
            parts = [spell_known(inner)] * (type_.length or 1)
            return f"tuple[{', '.join(parts if type_.length else [*parts, '...'])}]"
        return f"list[{spell_known(inner)}]"
    if isinstance(type_, Char):
        return "str"
    return "unknown" if isinstance(type_, Unknown) else spell(type_)


def leaves(bound: Bound) -> list[Value]:
    """The values of a name from left to right, with tuples flattened."""
    if isinstance(bound, Tuple):
        return [leaf for item in bound.items for leaf in leaves(item)]
    assert isinstance(bound, Value)
    return [bound]


def rebuild(bound: Bound, flat: list[Value]) -> Bound:
    """Rebuild a name's tuples with other values, taken from the front of `flat`."""
    if isinstance(bound, Tuple):
        return Tuple(tuple(rebuild(item, flat) for item in bound.items))
    return flat.pop(0)


def clean(bound: Bound) -> bool:
    """Whether a name's meaning has no conflict."""
    if isinstance(bound, Tuple):
        return all(clean(item) for item in bound.items)
    return isinstance(bound, Value)


def dummy(type_: Type) -> Value:
    """A placeholder of a type, for a value that no run uses."""
    match known(type_):
        case List():
            return Value(Const((), type_), type_)
        case found if found == BOOL:
            return Value(FALSE, BOOL)
        case found:
            return Value(Const(0, found), found)


def settle_function(function: Function) -> Function:
    """Substitute all unknown types in a function."""
    results = tuple(settled(type_) for type_ in function.result_types)
    return replace(function, body=_settle_region(function.body), result_types=results)


def _settle_region(region: Region) -> Region:
    return Region(
        region.params,
        tuple(settled(t) for t in region.param_types),
        tuple(_settle_node(node) for node in region.nodes),
        tuple(_settle_operand(operand) for operand in region.results),
    )


def _settle_node(node: Node) -> Node:
    return replace(
        node,
        args=tuple(_settle_operand(operand) for operand in node.args),
        types=tuple(settled(t) for t in node.types),
        regions=tuple(_settle_region(region) for region in node.regions),
    )


def _settle_operand(operand: Operand) -> Operand:
    if isinstance(operand, Const):
        type_ = settled(operand.type)
        if operand.value == 0 and type_ != INT:  # a placeholder, older than its type
            return dummy(type_).operand
        return Const(operand.value, type_)
    return operand
