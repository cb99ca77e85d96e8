"""The least size, formula length and depth of truth tables, with both bounds, or an interval.

Functions of up to four variables are tabulated (`tabulate`), a closed computation; beyond, and
where there are several outputs, a SAT solver is asked for circuits of 1, 2, ... gates: each refusal
is a refutation that `rup` has checked, and the circuit that is found is evaluated on all inputs.
Inverters, constants and variables cost nothing in either basis.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .asking import asked, clauses_of, model_of
from .levelled import depth_formula
from .shannon import expand, formula_size
from .sweep import projection
from .synthesis import Chain, Encoding, evaluate
from .tabulate import formulas, sizes

TABULATED = 4  # variables
CLAUSES = 1_000_000  # of a formula, beyond which the solver is not asked
CONFLICTS = 100_000  # for one question
QUICK = 10  # the part of them that is spent on finding a circuit before it is refuted


@dataclass(frozen=True, slots=True)
class Refuted:
    """A bound that a solver refuted and `rup` accepted: of which measure, at which value."""

    measure: str
    value: int
    steps: int


INTERRUPTED = Refuted("", -1, 0)  # what a log holds after an interrupt: nothing more is asked


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of a least value.

    Attributes
    ----------
    evidence : "exact" where the lower bound was tabulated, "proved" where it is a checked
        refutation or trivial, and the upper a circuit; "unknown" where they do not meet
    """

    lower: int
    upper: int
    evidence: str

    @property
    def value(self) -> int | None:
        """The least value; None where the bounds do not meet."""
        return self.lower if self.lower == self.upper else None


@dataclass(frozen=True, slots=True)
class Minima:
    """The least circuits of some functions.

    Attributes
    ----------
    tables : the functions
    size, formula_length, depth : of all outputs together; formulas share nothing, so the formula
        length is a sum over outputs, and the depth a maximum
    chain : a circuit of the upper bound of the size over the variables that are needed, where a
        solver found one; its functions are the normal ones
    support : those variables
    refuted : the bounds that were refuted
    interrupted : whether an interrupt left the bounds where they stand
    """

    variables: int
    basis: str
    tables: tuple[int, ...]
    size: Bounds
    formula_length: Bounds
    depth: Bounds
    support: tuple[int, ...]
    chain: Chain | None
    refuted: tuple[Refuted, ...]
    interrupted: bool = False


def minima(
    tables: Sequence[int], variables: int, basis: str, conflicts: int = CONFLICTS,
    most: int | None = None,
) -> Minima:  # fmt: skip
    """The least size, formula length and depth of truth tables of K variables.

    Parameters
    ----------
    tables : integers of 2^K bits, bit i the value at the input whose bit v is variable v
    basis : "full" or "aig"
    conflicts : the most that the solver may meet for one question
    most : how many ANDs a circuit of the tables has, where one is known

    Raises
    ------
    Missing
        If NumPy or python-sat is needed and not installed.

    Examples
    --------
    >>> majority = minima([0xE8], 3, "aig")
    >>> majority.size.value, majority.formula_length.value, majority.depth.value
    (4, 4, 3)
    """
    support = needed(tables, variables)
    small = [restricted(table, variables, support) for table in tables]
    targets = tuple(sorted(proper(small, len(support))))
    log: list[Refuted] = []
    found = [single(target, len(support), basis, conflicts, log) for target in targets]
    chain = None
    if len(targets) == 1 and found[0][0].value is not None:
        size = found[0][0]
    elif targets:
        reach = [len(needed([target], len(support))) - 1 for target in targets]
        low = max([*reach, len(targets)])
        high = min(expand(targets, len(support)).size, sum(b[0].upper for b in found))
        high = high if most is None else min(high, most)
        size, chain = least_size(targets, len(support), basis, (low, high), conflicts, log)
    else:
        size = Bounds(0, 0, "exact")
    each = [found[targets.index(one)] for one in map(normal(len(support)), small) if one in targets]
    return Minima(
        variables, basis, tuple(tables), size, together(sum, [one[1] for one in each]),
        together(max, [one[2] for one in each]), support, chain,
        tuple(one for one in log if one != INTERRUPTED), INTERRUPTED in log,
    )  # fmt: skip


def needed(tables: Sequence[int], variables: int) -> tuple[int, ...]:
    """The variables on which some table depends."""
    return tuple(
        v
        for v in range(variables)
        if any((t >> (1 << v) ^ t) & ~projection(variables, v) & _whole(variables) for t in tables)
    )


def restricted(table: int, variables: int, support: Sequence[int]) -> int:
    """A table over the variables of its support alone, the others 0."""
    found = 0
    for i in range(1 << len(support)):
        at = sum((i >> place & 1) << v for place, v in enumerate(support))
        found |= (table >> at & 1) << i
    return found


def normal(variables: int) -> Callable[[int], int]:
    """Of a table and its complement the one whose value at input 0 is 0."""
    return lambda table: table ^ _whole(variables) if table & 1 else table


