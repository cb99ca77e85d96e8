"""Figures and their evidence: what a measurement of one program at one size found."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from .answers import Answer


class Evidence(Enum):
    """How a figure is known, the strongest first (DESIGN, section 6)."""

    PROVED = "proved"
    EXACT = "exact"
    FITTED = "fitted"
    SAMPLED = "sampled"
    WITNESSED = "witnessed"
    UNKNOWN = "unknown"


def weakest(*kinds: Evidence) -> Evidence:
    """The evidence of a figure that rests on several: the weakest of theirs."""
    order = list(Evidence)
    return max(kinds, key=order.index)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one program at one size.

    Attributes
    ----------
    mean : the mean over inputs of the expectation over the tape, exact; None where it is not
        rational, is infinite or is not known
    approximate : the mean as a float, for display (None where nothing is known); of `witnessed`
        evidence, a lower bound of it
    interval : the 95 % interval of a sampled mean, where one holds (`intervals`)
    worst : the worst over inputs (and, for `exact`, over tapes); None where unknown or unbounded
    unbounded : whether no bound holds for all tapes
    worst_expected : the worst over inputs of the expectation over the tape (`--statistic worst`)
    evidence : of the mean; `worst_evidence` of the worst
    worst_approximate : the worst as a float, for display, where it is known but no integer (draws)
    worst_input : the arguments of the first input that is the worst, where it is known
    infinite : whether the expectation over the tape is infinite on some input
    drawn : the mean of the runs that were drawn, where it says nothing certain of the expectation
    """

    mean: Fraction | None
    approximate: float | None
    worst: int | None
    evidence: Evidence
    worst_evidence: Evidence
    unbounded: bool = False
    worst_expected: Fraction | None = None
    interval: tuple[float, float] | None = None
    worst_approximate: float | None = None
    worst_input: tuple[object, ...] | None = None
    infinite: bool = False
    drawn: float | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """Charges or executions of one op or line: the mean, exact or of runs, and the worst.

    Attributes
    ----------
    approximate : the mean as a float; None where it is infinite
    """

    mean: Fraction | None
    approximate: float | None
    worst: int | None


@dataclass(frozen=True, slots=True)
class InputsInfo:
    """Which inputs a measurement ran on.

    Attributes
    ----------
    kind : single, exhaustive, sampled, or partial (interrupted before the last of them)
    count : how many; `seed` : of the sample; `what` : in words
    runs : tapes drawn for each input, where the tape was sampled
    beyond : of a sample that was taken because of the work, about how many steps more would take
    sizes : of inputs of other sizes than the one measured, which
    """

    kind: str
    count: int
    seed: int | None = None
    what: str = ""
    runs: int = 1
    beyond: int | None = None
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """Answers compared with what the task accepts.

    Attributes
    ----------
    inputs : which; `wrong` : how many of them were answered wrong, an error counting as wrong: an
        answer that is wrong with positive probability is
    certain : whether the whole distribution of every answer is known (always so without draws)
    counterexample : the first input answered wrong, and the answer
    sure : where not all is known, the least probability, over the inputs, of what is known to be
        answered right; None where no probabilities are known
    stopped : on how many inputs a tape that was drawn gave no answer within the fuel, none being
        answered wrong there: whether they are answered right is not decided
    judged : of a check that stops at the first wrong answer, how many were judged, those on which
        runs were `stopped` not counted; else None
    undecided : the input on which the steps that a check may take were done, empty if on none
    """

    inputs: InputsInfo
    wrong: int
    certain: bool = True
    counterexample: str = ""
    sure: Fraction | None = None
    stopped: int = 0
    judged: int | None = None
    undecided: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """An error of the program, as a value."""

    code: str
    message: str
    line: int
    source: str = ""
    input: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was found of one program at one size.

    Attributes
    ----------
    program : its name, TASK/NAME or FILE.py::NAME
    size : n, None for a single input
    factors : the weight's prime factors {prime: exponent}; bits : log2 of the weight, for display
    figures : by measure name: time, span, width, memory, level_memory, draws, candidates
    by_op, by_op_executions : by report name; by_line : (source, line) -> (executions, time)
    wrong : how many of the inputs were answered wrong, None where there is no spec
    checks : the answers checked: on these inputs, and on the task's `checked`
    failure : the error that stopped it, if any; estimate : the work it would take, if not run
    outcomes : of a single input, the product of the bounds of its draws, if all tapes have the same
    answers : one for each input, in their order, where the task has no spec to compare them with,
        and of a single input
    interrupted : whether the user stopped it; the figures are of the inputs before that
    trouble : where the task has no spec, the first input on which the program fails or runs for
        ever with positive probability, in words
    alike : of a sample of inputs, the measures that all inputs of the size on which the program
        does not fail have in common, shown from the graph; `safe` : whether it fails on none
    """

    program: str
    size: int | None
    inputs: InputsInfo
    factors: dict[int, int] = field(default_factory=dict)
    bits: float = 0.0
    figures: dict[str, Figure] = field(default_factory=dict)
    by_op: dict[str, Count] = field(default_factory=dict)
    by_op_executions: dict[str, Count] = field(default_factory=dict)
    by_line: dict[tuple[str, int], tuple[Count, Count]] = field(default_factory=dict)
    wrong: int | None = None
    failure: Failure | None = None
    estimate: int | None = None
    statistic: str = "mean"
    checks: tuple[Check, ...] = ()
    outcomes: int | None = None
    answers: tuple[Answer, ...] | None = None
    interrupted: bool = False
    trouble: str = ""
    alike: tuple[str, ...] = ()
    safe: bool = False
