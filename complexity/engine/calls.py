"""How compiled functions are called: few results are returned, many are written to memory.

What returns whether it failed and so many words has room for them in its caller's frame, for each
call anew: LLVM gives each its own. The memory of many results is one for all calls of a function.
"""

from __future__ import annotations

from ..language.graph import Function
from ..language.types import List
from .compilation_unit import Unit
from .frame import parts
from .ir import Writer

MANY = 8  # words of results that are not returned


def words_of(unit: Unit, function: Function) -> list[str]:
    """The machine types of the words that a function results in: values and levels."""
    found: list[str] = []
    for type_ in function.result_types:
        found += [*parts(type_), *["i64"] * (unit.options.span * (1 + isinstance(type_, List)))]
    return found


def returned(unit: Unit, function: Function) -> str:
    """The machine type of what a function returns: whether it failed, and few results."""
    words = words_of(unit, function)
    return "i64" if len(words) > MANY else f"{{{', '.join(['i64', *words])}}}"


def target(unit: Unit, function: Function) -> list[str]:
    """The parameter for the memory of many results."""
    return ["ptr noalias %out"] if len(words_of(unit, function)) > MANY else []


def called(w: Writer, unit: Unit, index: int, given: list[str]) -> tuple[str, list[str]]:
    """A call of a function: whether it failed, and its results.

    Parameters
    ----------
    given : the operands, the context first
    """
    function = unit.graph.functions[index]
    kind, words = returned(unit, function), words_of(unit, function)
    if len(words) <= MANY:
        result = w.op(f"call fastcc {kind} @f{index}({', '.join(given)})")
        first, *rest = (w.op(f"extractvalue {kind} {result}, {k}") for k in range(len(words) + 1))
        return first, rest
    most = max(len(words_of(unit, one)) for one in unit.graph.functions)
    out = w.shared(f"[{most} x i64]")
    operands = ", ".join([given[0], f"ptr {out}", *given[1:]])
    status = w.op(f"call fastcc i64 @f{index}({operands})")
    return status, [w.load(w.word_at(out, k), "", word) for k, word in enumerate(words)]


def leave(w: Writer, unit: Unit, function: Function, found: list[str]) -> None:
    """Puts results where the caller finds them, and returns what is returned."""
    kind, words = returned(unit, function), words_of(unit, function)
    if len(words) > MANY:
        for k, (word, text) in enumerate(zip(words, found, strict=True)):
            w.store(text, w.word_at("%out", k), "", word)
        w.do("ret i64 0")
        return
    whole = "zeroinitializer"
    for k, text in enumerate(["0", *found]):
        word = ["i64", *words][k]
        whole = w.op(f"insertvalue {kind} {whole}, {word} {text}, {k}")
    w.do(f"ret {kind} {whole}")
