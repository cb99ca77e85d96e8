"""Truth tables as text: 2^K bits in hexadecimal; bit i is the value at input i."""

from __future__ import annotations

import re

MOST = 16  # variables of a truth table


class BadTable(ValueError):
    """A text is not a truth table of the given number of variables; the message says why."""


def read_table(text: str, variables: int | None) -> tuple[int, int]:
    """Parse a truth table; its number of digits gives the number of variables by default.

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
    """Write a truth table in the format that `read_table` reads."""
    return f"{table:0{max(1, (1 << variables) // 4)}x}"
