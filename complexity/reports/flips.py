"""The page of flips: the cheapest along the price of a step and along the size, and the changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from ..measuring.figures import Evidence
from ..pricing.prices import describe
from ..ranking.flips import Flip, Sweep, record
from ..ranking.phases import Cell, PhaseDiagram
from .notation import ABSENT, MARKS, brief, legend, number, plural
from .objects import Object, error_object, headed, setting_object
from .pages import Heading, Item, Lines, Page, Table, hint
from .rankings import joined, message
from .scores import sizes_words, standing
from .settings import Setting
from .standings import short

BY_PRICE = "flips by price, exactly"
BY_SIZE = "flips by size: from which n on the cheapest changes"
ALONG = {
    "b": "as a step costs more, b bits a step (J = L + b t):",
    "a": "as a doubling of the steps costs more, a bits a doubling (J = L + a log2 t):",
}
NOBODY: Mapping[str, str] = {}
MOST = 9  # lines of a section, unless all are asked for


@dataclass(frozen=True, slots=True)
class Flips:
    """The results of `complexity flips`.

    Attributes
    ----------
    task : the task whose programs were compared
    programs : the number of programs
    diagram : the cheapest programs over (size, price)
    by_size : for each named price, the flips from one size to the next
    refused : the refusals of programs outside the language
    absent : descriptions of families that lack a size
    interrupted : whether measurements are missing
    wrong : programs excluded for wrong answers, with reasons
    next : the suggested next command
    exact, every : whether prices are spelled exactly, and whether nothing is left out
    labels : the names to print, where the short ones are not distinct
    """

    task: str
    programs: int
    setting: Setting
    diagram: PhaseDiagram
    by_size: tuple[tuple[str, Sweep], ...]
    refused: tuple[Exception, ...] = ()
    absent: tuple[str, ...] = ()
    interrupted: bool = False
    wrong: Mapping[str, str] = field(default_factory=dict)
    next: str = ""
    exact: bool = False
    every: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)


def flips_page(found: Flips) -> Page:
    """The page: who is cheapest along each price and along the size; with `--all` the map too."""
    diagram = found.diagram
    sizes = sizes_words(diagram.sizes) if diagram.sizes else "nothing was run"
    title = f"{found.task}: the cheapest of {plural(found.programs, 'program')}, {sizes}"
    page: Page = (Heading(title), standing(found.setting))
    for letter in ALONG:
        page += along(found, [sweep for sweep in diagram.sweeps if sweep.parameter == letter])
    if found.every and diagram.sizes:
        page += (*map_page(diagram), "", Heading(BY_PRICE), *price_flips(diagram.sweeps))
    if len(diagram.sizes) > 1:
        page += ("", Heading(BY_SIZE), *along_sizes(found))
    page += (f"marks: {legend(kinds(diagram))}",) if diagram.sizes and not found.every else ()
    page += missing(found.wrong)
    if found.interrupted:
        page += ("interrupted: what is missing was not measured",)
    page += tuple(f"  without {reason}" for reason in found.absent)
    for error in found.refused:
        page += ("", Lines(tuple(message(error).splitlines())))
    return (*page, hint(found.next)) if found.next else page


def along(found: Flips, sweeps: Sequence[Sweep]) -> Page:
    """The cheapest along one price, a line for each run of sizes with the same ones."""
    if not sweeps:
        return ()
    runs = [list(run) for _, run in groupby(sweeps, key=lambda sweep: order_of(sweep, found))]
    labels = [f"{sizes_words([sweep.size or 0 for sweep in run])} " for run in runs]
    wide = max(map(len, labels))
    lines = [
        Item(f"{label:<{wide}}", merged(run, found))
        for label, run in zip(labels, runs, strict=True)
    ]
    left_out = 0 if found.every else max(0, len(lines) - MOST)
    more = (f"and {plural(left_out, 'more line')}: --all",) if left_out else ()
    return ("", Heading(ALONG[sweeps[0].parameter]), *lines[: len(lines) - left_out], *more)


def order_of(sweep: Sweep, found: Flips) -> object:
    """What a line says of a sweep, but for its prices; also these if they are spelled exactly."""
    after = [flip.after for flip in sweep.flips]
    exactly = [flip.at for flip in sweep.flips] if found.exact else []
    return sweep.start, after, exactly, sweep.evidence


def merged(sweeps: Sequence[Sweep], found: Flips) -> str:
    """The winners along a price with the prices between them, of sizes with the same winners."""
    first = sweeps[0]
    parts = [joined(first.start, found.labels)]
    for at, flip in enumerate(first.flips):
        prices = sorted((sweep.flips[at] for sweep in sweeps), key=lambda one: one.at_float)
        spelled = [f.at if found.exact else brief(number(f.at_float)) for f in prices]
        ends = dict.fromkeys((spelled[0], spelled[-1]))
        parts.append(
            f"─{' to '.join(ends)}{MARKS[flip.evidence]}─ {joined(flip.after, found.labels)}"
        )
    return " ".join(parts)


def along_sizes(found: Flips) -> Page:
    """The cheapest along the size, prices with the same changes together."""
    groups: dict[tuple[object, ...], list[tuple[str, Sweep]]] = {}
    for name, sweep in found.by_size:
        flips = tuple((flip.at, flip.before, flip.after, flip.note) for flip in sweep.flips)
        key = (sweep.start, flips, sweep.scope, sweep.evidence, sweep.left, sweep.stopped,
               tuple(sweep.missing.items()))  # fmt: skip
        groups.setdefault(key, []).append((name, sweep))
    page: Page = ()
    for group in groups.values():
        name, sweep = ", ".join(name for name, _ in group), group[0][1]
        sweep = sweep if len(group) == 1 else replace(sweep, price="")
        lines = size_flips(name, sweep, found.labels)
        left_out = 0 if found.every else max(0, len(lines) - MOST)
        page += lines[: len(lines) - left_out]
        page += (f"  and {plural(left_out, 'more line')}: --all",) if left_out else ()
    return page


def map_page(diagram: PhaseDiagram) -> Page:
    """The map with its letters and marks."""
    return ("", letter_map(diagram), "", letters(diagram), f"marks: {legend(kinds(diagram))}")


def letter_map(diagram: PhaseDiagram) -> Table:
    """The table with a row for each price, a column for each size, a letter for the cheapest."""
    rows = [
        (describe(rate), *(letter(diagram.cells[n, rate.name], diagram) for n in diagram.sizes))
        for rate in diagram.prices
    ]
    return Table(("price \\ n", *(str(n) for n in diagram.sizes)), tuple(rows))


def letter(cell: Cell, diagram: PhaseDiagram) -> str:
    """The letters of a cell's winners, with the mark of its evidence."""
    if not cell.winners:
        return ABSENT
    return "".join(diagram.letters[name] for name in cell.winners) + MARKS[cell.evidence]


