"""Lowering assignments to slices: the name at the root is bound to the list with the part replaced.

References
----------
.. [1] The Python Language Reference, 7.2 (assignment statements) and 3.3.7 (slices): an extended
   slice takes as many elements as it has, one with the step 1 any number.
"""

from __future__ import annotations

import ast

from ..language.graph import literal
from ..language.types import INT, List
from .bindings import Bound, Row, Value, describe, known, unify
from .builder import Builder, as_value
from .conversions import number
from .known_calls import retyped
from .sequences import as_list
from .templates import template
from .updates import at_path, inner, path, rebind


def store_slice(b: Builder, target: ast.Subscript, part: ast.Slice, bound: Bound) -> None:
    """Lower `xs[i:j:k] = ys`, where xs may be `a`, `a[i]`, `a[i][j]` ..."""
    root, indices = path(b, target.value)
    type_ = at_path(b, root, indices, target.value)
    xs, ys = inner(b, root, indices), _new(b, target, type_, bound)
    i, j, k = (
        None if one is None else number(b, one) for one in (part.lower, part.upper, part.step)
    )
    if i is None and j is None and k is None:
        made = b.apply("slice", [ys], type_, 0)
    elif k is None:
        start, stop = i or Value(literal(0), INT), j or b.apply("len", [xs], INT)
        made = b.library("replaced", [xs, start, stop, ys])
    else:
        texts = "0 if k > 0 else len(xs)", "len(xs) if k > 0 else -len(xs) - 1"
        start, stop = (
            one if one is not None else template(b, target, text, xs=xs, k=k)
            for one, text in zip((i, j), texts, strict=True)
        )
        made = b.library("strided", [xs, start, stop, k, ys])
    rebind(b, root, indices, made)


def _new(b: Builder, target: ast.expr, wanted: List, bound: Bound) -> Value:
    """The new elements, a list: a tuple is taken as one."""
    value = as_value(b, bound)
    if value is not None:
        value = as_list(b, value)
        type_ = known(value.type)
        if isinstance(type_, Row) and type_.kind == "tuple":
            value = retyped(value, List(type_.element))
    if value is None or not unify(wanted, value.type):
        raise b.refuse("CX301", target, what="what is stored there", found=describe(bound),
            wanted=describe(Value(0, wanted)), repair="store a list of the same type")  # fmt: skip
    return value
