"""How many inputs and tapes are run: all, or a seeded sample of what the work allows."""

from __future__ import annotations

import math
from dataclasses import replace

from .figures import InputsInfo
from .settings import Settings

SIZES = (200, 500)  # inputs of a sample that is smaller because its runs are long
FEWEST = 8  # inputs of a sample, however long its runs are, where the work allows them


def with_tapes(info: InputsInfo, steps: float, settings: Settings) -> InputsInfo:
    """Inputs with the tapes on which they are run; of long runs on a sample, the fewest."""
    count = info.count
    if info.kind == "sampled":
        fits = [few for few in SIZES if few * steps <= settings.sampling and few < count]
        count = count if count * steps <= settings.sampling else max(fits, default=settings.runs)
    runs = -(-settings.runs // count)
    return replace(info, count=count, seed=settings.seed, runs=runs)


def total(info: InputsInfo, steps: float) -> int:
    """The steps of all runs, where a run takes so many."""
    return math.ceil(steps * info.runs * info.count)


def within_work(info: InputsInfo, steps: float, settings: Settings) -> InputsInfo | None:
    """What can be run within the work, where a run takes about so many steps; None if nothing can.

    Where all runs together would take more, fewer tapes of each input are run; where even one each
    would be too many, a sample of the inputs is. As a run may take more than was estimated, that
    is planned for half of the work. Runs that are expected to have too little fuel are no sample.

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
