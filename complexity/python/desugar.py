"""Statements and calls written otherwise, in the smaller language that is lowered.

Each rewriting keeps what CPython does: what a run returns, what it updates, and whether it fails.
What is not rewritten stays as it is, and is refused with its repair by `subset`.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Container, Mapping

from .library import KNOWN
from .scopes import COMPREHENSIONS, own_names, parameters

Functions = Mapping[str, ast.FunctionDef]

# calls in the message of an exception that do nothing but make a text
_SPEAKS = ("str", "repr", "len", "format", "type", "abs", "sum", "min", "max")


def desugar(
    function: ast.FunctionDef, functions: Functions, imports: Mapping[str, str],
    defined: Container[str],
) -> None:  # fmt: skip
    """Rewrite a function's statements and calls, in place; its head stays as it is."""
    nodes = list(ast.walk(function))
    if any(isinstance(node, ast.Raise | ast.Delete | ast.Assert) for node in nodes):
        function.body = _block(function.body)
    if any(_may_change(node, functions, imports) for node in nodes):
        _Calls(function, functions, imports, defined).visit(function)
        ast.fix_missing_locations(function)


def _may_change(node: ast.AST, functions: Functions, imports: Mapping[str, str]) -> bool:
    """Whether a call or a loop is of a kind that is written otherwise; most are not."""
    match node:
        case ast.For(iter=ast.GeneratorExp()):
            return True
        case ast.Call(ast.Attribute(ast.Name(owner))):
            return owner in imports or owner in ("math", "random")
        case ast.Call(ast.Name(name)) if name in functions:
            return bool(node.keywords) or bool(functions[name].args.defaults)
        case ast.Call(ast.Name(name)):
            return name in imports or name in ("map", "filter", "isinstance", *_CONSUMERS)
        case _:
            return False


def library_name(node: ast.expr, imports: Mapping[str, str], defined: Container[str]) -> str:
    """The name of a function of Python's library, `math.gcd`, however a file spells it."""
    match node:
        case ast.Name(name):
            return imports.get(name, "" if name in defined else name)
        case ast.Attribute(ast.Name(owner), name):
            return f"{imports.get(owner, '' if owner in defined else owner)}.{name}"
        case _:
            return ""


# -- statements ------------------------------------------------------------------------------------


def _block(statements: list[ast.stmt]) -> list[ast.stmt]:
    return [made for one in statements for made in _statement(one)]


def _statement(statement: ast.stmt) -> list[ast.stmt]:
    match statement:
        case ast.Raise() if _speaks(statement):
            return [ast.copy_location(ast.Assert(_false(statement), None), statement)]
        case ast.Delete(targets):
            made = [_deletion(target) for target in targets]
            return [one for one in made if one is not None] if None not in made else [statement]
        case ast.If():
            statement.body, statement.orelse = _block(statement.body), _block(statement.orelse)
            return _guard(statement)
        case ast.For() | ast.While():
            statement.body, statement.orelse = _block(statement.body), _block(statement.orelse)
            return [statement]
        case _:
            return [statement]


def _false(node: ast.AST) -> ast.expr:
    return ast.copy_location(ast.Constant(False), node)


def _speaks(statement: ast.Raise) -> bool:
    """Whether making the exception does nothing that a run could show."""
    parts = [part for part in (statement.exc, statement.cause) if part is not None]
    nodes = [node for part in parts for node in ast.walk(part)]
    made = statement.exc.func if isinstance(statement.exc, ast.Call) else None
    return bool(parts) and not any(
        isinstance(node, ast.NamedExpr | ast.Await | ast.Yield | ast.YieldFrom)
        or (
            isinstance(node, ast.Call)
            and node.func is not made
            and not (isinstance(node.func, ast.Name) and node.func.id in _SPEAKS)
        )
        for node in nodes
    )


def _is_failure(statements: list[ast.stmt]) -> bool:
    """Whether statements are a single failure."""
    match statements:
        case [ast.Assert(ast.Constant(False))]:
            return True
        case _:
            return False


def _guard(statement: ast.If) -> list[ast.stmt]:
    """`if p: raise E` is `assert not p`, and `if p: ... else: raise E` asserts p."""
    if _is_failure(statement.body):
        failed = statement.body[0]
        test: ast.expr = ast.copy_location(ast.UnaryOp(ast.Not(), statement.test), statement.test)
        rest = statement.orelse
    elif _is_failure(statement.orelse):
        failed, test, rest = statement.orelse[0], statement.test, statement.body
    else:
        return [statement]
    match test:
        case ast.UnaryOp(ast.Not(), ast.UnaryOp(ast.Not(), inner)):
            test = inner
        case _:
            pass
    return [ast.copy_location(ast.Assert(test, None), failed), *rest]


