"""The op table: every primitive, its syntax, typing rule, meaning and cost.

A signature is written over `bool`, `int`, `range`, a type variable `T` (any type but `range`),
lists `[T]`, and a sequence `S` (a range or a list). A meaning is a function of plain Python
values. A meaning of the group `moves` or `update` is parametric: it never inspects elements, so it
can be applied to a list of elements and to the list of their levels alike [1]_.

References
----------
.. [1] P. Wadler, "Theorems for free!", 1989: why a parametric meaning may be applied twice.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .meanings import (
    Values,
    append,
    assertion,
    checked,
    clip,
    compared,
    contained,
    divide,
    elements,
    exhausted,
    getitem,
    insert,
    largest,
    pop,
    pop_at,
    power,
    setitem,
    shift_left,
    shift_right,
    sliced,
    sliced_size,
    smallest,
    steps,
    unpack,
)


@dataclass(frozen=True, slots=True)
class Op:
    """One row of the table.

    Attributes
    ----------
    name : the key
    report : the name under which its executions are reported (Python's `operator` where it has it)
    python : its syntax, from which the parser takes operators and methods (`python.syntax`)
    signature : operands and results; for payload kinds other than NONE see `signatures.signature`
    group : ``scalar``; ``moves`` (rearranges elements); ``reads`` (elements to scalars);
        ``update`` (a new version of one list); ``reduce``; ``control``; ``call``
    payload : what the payload says: NONE, DEPTH (of the update's path), MASK (which slice bounds
        are present), COUNT, SEQUENCES, LOOP (sequences and exit), EXITS, FUNCTION
    time : ``unit``, ``free``, ``elements`` (max(1, size)), or ``own`` where control says
    levels : the levels between its operands and its result
    fails : whether it can fail for another reason than overflow or a limit
    spared : whether it cannot fail after all, given its payload and its last operand, if that is a
        literal (else None); None for an op that no literal spares
    draws : whether it reads the random tape
    waits : for an update, what the new spine waits for besides the control: ``index``, ``list``
        (the spine of the other list), or nothing
    grows : of an update, by how many elements its list grows (`extend`: by so many for each that
        `size` counts)
    stores : for an update, whether its last operand becomes an element
    coded : whether it is encoded as part of a program; a mark (`marks`) is not
    meaning : the function from operands to results, on plain Python values (None for control)
    size : the number of elements that it makes, reads or shifts, known before the work is done
    """

    name: str
    report: str
    python: str
    signature: str
    group: str = "scalar"
    payload: str = "NONE"
    time: str = "unit"
    levels: int = 1
    fails: bool = False
    spared: Callable[[Any, int | None], bool] | None = None
    draws: bool = False
    waits: str = ""
    grows: int = 0
    stores: bool = False
    coded: bool = True
    meaning: Callable[..., Values] | None = None
    size: Callable[..., int] | None = None


def _nonzero(payload: Any, last: int | None) -> bool:
    return last is not None and last != 0


def _not_negative(payload: Any, last: int | None) -> bool:
    return last is not None and last >= 0


def _positive(payload: Any, last: int | None) -> bool:
    return last is not None and last > 0


def _step_is_sound(mask: Any, last: int | None) -> bool:
    return not mask & 4 or _nonzero(mask, last)


def _no_path(depth: Any, last: int | None) -> bool:
    return bool(depth == 0)


def _scalars() -> list[Op]:
    def row(name: str, python: str, signature: str, meaning: Any, **more: Any) -> Op:
        return Op(name, more.pop("report", name), python, signature, meaning=meaning, **more)

    two, test, both = "int int -> int", "int int -> bool", "bool bool -> bool"
    return [
        row("add", "a + b", two, checked(operator.add)),
        row("sub", "a - b", two, checked(operator.sub)),
        row("mul", "a * b", two, checked(operator.mul)),
        row("floordiv", "a // b", two, divide(operator.floordiv), fails=True, spared=_nonzero),
        row("mod", "a % b", two, divide(operator.mod), fails=True, spared=_nonzero),
        row("pow", "a ** b", two, power, fails=True, spared=_not_negative),
        row("neg", "-a", "int -> int", checked(operator.neg)),
        row("abs", "abs(a)", "int -> int", checked(abs)),
        row("invert", "~a", "int -> int", operator.invert),
        row("and_", "a & b", two, operator.and_),
        row("or_", "a | b", two, operator.or_),
        row("xor", "a ^ b", two, operator.xor),
        row("lshift", "a << b", two, shift_left, fails=True, spared=_not_negative),
        row("rshift", "a >> b", two, shift_right, fails=True, spared=_not_negative),
        row("min", "min(a, b)", two, min),
        row("max", "max(a, b)", two, max),
        row("lt", "a < b", test, operator.lt),
        row("le", "a <= b", test, operator.le),
        row("gt", "a > b", test, operator.gt),
        row("ge", "a >= b", test, operator.ge),
        row("eq", "a == b", test, operator.eq),
        row("ne", "a != b", test, operator.ne),
        row("both", "p & q", both, operator.and_, report="and_"),
        row("either", "p | q", both, operator.or_, report="or_"),
        row("differ", "p ^ q", both, operator.xor, report="xor"),
        row("not_", "not p", "bool -> bool", operator.not_),
        row("as_int", "int(p)", "bool -> int", int, time="free", levels=0),
        row("randrange", "randrange(n)", "int -> int", None, fails=True, draws=True,
            spared=_positive),
        row("candidate", "candidate(...)", "->", None, time="free", levels=0, coded=False),
        row("assert_", "assert p", "bool ->", assertion, fails=True, report="assert",
            spared=lambda payload, last: last is True),
        row("exhausted", "next(...)", "-> T", exhausted, fails=True, report="next"),
        row("upto", "range(n)", "int -> range", range, report="range"),
        row("range", "range(a, b)", "int int -> range", range),
        row("steps", "range(a, b, c)", "int int int -> range", steps, report="range", fails=True,
            spared=_nonzero),
        row("reversed", "reversed(range(n))", "range -> range", lambda r: r[::-1]),
        row("within", "a in range(n)", "int range -> bool", lambda a, r: a in r,
            report="contains"),
    ]  # fmt: skip


def _lists() -> list[Op]:
    def moves(name: str, python: str, signature: str, meaning: Any, size: Any, **more: Any) -> Op:
        return Op(
            name,
            more.pop("report", name),
            python,
            signature,
            group="moves",
            time="elements",
            meaning=meaning,
            size=size,
            **more,
        )

    def reads(name: str, python: str, signature: str, meaning: Any, size: Any, **more: Any) -> Op:
        return Op(
            name,
            more.pop("report", name),
            python,
            signature,
            group="reads",
            time="elements",
            meaning=meaning,
            size=size,
            **more,
        )

    pair = "[T] [T] -> bool"
    return [
        Op("len", "len", "len(xs)", "[T] -> int", group="reads", meaning=len),
        Op("getitem", "getitem", "xs[i]", "[T] int -> T", group="reads", fails=True,
           meaning=getitem),
        moves("slice", "xs[a:b:c]", "[T] int* -> [T]", sliced, sliced_size, payload="MASK",
              fails=True, spared=_step_is_sound),
        moves("concat", "xs + ys", "[T] [T] -> [T]", operator.add,
              lambda xs, ys: len(xs) + len(ys)),
        moves("repeat", "xs * n", "[T] int -> [T]", operator.mul,
              lambda xs, n: len(xs) * max(n, 0)),
        moves("list", "list(range(n))", "range -> [int]", list, elements),
        moves("make", "[a, b]", "T* -> [T]", lambda *xs: list(xs), lambda *xs: len(xs),
              payload="COUNT", report="list"),
        moves("unpack", "a, b = xs", "[T] -> T*", unpack, lambda count, xs: count,
              payload="COUNT", fails=True),
        moves("reverse", "xs.reverse()", "[T] -> [T]", lambda xs: xs[::-1], len),
        moves("flatten", "[x for xs in xss for x in xs]", "[[T]] -> [T]",
              lambda xss: [x for xs in xss for x in xs],
              lambda xss: sum(len(xs) for xs in xss)),
        reads("contains", "x in xs", "[T] T -> bool", operator.contains, contained),
        reads("list_eq", "xs == ys", pair, operator.eq, compared, report="eq"),
        reads("list_ne", "xs != ys", pair, operator.ne, compared, report="ne"),
        reads("list_lt", "xs < ys", pair, operator.lt, compared, report="lt"),
        reads("list_le", "xs <= ys", pair, operator.le, compared, report="le"),
        reads("list_gt", "xs > ys", pair, operator.gt, compared, report="gt"),
        reads("list_ge", "xs >= ys", pair, operator.ge, compared, report="ge"),
    ]  # fmt: skip


def _updates() -> list[Op]:
    def row(name: str, python: str, signature: str, meaning: Any, **more: Any) -> Op:
        return Op(
            name,
            name if name != "pop_at" else "pop",
            python,
            signature,
            group="update",
            payload="DEPTH",
            levels=0,
            meaning=meaning,
            **more,
        )

    return [
        row("setitem", "xs[i] = x", "[T] int T -> [T]", setitem, fails=True, waits="index",
            stores=True),
        row("append", "xs.append(x)", "[T] T -> [T]", append, fails=True, spared=_no_path, grows=1,
            stores=True),
        row("extend", "xs.extend(ys)", "[T] [T] -> [T]", operator.add, fails=True, spared=_no_path,
            waits="list", grows=1, time="elements", size=lambda xs, ys: len(ys)),
        row("insert", "xs.insert(i, x)", "[T] int T -> [T]", insert, fails=True, spared=_no_path,
            waits="index", grows=1, stores=True, time="elements",
            size=lambda xs, i, x: len(xs) - clip(len(xs), i)),
        row("pop", "xs.pop()", "[T] -> [T] T", pop, fails=True),
        row("pop_at", "xs.pop(i)", "[T] int -> [T] T", pop_at, fails=True,
            waits="index", time="elements",
            size=lambda xs, i: max(0, len(xs) - 1 - i % max(1, len(xs)))),
    ]  # fmt: skip


def _reductions() -> list[Op]:
    def row(name: str, report: str, python: str, signature: str, meaning: Any) -> Op:
        return Op(
            name,
            report,
            python,
            signature,
            group="reduce",
            time="own",
            meaning=meaning,
            fails=name in ("min_of", "max_of"),
        )

    return [
        row("sum", "add", "sum(xs)", "[int] -> int", checked(sum)),
        row("min_of", "min", "min(xs)", "[int] -> int", smallest),
        row("max_of", "max", "max(xs)", "[int] -> int", largest),
        row("any_of", "or_", "any(xs)", "[bool] -> bool", any),
        row("all_of", "and_", "all(xs)", "[bool] -> bool", all),
    ]


def _control() -> list[Op]:
    def row(name: str, python: str, payload: str, **more: Any) -> Op:
        return Op(
            name,
            more.pop("report", name),
            python,
            "",
            group="control",
            payload=payload,
            time="own",
            levels=0,
            **more,
        )

    return [
        row("branch", "a if p else b", "NONE"),
        row("while", "while p: ...", "EXITS", report="loop"),
        row("for", "for x in xs: ...", "LOOP", report="loop"),
        row("map", "[f(x) for x in xs]", "SEQUENCES"),
        row("filter", "[x for x in xs if p]", "NONE"),
        row("any", "any(p for x in xs)", "SEQUENCES", report="loop"),
        row("all", "all(p for x in xs)", "SEQUENCES", report="loop"),
        row("first", "next((y for x in xs if p), z)", "SEQUENCES", report="loop"),
        row("min_by", "min(xs, key=f)", "NONE", fails=True),
        row("max_by", "max(xs, key=f)", "NONE", fails=True),
        Op("call", "call", "f(x)", "", group="call", payload="FUNCTION", time="own", levels=0),
    ]


def _keyed(rows: list[Op]) -> dict[str, Op]:
    ops = {op.name: op for op in rows}
    assert len(ops) == len(rows), "two rows of the op table have one name"
    return ops


OPS: dict[str, Op] = _keyed(_scalars() + _lists() + _updates() + _reductions() + _control())
