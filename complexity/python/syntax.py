"""The syntax of the ops: Python's operators and list methods, from the op table."""

from __future__ import annotations

import ast

from ..language.ops import OPS

Operator = type[ast.operator] | type[ast.unaryop] | type[ast.cmpop]
_KINDS = {"int": "int", "bool": "bool", "[T]": "list"}  # by the first operand of a signature


def _operators() -> dict[tuple[Operator, str], str]:
    found: dict[tuple[Operator, str], str] = {}
    for op in OPS.values():
        match ast.parse(op.python).body:
            case [ast.Expr(ast.BinOp(op=sign))]:
                operator: Operator = type(sign)
            case [ast.Expr(ast.UnaryOp(op=sign))]:
                operator = type(sign)
            case [ast.Expr(ast.Compare(ops=[sign]))]:
                operator = type(sign)
            case _:
                continue
        key = operator, _KINDS[op.signature.split()[0]]
        assert key not in found, f"two ops are written alike: {found[key]}, {op.name}"
        found[key] = op.name
    return found


def _methods() -> tuple[str, ...]:
    names: dict[str, None] = {}  # in the order of the op table
    for op in OPS.values():
        match ast.parse(op.python).body:
            case [ast.Expr(ast.Call(ast.Attribute(ast.Name(), name)))]:
                names[name] = None
    return tuple(names)


# an operator of Python and the kind of its first operand in the op's signature -> the op
OPERATORS = _operators()
METHODS_THAT_UPDATE = _methods()
