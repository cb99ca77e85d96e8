"""The page and the JSON object of a circuit."""

from __future__ import annotations

from collections.abc import Sequence

from ..circuits.figures import CircuitFigures
from ..circuits.files.formats import Own
from ..tasks.domains import Interval
from .notation import ABSENT, plural
from .objects import WEIGHT_DIGITS, Object, headed
from .pages import Heading, Page, Table

BOUNDS = (
    "size and depth are counts of this netlist, not the least of its functions; L is an upper "
    "bound, relative to the code of the basis"
)


def circuit_page(name: str, found: CircuitFigures, made: str, own: Own | None = None) -> Page:
    """The page of a circuit's costs in each basis.

    Parameters
    ----------
    name : of the file or the program
    made : a description of how the circuit was made
    own : the counts of its file
    """
    shape = (
        f"{plural(len(found.input_names), 'input')}, {plural(len(found.output_names), 'output')}"
    )
    rows = tuple(
        (basis, f"{counts.size:,}", f"{counts.depth:,}", f"{counts.weight.bits:,.2f}")
        for basis, counts in found.counts.items()
    )
    unbounded = found.threshold
    rows += (("threshold", f"{unbounded.size:,}", f"{unbounded.depth:,}", ABSENT),)
    table = Table(
        ("basis", "size", "depth", "L bits"), rows, strong=(list(found.counts).index(found.basis),)
    )
    least = "the least of all orders" if found.live.exact else "of the best order tried"
    live = f"live wires ({found.basis}): {found.live.wires:,}, {least}"
    stands = () if own is None else (f"in the file: {standing(own)}",)
    return (Heading(f"{name}: {shape}"), *stands, made, "", table, "", live, BOUNDS)


def standing(own: Own) -> str:
    """Describe the contents of a circuit's file."""
    counts = [(own.count, own.what), (own.edges, "edge"), (own.cubes, "cube"),
              (own.levels, "level")]  # fmt: skip
    told = ", ".join(plural(count, what) for count, what in counts if count is not None)
    if own.shared is None or own.shared == (own.count, own.levels):
        return told
    size, depth = own.shared
    return f"{told}; {size:,} and {depth:,} with equal ones shared and dead ones dropped"


def circuits_page(basis: str, found: Sequence[tuple[str, str, CircuitFigures]]) -> Page:
    """The page that compares circuits, given as (name, description, measures) in display order."""
    rows = tuple(
        (
            name, f"{figures.asked.size:,}", f"{figures.asked.depth:,}",
            f"{figures.asked.weight.bits:,.2f}", f"{figures.live.wires:,}", words,
        )
        for name, words, figures in found
    )  # fmt: skip
    headers = ("circuit", "size", "depth", "L bits", "live wires", "made")
    table = Table(headers, rows, left=(0, len(headers) - 1))
    same = "whether these circuits compute the same functions is not checked here"
    return (Heading(f"{len(rows)} circuits in the basis {basis}"), "", table, "", same, BOUNDS)


def integers(names: Sequence[str], ranges: Sequence[Interval]) -> str:
    """Describe the integer ranges of parameters; "" if there are none.

    Examples
    --------
    >>> integers(["a", "b"], [(0, 15), (0, 15)]), integers(["a", "b"], [(-8, 7), None])
    ('integers in 0..15', 'integers in -8..7')
    >>> integers(["a", "b"], [(0, 15), (1, 15)])
    'a in 0..15, b in 1..15'
    """
    told = [(name, own) for name, own in zip(names, ranges, strict=True) if own is not None]
    words = [f"{own[0]:,}..{own[1]:,}" for _, own in told]
    if len(set(words)) == 1:
        return f"integers in {words[0]}"
    return ", ".join(f"{name} in {one}" for (name, _), one in zip(told, words, strict=True))


def domains_object(domains: Sequence[Interval]) -> list[list[int] | None] | None:
    """The same as JSON: the least and the greatest integer of each parameter."""
    declared = any(own is not None for own in domains)
    return [None if own is None else list(own) for own in domains] if declared else None


def circuit_object(
    name: str, found: CircuitFigures, n: int | None, w: int | None, optimise: str | None,
    domains: Sequence[Interval] = (), own: Own | None = None,
) -> Object:  # fmt: skip
    """The JSON object of `complexity circuit`."""
    asked = found.asked
    digits = asked.weight.bits < WEIGHT_DIGITS * 3.3
    return headed("circuit") | {
        "circuit": name, "n": n, "w": w, "domains": domains_object(domains),
        "optimise": optimise, "basis": found.basis,
        "size": asked.size, "depth": asked.depth,
        "inputs": len(found.input_names), "outputs": len(found.output_names),
        "input_names": list(found.input_names), "output_names": list(found.output_names),
        "weight": str(asked.weight.value) if digits else None,
        "length_bits": asked.weight.bits,
        "live_wires": found.live.wires,
        "live_wires_evidence": "exact" if found.live.exact else "upper bound",
        "bases": {
            basis: {"size": c.size, "depth": c.depth, "length_bits": c.weight.bits}
            for basis, c in found.counts.items()
        },
        "threshold": {
            "size": found.threshold.size, "depth": found.threshold.depth,
            "wires": found.threshold.wires,
        },
        "file": None if own is None else own_object(own),
    }  # fmt: skip


def own_object(own: Own) -> Object:
    """The contents of a circuit's file, as JSON."""
    found: Object = {f"{own.what.lower()}s": own.count, "levels": own.levels}
    found |= {"edges": own.edges} if own.edges is not None else {}
    found |= {"cubes": own.cubes} if own.cubes is not None else {}
    shared = None if own.shared is None else {"ands": own.shared[0], "levels": own.shared[1]}
    return found | {"shared": shared}
