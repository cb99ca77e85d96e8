"""CPython as an oracle: what a function's text does when Python itself runs it.

The text is run twice. First *watched*: a copy of its tree in which every operation that can make
a large number or a long list reports what it made, so that a run ends at a bound, and it is known
whether a number ever left 64 bits. If the watched run ended within its bounds, the text as it
stands is run too, and that run is what the calculator is compared with.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import functools
import itertools
import operator
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from complexity.language.failures import CODES, Undefined
from complexity.language.graph import Graph
from complexity.language.types import LARGEST, SMALLEST
from complexity.machine.evaluate import run
from complexity.semantics.limits import Limits

STEPS, BITS, RECURSION = 20_000, 2_000, 150


class TooMuch(BaseException):
    """The watched run passed a bound of this oracle: nothing is compared."""


@dataclass(slots=True)
class Outcome:
    """How a run under CPython ended.

    Attributes
    ----------
    result : what the function returned
    args : the arguments after the run
    error : the exception that ended it
    overflow : whether some integer left 64 signed bits on the way
    raised : whether the text itself raised the exception, with `raise`
    """

    result: Any = None
    args: tuple[Any, ...] = ()
    error: Exception | None = None
    overflow: bool = False
    raised: bool = False


class Watch:
    """Counts the work of a run and notes integers outside 64 bits."""

    def __init__(self) -> None:
        self.steps, self.depth, self.overflow = 0, 0, False

    def tick(self, value: Any = None, steps: int = 1) -> Any:
        """The value, one step later."""
        self.steps += steps
        if self.steps > STEPS:
            raise TooMuch
        return value

    def made(self, value: Any) -> Any:
        """A value that an operation made."""
        if isinstance(value, (list, range, tuple, str)):
            return self.tick(value, 1 + len(value))
        if isinstance(value, int) and not SMALLEST <= value <= LARGEST:
            self.overflow = True
            if value.bit_length() > BITS:
                raise TooMuch
        return self.tick(value)

    def apply(self, name: str, a: Any, b: Any) -> Any:
        """operator.name(a, b), where it is not too large to compute."""
        if name in ("pow", "ipow") and b < 0:
            raise ValueError("a negative exponent, which the language has no numbers for")
        large = abs(b) > BITS if isinstance(b, int) else False
        if large and name in ("pow", "ipow", "lshift", "ilshift") and a not in (-1, 0, 1):
            raise TooMuch
        lengths = [len(x) for x in (a, b) if isinstance(x, (list, tuple, str))]
        counts = [x for x in (a, b) if isinstance(x, int)]
        if lengths and counts and lengths[0] * max(counts[0], 0) > STEPS:
            raise TooMuch
        return self.made(getattr(operator, name)(a, b))

    def update(self, xs: Any, index: Any, name: str, value: Callable[[], Any]) -> None:
        """xs[index] op= value."""
        old = xs[index]
        xs[index] = self.apply(name, old, value())


NAMES: dict[type[ast.operator], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.FloorDiv: "floordiv",
    ast.Mod: "mod", ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift",
    ast.BitAnd: "and_", ast.BitOr: "or_", ast.BitXor: "xor",
}  # fmt: skip


class Watched(ast.NodeTransformer):
    """Rewrites a tree so that it reports to a `Watch` named `watch_`."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """An operation reports its result."""
        self.generic_visit(node)
        if type(node.op) not in NAMES:  # `/`, in a function that is refused
            return node
        name = NAMES[type(node.op)]
        return self.call("apply", node, ast.Constant(name), node.left, node.right)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        """An augmented assignment reports its result."""
        self.generic_visit(node)
        name = ast.Constant("i" + NAMES[type(node.op)].rstrip("_"))
        if isinstance(node.target, ast.Name):
            old = ast.Name(node.target.id, ast.Load())
            value = self.call("apply", node, name, old, node.value)
            return ast.copy_location(ast.Assign([node.target], value), node)
        target = cast(ast.Subscript, node.target)
        nothing = ast.arguments([], [], None, [], [], None, [])
        value = ast.Lambda(nothing, node.value)
        step = self.call("update", node, target.value, target.slice, name, value)
        return ast.copy_location(ast.Expr(step), node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """A negation reports its result."""
        self.generic_visit(node)
        return self.call("made", node, node) if isinstance(node.op, ast.USub) else node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A call reports its result and its arguments (`extend`)."""
        self.generic_visit(node)
        node.args = [
            arg
            if isinstance(arg, ast.GeneratorExp | ast.Lambda | ast.Starred)
            else self.call("made", arg, arg)
            for arg in node.args
        ]
        return self.call("made", node, node)

    def clause(self, node: Any) -> ast.AST:
        """A comprehension's element takes a step."""
        self.generic_visit(node)
        node.elt = self.call("tick", node.elt, node.elt)
        for generator in node.generators:
            step = self.call("tick", node, ast.Constant(True))
            generator.ifs.insert(0, step)
        return node

    visit_ListComp = visit_GeneratorExp = clause

    def block(self, node: Any) -> ast.AST:
        """A round of a loop and a call of a function take a step."""
        self.generic_visit(node)
        step = self.call("tick", node, ast.Constant(None))
        node.body.insert(0, ast.copy_location(ast.Expr(step), node))
        return node

    visit_For = visit_While = visit_FunctionDef = block

    def call(self, name: str, place: ast.AST, *args: ast.expr) -> ast.expr:
        """`watch_.name(args)`."""
        method = ast.Attribute(ast.Name("watch_", ast.Load()), name, ast.Load())
        return ast.copy_location(ast.Call(method, list(args), []), place)