def _deletion(target: ast.expr) -> ast.stmt | None:
    """`del xs[i]` is `xs.pop(i)`; `del xs[a:b]` is `xs[a:b] = []`."""
    if not isinstance(target, ast.Subscript):
        return None
    if isinstance(target.slice, ast.Slice):
        if target.slice.step is not None:
            return None
        place = copy.copy(target)
        place.ctx = ast.Store()
        empty = ast.copy_location(ast.List([], ast.Load()), target)
        return ast.copy_location(ast.Assign([place], empty), target)
    owner = copy.copy(target.value)
    pop = ast.copy_location(ast.Attribute(owner, "pop", ast.Load()), target)
    call = ast.copy_location(ast.Call(pop, [target.slice], []), target)
    return ast.copy_location(ast.Expr(call), target)


# -- calls -----------------------------------------------------------------------------------------


class _Calls(ast.NodeTransformer):
    """Rewrites calls: arguments by position, `map` and `filter`, and tests of types."""

    def __init__(
        self, function: ast.FunctionDef, functions: Functions, imports: Mapping[str, str],
        defined: Container[str],
    ) -> None:  # fmt: skip
        self.functions, self.imports, self.defined = functions, imports, defined
        self.own = own_names(function)
        self.fixed = _never_bound(function)
        self.made = 0

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """Rewrite a call whose function is no local name."""
        self.generic_visit(node)
        self._name(node)
        if not isinstance(node.func, ast.Name) or node.func.id in self.own:
            return node
        name = node.func.id
        if name in _CONSUMERS and node.args:
            node.args[0] = _listed(node.args[0])
        if name in self.functions:
            return arguments(node, self.functions[name])
        if name in ("map", "filter") and not node.keywords:
            made = _generated(node, name)
            for part in ast.walk(made):
                if isinstance(part, ast.Call):
                    self._name(part)
            return made
        if name == "isinstance" and len(node.args) == 2 and not node.keywords:
            answer = _instance(node.args[0], node.args[1], self.fixed)
            return node if answer is None else ast.copy_location(ast.Constant(answer), node)
        return node

    def _name(self, node: ast.Call) -> None:
        """Call a function of the library by its one name."""
        root = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        word = isinstance(node.func, ast.Name) and node.func.id in ("randrange", "candidate")
        if isinstance(root, ast.Name) and root.id not in self.own and not word:
            name = library_name(node.func, self.imports, self.defined)
            if name in KNOWN and "." in name:
                node.func = _load(name, node.func)

    def visit_For(self, node: ast.For) -> ast.AST:
        """`for x in map(f, xs)` computes the element in each round."""
        self.generic_visit(node)
        match node.iter:
            case ast.GeneratorExp(elt, [ast.comprehension(target, source, tests)]):
                names = self._fresh(target, [elt, *tests])
                if names is not None:
                    first = ast.copy_location(ast.Assign([node.target], elt), node.target)
                    body: list[ast.stmt] = [first, *node.body]
                    for test in tests[::-1]:
                        body = [ast.copy_location(ast.If(test, body, []), node)]
                    node.target, node.iter, node.body = target, source, body
                    for part in [target, elt, *tests]:
                        _rename(part, names)
            case _:
                pass
        return node

    def _fresh(self, target: ast.expr, inner: list[ast.expr]) -> dict[str, str] | None:
        """New names for those that a generator binds; None where it binds names inside."""
        inside = [part for one in inner for part in ast.walk(one)]
        if any(isinstance(part, (*COMPREHENSIONS, ast.Lambda)) for part in inside):
            return None
        names = [part.id for part in ast.walk(target) if isinstance(part, ast.Name)]
        self.made += 1
        return {name: f"{name}_{self.made}_" for name in names}


# functions that consume an iterator at once
_CONSUMERS = ("list", "tuple", "sorted", "min", "max", "sum", "any", "all")


def _listed(node: ast.expr) -> ast.expr:
    """`zip` and `enumerate` as generators of their tuples."""
    match node:
        case ast.Call(ast.Name("zip" | "enumerate"), [_, *_]):
            target, element = _target(["element_"], node), _load("element_", node)
            clause = ast.comprehension(target, node, [], 0)
            return ast.copy_location(ast.GeneratorExp(element, [clause]), node)
        case _:
            return node


def _rename(node: ast.expr, names: Mapping[str, str]) -> None:
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            part.id = names.get(part.id, part.id)


def arguments(node: ast.Call, function: ast.FunctionDef) -> ast.Call:
    """A call with its arguments by position, defaults included; as it is where that fails.

    Python evaluates arguments in the order in which they are written; they keep it, unless no two
    of them call anything.
    """
    listed = [*function.args.posonlyargs, *function.args.args]
    given: dict[str, ast.expr] = {}
    if any(isinstance(arg, ast.Starred) for arg in node.args) or len(node.args) > len(listed):
        return node
    for parameter, arg in zip(listed, node.args, strict=False):
        given[parameter.arg] = arg
    for word in node.keywords:
        named = [one.arg for one in listed[len(function.args.posonlyargs) :]]
        if word.arg is None or word.arg in given or word.arg not in named:
            return node
        given[word.arg] = word.value
    order = list(given)
    defaults = function.args.defaults
    for parameter, default in zip(listed[len(listed) - len(defaults) :], defaults, strict=True):
        if parameter.arg not in given:
            if not is_constant(default):
                return node
            given[parameter.arg] = ast.copy_location(copy.deepcopy(default), node)
    if any(parameter.arg not in given for parameter in listed):
        return node
    moved = order != [one.arg for one in listed if one.arg in order]
    if moved and sum(_calls(given[name]) for name in order) > 1:
        return node
    return ast.copy_location(ast.Call(node.func, [given[p.arg] for p in listed], []), node)


