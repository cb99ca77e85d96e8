"""The reference languages: versions of the op table and of the code, with given words.

The words that `objective`, `construct` and `search` give are data of a task's file; `bare` gives
none. A version identifies everything that lengths depend on: two lengths are comparable if their
language and version are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from ..language.graph import Graph
from ..language.ops import OPS
from .code import encode, weigh
from .derivation import VERSION
from .library import Library, gather, program_of, words
from .weight import Weight

NAMES = ("bare", "objective", "construct", "search")


@dataclass(frozen=True, slots=True)
class Language:
    """A reference language, relative to which lengths are measured.

    Attributes
    ----------
    name : one of `NAMES`, with ``+word`` for each word that was given besides
    version : the code's version number and a hash of the op table and of the given words' codes
    given : the names of the given words
    library : the given words
    """

    name: str
    version: str
    given: tuple[str, ...]
    library: Library


def language(
    name: str, given: Mapping[str, Graph], besides: Mapping[str, Graph] | None = None
) -> Language:
    """Return the reference language with a name and the graphs of its words.

    Parameters
    ----------
    name : one of `NAMES`
    given : the words that the language gives for the task at hand
    besides : further words that are given, as by ``--given``

    Raises
    ------
    ValueError
        If the name is unknown, or if `bare` is given words of its own.
    """
    if name not in NAMES:
        raise ValueError(f"{name!r} is no reference language: choose {', '.join(NAMES)}")
    if name == "bare" and given:
        raise ValueError("bare gives no words: give them besides, or choose another language")
    more = {word: graph for word, graph in (besides or {}).items() if word not in given}
    library = gather({**given, **more})
    full = "+".join([name, *sorted(more)])
    return Language(full, version(library), words(library), library)


def version(library: Library) -> str:
    """Return the version of the language that gives a library; it determines all lengths."""
    rows = [f"{op.name}: {op.signature} {op.payload}" for op in OPS.values() if op.coded]
    rows += [f"{word}: {encode(program_of(library, word))}" for word in words(library)]
    return f"{VERSION}.{sha256(chr(10).join(rows).encode()).hexdigest()[:8]}"


def lengths(library: Library) -> dict[str, Weight]:
    """Return the weight of each given word as a program of `bare`: what it saves its users."""
    return {word: weigh(program_of(library, word)) for word in words(library)}