def _raised(error: Exception, raising: frozenset[int]) -> bool:
    """Whether an exception comes from a line with `raise`."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_lineno in raising


def _execute(
    code: types.CodeType, name: str, args: tuple[Any, ...], names: dict[str, Any],
    raising: frozenset[int],
) -> Outcome:  # fmt: skip
    namespace: dict[str, Any] = dict(names)
    exec(code, namespace)
    args = copy.deepcopy(args)
    try:
        result = namespace[name](*args)
    except TooMuch:
        raise
    except Exception as error:  # whatever the program raises is its outcome
        return Outcome(args=args, error=error, raised=_raised(error, raising))
    return Outcome(result, args)


def outcome(
    text: str, name: str, args: tuple[Any, ...], draw: Callable[[int], int] = lambda n: 0
) -> Outcome:
    """How CPython runs a function of a text, on a deep copy of the arguments.

    Raises
    ------
    TooMuch
        If the run takes more than `STEPS` steps or makes a number of more than `BITS` bits.
    """
    watched, plainly = _compiled(text)
    watch = Watch()
    drawn = _checked(draw)
    names = {
        "randrange": drawn,
        "randint": lambda a, b: drawn(a, b + 1),
        "random": types.SimpleNamespace(randrange=drawn, randint=lambda a, b: drawn(a, b + 1)),
        "candidate": lambda x: x,
        "pow": lambda a, b, *m: pow(a, b, *m) if m else watch.apply("pow", a, b),
    }
    raising = _raising(text)
    first = _execute(watched, name, args, names | {"watch_": watch}, raising)
    first.overflow = watch.overflow
    if isinstance(first.error, ValueError):  # perhaps a negative exponent: a float in plain Python
        return first
    second = _execute(plainly, name, args, names, raising)
    second.overflow = watch.overflow
    assert type(first.error) is type(second.error), (first, second)
    assert first.result == second.result, (first, second)
    return second


@functools.lru_cache(maxsize=8)
def _raising(text: str) -> frozenset[int]:
    """The lines of a text on which `raise` stands."""
    nodes = ast.walk(ast.parse(text))
    return frozenset(node.lineno for node in nodes if isinstance(node, ast.Raise))


def _checked(draw: Callable[[int], int]) -> Callable[..., int]:
    def randrange(a: int, b: int | None = None) -> int:
        low, n = (0, a) if b is None else (a, b - a)
        if n <= 0:
            raise ValueError("empty range for randrange")
        return low + draw(n)

    return randrange


@functools.lru_cache(maxsize=8)
def _compiled(text: str) -> tuple[types.CodeType, types.CodeType]:
    """A text's functions and constants as code, watched and plain; only `math` is imported."""
    kept = [node for node in ast.parse(text).body if _executed(node)]
    functions = [node for node in kept if isinstance(node, ast.FunctionDef)]
    rest = [node for node in kept if not isinstance(node, ast.FunctionDef)]
    watched = [Watched().visit(node) for node in copy.deepcopy(functions)]
    return _code([*rest, *watched]), _code([*rest, *functions])


def _executed(node: ast.stmt) -> bool:
    """Whether a statement is a function, a constant, or an import of `math` or of types."""
    match node:
        case ast.FunctionDef() | ast.Assign():
            return True
        case ast.Import(names):
            return all(alias.name == "math" for alias in names)
        case ast.ImportFrom(module):
            return module in ("math", "typing", "__future__")
        case _:
            return False


