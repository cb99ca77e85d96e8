"""Code for the meters: steps, live words, claims, executions and failures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from ..language import failures
from ..language.failures import Undefined
from ..language.graph import Operand
from ..language.types import List, Type
from ..machine.liveness import type_of
from .compilation_unit import Saying
from .frame import Claims, Failing, Frame, word
from .ir import CONTEXT
from .list_cells import field_of, release, share


def use_words(frame: Frame, words: str | int) -> None:
    """Emit that `words` more words are live."""
    shift(frame, words, 1)
    if str(words) != "0":
        place = frame.meters["words"]
        frame.w.store(frame.w.add(frame.w.load(place), str(words)), place)


def shift(frame: Frame, words: str | int, sign: int) -> None:
    """Track the number of live words at compile time."""
    if str(words).isdigit():
        frame.claims.live += sign * int(words)
    else:
        unknown(frame)


def unknown(frame: Frame) -> None:
    """Forget what is known at compile time about live words."""
    frame.claims = Claims(changes=frame.claims.changes + 1)


@contextmanager
def nested(frame: Frame, rounds: bool = False) -> Iterator[None]:
    """Allow for code that may be skipped or repeated (`rounds`), which may change the words."""
    before = replace(frame.claims)
    frame.claims = replace(before, top=None if rounds else before.top)
    yield
    after = frame.claims
    if (after.changes, after.live) == (before.changes, before.live):
        frame.claims = before
    else:
        frame.claims = Claims(changes=after.changes + 1)


def drop_words(frame: Frame, words: str | int) -> None:
    """Emit that `words` fewer words are live."""
    shift(frame, words, -1)
    if str(words) != "0":
        place = frame.meters["words"]
        frame.w.store(frame.w.sub(frame.w.load(place), str(words)), place)


def fail_if(
    frame: Frame,
    bit: str,
    saying: Saying,
    first: str = "0",
    second: str = "0",
    place: int | None = None,
) -> None:
    """Emit the end of the run where a bit holds."""
    w, on = frame.w, frame.w.label("on")
    number = str(frame.unit.failure(saying))
    at = str(frame.place if place is None else place)
    frame.failing.append(Failing(w.block, (number, at, first, second)))
    w.fork(bit, "fail", on, True)
    w.at(on)


def out_of_fuel(fuel: int, _: int) -> Undefined:
    """Return the failure of a run that takes more steps than its fuel."""
    return failures.out_of_fuel(fuel)


def out_of_memory(memory: int, _: int) -> Undefined:
    """Return the failure of a run that needs more words than it may."""
    return failures.out_of_memory(memory)


class Beyond(Exception):
    """A run exceeds what compiled code can do, but not what the prepared machine can."""


def beyond(*_: int) -> Undefined:
    """Give up on compiled code: its stack or arena is exhausted, or levels diverge."""
    raise Beyond


def charge(frame: Frame, steps: str | int) -> None:
    """Emit a charge of steps, which ends the run if it exceeds its fuel."""
    w, place = frame.w, frame.meters["time"]
    if str(steps) == "0":
        return
    time = w.add(w.load(place), str(steps))
    w.store(time, place)
    fuel = w.op(f"load volatile i64, ptr {field_of(w, 'fuel')}")
    fail_if(frame, w.compare("sgt", time, fuel), out_of_fuel, fuel)


def left(frame: Frame) -> str:
    """Emit the number of steps that remain."""
    w = frame.w
    fuel = w.op(f"load volatile i64, ptr {field_of(w, 'fuel')}")
    return w.sub(fuel, w.load(frame.meters["time"]))


def walk(frame: Frame, rows: str) -> None:
    """Emit the count of rows traversed free of charge; a run may traverse at most its fuel."""
    w, place = frame.w, field_of(frame.w, "walked")
    walked = w.add(w.load(place, CONTEXT), rows)
    w.store(walked, place, CONTEXT)
    fuel = w.op(f"load volatile i64, ptr {field_of(w, 'fuel')}")
    fail_if(frame, w.compare("sgt", walked, fuel), out_of_fuel, fuel)


def claim(frame: Frame, words: str | int) -> None:
    """Emit a claim: `words` more words than the meter shows are live at this moment."""
    w, place, claims = frame.w, frame.meters["peak"], frame.claims
    if str(words).isdigit():
        most = claims.live + int(words)
        if claims.top is not None and most <= claims.top:
            return
        claims.top = most if claims.top is None else max(claims.top, most)
    top = w.add(w.load(frame.meters["words"]), str(words))
    with w.when(w.compare("sgt", top, w.load(place)), rarely=True):
        memory = w.load(field_of(w, "memory"), CONTEXT)
        fail_if(frame, w.compare("sgt", top, memory), out_of_memory, memory)
        w.store(top, place)


def count(frame: Frame, counter: int, steps: str = "1") -> None:
    """Emit the increment of a counter by an execution, or by steps that depend on a size."""
    if not frame.unit.options.counting:
        return
    w = frame.w
    if counter not in frame.counters:
        frame.counters[counter] = w.variable("i64", "0")
    place = frame.counters[counter]
    w.store(w.add(w.load(place), steps), place)


def took(frame: Frame, operand: Operand, moved: bool) -> str:
    """Return the word of an operand that is kept; a list gains a reference unless it is moved."""
    taken = word(frame, operand)
    if isinstance(type_of(operand, frame.types), List) and not moved:
        share(frame.w, taken)
    return taken


def drop(frame: Frame, found: str, type_: Type) -> None:
    """Emit the drop of a reference to a list."""
    assert isinstance(type_, List)
    function = release(frame.unit, type_.element)
    drop_words(frame, frame.w.op(f"call i64 {function}(ptr %ctx, ptr {found})"))


def drop_all(frame: Frame, names: Sequence[int]) -> None:
    """Emit the drop of a region's references to lists that died."""
    for name in names:
        if name in frame.borrowed:
            continue
        drop(frame, word(frame, name), frame.types[name])


def made(frame: Frame, function: str, arguments: str) -> str:
    """Emit a call that allocates a cell; compiled code gives up if the arena ends."""
    cell = frame.w.op(f"call ptr {function}({arguments})")
    fail_if(frame, frame.w.compare("eq", cell, "null", "ptr"), beyond)
    return cell
