"""The syntax of the language; anything else is refused here, before lowering.

A name that a function reads from outside denotes a function of the file or a word of the language,
as in Python: a local name hides both, and a name of a comprehension does so inside the
comprehension only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..language.meanings import shorten
from .annotations import result_types
from .library import KNOWN
from .module import KNOWN as IMPORTED
from .module import Module, origin
from .refusals import NotInLanguage, near, quote
from .scopes import DEFINITIONS, Names, bound, own_names, parts
from .sequences import transposed
from .substitutes import (
    BUILT_IN,
    CHARACTERS,
    LIST_METHODS,
    MODULES,
    NEVER_NONE,
    NO_VALUE,
    ROOT,
    SCALED,
    STRINGS,
    SYNTAX,
    VALUES,
    library,
)
from .syntax import WRITTEN

_STATEMENTS = (
    ast.Assign, ast.AugAssign, ast.AnnAssign, ast.If, ast.While, ast.For, ast.Break, ast.Continue,
    ast.Pass, ast.Return, ast.Assert, ast.Expr,
)  # fmt: skip
_EXPRESSIONS = (
    ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.List,
    ast.Tuple, ast.Subscript, ast.Slice, ast.ListComp, ast.GeneratorExp, ast.Call, ast.Attribute,
    ast.Lambda, ast.NamedExpr,
)  # fmt: skip
WORDS = frozenset(
    (
        "len",
        "sum",
        "min",
        "max",
        "any",
        "all",
        "next",
        "abs",
        "pow",
        "divmod",
        "int",
        "bool",
        "list",
        "range",
        "reversed",
        "zip",
        "enumerate",
        *IMPORTED,
    )
)

Found = Iterator[NotInLanguage]


@dataclass(slots=True)
class _Reading:
    """The state of checking the syntax of one function.

    Attributes
    ----------
    called : the names, by `id`, that are called, or passed by keyword as a key
    defined : the names of nested functions, which are refused themselves
    """

    module: Module
    function: ast.FunctionDef
    defined: Names
    called: set[int] = field(default_factory=set)

    def refuse(self, code: str, node: ast.AST, **words: object) -> NotInLanguage:
        """Make the refusal of a node."""
        return self.module.source.refuse(code, node, **words)


def syntax_refusals(module: Module, function: ast.FunctionDef) -> Found:
    """The refusals of syntax in a function's body, independent of types; at most one per node.

    The codes are CX201 to CX214, CX217, CX222, CX304 and CX308.
    """
    reading = _Reading(module, function, frozenset(_defined(function)))
    names = own_names(function)
    waiting: list[tuple[ast.AST, Names]] = [(node, names) for node in reversed(function.body)]
    while waiting:
        node, names = waiting.pop()
        _note_calls(reading, node)
        refused = list(_refusals(reading, node, names))
        yield from refused
        inner = parts(node, names)
        if isinstance(node, DEFINITIONS):
            inner = []
        elif refused and not _has_operands(node):
            inner = [part for part in inner if _holds_statements(part[0])]
        waiting += [part for part in inner if not _ignored(reading, node, part[0])][::-1]


def _has_operands(node: ast.AST) -> bool:
    """Whether the operands are checked even if the operator is refused."""
    return isinstance(node, ast.BinOp | ast.AugAssign) and not isinstance(node.op, ast.Pow)


def _defined(function: ast.FunctionDef) -> Iterator[str]:
    """The names of functions, classes, imports and lambdas inside a function."""
    for name, node in bound(function.body).items():
        if not isinstance(node, ast.Name):
            yield name
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
            yield from bound(node.targets)


def _ignored(reading: _Reading, node: ast.AST, part: ast.AST) -> bool:
    """Whether a part is not evaluated: a docstring, an assertion's message, a redundant None."""
    match node:
        case ast.Assert(msg=msg):
            return part is msg
        case ast.Expr(ast.Constant()):
            return True
        case ast.ExceptHandler() | ast.match_case():
            return not isinstance(part, ast.stmt)
        case ast.Return(ast.Constant(None)):
            return result_types(reading.function.returns) == ()
        case _:
            return False


def _holds_statements(node: ast.AST) -> bool:
    return isinstance(node, ast.stmt | ast.ExceptHandler | ast.match_case)


def _note_calls(reading: _Reading, node: ast.AST) -> None:
    if isinstance(node, ast.Call):
        reading.called.add(id(node.func))
        reading.called |= {id(word.value) for word in node.keywords if _may_be_key(node, word)}
        if transposed(node) is not None:
            reading.called.add(id(node.args[0]))


def _may_be_key(node: ast.Call, word: ast.keyword) -> bool:
    """Whether the value of a keyword is a key, or is where only a key may be."""
    called = node.func.id if isinstance(node.func, ast.Name) else ""
    return word.arg == "key" or (called in ("min", "max") and word.arg != "default")


