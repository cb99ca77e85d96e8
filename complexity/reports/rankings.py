"""The page of a ranking: the winners under a price, the evidence, other prices' winners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..measuring.figures import Measurement
from ..python.refusals import NotInLanguage
from .gates import gates_notes, gates_object
from .notation import ABSENT, legend, plural
from .objects import Object, error_object, headed, score_object, setting_object
from .pages import Heading, Lines, Page
from .problems import Problem
from .scores import ENDED, constant, inputs_words, left_out, sizes_words, standing
from .standings import Entry, Ranking, short, shown_kinds, table


def rank_page(ranking: Ranking) -> Page:
    """The page: the table with the lines above and below it."""
    title = f"{ranking.task}: {plural(len(ranking.entries), 'program')} by {ranking.price}"
    if not ranking.budget:
        title = f"{title}: {ranking.formula}"
    page: Page = (Heading(title), *((ranking.formula,) if ranking.budget else ()))
    page += circumstances(ranking)
    if ranking.entries:
        page += ("", table(ranking), "", f"marks: {legend(shown_kinds(ranking))}")
        for w in sorted({one.width for one in ranking.gates.values()}):
            page += (f"gates: ANDs of the circuit at w = {w}, a count of its netlist",)
        page += gates_notes({short(name): one for name, one in ranking.gates.items()})
        page += (*verdict(ranking), *agreement(ranking), *mistakes(ranking))
    if ranking.interrupted:
        page += (f"interrupted; not measured: {', '.join(map(short, ranking.missing)) or 'none'}",)
    page += tuple(f"not compared: {reason}" for reason in ranking.absent)
    for error in ranking.refused:
        page += ("", Lines(tuple(message(error).splitlines())))
    ranked = any(entry.row.rank for entry in ranking.entries)
    return (*page, f"next: {ranking.next}") if ranked and ranking.next else page


def message(error: Exception) -> str:
    """Format a refusal for people."""
    return error.show() if isinstance(error, NotInLanguage | Problem) else str(error)


def circumstances(ranking: Ranking) -> Page:
    """The line above the table: language, size, inputs and statistic."""
    run = [entry.found for entry in ranking.entries if entry.found.figures]
    lines = dict.fromkeys(inputs_words(replace(f.inputs, runs=1, seed=None)) for f in run)
    size = "" if ranking.size is None else f"n = {ranking.size}; "
    inputs = "; or ".join(lines) or "nothing was run"
    told = (*samples(run), *alike(run), *smaller(run))
    return (f"{size}{inputs}", standing(ranking.setting), *told)


def alike(run: Sequence[Measurement]) -> Page:
    """Describe the sampled programs whose costs are equal on every input."""
    same: dict[str, list[str]] = {}
    for found in run:
        for what in constant(found):
            same.setdefault(str(what), []).append(short(found.program))
    return tuple(f"{what}, as the graph shows: {', '.join(names)}"
                 for what, names in same.items())  # fmt: skip


def smaller(run: Sequence[Measurement]) -> Page:
    """Describe the smaller sizes on which answers were checked."""
    checks = [[c for c in found.checks if c.inputs.sizes and not c.wrong] for found in run]
    sizes = sorted({size for own in checks for check in own for size in check.inputs.sizes})
    counts = sorted({sum(check.judged or 0 for check in own) for own in checks if own})
    if not sizes:
        return ()
    many = " to ".join(f"{count:,}" for count in dict.fromkeys((counts[0], counts[-1])))
    return (f"answers checked at {sizes_words(sizes)} too, on {many} inputs each",)


def samples(run: Sequence[Measurement]) -> Page:
    """Describe the sampled programs: numbers of samples, and seeds."""
    taken: dict[str, list[str]] = {}
    for found in run:
        inputs, draws = found.inputs, found.figures.get("draws")
        if inputs.seed is not None:
            drawn = draws is None or draws.worst != 0
            tapes = f", {plural(inputs.runs, 'tape')} each" if drawn else ""
            why = f" ({left_out(inputs)})" if inputs.beyond is not None else ""
            how = f"{plural(inputs.count, 'input')}{tapes}, seed {inputs.seed}{why}"
            taken.setdefault(how, []).append(short(found.program))
    return tuple(f"sampled on {how}: {', '.join(names)}" for how, names in taken.items())


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
        names = ", ".join(map(short, open_))
        page += (f"not decided: of {names} the tapes that were drawn show results, and not how "
                 "likely they are",)  # fmt: skip
    return page + ranking.differences + defined(ranking)


def defined(ranking: Ranking) -> Page:
    """Describe the programs that fail on some inputs, which are left out for all."""
    ground = ranking.ground
    if ground is None:
        return ()
    return tuple(
        f"{short(name)} fails on {times:,} of {plural(ground.all, 'input')}; first: "
        f"{failure.input} gives {failure.code}: {failure.message}"
        for name, (times, failure) in ground.undefined.items()
    )


def mistakes(ranking: Ranking) -> Page:
    """The first wrong or undecided answer of each program."""
    first: dict[str, str] = {}
    for entry in ranking.entries:
        for check in entry.found.checks:
            name, where = short(entry.found.program), sizes_words(check.inputs.sizes)
            at = f" at {where}" if where else ""
            if check.wrong and check.counterexample:
                first.setdefault(name, f"{name} answers wrong{at}: {check.counterexample}")
            elif check.undecided:
                first.setdefault(name, f"{name} is not known to be right{at}: on "
                                 f"{check.undecided} {ENDED}")  # fmt: skip
    return tuple(first.values())


def verdict(ranking: Ranking) -> Page:
    """Describe the winner, the winners under other prices, and the role of the language."""
    won = [short(entry.found.program) for entry in ranking.entries if entry.row.rank == 1]
    if not won and ranking.agreed is not None and all(ranking.agreed.differs.values()):
        return ("nothing is compared: every program differs from the others on some input",)
    if not won:
        return ("no program has a place: the notes say why",)
    so_far = " so far" if ranking.interrupted else ""
    page: Page = (
        Lines((f"{ranking.price}: {', '.join(won)} wins{so_far}{_lead(ranking, won)}",), (0,)),
    )
    others = [name for name in prices(ranking.entries) if name != ranking.price]
    told = [f"{name}: {', '.join(winners(ranking.entries, name)) or ABSENT}" for name in others]
    return page + ((f"under other prices: {'; '.join(told)}",) if told else ()) + abroad(ranking)


def prices(entries: Sequence[Entry]) -> list[str]:
    """The named prices under which the programs have ranks."""
    return list(dict.fromkeys(name for entry in entries for name in entry.ranks))


def winners(entries: Sequence[Entry], price: str) -> list[str]:
    """The programs whose rank under a named price is 1; several are tied."""
    return [short(entry.found.program) for entry in entries if entry.ranks.get(price) == 1]


def _lead(ranking: Ranking, won: list[str]) -> str:
    if len(won) > 1:
        return f" (a tie of {len(won)})"
    if ranking.apart is None or len(ranking.entries) < 2:
        return ""
    return f", {ranking.apart:,.2f} bits before {short(ranking.entries[1].found.program)}"


def abroad(ranking: Ranking) -> Page:
    """Describe the effect of the reference language on the lengths of the first two programs."""
    bound = "L is an upper bound on Kolmogorov complexity, relative to the language"
    if not ranking.abroad:
        return (f"{bound}.",)
    first, second = (short(entry.found.program) for entry in ranking.entries[:2])
    told = [f"{a:,.2f} and {b:,.2f} in {name}" for name, (a, b) in ranking.abroad.items()]
    return (f"{bound}: for {first} and {second} it is {'; '.join(told)}.",)


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


def full(ranking: Ranking, price: str) -> list[str]:
    """The full names of the programs that win under a named price."""
    return [e.found.program for e in ranking.entries if e.ranks.get(price) == 1]
