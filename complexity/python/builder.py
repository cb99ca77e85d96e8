"""The state of lowering one function: the region under construction and the meaning of each name.

A branch is lowered by lowering both arms on copies of the names and merging them: a name on which
the arms differ becomes a result of the branch. An exit (`return`, `break`, `continue`) is
represented by such names too: see `statements`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field

from ..language.graph import FALSE, TRUE, Const, Node, Operand, Payload, Region, table
from ..language.signatures import DEEPEST
from ..language.types import BOOL, INT, RANGE, List, Type
from .bindings import (
    CHAR,
    TEXT,
    Bound,
    Conflict,
    Row,
    Tuple,
    Value,
    clean,
    describe,
    dummy,
    known,
    leaves,
    unify,
)  # fmt: skip
from .module import Module, Signature
from .refusals import NotInLanguage, quote

Env = dict[str, Bound]

FLAGS = ("#x", "#l", "#r", "#b")  # see `statements`

MOST_REGIONS = DEEPEST - 2  # nested regions
MOST_VALUES = 2_000_000  # values of one function, including those of discarded attempts


@dataclass(slots=True)
class Program:
    """The state that all functions of a program share during lowering."""

    module: Module
    updated: dict[str, tuple[int, ...]]
    signatures: dict[str, Signature]
    index_of: Callable[[str], int]
    infer: Callable[[str], None]
    instance: Callable[[str, tuple[Type, ...]], str]


@dataclass(slots=True)
class Builder:
    """The state of lowering one function."""

    program: Program
    name: str
    signature: Signature
    updated: tuple[str, ...]
    expression: Callable[[Builder, ast.expr], Bound]
    nodes: list[Node] = field(default_factory=list)
    env: Env = field(default_factory=dict)
    line: int = 0
    fresh: int = 0
    deep: int = 0
    learned: dict[int, dict[str, Bound]] = field(default_factory=dict)
    rewritten: dict[int, ast.While] = field(default_factory=dict)
    bounds: dict[Operand, list[Value]] = field(default_factory=dict)  # of ranges without a step
    named: list[tuple[Operand, str]] = field(default_factory=list)  # all bindings of names
    of_library: bool = False

    def refuse(self, code: str, node: ast.AST | None, **words: object) -> NotInLanguage:
        """Make the refusal of a node, for the caller to raise."""
        return self.program.module.source.refuse(code, node, **words)

    def library(self, name: str, args: list[Value]) -> Value:
        """Call a function of the library, for the types of these arguments."""
        key = self.program.instance(name, tuple(known(value.type) for value in args))
        index = self.program.index_of(key)
        return self.apply("call", args, self.program.signatures[key].results[0], index)

    def new(self) -> int:
        """Allocate the number of a new value."""
        self.fresh += 1
        if self.fresh > MOST_VALUES:
            raise self.refuse("CX109", None, function=self.name, most=MOST_VALUES)
        return self.fresh - 1

    def emit(
        self, op: str, args: list[Value], types: list[Type], payload: Payload = None,
        regions: tuple[Region, ...] = (), line: int = 0,
    ) -> list[Value]:  # fmt: skip
        """Append a node to the region; return its results."""
        outs = tuple(self.new() for _ in types)
        operands = tuple(value.operand for value in args)
        where = line or self.line
        self.nodes.append(Node(op, operands, outs, tuple(types), payload, regions, where))
        return [Value(out, type_) for out, type_ in zip(outs, types, strict=True)]

    def apply(self, op: str, args: list[Value], type_: Type, payload: Payload = None) -> Value:
        """Append a node with a single result."""
        return self.emit(op, args, [type_], payload)[0]

    def bind(self, name: str, bound: Bound) -> None:
        """Bind a name from here on."""
        self.env[name] = bound
        self.note(name, bound)

    def note(self, name: str, bound: Bound) -> None:
        """Record a name of values, unless it is internal and so not an identifier."""
        if not name.partition("[")[0].isidentifier():
            return
        if isinstance(bound, Value):
            self.named.append((bound.operand, name))
        elif isinstance(bound, Tuple):
            for at, item in enumerate(bound.items):
                self.note(f"{name}[{at}]", item)

    def value(self, node: ast.expr) -> Value:
        """Lower an expression; a tuple of one type is a value, a list that nobody updates."""
        bound = self.expression(self, node)
        made = as_value(self, bound)
        if made is None:
            raise self.no_value(node, bound)
        return made

    def no_value(self, node: ast.expr, bound: Bound) -> NotInLanguage:
        """The refusal of a tuple or of None where a value is needed."""
        if isinstance(bound, Tuple) and not bound.items and isinstance(node, ast.Call):
            return self.refuse("CX301", node, what=quote(node), found="None", wanted="a value",
                repair="call it on a line of its own: it updates its argument")  # fmt: skip
        return self.refuse("CX309", node, what=describe(bound))


def as_value(b: Builder, bound: Bound) -> Value | None:
    """A meaning as a value: a tuple of one type is a list; None if it is no value."""
    if isinstance(bound, Value):
        return bound
    if not isinstance(bound, Tuple) or not bound.items:
        return None
    values = [as_value(b, item) for item in bound.items]
    made = gather(b, [value for value in values if value is not None])
    if made is None or None in values:
        return None
    assert isinstance(made.type, List)
    return Value(made.operand, Row(made.type.element, "tuple"))


def gather(b: Builder, values: list[Value]) -> Value | None:
    """A list of values, a table if all are literals; None if they have no common type."""
    element = values[0].type
    for value in values[1:]:
        joined = join(element, value.type)
        if joined is None:
            return None
        element = joined
    if known(element) == RANGE:
        return None
    converted = [convert(b, value, element) for value in values]
    if not isinstance(known(element), List):
        literals = [v.operand.value for v in converted if isinstance(v.operand, Const)]
        if len(literals) == len(converted):
            scalars = tuple(value for value in literals if not isinstance(value, tuple))
            return Value(table(scalars, known(element)), List(known(element)))
    return b.apply("make", converted, List(element), len(converted))


def enter(b: Builder, node: ast.AST) -> None:
    """Enter a nested region; refuse too many levels."""
    b.deep += 1
    if b.deep > MOST_REGIONS:
        raise b.refuse("CX103", node, depth=f"over {MOST_REGIONS}", most=MOST_REGIONS)


@dataclass(slots=True)
class Arm:
    """A lowered arm: its nodes, the meanings of names at its end, and its own values."""

    nodes: list[Node]
    env: Env
    values: list[Value]


def arm(b: Builder, node: ast.AST, run: Callable[[], list[Value]]) -> Arm:
    """Lower a part into its own region, on a copy of the names."""
    nodes, env = b.nodes, b.env
    b.nodes, b.env = [], dict(env)
    enter(b, node)
    values = run()
    made = Arm(b.nodes, b.env, values)
    b.nodes, b.env = nodes, env
    b.deep -= 1
    return made


def into(b: Builder, made: Arm, value: Value, type_: Type) -> Value:
    """Convert a value to a type inside an arm; the only conversion is from bool to int."""
    nodes, b.nodes = b.nodes, made.nodes
    converted = convert(b, value, type_)
    b.nodes = nodes
    return converted


def convert(b: Builder, value: Value, type_: Type) -> Value:
    """Convert a value to a type that `join` determined."""
    if known(type_) == INT and known(value.type) == BOOL:
        if isinstance(value.operand, Const):
            return Value(Const(int(bool(value.operand.value)), INT), INT)
        return b.apply("as_int", [value], INT)
    if known(type_) == TEXT and known(value.type) == CHAR:
        if isinstance(value.operand, Const) and not isinstance(value.operand.value, tuple):
            return Value(Const((value.operand.value,), TEXT), TEXT)
        return b.apply("make", [value], TEXT, 1)
    if known(type_) == List(TEXT) and known(value.type) == List(CHAR):
        return _texts(b, value)
    return value


def _texts(b: Builder, value: Value) -> Value:
    """A list of texts of one character as a list of texts."""
    param = b.new()
    made = arm(b, ast.Pass(), lambda: [convert(b, Value(param, CHAR), TEXT)])
    each = Region((param,), (CHAR,), tuple(made.nodes), (made.values[0].operand,))
    return b.emit("map", [value], [List(TEXT)], 1, (each,))[0]


_WIDER: dict[frozenset[Type], Type] = {
    frozenset((BOOL, INT)): INT,
    frozenset((CHAR, TEXT)): TEXT,
    frozenset((List(CHAR), List(TEXT))): List(TEXT),
}


def join(first: Type, second: Type) -> Type | None:
    """The common type of two paths; None is a conflict.

    A bool and an int give an int, a text of one character and another text a text.
    """
    wider = _WIDER.get(frozenset((known(first), known(second))))
    if wider is not None:
        return wider
    return first if unify(first, second) else None


def takes(wanted: Type, given: Type) -> bool:
    """Whether a value of a type can be converted to another type."""
    joined = join(wanted, given)
    return joined is not None and known(joined) == known(wanted)


def branch(
    b: Builder, node: ast.AST, test: Value, yes: Callable[[], list[Value]],
    no: Callable[[], list[Value]],
) -> list[Value]:  # fmt: skip
    """Lower a branch: return the merged values of the arms, and merge all changed names."""
    line = b.line
    arms = arm(b, node, yes), arm(b, node, no)
    merge = _Merge(b, test, *arms)
    values = [merge.value(y, n, node) for y, n in zip(arms[0].values, arms[1].values, strict=True)]
    env: Env = {}
    for name in sorted({*arms[0].env, *arms[1].env}, key=lambda n: (n not in b.env, n)):
        env[name] = bound = merge.name(name)
        if bound is not arms[0].env.get(name):
            b.note(name, bound)
    b.env = env
    regions = tuple(
        Region((), (), tuple(one.nodes), tuple(v.operand for v in results))
        for one, results in zip(arms, (merge.yes, merge.no), strict=True)
    )
    outs = tuple(placed.operand for placed in merge.placed if isinstance(placed.operand, int))
    types = tuple(placed.type for placed in merge.placed)
    b.nodes.append(Node("branch", (test.operand,), outs, types, None, regions, line))
    return values


@dataclass(slots=True)
class _Merge:
    """The results of a branch under construction."""

    b: Builder
    test: Value
    first: Arm
    second: Arm
    yes: list[Value] = field(default_factory=list)
    no: list[Value] = field(default_factory=list)
    placed: list[Value] = field(default_factory=list)

    def leaf(self, yes: Value, no: Value) -> Value | None:
        type_ = join(yes.type, no.type)
        if type_ is None:
            return None
        if _same(yes.operand, no.operand):
            return yes
        if known(type_) == RANGE:
            return None
        self.yes.append(into(self.b, self.first, yes, type_))
        self.no.append(into(self.b, self.second, no, type_))
        self.placed.append(Value(self.b.new(), type_))
        return self.placed[-1]

    def value(self, yes: Value, no: Value, node: ast.AST) -> Value:
        merged = self.leaf(yes, no)
        if merged is None:
            raise self.b.refuse("CX301", node, what="one alternative", found=describe(no),
                wanted=describe(yes), repair="make both alternatives of one type")  # fmt: skip
        return merged

    def name(self, name: str) -> Bound:
        yes, no = self.first.env.get(name), self.second.env.get(name)
        if yes is not None and yes is no:
            return yes
        if name in FLAGS and isinstance(yes, Value) and isinstance(no, Value):
            return self.flag(yes, no)
        if yes is None or no is None:
            given = yes if yes is not None else no
            assert given is not None
            if not clean(given) or any(known(leaf.type) == RANGE for leaf in leaves(given)):
                return given if isinstance(given, Conflict) else Conflict("a range", "unbound")
            missing = _shape(given)
            yes, no = (yes, missing) if yes is not None else (missing, given)
        return self.bound(yes, no)

    def flag(self, yes: Value, no: Value) -> Value:
        """Merge an exit's flag; if it equals the test, no result of the branch is needed."""
        yes = Value(TRUE, BOOL) if yes.operand == self.test.operand else yes
        no = Value(FALSE, BOOL) if no.operand == self.test.operand else no
        if _same(yes.operand, TRUE) and _same(no.operand, FALSE):
            return self.test
        merged = self.leaf(yes, no)
        assert merged is not None, "flags are bools"
        return merged

    def bound(self, yes: Bound, no: Bound) -> Bound:
        if isinstance(yes, Tuple) and isinstance(no, Tuple) and len(yes.items) == len(no.items):
            pairs = zip(yes.items, no.items, strict=True)
            return Tuple(tuple(self.bound(y, n) for y, n in pairs))
        if isinstance(yes, Tuple) or isinstance(no, Tuple):
            yes, no = self.row(self.first, yes), self.row(self.second, no)
        merged = self.leaf(yes, no) if isinstance(yes, Value) and isinstance(no, Value) else None
        return merged if merged is not None else Conflict(describe(yes), describe(no))

    def row(self, made: Arm, bound: Bound) -> Bound:
        """A tuple as a list, made at the end of its arm, if it can be one."""
        nodes, self.b.nodes = self.b.nodes, made.nodes
        value = as_value(self.b, bound)
        self.b.nodes = nodes
        return bound if value is None else value


def _same(first: Operand, second: Operand) -> bool:
    if isinstance(first, Const) and isinstance(second, Const):
        same_kind = isinstance(first.value, bool) == isinstance(second.value, bool)
        return same_kind and first.value == second.value
    return first == second


def _shape(bound: Bound) -> Bound:
    if isinstance(bound, Tuple):
        return Tuple(tuple(_shape(item) for item in bound.items))
    assert isinstance(bound, Value)
    return dummy(bound.type)
