"""Many runs on all cores: chunks of inputs go to worker processes, and come back in their order.

A worker that dies (killed, or out of memory) is noted, and what it had is done again by a new one.
A worker ends with its parent, however that ends.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any

from ..language.graph import Graph
from ..language.text.writing import read_one, write
from ..semantics.limits import Limits
from .batch import Batch, Part
from .context import LIMIT
from .interrupts import held_back

AHEAD = 3  # chunks that wait for each worker
TRIES = 3


class WorkerLost(Exception):
    """The workers died again and again on the same inputs, or cannot be started."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a worker makes ready: a program as text, which may nest deep, and what is metered."""

    graph: str
    measures: frozenset[str]
    fan_in: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class Share:
    """Some inputs: a stream of words, how many, and the stream of the right answers, if known.

    Attributes
    ----------
    work : the most steps of all their runs together
    """

    words: Any
    runs: int
    right: Any
    work: int = LIMIT


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a share; `right` says that all answers are right, and then none are kept."""

    part: Part
    right: bool


def same(right: Any, found: Any) -> bool:
    """Whether two streams are equal."""
    return len(right) == len(found) and bool((right == found).all())


def do(batch: Batch, share: Share, limits: Limits) -> Done:
    """Runs a share here."""
    part = batch.run(share.words, share.runs, limits, share.work)
    if share.right is None or part.failure is not None or not same(share.right, part.results):
        return Done(part, False)
    return Done(Part(part.runs, part.totals, None, None, part.consumed), True)


_ready: dict[Order, Batch] = {}


def work(order: Order, share: Share) -> Done:
    """Runs a share in a worker, which keeps the last program that it made ready."""
    if order not in _ready:
        _ready.clear()
        _ready[order] = Batch(read_one(order.graph), order.measures, order.fan_in, True)
    return do(_ready[order], share, order.limits)


def begin() -> None:
    """A worker leaves interrupts to its parent, and ends when that has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os._exit(1)


@dataclass(slots=True)
class Workers:
    """The worker processes of this program, started when they are first needed.

    Attributes
    ----------
    lost : told in words when a worker died
    """

    number: int
    lost: Callable[[str], None]
    pool: ProcessPoolExecutor | None = field(default=None)

    def started(self) -> ProcessPoolExecutor:
        """The pool."""
        if self.pool is None:
            context = multiprocessing.get_context("spawn")
            self.pool = ProcessPoolExecutor(self.number, context, begin)
        return self.pool

    def run(self, order: Order, shares: Iterator[Share]) -> Iterator[Done]:
        """What becomes of shares, in their order.

        Raises
        ------
        WorkerLost
            If workers die again and again.
        """
        waiting: deque[tuple[Share, Future[Done]]] = deque()
        try:
            for share in shares:
                waiting.append((share, self.given(order, share)))
                while len(waiting) > AHEAD * self.number:
                    yield self.next(order, waiting)
            while waiting:
                yield self.next(order, waiting)
        except BaseException:
            self.stop()
            raise

    def given(self, order: Order, share: Share) -> Future[Done]:
        """A share given to a worker; a pool that lost a worker is replaced."""
        try:
            pool = self.started()  # its semaphores' tracker starts here, and resets the signals
            with held_back():
                return pool.submit(work, order, share)
        except BrokenProcessPool as broken:
            failed: Future[Done] = Future()
            failed.set_exception(broken)
            return failed
        except (OSError, RuntimeError) as error:  # of a process, or of a semaphore in /dev/shm
            raise WorkerLost(f"worker processes cannot be started ({error})") from error

    def next(self, order: Order, waiting: deque[tuple[Share, Future[Done]]]) -> Done:
        """What became of the first share; where a worker died, all that wait are given again."""
        for _ in range(TRIES):
            try:
                found = waiting[0][1].result()
            except BrokenProcessPool:
                self.lost("a worker process died: its share is done again")
                self.stop()
                again = [share for share, _ in waiting]
                waiting.clear()
                waiting.extend((share, self.given(order, share)) for share in again)
            else:
                waiting.popleft()
                return found
        self.stop()
        raise WorkerLost("worker processes died three times on the same inputs")

    def stop(self) -> None:
        """Ends the workers at once."""
        if self.pool is not None:
            processes = list((self.pool._processes or {}).values())
            self.pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()
            self.pool = None


def order(graph: Graph, measures: frozenset[str], fan_in: str, limits: Limits) -> Order:
    """What a worker needs to run a program."""
    return Order(write(graph), measures, fan_in, limits)
