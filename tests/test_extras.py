"""Optional packages that are missing, or installed and broken: who notices, and what is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import complexity

# what a package's first import, or the first call of its shared library, may raise
BROKEN = {
    "at import": ("__init__.py", 'raise OSError("libLLVM.so: cannot open shared object file")'),
    "in its binding": ("binding.py", 'raise RuntimeError("two\\nlines")'),
    "at the first call": (
        "binding.py",
        "def initialize_native_target():\n    raise OSError('Could not load libllvmlite.so')",
    ),
    "by what it needs itself": ("binding.py", "import a_package_that_nobody_has"),
}
COMMANDS = (
    ("score", "sorting/insertion", "-n", "4"),
    ("score", "sorting/insertion", "--input", "[[3,1,2]]"),
    ("rank", "sorting", "-n", "3"),
    ("flips", "sorting", "--sizes", "1..2"),
    ("explain", "sorting/insertion", "-n", "3"),
)
SILENT = (("list",), ("show", "sorting/insertion"), ("circuit", "sorting/insertion", "-n", "2"))


def stub(folder: Path, package: str, files: dict[str, str]) -> None:
    """A package of a name, which is found before the one that is installed."""
    (folder / package).mkdir()
    for name in ("__init__.py", "binding.py"):
        (folder / package / name).write_text(files.get(name, ""))


def ran(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "complexity", *words]
    env = os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "300"}
    return subprocess.run(command, capture_output=True, text=True, env=env, check=False)


@pytest.mark.parametrize("how", BROKEN)
def test_a_package_that_does_not_load_is_said_and_the_definition_runs(
    how: str, tmp_path: Path
) -> None:
    name, text = BROKEN[how]
    stub(tmp_path, "llvmlite", {name: text})
    done = ran(tmp_path, "score", "sorting/insertion", "-n", "4")
    assert (done.returncode, done.stderr) == (0, "")
    assert "run by the definition: 'llvmlite' is installed and does not load: " in " ".join(
        done.stdout.split()
    )


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_that_runs_programs_falls_back(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    stub(tmp_path, "llvmlite", dict([BROKEN["at import"]]))
    done = ran(tmp_path, *words)
    assert (done.returncode, done.stderr) == (0, "")
    assert "does not load: OSError: libLLVM.so" in " ".join(done.stdout.split())


@pytest.mark.parametrize("words", SILENT, ids=" ".join)
def test_a_command_that_runs_nothing_does_not_speak_of_it(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    stub(tmp_path, "llvmlite", dict([BROKEN["at import"]]))
    done = ran(tmp_path, *words)
    assert done.returncode == 0
    assert "llvmlite" not in done.stdout + done.stderr


def test_the_figures_are_those_of_machine_code(tmp_path: Path) -> None:
    stub(tmp_path, "numpy", {"__init__.py": "import numpy.core_that_is_not_there"})
    words = ("score", "sorting/quicksort", "-n", "5", "--json", "-")
    slow = json.loads(ran(tmp_path, *words).stdout)
    fast = json.loads(ran(tmp_path / "nowhere", *words).stdout)
    assert (slow.pop("engine"), fast.pop("engine")) == ("definition", "native")
    for told in (slow, fast):
        told["checks"] = told["checks"][:1]  # of further inputs, machine code checks more
    assert slow == fast


ASK = """
from complexity import extras
for package in (extras.numpy, extras.llvmlite, extras.pysat, extras.pysat):
    try:
        package()
    except extras.Missing as missing:
        print(missing, "|", missing.repair, "|", missing.broken)
"""


def test_what_is_not_installed_is_told_from_what_is_broken() -> None:
    env = {"PYTHONPATH": str(Path(complexity.__file__).parent.parent)}
    command = [sys.executable, "-S", "-c", ASK]  # -S: without what is installed
    done = subprocess.run(command, capture_output=True, text=True, env=env, check=True)
    names = ("numpy", "fast"), ("llvmlite", "fast"), ("python-sat", "sat"), ("python-sat", "sat")
    assert done.stdout.splitlines() == [
        f"'{package}' is not installed: it comes with the extra '{extra}' | "
        f"pip install '.[{extra}]' in the folder of complexity-calculator | "
        for package, extra in names
    ]
