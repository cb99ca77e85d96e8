"""Minimum size, formula length and depth of functions: exact values, or lower and upper bounds.

Upper bounds come from circuits that are known or can be built (`upper_bounds`). Functions of up to
four variables are tabulated (`tabulate`), an exhaustive computation; for more, and for several
outputs, a SAT solver is asked for circuits of 1, 2, ... gates: each negative answer is a refutation
that `rup` has checked, and each circuit found is evaluated on all inputs. Inverters, constants
and variables cost nothing in either basis. For a function with don't-cares (`functions`), the
minimum over all tables that agree with it is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from ..aig.graph import Aig
from ..budget import WITHOUT_END, Budget, Ended
from ..sat.queries import asked, clauses_of, model_of
from .depth_formula import depth_formula
from .functions import (
    Function,
    apart,
    computes,
    costs,
    essential,
    function,
    narrowed,
    needed,
    normal,
    open_inputs,
)
from .synthesis import Chain, Encoding, evaluate
from .tabulate import INTERRUPTED, Sizes, formulas
from .tabulate import enough as sufficient
from .upper_bounds import Uppers, projected, uppers

TABULATED = 4  # variables
CLAUSES = 1_000_000  # of a formula, above which the solver is not asked
CONFLICTS = 100_000  # for one question
QUICK = 10  # one part in so many of them goes to finding a circuit before refuting one


@dataclass(frozen=True, slots=True)
class Refuted:
    """A refuted value of a measure, and the length of the refutation that `rup` accepted."""

    measure: str
    value: int
    steps: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of a minimum.

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
        """The minimum; None where the bounds do not meet."""
        return self.lower if self.lower == self.upper else None


@dataclass(frozen=True, slots=True)
class Minima:
    """The minimum circuits of some functions.

    Attributes
    ----------
    functions : the functions computed
    size, formula_length, depth : of all outputs together; formulas share no gates, so the formula
        length is a sum over outputs, and the depth a maximum
    chain : a circuit whose size is the upper bound, over the variables in `support`; its
        outputs are the distinct normal functions. None where no gate is needed
    support : the variables that the functions need
    refuted : the refuted values
    stopped : why the bounds were left as they are: an interrupt, the end of a budget; else empty
    """

    variables: int
    basis: str
    functions: tuple[Function, ...]
    size: Bounds
    formula_length: Bounds
    depth: Bounds
    support: tuple[int, ...]
    chain: Chain | None
    refuted: tuple[Refuted, ...]
    stopped: str = ""


@dataclass(slots=True)
class Search:
    """The settings of a search for minima, what it refuted, and what stopped it.

    Attributes
    ----------
    conflicts : the solver's limit for one question
    chain : a minimum circuit of the single function searched last, where the solver found one
    """

    basis: str
    conflicts: int = CONFLICTS
    budget: Budget = field(default_factory=Budget)
    refuted: list[Refuted] = field(default_factory=list)
    stopped: str = ""
    chain: Chain | None = None

    @contextmanager
    def going(self) -> Iterator[None]:
        """Record an interrupt or the end of the budget in `stopped`, which later searches check."""
        try:
            yield
        except Ended as error:
            self.stopped = str(error)
        except KeyboardInterrupt:
            self.stopped = INTERRUPTED


def minima(
    tables: Sequence[int],
    variables: int,
    basis: str,
    conflicts: int = CONFLICTS,
    circuits: Sequence[Aig] = (),
    cares: Sequence[int] | None = None,
    budget: Budget | None = None,
) -> Minima:
    """Bound the minimum size, formula length and depth of truth tables of K variables.

    Parameters
    ----------
    tables : integers of 2^K bits, bit i the value at the input whose bit v is variable v
    basis : "full" or "aig"
    conflicts : the solver's limit for one question
    circuits : known circuits with an output for each table
    cares : for each table, the inputs at which its value matters; all by default
    budget : of seconds

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
    open_ = [None] * len(tables) if cares is None else cares
    functions = tuple(
        function(table, variables, care) for table, care in zip(tables, open_, strict=True)
    )
    support = needed(functions, variables)
    small = [normal(narrowed(one, variables, support)) for one in functions]
    targets = tuple(sorted({one for one in small if costs(one, len(support))}))
    search = Search(basis, conflicts, Budget(conflicts=WITHOUT_END) if budget is None else budget)
    given = [
        projected(aig, [aig.outputs[small.index(one)] for one in targets], support)
        for aig in circuits
    ]
    best = enough(targets, len(support), given, search)
    found = [single(one, len(support), best, at, search) for at, one in enumerate(targets)]
    size, chain = together(targets, len(support), best, [one[0] for one in found], search)
    each = [found[targets.index(one)] for one in small if one in targets]
    return Minima(
        variables,
        basis,
        functions,
        size,
        gathered(sum, [one[1] for one in each]),
        gathered(max, [one[2] for one in each]),
        support,
        chain,
        tuple(search.refuted),
        search.stopped,
    )


def enough(
    targets: Sequence[Function], variables: int, circuits: Sequence[Aig], search: Search
) -> Uppers:
    """The best upper bounds of all circuits that can be built within the budget, at least one."""
    stream = uppers(targets, variables, search.basis, circuits, search.budget)
    best = next(stream)
    with search.going():
        search.budget.check()
        for one in stream:
            best = one
    return best


