"""An op is added in the places that CONTRIBUTING names, and in no others: tried on a copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TABLE, OPERANDS = "complexity/language/ops.py", "tests/test_circuits_ops.py"
CIRCUITS = "complexity/circuits/unroll/ops.py"

# a kind of op -> where one is added: the file, the text before it, and what is written there
PLACES = {
    "a scalar op": [
        (
            TABLE,
            'row("xor", "a ^ b", two, operator.xor),',
            '        row("nand", "a @ b", two, lambda a, b: ~(a & b)),',
        ),
        (
            "complexity/engine/scalar_ops.py",
            "SCALARS: dict[str, Emit] = {",
            """    "nand": lambda frame, args: (
        frame.w.two("xor", frame.w.two("and", args[0][0], args[1][0]), "-1"),
    ),""",
        ),
        (
            CIRCUITS,
            '"xor": bitwise("xor"),',
            """    "nand": lambda path, payload, types, a, b: invert(
        path, payload, types, *bitwise("and_")(path, payload, types, a, b)
    ),""",
        ),
    ],
    "a list op": [
        (
            TABLE,
            'moves("reverse", "xs.reverse()", "[T] -> [T]", lambda xs: xs[::-1], len),',
            """        moves("join", "xs @ ys", "[T] [T] -> [T]", operator.add,
              lambda xs, ys: len(xs) + len(ys)),""",
        ),
        (
            "complexity/engine/lists.py",
            "MAKING: dict[str, Callable[[Frame, Site], None]] = {",
            '    "join": concat,',
        ),
        (CIRCUITS, '"reverse": placed(lists.backwards),', '    "join": placed(lists.concat),'),
    ],
    "an update": [
        (
            TABLE,
            'row("pop", "xs.pop()", "[T] -> [T] T", pop, fails=True),',
            """        row("put", "xs.put(x)", "[T] T -> [T]", append, fails=True, spared=_no_path,
            grows=1, stores=True),""",
        ),
        (
            "complexity/machine/updates.py",
            "CHANGES: dict[str, Callable[[Site, tuple[int, ...]], Change]] = {",
            '    "put": grown,',
        ),
        (
            "complexity/machine/level_updates.py",
            "CHANGES: dict[str, Callable[[Site, tuple[int, ...]], Change]] = {",
            '    "put": lambda site, rest: put(site, lambda xs, _, x: xs.append(x), rest),',
        ),
        (
            "complexity/engine/updates.py",
            "CHANGES: dict[str, Callable[[Frame, Site, Path], Form]] = {",
            '    "put": append,',
        ),
        (
            "complexity/circuits/unroll/updates.py",
            "UPDATES: dict[str, Update] = {",
            '    "put": append,',
        ),
    ],
    "the operands of their tests": [
        (OPERANDS, '"or_", "xor",', '        "nand",'),
        (
            OPERANDS,
            '"reverse": [(None, (ONES,)), (None, (FIXED,)), (None, (NONE,))],',
            """    "join": [(None, (FIXED, NONE)), (None, (ROWS, GRID))],
    "put": [(0, (ONES, SMALL)), (1, (ROWS, Number(-3, 2), BIT))],""",
        ),
    ],
}
OPS = ("nand", "join", "put")
TABLE_DRIVEN = (
    "tests/test_house.py::test_the_op_table_is_complete",
    "tests/test_circuits_ops.py::test_every_op_has_a_circuit_and_every_circuit_is_tested",
    *(
        f"tests/test_circuits_ops.py::test_a_circuit_means_what_the_table_says[{op}-{style}]"
        for op in OPS
        for style in ("size", "depth")
    ),
    "tests/test_engine.py::test_every_op_has_machine_code",
    "tests/test_engine.py::test_scalar_ops_agree_at_the_edges_of_64_bits",
    "tests/test_graph_signatures.py",
    "tests/test_alike.py::test_every_op_is_walked",
    "tests/test_encoding_kraft.py::test_whatever_is_derived_is_well_formed",
)
USED = """
from complexity.encoding.code import decode, encode
from complexity.engine.machine import NativeMachine
from complexity.machine.evaluate import Machine
from complexity.python.parse import parse
from complexity.semantics.definition import Definition


def ops(graph):
    return [node.op for node in graph.functions[0].body.nodes]


def runs(graph, *args):
    told = [machine(graph).run(list(args)) for machine in (Definition, Machine, NativeMachine)]
    assert len({(run.time, run.span, run.memory) for run in told}) == 1, told
    assert len({repr(run.result) for run in told}) == 1, told
    assert decode(encode(graph)) == graph
    return told[0].result, told[0].time


graph = parse("def f(a: int, b: int) -> int:\\n    a @= b\\n    return a @ 5\\n")
assert ops(graph) == ["nand", "nand"]
for a, b in ((0, 0), (-1, 6), (2**63 - 1, -(2**63))):
    assert runs(graph, a, b) == (~(~(a & b) & 5), 3)  # the call and two ops

body = "    ys = xs @ xs\\n    ys.put(n)\\n    return ys\\n"
graph = parse(f"def f(xs: list[int], n: int) -> list[int]:\\n{body}")
assert ops(graph) == ["join", "put"]
for xs in ([], [3], [3, 1, 2]):
    assert runs(graph, xs, 7) == ([*xs, *xs, 7], 1 + max(1, 2 * len(xs)) + 1)

body = "    a = [xs, xs @ xs]\\n    a[1].put(n)\\n    xs.put(len(a[1]))\\n    return xs\\n"
graph = parse(f"def f(xs: list[int], n: int) -> list[int]:\\n{body}".replace("[xs,", "[[n],"))
assert "put" in ops(graph)
assert runs(graph, [3, 1], 7)[0] == [3, 1, 5]
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, its tests and programs, to which an op of each kind is added."""
    folder = tmp_path_factory.mktemp("additions")
    for name in ("complexity", "tests", "programs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pyc*"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for added in PLACES.values():
        for name, before, text in added:
            old = (folder / name).read_text()
            assert old.count(before) == 1, (name, before)
            (folder / name).write_text(old.replace(before, f"{before}\n{text}"))
    return folder


@pytest.mark.parametrize(
    "words",
    [["-c", USED], ["-m", "pytest", "-q", "-p", "no:cacheprovider", *TABLE_DRIVEN]],
    ids=["programs use the ops", "table-driven tests"],
)
def test_ops_are_added_in_few_places(copy: Path, words: list[str]) -> None:
    environment = os.environ | {"PYTHONPATH": str(copy), "HYPOTHESIS_PROFILE": "few"}
    done = subprocess.run(
        [sys.executable, *words], cwd=copy, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_the_places_are_as_many_as_contributing_says() -> None:
    rows = (ROOT / "CONTRIBUTING.md").read_text().splitlines()
    counts = {"a scalar op": "three", "a list op": "three", "an update": "five"}
    for kind, count in counts.items():
        (row,) = [row for row in rows if row.startswith(f"| {kind} ")]
        assert f"{count} places" in row
        assert len(PLACES[kind]) == ["three", "four", "five"].index(count) + 3
        assert all(Path(name).name in row for name, _, _ in PLACES[kind]), row
