"""Text for a terminal: what cannot be printed is escaped, and what is misspelt gets similar names.

Names, sources, docstrings and messages in files are untrusted. An escape sequence or a control of
the writing direction in one of them could move the cursor, hide printed text or reorder it [1]_.

References
----------
.. [1] N. Boucher and R. Anderson, "Trojan Source: Invisible Vulnerabilities", USENIX Security 2023.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .stopping import refuse_asked

_STYLE = re.compile("(\x1b\\[[0-9;]*m)")

MOST = 2_000  # characters of a value or an exception that are quoted


def visible(text: str) -> str:
    """Escape the characters of a text that cannot be printed, in Python's notation.

    Examples
    --------
    >>> print(visible("a\\tb\\x1b[31m \\u202e \\ud800 \\u00e9"))
    a\\tb\\x1b[31m \\u202e \\ud800 é
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    return character if character.isprintable() else repr(character)[1:-1]


def line(text: str) -> str:
    """Escape a source line like `visible`, but keep tabs."""
    return text if text.isprintable() else "\t".join(map(visible, text.split("\t")))


def lines(text: str) -> str:
    """Escape several lines, each like `line`."""
    return text if text.isprintable() else "\n".join(map(line, text.split("\n")))


def styled(text: str) -> str:
    """Escape like `lines`, but keep sequences that only set colours and weights.

    Examples
    --------
    >>> styled("\\x1b[1mbold\\x1b[0m \\x1b[2J") == "\\x1b[1mbold\\x1b[0m \\\\x1b[2J"
    True
    """
    parts = _STYLE.split(text)
    return "".join(part if at % 2 else lines(part) for at, part in enumerate(parts))


def told(error: BaseException) -> str:
    """The text of an exception, whatever its `__str__` does."""
    try:
        text = "".join([str(error)])  # a plain str, never a subclass
    except BaseException as other:
        refuse_asked(other)
        return f"its text cannot be told: __str__ raised {kind(other)}"
    return cut(text)


def quoted(value: object) -> str:
    """The Python notation of a value, whatever its `__repr__` does."""
    try:
        text = "".join([repr(value)])
    except BaseException as other:
        refuse_asked(other)
        return f"a {kind(value)} whose __repr__ raised {kind(other)}"
    return cut(text)


def kind(value: object) -> str:
    """The name of a value's type, whatever its metaclass does."""
    return cut(str(type.__dict__["__name__"].__get__(type(value))))


def similar(name: str, known: Iterable[str], most: int = 1) -> list[str]:
    """The known names most similar to a given one, the most similar first.

    Examples
    --------
    >>> similar("quicksrot", ["quicksort", "insertion"]), similar("x", ["quicksort"])
    (['quicksort'], [])
    """
    import difflib

    return difflib.get_close_matches(name, list(known), most)


def cut(text: str) -> str:
    """Shorten a long text in the middle."""
    half = MOST // 2
    return text if len(text) <= MOST else f"{text[:half]} ... {text[-half:]}"
