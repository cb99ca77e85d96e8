"""The page of one program: its length, its measures, and the distribution of its time."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..language.failures import DIED
from ..measuring.answers import spelled
from ..measuring.checking import shown
from ..measuring.figures import Check, Count, Evidence, Figure, InputsInfo, Measurement
from ..semantics.measures import MEASURES
from .notation import (
    ABSENT,
    MARKS,
    bits_of,
    count,
    legend,
    log2,
    mean,
    number,
    plural,
    steps_of,
    worst,
    worst_expected,
)
from .pages import Heading, Page, Table
from .settings import Setting


def score_page(found: Measurement, setting: Setting) -> Page:
    """The page of a program's costs."""
    head: Page = (
        Heading(title(found)),
        standing(setting, over(found)),
        *length_lines(found, setting.statistic),
    )
    if found.failure is not None:
        head += (failure_line(found),)
    if found.estimate is not None:
        head += (estimate_line(found.estimate),)
    if found.inputs.beyond is not None:
        head += (f"a sample: {left_out(found.inputs)}",)
    if not found.figures:
        return head
    head += tuple(f"{what}, as the graph shows" for what in constant(found, " of the size"))
    return (*head, *result_line(found), *answers(found), "", measures_table(found), "",
            *marks([found]), *tails(found), *longest(found), "",
            ops_table(found))  # fmt: skip


def result_line(found: Measurement) -> Page:
    """Describe the result of a single input, or the distribution of results."""
    if found.inputs.kind != "single" or not found.answers:
        return ()
    return (f"result: {spelled(found.answers[0])}",)


def over(found: Measurement) -> str:
    """Describe what means are taken over."""
    if found.inputs.kind != "single":
        return "inputs and random draws" if randomised(found) else "inputs"
    return "random draws" if randomised(found) else ""


def randomised(found: Measurement) -> bool:
    """Whether a program draws, judging by its figures."""
    draws = found.figures.get("draws")
    return found.inputs.seed is not None or (draws is not None and draws.worst != 0)


def tails(found: Measurement) -> Page:
    """Explain expectations that samples do not determine."""
    heavy = {
        name: one
        for name, one in found.figures.items()
        if one.drawn is not None or one.evidence is Evidence.WITNESSED
    }
    if not heavy:
        return ()
    page: Page = (
        "the tail over the tape may be heavy, so that no sample tells a mean and no interval "
        "holds: a lower bound is what a part of all tapes costs",
    )
    drawn = [
        f"{name.replace('_', ' ')} {number(one.drawn)}"
        for name, one in heavy.items()
        if one.drawn is not None
    ]
    return (*page, f"means of the runs that were drawn: {', '.join(drawn)}") if drawn else page


def constant(found: Measurement, of: str = "") -> Page:
    """Describe the figures of a sample that hold for every input; zeros are left out."""
    told = [name.replace("_", " ") for name in found.alike if found.figures[name].worst != 0]
    if not told:
        return ()
    where = "" if found.safe else " on which the program does not fail"
    return (f"{listing(told)} the same on every input{of}{where}",)


def listing(names: Sequence[str]) -> str:
    """Join names and append the verb.

    Examples
    --------
    >>> listing(("time", "span", "memory")), listing(("time",))
    ('time, span and memory are', 'time is')
    """
    *first, last = names
    return f"{', '.join(first)} and {last} are" if first else f"{last} is"


def longest(found: Measurement) -> Page:
    """Describe an input with the most steps."""
    time = found.figures.get("time")
    if time is None or time.worst_input is None or found.inputs.kind == "single":
        return ()
    return (f"the most steps, {number(time.worst)}, are on {shown(time.worst_input)}",)


def title(found: Measurement) -> str:
    """The title: program, size and inputs."""
    size = "" if found.size is None else f", n = {found.size}"
    return f"{found.program}{size}: {inputs_line(found)}"


def inputs_line(found: Measurement) -> str:
    """Describe the inputs of a measurement."""
    return inputs_words(found.inputs)


