"""How the ops are written: Python's operators and list methods, read off the op table."""

from __future__ import annotations

import ast

from ..language.ops import OPS

Operator = type[ast.operator] | type[ast.unaryop] | type[ast.cmpop]
_KINDS = {"int": "int", "bool": "bool", "[T]": "list"}  # by the first operand of a signature

# an operator of Python and the kind of its first operand in the op's signature -> the op
OPERATORS: dict[tuple[Operator, str], str] = {}
METHODS: dict[str, dict[int, str]] = {}  # of lists, by the number of arguments -> the op


def _read(op: str, written: str, signature: str) -> None:
    """Enter an op in the tables, if it is written as an operator or as a method of a list."""
    match ast.parse(written).body:
        case [ast.Expr(ast.BinOp(op=sign) | ast.UnaryOp(op=sign) | ast.Compare(ops=[sign]))]:
            key = type(sign), _KINDS[signature.split()[0]]
            assert key not in OPERATORS, f"two ops are written alike: {OPERATORS[key]}, {op}"
            OPERATORS[key] = op
        case [ast.Expr(ast.Call(ast.Attribute(ast.Name(), name), args))]:
            ops = METHODS.setdefault(name, {})
            assert len(args) not in ops, f"two ops are written alike: {ops[len(args)]}, {op}"
            ops[len(args)] = op


for _op in OPS.values():
    _read(_op.name, _op.python, _op.signature)

WRITTEN = frozenset(operator for operator, _ in OPERATORS)
# methods of lists that update them; the last are rewritten in terms of the others
METHODS_THAT_UPDATE = (*METHODS, "remove", "clear", "sort")
