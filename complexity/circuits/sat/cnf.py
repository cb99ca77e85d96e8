"""Circuits as clauses: three for each gate, and the miter of two circuits.

Variable v of a circuit is variable v + 1 of the clauses, which are numbered from 1.

References
----------
G. Tseitin, "On the complexity of derivation in propositional calculus", 1968 (a variable a gate);
D. Plaisted and S. Greenbaum, "A structure-preserving clause form translation", J. Symbolic
Computation 2, 1986 (one direction where one is enough); D. Brand, "Verification of large
synthesized designs", ICCAD 1993 (the miter).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..aig.graph import NONE, Aig, Lit
from .rup import Clause

CONSTANT: Clause = (-1,)  # variable 0 of a circuit is false


def literal(lit: Lit) -> int:
    """Convert a literal of a circuit to a literal of clauses."""
    return -(lit >> 1) - 1 if lit & 1 else (lit >> 1) + 1


def gate(aig: Aig, variable: int) -> tuple[Clause, ...]:
    """The defining clauses of a variable: none for an input, one for the constant, else three."""
    left, right = aig.left[variable], aig.right[variable]
    if left == NONE:
        return () if variable else (CONSTANT,)
    out, a, b = variable + 1, literal(left), literal(right)
    return (-out, a), (-out, b), (out, -a, -b)


def cone(
    aig: Aig, roots: Iterable[int], met: set[int], image: Callable[[Lit], Lit] | None = None
) -> list[int]:
    """The variables that some variables depend on, themselves included, but for those met before.

    Parameters
    ----------
    met : the variables met so far; extended
    image : the literal that stands for a fan-in, itself by default
    """
    waiting, new = list(roots), []
    while waiting:
        variable = waiting.pop()
        if variable in met:
            continue
        met.add(variable)
        new.append(variable)
        left, right = aig.left[variable], aig.right[variable]
        if left != NONE:
            ends = (left, right) if image is None else (image(left), image(right))
            waiting += [end >> 1 for end in ends]
    return new


def equal(a: Lit, b: Lit) -> tuple[Clause, Clause]:
    """The clauses that make two literals equal."""
    return (-literal(a), literal(b)), (literal(a), -literal(b))


def differ(mark: int, a: Lit, b: Lit) -> tuple[Clause, Clause]:
    """The clauses by which a true mark, a new variable, implies that two literals differ."""
    return (-mark, literal(a), literal(b)), (-mark, -literal(a), -literal(b))


def marks(aig: Aig, pairs: Sequence[tuple[Lit, Lit]]) -> range:
    """The mark, a new variable of the clauses, of each pair of literals."""
    return range(len(aig.left) + 1, len(aig.left) + 1 + len(pairs))


def miter(aig: Aig, pairs: Sequence[tuple[Lit, Lit]]) -> list[Clause]:
    """The miter: clauses that are satisfiable iff some pair of literals can differ."""
    clauses = [clause for variable in range(len(aig.left)) for clause in gate(aig, variable)]
    new = marks(aig, pairs)
    for mark, (a, b) in zip(new, pairs, strict=True):
        clauses += differ(mark, a, b)
    return [*clauses, tuple(new)]


def copy(source: Aig, target: Aig, inputs: Sequence[Lit]) -> list[Lit]:
    """Copy a circuit into another over given inputs; return the images of its variables."""
    image = [0] * len(source.left)
    for variable, lit in zip(source.inputs, inputs, strict=True):
        image[variable] = lit
    for variable, left, right in source.ands():
        image[variable] = target.and_(moved(image, left), moved(image, right))
    return image


def moved(image: Sequence[Lit], lit: Lit) -> Lit:
    """The image of a literal under a copy."""
    return image[lit >> 1] ^ (lit & 1)