def _refusals(reading: _Reading, node: ast.AST, names: Names) -> Found:
    refuse = reading.refuse
    match node:
        case ast.Constant():
            yield from _constant(reading, node)
        case ast.Name(ctx=ast.Load()):
            yield from _name(reading, node, names)
        case ast.Call():
            yield from _call(reading, node, names)
        case ast.FunctionDef():
            yield _nested(reading, node)
        case ast.Import() | ast.ImportFrom():
            name = origin(node.names[0], node)
            known = name in KNOWN or name in ("math", "random")
            repair = "move it to the top of the file" if known else library(name)
            yield refuse("CX204", node, what="an import inside a function", repair=repair)
        case ast.Attribute():
            if id(node) not in reading.called:
                yield from _attribute(reading, node, names)
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(float())):
            yield refuse("CX202", node, what="a root (it gives a float)", repair=ROOT)
        case ast.BinOp(op=op) | ast.AugAssign(op=op):
            yield from _operator(reading, node, op)
        case ast.Compare():
            yield from _comparison(reading, node)
        case ast.Starred():
            if id(node) not in reading.called:
                repair = "write the elements out, join lists with `+`, or pass the list itself"
                yield refuse("CX202", node, what="a starred expression", repair=repair)
        case ast.NamedExpr():
            return
        case ast.Tuple(elts, ast.Store()) | ast.List(elts, ast.Store()):
            yield from _targets(reading, elts)
        case ast.Delete(targets):
            yield refuse("CX201", node, what="'del'", repair=_undelete(reading, targets[0]))
        case _:
            yield from _kind(reading, node)


def _nested(reading: _Reading, node: ast.FunctionDef) -> NotInLanguage:
    """The refusal of a function inside a function that is not moved to the top level."""
    kinds = {type(part) for part in ast.walk(node)}
    why, repair = "is not defined once, ahead of all lines that use it", "move it up, or to the top"
    if ast.Nonlocal in kinds or ast.Global in kinds:
        why = "changes a variable of the function around it"
        repair = "return the new value, and assign it at the call: `total = add(total, x)`"
    elif kinds & {ast.Yield, ast.YieldFrom}:
        why, repair = "yields", SYNTAX["Yield"][1]
    elif node.decorator_list:
        why, repair = "has a decorator", f"drop @{quote(node.decorator_list[0])[1:-1]}"
    return reading.refuse("CX212", node, name=node.name, why=why, repair=repair)


def _kind(reading: _Reading, node: ast.AST) -> Found:
    """Refuse a kind of syntax, or of values, that the language lacks."""
    if type(node) in VALUES:
        what, repair = VALUES[type(node)]
        yield reading.refuse("CX202", node, what=what, repair=repair)
    elif (isinstance(node, ast.stmt) and not isinstance(node, _STATEMENTS)) or (
        isinstance(node, ast.expr) and not isinstance(node, _EXPRESSIONS)
    ):
        kind = type(node).__name__
        what, repair = SYNTAX.get(kind, (f"'{kind.lower()}'", ""))
        yield reading.refuse("CX201", node, what=what, repair=repair)


# -- values and operators --------------------------------------------------------------------------


def _constant(reading: _Reading, node: ast.Constant) -> Found:
    match node.value:
        case bool():
            return
        case int(value):
            if value > 2**63:
                yield reading.refuse("CX308", node, value=shorten(value))
        case float() | complex():
            what = f"the {type(node.value).__name__} {node.value!r}"
            yield reading.refuse("CX202", node, what=what, repair=SCALED)
        case str():
            return
        case bytes():
            yield reading.refuse("CX202", node, what="a bytes literal", repair=CHARACTERS)
        case None:
            yield reading.refuse("CX202", node, what="the value None", repair=NO_VALUE)
        case _:
            yield reading.refuse(
                "CX202",
                node,
                what="the value ...",
                repair="write the value or the statement that is missing",
            )


def _operator(reading: _Reading, node: ast.AST, op: ast.operator) -> Found:
    if isinstance(op, ast.Div):
        yield reading.refuse(
            "CX202", node, what="'/' (it gives a float)", repair="use `//`, the floor division"
        )
    elif type(op) not in WRITTEN:
        yield reading.refuse("CX202", node, what="'@'", repair="write the loops of the product")


def _comparison(reading: _Reading, node: ast.Compare) -> Found:
    """Refuse comparisons with None, which is not a value, and comparisons of identity."""
    if any(isinstance(one, ast.Constant) and one.value is None for one in _compared(node)):
        yield reading.refuse("CX202", node, what="the value None", repair=NEVER_NONE)
        return
    for op in node.ops:
        if isinstance(op, ast.Is | ast.IsNot):
            words = ("is", "==") if isinstance(op, ast.Is) else ("is not", "!=")
            yield reading.refuse("CX214", node, what=words[0], op=words[1])
            return


def _compared(node: ast.Compare) -> list[ast.expr]:
    return [node.left, *node.comparators]


def _targets(reading: _Reading, targets: list[ast.expr]) -> Found:
    for target in targets:
        if isinstance(target, ast.Starred):
            yield reading.refuse(
                "CX202",
                target,
                what="a starred target",
                repair="take the parts by index and slice: `a, b = xs[0], xs[1:]`",
            )


