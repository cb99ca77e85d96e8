"""Runs of a deterministic program on many inputs by machine code, in chunks."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import tee
from typing import Any

from ..engine.batch import Batch, Part, Total
from ..engine.quantities import Quantity
from ..engine.streams import read_all, result_of
from ..engine.workers import Done, Share, Workers, do
from ..language.failures import DIED
from ..tasks.inputs import Arguments, Inputs
from .answers import certain
from .checking import Judged, Unjudged, fail, failed, judge, shown
from .executors import executor
from .figures import InputsInfo
from .gather import Gathered, Sum
from .input_loop import LONGER, Round, TooMuchWork, arguments_of, work_left
from .input_table import Chunk, Table, table_of
from .settings import Progress

Results = Generator[tuple[Chunk, Done], None, None]
Worst = dict[str, tuple[Chunk, int]]  # measure -> the chunk and the index of its worst input


def on_many(done: Round, info: InputsInfo, steps: int, progress: Progress | None) -> None:
    """Run the program once on every input, as `input_loop.on_inputs` does, by machine code.

    Parameters
    ----------
    steps : the estimated steps of all runs; large amounts are shared among child processes

    Raises
    ------
    Beyond
        If compiled code gives up.
    TooMuchWork, Undefined
        As in `input_loop.on_inputs`.
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
    """The same; `worst` receives the worst input of each measure."""
    batch, chunks = batch_of(done, steps), table(done, done.program.task.inputs, info)
    if steps > SHARED and processors() > 1:
        results = on_all_cores(done, chunks, steps)
    else:
        results = here(done, chunks, steps)
    with closing(results):
        gather_all(done, batch, info, progress, worst, results)


def gather_all(
    done: Round,
    batch: Batch,
    info: InputsInfo,
    progress: Progress | None,
    worst: Worst,
    results: Results,
) -> None:
    """Gather the results of all chunks."""
    settings = done.settings
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


def here(done: Round, chunks: Iterable[Chunk], steps: int) -> Results:
    """Run chunks in one child process; if runs prove long, with better optimised code."""
    for chunk in chunks:
        batch = batch_of(done, max(steps, done.steps))
        yield chunk, do(batch, share_of(chunk, work_left(done)), done.settings.limits)


def on_all_cores(done: Round, chunks: Iterable[Chunk], steps: int) -> Results:
    """Run chunks in one child process per processor."""
    kept, given = tee(chunks)
    shares = (share_of(chunk, work_left(done)) for chunk in given)
    found = WORKERS.run(batch_of(done, steps), shares, done.settings.limits)
    with closing(found):
        for one, chunk in zip(found, kept, strict=False):
            yield chunk, one


def share_of(chunk: Chunk, work: int) -> Share:
    """The message that sends a chunk to a child, with the limit on its steps."""
    right = None if chunk.right is None else chunk.right.astype("int64")
    return Share(chunk.words.astype("int64"), chunk.runs, right, work)


def processors() -> int:
    """The number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


SHARED = 3 * 10**8  # steps from which on several children pay
WORKERS = Workers(processors())


def check_many(
    done: Round, inputs: Inputs, info: InputsInfo, judged: Judged, steps: float, work: int
) -> int:
    """Judge the answers to inputs, up to the first wrong one; an error counts as wrong.

    Parameters
    ----------
    steps : the estimated steps of a run
    work : the limit on the steps of all runs together

    Returns
    -------
    int
        The steps taken.

    Raises
    ------
    Beyond
        If compiled code gives up.
    Unjudged
        If the program kills child processes.
    """
    batch, spent = batch_of(done, steps * info.count), 0
    for chunk in table(done, inputs, info):
        found = do(batch, share_of(chunk, work - spent), done.settings.limits)
        part = found.part
        spent += batch.steps(part)
        judge_all(done, judged, chunk, found, first=True)
        if judged.wrong:
            break
        if part.failure is not None:
            arguments = input_at(done, chunk, part.runs)
            if part.cut:
                stopped(judged, arguments, work - spent, steps)
                return work
            if part.failure.code == DIED:
                raise Unjudged(failed(part.failure, arguments))
            fail(judged, f"{shown(arguments)} gives an error: {part.failure.message}")
            return spent + (done.settings.limits.fuel if part.failure.code == "fuel" else 1)
    return spent


def stopped(judged: Judged, arguments: Arguments, taken: int, steps: float) -> None:
    """End a check that ran out of steps; note the input if its run took by far the most."""
    if taken >= LONGER * steps:
        judged.undecided = shown(arguments)


def batch_of(done: Round, steps: float) -> Batch:
    """The compiled program, optimised for a number of steps."""
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
    """Add the results of a batch to the gathered ones."""
    gathered = done.gathered
    gathered.count += part.runs
    done.runs += part.runs
    told = list(zip(listed, part.totals, strict=True))
    visited = {quantity.key for quantity, total in told if quantity.kind == "visits" and total.most}
    for quantity, total in told:
        if quantity.kind == "measure" and quantity.key == "time":
            done.steps += total.total
        timed = quantity.kind == "time" and quantity.key in visited  # a visited line may take 0
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
    """The sum that gathers a quantity."""
    found: dict[str, Any] = {
        "measure": gathered.measures, "op": gathered.ops, "execution": gathered.executions,
        "time": gathered.times, "visits": gathered.visits,
    }  # fmt: skip
    total: Sum = found[quantity.kind][quantity.key]
    return total


def add_total(found: Sum, total: Total) -> None:
    """Add the totals of a batch to a sum."""
    assert found.total is not None
    assert found.worst is not None
    found.total += total.total
    found.squares += total.squares
    found.largest = max(found.largest, total.most)
    found.worst = max(found.worst, total.most)


def judge_all(done: Round, judged: Judged, chunk: Chunk, found: Done, first: bool = False) -> None:
    """Judge the answers of a chunk: all at once if all are right, else one by one.

    Parameters
    ----------
    first : whether to stop at the first wrong answer
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
    """The inputs of a chunk, each with its answer."""
    entry = done.graph.entry
    words, results = chunk.words.tolist(), part.results.tolist()
    at = place = 0
    for _ in range(part.runs):
        arguments, at = read_all(words, at, entry.body.param_types)
        values, place = read_all(results, place, entry.result_types)
        yield tuple(arguments), result_of(values)


def input_at(done: Round, chunk: Chunk, number: int) -> Arguments:
    """The arguments of one input of a chunk."""
    words, at = chunk.words.tolist(), 0
    arguments: list[Any] = []
    for _ in range(number + 1):
        arguments, at = read_all(words, at, done.graph.entry.body.param_types)
    return tuple(arguments)