def proper(tables: Sequence[int], variables: int) -> set[int]:
    """The normal functions of tables that are neither constant nor a variable."""
    free = {0, *(projection(variables, v) for v in range(variables))}
    return set(map(normal(variables), tables)) - free


def single(
    target: int, variables: int, basis: str, conflicts: int, log: list[Refuted]
) -> tuple[Bounds, Bounds, Bounds]:
    """The least size, formula length and depth of one normal function."""
    if variables <= TABULATED:
        found, lengths, levels = formulas(variables, basis)
        one = int(found.of[target])
        low, high = (bound[one] for bound in sizes(found, basis, lengths, one))
        size = Bounds(low, high, "exact" if low == high else "unknown")
        if low < high:
            size, _ = least_size((target,), variables, basis, (low, high), conflicts, log)
            size = replace(size, evidence="unknown" if size.value is None else "exact")
        length, depth = (Bounds(column[one], column[one], "exact") for column in (lengths, levels))
        return size, length, depth
    return searched(target, variables, basis, conflicts, log)


def searched(
    target: int, variables: int, basis: str, conflicts: int, log: list[Refuted]
) -> tuple[Bounds, Bounds, Bounds]:
    """The same by a solver alone."""
    support = needed([target], variables)
    if len(support) < variables:
        inner = restricted(target, variables, support)
        return single(inner, len(support), basis, conflicts, log)
    circuit, low = expand([target], variables), variables - 1
    size, _ = least_size((target,), variables, basis, (low, circuit.size), conflicts, log)
    span = size.lower, formula_size(circuit)
    length, _ = least_size((target,), variables, basis, span, conflicts, log, formula=True)
    shallow = max(1, (variables - 1).bit_length())
    return (
        size,
        length,
        least_depth(target, variables, basis, (shallow, circuit.depth), conflicts, log),
    )


def least_size(
    targets: Sequence[int], variables: int, basis: str, span: tuple[int, int], conflicts: int,
    log: list[Refuted], formula: bool = False,
) -> tuple[Bounds, Chain | None]:  # fmt: skip
    """The least number of gates between two bounds, and a chain where one was found.

    An interrupt leaves the bounds as they are, here and in every later search of the log.
    """
    start = len(log)
    try:
        if INTERRUPTED not in log:
            return sought(targets, variables, basis, span, conflicts, log, formula)
    except KeyboardInterrupt:
        log.append(INTERRUPTED)
    lower, upper = max([span[0], *(one.value + 1 for one in log[start:])]), span[1]
    return Bounds(lower, upper, "proved" if lower == upper else "unknown"), None


def sought(
    targets: Sequence[int], variables: int, basis: str, span: tuple[int, int], conflicts: int,
    log: list[Refuted], formula: bool,
) -> tuple[Bounds, Chain | None]:  # fmt: skip
    """The same, by asking for one size after the other.

    Once a question was not answered, smaller circuits than the upper bound are still looked for.
    """
    lower, upper = span
    for size in range(lower, upper + 1):
        if clauses_of(variables, size) > CLAUSES:
            break
        quick = Encoding(variables, targets, size, basis, formula, ordered=False)
        model = model_of(quick.clauses, conflicts // QUICK)
        if model is not None:
            chain = quick.chain(model)
            assert evaluate(chain) == tuple(targets)
            return Bounds(lower, size, "proved" if lower == size else "unknown"), chain
        if lower == size < upper:
            strict = Encoding(variables, targets, size, basis, formula)
            found, model, steps = asked(strict.clauses, conflicts)
            if model is not None:
                chain = strict.chain(model)
                assert evaluate(chain) == tuple(targets)
                return Bounds(size, size, "proved"), chain
            if found is False:
                log.append(Refuted("formula_length" if formula else "size", size, steps))
                lower = size + 1
    return Bounds(lower, upper, "proved" if lower == upper else "unknown"), None


def least_depth(
    target: int, variables: int, basis: str, span: tuple[int, int], conflicts: int,
    log: list[Refuted],
) -> Bounds:  # fmt: skip
    """The least depth between two bounds."""
    lower, upper = span
    for depth in range(lower, upper if INTERRUPTED not in log else lower):
        if (8 << depth) << variables > CLAUSES:
            break
        clauses = depth_formula(variables, target, depth, basis)
        try:
            found, _, steps = asked(clauses, conflicts)
        except KeyboardInterrupt:
            log.append(INTERRUPTED)
            break
        if found:
            upper = depth
            break
        if found is False and lower == depth:
            log.append(Refuted("depth", depth, steps))
            lower = depth + 1
    return Bounds(lower, upper, "proved" if lower == upper else "unknown")


def together(gather: Callable[[list[int]], int], parts: Sequence[Bounds]) -> Bounds:
    """The bounds of a sum or of a maximum of several least values; 0 of none."""
    if not parts:
        return Bounds(0, 0, "exact")
    lower, upper = gather([one.lower for one in parts]), gather([one.upper for one in parts])
    if lower < upper:
        return Bounds(lower, upper, "unknown")
    return Bounds(lower, upper, min(one.evidence for one in parts if one.value is not None))


def _whole(variables: int) -> int:
    return (1 << (1 << variables)) - 1