def _calls(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Call | ast.NamedExpr) for part in ast.walk(node))


def is_constant(node: ast.expr) -> bool:
    """Whether an expression is a constant that cannot be updated."""
    match node:
        case ast.Constant(bool() | int() | str()):
            return True
        case ast.UnaryOp(ast.USub() | ast.Invert(), operand):
            return is_constant(operand)
        case ast.BinOp(left, _, right):
            return is_constant(left) and is_constant(right)
        case ast.Tuple(elts):
            return all(is_constant(item) for item in elts)
        case _:
            return False


def _generated(node: ast.Call, name: str) -> ast.expr:
    """`map(f, xs)` is `(f(x) for x in xs)`, `filter(p, xs)` is `(x for x in xs if p(x))`."""
    if len(node.args) < 2 or (name == "filter" and len(node.args) > 2):
        return node
    key, *sources = node.args
    if any(isinstance(source, ast.Starred) for source in sources):
        return node
    if name == "filter" and isinstance(key, ast.Constant) and key.value is None:
        names, result = ["element_"], _load("element_", node)
    else:
        applied = _applied(key, len(sources))
        if applied is None:
            return node
        names, result = applied
    target = _target(names, node)
    source = sources[0]
    if len(sources) > 1:
        zipped = ast.Call(_load("zip", node), sources, [])
        source = ast.copy_location(zipped, node)
    if name == "map":
        clause = ast.comprehension(target, source, [], 0)
        return ast.copy_location(ast.GeneratorExp(result, [clause]), node)
    element = _load(names[0], node)
    clause = ast.comprehension(target, source, [result], 0)
    return ast.copy_location(ast.GeneratorExp(element, [clause]), node)


def _applied(key: ast.expr, count: int) -> tuple[list[str], ast.expr] | None:
    """The parameters of a function, and its application to them; None if it has no such form."""
    if isinstance(key, ast.Lambda):
        listed = [one.arg for one in key.args.args]
        plain = parameters(key) == set(listed) and not key.args.defaults
        return (listed, key.body) if plain and len(listed) == count else None
    if isinstance(key, ast.Name | ast.Attribute):
        names = [f"element_{i}" if i else "element_" for i in range(count)]
        call = ast.Call(key, [_load(one, key) for one in names], [])
        return names, ast.copy_location(call, key)
    return None


def _load(name: str, node: ast.AST) -> ast.expr:
    return ast.copy_location(ast.Name(name, ast.Load()), node)


def _target(names: list[str], node: ast.AST) -> ast.expr:
    stored: list[ast.expr] = [ast.Name(name, ast.Store()) for name in names]
    made = stored[0] if len(stored) == 1 else ast.Tuple(stored, ast.Store())
    for part in ast.walk(made):
        ast.copy_location(part, node)
    return made


# -- tests of types --------------------------------------------------------------------------------

# the classes of Python whose instances the values of a type are, and those of which some are
_CLASSES = {"int": {"int"}, "bool": {"bool", "int"}, "list": {"list"}, "tuple": {"tuple"},
            "str": {"str"}}  # fmt: skip
_KINDS = {"int", "bool", "list", "tuple", "str", "float", "dict", "set", "complex", "bytes",
          "range", "frozenset"}  # fmt: skip


def _never_bound(function: ast.FunctionDef) -> dict[str, str]:
    """The annotated kinds of the parameters that a function does not bind anew."""
    stored = {
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    }
    found = {}
    for parameter in [*function.args.posonlyargs, *function.args.args]:
        match parameter.annotation:
            case ast.Name(kind) | ast.Subscript(ast.Name(kind)) if kind in _CLASSES:
                if parameter.arg not in stored:
                    found[parameter.arg] = kind
            case _:
                pass
    return found


def _instance(node: ast.expr, classes: ast.expr, fixed: Mapping[str, str]) -> bool | None:
    """The answer of `isinstance` for every value of a parameter's type; None if it differs."""
    kind = fixed.get(node.id) if isinstance(node, ast.Name) else None
    listed = classes.elts if isinstance(classes, ast.Tuple) else [classes]
    names = {one.id if isinstance(one, ast.Name) else "" for one in listed}
    if kind is None or not names <= _KINDS:
        return None
    if names & _CLASSES[kind]:
        return True
    return None if kind == "int" and "bool" in names else False


def settle_defaults(function: ast.FunctionDef) -> None:
    """Remove constant defaults, which all calls of the file now pass, in place."""
    if all(is_constant(default) for default in function.args.defaults):
        function.args.defaults = []
