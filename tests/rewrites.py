"""Rewrites of a text: its names, layout, order and dead code, which change nothing; its marks."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator

PURE = (
    "len", "sum", "min", "max", "abs", "range", "list", "any", "all", "int", "bool", "randrange",
    "candidate",
)  # fmt: skip


def renamed(text: str, rng: random.Random) -> str:
    """The text with every name of its own replaced but that of the function to be measured."""
    tree = ast.parse(text)
    own = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and stored(node)}
    own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    own |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    own -= {"program"}
    fresh = [f"{rng.choice('abcxyz')}_{i}" for i in range(len(own))]
    rng.shuffle(fresh)
    new = dict(zip(sorted(own), fresh, strict=True))
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) if name in new:
                node.id = new[name]
            case ast.arg(arg=name):
                node.arg = new[name]
            case ast.FunctionDef(name=name) if name in new:
                node.name = new[name]
    return ast.unparse(tree)


def stored(node: ast.Name) -> bool:
    """Whether a name is assigned to here."""
    return isinstance(node.ctx, ast.Store)


def relaid(text: str, rng: random.Random) -> str:
    """The text with comments, blank lines, tabs, docstrings, and its functions in another order."""
    tree = ast.parse(text)
    rng.shuffle(tree.body)
    for function in tree.body:
        assert isinstance(function, ast.FunctionDef)
        function.body.insert(0, ast.Expr(ast.Constant("Said in words.")))
    lines = []
    for line in ast.unparse(tree).split("\n"):
        lead = len(line) - len(line.lstrip())
        if rng.randrange(4) == 0:
            lines += ["", f"{' ' * rng.randrange(9)}# what follows is explained here", "\f"]
        lines.append(
            "\t" * (lead // 4)
            + line.lstrip()
            + rng.choice(("", "  # so", "   ", "" if line[-1:] in ("", ":") else ";"))
        )
    return "\n".join(lines) + "\n"


def reordered(text: str, rng: random.Random) -> str:
    """The text with neighbouring statements exchanged where neither depends on the other."""

    def exchange(body: list[ast.stmt]) -> None:
        for i in range(len(body) - 1):
            if rng.randrange(4) and independent(body[i], body[i + 1]):
                body[i], body[i + 1] = body[i + 1], body[i]

    return _with_bodies(text, exchange)


def independent(first: ast.stmt, second: ast.stmt) -> bool:
    """Whether two statements may be exchanged: plain assignments to names apart."""
    if not (isinstance(first, ast.Assign) and isinstance(second, ast.Assign)):
        return False
    reads, writes = zip(names_of(first), names_of(second), strict=True)
    return not (writes[0] & (reads[1] | writes[1]) or writes[1] & reads[0])


def names_of(statement: ast.stmt) -> tuple[set[str], set[str]]:
    """The names that a statement may read, and those that it may write or update."""
    reads, writes = set(), set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            (writes if stored(node) else reads).add(node.id)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            writes |= {part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)}
        if isinstance(node, ast.Call) and ast.unparse(node.func) not in PURE:
            writes |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return reads, writes


DEAD = (
    "unused = 3 * 4 - 1", "unused = [1, 2, 3]", "unused: list[list[int]] = []", "pass",
    "for unused in range(3):\n    pass", "unused = [unused * 2 for unused in [1, 2] if unused]",
    "'a sentence'", "unused = True and 1 < 2", "unused, unused_too = 1, [False]",
    "unused = 0\nfor unused_too in range(5):\n    unused += unused_too * unused",
    "unused = 1\nif 2 < 3:\n    unused = 2\nelse:\n    unused_too = 5",
    "unused = [0]\nunused.append(1)\nunused = sum(unused)",
    "unused = len([5]) + max(1, 2) + abs(-3)", "unused = any(unused > 1 for unused in [1, 2])",
    "for unused in range(3):\n    if unused:\n        break\nelse:\n    unused = 7",
    "for unused in range(3):\n    if unused < 2:\n        continue\n    unused_too = unused",
    "unused = _uncalled(5, [3])", "unused = _uncalled(2, [_uncalled(1, [])])",
    "tally = 0", "tally += 1", "tally = tally * 3 - 1", "told = not told", "pile = [tally]",
    "pile.append(tally)", "pile = pile + [1]", "pile.reverse()",
    "tally, told = len(pile), tally > 2",
    "if told:\n    tally = 1", "if tally > 5:\n    pile = []\nelse:\n    told = True",
    "for unused in range(tally):\n    tally = unused\n    if told:\n        pile = [3]",
    "for unused in pile:\n    tally += unused\n    if tally > 9:\n        break",
)  # fmt: skip
DEAD_USES = {
    "int": ("unused = {0} + 1", "tally = {0}", "tally += {0}", "told = {0} > tally",
            "if {0} > 1:\n    tally = {0} * tally", "unused = _uncalled({0}, pile)"),
    "bool": ("told = {0}", "if {0}:\n    told = False\nelse:\n    tally += 1"),
    "list[int]": ("unused = len({0})", "tally += sum({0})", "unused = [tally] + {0}",
                  "unused = [unused + 1 for unused in {0} if unused != tally]",
                  "for unused in {0}:\n    tally += unused", "unused = _uncalled(tally, {0})"),
    "list[list[int]]": ("tally = len({0})", "unused = [unused[:] for unused in {0}]"),
}  # fmt: skip
PRELUDE = "tally = 0\ntold = False\npile = [0]\n"
UNCALLED = """
def _uncalled(n: int, xs: list[int]) -> int:
    total = n
    for x in xs:
        if x > n:
            break
        total += x
    else:
        total = -total
    return total

