"""Lower bounds of unknown expectations over the tape, from partly explored chains.

The cost of an explored part of a program's chain is a lower bound of the expectation, whatever lies
beyond it. No sample gives such a bound, for it misses rare, costly events. A part can also show
that runs never end, fail or answer wrong with positive probability.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice

from ..tasks.inputs import Arguments
from .answers import NOTHING, Answer, spell
from .checking import shown
from .figures import Evidence, Failure, Figure, InputsInfo
from .gather import INFINITE, Gathered, Sum, add
from .input_loop import Round, arguments_of, chains_of
from .intervals import LEAST
from .readings import bounded
from .settings import Progress

MOST = 200  # inputs whose chains are explored; for others only the least possible cost is known
FEW = 8  # of these for a sample, which bounds no mean but may reveal infinite costs or mistakes


@dataclass(slots=True)
class Bounds:
    """The results of partly explored chains on the first inputs.

    Attributes
    ----------
    gathered : lower bounds of the costs
    answers : the partly known answer to each of these inputs
    failure : the failure on the first input on which the program may fail
    """

    gathered: Gathered = field(default_factory=Gathered)
    answers: list[Answer] = field(default_factory=list)
    failure: Failure | None = None


def bounds_of(done: Round, info: InputsInfo, progress: Progress | None) -> Bounds:
    """Explore parts of a program's chains.

    Raises
    ------
    Undefined
        If the program fails on every tape of an input.
    """
    few = info.kind == "sampled"
    chains, found, count = chains_of(done, 0), Bounds(), min(info.count, FEW if few else MOST)
    inputs = islice(arguments_of(done.program.task.inputs, done.n, info), count)
    for place, arguments in enumerate(inputs):
        done.current = arguments
        if progress is not None:
            progress(place, count)
        seen = bounded(chains, arguments, MOST if few else count)
        if seen is None:
            found.answers.append(NOTHING)
            continue
        add(found.gathered, seen.reading, arguments)
        found.answers.append(seen.answer)
        if seen.failure is not None and found.failure is None:
            found.failure = likely_failure(seen.failure, seen.answer, arguments)
    return found


def likely_failure(failure: Failure, answer: Answer, arguments: Arguments) -> Failure:
    """Add to a failure the probability of the tapes on which it happens."""
    more = "" if answer.whole else " or more"
    message = f"{failure.message}, with probability {spell(answer.fails)}{more}"
    return replace(failure, message=message, input=shown(arguments))


def lowered(name: str, seen: Figure, bounds: Bounds, info: InputsInfo) -> Figure:
    """A sampled figure; if it has no mean, a lower bound of the expectation instead.

    For a sample of inputs, the mean over all of them has no bound, unless it is infinite.
    """
    gathered = bounds.gathered
    total = gathered.bits if name == "draws" else gathered.measures.get(name, Sum(total=None))
    unbounded = seen.unbounded or total.unbounded
    if total.infinite:
        return replace(INFINITE, drawn=seen.drawn)
    if seen.evidence is not Evidence.UNKNOWN:
        return seen
    if total.total is None or not gathered.count or info.kind == "sampled":
        return replace(seen, unbounded=unbounded)
    rest = Fraction(LEAST.get(name, 0.0)) * (info.count - gathered.count)
    least = float((total.total + rest) / info.count)
    return replace(seen, approximate=least, evidence=Evidence.WITNESSED, unbounded=unbounded)
