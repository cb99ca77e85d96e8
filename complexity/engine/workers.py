"""Many runs on all cores: shares of the inputs go to children, and come back in order."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

from ..semantics.limits import Limits
from .batch import Batch, Part
from .child import CHILD, Child
from .context import LIMIT

AHEAD = 3  # shares queued for each child, so that none waits for the next
SOON = 0.02  # seconds between two attempts to stop the children


@dataclass(frozen=True, slots=True)
class Share:
    """Some inputs: their stream of words, their number, and the right answers, if known.

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
    """The outcome of a share; `right` says that all answers are right, and then none are kept."""

    part: Part
    right: bool


def do(batch: Batch, share: Share, limits: Limits, child: Child = CHILD) -> Done:
    """Make the runs of a share in a child."""
    part = batch.run(share.words, share.runs, limits, share.work, share.right, child)
    return Done(part, part.results is None)


@dataclass(slots=True)
class Workers:
    """A pool of `number` children, started when first needed; the shared `CHILD` is one of them.

    Attributes
    ----------
    free : the idle children
    """

    number: int
    children: list[Child] = field(default_factory=list)
    free: SimpleQueue[Child] = field(default_factory=SimpleQueue)

    def run(
        self, batch: Batch, shares: Iterator[Share], limits: Limits
    ) -> Generator[Done, None, None]:
        """Yield the outcomes of shares, in their order.

        Raises
        ------
        Beyond
            If compiled code gave up.
        """
        self.gather()
        waiting: deque[Future[Done]] = deque()
        threads = ThreadPoolExecutor(self.number)
        try:
            for share in shares:
                waiting.append(threads.submit(self.work, batch, share, limits))
                while len(waiting) > AHEAD * self.number:
                    yield waiting[0].result()
                    waiting.popleft()
            while waiting:
                yield waiting[0].result()
                waiting.popleft()
        finally:  # when the generator is closed early, nobody waits for the rest
            threads.shutdown(wait=False, cancel_futures=True)
            self.stop(waiting)

    def gather(self) -> None:
        """Fill the pool with idle children."""
        while len(self.children) < self.number:
            child = Child() if self.children else CHILD
            self.children.append(child)
            self.free.put(child)

    def work(self, batch: Batch, share: Share, limits: Limits) -> Done:
        """Make the runs of a share in an idle child."""
        child = self.free.get()
        try:
            return do(batch, share, limits, child)
        finally:
            self.free.put(child)

    def stop(self, waiting: Iterable[Future[Done]]) -> None:
        """Kill the children that work on the requests that nobody will read."""
        while not all(one.done() for one in waiting):
            for child in self.children:
                if child.lock.locked():
                    child.stop()
            time.sleep(SOON)  # a request may have started just now: try again