def inputs_words(inputs: InputsInfo) -> str:
    """Describe inputs: which, how many, and how chosen."""
    what = what_of(inputs)
    tapes = f", {plural(inputs.runs, 'tape')} each" if inputs.runs > 1 else ""
    seed = "" if inputs.seed is None else f", seed {inputs.seed}"
    match inputs.kind:
        case "single":
            return f"one input{what}{tapes}{seed}"
        case "exhaustive":
            every = "the only input" if inputs.count == 1 else f"all {inputs.count:,} inputs"
            return f"{every}{what}{tapes}{seed}"
        case "partial":
            return f"the first {plural(inputs.count, 'input')}{what}{tapes}{seed}, then interrupted"
        case _:
            return f"{plural(inputs.count, 'sampled input')}{what}{tapes}{seed}"


NO_MEAN = (Evidence.SAMPLED, Evidence.WITNESSED, Evidence.UNKNOWN)


def left_out(inputs: InputsInfo) -> str:
    """Say why a sample was taken, if it was to limit work; else ""."""
    if inputs.beyond is None:
        return ""
    return f"all inputs would take an estimated {number(inputs.beyond)} steps, beyond --work"


def averaged(statistic: str, over: str) -> str:
    """What a statistic takes of the inputs and of the random draws.

    Examples
    --------
    >>> averaged("mean", "inputs and random draws"), averaged("worst", "inputs")
    ('averaged over inputs and random draws', 'the worst of the inputs')
    """
    if statistic == "mean":
        return f"averaged over {over}" if over else ""
    draws = over.removeprefix("inputs").removeprefix(" and ")
    told = ["the worst of the inputs"] if over.startswith("inputs") else []
    return ", ".join([*told, *([f"averaged over {draws}"] if draws else [])])


def standing(setting: Setting, over: str = "inputs and random draws") -> str:
    """The line above all figures: language, statistic and fan-in."""
    words = (f"{word} ({setting.beside[word]:,.1f} bits)" for word in setting.given)
    given = ", ".join(words) or "nothing"
    taken = averaged(setting.statistic, over)
    statistic = f"{taken}; " if taken else ""
    why = f": {setting.lacking}" if setting.lacking else ""
    engine = "" if setting.engine == "native" else f"; run by the definition{why}"
    return (
        f"language {setting.language} {setting.version}, given {given}; {statistic}"
        f"{setting.fan_in} fan-in{engine}"
    )


def length_lines(found: Measurement, statistic: str) -> Page:
    """The lines of the length, of what it bounds, and of Levin's complexity."""
    bits = bits_of(found.factors)
    steps = steps_of(found.figures.get("time"), statistic)
    bound = "an upper bound on Kolmogorov complexity relative to the language"
    length = f"L = {bits:,.2f} bits, {bound}"
    return (length, f"Kt = L + log2 t = {bits + log2(steps):,.2f} bits") if steps else (length,)


def failure_line(found: Measurement) -> str:
    """Format a program's error, with its line and input."""
    failure = found.failure
    assert failure is not None
    where = f"{failure.source}:{failure.line}" if failure.source else f"line {failure.line}"
    on = f" on {failure.input}" if failure.input else ""
    return f"{failure.code} error at {where}{on}: {failure.message}"


def estimate_line(estimate: int) -> str:
    """Why nothing was run."""
    return (
        f"not run: an estimated {number(estimate)} steps is beyond --work; "
        "choose a smaller -n or a larger --work"
    )


def answers(found: Measurement) -> Page:
    """Describe the correctness of answers, if it is judged."""
    if found.wrong is None:
        return (found.trouble,) if found.trouble else ()
    checks = found.checks or (Check(found.inputs, found.wrong),)
    return tuple(checked(check) for check in checks)


