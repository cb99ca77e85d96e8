"""The page of flips: a map of letters over (price, size), and the exact flips below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..measuring.figures import Evidence
from ..pricing.prices import describe
from ..ranking.flips import Flip, Sweep, record
from ..ranking.phases import Cell, PhaseDiagram
from .notation import ABSENT, MARKS, legend, plural
from .objects import Object, error_object, headed, setting_object
from .pages import Heading, Lines, Page, Table
from .rankings import message
from .scores import standing
from .settings import Setting
from .standings import short

BY_PRICE = "flips by price: at which price of a step the cheapest changes"
BY_SIZE = "flips by size: from which n on the cheapest changes"


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


def flips_page(found: Flips) -> Page:
    """The page: the map, its letters, the flips by price at each size, and the flips by size."""
    diagram = found.diagram
    sizes = f"n = {diagram.sizes[0]} to {diagram.sizes[-1]}" if diagram.sizes else "nothing was run"
    title = f"{found.task}: who is cheapest, {plural(found.programs, 'program')}, {sizes}"
    page: Page = (Heading(title), standing(found.setting))
    if diagram.sizes:
        page += (*map_page(diagram), *price_flips(diagram.sweeps), "", Heading(BY_SIZE))
    page += tuple(block for name, sweep in found.by_size for block in size_flips(name, sweep))
    page += missing(found.wrong)
    if found.interrupted:
        page += ("interrupted: what is missing was not measured",)
    page += tuple(f"  without {reason}" for reason in found.absent)
    for error in found.refused:
        page += ("", Lines(tuple(message(error).splitlines())))
    return (*page, f"next: {found.next}") if found.next else page


def map_page(diagram: PhaseDiagram) -> Page:
    """The map with its letters and marks, down to the heading of the flips by price."""
    marks = f"marks: {legend(kinds(diagram))}"
    return ("", letter_map(diagram), "", letters(diagram), marks, "", Heading(BY_PRICE))


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
    return f"{sweep.price}, n = {sweep.size}: {names(sweep.start)}"


def sweep_rows(sweep: Sweep) -> list[tuple[str, ...]]:
    """The table rows of the flips of a sweep."""
    return [
        (sweep.price, str(sweep.size), at(flip), names(flip.before), names(flip.after), flip.at)
        for flip in sweep.flips
    ]  # fmt: skip


def at(flip: Flip) -> str:
    """The position of a flip, rounded, with the mark of its evidence."""
    return f"{flip.at_float:.6g}{MARKS[flip.evidence]}"


def names(programs: Sequence[str]) -> str:
    """The names of the cheapest programs, joined if tied."""
    return " = ".join(short(name) for name in programs) or ABSENT


def size_flips(name: str, sweep: Sweep) -> Page:
    """The flips by size under one price, a line each."""
    page: Page = (f"{name} ({sweep.price}), {sweep.scope}: {names(sweep.start)} first",)
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
