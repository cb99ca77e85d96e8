"""An estimate of the work of a measurement from a few short runs; it is never a figure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from random import Random

from ..language.failures import Undefined
from ..tasks.find import Program
from ..tasks.inputs import Inputs, count_up_to
from .executors import OutOfWork, executor, usable
from .settings import Settings

FUEL, FUEL_FAST = 200_000, 20_000_000  # steps of a short run: prepared, and by machine code
SMALL = 20_000  # steps of one run at a smaller size, and words of its inputs
LONGEST = 3_000_000  # steps of the single run made if no size is small enough
DRAWN = 100  # machine code steps that take as long as drawing a word of an input over `SMALL`
RUNS = 3
MOST = 10.0**30


def steps_a_run(program: Program, n: int, settings: Settings, most: float = FUEL) -> float:
    """Estimate the steps of a run at size n, including the generation of its input.

    Three random inputs of size n are run; if their runs are too long, smaller sizes are run instead
    and extrapolated to n: as a power of n while its exponent does not rise, else with the
    growth factor rising as it did last. No run takes more steps than it has fuel. If no
    size is small enough, one longer run of up to `most` steps is tried.
    """
    words = words_of_an_input(program.task.inputs, n, settings.seed)
    fuel, fast = settings.limits.fuel, usable(settings.engine, settings.measures)
    if words > FUEL:
        return making(words, settings) + min(carried_on(program, n, settings), fuel)
    steps = _steps(program, n, settings, FUEL_FAST if fast else FUEL)
    if steps is None and most > FUEL:
        steps = _steps(program, n, settings, min(int(most), LONGEST), 1)
    return making(words, settings) + (
        min(carried_on(program, n, settings), fuel) if steps is None else steps
    )


def making(words: float, settings: Settings) -> float:
    """Express the time to generate an input of `words` words in steps."""
    drawn = words > SMALL and usable(settings.engine, settings.measures)
    return words * DRAWN if drawn else words


def carried_on(program: Program, n: int, settings: Settings) -> float:
    """Extrapolate the steps of a run at size n from runs at smaller sizes."""
    inputs, rng = program.task.inputs, Random(settings.seed)
    points: list[tuple[int, float]] = []
    for size in sizes_below(n):
        if count_up_to(inputs, size, 1) and words_of(inputs.sample(size, rng)) > SMALL:
            break
        found = _steps(program, size, settings, FUEL if len(points) < 3 else SMALL)
        if found is None:
            break
        points.append((size, max(1.0, found)))
    return extrapolated(points, n)


def words_of_an_input(inputs: Inputs, n: int, seed: int) -> float:
    """Estimate the words of an input of size n; generating it takes about as many steps.

    For large inputs, the number is extrapolated from smaller sizes.
    """
    rng, points = Random(seed), []
    for size in (*sizes_below(n), n) if n > 8 else (n,):
        if not count_up_to(inputs, size, 1):
            continue
        words = float(words_of(inputs.sample(size, rng)))
        if size == n:
            return words
        points.append((size, max(1.0, words)))
        if words > SMALL:
            break
    return extrapolated(points, n)


def words_of(arguments: Iterable[object]) -> int:
    """The number of words of arguments: one for each scalar and for each list."""
    return sum(1 + words_of(a) if isinstance(a, list) else 1 for a in arguments)


def sizes_below(n: int) -> list[int]:
    """The sizes 1, 2, 3, ..., below n; from 8 on each is a third larger than its predecessor."""
    sizes, size = [], 1
    while size < n:
        sizes.append(size)
        size = size + 1 if size < 8 else size * 4 // 3
    return sizes


def _steps(
    program: Program, n: int, settings: Settings, fuel: int, runs: int = RUNS
) -> float | None:
    """The mean time of a few short runs at size n; None if one does not end."""
    if not count_up_to(program.task.inputs, n, 1):
        return None
    graph, fuel = program.graph(n, settings.language.given), min(fuel, settings.limits.fuel)
    machine = executor(graph, settings.measures, settings.fan_in, settings.engine)
    rng, times = Random(settings.seed), []
    for tape in range(runs):
        arguments = program.task.inputs.sample(n, rng)
        try:
            seed = settings.seed + tape
            found = machine.run(arguments, seed=seed, limits=settings.limits, work=fuel)
        except OutOfWork:
            return None
        except Undefined as failure:
            # other errors come early
            times.append(fuel * machine.price if failure.code == "fuel" else 1)
        else:
            times.append(found.time * machine.price)
    return sum(times) / len(times)


def extrapolated(points: list[tuple[int, float]], n: int) -> float:
    """Extrapolate the steps at size n from those at smaller sizes.

    Examples
    --------
    >>> extrapolated([(2, 8.0), (4, 64.0), (8, 512.0)], 16)  # a cube
    4096.0
    >>> round(extrapolated([(3, 6.0), (4, 24.0), (5, 120.0)], 7))  # a factorial
    5040
    """
    if len(points) < 3:
        return MOST
    (x0, y0), (x1, y1), (x2, y2) = points[-3:]
    before = math.log(y1 / y0) / math.log(x1 / x0)
    exponent = math.log(y2 / y1) / math.log(x2 / x1)
    if exponent <= before * 1.15:
        return _capped(lambda: y2 * (n / x2) ** exponent)
    first, factor = (y1 / y0) ** (1 / (x1 - x0)), (y2 / y1) ** (1 / (x2 - x1))
    rise = max(0.0, factor - first) * 2 / (x2 - x0)
    logs = sum(math.log(max(1.0, factor + rise * k)) for k in range(1, min(n - x2, 10_000) + 1))
    return _capped(lambda: y2 * math.exp(logs))


def _capped(value: Callable[[], float]) -> float:
    try:
        return min(value(), MOST)
    except OverflowError:
        return MOST
