"""A deterministic program on many inputs: machine code runs them, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..engine.batch import Batch, Part, Total
from ..engine.quantities import Quantity
from ..engine.streams import read_all, result_of
from ..tasks.inputs import Arguments
from .checking import judge
from .figures import InputsInfo
from .gather import Gathered, Sum
from .rounds import Round, TooMuchWork, arguments_of
from .settings import Progress
from .table import Chunk, table_of


def on_many(done: Round, info: InputsInfo, progress: Progress | None) -> None:
    """One run on every input, as `rounds.on_inputs` does, by machine code.

    Raises
    ------
    Beyond
        Where compiled code gives up; nothing is noted then.
    TooMuchWork, Undefined
        As of `rounds.on_inputs`.
    """
    settings, inputs = done.settings, done.program.task.inputs
    batch = Batch(done.graph, settings.measures, settings.fan_in, settings.counting)
    results, key = done.graph.entry.result_types, (info.kind, info.count, info.seed)
    table = table_of(done.program.task, done.n, results, arguments_of(inputs, done.n, info), key)
    for chunk in table:
        part = batch.run(chunk.words, chunk.runs, settings.limits)
        gather(done, batch.quantities, part)
        judge_all(done, chunk, part)
        if part.failure is not None:
            done.current = input_at(done, chunk, part.runs)
            raise part.failure
        done.current = ()
        if done.steps > settings.work:
            raise TooMuchWork(done.steps * info.count // done.runs + 1)
        if progress is not None:
            progress(done.runs, info.count)


def gather(done: Round, listed: tuple[Quantity, ...], part: Part) -> None:
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
        if total.most or quantity.measure or timed:
            add_total(sum_of(gathered, quantity), total)


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


def judge_all(done: Round, chunk: Chunk, part: Part) -> None:
    """Judges the answers: at once where all are the right ones, else one by one."""
    if chunk.right is not None and part.runs == chunk.runs and same(chunk.right, part.results):
        done.judged.count += part.runs
        return
    accepts = done.program.task.accepts
    for arguments, result in pairs(done, chunk, part):
        judge(done.judged, accepts, arguments, [result])
        if accepts is None:
            done.answers.append(result)


def same(right: Any, found: Any) -> bool:
    """Whether two streams are equal."""
    return len(right) == len(found) and bool((right == found).all())


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