def checked(check: Check) -> str:
    """Describe a check of answers."""
    inputs, what = check.inputs, what_of(check.inputs)
    count, seen = plural(inputs.count, "input"), (check.judged or 0) + check.stopped
    right = f"right on {check.judged or 0:,} of {count}{what}{doubt(check)}"
    if check.undecided:
        return f"answers: {right if check.judged else 'not known'}; on {check.undecided} {ENDED}"
    if not check.wrong and check.judged is not None and seen < inputs.count:
        return f"answers: {right}; for the others there were too few steps"
    if not check.wrong:
        return f"answers: right on {inputs_words(inputs)}{doubt(check)}"
    if check.judged is not None:  # the check stopped at the first wrong answer
        place = f"input {seen:,} of {count}{what}"
        return f"answers: WRONG, {place}: {check.counterexample}"
    first = f"; first: {check.counterexample}" if check.counterexample else ""
    return f"answers: WRONG on {check.wrong:,} of {count}{what}{first}"


def doubt(check: Check) -> str:
    """Qualify a verdict that found no mistake."""
    if check.certain:
        return ""
    sure = "" if check.sure is None else f" with probability {least(check.sure)} or more, and"
    ended = f"; on {check.stopped:,} some did not end within the fuel" if check.stopped else ""
    return f",{sure} as far as the tapes drawn show{ended}"


def least(chance: Fraction) -> str:
    """A probability rounded down; if close to 1, it is written as 1 minus a power of ten."""
    lacks = 1 - chance
    if lacks >= Fraction(1, 1000):
        return f"{math.floor(1000 * chance) / 1000:.3f}"
    return f"1 - 10^-{math.floor(-log2(lacks) * math.log10(2))}"


ENDED = "the steps that a check may take were done"


def what_of(inputs: InputsInfo) -> str:
    """Describe inputs in parentheses, with their sizes if other than the figures'."""
    told = [text for text in (inputs.what, sizes_words(inputs.sizes)) if text]
    return f" ({', '.join(told)})" if told else ""


def sizes_words(sizes: Sequence[int]) -> str:
    """Format sizes; "" for none.

    Examples
    --------
    >>> sizes_words((0, 1, 2, 3)), sizes_words((2, 4)), sizes_words((5,))
    ('n = 0 to 3', 'n = 2, 4', 'n = 5')
    """
    if not sizes:
        return ""
    if len(sizes) > 2 and list(sizes) == list(range(sizes[0], sizes[-1] + 1)):
        return f"n = {sizes[0]} to {sizes[-1]}"
    return f"n = {', '.join(map(str, sizes))}"


def measures_table(found: Measurement) -> Table:
    """The table of measures: mean, worst case and evidence."""
    figures = found.figures
    sampled = any(
        figure.interval is not None or figure.evidence in NO_MEAN for figure in figures.values()
    )
    tapes = any(figure.worst_expected is not None for figure in figures.values())
    headers = ["measure", "mean", "worst"]
    headers += ["worst expected"] * tapes + ["95 % interval"] * sampled + ["unit"]
    rows = []
    for name, figure in figures.items():
        row = [name.replace("_", " "), mean(figure), worst(figure)]
        known = figure.worst_expected is not None or figure.infinite
        expected = worst_expected(figure) if known else ABSENT
        row += [expected] * tapes + [interval(figure)] * sampled
        row.append(MEASURES[name].unit)
        rows.append(tuple(row))
    return Table(tuple(headers), tuple(rows), left=(0, len(headers) - 1))


def interval(figure: Figure) -> str:
    """The interval of a sampled mean, if it has one."""
    if figure.interval is None:
        return "none" if figure.evidence in NO_MEAN else ABSENT
    low, high = figure.interval
    return f"{number(low)} to {number(high)}"


def marks(measured: Sequence[Measurement]) -> Page:
    """The legend of the marks of several measurements' figures."""
    return (f"marks: {legend(kinds(measured))}",)


def kinds(measured: Sequence[Measurement]) -> set[Evidence]:
    """The kinds of evidence in the figures of several measurements."""
    figures = [figure for found in measured for figure in found.figures.values()]
    means = {f.evidence for f in figures}
    return means | {f.worst_evidence for f in figures if not f.unbounded}


def ops_table(found: Measurement) -> Table:
    """The table of time by op, costliest first."""
    by_time = sorted(found.by_op.items(), key=lambda item: (-cost(item[1]), item[0]))
    rows = [
        (op, count(charge), number(charge.worst), count(runs), number(runs.worst))
        for op, charge in by_time
        for runs in [found.by_op_executions.get(op, charge)]
    ]
    of = means_of(found)
    headers = ("op", f"time ({of})", "(worst)", f"executions ({of})", "(worst)")
    return Table(headers, tuple(rows))


