"""Reading of the text form of graphs (its syntax is described in `writing.py`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ..check import check
from ..failures import IllFormed
from ..graph import Const, Function, Graph, Node, Operand, Payload, Region
from ..naming import Names, gathered
from ..ops import OPS
from ..shapes import REGIONS, control_results, takes
from ..signatures import DEEPEST, payload_fault, result_types
from ..stack_room import deep
from ..types import BOOL, INT, Type
from .headers import (
    Header,
    flags_of,
    functions,
    header,
    integer,
    plain_payload,
    programs,
    source_lines,
    table_of,
    type_of,
    variable,
)
from .lexing import Line, lines

_NUMBER = re.compile(r"%(0|[1-9][0-9]{0,8})\Z")
_Found = TypeVar("_Found")
_Typed = list[tuple[Operand, Type]]


@dataclass(slots=True)
class _Reading:
    """The state of reading one function.

    Attributes
    ----------
    lines : the lines of its body that are left, the next line last
    numbered : whether all its values are written as numbers, which they then keep
    names : the number of each value that is defined so far
    defined : these values in order
    types : the types of the values in scope
    """

    headers: Sequence[Header]
    lines: list[Line]
    numbered: bool
    names: dict[str, int] = field(default_factory=dict)
    defined: list[str] = field(default_factory=list)
    types: dict[str, Type] = field(default_factory=dict)


def read_one(text: str) -> Graph:
    """Read a text that holds exactly one program.

    Raises
    ------
    IllFormed
        If it holds another number of programs, or as for `read`.
    """
    programs_read = read(text)
    if len(programs_read) != 1:
        raise IllFormed(
            f"the text holds {len(programs_read)} programs, not one: {', '.join(programs_read)}"
        )
    return next(iter(programs_read.values()))


@deep
def read(text: str) -> dict[str, Graph]:
    """Read the programs of a text, in order, by name; each is well formed, none is normalised.

    Raises
    ------
    IllFormed
        If the text cannot be parsed (the message gives the line), or a graph is not well formed (it
        names the function and the node).
    """
    graphs: dict[str, Graph] = {}
    for line, name, own in programs(lines(text)):
        headers = [header(part) for part in functions(own)]
        if not headers:
            raise line.refuse("this program has no function")
        name = name or headers[0].function.name
        if name in graphs:
            raise line.refuse(f"two programs are named {name}")
        graphs[name] = Graph(tuple(_function(one, headers) for one in headers))
        check(graphs[name])
    if not graphs:
        raise IllFormed("the text holds no program: begin with 'function NAME() -> ()'", 1)
    return graphs


def _function(head: Header, headers: Sequence[Header]) -> Function:
    tokens = [token for line in (head.line, *head.body) for token in line.tokens]
    numbered = all(_NUMBER.match(token.text) for token in tokens if token.kind == "value")
    state = _Reading(headers, head.body[::-1], numbered)
    told = []
    while state.lines and state.lines[-1].sees("var"):
        told.append(state.lines.pop())
    params = tuple(_define(state, head.line, *param) for param in head.params)
    nodes, results = _block(state, head.line, "return", 0)
    if state.lines:
        raise state.lines[-1].refuse("this line stands after the function's return")
    body = Region(params, tuple(type_ for _, type_ in head.params), nodes, _values(results))
    names, lost = _variables(state, told)
    return replace(head.function, body=body, names=names, lost=lost)


def _variables(state: _Reading, told: Sequence[Line]) -> tuple[Names, tuple[str, ...]]:
    """Return the names of values: those that they are written with, and those of `var` lines."""
    pairs: list[tuple[Operand, str]] = [
        (value, text[1:]) for text, value in state.names.items() if not _NUMBER.match(text)
    ]
    names = []
    for line in told:
        name, values = variable(line)
        names.append(name)
        for text in values:
            if text not in state.names:
                raise line.refuse(f"{text} is no value of this function")
            pairs.append((state.names[text], name))
    found, _ = gathered(pairs)
    return found, tuple(sorted({*names}.difference(*found.values())))


# -- regions ---------------------------------------------------------------------------------------


def _block(state: _Reading, head: Line, end: str, depth: int) -> tuple[tuple[Node, ...], _Typed]:
    """Read the nodes and results of a region, which are indented more than its heading."""
    nodes: list[Node] = []
    before = len(state.defined)
    while state.lines and state.lines[-1].indent > head.indent:
        line = state.lines.pop()
        if line.skip(end):
            results = _operands(state, line)
            line.finish()
            for name in state.defined[before:]:
                state.types.pop(name, None)
            return tuple(nodes), results
        nodes.append(_node(state, line, depth))
    raise head.refuse(f"the region that begins here does not end with '{end}'")


def _regions(
    state: _Reading, line: Line, op: str, params: Sequence[tuple[Type, ...]], depth: int
) -> tuple[tuple[Region, ...], list[tuple[Type, ...]]]:
    """Read the regions of a control node; return them and the types that each yields."""
    if depth >= DEEPEST:
        raise line.refuse(f"regions nest deeper than {DEEPEST}")
    regions, yields = [], []
    for part, types in zip(REGIONS[op], params, strict=True):
        head = state.lines.pop() if state.lines else line
        if head.indent <= line.indent or not head.skip(part):
            raise head.refuse(f"the region '{part}' of the {op} in line {line.number} is missing")
        names = []
        while head.peek().kind == "value":
            names.append(head.take("value").text)
        head.finish()
        if len(names) != len(types):
            raise head.refuse(f"'{part}' takes {len(types)} values, not {len(names)}")
        own = tuple(_define(state, head, *pair) for pair in zip(names, types, strict=True))
        nodes, results = _block(state, head, "yield", depth + 1)
        for name in names:
            del state.types[name]
        regions.append(Region(own, types, nodes, _values(results)))
        yields.append(tuple(type_ for _, type_ in results))
    return tuple(regions), yields


# -- nodes -----------------------------------------------------------------------------------------


def _node(state: _Reading, line: Line, depth: int) -> Node:
    outs = _outs(line)
    if outs:
        line.need("=")
    op = line.take("word").text
    if op not in OPS:
        raise line.refuse(f"{op} is no op of the table")
    flags = flags_of(line)
    called = _called(state, line) if op == "call" else 0
    operands = _operands(state, line)
    walked = len(operands)
    if op == "for" and line.skip("with"):
        operands += _operands(state, line)
    charged, *also = source_lines(line)
    exits = flags == ["exits"] and op in ("while", "for")
    match OPS[op].payload:
        case "FUNCTION":
            payload: Payload = called
        case "LOOP":
            payload = (walked, exits)
        case "EXITS":
            payload = exits
        case kind:
            payload = plain_payload(line, kind, flags, len(outs) if op == "unpack" else walked)
    if flags and not (exits or OPS[op].payload in ("DEPTH", "MASK")):
        raise line.refuse(f"{op} does not take ':{flags[0]}'")
    fault = payload_fault(op, payload, len(operands), len(outs), len(state.headers))
    if fault:
        raise line.refuse(f"{op} with {len(operands)} operands: {fault}")
    regions, types = _inside(state, line, op, payload, operands, depth)
    names = _yielded(state, line, outs, types)
    types = tuple(state.types[name] for name, _ in outs)
    also = sorted({*also} - {charged})
    return Node(op, _values(operands), names, types, payload, regions, charged, tuple(also))


def _outs(line: Line) -> list[tuple[str, Type | None]]:
    outs: list[tuple[str, Type | None]] = []
    while line.peek().kind == "value":
        name = line.take("value").text
        outs.append((name, type_of(line) if line.skip(":") else None))
    return outs


def _called(state: _Reading, line: Line) -> int:
    """Return the index of the function that a call names."""
    name = line.take("word", "text").text
    places = [at for at, head in enumerate(state.headers) if head.function.name == name]
    if line.skip(":"):
        at = integer(line)
        places = [at] if at in places else []
    if len(places) != 1:
        known = ", ".join(head.function.name for head in state.headers)
        raise line.refuse(f"{len(places)} functions are named {name}; there are: {known}")
    return places[0]


def _inside(
    state: _Reading, line: Line, op: str, payload: Payload, operands: _Typed, depth: int
) -> tuple[tuple[Region, ...], tuple[Type, ...] | None]:
    """Read a node's regions; return them and its result types, where they are determined."""
    given = [type_ for _, type_ in operands]
    if op == "exhausted":
        return (), None
    if op == "call":
        assert isinstance(payload, int)
        return (), state.headers[payload].function.result_types
    if op not in REGIONS:
        return (), _inferred(line, lambda: result_types(op, payload, given))
    params = _inferred(line, lambda: takes(op, payload, given))
    regions, yields = _regions(state, line, op, params, depth)
    return regions, _inferred(line, lambda: control_results(op, payload, given, yields))


