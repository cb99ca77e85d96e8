"""An op is added in the places that CONTRIBUTING names, and in no others: tried on a copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

# where a scalar op is added: the text before it, and what is written there
PLACES = {
    "complexity/language/ops.py": (
        'row("xor", "a ^ b", two, operator.xor),',
        '        row("nand", "a @ b", two, lambda a, b: ~(a & b)),',
    ),
    "complexity/engine/scalar_ops.py": (
        "SCALARS: dict[str, Emit] = {",
        """    "nand": lambda frame, args: (
        frame.w.two("xor", frame.w.two("and", args[0][0], args[1][0]), "-1"),
    ),""",
    ),
    "complexity/circuits/unroll/ops.py": (
        '"xor": bitwise("xor"),',
        """    "nand": lambda path, payload, types, a, b: invert(
        path, payload, types, *bitwise("and_")(path, payload, types, a, b)
    ),""",
    ),
    "tests/test_circuits_ops.py": ('"or_", "xor",', '        "nand",'),  # its operands in a test
}
TABLE_DRIVEN = (
    "tests/test_house.py::test_the_op_table_is_complete",
    "tests/test_circuits_ops.py::test_every_op_has_a_circuit_and_every_circuit_is_tested",
    "tests/test_circuits_ops.py::test_a_circuit_means_what_the_table_says[nand-size]",
    "tests/test_circuits_ops.py::test_a_circuit_means_what_the_table_says[nand-depth]",
    "tests/test_engine.py::test_every_op_has_machine_code",
    "tests/test_engine.py::test_scalar_ops_agree_at_the_edges_of_64_bits",
    "tests/test_graph_signatures.py",
    "tests/test_alike.py::test_every_op_is_walked",
    "tests/test_encoding_kraft.py::test_whatever_is_derived_is_well_formed",
)
USED = """
from complexity.encoding.code import decode, encode
from complexity.engine.machine import NativeMachine
from complexity.language.ops import OPS
from complexity.python.parse import parse
from complexity.machine.evaluate import Machine

graph = parse("def f(a: int, b: int) -> int:\\n    a @= b\\n    return a @ 5\\n")
assert [node.op for node in graph.functions[0].body.nodes] == ["nand", "nand"]
for a, b in ((0, 0), (-1, 6), (2**63 - 1, -(2**63))):
    runs = [machine(graph).run([a, b]) for machine in (Machine, NativeMachine)]
    assert {run.result for run in runs} == {~(~(a & b) & 5)}, runs
    assert {run.time for run in runs} == {3}  # the call and two ops
assert decode(encode(graph)) == graph
"""


def test_a_scalar_op_is_added_in_three_places(tmp_path: Path) -> None:
    for folder in ("complexity", "tests", "programs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pyc*"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, (before, added) in PLACES.items():
        text = (tmp_path / name).read_text()
        assert text.count(before) == 1, name
        (tmp_path / name).write_text(text.replace(before, f"{before}\n{added}"))
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "HYPOTHESIS_PROFILE": "few"}
    for words in (["-c", USED], ["-m", "pytest", "-q", "-p", "no:cacheprovider", *TABLE_DRIVEN]):
        done = subprocess.run(
            [sys.executable, *words], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
