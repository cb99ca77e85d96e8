"""The house: who may import whom, where slow imports stand, how long modules and functions are."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import complexity
from complexity.language.ops import OPS

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "complexity"
MODULES = sorted(HOUSE.rglob("*.py"))
ROOMS = {
    str(room.relative_to(ROOT)): [path for path in MODULES if path.parent == room]
    for room in sorted({path.parent for path in MODULES})
}

# each may import itself and what stands before it
ORDER = (
    "portable", "stopping", "plain", "storage", "streams", "extras", "language", "python",
    "semantics", "encoding", "machine", "chains", "engine", "circuits", "tasks", "measuring",
    "scaling", "pricing", "kernel", "ranking", "reports", "testing", "teaching", "cli", "api",
    "start", "__main__",
)  # fmt: skip
# packages that start-up must not pay for: imported inside functions, in one module each
SLOW = ("sympy", "networkx", "rich", "llvmlite", "numpy", "pysat", "matplotlib", "difflib")
LINES, COLUMNS, FUNCTION = 500, 100, 40


def name(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def layer(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imported(node: ast.AST, path: Path) -> list[str]:
    """The absolute names of the modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    if not node.level:
        return [node.module or ""]
    package = ["complexity", *path.relative_to(HOUSE).parts[:-1]]
    base = package[: len(package) - node.level + 1]
    if node.module:
        return [".".join([*base, node.module])]
    return [".".join([*base, alias.name]) for alias in node.names]


@cache
def imports(path: Path) -> tuple[tuple[str, str], ...]:
    """The modules that a module imports, each with the function that does it, or ""."""
    pairs: list[tuple[str, str]] = []

    def visit(node: ast.AST, inside: str) -> None:
        pairs.extend((module, inside) for module in imported(node, path))
        inside = node.name if isinstance(node, ast.FunctionDef) else inside
        for child in ast.iter_child_nodes(node):
            visit(child, inside)

    visit(parsed(path), "")
    return tuple(pairs)


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("room", ROOMS)
def test_a_layer_imports_only_what_stands_above_it(room):
    for path in ROOMS[room]:
        if path == HOUSE / "__init__.py":
            continue
        for module, _ in imports(path):
            parts = module.split(".")
            if parts[0] == "complexity" and len(parts) > 1 and parts[1] in ORDER:
                assert ORDER.index(parts[1]) <= ORDER.index(layer(path)), (name(path), module)


@pytest.mark.parametrize("path", sorted((HOUSE / "semantics").glob("*.py")), ids=name)
def test_the_definition_imports_the_language_alone(path):
    for module, _ in imports(path):
        if module.startswith("complexity"):
            assert module.split(".")[1] in ("language", "semantics"), (name(path), module)


def test_every_layer_has_a_place_in_the_order():
    assert {layer(path) for path in MODULES} - {"__init__"} <= set(ORDER)


@pytest.mark.parametrize("room", ROOMS)
def test_only_slow_packages_are_imported_inside_functions(room):
    for path in ROOMS[room]:
        for module, function in imports(path):
            assert not function or module.split(".")[0] in SLOW, (name(path), function, module)


@pytest.mark.parametrize("package", SLOW)
def test_a_slow_package_is_imported_in_one_module(package):
    users = {
        name(p) for p in MODULES for module, _ in imports(p) if module.split(".")[0] == package
    }
    assert len(users) <= 1, users


@pytest.mark.parametrize("room", ROOMS)
def test_slow_packages_are_not_imported_when_a_module_is(room):
    for path in ROOMS[room]:
        for node in parsed(path).body:
            for module in imported(node, path):
                assert module.split(".")[0] not in SLOW, (name(path), module)


def test_modules_are_found_by_name_in_one_place():
    users = {name(path) for path in MODULES for module, _ in imports(path) if module == "importlib"}
    assert users <= {"cli/main.py", "__init__.py", "start.py"}


@pytest.mark.parametrize("room", ROOMS)
def test_modules_are_short(room):
    for path in ROOMS[room]:
        lines = path.read_text().splitlines()
        assert len(lines) <= LINES, name(path)
        assert max(map(len, lines), default=0) <= COLUMNS, name(path)


def length(function: ast.FunctionDef) -> int:
    """The lines of a function without its docstring and without the functions inside it."""
    assert function.end_lineno is not None
    total = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function) is not None:
        first = function.body[0]
        assert first.end_lineno is not None
        total -= first.end_lineno - first.lineno + 1
    return total


def excepted(function: ast.FunctionDef) -> bool:
    """A `match` has a case per construct, and a table has its rows."""
    return any(isinstance(node, ast.Match) for node in ast.walk(function)) or (
        isinstance(function.body[-1], ast.Return)
        and isinstance(function.body[-1].value, ast.List | ast.Tuple | ast.Dict)
    )


@pytest.mark.parametrize("room", ROOMS)
def test_functions_are_short(room):
    for path in ROOMS[room]:
        for function in functions(parsed(path)):
            assert length(function) <= FUNCTION or excepted(function), (name(path), function.name)


@pytest.mark.parametrize("room", ROOMS)
def test_what_is_public_has_a_docstring(room):
    for path in ROOMS[room]:
        tree = parsed(path)
        assert ast.get_docstring(tree), name(path)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), (name(path), node.name)


def test_the_op_table_is_complete():
    for op in OPS.values():
        without = op.group in ("control", "call") or op.draws or op.name == "candidate"
        assert (op.meaning is None) == without, op.name
        assert (op.size is not None) == (op.time == "elements"), op.name
        assert op.group in ("scalar", "moves", "reads", "update", "reduce", "control", "call")
        assert op.time in ("unit", "free", "elements", "own"), op.name
        assert bool(op.signature) == (op.group not in ("control", "call")), op.name


def test_the_version_stands_in_the_package_and_in_its_project_file():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == complexity.__version__


def test_nothing_names_a_machine():
    roots = ("/" + "work/", "/" + "home/", "/" + "tmp/")
    for path in [*MODULES, *ROOT.glob("*.md"), *ROOT.glob("programs/*"), *ROOT.glob(".ci/*")]:
        if path.is_file():
            assert not any(root in path.read_text() for root in roots), path


# what the help of a command has no use for, and what takes longest to import
UNUSED_BY_HELP = {
    "bz2", "dataclasses", "difflib", "inspect", "json", "lzma", "shutil", "subprocess", "tempfile",
    "threading", "zlib", *SLOW,
}  # fmt: skip


def test_the_help_imports_little():
    code = "import sys\nfrom complexity.cli import main\nmain(['--help'])\nprint(*sys.modules)"
    told = [
        subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
        for text in ("import sys\nprint(*sys.modules)", code)
    ]
    before, after = (set(one.stdout.splitlines()[-1].split()) for one in told)
    assert not (after - before) & UNUSED_BY_HELP