def together(
    targets: Sequence[Function],
    variables: int,
    best: Uppers,
    alone: Sequence[Bounds],
    search: Search,
) -> tuple[Bounds, Chain | None]:
    """Bound the size of all functions together; return a circuit of the upper bound too."""
    if len(targets) < 2:
        size = alone[0] if alone else Bounds(0, 0, "exact")
        chain = best.chain if best.size == size.upper else search.chain
        return size, chain if targets else None
    lowest = max(one.lower for one in alone)
    low = max(lowest, apart(targets, variables))
    high = min(best.size, sum(one.upper for one in alone))
    ground = (
        "exact"
        if low == lowest and any(one.evidence == "exact" for one in alone if one.lower == low)
        else "proved"
    )
    size, found = least_size(targets, variables, (low, high), search, ground=ground)
    return size, found or (best.chain if best.size == size.upper else None)


def single(
    target: Function, variables: int, best: Uppers, at: int, search: Search
) -> tuple[Bounds, Bounds, Bounds]:
    """Bound size, formula length and depth of one normal function, given upper bounds."""
    support = needed([target], variables)
    small, k = narrowed(target, variables, support), len(support)
    upper = best.sizes[at], best.lengths[at], best.depths[at]
    return (tabulated if k <= TABULATED else searched)(small, k, upper, search)


def tabulated(
    target: Function, variables: int, upper: tuple[int, int, int], search: Search
) -> tuple[Bounds, Bounds, Bounds]:
    """The same for a function of few variables: the minimum over all tables that agree with it."""
    found, lengths, levels = formulas(variables, search.basis)
    wanted = found.completed(target.table, open_inputs(target, variables))
    sizes = Sizes(found, search.basis, sufficient(found, lengths))
    if not search.stopped:
        with search.going():
            search.budget.check()
            sizes.run(wanted, search.budget)
    low, high = sizes.least(wanted)
    size = Bounds(low, min(high, upper[0]), "exact" if low == min(high, upper[0]) else "unknown")
    if size.value is None:
        span = low, size.upper
        size, search.chain = least_size((target,), variables, span, search, ground="exact")
    length, depth = (min(column[one] for one in wanted) for column in (lengths, levels))
    return size, Bounds(length, length, "exact"), Bounds(depth, depth, "exact")


def searched(
    target: Function, variables: int, upper: tuple[int, int, int], search: Search
) -> tuple[Bounds, Bounds, Bounds]:
    """The same by a solver alone."""
    low = max(1, essential(target, variables) - 1)
    size, search.chain = least_size((target,), variables, (low, upper[0]), search)
    length, _ = least_size((target,), variables, (size.lower, upper[1]), search, formula=True)
    shallow = max(1, low.bit_length())
    return size, length, least_depth(target, variables, (shallow, upper[2]), search)


def least_size(
    targets: Sequence[Function],
    variables: int,
    span: tuple[int, int],
    search: Search,
    formula: bool = False,
    ground: str = "proved",
) -> tuple[Bounds, Chain | None]:
    """Bound the number of gates from both sides, with a chain where the solver finds one.

    Parameters
    ----------
    span : a lower and an upper bound
    """
    start = Bounds(*span, ground if span[0] == span[1] else "unknown")
    told: tuple[Bounds, Chain | None] = start, None
    if search.stopped:
        return told
    with search.going():
        search.budget.check()
        for one in sought(targets, variables, span, search, formula, ground):
            told = one
    return told


def sought(
    targets: Sequence[Function],
    variables: int,
    span: tuple[int, int],
    search: Search,
    formula: bool,
    ground: str,
) -> Iterator[tuple[Bounds, Chain | None]]:
    """The same, asking for one size after another; each improvement is yielded.

    After an unanswered question, circuits below the upper bound are still searched for.
    """
    lower, upper = span
    tables, cares = ([one[side] for one in targets] for side in (0, 1))
    for size in range(lower, upper):
        if clauses_of(variables, size) > CLAUSES:
            return
        search.budget.part(size, upper, "gates asked for")
        quick = Encoding(variables, tables, size, search.basis, formula, False, cares)
        model = model_of(quick.clauses, search.conflicts // QUICK, search.budget)
        if model is None and lower == size:
            strict = Encoding(variables, tables, size, search.basis, formula, True, cares)
            found, model, steps = asked(strict.clauses, search.conflicts, search.budget)
            if found is False:
                search.refuted.append(Refuted("formula_length" if formula else "size", size, steps))
                lower, ground = size + 1, "proved"
                yield Bounds(lower, upper, ground if lower == upper else "unknown"), None
            quick = strict
        if model is not None:
            chain = quick.chain(model)
            for table, wanted in zip(evaluate(chain), targets, strict=True):
                assert computes(table, wanted, variables)
            yield Bounds(lower, size, ground if lower == size else "unknown"), chain
            return


def least_depth(target: Function, variables: int, span: tuple[int, int], search: Search) -> Bounds:
    """Bound the depth, given a lower and an upper bound."""
    lower, upper = span
    if not search.stopped:
        with search.going():
            search.budget.check()
            for depth in range(lower, upper):
                if (8 << depth) << variables > CLAUSES:
                    break
                clauses = depth_formula(variables, target.table, depth, search.basis, target.care)
                found, _, steps = asked(clauses, search.conflicts, search.budget)
                if found:
                    upper = depth
                    break
                if found is False and lower == depth:
                    search.refuted.append(Refuted("depth", depth, steps))
                    lower = depth + 1
    return Bounds(lower, upper, "proved" if lower == upper else "unknown")


def gathered(gather: Callable[[list[int]], int], parts: Sequence[Bounds]) -> Bounds:
    """The bounds of a sum or maximum of several minima; 0 for none."""
    if not parts:
        return Bounds(0, 0, "exact")
    lower, upper = gather([one.lower for one in parts]), gather([one.upper for one in parts])
    if lower < upper:
        return Bounds(lower, upper, "unknown")
    return Bounds(lower, upper, min(one.evidence for one in parts if one.value is not None))