def means_of(found: Measurement) -> str:
    """The header for means of counts: expectations, lower bounds of them, or means of runs."""
    time = found.figures.get("time")
    if time is not None and time.evidence in (Evidence.WITNESSED, Evidence.UNKNOWN):
        return "mean of runs"
    bounds = any(one.evidence is Evidence.WITNESSED for one in found.figures.values())
    return "lower bound" if bounds and found.inputs.seed is None else "mean"


def cost(charge: Count) -> Fraction:
    """A count as a sort key; an infinite one is larger than all others."""
    if charge.mean is not None:
        return charge.mean
    return INFINITELY if charge.approximate is None else Fraction(charge.approximate)


INFINITELY = Fraction(2**200)  # larger than every finite count


def sizes_page(measured: Sequence[Measurement], setting: Setting) -> Page:
    """The page of one program at several sizes, a row each."""
    shown = [name for name in MEASURES if any(name in found.figures for found in measured)]
    headers = ["n", "inputs", "L bits", *(name.replace("_", " ") for name in shown)]
    rows = [_size_row(found, shown, setting.statistic) for found in measured]
    notes = [note(found) for found in measured]
    if any(notes):
        headers.append("note")
        rows = [(*row, text) for row, text in zip(rows, notes, strict=True)]
    table = Table(tuple(headers), tuple(rows), left=(len(headers) - 1,) if any(notes) else ())
    title = Heading(f"{measured[0].program} by size")
    return (title, standing(setting), "", table, "", *marks(measured))


def programs_page(
    measured: Sequence[Measurement], settings: Sequence[Setting], names: Mapping[str, str]
) -> Page:
    """The page of several programs, a row each.

    Parameters
    ----------
    settings : of each program: those of two tasks may have other words
    names : the names to print
    """
    shown = [name for name in MEASURES if any(name in found.figures for found in measured)]
    headers = ["program", "L bits", *(name.replace("_", " ") for name in shown)]
    rows = [
        (names[found.program], *_size_row(found, shown, setting.statistic)[2:])
        for found, setting in zip(measured, settings, strict=True)
    ]
    notes = [note(found) for found in measured]
    if any(notes):
        headers.append("note")
        rows = [(*row, text) for row, text in zip(rows, notes, strict=True)]
    left = (0, len(headers) - 1) if any(notes) else (0,)
    inputs = dict.fromkeys(
        f"{'' if found.size is None else f'n = {found.size}; '}{inputs_line(found)}"
        for found in measured
    )
    kept = dict.fromkeys(standing(setting) for setting in settings)
    return (
        Heading(f"{len(measured)} programs"),
        *inputs,
        *kept,
        "",
        Table(tuple(headers), tuple(rows), left),
        "",
        *marks(measured),
    )


def _size_row(found: Measurement, shown: Sequence[str], statistic: str) -> tuple[str, ...]:
    inputs = ("" if found.inputs.kind == "exhaustive" else "~") + number(found.inputs.count)
    figure = worst_expected if statistic == "worst" else mean
    cells = (figure(found.figures.get(name)) for name in shown)
    length = f"{bits_of(found.factors):,.2f}{MARKS[Evidence.EXACT]}"
    return (number(found.size), inputs, length, *cells)


def note(found: Measurement) -> str:
    """A short note on why a row has no figures or has wrong answers."""
    if found.failure is not None:
        if found.failure.code == DIED:
            return "its machine code died: --engine definition"
        return f"{found.failure.code} error"
    if found.estimate is not None:
        return f"beyond --work: about {number(found.estimate)} steps"
    if found.interrupted:
        return "interrupted"
    wrong = max([found.wrong or 0, *(check.wrong for check in found.checks)])
    if wrong:
        return "an answer is wrong" if wrong == 1 else f"{wrong:,} answers wrong"
    return "answers not known" if any(check.undecided for check in found.checks) else ""
