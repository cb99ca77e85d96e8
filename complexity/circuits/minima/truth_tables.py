"""Truth tables as text: 2^K bits in hexadecimal, bit i the value at input i."""

from __future__ import annotations

import re

MOST = 16  # variables of a table


class BadTable(ValueError):
    """A text that is no truth table of so many variables; the message says why."""


def read_table(text: str, variables: int | None) -> tuple[int, int]:
    """A truth table and its number of variables, which its digits say where it is not given.

    Raises
    ------
    BadTable
        If a digit is not hexadecimal, there are too few or too many, or bits beyond 2^K.

    Examples
    --------
    >>> read_table("e8", 3), read_table("8000", None)
    ((232, 3), (32768, 4))
    """
    if not re.fullmatch(r"[0-9a-fA-F]+", text):
        raise BadTable(f"{text[:40]!r} is not hexadecimal")
    if variables is None:
        variables = (4 * len(text)).bit_length() - 1
        if 4 * len(text) != 1 << variables:
            raise BadTable(f"{len(text)} digits are no truth table: 2^K bits are 2^K / 4 digits")
    if variables > MOST:
        raise BadTable(f"{variables} variables are more than {MOST}")
    digits = max(1, (1 << variables) // 4)
    if len(text) != digits:
        raise BadTable(
            f"a truth table of {variables} variables has {digits} hexadecimal digits, "
            f"and {text[:40]!r} has {len(text)}"
        )
    table = int(text, 16)
    if table >> (1 << variables):
        raise BadTable(f"{text!r} has bits beyond the {1 << variables} of {variables} variables")
    return table, variables


def write_table(table: int, variables: int) -> str:
    """A truth table as it is read."""
    return f"{table:0{max(1, (1 << variables) // 4)}x}"
