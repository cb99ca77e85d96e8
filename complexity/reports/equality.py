"""The output of `equal`: the verdict with a counterexample or a proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..circuits.agreement import Counterexample, Outcome
from ..circuits.matching import Match
from ..circuits.sat.equivalence import Comparison, Verdict
from ..circuits.sat.refutation import Refutation
from ..tasks.domains import Interval
from .circuits import domains_object, integers
from .notation import plural
from .objects import Object, headed, plain
from .pages import Heading, Page

CHECKER = "complexity.circuits.sat.rup"
CAUSE = {"name": ", ", "position": ": "}  # the separator before the reason
TAPES = "compared tape by tape, not in distribution"


@dataclass(frozen=True, slots=True)
class Row:
    """A counterexample of circuits: input bits and outputs, in the first circuit's order."""

    bits: tuple[int, ...]
    first: tuple[int, ...]
    second: tuple[int, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison of two programs or circuits, with the counterexample if there is one.

    Attributes
    ----------
    gates : the sizes of their circuits
    size, width : n, if there are lists, and w; None for circuits of files
    shown : if DIFFERENT, a counterexample of programs
    row : if DIFFERENT, a counterexample of circuits
    ranges, params : the integers of the parameters, and their names
    draws : the length of the tape; None if nothing is drawn
    whole : whether no run draws more numbers
    matched : the correspondence of the circuits' inputs, and of their outputs
    """

    names: tuple[str, str]
    gates: tuple[int, int]
    size: int | None
    width: int | None
    comparison: Comparison
    shown: Counterexample | None = None
    row: Row | None = None
    ranges: tuple[Interval, ...] = ()
    params: tuple[str, ...] = ()
    draws: int | None = None
    whole: bool = True
    matched: tuple[Match, Match] | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict for all inputs and all tapes."""
        known = self.comparison.verdict
        return Verdict.UNKNOWN if known is Verdict.EQUIVALENT and not self.whole else known


def equal_object(found: Compared) -> Object:
    """The object ``complexity/equal``."""
    proof = found.comparison.refutation
    return headed("equal") | {
        "programs": list(found.names),
        "size": found.size,
        "width": found.width,
        "domains": domains_object(found.ranges),
        "gates": list(found.gates),
        "verdict": found.verdict.value,
        "tape": tape_object(found),
        "matched": None if found.matched is None else matched_object(*found.matched),
        "counterexample": counterexample_object(found),
        "proof": None if proof is None else proof_object(proof),
        "tried": list(found.comparison.tried),
    }


def tape_object(found: Compared) -> Object | None:
    """The extent to which tapes were compared."""
    if found.draws is None:
        return None
    same = found.comparison.verdict is Verdict.EQUIVALENT
    return {"draws": found.draws, "complete": found.whole, "equal": same, "compared": "by tape"}


def matched_object(inputs: Match, outputs: Match) -> Object:
    """The criterion by which inputs and outputs were matched."""
    return {"inputs": inputs.by, "outputs": outputs.by}


def proof_object(proof: Refutation) -> Object:
    """The size of a proof, and its checker."""
    return {"steps": proof.derived, "clauses": len(proof.formula), "checked_by": CHECKER}


def counterexample_object(found: Compared) -> Object | None:
    """A counterexample with both outcomes."""
    if found.shown is not None:
        first, second = map(outcome_object, found.shown.outcomes)
        arguments, tape = plain(found.shown.arguments), list(found.shown.tape)
        return {
            "input": arguments, "tape": tape, "first": first, "second": second,
            "input_names": None, "output_names": None,
        }  # fmt: skip
    if found.row is None:
        return None
    row = found.row
    return {
        "input": list(row.bits), "tape": [],
        "first": {"result": list(row.first)}, "second": {"result": list(row.second)},
        "input_names": list(row.inputs), "output_names": list(row.outputs),
    }  # fmt: skip


def outcome_object(outcome: Outcome) -> Object:
    """A result, or an error."""
    if outcome.error is None:
        return {"result": plain(outcome.result)}
    return {"error": {"code": outcome.error[0], "message": outcome.error[1]}}


def equal_page(found: Compared) -> Page:
    """The page of the verdict."""
    where = "" if found.size is None else f" at n = {found.size}"
    gates = " and ".join(f"{size:,}" for size in found.gates)
    return (
        Heading(f"{found.names[0]} and {found.names[1]}{where}: {found.verdict.value}"),
        *([] if found.matched is None else paired(*found.matched)),
        *said(found),
        *drawn(found),
        "tried: " + "; ".join(found.comparison.tried),
        f"their circuits have {gates} gates",
    )


def paired(inputs: Match, outputs: Match) -> list[str]:
    """Describe how the inputs and the outputs of two circuits were matched."""
    return [
        "; ".join(
            f"{what} matched by {match.by}{CAUSE[match.by]}{match.why}" if match.why else
            f"{what} matched by {match.by}"
            for what, match in (("inputs", inputs), ("outputs", outputs))
        )
    ]  # fmt: skip


def every(found: Compared) -> str:
    """Describe the inputs that a verdict covers."""
    over = integers(found.params, found.ranges)
    tapes = ""
    if found.draws is not None:
        tapes = " and every tape" + ("" if found.whole else f" of at most {found.draws} draws")
    return f"every input{f' with {over}' if over else ''}{tapes}"


def drawn(found: Compared) -> list[str]:
    """Describe the role of the tape."""
    if found.draws is None:
        return []
    if found.whole:
        return [f"randomised: {TAPES}; no run draws more than {plural(found.draws, 'number')}"]
    return [
        f"randomised: {TAPES}; runs that draw more than {plural(found.draws, 'number')} were not "
        "compared: --draws asks for more"
    ]


def said(found: Compared) -> list[str]:
    """Describe the basis of a verdict."""
    if found.row is not None:
        return apart(found, found.row)
    told = counterexample_object(found)
    if told is not None:
        tape = f" and the tape {told['tape']}" if told["tape"] else ""
        over = integers(found.params, found.ranges)
        return [
            f"on {told['input']}{tape}{f', of {over}' if over else ''}, replayed by the "
            "definition:",
            f"  {found.names[0]}: {words(told['first'])}",
            f"  {found.names[1]}: {words(told['second'])}",
        ]
    proof = found.comparison.refutation
    if proof is not None:
        return [
            f"equal results and equal definedness on {every(found)}: the miter is unsatisfiable",
            f"proof: {proof.derived:,} clauses derived from {len(proof.formula):,}, each checked "
            f"by unit propagation ({CHECKER})",
        ]
    return [f"neither a proof nor a difference was found on {every(found)}"]


def apart(found: Compared, row: Row) -> list[str]:
    """Describe a counterexample of circuits: the bits by name, and the outputs that differ."""
    bits = ", ".join(named(row.inputs, row.bits, "input "))
    pairs = list(zip(row.first, row.second, strict=True))
    places = [at for at, (a, b) in enumerate(pairs) if a != b]
    lines = []
    for name, outputs in zip(found.names, (row.first, row.second), strict=True):
        told = named(
            [row.outputs[at] for at in places], [outputs[at] for at in places], "output ", places
        )
        lines.append(f"  {name}: {', '.join(told)}")
    return [f"on {bits or 'no input'}, simulated:", *lines]


def named(
    names: Sequence[str], bits: Sequence[int], what: str, places: Sequence[int] | None = None
) -> list[str]:
    """Bits with their names, or with their positions if unnamed."""
    at = range(len(names)) if places is None else places
    told = zip(names, bits, at, strict=True)
    return [f"{name or f'{what}{place}'} = {bit}" for name, bit, place in told]


def words(told: Object) -> str:
    """Format an outcome on one line."""
    if "result" in told:
        return str(told["result"])
    return f"{told['error']['code']}: {told['error']['message']}"
