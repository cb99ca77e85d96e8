"""The output of `minimum`: minimum circuits of functions, or the number of functions per cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..circuits.minima.bounds import Bounds, Minima
from ..circuits.minima.synthesis import Chain
from ..circuits.minima.tabulate import INTERRUPTED, Tables
from ..circuits.minima.truth_tables import write_table
from ..tasks.domains import Interval
from .circuits import domains_object, integers
from .notation import plural
from .objects import Object, headed
from .pages import Heading, Page, Table

CHECKER = "complexity.circuits.sat.rup"
BASIS = {"full": "all gates of two inputs", "aig": "ANDs"}
MEASURES = ("size", "formula_length", "depth")


@dataclass(frozen=True, slots=True)
class Subject:
    """The origin of functions whose minimum circuits are shown.

    Attributes
    ----------
    params, ranges : the parameters of a program, and their integers
    program : whether they come from a program; the last output is then whether it fails
    draws : the length of the tape; None if nothing is drawn
    whole : whether no run draws more numbers
    open : whether some output is open at some input
    """

    name: str
    params: tuple[str, ...] = ()
    ranges: tuple[Interval, ...] = ()
    program: bool = False
    draws: int | None = None
    whole: bool = True
    open: bool = False


def minimum_object(found: Minima, subject: Subject) -> Object:
    """The object ``complexity/minimum``."""
    k = found.variables
    tape = None if subject.draws is None else {"draws": subject.draws, "complete": subject.whole}
    return headed("minimum") | {
        "name": subject.name,
        "variables": k,
        "tables": [write_table(one.table, k) for one in found.functions],
        "cares": [write_table(one.care, k) for one in found.functions] if subject.open else None,
        "domains": domains_object(subject.ranges),
        "tape": tape,
        "basis": found.basis,
        "inverters": "free",
        **{measure: bounds_object(bounds_of(found, measure)) for measure in MEASURES},
        "circuit": None if found.chain is None else chain_object(found.chain, found.support),
        "proofs": [
            {"measure": one.measure, "above": one.value, "steps": one.steps, "checked_by": CHECKER}
            for one in found.refuted
        ],
        "stopped": found.stopped or None,
    }


def bounds_of(found: Minima, measure: str) -> Bounds:
    """The bounds of one measure."""
    bounds: Bounds = getattr(found, measure)
    return bounds


def bounds_object(bounds: Bounds) -> Object:
    """The bounds of a minimum, as JSON."""
    return {
        "value": bounds.value, "lower": bounds.lower, "upper": bounds.upper,
        "evidence": bounds.evidence,
    }  # fmt: skip


def chain_object(chain: Chain, support: Sequence[int]) -> Object:
    """A circuit as JSON; operands are variables of the support, then gates."""
    gates = [
        {"operands": [left, right], "table": f"{a << 2 | b << 1 | c << 3:x}"}
        for left, right, (a, b, c) in chain.gates
    ]
    return {"support": list(support), "gates": gates, "outputs": list(chain.outputs)}


def minimum_page(found: Minima, subject: Subject) -> Page:
    """The page of minimum circuits."""
    rows = []
    for measure in MEASURES:
        bounds = bounds_of(found, measure)
        value = str(bounds.value) if bounds.value is not None else "?"
        rows.append(
            (measure.replace("_", " "), value, f"{bounds.lower}..{bounds.upper}", bounds.evidence)
        )
    proofs = [
        f"{one.measure.replace('_', ' ')} {one.value} refuted in {one.steps:,} steps, each checked "
        f"by unit propagation ({CHECKER})"
        for one in found.refuted
    ]
    return (
        Heading(f"{subject.name}: the least circuits of {BASIS[found.basis]}, inverters free"),
        *about(subject),
        Table(("", "least", "bounds", "evidence"), tuple(rows), (0, 3)),
        *proofs,
        *stopped(found.stopped),
    )


def about(subject: Subject) -> list[str]:
    """Describe the inputs of a program that matter, and the open ones."""
    if not subject.program:
        return []
    over = integers(subject.params, subject.ranges)
    told = [f"outputs: the results and whether it fails{f'; {over}' if over else ''}"]
    if subject.open:
        told.append(
            "open (don't-care): the results where it fails, and all outputs where the input is none"
        )
    if subject.draws is not None:
        bound = plural(subject.draws, "draw")
        told.append(
            "the random tape is an input; no run draws more than it has"
            if subject.whole
            else f"on tapes of at most {bound} alone: runs that draw more are open (--draws)"
        )
    return told


def stopped(why: str) -> list[str]:
    """Say why the bounds do not meet."""
    more = "" if why == INTERRUPTED else "; --seconds asks for more"
    return [f"{why}: the bounds are those reached until then{more}"] if why else []


def minima_object(found: Tables, basis: str) -> Object:
    """The object ``complexity/minima``: for each measure, the number of functions at each value."""
    functions, classes = counted(found, True), counted(found, False)
    told = headed("minima") | {
        "variables": found.classes.variables,
        "basis": basis,
        "inverters": "free",
        "functions": sum(map(int, found.classes.count)),
        "classes": {measure: _named(classes[measure]) for measure in MEASURES},
    }
    told |= {measure: _named(functions[measure]) for measure in MEASURES}
    return told | {"open": opened(found), "stopped": found.stopped or None}


def counted(found: Tables, functions: bool) -> dict[str, dict[int, int]]:
    """For each measure, the number of functions or classes at each known value."""
    count = [int(one) if functions else 1 for one in found.classes.count]
    settled = [a == b for a, b in zip(found.size_lower, found.size_upper, strict=True)]
    values = (found.size_lower, found.formula_length, found.depth)
    told: dict[str, dict[int, int]] = {}
    for measure, column in zip(MEASURES, values, strict=True):
        told[measure] = {}
        for one, value in enumerate(column):
            if measure != "size" or settled[one]:
                told[measure][value] = told[measure].get(value, 0) + count[one]
        told[measure] = dict(sorted(told[measure].items()))
    return told


def opened(found: Tables) -> Object | None:
    """The number of functions whose size is only bounded, with the bounds."""
    bounds = list(zip(found.size_lower, found.size_upper, found.classes.count, strict=True))
    left = [(low, high, int(count)) for low, high, count in bounds if low != high]
    if not left:
        return None
    return {
        "functions": sum(count for _, _, count in left),
        "classes": len(left),
        "lower": min(low for low, _, _ in left),
        "upper": max(high for _, high, _ in left),
    }


def minima_page(found: Tables, basis: str) -> Page:
    """The page of the numbers of functions and classes at each value."""
    functions, classes = counted(found, True), counted(found, False)
    values = sorted({value for measure in MEASURES for value in functions[measure]})
    rows = []
    for value in values:
        row = [str(value)]
        for measure in MEASURES:
            row += [str(counts[measure].get(value, "")) for counts in (classes, functions)]
        rows.append(tuple(row))
    headers = ("value", *(f"{name} {what}" for name in ("C", "L", "D") for what in ("cl.", "fn.")))
    left = opened(found)
    notes = ["C: size; L: formula length; D: depth. Inverters, constants and variables cost 0; "
             "a class (cl.) is all functions (fn.) that permuting and complementing variables and "
             "complementing the result make of one."]  # fmt: skip
    if left is not None:
        notes.append(
            f"not settled: the size of {left['functions']:,} functions ({left['classes']} "
            f"classes), between {left['lower']} and {left['upper']}; "
            "`complexity minimum TABLE` asks for one"
        )
    what = f"all functions of {found.classes.variables} variables over {BASIS[basis]}"
    return Heading(what), Table(headers, tuple(rows), ()), *notes, *stopped(found.stopped)


def _named(counts: dict[int, int]) -> Object:
    return {str(value): count for value, count in counts.items()}
