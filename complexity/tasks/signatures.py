"""The functions of a file that answer a task: those with its signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..language.types import LARGEST, SMALLEST, Bool, Int, List, Range, Type
from ..python.bindings import TEXT, Row, known, spell_known
from ..python.module import (
    Module,
    Signature,
    is_family,
    names,
    of_graph,
    signature,
    signature_refusals,
    written,
)
from ..python.refusals import NotInLanguage, several
from .inputs import Arguments, fresh

# the names of a task file that are not programs
READ = (
    "spec", "accepts", "inputs", "checked", "default_size", "loss", "given", "domains", "kinds",
)  # fmt: skip

FORM = "__"  # NAME__FORM is another form of the answer NAME


def show(sign: Signature) -> str:
    """Format a signature in Python's notation."""
    types, returned = written(sign)
    params = ", ".join(f"{n}: {spell_known(t)}" for n, t in zip(sign.names, types, strict=True))
    results = ", ".join(map(spell_known, returned))
    result = f"tuple[{results}]" if sign.is_tuple else results or "None"
    return f"({params}) -> {result}"


def kind(sign: Signature) -> tuple[object, ...]:
    """A key that is equal for signatures that differ only in parameter names."""
    return (*written(sign), sign.is_tuple)


def signatures(
    module: Module, words: tuple[str, ...]
) -> tuple[dict[str, Signature], list[tuple[str, str]]]:
    """The signatures of public functions that may be answers; and the others, with reasons."""
    public = frozenset(names(module))
    found: dict[str, Signature] = {}
    others: list[tuple[str, str]] = []
    for name, function in module.functions.items():
        if name.startswith("_") or name in READ or name in words or is_family(function):
            continue
        if answer_of(public, name) != name:
            continue
        try:
            found[name] = of_graph(signature(module, name))
        except NotInLanguage as refusal:
            others.append((name, refusal.message))
    return found, others


@lru_cache(maxsize=2**15)
def refusal(module: Module, name: str) -> NotInLanguage | None:
    """The refusal of a function's signature; None if it is in the language."""
    found = list(signature_refusals(module, name))
    return several(found) if found else None


def _ends(name: str) -> list[int]:
    """The positions at which a name may be split into answer and form."""
    return [at for at in range(1, len(name)) if name.startswith(FORM, at)]


def answer_of(public: Container[str], name: str) -> str:
    """The answer that NAME__FORM is a form of; the name itself if there is no such answer.

    Examples
    --------
    >>> answer_of({"find"}, "find__fast"), answer_of(set(), "f__1")
    ('find', 'f__1')
    """
    return next((name[:at] for at in _ends(name) if name[:at] in public), name)


def forms(module: Module, name: str) -> tuple[str, ...]:
    """The forms of an answer: the function itself, and those named NAME__FORM."""
    return (name, *_forms(module).get(name, ()))


@lru_cache(maxsize=8)
def _forms(module: Module) -> dict[str, list[str]]:
    """The public functions of a file that are forms, by their answers."""
    found: dict[str, list[str]] = {}
    for name in names(module):
        for at in _ends(name):
            found.setdefault(name[:at], []).append(name)
    return found


def answers(
    module: Module, wanted: Signature, words: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The functions with a signature; and the other public functions, with reasons."""
    found, others = signatures(module, words)
    same = {name: kind(sign) == kind(wanted) for name, sign in found.items()}
    others += [
        (name, f"its signature is {show(sign)}, and the task's is {show(wanted)}")
        for name, sign in found.items()
        if not same[name]
    ]
    return tuple(name for name in found if same[name]), tuple(others)


def commonest(found: Iterable[Signature]) -> list[Signature]:
    """One signature of every kind, most common first, then in textual order."""
    listed = list(found)
    first = {kind(sign): sign for sign in reversed(listed)}
    return [first[key] for key, _ in Counter(map(kind, listed)).most_common()]


def choose(
    found: Mapping[str, Signature], args: Arguments, spec: Callable[..., Any] | None
) -> Signature | None:
    """The most common signature that fits the arguments and, with a spec, its answer.

    A task with families only has the signature of its arguments and its answer.
    """
    right = None if spec is None else spec(*fresh(args))
    kinds = [
        sign
        for sign in commonest(found.values())
        if fits(args, sign.params) and (spec is None or _gives(right, sign))
    ]
    if kinds or found or spec is None:
        return kinds[0] if kinds else None
    params = [type_of(value) for value in args]
    results = [type_of(value) for value in (right if isinstance(right, tuple) else (right,))]
    if None in params or None in results:
        return None
    listed = tuple(f"x{i}" for i in range(len(params)))
    tuples = tuple(t for t in params if t), tuple(t for t in results if t)
    return Signature(listed, *tuples, isinstance(right, tuple))


def _gives(value: Any, sign: Signature) -> bool:
    if sign.is_tuple:
        return isinstance(value, tuple) and fits(value, sign.results)
    return fits((value,), sign.results) if sign.results else value is None


def fits(values: tuple[Any, ...], types: tuple[Type, ...]) -> bool:
    """Whether plain values have these types."""
    return len(values) == len(types) and all(map(has_type, values, types))


def has_type(value: Any, type_: Type) -> bool:
    """Whether a plain value has a type; a `bool` is not an `int`."""
    match type_:
        case Bool():
            return type(value) is bool
        case Int():
            return type(value) is int
        case List(Int()):
            return type(value) is list and set(map(type, value)) <= {int}
        case List(element):
            return type(value) is list and all(has_type(one, element) for one in value)
        case Range():
            return isinstance(value, range)


def taken(value: Any, type_: Type) -> Any:
    """A value of JSON as the graph takes it: a text as the list of its code points."""
    if known(type_) == TEXT and isinstance(value, str):
        return list(map(ord, value))
    if isinstance(type_, List) and isinstance(value, list):
        return [taken(part, type_.element) for part in value]
    return value


def given(value: Any, type_: Type) -> Any:
    """A value of the graph as the annotation says: a text, or tuples in lists."""
    if type_ == TEXT and isinstance(value, list):
        return "".join(map(chr, value)) if _are_characters(value) else value
    if isinstance(type_, List) and isinstance(value, list):
        parts = [given(part, type_.element) for part in value]
        return tuple(parts) if isinstance(type_, Row) else parts
    return value


def spoken(result: Any, sign: Signature) -> Any:
    """A result of the graph as a function's annotations say."""
    types = written(sign)[1]
    if sign.is_tuple and isinstance(result, tuple):
        return tuple(given(part, type_) for part, type_ in zip(result, types, strict=True))
    return given(result, types[0]) if len(types) == 1 else result


def _are_characters(values: list[Any]) -> bool:
    return all(isinstance(value, int) and 0 <= value < 0x110000 for value in values)


def in_range(values: Sequence[Any]) -> bool:
    """Whether all integers of nested lists fit 64 signed bits."""
    waiting = [values]
    while waiting:
        part = waiting.pop()
        nested = [value for value in part if isinstance(value, list)]
        waiting += nested
        scalars = part if not nested else [value for value in part if not isinstance(value, list)]
        if scalars and not SMALLEST <= min(scalars) <= max(scalars) <= LARGEST:
            return False
    return True


def type_of(value: Any) -> Type | None:
    """The type of a plain value; None if the language has none for it."""
    match value:
        case bool():
            return Bool()
        case int():
            return Int()
        case list():
            inner = type_of(value[0]) if value else Int()
            return None if inner is None else List(inner)
        case _:
            return None
