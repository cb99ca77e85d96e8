"""What people expect of a command line: completion, short inputs, an exit code that says no."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from complexity.cli import main
from complexity.cli.completing import SCRIPTS, completions
from complexity.cli.options import COMMANDS


def test_every_command_and_option_is_completed():
    assert completions([""]) == sorted(COMMANDS)
    for command in COMMANDS:
        assert completions([command[:-1]]) == [command]
        assert "--help" in completions([command, "--"])
    assert completions(["score", "sorting/insertion", "--engine", ""]) == ["definition", "native"]
    assert completions(["rank", "--task", "smallest_d"]) == ["smallest_divisor"]
    assert completions(["explain", "CX10"])[0] == "CX101"
    assert completions(["nothing", "x"]) == completions(["score", "none/x"]) == []


def test_bash_completes(tmp_path):
    folder = Path(sys.executable).parent
    script = f"{SCRIPTS['bash']}\nCOMP_WORDS=(complexity score sorting/quick)\nCOMP_CWORD=2\n"
    done = subprocess.run(
        ["bash", "-c", script + '_complexity; printf "%s" "${COMPREPLY[@]}"'],
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
        capture_output=True, text=True, check=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout == "sorting/quicksort"


@pytest.mark.parametrize("shell", SCRIPTS)
def test_a_script_for_each_shell(shell, capsys):
    assert main(["completion", shell]) == 0
    assert capsys.readouterr().out == SCRIPTS[shell]


@pytest.mark.parametrize(
    ("program", "short", "full"),
    [
        ("sorting/insertion", "[3,1,2]", "[[3,1,2]]"),
        ("sorting/insertion", "[]", "[[]]"),
        ("smallest_divisor/scan", "15", "[15]"),
        ("maze/dead_ends", "[[1],[0]]", "[[[1],[0]]]"),
    ],
)
def test_the_argument_of_a_program_with_one_parameter_stands_by_itself(
    program, short, full, capsys
):
    pages = []
    for text in (short, full):
        assert main(["score", program, "--input", text]) in (0, 1)
        pages.append(capsys.readouterr().out)
    assert pages[0] == pages[1] != ""


def test_a_wrong_answer_exits_with_1(tmp_path, capsys):
    file = tmp_path / "mine.py"
    file.write_text(
        "def right(a: list[int]) -> list[int]:\n"
        "    b: list[int] = []\n"
        "    for x in a:\n"
        "        b.insert(sum([1 for y in b if y <= x]), x)\n"
        "    return b\n\n\n"
        "def wrong(a: list[int]) -> list[int]:\n    return a\n"
    )
    assert main(["score", "--task", "sorting", f"{file}::right"]) == 0
    assert main(["score", "--task", "sorting", f"{file}::wrong"]) == 1
    assert main(["rank", "--task", "sorting", str(file)]) == 1
    assert "2 answers wrong" not in capsys.readouterr().err
