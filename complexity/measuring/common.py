"""Programs without a task, measured on the inputs on which all of them are defined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from ..language.failures import DIED, Undefined
from ..tasks.find import Program
from ..tasks.inputs import Arguments, Inputs, fresh
from .checking import failed
from .executors import OutOfWork, executor
from .figures import Failure, Measurement
from .input_loop import Round, chains_of
from .readings import draws_from_tape
from .settings import Settings

LIMITS = ("fuel", "memory", DIED)  # failures that are not answers of the program
CHAINS = 10**6  # steps for the chains of a program that draws
Measure = Callable[[Program, int, Settings], Measurement]


@dataclass(frozen=True, slots=True)
class Ground:
    """The inputs of a size on which several programs are compared.

    Attributes
    ----------
    all, kept : the number of inputs, and of those on which all compared programs are defined
    undefined : for each program that fails on inputs, their number and the first failure
    """

    all: int
    kept: int
    undefined: Mapping[str, tuple[int, Failure]]


def on_common_ground(
    programs: Sequence[Program], found: Sequence[Measurement], settings: Settings, measure: Measure
) -> tuple[list[Measurement], Ground | None]:
    """Restrict measurements of one size to the inputs on which all programs are defined.

    If programs fail on some inputs, all are measured anew on the rest; a program that would leave
    no inputs stays a failure, and so does one whose failures are too much work to find. If nothing
    fails, or not all inputs were run, nothing changes.

    Parameters
    ----------
    measure : `measure.measure`
    """
    by_name = {program.name: program for program in programs}
    failing = [
        one
        for one in found
        if one.failure is not None
        and not one.figures
        and one.failure.code not in LIMITS
        and one.inputs.kind == "exhaustive"
    ]
    if not failing:
        return list(found), None
    n = failing[0].size or 0
    inputs = list(by_name[failing[0].program].task.inputs.all(n))
    undefined = dict[str, dict[int, Failure]]()
    for one in failing:
        bad = failures(by_name[one.program], n, settings, inputs)
        if bad is not None:
            undefined[one.program] = bad
    kept = set(range(len(inputs)))
    for bad in sorted(undefined.values(), key=len):
        kept = kept - bad.keys() or kept
    if len(kept) == len(inputs):
        return list(found), None
    what = f"{failing[0].inputs.what}; those on which all that are compared are defined"
    ground = listed([inputs[place] for place in sorted(kept)], what)
    again = [
        one
        if undefined.get(one.program, {}).keys() & kept
        else measure(grounded(by_name[one.program], ground), n, settings)
        for one in found
    ]
    told = {name: (len(bad), bad[min(bad)]) for name, bad in undefined.items() if bad}
    return again, Ground(len(inputs), len(kept), told)


def failures(
    program: Program, n: int, settings: Settings, inputs: Sequence[Arguments]
) -> dict[int, Failure] | None:
    """The failures of a program on any tape, by the index of the input.

    Every run may take an equal share of the work; None if one would take more.
    """
    done = Round(program, n, program.graph(n, settings.language.given), settings)
    found: dict[int, Failure] = {}
    run = running(done, settings.work // len(inputs))
    for place, arguments in enumerate(inputs):
        try:
            run(arguments)
        except OutOfWork:
            return None
        except Undefined as error:
            if error.code not in LIMITS:
                found[place] = failed(error, arguments)
    return found


def running(done: Round, work: int) -> Callable[[Arguments], object]:
    """A function that runs a program on an input, within some work; over all tapes if it draws."""
    settings = done.settings
    if draws_from_tape(done.graph):
        return chains_of(done, CHAINS).expect
    machine = executor(done.graph, settings.measures, settings.fan_in, settings.engine)
    return lambda arguments: machine.run(arguments, limits=settings.limits, work=work)


def listed(inputs: Sequence[Arguments], what: str) -> Inputs:
    """Inputs from a list, the same at every size.

    Parameters
    ----------
    what : a description
    """

    def all_(n: int) -> Iterator[Arguments]:
        return (tuple(fresh(one)) for one in inputs)

    def sample(n: int, rng: Random) -> Arguments:
        return tuple(fresh(rng.choice(inputs)))

    return Inputs(all_, lambda n: len(inputs), sample, what)


def grounded(program: Program, inputs: Inputs) -> Program:
    """A program with its inputs replaced."""
    return replace(program, task=replace(program.task, inputs=inputs, checked=inputs))
