"""A deterministic program on many inputs: machine code runs them, a chunk at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import tee
from typing import Any

from ..engine.batch import Batch, Part, Total
from ..engine.quantities import Quantity
from ..engine.streams import read_all, result_of
from ..engine.workers import Done, Share, WorkerLost, Workers, do, order
from ..plain import visible
from ..streams import tell
from ..tasks.inputs import Arguments, Inputs
from .answers import certain
from .checking import Judged, fail, judge, shown
from .executors import executor
from .figures import InputsInfo
from .gather import Gathered, Sum
from .input_loop import Round, TooMuchWork, arguments_of
from .input_table import Chunk, Table, table_of
from .settings import Progress

Worst = dict[str, tuple[Chunk, int]]  # measure -> the chunk and the place of the worst input


def on_many(done: Round, info: InputsInfo, steps: int, progress: Progress | None) -> None:
    """One run on every input, as `rounds.on_inputs` does, by machine code.

    Parameters
    ----------
    steps : about how many all runs take; many are shared among worker processes

    Raises
    ------
    Beyond
        Where compiled code gives up.
    TooMuchWork, Undefined
        As of `rounds.on_inputs`.
    """
    worst: Worst = {}
    try:
        run_all(done, info, steps, progress, worst)
    finally:
        for name, (chunk, number) in worst.items():
            done.gathered.measures[name].at = input_at(done, chunk, number)


def run_all(
    done: Round, info: InputsInfo, steps: int, progress: Progress | None, worst: Worst
) -> None:
    """The same, where `worst` notes the inputs that are the worst."""
    settings, batch = done.settings, batch_of(done, steps)
    chunks = table(done, done.program.task.inputs, info)
    if steps > SHARED and processors() > 1:
        results = on_all_cores(done, chunks, steps)
    else:
        results = here(done, chunks, steps)
    for chunk, found in results:
        part = found.part
        gather(done, batch.quantities, found.part, chunk, worst)
        judge_all(done, done.judged, chunk, found)
        if part.cut or done.steps > settings.work:
            taken = max(done.steps, settings.work)
            raise TooMuchWork(taken * info.count // max(1, done.runs) + 1)
        if part.failure is not None:
            done.current = input_at(done, chunk, part.runs)
            raise part.failure
        if progress is not None:
            progress(done.runs, info.count)


def here(done: Round, chunks: Iterable[Chunk], steps: int) -> Iterator[tuple[Chunk, Done]]:
    """What becomes of chunks, in this process; faster code is made where runs turn out long."""
    for chunk in chunks:
        batch = batch_of(done, max(steps, done.steps))
        yield chunk, do(batch, share_of(chunk, work_left(done)), done.settings.limits)


def on_all_cores(done: Round, chunks: Iterable[Chunk], steps: int) -> Iterator[tuple[Chunk, Done]]:
    """What becomes of chunks, in worker processes, and in this one where those cannot live."""
    settings = done.settings
    wanted = order(done.graph, settings.measures, settings.fan_in, settings.limits)
    kept, given = tee(chunks)
    try:
        shares = (share_of(chunk, work_left(done)) for chunk in given)
        for found, chunk in zip(WORKERS.run(wanted, shares), kept, strict=False):
            yield chunk, found
    except WorkerLost as lost:
        say(f"{lost}: the rest runs in this process")
        yield from here(done, kept, steps)


def share_of(chunk: Chunk, work: int) -> Share:
    """A chunk as a worker gets it, with the most steps that it may take."""
    return Share(chunk.words, chunk.runs, chunk.right, work)


def work_left(done: Round) -> int:
    """The steps that may still be taken."""
    return max(0, done.settings.work - done.steps)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def say(text: str) -> None:
    """A note to the user."""
    tell(f"complexity: {visible(text)}")


LONGER = 10  # a run that takes so many times what others take is by far longer
SHARED = 3 * 10**8  # steps that are worth the start of worker processes
WORKERS = Workers(processors(), say)


def check_many(
    done: Round, inputs: Inputs, info: InputsInfo, judged: Judged, steps: float, work: int
) -> int:
    """Judges the answers to some inputs, up to the first that is wrong; an error is one.

    Parameters
    ----------
    steps : about how many a run takes
    work : the most steps of all runs together

    Returns
    -------
    int
        The steps that were taken.

    Raises
    ------
    Beyond
        Where compiled code gives up.
    """
    batch, spent = batch_of(done, steps * info.count), 0
    for chunk in table(done, inputs, info):
        found = do(batch, share_of(chunk, work - spent), done.settings.limits)
        part = found.part
        spent += time_of(batch, part)
        judge_all(done, judged, chunk, found, first=True)
        if judged.wrong:
            break
        if part.failure is not None:
            arguments = input_at(done, chunk, part.runs)
            if part.cut:
                stopped(judged, arguments, work - spent, steps)
                return work
            fail(judged, f"{shown(arguments)} gives an error: {part.failure.message}")
            return spent + (done.settings.limits.fuel if part.failure.code == "fuel" else 1)
    return spent


def stopped(judged: Judged, arguments: Arguments, taken: int, steps: float) -> None:
    """A check ends at a run: because it took by far longer than others, or they all too long."""
    if taken >= LONGER * steps:
        judged.undecided = shown(arguments)


def time_of(batch: Batch, part: Part) -> int:
    """The steps of all runs of a call that came to their end."""
    told = zip(batch.quantities, part.totals, strict=True)
    return sum(total.total for quantity, total in told
               if quantity.measure and quantity.key == "time")  # fmt: skip


def batch_of(done: Round, steps: float) -> Batch:
    """The program's code, made ready for runs of so many steps."""
    settings = done.settings
    return executor(done.graph, settings.measures, settings.fan_in, settings.engine).batch(steps)