def _undelete(reading: _Reading, target: ast.expr) -> str:
    match target:
        case ast.Subscript():
            return "build the list that is left: `[x for i, x in enumerate(xs) if i % k != r]`"
        case _:
            return "leave it out: a name needs no deletion"


# -- names -----------------------------------------------------------------------------------------


def _name(reading: _Reading, node: ast.Name, names: Names, call: ast.Call | None = None) -> Found:
    """Refuse a name that has no meaning in the language where it is read, or called."""
    name, module, refuse = node.id, reading.module, reading.refuse
    called, whole = id(node) in reading.called, call or node
    if name in names:
        if called and name not in reading.defined:
            yield _hidden(reading, node)
    elif name in module.functions or (name in WORDS and name not in module.unread):
        if not called:
            yield refuse("CX213", node)
    elif name in module.withheld:
        yield refuse("CX203", whole, what=name)
    elif name in KNOWN and name not in module.definitions:
        if not called:
            yield refuse("CX213", node)
    elif name in module.unread or name in module.imports:
        yield _unread(reading, node, whole, called)
    elif name in BUILT_IN:
        what = f"'{name}' (it gives a string)" if name in STRINGS else f"'{name}'"
        yield refuse("CX202", whole, what=what, repair=BUILT_IN[name])
    elif called:
        yield refuse(
            "CX205", whole, name=name, near=near(name, [*module.functions, *sorted(WORDS)])
        )
    else:
        repair = f"make it a parameter, or give it a value first{near(name, names)}"
        yield refuse("CX304", node, name=name, state="is not defined", repair=repair)


def _hidden(reading: _Reading, node: ast.Name) -> NotInLanguage:
    known = node.id in reading.module.functions or node.id in WORDS
    repair = "" if known else "call a function by its name; an element of a list is `xs[i]`"
    words = {"name": node.id, "function": reading.function.name}
    return reading.refuse("CX222", node, **words, repair=repair)


def _unread(reading: _Reading, named: ast.Name, node: ast.expr, called: bool) -> NotInLanguage:
    """The refusal of a name that the file binds but that is not read."""
    name, module = named.id, reading.module
    match module.definitions[name]:
        case ast.Import() | ast.ImportFrom():
            origin = module.imports[name]
            return reading.refuse("CX204", node, what=repr(name), repair=library(origin))
        case ast.ClassDef():
            what, repair = SYNTAX["ClassDef"]
            return reading.refuse("CX201", node, what=what, repair=repair)
        case ast.AsyncFunctionDef():
            what, repair = SYNTAX["AsyncFunctionDef"]
            return reading.refuse("CX201", node, what=what, repair=repair)
        case _ if called:
            repair = f"write it as a function of this file: `def {name}(...)`"
            return reading.refuse("CX217", node, name=name, repair=repair)
        case _:
            return reading.refuse("CX217", node, name=name)


# -- calls and attributes --------------------------------------------------------------------------


def _call(reading: _Reading, node: ast.Call, names: Names) -> Found:
    """Refuse a call of anything but a function of the file, a word of the language or a method."""
    match node.func:
        case ast.Name() as func:
            yield from _name(reading, func, names, node)
        case ast.Attribute() as func:
            yield from _method(reading, func, names)
        case func:
            yield reading.refuse("CX213", func, repair="call a function by its name")


def _method(reading: _Reading, func: ast.Attribute, names: Names) -> Found:
    """Refuse a method that no type has; other methods depend on types."""
    owner = func.value
    if _origin(reading, func, names):
        yield from _attribute(reading, func, names)
    elif func.attr == "sort" and "sorted" in reading.module.withheld:
        yield reading.refuse("CX203", func, what=".sort")
    elif isinstance(owner, ast.JoinedStr) or _called_name(owner) in STRINGS:
        yield from _refusals(reading, owner, names)


def _called_name(node: ast.expr) -> str:
    called = node.func if isinstance(node, ast.Call) else None
    return called.id if isinstance(called, ast.Name) else ""


def _attribute(reading: _Reading, node: ast.Attribute, names: Names) -> Found:
    """Refuse an attribute: a name of a library, or a part of an object."""
    origin = _origin(reading, node, names)
    if origin:
        what = quote(node)
        yield reading.refuse("CX204", node, what=what, repair=library(origin))
        return
    owner = node.value
    outer = isinstance(owner, ast.Name) and list(_name(reading, owner, names))
    if outer:
        yield from outer
        return
    repair = "call the method: `xs.append(x)`" if node.attr in LIST_METHODS else ""
    yield reading.refuse("CX207", node, repair=repair)


def _origin(reading: _Reading, node: ast.expr, names: Names) -> str:
    """The origin of `math.sqrt`, or of `m.sqrt` after `import math as m`; "" if none."""
    match node:
        case ast.Attribute(owner, name):
            around = _origin(reading, owner, names)
            return f"{around}.{name}" if around else ""
        case ast.Name(name) if name not in names:
            known = name if name in MODULES and name not in reading.module.definitions else ""
            return reading.module.imports.get(name, known)
        case _:
            return ""
