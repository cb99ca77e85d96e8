"""The page of a ranking: who is cheapest as a step gets dearer, the table, and its reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..measuring.figures import Evidence, Measurement
from ..pricing.logs import approximate
from ..pricing.prices import describe
from ..pricing.ratios import enclose_ratio, midpoint, spell
from ..python.refusals import NotInLanguage
from ..ranking.flips import Sweep, record
from ..ranking.turning import Pair
from .gates import gates_notes, gates_object
from .notation import ABSENT, MARKS, brief, legend, number, plural
from .objects import Object, error_object, headed, score_object, setting_object
from .pages import Heading, Item, Lines, Page, Strong, hint
from .problems import Problem
from .scores import ENDED, constant, inputs_words, left_out, randomised, sizes_words, standing
from .standings import (
    Entry,
    Ranking,
    called,
    short,
    shown_entries,
    shown_kinds,
    step_price,
    table,
)

BOUND = "an upper bound on Kolmogorov complexity in that language"
FEW = 12  # programs up to which there is room for three sentences about pairs


def rank_page(ranking: Ranking) -> Page:
    """The page: who is cheapest as a step gets dearer, the table, and what changes order."""
    page: Page = (Heading(title(ranking)), *((ranking.formula,) if ranking.budget else ()))
    page += (*strips(ranking), *circumstances(ranking))
    if ranking.entries:
        page += ("", table(ranking), *more_programs(ranking), "", *reading(ranking))
        for w in sorted({one.width for one in ranking.gates.values()}):
            page += (f"gates: ANDs of the circuit at w = {w}, a count of its netlist",)
        page += gates_notes({called(name, ranking): one for name, one in ranking.gates.items()})
        page += (*verdict(ranking), *pairs(ranking), *words(ranking), *abroad(ranking))
        page += (*agreement(ranking), *mistakes(ranking))
    if ranking.interrupted:
        missing = ", ".join(map(short, ranking.missing)) or "none"
        page += (f"interrupted; not measured: {missing}",)
    page += tuple(f"not compared: {reason}" for reason in ranking.absent)
    for error in ranking.refused:
        page += ("", Lines(tuple(message(error).splitlines())))
    ranked = any(entry.row.rank for entry in ranking.entries)
    return (*page, hint(ranking.next)) if ranked and ranking.next else page


def title(ranking: Ranking) -> str:
    """The title: what is compared, and whether the order depends on the price of a step."""
    programs = plural(len(ranking.entries), "program")
    if ranking.budget:
        return f"{ranking.task}: {programs} by {ranking.price}"
    winners = {names for sweep in ranking.strips.values()
               for names in (sweep.start, *(flip.after for flip in sweep.flips))}  # fmt: skip
    if len(ranking.entries) < 2 or not winners:
        return f"{ranking.task}: {programs}"
    if len(winners) > 1:
        depends = "is cheapest depends on what a step costs"
        return f"{ranking.task}: which of {programs} {depends}, in bits:"
    (only,) = winners
    names = " = ".join(called(name, ranking) for name in only)
    return f"{ranking.task}: of {programs} {names} is cheapest, whatever a step costs"


def strips(ranking: Ranking) -> Page:
    """The cheapest programs at every price of a step, a line for each reference language."""
    if len(ranking.entries) < 2 or not ranking.strips:
        return ()
    wide = max(map(len, ranking.strips))
    left_out = (f"in {', '.join(ranking.unswept)}: --all",) if ranking.unswept else ()
    return (
        tuple(
            Item(f"{name + ':':<{wide + 1}} ", strip(sweep, ranking.exact, ranking.names))
            for name, sweep in ranking.strips.items()
        )
        + left_out
    )


def strip(sweep: Sweep, exact: bool, names: Mapping[str, str]) -> str:
    """The winners along a price, with the prices between them."""
    parts = [joined(sweep.start, names)]
    for flip in sweep.flips:
        at = flip.at if exact else brief(number(flip.at_float))
        parts.append(f"─{at}{MARKS[flip.evidence]}─ {joined(flip.after, names)}")
    return " ".join(parts)


def joined(programs: Sequence[str], names: Mapping[str, str]) -> str:
    """The names of the cheapest programs; several are tied."""
    return " = ".join(names.get(name, short(name)) for name in programs) or ABSENT


def more_programs(ranking: Ranking) -> Page:
    """How many programs the table leaves out."""
    left_out = len(ranking.entries) - len(shown_entries(ranking))
    return (f"and {plural(left_out, 'more program')}: --all",) if left_out else ()


def reading(ranking: Ranking) -> Page:
    """How to read the table: its marks, its last columns, and what bits are."""
    marks = f"marks: {legend(shown_kinds(ranking))}"
    if ranking.turning is None:
        return (marks,)
    last = step_price(ranking.turning.places[-1][0])
    return (f"0 to {last}: the place where t steps cost so many bits; {marks}",)


def pairs(ranking: Ranking) -> Page:
    """The pairs of programs that change order, in sentences."""
    turning = ranking.turning
    if turning is None or not turning.pairs:
        return ()
    most = 3 if len(ranking.entries) <= FEW else 2
    chosen = turning.pairs if ranking.every else turning.telling[:most]
    left_out = len(turning.pairs) - len(chosen)
    *first, last = (pair_sentence(pair, ranking) for pair in chosen)
    more = plural(left_out, "further pair")
    verb = "changes" if left_out == 1 else "change"
    return (*first, f"{last}; {more} {verb} order: --all" if left_out else last)


def pair_sentence(pair: Pair, ranking: Ranking) -> str:
    """Which of two programs is cheaper at which price of a step."""
    bits, steps = approximate(pair.bits), pair.steps
    at = bits / float(steps)
    spelled = f" ({spell(pair.at)})" if ranking.exact else ""
    return (
        f"{called(pair.shorter, ranking)} is {brief(number(bits))} bits shorter than "
        f"{called(pair.faster, ranking)} and {brief(number(steps))} steps slower: it is cheaper "
        f"while a step costs less than {brief(number(at))} bits{spelled}, a bit per "
        f"{brief(number(1 / at))} steps"
    )


def words(ranking: Ranking) -> Page:
    """What the given words would cost if they were not given."""
    if not ranking.words:
        return ()
    every = {word: bits for costs in ranking.words.values() for word, bits in costs.items()}
    told = ", ".join(f"{word} {bits:,.1f}" for word, bits in every.items())
    return (f"given words cost no bits; in bare they would: {told}",)


def message(error: Exception) -> str:
    """Format a refusal for people."""
    return error.show() if isinstance(error, NotInLanguage | Problem) else str(error)


def circumstances(ranking: Ranking) -> Page:
    """The lines above the table: language, size, inputs and statistic."""
    run = [entry.found for entry in ranking.entries if entry.found.figures]
    lines = dict.fromkeys(inputs_words(replace(f.inputs, runs=1, seed=None)) for f in run)
    size = "" if ranking.size is None else f"n = {ranking.size}; "
    inputs = "; or ".join(lines) or "nothing was run"
    told = (*samples(ranking, run), *alike(ranking, run))
    checked = smaller(run) if ranking.every or ranking.budget else ""
    checks = f", answers checked at {checked}" if checked else ""
    return (f"{size}{inputs}{checks}; {spoken(ranking)}", *told)


def spoken(ranking: Ranking) -> str:
    """The language, what bits are in it, the statistic, and the fan-in where levels are shown."""
    setting = ranking.setting
    draws = any(randomised(entry.found) for entry in ranking.entries)
    over = "inputs and random draws" if draws else "inputs"
    if ranking.budget or ranking.measures:
        return f"{standing(setting, over)}; bits are {BOUND}"
    told = standing(replace(setting, given=()), over)
    given = ", ".join(setting.given)
    told = told.replace(", given nothing", f", given {given}" if given else "")
    return f"{told.replace(f'; {setting.fan_in} fan-in', '')}; bits are {BOUND}"


def alike(ranking: Ranking, run: Sequence[Measurement]) -> Page:
    """Describe the sampled programs whose costs are equal on every input."""
    same: dict[str, list[str]] = {}
    for found in run:
        for what in constant(found):
            same.setdefault(str(what), []).append(called(found.program, ranking))
    return tuple(f"{what}, as the graph shows: {', '.join(names)}"
                 for what, names in same.items())  # fmt: skip


def smaller(run: Sequence[Measurement]) -> str:
    """The smaller sizes at which answers were checked; "" if none."""
    checks = [[c for c in found.checks if c.inputs.sizes and not c.wrong] for found in run]
    sizes = sorted({size for own in checks for check in own for size in check.inputs.sizes})
    counts = sorted({sum(check.judged or 0 for check in own) for own in checks if own})
    if not sizes:
        return ""
    many = " to ".join(f"{count:,}" for count in dict.fromkeys((counts[0], counts[-1])))
    return f"{sizes_words(sizes)} too ({many})"


def samples(ranking: Ranking, run: Sequence[Measurement]) -> Page:
    """Describe the programs of which shown figures are sampled: numbers of samples, and seeds."""
    taken: dict[str, list[str]] = {}
    for found in run:
        inputs, draws = found.inputs, found.figures.get("draws")
        if inputs.seed is not None and uncertain(ranking, found):
            drawn = draws is None or draws.worst != 0
            tapes = f", {plural(inputs.runs, 'tape')} each" if drawn else ""
            why = f" ({left_out(inputs)})" if inputs.beyond is not None else ""
            how = f"{plural(inputs.count, 'input')}{tapes}, seed {inputs.seed}{why}"
            taken.setdefault(how, []).append(called(found.program, ranking))
    return tuple(f"sampled on {how}: {', '.join(names)}" for how, names in taken.items())


def uncertain(ranking: Ranking, found: Measurement) -> bool:
    """Whether a figure of a program that the page shows is not exact."""
    if ranking.budget or found.inputs.kind != "exhaustive":
        return True
    figures = [found.figures.get(name) for name in ("time", *ranking.measures)]
    return any(f is not None and f.evidence is not Evidence.EXACT for f in figures)


def agreement(ranking: Ranking) -> Page:
    """Without a spec, describe the inputs compared, and the agreement of programs."""
    told = ranking.agreed
    if told is None:
        return defined(ranking)
    nothing = "no specification says what is right"
    inputs = plural(told.count, "input")
    open_ = [name for name, times in told.undecided.items() if times and not told.differs[name]]
    if any(told.differs.values()):
        page: Page = (f"{nothing}; answers differ, of {inputs}, as the notes say",)
    elif open_:
        page = (f"{nothing}; no answers are seen to differ on {inputs}",)
    else:
        page = (f"{nothing}; the answers agree on {inputs}",)
    if open_:
        names = ", ".join(called(name, ranking) for name in open_)
        page += (f"not decided: of {names} the tapes that were drawn show results, and not how "
                 "likely they are",)  # fmt: skip
    return page + ranking.differences + defined(ranking)


def defined(ranking: Ranking) -> Page:
    """Describe the programs that fail on some inputs, which are left out for all."""
    ground = ranking.ground
    if ground is None:
        return ()
    return tuple(
        f"{called(name, ranking)} fails on {times:,} of {plural(ground.all, 'input')}; first: "
        f"{failure.input} gives {failure.code}: {failure.message}"
        for name, (times, failure) in ground.undefined.items()
    )


def mistakes(ranking: Ranking) -> Page:
    """The first wrong or undecided answer of each program."""
    first: dict[str, str] = {}
    for entry in ranking.entries:
        for check in entry.found.checks:
            name, where = called(entry.found.program, ranking), sizes_words(check.inputs.sizes)
            at = f" at {where}" if where else ""
            if check.wrong and check.counterexample:
                first.setdefault(name, f"{name} answers wrong{at}: {check.counterexample}")
            elif check.undecided:
                first.setdefault(name, f"{name} is not known to be right{at}: on "
                                 f"{check.undecided} {ENDED}")  # fmt: skip
    return tuple(first.values())


def verdict(ranking: Ranking) -> Page:
    """Describe the winner, and by how much."""
    won = [called(e.found.program, ranking) for e in ranking.entries if e.row.rank == 1]
    if not won and ranking.agreed is not None and all(ranking.agreed.differs.values()):
        return ("nothing is compared: every program differs from the others on some input",)
    if not won:
        return ("no program has a place: the notes say why",)
    so_far = " so far" if ranking.interrupted else ""
    verb = "win" if len(won) > 1 else "wins"
    formula = "" if ranking.budget or ranking.price in ranking.formula else f" ({ranking.formula})"
    sentence = f"{ranking.price}{formula}: {', '.join(won)} {verb}{so_far}{_lead(ranking, won)}"
    return (Strong(sentence),)


def prices(entries: Sequence[Entry]) -> list[str]:
    """The named prices under which the programs have ranks."""
    return list(dict.fromkeys(name for entry in entries for name in entry.ranks))


def _lead(ranking: Ranking, won: list[str]) -> str:
    if len(won) > 1:
        return f" (a tie of {len(won)})"
    if ranking.apart is None or len(ranking.entries) < 2:
        return ""
    second = called(ranking.entries[1].found.program, ranking)
    return f" by {brief(f'{ranking.apart:,.2f}')} bits; next is {second}"


def abroad(ranking: Ranking) -> Page:
    """How the reference language changes the lengths of the first two programs."""
    if not ranking.abroad:
        return ()
    first, second = (called(entry.found.program, ranking) for entry in ranking.entries[:2])
    told = [f"{a:,.2f} and {b:,.2f} in {name}" for name, (a, b) in ranking.abroad.items()]
    return (f"in other languages the bits of {first} and {second} are {'; '.join(told)}",)


def rank_object(rankings: Sequence[Ranking]) -> Object:
    """The object of `complexity rank`: all results, ranking by ranking."""
    told = headed("rank")
    told["rankings"] = [ranking_object(ranking) for ranking in rankings]
    told["results"] = [
        score_object(entry.found, ranking.setting)
        | gates_object(ranking.gates.get(entry.found.program))
        | {"score": entry.row.score, "ranks": dict(entry.ranks), "reason": entry.row.reason or None}
        for ranking in rankings
        for entry in ranking.entries
    ]
    return told


def ranking_object(ranking: Ranking) -> Object:
    """The object of one ranking, without its results."""
    names = prices(ranking.entries)
    first = [entry.found.program for entry in ranking.entries if entry.row.rank == 1]
    return {
        "task": ranking.task,
        "size": ranking.size,
        "price": {"name": ranking.price, "formula": ranking.formula},
        **setting_object(ranking.setting),
        "programs": [entry.found.program for entry in ranking.entries],
        "winners": {ranking.price: first} | {name: full(ranking, name) for name in names},
        "bits_apart": ranking.apart,
        "strips": [strip_object(name, sweep) for name, sweep in ranking.strips.items()],
        "places": []
        if ranking.turning is None
        else [
            {"formula": describe(rate), "places": dict(places)}
            for rate, places in ranking.turning.places
        ],
        "pairs": [] if ranking.turning is None else list(map(pair_object, ranking.turning.pairs)),
        "kinds": dict(ranking.kinds),
        "refused": [error_object(error) for error in ranking.refused],
        "absent": list(ranking.absent),
        "interrupted": ranking.interrupted,
        "missing": list(ranking.missing),
        "differs": None if ranking.agreed is None else dict(ranking.agreed.differs),
        "undecided": None if ranking.agreed is None else dict(ranking.agreed.undecided),
        "undefined": None
        if ranking.ground is None
        else {name: times for name, (times, _) in ranking.ground.undefined.items()},
    }


def strip_object(language: str, sweep: Sweep) -> Object:
    """The cheapest programs at every price of a step, in one language."""
    return {
        "language": language, "price": sweep.price, "start": list(sweep.start),
        "evidence": sweep.evidence.value, "flips": [record(flip) for flip in sweep.flips],
    }  # fmt: skip


def pair_object(pair: Pair) -> Object:
    """Two programs that change order, and the price of a step at which they do."""
    low, high = enclose_ratio(pair.at)
    return {
        "shorter": pair.shorter, "faster": pair.faster, "bits": approximate(pair.bits),
        "steps": str(pair.steps), "at": spell(pair.at), "at_float": midpoint(pair.at),
        "at_interval": [str(low), str(high)],
    }  # fmt: skip


def full(ranking: Ranking, price: str) -> list[str]:
    """The full names of the programs that win under a named price."""
    return [e.found.program for e in ranking.entries if e.ranks.get(price) == 1]