def _uncalled_too(n: int) -> int:
    return n // 0 + _uncalled(n, [n])
"""


def with_dead_code(text: str, rng: random.Random) -> str:
    """The text with statements whose values are not used, and functions that are not called.

    They stand in blocks of every kind, also in an `else` that was not there, and after what never
    falls through; some carry values through the loops around them.
    """
    tree = ast.parse(text)
    for function in tree.body:
        assert isinstance(function, ast.FunctionDef)
        choices = [*DEAD, *_dead_uses(function)]
        for body in list(_blocks(function)):
            for at in range(len(body), -1, -1):
                if rng.randrange(3) == 0:
                    body[at:at] = ast.parse(rng.choice(choices)).body
        function.body[:0] = ast.parse(PRELUDE).body
    return f"{ast.unparse(tree)}\n\n{UNCALLED}"


def _dead_uses(function: ast.FunctionDef) -> list[str]:
    """Dead statements that use the parameters of a function."""
    return [
        use.format(parameter.arg)
        for parameter in function.args.args
        if parameter.annotation is not None
        for use in DEAD_USES.get(ast.unparse(parameter.annotation), ())
    ]


def _blocks(function: ast.FunctionDef) -> Iterator[list[ast.stmt]]:
    """All blocks of a function; an `else` that is missing is an empty one."""
    for node in ast.walk(function):
        if isinstance(node, ast.FunctionDef | ast.For | ast.While | ast.If):
            yield node.body
        if isinstance(node, ast.For | ast.While | ast.If):
            yield node.orelse


def _with_bodies(text: str, change: Callable[[list[ast.stmt]], None]) -> str:
    tree = ast.parse(text)
    for function in tree.body:
        assert isinstance(function, ast.FunctionDef)
        for body in list(_blocks(function)):
            change(body)
    return ast.unparse(tree)


# -- marks -----------------------------------------------------------------------------------------

OF_ONE_VALUE = ("len", "sum", "min", "max", "abs", "any", "all", "int", "bool", "next", "pow")


class _Marking(ast.NodeTransformer):
    """Puts `candidate(...)` around some of the expressions that compute one value."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def visit(self, node: ast.AST) -> ast.AST:
        self.generic_visit(node)
        computes = isinstance(node, ast.BinOp | ast.Compare | ast.IfExp) or (
            isinstance(node, ast.Call) and ast.unparse(node.func) in OF_ONE_VALUE
        )
        if computes and self.rng.randrange(3) == 0:
            return ast.Call(ast.Name("candidate", ast.Load()), [node], [])
        return node


class _Erasing(ast.NodeTransformer):
    """Takes `candidate(...)` away from what it stands around.

    Not in `[candidate(x) for x in xs if p]`: with a mark this is a filter and a map, for the mark
    must stand in a region of the elements that pass; without it is the filter alone.
    """

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        is_mark = isinstance(node.func, ast.Name) and node.func.id == "candidate"
        return node.args[0] if is_mark else node

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        kept, last = node.elt, node.generators[-1]
        self.generic_visit(node)
        if last.ifs and ast.unparse(node.elt) == ast.unparse(last.target):
            node.elt = kept
        return node

    visit_GeneratorExp = visit_ListComp  # type: ignore[assignment]


def marked(text: str, rng: random.Random) -> str:
    """The text with more marks than it had."""
    return ast.unparse(ast.fix_missing_locations(_Marking(rng).visit(ast.parse(text))))


def erased(text: str) -> str:
    """The text without its marks."""
    return ast.unparse(ast.fix_missing_locations(_Erasing().visit(ast.parse(text))))


REWRITES = {
    "names": renamed, "layout": relaid, "order": reordered, "dead code": with_dead_code,
}  # fmt: skip
