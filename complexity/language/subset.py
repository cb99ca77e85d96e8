"""Which syntax is in the language: everything else is refused here, before it is lowered."""

from __future__ import annotations

import ast

from .refusals import NotInLanguage, Source

_STATEMENTS = (
    ast.Assign, ast.AugAssign, ast.AnnAssign, ast.If, ast.While, ast.For, ast.Break, ast.Continue,
    ast.Pass, ast.Return, ast.Assert, ast.Expr,
)  # fmt: skip
_EXPRESSIONS = (
    ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.List,
    ast.Tuple, ast.Subscript, ast.Slice, ast.ListComp, ast.GeneratorExp, ast.Call, ast.Attribute,
    ast.Lambda,
)  # fmt: skip
_HELPERS = (
    ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context, ast.comprehension,
    ast.keyword, ast.arguments, ast.arg,
)  # fmt: skip

_SPOKEN = {
    ast.Delete: "'del'", ast.Try: "'try'", ast.Raise: "'raise'", ast.With: "'with'",
    ast.Global: "'global'", ast.Nonlocal: "'nonlocal'", ast.ClassDef: "a class",
    ast.Match: "'match'", ast.AsyncFor: "'async'", ast.AsyncWith: "'async'",
    ast.AsyncFunctionDef: "'async'", ast.Yield: "'yield'", ast.YieldFrom: "'yield'",
    ast.Await: "'await'", ast.NamedExpr: "the walrus ':='",
}  # fmt: skip
_VALUES: dict[type[ast.AST], tuple[str, str]] = {
    ast.Dict: ("a dict", "use a list indexed by the key, or two parallel lists"),
    ast.DictComp: ("a dict", "use a list indexed by the key, or two parallel lists"),
    ast.Set: ("a set", "use a list of bools indexed by the element, or a list and `in`"),
    ast.SetComp: ("a set", "use a list of bools indexed by the element, or a list and `in`"),
    ast.JoinedStr: ("a string", "use integers, or lists of them, for characters"),
    ast.Starred: ("a starred expression", "write the elements out, or join lists with `+`"),
}
_REPAIRS = {
    ast.Delete: "use `xs.pop(i)`, or build the list that is left",
    ast.Raise: "state what must hold with `assert`",
    ast.Try: "test for the case with `if` before it can fail",
    ast.NamedExpr: "assign on a line of its own",
    ast.Match: "use `if` and `elif`",
    ast.ClassDef: "use functions with int and list parameters",
    ast.Global: "pass the value as a parameter and return it",
    ast.Nonlocal: "pass the value as a parameter and return it",
}
_METHODS = {
    "sort": "", "index": "write a loop, or `next(i for i in range(len(xs)) if xs[i] == x)`",
    "count": "`sum(x == y for x in xs)`", "remove": "find the index, then `xs.pop(i)`",
    "clear": "bind the name to a new list: `xs = []`",
    "bit_length": "count in a loop: `while n >> k: k += 1`",
    "bit_count": "count in a loop: `while n: n, k = n & (n - 1), k + 1`",
}  # fmt: skip
LIST_METHODS = ("append", "extend", "pop", "insert", "copy", "reverse")


def check_syntax(function: ast.FunctionDef, source: Source) -> None:
    """Refuse what is outside the language in a function's body.

    Raises
    ------
    NotInLanguage
        CX201 to CX214, with what to write instead.
    """
    for statement in function.body:
        _check(statement, source)
    _check_exits(function.body, False, source)
    _check_calls(function, source)


def _check(root: ast.AST, source: Source) -> None:
    stack = [root]
    while stack:
        node = stack.pop()
        refusal = _refusal(node, source)
        if refusal is not None:
            raise refusal
        children = list(ast.iter_child_nodes(node))
        if isinstance(node, ast.AnnAssign):
            children.remove(node.annotation)
        if isinstance(node, ast.Assert) and node.msg is not None:
            children.remove(node.msg)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            children = []
        stack += reversed(children)


def _check_calls(function: ast.FunctionDef, source: Source) -> None:
    """Refuse calls of names that the function binds itself; Python would not call the function."""
    nodes = list(ast.walk(function))
    bound = {node.id for node in nodes if isinstance(node, ast.Name) and _stores(node)}
    bound |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(node, ast.keyword) and node.arg == "key":
            called = node.value
        if isinstance(called, ast.Name) and called.id in bound:
            raise source.refuse("CX222", called, name=called.id, function=function.name)