def letters(diagram: PhaseDiagram) -> str:
    """The legend of the letters."""
    return "; ".join(f"{sign} {short(name)}" for name, sign in diagram.letters.items())


def kinds(diagram: PhaseDiagram) -> set[Evidence]:
    """The kinds of evidence of a map."""
    return {cell.evidence for cell in diagram.cells.values()}


def price_flips(sweeps: Sequence[Sweep]) -> Page:
    """The table of flips by price."""
    rows = [row for sweep in sweeps for row in sweep_rows(sweep)]
    headers = ("score", "n", "at", "from", "to", "exactly")
    page: Page = (Table(headers, tuple(rows), left=(0, 3, 4, 5)),) if rows else ("none",)
    return page + tuple(f"at every price: {still(sweep)}" for sweep in sweeps if not sweep.flips)


def still(sweep: Sweep) -> str:
    """Describe a sweep without flips."""
    return f"{sweep.price}, n = {sweep.size}: {joined(sweep.start, {})}"


def sweep_rows(sweep: Sweep) -> list[tuple[str, ...]]:
    """The table rows of the flips of a sweep."""
    return [
        (sweep.price, str(sweep.size), at(flip), joined(flip.before, {}), joined(flip.after, {}),
         flip.at)
        for flip in sweep.flips
    ]  # fmt: skip


def at(flip: Flip) -> str:
    """The position of a flip, rounded, with the mark of its evidence."""
    return f"{flip.at_float:.6g}{MARKS[flip.evidence]}"


def size_flips(name: str, sweep: Sweep, labels: Mapping[str, str] = NOBODY) -> Page:
    """The flips by size under one price, or several, a line each."""

    def names(programs: Sequence[str]) -> str:
        return joined(programs, labels)

    priced = f" ({sweep.price})" if sweep.price else ""
    page: Page = (f"{name}{priced}, {sweep.scope}: {names(sweep.start)} first",)
    for flip in sweep.flips:
        known = "; ".join(text for text in (flip.evidence.value, flip.note) if text)
        page += (f"  from n = {flip.at} on {names(flip.after)}, before that {names(flip.before)} "
                 f"({known})",)  # fmt: skip
    for lost in sweep.left:
        others = f"of the others {names(lost.after)} is first"
        page += (f"  from n = {lost.size} on {names(lost.before)} takes no part, its score is not "
                 f"known; {others if lost.after else 'nor is that of any other'}",)  # fmt: skip
    if sweep.stopped:
        page += (f"  {sweep.stopped}",)
    return page + missing(sweep.missing)


def missing(reasons: Mapping[str, str]) -> Page:
    """The excluded programs, with reasons."""
    return tuple(f"  without {short(name)}: {reason}" for name, reason in reasons.items())


def flips_object(found: Sequence[Flips]) -> Object:
    """The JSON object of `complexity flips`; a file without a spec has an entry per signature."""
    told = headed("flips")
    told["flips"] = [
        record(flip) | {"task": one.task}
        for one in found
        for sweep in sweeps(one)
        for flip in sweep.flips
    ]
    return told | {"compared": [compared_object(one) for one in found]}


def sweeps(found: Flips) -> list[Sweep]:
    """All sweeps, those by price first."""
    return [*found.diagram.sweeps, *(sweep for _, sweep in found.by_size)]


def compared_object(found: Flips) -> Object:
    """The cheapest programs of each cell, without flips."""
    cells = [
        {"size": n, "price": rate.name, "formula": describe(rate),
         "winners": list(found.diagram.cells[n, rate.name].winners),
         "evidence": found.diagram.cells[n, rate.name].evidence.value}
        for n in found.diagram.sizes for rate in found.diagram.prices
    ]  # fmt: skip
    return {
        "task": found.task,
        "sizes": list(found.diagram.sizes),
        **setting_object(found.setting),
        "sweeps": [sweep_object(sweep) for sweep in sweeps(found)],
        "cells": cells,
        "refused": [error_object(error) for error in found.refused],
        "absent": list(found.absent),
        "interrupted": found.interrupted,
        "wrong": dict(found.wrong),
    }


def sweep_object(sweep: Sweep) -> Object:
    """The first winners of a range, and the excluded programs."""
    return {
        "price": sweep.price, "parameter": sweep.parameter, "size": sweep.size,
        "start": list(sweep.start), "scope": sweep.scope, "evidence": sweep.evidence.value,
        "missing": dict(sweep.missing), "stopped": sweep.stopped or None,
        "left": [{"size": lost.size, "from": list(lost.before), "to": list(lost.after)}
                 for lost in sweep.left],
    }  # fmt: skip
