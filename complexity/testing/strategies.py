"""Hypothesis strategies: random programs, as texts, that shrink."""

from __future__ import annotations

from hypothesis import strategies as st

from .programs import Program, random_program


@st.composite
def programs(draw: st.DrawFn, size: int = 40, draws: int = 0) -> Program:
    """Well-typed programs with argument lists, of about `size` expressions per function.

    One in `draws` expressions and statements draws from the random tape; 0 for few draws.

    Examples
    --------
    >>> from hypothesis import given
    >>> @given(programs())
    ... def test_mine(program):
    ...     assert program.entry in program.text
    """
    return random_program(lambda n: draw(st.integers(0, n - 1)) if n > 1 else 0, size, draws=draws)