def _inferred(line: Line, found: Callable[[], _Found]) -> _Found:
    try:
        return found()
    except IllFormed as error:
        raise line.refuse(str(error)) from None


def _yielded(
    state: _Reading,
    line: Line,
    outs: Sequence[tuple[str, Type | None]],
    types: Sequence[Type] | None,
) -> tuple[int, ...]:
    """Define the values that a node yields."""
    if types is not None and len(types) != len(outs):
        raise line.refuse(f"{len(types)} values are yielded, but {len(outs)} are named")
    found = []
    for at, (name, stated) in enumerate(outs):
        type_ = types[at] if types is not None else stated
        if type_ is None:
            raise line.refuse(f"the type of {name} is not determined: write {name}:int")
        if stated not in (None, type_):
            raise line.refuse(f"{name} has not the type that stands after it")
        found.append(_define(state, line, name, type_))
    return tuple(found)


# -- values and literals ---------------------------------------------------------------------------


def _define(state: _Reading, line: Line, name: str, type_: Type) -> int:
    if name in state.names:
        raise line.refuse(f"{name} is defined twice in its function")
    state.names[name] = int(name[1:]) if state.numbered else len(state.names)
    state.types[name] = type_
    state.defined.append(name)
    return state.names[name]


def _values(operands: _Typed) -> tuple[Operand, ...]:
    return tuple(operand for operand, _ in operands)


def _operands(state: _Reading, line: Line) -> _Typed:
    operands: _Typed = []
    while line.peek().kind in ("value", "integer", "truth", "table"):
        operands.append(_operand(state, line))
    return operands


def _operand(state: _Reading, line: Line) -> tuple[Operand, Type]:
    token = line.peek()
    if token.kind == "integer":
        return Const(integer(line), INT), INT
    line.take(token.kind)
    if token.kind == "truth":
        return Const(token.text == "True", BOOL), BOOL
    if token.kind == "table":
        const = table_of(line, token.text[1:-1].replace(",", " ").split())
        return const, const.type
    if token.text not in state.types:
        elsewhere = "here: it is inside a region" if token.text in state.names else "before here"
        raise line.refuse(f"{token.text} is not defined {elsewhere}")
    return state.names[token.text], state.types[token.text]
