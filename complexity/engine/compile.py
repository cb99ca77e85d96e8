"""A graph compiled to the text of an LLVM module: one function each, and a driver."""

from __future__ import annotations

from ..language.captures import Captures
from ..language.decisions import deciding
from ..language.graph import Function, Graph, walk
from ..language.stack_room import deep
from ..machine.accounts import Accounts
from ..machine.liveness import analyse
from ..machine.sites import types_of
from .calls import leave, returned, target
from .compilation_unit import Options, Unit
from .context import COUNTERS
from .control import restore, save
from .driver import driver
from .frame import METERS, Frame, levels_of, parts, put, ready
from .ir import CONTEXT, Writer
from .level_forms import Levels
from .list_cells import field_of
from .meters import Beyond, beyond, fail_if, took
from .regions import enter, run

PROBED = '"probe-stack"="inline-asm"'  # large frames touch every page, the guard too
MOST_TEXT = 6 * 10**6  # most characters of text; LLVM's time grows faster than that


@deep
def compiled(graph: Graph, options: Options) -> Unit:
    """Compile a graph to LLVM's textual form.

    Parameters
    ----------
    graph : a canonical graph (see `language.normal.normal_form.normalise`)
    options : what is metered

    Returns
    -------
    Unit
        Its `text()` is the module; its failures, places and accounts decode what runs leave behind.

    Raises
    ------
    Beyond
        If the graph is too large to be compiled in some seconds; it can still run without.
    """
    entry = graph.entry
    unit = Unit(graph, options, Accounts(entry.line, entry.source))
    for index, function in enumerate(graph.functions):
        unit.functions.append(written(unit, index, function))
        if sum(map(len, unit.functions)) > MOST_TEXT:
            raise Beyond
    unit.functions.append(driver(unit))
    return unit


def meters_of(unit: Unit) -> tuple[str, ...]:
    """Return the names of the meters that a program needs."""
    bodies = [function.body for function in unit.graph.functions]
    marked = any(node.op == "candidate" for body in bodies for node in walk(body))
    return (*METERS, *["span"] * unit.options.span, *["candidates"] * marked)


def written(unit: Unit, index: int, function: Function) -> str:
    """Compile one function."""
    writer = Writer("")
    frame = Frame(
        unit,
        writer,
        function,
        types_of(function.body),
        Captures(),
        deciding(function.body),
        Levels(writer),
    )
    head = signature(frame, index)
    frame.meters = {name: writer.variable() for name in meters_of(unit)}
    restore(frame)
    enough_stack(frame)
    life = analyse(function.body, frame.types, frame.captures)
    executions = unit.accounts.counter()
    enter(frame, function.body, life, executions)
    control = frame.levels.atom("%control") if frame.timed else {}
    run(frame, function.body, life, control, executions)
    finish(frame, life.moved)
    kind = returned(unit, function)
    endings(frame, kind)
    writer.head = f"define internal fastcc {kind} @f{index}({', '.join(head)}) {PROBED}"
    return unit.written(writer)


def signature(frame: Frame, index: int) -> list[str]:
    """Return the parameters of a function, after binding them to its values."""
    body = frame.function.body
    out = target(frame.unit, frame.function)
    given = ["ptr noalias %ctx", *out, *["i64 %control"] * frame.timed]
    for place, (name, type_) in enumerate(zip(body.params, body.param_types, strict=True)):
        (part,) = parts(type_)
        levels = [f"%l{place}x{k}" for k in range(levels_of(frame, type_))]
        given += [f"{part} %a{place}", *[f"i64 {level}" for level in levels]]
        put(frame, name, (f"%a{place}",), tuple(frame.levels.atom(level) for level in levels))
    return given


def enough_stack(frame: Frame) -> None:
    """Emit the test that makes compiled code give up before its stack overflows.

    The address compared already lies below this call's own frame. The limit leaves room for one
    more frame, of whichever function is called next (see `compilation_unit.Unit.frame`).
    """
    w = frame.w
    w.intrinsics.add("declare ptr @llvm.stacksave()")
    here = w.op("call ptr @llvm.stacksave()")
    limit = w.load(field_of(w, "stack"), CONTEXT, "ptr")
    fail_if(frame, w.compare("ult", here, limit, "ptr"), beyond)


def finish(frame: Frame, moved: frozenset[int]) -> None:
    """Emit the return of the function's results."""
    found: list[str] = []
    for place, operand in enumerate(frame.function.body.results):
        found.append(took(frame, operand, place in moved))
        found += [frame.levels.word(level) for level in ready(frame, operand)]
    save(frame)
    flush(frame)
    leave(frame.w, frame.unit, frame.function, found)


def flush(frame: Frame) -> None:
    """Emit the addition of this call's counters to those of the run."""
    w = frame.w
    for counter, place in frame.counters.items():
        total = w.word_at(w.word_at("%ctx", COUNTERS), counter)
        w.store(w.add(w.load(total, CONTEXT), w.load(place)), total, CONTEXT)


def endings(frame: Frame, kind: str) -> None:
    """Emit the blocks that record a failure and end the run."""
    w = frame.w
    if frame.failing:
        w.at("fail")
        for k, name in enumerate(("what", "place", "first", "second")):
            ways = ", ".join(f"[ {way.words[k]}, %{way.block} ]" for way in frame.failing)
            w.lines.append(f"  %{name} = phi i64 {ways}")
        for name in ("what", "place", "first", "second"):
            w.store(f"%{name}", field_of(w, name), CONTEXT)
        w.go("failed")
    if frame.refailing:
        w.at("refail")
        ways = ", ".join(f"[ {place}, %{block} ]" for block, place in frame.refailing)
        here = w.op(f"phi i64 {ways}")
        place = field_of(w, "place")
        known = w.load(place, CONTEXT)
        w.store(w.select(w.truth(known), known, here), place, CONTEXT)
        w.go("failed")
    w.at("failed")
    bad = w.op(f"insertvalue {kind} zeroinitializer, i64 1, 0") if kind != "i64" else "1"
    w.do(f"ret {kind} {bad}")
