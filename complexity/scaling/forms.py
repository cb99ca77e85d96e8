"""Closed forms in n, fitted to exact values and confirmed on held-out exact values.

A form is a conjecture. Its coefficients solve a linear system over the rationals; it is kept only
if it has fewer coefficients than fitted values and gives the held-out values exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from ..measuring.figures import Evidence
from .bases import BY_NAME, SETS, Basis
from .enclosures import Interval
from .linear import solve

LOOK_AHEAD = 12  # sizes at which equally simple forms must agree
SMALL_SIZES_LEFT_OUT = 2  # sizes such as 0 and 1, at which programs often behave differently


@dataclass(frozen=True, slots=True)
class Form:
    """A linear combination of functions of n, conjectured for every n >= `start`.

    Attributes
    ----------
    terms : (name of a function in `bases.BY_NAME`, coefficient other than 0), fastest growth last
    start : the smallest size at which it holds
    fitted, confirmed : the sizes it was solved on, and the larger ones held out for testing
    """

    terms: tuple[tuple[str, Fraction], ...]
    start: int
    fitted: tuple[int, ...]
    confirmed: tuple[int, ...]
    evidence: Evidence = Evidence.FITTED


def fit(values: Mapping[int, Fraction | int]) -> Form | None:
    """The simplest form that gives every value, confirmed on the largest sizes; else None.

    Parameters
    ----------
    values : the exact value at each size; none may be sampled or rounded

    Examples
    --------
    >>> spell(fit({n: Fraction(n * (n - 1), 4) + n for n in range(2, 8)}))
    '1/4 n^2 + 3/4 n'
    >>> fit({1: 2, 2: 4, 3: 8, 4: 15, 5: 33}) is None
    True

    Notes
    -----
    Sets of functions are tried by their number of functions. At the first number with a confirmed
    form, all sets are tried; if the confirmed forms differ at a later size, all are rejected. If
    no form is confirmed, the smallest size is left out and all sets are tried again.
    """
    sizes = sorted(values)
    for left_out in range(SMALL_SIZES_LEFT_OUT + 1):
        for _, equally_many in groupby(SETS, key=len):
            tried = [_fit_set(basis, sizes[left_out:], values) for basis in equally_many]
            found = [form for form in tried if form is not None]
            if found:
                return found[0] if _agree(found, sizes[-1]) else None
    return None


def _agree(forms: list[Form], last: int) -> bool:
    later = range(last + 1, last + 1 + LOOK_AHEAD)
    return all(len({evaluate(form, n) for form in forms}) == 1 for n in later)


def held_out(basis: tuple[Basis, ...]) -> int:
    """The number of values, those of the largest sizes, that are held out to test a form."""
    return 2 if len(basis) <= 3 and not _has_steps(basis) else 3


def _has_steps(basis: tuple[Basis, ...]) -> bool:
    return any(function.steps for function in basis)


def _wide_enough(basis: tuple[Basis, ...], sizes: list[int]) -> bool:
    """Whether the sizes span enough: between two powers of two many functions look linear."""
    factor = 4 if _has_steps(basis) else 3
    return sizes[-1] >= factor * max(1, sizes[0])


def _fit_set(
    basis: tuple[Basis, ...], sizes: list[int], values: Mapping[int, Fraction | int]
) -> Form | None:
    seen, held = sizes[: -held_out(basis)], sizes[-held_out(basis) :]
    if len(seen) < len(basis) or sizes[0] < max(function.start for function in basis):
        return None
    if not _wide_enough(basis, sizes):
        return None
    rows = [[Fraction(function.at(n)) for function in basis] for n in seen]
    solution = solve(rows, [Fraction(values[n]) for n in seen])
    if solution is None:
        return None
    form = Form(_terms(basis, solution), sizes[0], tuple(seen), tuple(held))
    return form if all(evaluate(form, n) == values[n] for n in held) else None


def _terms(
    basis: tuple[Basis, ...], coefficients: list[Fraction]
) -> tuple[tuple[str, Fraction], ...]:
    found = {function.name: c for function, c in zip(basis, coefficients, strict=True) if c}
    return tuple((name, found[name]) for name in BY_NAME if name in found)


def evaluate(form: Form, n: int) -> Fraction:
    """The exact value of a form at n.

    Raises
    ------
    ValueError
        If n is smaller than the start of the form.
    """
    if n < form.start:
        raise ValueError(f"the form was found to hold from n={form.start} on, not at n={n}")
    return sum((c * BY_NAME[name].at(n) for name, c in form.terms), Fraction(0))


def reaches(form: Form) -> bool:
    """Whether a form can be enclosed for n of a hundred digits."""
    return all(BY_NAME[name].vast or BY_NAME[name].around for name, _ in form.terms)


def enclose(form: Form, n: int) -> Interval:
    """Rationals that enclose the value of a form, equal if it is computed exactly.

    Raises
    ------
    ValueError
        If the form has a function that cannot be enclosed, such as n!.
    """
    low = high = Fraction(0)
    for name, coefficient in form.terms:
        ends = [coefficient * end for end in _around(BY_NAME[name], n)]
        low, high = low + min(ends), high + max(ends)
    return low, high


def _around(function: Basis, n: int) -> Interval:
    if function.around:
        return function.around(n)
    if not function.vast:
        raise ValueError(f"{function.name} cannot be evaluated at any n: ask `reaches` first")
    value = Fraction(function.at(n))
    return value, value


def polynomial(form: Form) -> list[Fraction] | None:
    """The coefficients of a form by degree, lowest first; None if it is not a polynomial."""
    degrees = [BY_NAME[name].polynomial for name, _ in form.terms]
    found = [Fraction(0)] * (max((d for d in degrees if d is not None), default=0) + 1)
    for degree, (_, coefficient) in zip(degrees, form.terms, strict=True):
        if degree is None:
            return None
        found[degree] = coefficient
    return found


def spell(form: Form) -> str:
    """Format a form, fastest growth first.

    Examples
    --------
    >>> spell(Form((("n", Fraction(-1)), ("n^2", Fraction(1, 2))), 0, (), ()))
    '1/2 n^2 - n'
    """
    text = ""
    for name, coefficient in reversed(form.terms):
        sign = ("-" if coefficient < 0 else "+") if text else "-" * (coefficient < 0)
        text += (f" {sign} " if text else sign) + _term(name, abs(coefficient))
    return text or "0"


def _term(name: str, coefficient: Fraction) -> str:
    if name == "1":
        return str(coefficient)
    if name.startswith("1/") and coefficient.denominator == 1:
        return f"{coefficient}{name[1:]}"
    return name if coefficient == 1 else f"{coefficient} {name}"
