"""The check that a graph is well formed: types, scopes, arity, payloads, regions, calls, literals.

Every later part of the calculator may rely on what `check` accepts. Whatever object it is given, it
raises no exception but `IllFormed`, whose message names the function and the node.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .failures import IllFormed
from .graph import Const, Function, Graph, Node, Operand, Region
from .ops import OPS
from .shapes import REGIONS, Shape, shapes
from .signatures import DEEPEST, WIDEST, Bindings, match_all, payload_fault, signature, spell_all
from .stack_room import deep
from .types import LARGEST, RANGE, SMALLEST, Bool, Int, List, Range, Type, spell


@dataclass(slots=True)
class _Scope:
    """The types and values known while one function is checked."""

    graph: Graph
    function: Function
    types: dict[int, Type] = field(default_factory=dict)  # the types of the values in scope here
    taken: set[int] = field(default_factory=set)  # the values defined so far anywhere
    where: str = ""  # the node that is being checked

    def refuse(self, reason: str) -> IllFormed:
        """Return the error for a reason, with the function and node at fault."""
        place = f"function {_short(self.function.name)}"
        return IllFormed(f"{place}: {self.where}: {reason}" if self.where else f"{place}: {reason}")


@deep
def check(graph: Graph) -> None:
    """Require that a graph is well formed.

    Raises
    ------
    IllFormed
        If it is not; the message names the function and the node.
    """
    if not isinstance(graph, Graph):
        raise IllFormed(f"a {type(graph).__name__} is not a graph")
    if not isinstance(graph.functions, tuple) or not graph.functions:
        raise IllFormed("a graph is a tuple of functions, the entry first; this one has none")
    for function in graph.functions:
        _check_header(_Scope(graph, function))
    _check_words(graph)
    for function in graph.functions:
        scope = _Scope(graph, function)
        _check_region(scope, function.body, Shape(function.body.param_types, function.result_types))
        for value in function.names:
            if type(value) is not int or value not in scope.taken:
                raise scope.refuse(f"{_short(value)} has names, but is no value of it")


def _check_header(scope: _Scope) -> None:
    function = scope.function
    if not isinstance(function, Function):
        raise IllFormed(f"a {type(function).__name__} stands where a function is needed")
    for name in ("name", "source", "word"):
        if not isinstance(getattr(function, name), str):
            raise scope.refuse(f"its {name} is not a text")
    if type(function.line) is not int or type(function.given) is not bool:
        raise scope.refuse("its line is not an integer, or its given not a bool")
    if not isinstance(function.names, dict) or not all(
        map(_are_texts, (function.lost, *function.names.values()))
    ):
        raise scope.refuse("its names are not tuples of texts, by value")
    if function.word and not function.given:
        raise scope.refuse("a word is given, but this function is not")
    _require_region(scope, function.body)
    for types, what in (
        (function.body.param_types, "parameter"),
        (function.result_types, "result"),
    ):
        _require_types(scope, types, what)
        if len(types) > WIDEST:
            raise scope.refuse(f"it has {len(types)} {what}s, and may have {WIDEST}")


def _are_texts(texts: object) -> bool:
    return isinstance(texts, tuple) and all(isinstance(text, str) for text in texts)


def _are_lines(lines: object) -> bool:
    return isinstance(lines, tuple) and all(type(line) is int for line in lines)


def _check_words(graph: Graph) -> None:
    words = [function.word for function in graph.functions if function.word]
    for word in set(words):
        if words.count(word) > 1:
            raise IllFormed(f"function {word}: two functions are this word")


# -- regions -------------------------------------------------------------------------------------


def _check_region(scope: _Scope, region: Region, shape: Shape, depth: int = 0) -> None:
    """Check a region against its shape; its definitions are in scope in it alone."""
    around = scope.where
    if region.param_types != shape.params:
        raise scope.refuse(
            f"a region takes {spell_all(region.param_types)} where {spell_all(shape.params)}"
            " is needed"
        )
    for param, type_ in zip(region.params, region.param_types, strict=True):
        _define(scope, param, type_)
    for node in region.nodes:
        _check_node(scope, node, depth)
    scope.where = around
    types = [_operand_type(scope, result, f"result {_show(result)}") for result in region.results]
    if tuple(types) != shape.results:
        raise scope.refuse(f"a region yields {spell_all(types)}, not {spell_all(shape.results)}")
    for value in (*region.params, *(out for node in region.nodes for out in node.outs)):
        del scope.types[value]


def _require_region(scope: _Scope, region: Region) -> None:
    """Require that the fields of a region have the right Python types."""
    if not isinstance(region, Region):
        raise scope.refuse(f"a {type(region).__name__} stands where a region is needed")
    for name in ("params", "param_types", "nodes", "results"):
        if not isinstance(getattr(region, name), tuple):
            raise scope.refuse(f"the {name} of a region are not a tuple")
    if len(region.params) != len(region.param_types):
        raise scope.refuse("a region has as many parameters as parameter types")


def _define(scope: _Scope, value: int, type_: Type) -> None:
    if type(value) is not int or value < 0:
        raise scope.refuse(f"{_short(value)} is no name of a value: natural numbers are")
    if value in scope.taken:
        raise scope.refuse(f"%{value} is defined twice")
    scope.taken.add(value)
    scope.types[value] = type_


# -- nodes ---------------------------------------------------------------------------------------


def _check_node(scope: _Scope, node: Node, depth: int) -> None:
    if not isinstance(node, Node):
        raise scope.refuse(f"a {type(node).__name__} stands where a node is needed")
    scope.where = describe(node)
    _require_fields(scope, node)
    _require_types(scope, node.types, "result", RANGE)
    if len(node.outs) != len(node.types):
        raise scope.refuse("it has as many results as result types")
    operands = [_operand_type(scope, arg, f"operand {_show(arg)}") for arg in node.args]
    count = len(scope.graph.functions)
    fault = payload_fault(node.op, node.payload, len(node.args), len(node.outs), count)
    if fault:
        raise scope.refuse(f"payload {_short(node.payload)}: {fault}")
    if len(node.regions) != len(REGIONS.get(node.op, ())):
        needed = ", ".join(REGIONS.get(node.op, ())) or "none"
        raise scope.refuse(f"it has {len(node.regions)} regions, but needs: {needed}")
    _RULES.get(OPS[node.op].group, _check_plain)(scope, node, operands, depth)
    for value, type_ in zip(node.outs, node.types, strict=True):
        _define(scope, value, type_)


def _require_fields(scope: _Scope, node: Node) -> None:
    if not isinstance(node.op, str) or node.op not in OPS:
        raise scope.refuse(f"{_short(node.op)} is no op of the table")
    for name in ("args", "outs", "types", "regions"):
        if not isinstance(getattr(node, name), tuple):
            raise scope.refuse(f"its {name} are not a tuple")
    if type(node.line) is not int or not _are_lines(node.also):
        raise scope.refuse("its line is not an integer, or its other lines are no tuple of such")


def _check_plain(scope: _Scope, node: Node, operands: list[Type], depth: int) -> None:
    rule, bindings = signature(node.op, node.payload), Bindings()
    if len(operands) != len(rule.operands):
        raise scope.refuse(f"it has {len(operands)} operands, but takes {len(rule.operands)}")
    if not match_all(rule.operands, operands, bindings):
        raise scope.refuse(f"it takes {spell_all(rule.operands)}, not {spell_all(operands)}")
    if not match_all(rule.results, node.types, bindings):
        raise scope.refuse(f"it yields {spell_all(rule.results)}, not {spell_all(node.types)}")


def _check_control(scope: _Scope, node: Node, operands: list[Type], depth: int) -> None:
    if depth >= DEEPEST:
        raise scope.refuse(f"regions nest deeper than {DEEPEST}")
    if any(isinstance(type_, Range) for type_ in node.types):
        raise scope.refuse("a range is never carried or returned")
    try:
        expected = shapes(node.op, node.payload, operands, node.types)
    except IllFormed as error:
        raise scope.refuse(str(error)) from None
    for name, region, shape in zip(REGIONS[node.op], node.regions, expected, strict=True):
        scope.where = f"{describe(node)}: region {name}"
        _require_region(scope, region)
        _require_types(scope, region.param_types, "parameter")
        _check_region(scope, region, shape, depth + 1)
    scope.where = describe(node)


def _check_call(scope: _Scope, node: Node, operands: list[Type], depth: int) -> None:
    assert isinstance(node.payload, int)
    callee = scope.graph.functions[node.payload]
    takes = callee.body.param_types
    if tuple(operands) != takes:
        raise scope.refuse(f"{callee.name} takes {spell_all(takes)}, not {spell_all(operands)}")
    if node.types != callee.result_types:
        yields = spell_all(callee.result_types)
        raise scope.refuse(f"{callee.name} yields {yields}, not {spell_all(node.types)}")
    if scope.function.given and not callee.given:
        raise scope.refuse(f"a given function calls {callee.name}, which is not given")


_Rule = Callable[[_Scope, Node, list[Type], int], None]
_RULES: dict[str, _Rule] = {"control": _check_control, "call": _check_call}


# -- operands and types --------------------------------------------------------------------------


def _operand_type(scope: _Scope, operand: Operand, what: str) -> Type:
    if isinstance(operand, Const):
        _require_types(scope, (operand.type,), what)
        if not agrees(operand):
            raise scope.refuse(f"{what} is no literal of type {spell(operand.type)}")
        return operand.type
    if type(operand) is not int:
        raise scope.refuse(f"{what} is neither a value nor a literal")
    if operand not in scope.types:
        known = "is defined elsewhere" if operand in _defined(scope.function) else "is not defined"
        raise scope.refuse(f"{what} {known}: a value is used after its definition and inside it")
    return scope.types[operand]


def agrees(const: Const) -> bool:
    """Return whether a literal is of its type: a scalar in range, or a table of such."""
    match const.type:
        case List(element):
            entries = const.value
            return type(entries) is tuple and all(_is_scalar(entry, element) for entry in entries)
        case _:
            return _is_scalar(const.value, const.type)


def _is_scalar(value: object, type_: Type) -> bool:
    if isinstance(type_, Bool):
        return type(value) is bool
    return isinstance(type_, Int) and type(value) is int and SMALLEST <= value <= LARGEST


def _require_types(
    scope: _Scope, types: Sequence[Type], what: str, also: Range | None = None
) -> None:
    if not isinstance(types, tuple):
        raise scope.refuse(f"its {what} types are not a tuple")
    for type_ in types:
        core, levels = type_, 0
        while isinstance(core, List) and levels <= DEEPEST:
            core, levels = core.element, levels + 1
        if levels > DEEPEST:
            raise scope.refuse(f"a {what} type nests deeper than {DEEPEST} lists")
        if isinstance(core, Range) and (levels or also is None):
            raise scope.refuse(f"{what}: a range is never stored, passed, carried or returned")
        if not isinstance(core, (Bool, Int, Range)):
            raise scope.refuse(f"a {what} type is {_short(core)}, which is no type")


def _defined(function: Function) -> set[object]:
    """Return all values that a function defines at any depth, as far as it is well typed."""
    values: set[object] = set()
    seen: set[int] = set()
    waiting: list[object] = [function.body]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, (Region, Node)) and id(thing) not in seen:
            seen.add(id(thing))
            names = thing.params if isinstance(thing, Region) else thing.outs
            inner = thing.nodes if isinstance(thing, Region) else thing.regions
            values.update(name for name in _listed(names) if type(name) is int)
            waiting += _listed(inner)
    return values


def _listed(things: object) -> tuple[object, ...]:
    return things if isinstance(things, tuple) else ()


# -- messages ------------------------------------------------------------------------------------


def describe(node: Node) -> str:
    """Describe a node for messages: its outs, op, operands and line."""
    outs = node.outs if isinstance(node.outs, tuple) else (node.outs,)
    args = node.args if isinstance(node.args, tuple) else (node.args,)
    words = [_show(out) for out in outs] + (["="] if outs else []) + [_short(node.op, plain=True)]
    line = f" (line {node.line})" if type(node.line) is int and node.line else ""
    return " ".join(words + [_show(arg) for arg in args[:8]]) + line


def _show(operand: object) -> str:
    if isinstance(operand, Const):
        return _short(operand.value)
    return f"%{operand}" if type(operand) is int else _short(operand)


def _short(thing: object, plain: bool = False) -> str:
    if type(thing) is int and thing.bit_length() > 200:
        return f"an integer of {thing.bit_length()} bits"
    try:
        text = thing if plain and isinstance(thing, str) else repr(thing)
    except Exception:  # the __repr__ of an arbitrary object may raise anything
        text = f"a {type(thing).__name__}"
    return text if len(text) <= 80 else f"{text[:77]}..."
