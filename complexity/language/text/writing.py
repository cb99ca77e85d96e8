"""The text form of graphs: one node per line, nested regions indented; `reading` reads it back.

::

    # Euclid's algorithm; comments begin with #
    program gcd
    function gcd(%0: int, %1: int) -> int from "gcd.py" @3
      %2 %3 = while %0 %1 @5
        test %4 %5
          %6 = ne %5 0 @5
          yield %6
        body %7 %8
          %9 = mod %7 %8 @6
          yield %8 %9
      return %2

- A line ``program NAME`` begins a program; a text without one is one program, named like its
  first function, the entry. After ``given``, a function is a word's; ``word NAME`` says which.
- Values are ``%`` and a number, or ``%`` and a name where a person writes. Literals stand where
  they are used: ``-7``, ``True``, ``[3, 1, 2]``, ``[True, False]``, ``[]:list[int]``.
- The op is followed, each after a colon, by the depth of an update's path (``setitem:1``), the
  bounds that a slice has (``slice:start:step``), and ``exits`` where a loop has an exit.
- A ``for`` names its sequences, then after ``with`` the states that it carries.
- A region is headed by its part in the op (``test``, ``body``, ``yes``, ...) and its parameters.
- A value is followed by its type (``%3:int``) where operands do not determine it.
- ``@12`` is the source line; without it a node has the line of this text. ``@12,15`` is a node that
  came from both lines and is charged to the first that stands here.
- After the head of a function, ``var total %3 %7`` says which values the variable `total` was; one
  without values is not kept. A value that is written with a name has that name too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from .. import naming
from ..graph import Const, Function, Graph, Node, Operand, Region, lines_of
from ..shapes import REGIONS, exits, sequences
from ..stack_room import deep
from ..types import List, Type, spell
from .headers import BOUNDS
from .reading import read, read_one

__all__ = ["call_names", "head", "operand", "read", "read_one", "write", "write_all", "write_node"]

_PLAIN = re.compile(r"(?!(bool|int|True|False)\b)[A-Za-z_][A-Za-z0-9_]*\Z")


def write_all(programs: Mapping[str, Graph]) -> str:
    """Write several programs under their names."""
    return "\n".join(write(graph, name) for name, graph in programs.items())


@deep
def write(graph: Graph, name: str = "", variables: bool = False) -> str:
    """Write a graph, headed by its name if it has one.

    Parameters
    ----------
    variables : whether to list the values of each variable of the program

    Notes
    -----
    ``read_one(write(g)) == g`` for every well-formed graph, canonical or not.
    """
    calls = call_names(graph)
    lines = [f"program {_word(name)}"] if name else []
    for function in graph.functions:
        lines.append(_heading(function))
        lines += _variables(function) if variables else []
        lines += _block(function.body, "  ", calls, "return")
    return "\n".join(lines) + "\n"


def call_names(graph: Graph) -> list[str]:
    """Return how calls name each function: by its name, with its index if that is ambiguous."""
    names = [function.name for function in graph.functions]
    return [
        _word(name) if names.count(name) == 1 else f"{_word(name)}:{at}"
        for at, name in enumerate(names)
    ]


def _heading(function: Function) -> str:
    return (
        ("given " if function.given else "")
        + f"function {head(function)}"
        + (f" word {_word(function.word)}" if function.word else "")
        + (f" from {_quoted(function.source)}" if function.source else "")
        + _lines((function.line,))
    )


def _variables(function: Function) -> Iterator[str]:
    for name, values in naming.variables(function).items():
        told = " ".join(map(_value, values)) if values else " # not kept"
        yield f"  var {_word(name)} {told}"


def head(function: Function) -> str:
    """Write a function's name, parameters and result types."""
    params = ", ".join(map(_typed, function.body.params, function.body.param_types))
    results = ", ".join(map(spell, function.result_types))
    plain = len(function.result_types) == 1
    return f"{_word(function.name)}({params}) -> {results if plain else f'({results})'}"


def _block(region: Region, indent: str, calls: Sequence[str], end: str) -> Iterator[str]:
    for node in region.nodes:
        yield f"{indent}{write_node(node, calls)}"
        for part, inner in zip(REGIONS.get(node.op, ()), node.regions, strict=True):
            yield " ".join([f"{indent}  {part}", *map(_value, inner.params)])
            yield from _block(inner, f"{indent}    ", calls, "yield")
    yield " ".join([f"{indent}{end}", *map(operand, region.results)])


def write_node(node: Node, calls: Sequence[str] = ()) -> str:
    """Write one node on one line, without its regions."""
    outs = " ".join(map(_typed if node.op == "exhausted" else _untyped, node.outs, node.types))
    words = [f"{outs} =" if outs else "", _op(node), *map(operand, node.args)]
    if node.op == "call" and isinstance(node.payload, int):
        name = calls[node.payload] if node.payload < len(calls) else str(node.payload)
        words.insert(2, name)
    first = sequences(node.op, node.payload)
    if node.op == "for" and len(node.args) > first:
        words.insert(2 + first, "with")
    return " ".join(filter(None, words)) + _lines(lines_of(node))


def _op(node: Node) -> str:
    """Write an op with the part of its payload that its operands and results do not determine."""
    if node.op == "slice" and isinstance(node.payload, int):
        return ":".join([node.op, *(name for name, bit in BOUNDS.items() if node.payload & bit)])
    if node.op in ("while", "for"):
        return f"{node.op}:exits" if exits(node.op, node.payload) else node.op
    plain = node.op in ("make", "unpack", "call") or node.regions or not node.payload
    return node.op if plain else f"{node.op}:{node.payload}"


def operand(operand: Operand) -> str:
    """Write a value or a literal."""
    return _literal(operand) if isinstance(operand, Const) else _value(operand)


def _literal(const: Const) -> str:
    if not isinstance(const.value, tuple):
        return str(const.value)
    assert isinstance(const.type, List)
    entries = ", ".join(map(str, const.value))
    return f"[{entries}]" if const.value else f"[]:{spell(const.type)}"


def _value(value: int) -> str:
    return f"%{value}"


def _untyped(value: int, type_: Type) -> str:
    return _value(value)


def _typed(value: int, type_: Type) -> str:
    return f"%{value}: {spell(type_)}"


def _lines(lines: Sequence[int]) -> str:
    return f" @{','.join(map(str, lines))}" if lines and lines[0] > 0 else ""


def _word(name: str) -> str:
    return name if _PLAIN.match(name) else _quoted(name)


def _quoted(name: str) -> str:
    return json.dumps(name)