def _code(functions: list[Any]) -> types.CodeType:
    tree = ast.fix_missing_locations(ast.Module(functions, []))
    return compile(tree, "<oracle>", "exec")


class Constant:
    """A tape whose draws depend on n alone, so that the order of draws does not matter."""

    def __init__(self, value: int) -> None:
        self.value = value

    def draw(self, n: int) -> int:
        """A number below n."""
        return self.value % n


def expected_results(python: Outcome, before: tuple[Any, ...]) -> Iterator[Any]:
    """The results that a graph may give for what CPython did.

    A function that returns None and updates its arguments gives the lists that it updates: those
    that changed, and perhaps some that an update left as they were.
    """
    if python.result is not None:
        yield python.result
        return
    lists = [index for index, arg in enumerate(python.args) if isinstance(arg, list)]
    changed = {index for index in lists if not same(python.args[index], before[index])}
    for count in range(1, len(lists) + 1):
        for some in itertools.combinations(lists, count):
            if changed <= set(some):
                after = tuple(python.args[index] for index in some)
                yield after if count > 1 else after[0]


def same(ours: Any, theirs: Any) -> bool:
    """Whether two results are equal; an `int` may be a `bool` of Python's, not the reverse."""
    if isinstance(theirs, str) and not isinstance(ours, str):  # a text of the graph
        theirs = list(map(ord, theirs))
    if isinstance(ours, int) and isinstance(theirs, list) and len(theirs) == 1:
        return ours == theirs[0]  # a text of one character
    if isinstance(ours, list | tuple) and isinstance(theirs, list | tuple):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    kinds = (type(ours), type(theirs))
    return (kinds[0] is kinds[1] or kinds == (int, bool)) and bool(ours == theirs)


# `next` over nothing raises StopIteration, and RuntimeError where a generator meets that
ALSO = {
    "value": ("StopIteration", "RuntimeError"),
    "assertion": ("ValueError", "TypeError", "OverflowError"),  # of library functions
}
FEW = Limits(fuel=30_000, memory=1_000_000, depth=1_000)
LIMITS = Limits(fuel=2_000_000, memory=2_000_000, depth=2_000)


def plain(value: Any) -> Any:
    """A value as the graph has it: texts and tuples as lists; the arguments stay a tuple."""
    return tuple(_listed(part) for part in value)


def _listed(value: Any) -> Any:
    if isinstance(value, str):
        return list(map(ord, value))
    return list(map(_listed, value)) if isinstance(value, list | tuple) else value


def disagreement(
    graph: Graph, text: str, name: str, args: tuple[Any, ...], tape: int = 0, exact: bool = True
) -> str | None:
    """What differs between a graph's run and CPython's, or None where they agree.

    With `exact` an error must be of the class that CPython raised; without it any error of the
    program will do, since which of several is reported is the schedule's choice. Where the run
    under CPython is too long to compare, the graph's must end within its limits.
    """
    try:
        python = outcome(text, name, args, Constant(tape).draw)
    except TooMuch:
        with contextlib.suppress(Undefined):
            run(graph, copy.deepcopy(args), tape=Constant(tape), limits=FEW)
        return None
    try:
        ours = run(graph, plain(args), tape=Constant(tape), limits=LIMITS)
    except Undefined as failure:
        return _failed(failure, python, exact)
    if python.error is not None:
        return f"CPython raises {python.error!r}, the graph gives {ours.result!r}"
    if any(same(ours.result, wanted) for wanted in expected_results(python, args)):
        return None
    return f"CPython gives {python.result!r} (arguments {python.args!r}), the graph {ours.result!r}"


def _failed(failure: Undefined, python: Outcome, exact: bool) -> str | None:
    said = f"the graph says {failure.code}: {failure.message}"
    if python.error is not None and not exact:
        return None  # another error, or a loop for ever, stands first in the schedule
    if failure.code == "overflow":
        return None if python.overflow else f"{said}, CPython stayed in 64 bits"
    if failure.code in ("fuel", "memory", "recursion"):
        return f"{said}, CPython ended within {STEPS} steps"
    if python.error is None:
        return f"{said}, CPython gives {python.result!r}"
    allowed = (CODES[failure.code], *ALSO.get(failure.code, ()))
    raised = failure.code == "assertion" and python.raised
    if type(python.error).__name__ not in allowed and not raised:
        return f"{said}, CPython {python.error!r}"
    return None
