"""What `equal` prints: the verdict, the input that tells two programs apart, or the proof."""

from __future__ import annotations

from dataclasses import dataclass

from ..circuits.agreement import Counterexample, Outcome
from ..circuits.equivalence import Comparison, Refutation, Verdict
from ..tasks.domains import Interval
from .circuits import domains_object, over
from .notation import plural
from .objects import Object, headed, plain
from .pages import Heading, Page

CHECKER = "complexity.circuits.rup"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two programs or circuits, what was found, and the input that tells them apart, if any.

    Attributes
    ----------
    gates : the sizes of their circuits
    size, width : n, where there are lists, and w; None for circuits of files
    shown : DIFFERENT: an input of programs
    row : DIFFERENT: the values of the inputs of circuits, and of their outputs
    domains : the integers that the task declares for the parameters, whose names are `params`
    """

    names: tuple[str, str]
    gates: tuple[int, int]
    size: int | None
    width: int | None
    comparison: Comparison
    shown: Counterexample | None = None
    row: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]] | None = None
    domains: tuple[Interval, ...] = ()
    params: tuple[str, ...] = ()


def equal_object(found: Compared) -> Object:
    """The object ``complexity/equal``."""
    proof = found.comparison.refutation
    return headed("equal") | {
        "programs": list(found.names),
        "size": found.size,
        "width": found.width,
        "domains": domains_object(found.domains),
        "gates": list(found.gates),
        "verdict": found.comparison.verdict.value,
        "counterexample": counterexample_object(found),
        "proof": None if proof is None else proof_object(proof),
        "tried": list(found.comparison.tried),
    }


def proof_object(proof: Refutation) -> Object:
    """The size of a proof, and who checked it."""
    return {"steps": proof.derived, "clauses": len(proof.formula), "checked_by": CHECKER}


def counterexample_object(found: Compared) -> Object | None:
    """An input, and what each of the two gave."""
    if found.shown is not None:
        first, second = map(outcome_object, found.shown.outcomes)
        arguments, tape = plain(found.shown.arguments), list(found.shown.tape)
        return {"input": arguments, "tape": tape, "first": first, "second": second}
    if found.row is None:
        return None
    row, *results = map(list, found.row)
    told = [{"result": result} for result in results]
    return {"input": row, "tape": [], "first": told[0], "second": told[1]}


def outcome_object(outcome: Outcome) -> Object:
    """A result, or an error."""
    if outcome.error is None:
        return {"result": plain(outcome.result)}
    return {"error": {"code": outcome.error[0], "message": outcome.error[1]}}


def equal_page(found: Compared) -> Page:
    """The verdict as a person reads it."""
    where = "" if found.width is None else f" with integers of {plural(found.width, 'bit')}"
    if found.size is not None:
        where = f" at n = {found.size}{where}"
    declared = over(found.params, found.domains)
    lines = [
        *([f"inputs: {declared}"] if declared else ()),
        *said(found),
        "tried: " + "; ".join(found.comparison.tried),
    ]
    gates = " and ".join(f"{size:,}" for size in found.gates)
    return (
        Heading(f"{found.names[0]} and {found.names[1]}{where}: {found.comparison.verdict.value}"),
        *lines,
        f"their circuits have {gates} gates",
    )


def said(found: Compared) -> list[str]:
    """What a verdict rests on."""
    told = counterexample_object(found)
    if told is not None:
        tape = f" and the tape {told['tape']}" if told["tape"] else ""
        by = "replayed by the definition" if found.shown is not None else "simulated"
        return [
            f"on {told['input']}{tape}, {by}:",
            f"  {found.names[0]}: {words(told['first'])}",
            f"  {found.names[1]}: {words(told['second'])}",
        ]
    proof = found.comparison.refutation
    if found.comparison.verdict is Verdict.EQUIVALENT and proof is not None:
        return [
            "equal results and equal definedness on every input: the miter is unsatisfiable",
            f"proof: {proof.derived:,} clauses derived from {len(proof.formula):,}, each checked "
            f"by unit propagation ({CHECKER})",
        ]
    if any("budget" in one for one in found.comparison.tried):
        return ["neither a proof nor a difference was found: raise --conflicts"]
    return ["neither a proof nor a difference was found until then"]


def words(told: Object) -> str:
    """An outcome in a line."""
    if "result" in told:
        return str(told["result"])
    return f"{told['error']['code']}: {told['error']['message']}"
