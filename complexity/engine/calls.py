"""The calling convention of compiled functions: few results are returned, many go to memory.

For every call that returns a large struct, LLVM reserves separate room in the caller's frame, which
adds up. So many results are written to one block of memory that all calls in a function share.
"""

from __future__ import annotations

from ..language.graph import Function
from ..language.types import List
from .compilation_unit import Unit
from .frame import parts
from .ir import Writer

MANY = 8  # results of more words than this are passed through memory


def words_of(unit: Unit, function: Function) -> list[str]:
    """Return the machine types of a function's result words: values and levels."""
    words: list[str] = []
    for type_ in function.result_types:
        words += [*parts(type_), *["i64"] * (unit.options.span * (1 + isinstance(type_, List)))]
    return words


def returned(unit: Unit, function: Function) -> str:
    """Return the machine type of what a function returns: a failure status, and few results."""
    words = words_of(unit, function)
    return "i64" if len(words) > MANY else f"{{{', '.join(['i64', *words])}}}"


def target(unit: Unit, function: Function) -> list[str]:
    """Return the parameter that points to memory for many results, if there is one."""
    return ["ptr noalias %out"] if len(words_of(unit, function)) > MANY else []


def called(w: Writer, unit: Unit, index: int, given: list[str]) -> tuple[str, list[str]]:
    """Emit a call of a function; return its failure status and its results.

    Parameters
    ----------
    given : the typed operands, the context first
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
    """Emit the return of a function, with its results where the caller expects them."""
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
