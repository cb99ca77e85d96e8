"""Reading of untrusted program text: limits first, then Python's own parser."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from .. import storage
from .refusals import NotInLanguage, Source

_Read = TypeVar("_Read")
MOST_BYTES = 2**20
MOST_NESTED = 100  # levels of brackets, indentation, unary operators, checked before parsing
LONG = 64  # literals from which on a list is kept as a table
MOST_DEEP = 400  # levels of the syntax tree; each elif is a level of its own

_SKIPPED = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#[^\n]*',
    re.DOTALL,
)
_UNARY = re.compile(rf"(?:(?:[-+~]|\bnot\b|\blambda\b[^:\n]{{0,20}}:)\s*){{{MOST_NESTED + 1}}}")


def source_of(text: str, file: str) -> Source:
    """A text with the file name that messages cite."""
    return Source(file, tuple(re.split(r"\r\n|\r|\n", text)))


def read_text(path: str | Path, file: str = "") -> str:
    """Read the text of a file, which must be small enough and UTF-8.

    Raises
    ------
    NotInLanguage
        CX102 if the file is too large, CX104 if it cannot be read.
    """
    nowhere = Source(file or str(path), ())
    try:
        return storage.read(path, MOST_BYTES).decode("utf-8-sig")
    except storage.TooLarge as error:
        raise nowhere.refuse("CX102", None, size=error.size, most=MOST_BYTES) from None
    except OSError as error:
        raise nowhere.refuse("CX104", None, what=error.strerror or "no such file") from None
    except ValueError as error:
        if not isinstance(error, UnicodeDecodeError):
            raise nowhere.refuse("CX104", None, what=str(error)) from None
        raise nowhere.refuse("CX104", None, what=f"byte {error.start} is not UTF-8") from None


def syntax(text: str, source: Source) -> ast.Module:
    """Parse a text within the limits.

    Raises
    ------
    NotInLanguage
        CX101 to CX103.
    """
    size = len(text.encode(errors="surrogatepass"))
    if size > MOST_BYTES:
        raise source.refuse("CX102", None, size=size, most=MOST_BYTES)
    _refuse_nesting(text, source)
    tree: ast.Module = _as_python(partial(ast.parse, text), source)
    _refuse_depth(tree, source)
    return tree


def compiler_refusal(tree: ast.Module, source: Source) -> NotInLanguage | None:
    """The refusal by Python's compiler beyond the grammar, such as `break` outside a loop.

    Functions are compiled one by one, since an interrupt has to wait for the compiler.
    """
    rest = [one for one in tree.body if not isinstance(one, ast.FunctionDef)]
    functions: list[list[ast.stmt]] = [[f] for f in tree.body if isinstance(f, ast.FunctionDef)]
    if any(getattr(one, "module", "") == "__future__" for one in rest):
        rest, functions = tree.body, []  # a `__future__` import has to come first
    refusals = []
    for statements in (rest, *functions):
        part = ast.Module(statements, [])
        try:
            _as_python(partial(compile, part, "<text>", "exec", dont_inherit=True), source)
        except NotInLanguage as refusal:
            refusals.append(refusal)
    return min(refusals, key=lambda one: (one.line, one.column), default=None)


def _as_python(read: Callable[[], _Read], source: Source) -> _Read:
    """Run Python's parser or compiler; convert its errors to refusals."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read()
    except SyntaxError as error:
        raise _syntax_error(error, source) from None
    except (RecursionError, MemoryError):
        raise source.refuse("CX103", None, depth=f"over {MOST_DEEP}", most=MOST_DEEP) from None
    except (ValueError, OverflowError) as error:
        raise source.refuse("CX101", None, what=str(error)) from None


class Table(ast.List):
    """A long list of literals, kept as a tuple so that later passes need not walk it.

    Attributes
    ----------
    values : the literals; `elts` stays empty
    """

    values: tuple[int | bool, ...]


class TupleTable(Table):
    """A table that reads as a tuple, as a list of the module does."""


def frozen(table: Table) -> TupleTable:
    """The tuple of a table's literals."""
    made = ast.copy_location(TupleTable([], ast.Load()), table)
    made.values = table.values
    return made


def fold_tables(tree: ast.Module) -> None:
    """Replace long lists of literals by tables, in place."""
    for node in ast.walk(tree):
        for name, part in ast.iter_fields(node):
            if isinstance(part, ast.List):
                setattr(node, name, _folded(part))
            elif isinstance(part, list):
                part[:] = [_folded(x) if isinstance(x, ast.List) else x for x in part]


def _folded(node: ast.List) -> ast.List:
    if len(node.elts) < LONG:
        return node
    values = [_literal(item) for item in node.elts]
    if None in values:
        return node
    made = ast.copy_location(Table([], ast.Load()), node)
    made.values = tuple(value for value in values if value is not None)
    return made


def _literal(node: ast.expr) -> int | bool | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return node.value
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _literal(node.operand)
        return None if inner is None else -inner
    return None


def _syntax_error(error: SyntaxError, source: Source) -> NotInLanguage:
    line = min(max(1, error.lineno or 1), max(1, len(source.lines)))
    text = source.lines[line - 1] if source.lines else ""
    lead = text[: max(0, (error.offset or 1) - 1)]
    width = len(lead.encode(errors="replace"))
    place = ast.Pass(lineno=line, col_offset=width, end_lineno=line, end_col_offset=width + 1)
    return source.refuse("CX101", place, what=error.msg)


def _refuse_nesting(text: str, source: Source) -> None:
    bare = _SKIPPED.sub(lambda found: " " + "\n" * found[0].count("\n"), text)
    depth = 0
    for bracket in re.finditer(r"[][(){}]", bare):
        depth = depth + 1 if bracket[0] in "([{" else max(0, depth - 1)
        if depth > MOST_NESTED:
            raise _too_deep(source, bare, bracket.start())
    indented = _indentation(bare)
    unary = _UNARY.search(bare)
    if indented is not None or unary:
        raise _too_deep(source, bare, unary.start() if unary else indented or 0)


def _too_deep(source: Source, text: str, at: int) -> NotInLanguage:
    line = text.count("\n", 0, at) + 1
    place = ast.Pass(lineno=line, col_offset=0)
    return source.refuse("CX103", place, depth=f"over {MOST_NESTED}", most=MOST_NESTED)


def _indentation(text: str) -> int | None:
    """The first position at which blocks nest too deeply; None if they do not."""
    stack = [0]
    for lead in re.finditer(r"^([ \t]*)\S", text, re.MULTILINE):
        width = len(lead[1].expandtabs(8))
        while stack[-1] > width:
            stack.pop()
        if stack[-1] < width:
            stack.append(width)
        if len(stack) - 1 > MOST_NESTED:
            return lead.start()
    return None


def _refuse_depth(tree: ast.Module, source: Source) -> None:
    level: list[ast.AST] = [tree]
    depth = 0
    while level:
        depth += 1
        if depth > MOST_DEEP:
            place = next((node for node in level if hasattr(node, "lineno")), None)
            raise source.refuse("CX103", place, depth=f"over {MOST_DEEP}", most=MOST_DEEP)
        level = [child for node in level for child in ast.iter_child_nodes(node)]
