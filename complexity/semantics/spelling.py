"""Results as texts: what tells two of them apart, and what a page shows.

A result may hold one list many times (`[row] * n`), so that what it says is much longer than what
there is. It is walked as it is shared; from a size on it is told by a digest [1]_.

References
----------
.. [1] R. C. Merkle, "A digital signature based on a conventional encryption function", CRYPTO 1987:
   the digest of a tree from those of its parts.
"""

from __future__ import annotations

import hashlib

from .results import Plain

WRITTEN = 10**6  # numbers of a result that are written out
SHOWN = 2_000  # characters of a result that a page shows
FIRST = 20  # elements of a list by which a larger one begins


def is_flat(value: list[Plain] | tuple[Plain, ...]) -> bool:
    """Whether a list holds no lists; the results of a function may be of several types."""
    return isinstance(value, list) and (not value or not isinstance(value[0], list))


def numbers(value: Plain) -> int:
    """How many numbers and lists a result has, what it shares as often as it stands there."""
    return _numbers(value, {})


def _numbers(value: Plain, seen: dict[int, int]) -> int:
    if not isinstance(value, list | tuple):
        return 1
    if is_flat(value):
        return 1 + len(value)
    if id(value) not in seen:
        seen[id(value)] = 1 + sum([_numbers(item, seen) for item in value])
    return seen[id(value)]


def text(value: Plain) -> str:
    """A result as a text, which no other result has.

    Examples
    --------
    >>> text([[1, 2], [3]])
    '[[1, 2], [3]]'
    >>> row = [7] * 10**4
    >>> text([row] * 10**4) == text([row[:] for _ in range(10**4)])
    True
    """
    count = numbers(value)
    if count <= WRITTEN:
        return repr(value)
    return f"{_beginning(value)} ... ({count:,} numbers and lists, {_digest(value, {}).hex()[:32]})"


def _digest(value: Plain, seen: dict[int, bytes]) -> bytes:
    if not isinstance(value, list | tuple):
        return hashlib.sha256(repr(value).encode()).digest()
    if id(value) not in seen:
        flat = is_flat(value)
        parts = repr(value).encode() if flat else b"".join([_digest(x, seen) for x in value])
        head = f"{type(value).__name__} {len(value)} {flat} ".encode()
        seen[id(value)] = hashlib.sha256(head + parts).digest()
    return seen[id(value)]


def _beginning(value: Plain) -> str:
    """The first elements of the first lists."""
    parts = [_beginning(x) if isinstance(x, list | tuple) else repr(x) for x in value[:1]]
    parts += [repr(x) for x in value[1:FIRST] if not isinstance(x, list | tuple)]
    return f"[{', '.join(parts)}{', ...' if len(value) > len(parts) else ''}]"


def shown(value: Plain) -> str:
    """A result as a page shows it: up to a length.

    Examples
    --------
    >>> shown([1, 2]), shown([5] * 1000)[-40:]
    ('[1, 2]', '5, 5... (1,001 numbers and lists in all)')
    """
    told = text(value)
    if len(told) <= SHOWN or numbers(value) > WRITTEN:
        return told
    return f"{told[:SHOWN]}... ({numbers(value):,} numbers and lists in all)"
