"""Which functions of a file answer a task: those that have its signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any

from ..language.module import Module, Signature, is_family, names, signature, signature_refusals
from ..language.parse import compile_program
from ..language.refusals import NotInLanguage
from ..language.types import Bool, Int, List, Range, Type, spell
from .inputs import Arguments, fresh

# the names of a task file that are no programs
READ = ("spec", "accepts", "inputs", "checked", "default_size", "loss", "given", "domains")

FORM = "__"  # NAME__FORM is another form of the answer NAME


def show(sign: Signature) -> str:
    """A signature as Python writes it."""
    params = ", ".join(f"{n}: {spell(t)}" for n, t in zip(sign.names, sign.params, strict=True))
    results = ", ".join(spell(t) for t in sign.results)
    result = f"tuple[{results}]" if sign.is_tuple else results or "None"
    return f"({params}) -> {result}"


def kind(sign: Signature) -> tuple[object, ...]:
    """What two signatures share that differ in the names of parameters alone."""
    return (sign.params, sign.results, sign.is_tuple)


def signatures(
    module: Module, words: tuple[str, ...]
) -> tuple[dict[str, Signature], list[tuple[str, str]]]:
    """The signatures of the public functions that might be answers; and what is none, and why."""
    public = frozenset(names(module))
    found: dict[str, Signature] = {}
    others: list[tuple[str, str]] = []
    for name, function in module.functions.items():
        if name.startswith("_") or name in READ or name in words or is_family(function):
            continue
        if answer_of(public, name) != name:
            continue
        try:
            found[name] = signature(module, name)
        except NotInLanguage as refusal:
            others.append((name, refusal.message))
    return found, others


def refusal(module: Module, name: str) -> NotInLanguage | None:
    """All that is refused of a function whose signature is; None where its signature is in."""
    if not any(True for _ in signature_refusals(module, name)):
        return None
    try:
        compile_program(module, name)
    except NotInLanguage as refused:
        return refused
    return None


def answer_of(public: Container[str], name: str) -> str:
    """The answer that NAME__FORM is a form of; itself where no public function is that answer.

    Examples
    --------
    >>> answer_of({"find"}, "find__fast"), answer_of(set(), "f__1")
    ('find', 'f__1')
    """
    ends = [at for at in range(1, len(name)) if name.startswith(FORM, at)]
    return next((name[:at] for at in ends if name[:at] in public), name)


def forms(module: Module, name: str) -> tuple[str, ...]:
    """The functions that are forms of one answer: itself, and those named NAME__FORM."""
    return (name, *(one for one in names(module) if one.startswith(name + FORM)))


def answers(
    module: Module, wanted: Signature, words: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The functions of a signature; and the other public functions, each with the reason."""
    found, others = signatures(module, words)
    chosen = tuple(name for name, sign in found.items() if kind(sign) == kind(wanted))
    others += [
        (name, f"its signature is {show(sign)}, and the task's is {show(wanted)}")
        for name, sign in found.items()
        if name not in chosen
    ]
    return chosen, tuple(others)


def commonest(found: Iterable[Signature]) -> list[Signature]:
    """One signature of every kind, the commonest first, the earlier first among equals."""
    listed = list(found)
    first = {kind(sign): sign for sign in reversed(listed)}
    return [first[key] for key, _ in Counter(map(kind, listed)).most_common()]


def choose(
    found: Mapping[str, Signature], args: Arguments, spec: Callable[..., Any] | None
) -> Signature | None:
    """The commonest signature that takes these arguments and, with a spec, gives its answer.

    A task that has families alone has the signature of its arguments and its answer.
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
    """Whether a plain value has a type; a `bool` is no `int`."""
    match type_:
        case Bool():
            return type(value) is bool
        case Int():
            return type(value) is int
        case List(Int()):
            return isinstance(value, list) and set(map(type, value)) <= {int}
        case List(element):
            return isinstance(value, list) and all(has_type(one, element) for one in value)
        case Range():
            return isinstance(value, range)


def type_of(value: Any) -> Type | None:
    """The type of a plain value, None where the language has none for it."""
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
