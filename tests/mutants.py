"""Mutants of textbook functions that still look like programs: names, operators, lines changed."""

from __future__ import annotations

import ast
import random
import re
from functools import cache
from pathlib import Path

TEXT = (Path(__file__).parent / "textbook.py").read_text()
TOKEN = re.compile(r"\w+|[^\w\s]+|\s+")
OPERATORS = (
    ("+", "-", "*", "//", "%", "&", "|", "^", "<<", ">>", "**"),
    ("<", "<=", ">", ">=", "==", "!="), ("and", "or"), ("+=", "-=", "*=", "//=", "%=", "&="),
    ("0", "1", "2", "3", "10"), ("True", "False"), ("break", "continue", "pass", "return"),
    ("min", "max", "sum", "any", "all", "len", "abs"), ("append", "pop", "insert", "extend"),
    ("i + 1", "i", "i - 1"), ("xs", "xs[:]", "xs[0]", "xs[1:]", "xs[::-1]"), ("n", "-n", "not n"),
    ("in", "not in"), ("if", "while"),
)  # fmt: skip


@cache
def _functions() -> dict[str, tuple[str, set[str]]]:
    """The functions of the textbook: text, and the functions that each names."""
    found = {}
    tree, lines = ast.parse(TEXT), TEXT.splitlines()
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} & names
            found[node.name] = "\n".join(lines[node.lineno - 1 : node.end_lineno]), used
    return found


def alone(name: str) -> str:
    """The text of a textbook function and of those that it calls."""
    functions, wanted, waiting = _functions(), {name}, [name]
    while waiting:
        more = functions[waiting.pop()][1] - wanted
        wanted |= more
        waiting += more
    return "\n\n\n".join(text for key, (text, _) in functions.items() if key in wanted) + "\n"


def mutant(text: str, rng: random.Random) -> str:
    """A text with one or two changes."""
    for _ in range(rng.randrange(1, 3)):
        text = rng.choice((_token, _token, _token, _name, _name, _line))(text, rng)
    return text


def _token(text: str, rng: random.Random) -> str:
    """One operator, number or word replaced by another of its kind."""
    tokens = TOKEN.findall(text)
    places = [(i, kind) for i, t in enumerate(tokens) for kind in OPERATORS if t in kind]
    if places:
        at, kind = rng.choice(places)
        tokens[at] = rng.choice(kind)
    return "".join(tokens)


def _name(text: str, rng: random.Random) -> str:
    """One name of a function replaced by another of the same function."""
    bodies = text.split("\n\n\n")
    at = rng.randrange(len(bodies))
    tokens = TOKEN.findall(bodies[at])
    own = [i for i, token in enumerate(tokens) if token.isidentifier()]
    tokens[rng.choice(own)] = tokens[rng.choice(own)]
    bodies[at] = "".join(tokens)
    return "\n\n\n".join(bodies)


def _line(text: str, rng: random.Random) -> str:
    """One line deleted, doubled, exchanged with the next, or indented as the one before."""
    lines = text.split("\n")
    at = rng.randrange(1, len(lines))
    match rng.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines[at - 1], lines[at] = lines[at], lines[at - 1]
        case 3:
            lines[at] = "    " + lines[at]
        case _:
            before = lines[at - 1]
            lines[at] = " " * (len(before) - len(before.lstrip())) + lines[at].lstrip()
    return "\n".join(lines)
