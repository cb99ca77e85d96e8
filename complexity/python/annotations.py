"""The types that annotations denote, and repairs for unsupported ones."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ..language.types import BOOL, INT, List, Type
from .bindings import TEXT, Row, unknown
from .substitutes import TYPES

INFERRED = "?"  # the annotation of what a function inside a function leaves to be inferred
LONGEST = 60  # characters of an annotation quoted in a message
_TYPING = {"List": "list", "Tuple": "tuple"}  # names of `typing`, and the types they denote


def typing_names(imports: Mapping[str, str], defined: Mapping[str, ast.AST]) -> dict[str, str]:
    """The names in a file that denote a type of `typing`, dotted ones included.

    As for the words of the language, the import may be missing: `List` is known unless the file
    gives the name another meaning.
    """
    known = {name: type_ for name, type_ in _TYPING.items() if name not in defined}
    for name, origin in imports.items():
        if origin == "typing":
            known |= {f"{name}.{other}": type_ for other, type_ in _TYPING.items()}
        module, _, last = origin.rpartition(".")
        if module == "typing" and last in _TYPING:
            known[name] = _TYPING[last]
    return known


def rename(node: ast.expr | None, known: Mapping[str, str]) -> ast.expr | None:
    """Replace names of `typing` in an annotation by the types that they denote."""
    match node:
        case ast.Name() | ast.Attribute() if _spelt(node) in known:
            return ast.copy_location(ast.Name(known[_spelt(node)], ast.Load()), node)
        case ast.Subscript(value, part):
            items = part.elts if isinstance(part, ast.Tuple) else [part]
            renamed = [rename(item, known) or item for item in items]
            inner = ast.Tuple(renamed, ast.Load()) if isinstance(part, ast.Tuple) else renamed[0]
            made = ast.Subscript(rename(value, known) or value, inner, ast.Load())
            return ast.copy_location(made, node)
        case _:
            return node


def _spelt(node: ast.expr) -> str:
    match node:
        case ast.Name(name):
            return name
        case ast.Attribute(ast.Name(owner), name):
            return f"{owner}.{name}"
        case _:
            return ""


def annotation(node: ast.expr | None) -> Type | None:
    """The type that an annotation denotes; None if it is not one of the language."""
    match node:
        case ast.Name("int"):
            return INT
        case ast.Name("bool"):
            return BOOL
        case ast.Name("str"):
            return TEXT
        case ast.Name(name) if name == INFERRED:
            return unknown()
        case ast.Subscript(ast.Name("tuple"), part):
            return _tuple(part)
        case ast.Subscript(ast.Name("list"), element):
            inner = annotation(element)
            return None if inner is None else List(inner)
        case _:
            return None


def _tuple(part: ast.expr) -> Type | None:
    """The type of a tuple whose parts have one type; any number of them with `...`."""
    length = None
    match part:
        case ast.Tuple([first, ast.Constant(value)]) if value is ...:
            types = [annotation(first)]
        case ast.Tuple([_, *_] as elts):
            types = [annotation(item) for item in elts]
            length = len(elts)
        case _:
            types, length = [annotation(part)], 1
    first_type = types[0]
    if first_type is None or any(type_ != first_type for type_ in types):
        return None
    return Row(first_type, "tuple", length)


def is_tuple(node: ast.expr | None) -> bool:
    """Whether an annotation denotes a tuple of fixed length, that is, several results."""
    if not (isinstance(node, ast.Subscript) and _spelt(node.value) == "tuple"):
        return False
    last = node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) and node.slice.elts else None
    return not (isinstance(last, ast.Constant) and last.value is ...)


def result_types(node: ast.expr | None) -> tuple[Type, ...] | None:
    """The result types that an annotation denotes; None if they are not in the language."""
    if isinstance(node, ast.Constant) and node.value is None:
        return ()
    if isinstance(node, ast.Subscript) and is_tuple(node):
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        types = [annotation(part) for part in parts]
        return None if None in types else tuple(t for t in types if t is not None)
    single = annotation(node)
    return None if single is None else (single,)


def lack(node: ast.expr | None) -> str:
    """Describe what is wrong with an annotation that denotes no type of the language."""
    if node is None:
        return "no annotation"
    text = ast.unparse(node)
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
    return f"the annotation {text}, which is not in the language"


def instead(name: str, node: ast.expr | None) -> str:
    """The repair for the annotation of a parameter or a local name."""
    if node is None:
        return f"annotate it: `{name}: int`, `{name}: list[int]` ..."
    if isinstance(node, ast.Subscript) and _spelt(node.value) == "tuple":
        return "a tuple that is passed has parts of one type: take a name for each part"
    return _instead(node, f"{name}: ")


def result_instead(node: ast.expr | None) -> str:
    """The repair for the annotation of a result."""
    if node is None:
        return "annotate it: `-> int`, `-> list[int]`, `-> tuple[int, bool]`, `-> None` ..."
    return _instead(node, "-> ")


def _instead(node: ast.expr, lead: str) -> str:
    """The repair for an annotation that follows a name or an arrow."""
    text = quoted(node)
    if text is not None:
        return f"leave the quotes out: `{lead}{text}`"
    lists = _parallel(node)
    if lists:
        of = "a tuple in a list has parts of one type: use a list for each part"
        return f"{of}, `-> tuple[{lists}]`" if lead == "-> " else f"{of}, {lists}"
    for part in ast.walk(node):
        name = _spelt(part).rpartition(".")[2] if isinstance(part, ast.expr) else ""
        if name in TYPES:
            return TYPES[name].format(lead=lead)
        if isinstance(part, ast.Constant | ast.BinOp):
            return TYPES["Optional"].format(lead=lead)
    if _spelt(node) == "list":
        return f"say what it holds: `{lead}list[int]`, `{lead}list[bool]`, `{lead}list[list[int]]`"
    return f"write a type of the language: `{lead}int`, `{lead}bool`, `{lead}list[int]` ..."


def _parallel(node: ast.expr) -> str:
    """The types of parallel lists instead of a list of tuples whose parts have several types."""
    match node:
        case ast.Subscript(ast.Name("list"), ast.Subscript(ast.Name("tuple"), ast.Tuple(parts))):
            if all(annotation(part) is not None for part in parts):
                return ", ".join(f"list[{ast.unparse(part)}]" for part in parts)
            return ""
        case _:
            return ""


def quoted(node: ast.expr) -> str | None:
    """The text of a quoted annotation, if it denotes a type of the language."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return None
    try:
        inner = ast.parse(node.value.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return ast.unparse(inner) if annotation(inner) is not None else None
