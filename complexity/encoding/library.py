"""The given words of a reference language: functions whose bodies cost no bits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ..language.graph import Function, Graph, Payload, callees, recalled
from ..language.normal.normal_form import normalise
from ..language.types import Type


@dataclass(frozen=True, slots=True)
class Library:
    """Functions that programs may call at the cost of naming them alone.

    Attributes
    ----------
    functions : the words, each under its `word`, and the hidden helpers that they call, all
        `given`; a call's payload is an index into this tuple
    """

    functions: tuple[Function, ...] = ()


NOTHING = Library()


class NotGiven(ValueError):
    """A program calls a given word that its reference language does not give."""


@dataclass(frozen=True, slots=True)
class Interface:
    """The parameter and result types of a function."""

    params: tuple[Type, ...]
    results: tuple[Type, ...]


def interface(function: Function) -> Interface:
    """Return the parameter and result types of a function."""
    return Interface(function.body.param_types, function.result_types)


def words(library: Library) -> tuple[str, ...]:
    """Return the names of the words that a library gives, in order."""
    return tuple(function.word for function in library.functions if function.word)


def gather(programs: Mapping[str, Graph]) -> Library:
    """Build the library of words that are each the entry of a graph.

    Parameters
    ----------
    programs : the graph of each word; functions of the same name are the same function

    Raises
    ------
    ValueError
        If two different functions have the same name, since all words come from one file.
    """
    word_of = {graph.entry.name: word for word, graph in programs.items()}
    first_of: dict[str, tuple[Function, Graph]] = {}
    for graph in programs.values():
        for function in graph.functions:
            first = first_of.setdefault(function.name, (function, graph))[0]
            if (first.line, interface(first)) != (function.line, interface(function)):
                raise ValueError(f"two functions of the library are called {function.name}")
    index = {name: place for place, name in enumerate(first_of)}
    return Library(
        tuple(
            replace(
                recalled(function, _targets(graph, index)), given=True, word=word_of.get(name, "")
            )
            for name, (function, graph) in first_of.items()
        )
    )


def _targets(graph: Graph, index: Mapping[str, int]) -> Callable[[int], int]:
    return lambda place: index[graph.functions[place].name]


def positions(program: Graph, library: Library) -> dict[Payload, int]:
    """Map a program's functions to positions in the table: own ones first, then the words.

    Raises
    ------
    NotGiven
        If a given word is not in the library, or has other types there.
    """
    own = sum(not function.given for function in program.functions)
    given = [function for function in library.functions if function.word]
    places = {function.word: own + at for at, function in enumerate(given)}
    table: dict[Payload, int] = {}
    for index, function in enumerate(program.functions):
        word = function.word
        if not function.given:
            table[index] = len(table)
        elif word and word not in places:
            raise NotGiven(f"the program calls {word}, which its reference language does not give")
        elif word:
            table[index] = places[word]
            if interface(function) != interface(given[table[index] - own]):
                raise NotGiven(f"{word} has other types than the word that is given")
    return table


def with_library(own: tuple[Function, ...], library: Library) -> Graph:
    """Return the graph of a program's own functions and of the library functions they need.

    In `own`, a call of the i-th word has the payload (number of own functions) + i.
    """
    given = [place for place, function in enumerate(library.functions) if function.word]
    called = {
        place: place if place < len(own) else len(own) + given[place - len(own)]
        for place in range(len(own) + len(given))
    }
    mine = tuple(recalled(f, called.__getitem__) for f in own)
    theirs = tuple(recalled(f, lambda place: place + len(own)) for f in library.functions)
    return reached(mine + theirs, range(len(own)))


def program_of(library: Library, word: str) -> Graph:
    """Return a word as a program of its own, in normal form, whose bits are counted."""
    entry = next(place for place, f in enumerate(library.functions) if f.word == word)
    own = tuple(replace(function, given=False, word="") for function in library.functions)
    return normalise(reached(own, [entry]))


def reached(functions: tuple[Function, ...], roots: Iterable[int]) -> Graph:
    """Return the graph of some functions and all that they call, the given ones last."""
    visited: dict[int, None] = {}
    waiting = list(roots)[::-1]
    while waiting:
        place = waiting.pop()
        if place not in visited:
            visited[place] = None
            waiting += list(callees(functions[place].body))[::-1]
    order = sorted(visited, key=lambda place: functions[place].given)
    index = {place: new for new, place in enumerate(order)}
    return Graph(tuple(recalled(functions[place], index.__getitem__) for place in order))