def _stores(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _check_exits(statements: list[ast.stmt], in_loop: bool, source: Source) -> None:
    for statement in statements:
        match statement:
            case ast.Break() | ast.Continue() if not in_loop:
                word = type(statement).__name__.lower()
                raise source.refuse("CX101", statement, what=f"'{word}' outside a loop")
            case ast.If(_, body, orelse):
                _check_exits(body, in_loop, source)
                _check_exits(orelse, in_loop, source)
            case ast.For(body=body, orelse=orelse) | ast.While(body=body, orelse=orelse):
                _check_exits(body, True, source)
                _check_exits(orelse, in_loop, source)
            case _:
                pass


def _refusal(node: ast.AST, source: Source) -> NotInLanguage | None:
    match node:
        case ast.Constant():
            return _constant(node, source)
        case ast.FunctionDef(name=name):
            return source.refuse("CX212", node, name=name)
        case ast.Import() | ast.ImportFrom():
            return source.refuse("CX204", node, what="an import inside a function")
        case ast.Attribute():
            return _attribute(node, source)
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return source.refuse("CX202", node, what="'/' (it gives a float)",
                repair="use `//`, the floor division")  # fmt: skip
        case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()):
            return source.refuse("CX202", node, what="'@'", repair="write the loops of the product")
        case ast.Compare(ops=ops) if any(isinstance(op, ast.Is | ast.IsNot) for op in ops):
            return source.refuse("CX214", node, what="is")
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(float())):
            return source.refuse("CX202", node, what="a root (it gives a float)",
                repair="count up while the square is small enough: `while r * r <= n: r += 1`"
                )  # fmt: skip
        case ast.Call(ast.Name("float")):
            return source.refuse("CX202", node, what="a float",
                repair="use integers; for infinity a number beyond all others, such as 10**9"
                )  # fmt: skip
        case ast.comprehension(is_async=1):
            return source.refuse("CX201", node.iter, what="'async'")
        case _ if type(node) in _VALUES:
            what, repair = _VALUES[type(node)]
            return source.refuse("CX202", node, what=what, repair=repair)
        case ast.stmt() if not isinstance(node, _STATEMENTS):
            return _unknown(node, source)
        case ast.expr() if not isinstance(node, _EXPRESSIONS):
            return _unknown(node, source)
        case ast.stmt() | ast.expr():
            return None
        case _ if isinstance(node, _HELPERS):
            return None
        case _:
            return _unknown(node, source)


def _unknown(node: ast.AST, source: Source) -> NotInLanguage:
    what = _SPOKEN.get(type(node), f"'{type(node).__name__.lower()}'")
    refusal = source.refuse("CX201", node, what=what)
    refusal.repair = _REPAIRS.get(type(node), refusal.repair)
    return refusal


def _constant(node: ast.Constant, source: Source) -> NotInLanguage | None:
    value = node.value
    if isinstance(value, bool | int):
        if isinstance(value, bool) or value <= 2**63:
            return None
        return source.refuse("CX308", node, value=f"of {value.bit_length()} bits")
    if isinstance(value, float | complex):
        return source.refuse("CX202", node, what=f"the {type(value).__name__} {value!r}",
            repair="use integers: scale by a power of ten, or use // and %")  # fmt: skip
    if isinstance(value, str | bytes):
        return source.refuse("CX202", node, what="a string",
            repair="use integers, or lists of them, for characters")  # fmt: skip
    what = "None" if value is None else "..."
    return source.refuse("CX202", node, what=f"the value {what}",
        repair="use a number that is no answer, such as -1, or a tuple with a bool")  # fmt: skip


def _attribute(node: ast.Attribute, source: Source) -> NotInLanguage | None:
    if node.attr in LIST_METHODS:
        return None
    if node.attr == "sort":
        return source.refuse("CX203", node)
    if node.attr in _METHODS:
        return source.refuse("CX206", node, name=node.attr, repair=_METHODS[node.attr])
    if isinstance(node.value, ast.Name) and node.value.id in ("random", "math", "itertools"):
        return source.refuse("CX204", node, what=f"'{node.value.id}.{node.attr}'")
    return source.refuse("CX207", node)