def table(done: Round, inputs: Inputs, info: InputsInfo) -> Table:
    """The inputs of a size as arrays."""
    results, key = done.graph.entry.result_types, (info.kind, info.count, info.seed)
    made = arguments_of(inputs, done.n, info)
    return table_of(done.program.task, inputs, done.n, results, made, key)


def gather(
    done: Round, listed: tuple[Quantity, ...], part: Part, chunk: Chunk, worst: Worst
) -> None:
    """Adds what a call showed to what was gathered."""
    gathered = done.gathered
    gathered.count += part.runs
    done.runs += part.runs
    told = list(zip(listed, part.totals, strict=True))
    visited = {quantity.key for quantity, total in told if quantity.kind == "visits" and total.most}
    for quantity, total in told:
        if quantity.kind == "measure" and quantity.key == "time":
            done.steps += total.total
        timed = quantity.kind == "time" and quantity.key in visited  # a mark takes no time
        if not (total.most or quantity.measure or timed):
            continue
        found = sum_of(gathered, quantity)
        name = str(quantity.key)
        if (
            quantity.measure
            and part.runs
            and (name not in worst or total.most > (found.worst or 0))
        ):
            worst[name] = chunk, total.which
        add_total(found, total)


def sum_of(gathered: Gathered, quantity: Quantity) -> Sum:
    """Where a quantity is gathered."""
    found: dict[str, Any] = {
        "measure": gathered.measures, "op": gathered.ops, "execution": gathered.executions,
        "time": gathered.times, "visits": gathered.visits,
    }  # fmt: skip
    total: Sum = found[quantity.kind][quantity.key]
    return total


def add_total(found: Sum, total: Total) -> None:
    """Adds the total of a call."""
    assert found.total is not None
    assert found.worst is not None
    found.total += total.total
    found.squares += total.squares
    found.largest = max(found.largest, total.most)
    found.worst = max(found.worst, total.most)


def judge_all(done: Round, judged: Judged, chunk: Chunk, found: Done, first: bool = False) -> None:
    """Judges the answers: at once where all are the right ones, else one by one.

    Parameters
    ----------
    first : whether it ends with the first wrong answer
    """
    if found.right:
        judged.count += found.part.runs
        return
    accepts = done.program.task.accepts
    for arguments, result in pairs(done, chunk, found.part):
        judge(judged, accepts, arguments, certain(result))
        if accepts is None:
            done.answers.append(certain(result))
        if first and judged.wrong:
            return


def pairs(done: Round, chunk: Chunk, part: Part) -> Iterator[tuple[Arguments, Any]]:
    """The inputs of a chunk with the answers to them."""
    entry = done.graph.entry
    words, results = chunk.words.tolist(), part.results.tolist()
    at = place = 0
    for _ in range(part.runs):
        arguments, at = read_all(words, at, entry.body.param_types)
        values, place = read_all(results, place, entry.result_types)
        yield tuple(arguments), result_of(values)


def input_at(done: Round, chunk: Chunk, number: int) -> Arguments:
    """One input of a chunk."""
    words, at = chunk.words.tolist(), 0
    arguments: list[Any] = []
    for _ in range(number + 1):
        arguments, at = read_all(words, at, done.graph.entry.body.param_types)
    return tuple(arguments)
