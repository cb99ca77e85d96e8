"""A program's machine code as its caller sees it: LLVM text, and runs in a child process.

This process compiles nothing and runs nothing: a child does (see `serve`), and returns words.
"""

from __future__ import annotations

import itertools
from array import array
from dataclasses import dataclass

from ..language.failures import DIED, Undefined
from ..language.graph import Graph
from ..semantics.limits import Limits
from ..semantics.tape import GAMMA, MASK, mix
from .child import Child, Lost
from .compilation_unit import Options, Saying, Unit
from .compile import compiled
from .context import COUNTERS, DRAWS, FIELD, LIMIT
from .control import too_deep
from .meters import Beyond, out_of_fuel, out_of_memory
from .pipes import packed, unpacked
from .quantities import quantities
from .totals import TOTAL

LARGE = 200_000  # characters of a module beyond which some of LLVM's passes take quadratic time
DEATHS = 2  # a program that killed this many children is not given another


@dataclass(eq=False, slots=True)
class Code:
    """A program's machine code, which is compiled in the child that runs it.

    Attributes
    ----------
    number : the key by which children know it
    passes : the optimisation passes over its text: `all`, `few` or `fewest`
    improvable : whether it was compiled quickly, and faster code could be made in reasonable time
    totals : the number of words of the totals of a call
    frame : an upper bound of its stack frames, in bytes
    size : the number of characters of its text
    deaths : how many children died of it
    how : how the last of them died, in words
    """

    unit: Unit
    number: int
    passes: bytes
    improvable: bool
    totals: int
    frame: int
    size: int
    deaths: int = 0
    how: str = ""


_numbers = itertools.count()


def assemble(graph: Graph, options: Options, quick: bool = False) -> Code:
    """Compile a graph to `Code`; `quick` takes a quarter of the time, and runs slower.

    LLVM's per-function passes give code as fast as its whole pipeline does for this use, in about
    a third of the time. A program of thousands of nodes is always compiled quickly.
    """
    unit = compiled(graph, options)
    size = len(unit.text())
    large = size > LARGE
    passes = b"fewest" if large else b"few" if quick else b"all"
    totals = TOTAL * len(quantities(unit))
    return Code(unit, next(_numbers), passes, quick and not large, totals, unit.frame, size)


@dataclass(slots=True)
class Ran:
    """The words that runs left in the memory of a child.

    Attributes
    ----------
    runs, done : how many runs were asked for, and how many ended
    context, totals : the words of the context and of the totals
    results : the words of the results, or None where they equal the right ones
    """

    code: Code
    limits: Limits
    runs: int
    done: int
    context: array[int]
    totals: array[int]
    results: array[int] | None

    def word(self, name: str) -> int:
        """Return a field of the context."""
        return self.context[FIELD[name]]

    def failed(self) -> Undefined:
        """Return the failure of the last run.

        Raises
        ------
        Beyond
            If compiled code gave up.
        """
        unit, place = self.code.unit, self.word("place")
        saying = unit.failures[self.word("what")]
        first = limited(self.limits, saying, self.word("first"))
        failure: Undefined = saying(first, self.word("second"))
        entry = unit.graph.entry
        known = unit.places[place] if place else (entry.line, entry.source)
        failure.line, failure.source = known
        return failure

    def cut(self) -> bool:
        """Return whether the last run failed only because the whole call ran out of work."""
        saying = self.code.unit.failures[self.word("what")]
        return saying is out_of_fuel and self.word("fuel") < self.limits.fuel

    def draws(self) -> dict[int, int]:
        """Return, for each n, how often it was drawn in the last run."""
        pairs = self.context[DRAWS : DRAWS + 2 * self.word("drawn")]
        return dict(sorted(zip(pairs[::2], pairs[1::2], strict=True)))

    def counts(self) -> list[int]:
        """Return the counters of the last run."""
        return self.context[COUNTERS:].tolist()


def drive(
    child: Child,
    code: Code,
    words: bytes,
    runs: int,
    limits: Limits,
    *,
    seed: int = 0,
    work: int = LIMIT,
    right: bytes | None = None,
) -> Ran:
    """Make runs on a stream of arguments, in a child.

    Parameters
    ----------
    seed : the seed of the random tape
    work : the most steps of all runs together
    right : the stream of the right results, if known

    Raises
    ------
    Lost
        If the child died.
    Beyond
        If the child's stack is too small for the program's frames.
    """
    key = mix((seed + GAMMA) & MASK)
    numbers = packed(
        code.unit.accounts.counters,
        code.totals,
        code.frame,
        right is not None,
        *(min(limit, LIMIT) for limit in (limits.fuel, limits.memory, limits.depth)),
        key - 2**64 if key >= 2**63 else key,
        min(work, LIMIT),
        runs,
    )
    request = b"run", packed(code.number), numbers, words, right or b""
    try:
        word, *parts = answered(child, code, request)
    except Lost as lost:
        code.deaths, code.how = code.deaths + 1, str(lost)
        raise
    if word == b"beyond":
        raise Beyond
    done, context, totals, *results = map(unpacked, parts)
    kept = results[0] if results else None
    return Ran(code, limits, runs, done[0], context, totals, kept)


def answered(child: Child, code: Code, request: tuple[bytes, ...]) -> list[bytes]:
    """Return a child's answer to a request, after sending it the program where it lacks it."""
    answer = child.ask(*request)
    if answer[0] == b"unknown":
        child.renew()
        making = b"make", packed(code.number), code.passes, code.unit.text().encode()
        answer = child.ask(*making)
        if answer[0] == b"made":
            child.made += 1
            answer = child.ask(*request)
    if answer[0] == b"short":
        child.stop()
        raise Lost("had no more memory")
    if answer[0] == b"error":
        raise RuntimeError(answer[1].decode())
    return answer


def died(code: Code, before: bool = False) -> Undefined:
    """Return the failure of a program that killed children, in a run or `before` it."""
    entry, since = code.unit.graph.entry, "not run, since " if before else ""
    message = (
        f"{since}its machine code was run by {code.deaths} processes that died, "
        f"of which the last {code.how}; `--engine definition` does without it"
    )
    return Undefined(DIED, message, entry.line, entry.source)


def limited(limits: Limits, saying: Saying, word: int) -> int:
    """Return the word that a failure names; for a limit, the caller's (not the clamped one)."""
    named: dict[Saying, int] = {
        out_of_fuel: limits.fuel, out_of_memory: limits.memory, too_deep: limits.depth,
    }  # fmt: skip
    return named.get(saying, word)
