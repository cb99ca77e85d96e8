"""Lowering methods that read: of lists and tuples, of texts, of integers."""

from __future__ import annotations

import ast
from collections.abc import Callable

from ..language.graph import Const, literal
from ..language.types import BOOL, INT, List
from .bindings import CHAR, TEXT, Bound, Value, describe, known
from .builder import Builder, convert, takes
from .builtins import listing
from .conversions import listed, quoted
from .known_calls import retyped
from .sequences import arity
from .substitutes import on_int, on_list
from .templates import template

FIRST = "next(i for i, x in enumerate(xs) if x == v)"  # the index of the first v among xs
Lowering = Callable[[Builder, ast.Call, ast.Attribute], Bound]


def _owner(b: Builder, attribute: ast.Attribute) -> Value:
    value = b.value(attribute.value)
    return convert(b, value, TEXT) if known(value.type) == CHAR else value


def _search(text: str, function: str) -> Lowering:
    """A method of lists and of texts that looks for an element, or for a part of a text."""

    def lower(b: Builder, node: ast.Call, attribute: ast.Attribute) -> Value:
        xs = _owner(b, attribute)
        if known(xs.type) in (INT, BOOL):
            raise _lacks(b, attribute, on_int(attribute.attr))
        element = listed(b, xs, attribute.value).element
        (arg,) = arity(b, node, 1)
        value = b.value(arg)
        if known(xs.type) == TEXT and known(value.type) == TEXT:
            return _in_text(b, function, xs, value)
        if not takes(element, value.type):
            raise b.refuse("CX301", arg, what=quoted(b, arg), found=describe(value),
                wanted=f"an element of {describe(xs)}", repair="look for an element")  # fmt: skip
        return template(b, node, text, xs=xs, v=convert(b, value, element))

    return lower


def _in_text(b: Builder, function: str, text: Value, part: Value) -> Value:
    if function != "index":
        return b.library(function, [text, part])
    place = b.library("find", [text, part])
    b.emit("assert_", [b.apply("ge", [place, Value(literal(0), INT)], BOOL)], [])
    return place


def _of_text(text: str) -> Lowering:
    """A method of texts with one text as its argument."""

    def lower(b: Builder, node: ast.Call, attribute: ast.Attribute) -> Value:
        owner = _text(b, attribute, b.value(attribute.value), attribute.value)
        (arg,) = arity(b, node, 1)
        return template(b, node, text, s=owner, t=_text(b, attribute, b.value(arg), arg))

    return lower


def _text(b: Builder, attribute: ast.Attribute, value: Value, node: ast.expr) -> Value:
    if not takes(TEXT, value.type):
        if node is attribute.value:
            kind = known(value.type)
            repair = on_int if kind in (INT, BOOL) else on_list
            raise _lacks(b, attribute, repair(attribute.attr))
        raise b.refuse("CX301", node, what=quoted(b, node), found=describe(value),
            wanted="str", repair="pass a text")  # fmt: skip
    return convert(b, value, TEXT)


def _lacks(b: Builder, attribute: ast.Attribute, repair: str) -> Exception:
    return b.refuse("CX206", attribute, name=attribute.attr, repair=repair)


def _find(b: Builder, node: ast.Call, attribute: ast.Attribute) -> Value:
    owner = _text(b, attribute, b.value(attribute.value), attribute.value)
    (arg,) = arity(b, node, 1)
    return b.library("find", [owner, _text(b, attribute, b.value(arg), arg)])


def _join(b: Builder, node: ast.Call, attribute: ast.Attribute) -> Value:
    """`t.join(xs)`: every element after t, less the first t."""
    between = _text(b, attribute, b.value(attribute.value), attribute.value)
    (arg,) = arity(b, node, 1)
    texts = listing(b, arg)
    type_ = known(texts.type)
    assert isinstance(type_, List)
    element = known(type_.element)
    if not takes(TEXT, element):
        raise b.refuse("CX301", arg, what=quoted(b, arg), found=describe(texts),
            wanted="list[str]", repair="join texts: `str(n)` of a number n")  # fmt: skip
    if between.operand == Const((), TEXT):
        if element == CHAR:
            return (
                texts if type_ == TEXT else retyped(b.apply("slice", [texts], texts.type, 0), TEXT)
            )
        return b.apply("flatten", [texts], TEXT)
    made = template(b, node, "[t + x for x in xs]", t=between, xs=texts)
    joined = b.apply("flatten", [made], TEXT)
    return template(b, node, "s[len(t):]", s=joined, t=between)


def _bits(b: Builder, node: ast.Call, attribute: ast.Attribute) -> Value:
    arity(b, node, 0)
    value = b.value(attribute.value)
    if not takes(INT, value.type):
        raise _lacks(b, attribute, on_list(attribute.attr))
    return b.library(attribute.attr, [convert(b, value, INT)])


READING: dict[str, Lowering] = {
    "count": _search("sum(x == v for x in xs)", "count"), "index": _search(FIRST, "index"),
    "find": _find, "join": _join, "bit_length": _bits, "bit_count": _bits,
    "startswith": _of_text("s[:len(t)] == t"),
    "endswith": _of_text("s[max(len(s) - len(t), 0):] == t"),
}  # fmt: skip
