"""Costs beyond the measured sizes, from closed forms and marked as fitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..measuring.figures import Evidence
from ..scaling.forms import Form, enclose, evaluate, fit, reaches
from ..semantics.measures import PRICED
from .costs import Cost, Range

CLOSED = (Evidence.PROVED, Evidence.EXACT)


@dataclass(frozen=True, slots=True)
class Growth:
    """The growth of one program's costs.

    Attributes
    ----------
    factors : the weight, which is the same at every size
    forms : the confirmed form of each measure
    reasons : why a measure has none
    reason : why nothing is known beyond the measured sizes, or ""
    """

    program: str
    factors: Mapping[int, int]
    forms: Mapping[str, Form]
    reasons: Mapping[str, str]
    reason: str = ""


def grow(costs: Iterable[Cost], measures: Iterable[str] = PRICED) -> Growth:
    """Fit the growth of one program to its costs at several sizes.

    Only exact and proved values are used. A family, whose weight depends on the size, has no
    growth.
    """
    known = [cost for cost in costs if not cost.reason and cost.size is not None]
    if not known:
        return Growth("", {}, {}, {}, "not measured at any size")
    weights = {tuple(sorted(cost.factors.items())) for cost in known}
    reason = "its length depends on the size" if len(weights) > 1 else ""
    forms = {measure: _form(known, measure) for measure in measures}
    return Growth(
        known[0].program,
        known[0].factors,
        {m: form for m, form in forms.items() if form is not None},
        {m: "no closed form was confirmed" for m, form in forms.items() if form is None},
        reason,
    )


def _form(costs: list[Cost], measure: str) -> Form | None:
    values = {
        cost.size: cost.values[measure]
        for cost in costs
        if cost.size is not None and cost.evidence.get(measure) in CLOSED
    }
    return fit(values) if values else None


def cost_at(growth: Growth, size: int) -> Cost:
    """The fitted cost at a size, exact if the forms hold."""
    forms = {m: form for m, form in growth.forms.items() if form.start <= size}
    early = {m: f"its closed form holds from n={f.start} on" for m, f in growth.forms.items()}
    values = {m: evaluate(form, size) for m, form in forms.items()}
    return _fitted(growth, size, values, {}, early)


def cost_around(growth: Growth, size: int) -> Cost:
    """The fitted cost, enclosed by rationals, at a size too large for an exact evaluation."""
    forms = {m: form for m, form in growth.forms.items() if form.start <= size and reaches(form)}
    ranges = {m: enclose(form, size) for m, form in forms.items()}
    values = {m: (low + high) / 2 for m, (low, high) in ranges.items()}
    beyond = dict.fromkeys(growth.forms, "its closed form cannot be evaluated this far")
    return _fitted(growth, size, values, ranges, beyond)


def _fitted(
    growth: Growth,
    size: int,
    values: Mapping[str, Fraction],
    ranges: Mapping[str, Range],
    absent: Mapping[str, str],
) -> Cost:
    reasons = {**absent, **growth.reasons}
    evidence = dict.fromkeys(values, Evidence.FITTED)
    name, factors, reason = growth.program, growth.factors, growth.reason
    return Cost(name, size, factors, values, evidence, ranges, reasons, reason)
