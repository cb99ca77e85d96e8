"""The parts of the text form that contain no nodes: programs, headings, types, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..graph import Const, Function, Payload, Region
from ..signatures import DEEPEST
from ..types import BOOL, INT, List, Type, nest
from .lexing import END, Line

BOUNDS = {"start": 1, "stop": 2, "step": 4}  # the bounds of a slice, and their bits in its mask


@dataclass(frozen=True, slots=True)
class Header:
    """The contents of the first line of a function, and the lines of its body."""

    function: Function  # its body is still empty
    params: tuple[tuple[str, Type], ...]
    line: Line
    body: list[Line]


def programs(found: list[Line]) -> Iterator[tuple[Line, str, list[Line]]]:
    """Yield the programs of a text: first line, name ("" for none), and lines."""
    starts = [at for at, line in enumerate(found) if line.sees("program")]
    if not starts:
        if found:
            yield found[0], "", found
        return
    if starts[0] > 0:
        raise found[0].refuse("a function stands before the first line 'program NAME'")
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        line = found[start]
        line.need("program")
        name = line.take("word", "text").text
        line.finish()
        yield line, name, found[start + 1 : end]


def functions(found: list[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each function of a program."""
    starts = [at for at, line in enumerate(found) if line.sees("function") or line.sees("given")]
    if found and (not starts or starts[0] > 0):
        raise found[0].refuse(f"{found[0].peek().text} stands where a function is needed")
    for start, end in zip(starts, [*starts[1:], len(found)], strict=bool(starts)):
        yield found[start:end]


def header(found: list[Line]) -> Header:
    """Parse the first line of a function."""
    line = found[0]
    given = line.skip("given")
    line.need("function")
    name = line.take("word", "text").text
    line.need("(")
    params = [_param(line)] if not line.sees(")") else []
    while line.skip(","):
        params.append(_param(line))
    line.need(")")
    line.need("->")
    results = _result_types(line)
    word = line.take("word", "text").text if line.skip("word") else ""
    source = line.take("text").text if line.skip("from") else ""
    (at,) = source_lines(line, several=False)
    empty = Region((), (), (), ())
    function = Function(name, empty, results, source, at, given, word)
    return Header(function, tuple(params), line, found[1:])


def _param(line: Line) -> tuple[str, Type]:
    name = line.take("value").text
    line.need(":")
    return name, type_of(line)


def _result_types(line: Line) -> tuple[Type, ...]:
    if not line.skip("("):
        return (type_of(line),)
    types = [type_of(line)] if not line.sees(")") else []
    while line.skip(","):
        types.append(type_of(line))
    line.need(")")
    return tuple(types)


def type_of(line: Line) -> Type:
    """Parse a type, as Python writes it."""
    text = line.take("type").text
    levels = text.count("[")
    if levels != text.count("]"):
        raise line.refuse(f"{text} has more brackets opened than closed, or the reverse")
    if levels > DEEPEST:
        raise line.refuse(f"a type nests deeper than {DEEPEST} lists")
    scalars: dict[str, Type] = {"bool": BOOL, "int": INT}
    return nest(scalars[text.removeprefix("list[" * levels).rstrip("]")], levels)


def source_lines(line: Line, several: bool = True) -> list[int]:
    """Parse the source lines at the end of a line; by default the line's own number."""
    numbers = [integer(line) if line.skip("@") else line.number]
    while several and line.skip(","):
        numbers.append(integer(line))
    line.finish()
    return numbers


def variable(line: Line) -> tuple[str, list[str]]:
    """Parse the name of a variable, and the values that it was, as written."""
    line.need("var")
    name, values = line.take("word", "text").text, []
    while line.peek() is not END:
        values.append(line.take("value").text)
    return name, values


def integer(line: Line) -> int:
    """Parse an integer, of only a few more digits than a 64-bit one may have."""
    text = line.take("integer").text
    if len(text) > 40:
        raise line.refuse(f"an integer of {len(text)} digits does not fit 64 signed bits")
    return int(text)


def table_of(line: Line, entries: list[str]) -> Const:
    """Parse a literal list; the type follows if it is empty."""
    stated = type_of(line) if line.skip(":") else None
    type_ = stated or List(BOOL if set(entries) & {"True", "False"} else INT)
    if not entries and stated is None:
        raise line.refuse("the type of [] is not determined: write []:list[int]")
    if type_ == List(BOOL) and set(entries) <= {"True", "False"}:
        return Const(tuple(entry == "True" for entry in entries), type_)
    for entry in entries:
        if not re.fullmatch(r"-?[0-9]{1,40}", entry):
            raise line.refuse(f"{entry} stands in a list of integers")
    return Const(tuple(map(int, entries)), type_)


def flags_of(line: Line) -> list[str]:
    """Parse the flags of an op, each after a colon."""
    flags = []
    while line.skip(":"):
        flags.append(line.take("word", "integer").text)
    return flags


def plain_payload(line: Line, kind: str, flags: list[str], count: int) -> Payload:
    """Return the payload of an op that is no loop and no call, given its element count."""
    match kind:
        case "NONE":
            return None
        case "DEPTH":
            if len(flags) > 1 or not all(flag.isdecimal() and len(flag) < 4 for flag in flags):
                raise line.refuse(f"':{flags[0]}' is no depth of a path: write ':1'")
            return int(flags[0]) if flags else 0
        case "MASK":
            if flags != [name for name in BOUNDS if name in flags]:
                raise line.refuse("the bounds of a slice are ':start', ':stop', ':step'")
            return sum(BOUNDS[flag] for flag in flags)
        case _:
            return count
