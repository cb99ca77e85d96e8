"""The length, code and line-by-line weight of a graph, relative to a library."""

from __future__ import annotations

from ..language.check import check
from ..language.failures import IllFormed
from ..language.graph import Graph
from ..language.normal.normal_form import normalise, unmarked
from ..language.stack_room import deep
from .bits import Malformed, Place, Reader, Writer, codeword
from .derivation import derive
from .library import NOTHING, Library, with_library
from .weight import Weight, weight_of


def weigh(graph: Graph, library: Library = NOTHING) -> Weight:
    """Return the weight N of a program: the product of the numbers of alternatives.

    Parameters
    ----------
    graph : a program graph in normal form
    library : the given words, whose bodies are free

    Raises
    ------
    IllFormed
        If the graph is not in normal form.
    NotGiven
        If it calls a given word that the library does not hold.

    Notes
    -----
    Marks (`candidate`) are free: a program is encoded, and decoded, without its marks.

    log2 N is an upper bound of the program's Kolmogorov complexity relative to the language, up to
    a constant [1]_; the probabilities 1/N of all programs sum to at most 1 (Kraft).

    References
    ----------
    .. [1] M. Li and P. Vitanyi, *An Introduction to Kolmogorov Complexity and Its Applications*,
       4th ed. 2019, ch. 3.
    """
    return weight_of(_written(graph, library).alternatives)


def encode(graph: Graph, library: Library = NOTHING) -> str:
    """Return the code of a program: ceil(log2 N)+1 binary digits, forming a prefix-free code.

    Raises
    ------
    IllFormed, NotGiven
        As for `weigh`.
    """
    return codeword(_written(graph, library).choices)


@deep
def decode(bits: str, library: Library = NOTHING) -> Graph:
    """Return the program, in normal form, that has a given code.

    Raises
    ------
    Malformed
        If the bits are not the code of a program: not binary digits, too short, too long, of a
        graph that is not in normal form (whose own code differs), or beyond the reader's limits.
    """
    reader = Reader(bits)
    functions = derive(reader, library)
    if codeword(reader.choices) != bits:
        raise Malformed("the bits go on after the program's end")
    try:
        graph = normalise(with_library(functions, library))
        check(graph)
    except IllFormed as error:
        raise Malformed(f"the bits derive an ill-formed graph: {error}") from None
    if encode(graph, library) != bits:
        raise Malformed("the bits derive a graph that is not in normal form: it has another code")
    return graph


def explain(graph: Graph, library: Library = NOTHING) -> dict[Place, Weight]:
    """Return the share of each source line in a program's weight; the product is the weight.

    Returns
    -------
    {(source, line): the product of the alternatives of the choices made for that line}. A choice
    belongs to the line of the node that it makes; references and literals to the node that uses
    them; a signature to its function's line; the header and the results of a region to the line of
    its node. The source is empty for the program's own file.

    Raises
    ------
    IllFormed, NotGiven
        As `weigh`.
    """
    tallies = _written(graph, library).tallies
    return {place: weight_of(tallies[place]) for place in sorted(tallies)}


@deep
def _written(graph: Graph, library: Library) -> Writer:
    writer = Writer()
    derive(writer, library, unmarked(graph))
    return writer
