"""Lower bounds of expectations over the tape, where these are not known: from parts of chains.

What a part of a program's chain costs, whatever lies beyond it, is a lower bound of the expectation
that no sample could give: a sample misses what is rare and dear. A part can also show that runs
never end, fail or answer wrong with positive probability.
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

MOST = 200  # inputs of which a part is explored; of the others the least possible is known
FEW = 8  # of a sample, which bounds no mean: a part may still show what is infinite or wrong


@dataclass(slots=True)
class Bounds:
    """What parts of a program's chain show on the first inputs.

    Attributes
    ----------
    gathered : lower bounds; `answers` : of each of these inputs, what is known of its answer
    failure : of the first input on which it may fail, how
    """

    gathered: Gathered = field(default_factory=Gathered)
    answers: list[Answer] = field(default_factory=list)
    failure: Failure | None = None


def bounds_of(done: Round, info: InputsInfo, progress: Progress | None) -> Bounds:
    """What parts of a program's chain show.

    Raises
    ------
    Undefined
        Where the program fails on every tape of an input.
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
    """A failure on some tapes, with their probability."""
    more = "" if answer.whole else " or more"
    message = f"{failure.message}, with probability {spell(answer.fails)}{more}"
    return replace(failure, message=message, input=shown(arguments))


def lowered(name: str, seen: Figure, bounds: Bounds, info: InputsInfo) -> Figure:
    """A figure of a sample; where that tells no mean, a lower bound of the expectation.

    Of a sample of inputs the mean over all of them has no bound but what is infinite.
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
