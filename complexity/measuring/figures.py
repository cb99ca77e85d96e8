"""Figures and their evidence: the results of measuring one program at one size."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from .answers import Answer


class Evidence(Enum):
    """The kinds of evidence for a figure, strongest first (DESIGN, section 6)."""

    PROVED = "proved"
    EXACT = "exact"
    FITTED = "fitted"
    SAMPLED = "sampled"
    WITNESSED = "witnessed"
    UNKNOWN = "unknown"


def weakest(*kinds: Evidence) -> Evidence:
    """The evidence of a figure that is derived from others: their weakest."""
    order = list(Evidence)
    return max(kinds, key=order.index)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of one program at one size.

    Attributes
    ----------
    mean : the mean over inputs of the expectation over the tape, exact; None where it is not
        rational, is infinite or is not known
    approximate : the mean as a float, for display (None where nothing is known); a lower bound if
        the evidence is `witnessed`
    interval : the 95 % confidence interval of a sampled mean, if there is one (`intervals`)
    worst : the worst over inputs (and, for `exact`, over tapes); None where unknown or unbounded
    unbounded : whether no bound holds for all tapes
    worst_expected : the worst over inputs of the expectation over the tape (`--statistic worst`)
    evidence, worst_evidence : of the mean, and of the worst
    worst_approximate : the worst as a float, for display, if it is known but not an integer (draws)
    worst_input : the arguments of the first worst input, if it is known
    infinite : whether the expectation over the tape is infinite on some input
    drawn : the mean of the sampled runs, where it does not estimate the expectation
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
    """The charges or executions of one op or line: the mean and the worst.

    Attributes
    ----------
    mean : exact, or None if it is only known for some runs
    approximate : the mean as a float; None where it is infinite
    """

    mean: Fraction | None
    approximate: float | None
    worst: int | None


@dataclass(frozen=True, slots=True)
class InputsInfo:
    """The inputs of a measurement.

    Attributes
    ----------
    kind : single, exhaustive, sampled, or partial (interrupted before the last of them)
    count : the number of inputs
    seed : of the sample
    what : a description
    runs : the number of tapes for each input, if tapes were sampled
    beyond : if a sample was taken to limit the work, the estimated steps of the full measurement
    sizes : the sizes of the inputs, if other than the one measured
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
    """A comparison of answers with those that the task accepts.

    Attributes
    ----------
    inputs : the inputs answered
    wrong : how many were answered wrong; an error, or a mistake of positive probability, counts
    certain : whether the whole distribution of every answer is known (always so without draws)
    counterexample : the first input answered wrong, and the answer
    sure : if not certain, the minimum over the inputs of the probability known to be right; None
        if no probabilities are known
    stopped : the number of undecided inputs: a sampled tape ran out of fuel, and no tape gave a
        wrong answer
    judged : if the check stops at the first wrong answer, the number judged, those on which
        runs were `stopped` not counted; else None
    undecided : the input on which the check ran out of steps, or ""
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
    """An error of a program, as a value."""

    code: str
    message: str
    line: int
    source: str = ""
    input: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """The results of measuring one program at one size.

    Attributes
    ----------
    program : its name, TASK/NAME or FILE.py::NAME
    size : n, None for a single input
    factors : the prime factors of the weight, {prime: exponent}
    bits : log2 of the weight, for display
    figures : by measure name: time, span, width, memory, level_memory, draws, candidates
    by_op, by_op_executions : by report name; by_line : (source, line) -> (executions, time)
    wrong : the number of inputs answered wrong; None if the task has no spec
    checks : the comparisons of answers: on these inputs, and on the task's `checked`
    failure : the error that stopped the measurement, if any
    estimate : the steps that it would take, if it was not run
    outcomes : for a single input, the product of the bounds of its draws, if equal on all tapes
    answers : the answer to each input, in order, if the task has no spec, or if the input is single
    interrupted : whether the user stopped it; the figures are of the inputs done before
    trouble : if the task has no spec, a description of the first input on which the program fails
        or runs for ever with positive probability
    alike : for a sample of inputs, the measures that the graph shows to be equal on all inputs of
        the size on which the program does not fail
    safe : whether the graph shows that it fails on none
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
