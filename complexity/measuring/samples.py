"""The number of inputs and tapes to run: all, or a seeded sample within the limit on work."""

from __future__ import annotations

import math
from dataclasses import replace

from .figures import InputsInfo
from .settings import Settings

SIZES = (200, 500)  # sizes of a sample that is reduced because its runs are long
FEWEST = 8  # inputs of a sample with long runs, if the limit on work allows them


def with_tapes(info: InputsInfo, steps: float, settings: Settings) -> InputsInfo:
    """Choose the number of tapes for each input; a sample of inputs with long runs is reduced."""
    count = info.count
    if info.kind == "sampled":
        fits = [few for few in SIZES if few * steps <= settings.sampling and few < count]
        count = count if count * steps <= settings.sampling else max(fits, default=settings.runs)
    runs = -(-settings.runs // count)
    return replace(info, count=count, seed=settings.seed, runs=runs)


def total(info: InputsInfo, steps: float) -> int:
    """The steps of all runs, given the steps of a run."""
    return math.ceil(steps * info.runs * info.count)


def within_work(info: InputsInfo, steps: float, settings: Settings) -> InputsInfo | None:
    """Reduce the inputs and tapes to the limit on work; None if not even one run fits.

    If all runs together would exceed it, each input is run on fewer tapes; if even one tape each
    is too many, a sample of the inputs is run. As a run may exceed its estimate, a reduced number
    is planned for half of the work. Runs that are expected to run out of fuel are not sampled.

    Examples
    --------
    >>> from complexity.encoding.languages import language
    >>> all_, settings = InputsInfo("exhaustive", 720), Settings(language("bare", {}), work=10**6)
    >>> [within_work(all_, steps, settings).count for steps in (1_000.0, 2_000.0, 10**5, 10**6)]
    [720, 250, 5, 1]
    >>> within_work(all_, 10**7, settings) is None
    True
    """
    needed = total(info, steps)
    if needed <= settings.work:
        return info
    few = int(settings.work // (2 * steps)) or int(settings.work // steps)
    if not few or steps >= settings.limits.fuel:
        return None
    if few >= info.count:
        return replace(info, runs=few // info.count)
    soon = max(FEWEST, int(settings.sampling // steps))
    count = min(few, soon, settings.samples)
    return InputsInfo("sampled", count, settings.seed, info.what, beyond=needed)
