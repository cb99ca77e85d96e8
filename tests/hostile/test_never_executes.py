"""A file that is named where a program is meant is read and never executed."""

from __future__ import annotations

from pathlib import Path

import pytest
from calling import checked

from complexity.cli.options import COMMANDS

MARK = "import pathlib\npathlib.Path('executed').write_text(__name__)\n"
PROGRAM = "\n\ndef f(n: int) -> int:\n    return n + 1\n"
DEFINITIONS = {
    "nothing": "",
    "spec": "spec = lambda n: n + 1\n",
    "a function spec": "def spec(n: int) -> int:\n    return n + 1\n",
    "accepts": "def accepts(args: int, result: int) -> bool:\n    return True\n",
    "inputs": "from complexity.tasks import integers\ninputs = integers()\n",
    "domains": "def domains(n: int, w: int) -> int:\n    return 1\n",
    "a family": "from complexity import family\n@family\ndef g(n: int) -> str:\n    return ''\n",
    "all": "spec = accepts = lambda n: n\nfrom complexity.tasks import integers\n"
           "inputs = checked = integers()\ndef loss(a: int) -> int:\n    return 0\ngiven = {}\n"
           "default_size = 3\ndef domains(n: int, w: int) -> int:\n    return 1\n",
    "a main": "if __name__ == '__main__':\n    main()\n",
    "a decorator": "@print\ndef h(n: int) -> int:\n    return n\n",
    "a default": "def h(n: int = print(1)) -> int:\n    return n\n",
    "an annotation": "def h(n: print(1)) -> int:\n    return n\n",
    "a class": "class A:\n    print(1)\n",
}  # fmt: skip
MEANT = {  # by command: words in which a program is named, {} its file
    "score": ["{}", "{}::f", "{} --sizes 1..2", "{} --input [1]", "{} -w 2", "{} --task task.py",
              "{}::f --task task.py", "{}::g"],
    "explain": ["{}", "{}::f", "{}::f --task task.py", "{} --input [1]"],
    "show": ["{}", "{}::f", "{} --variables", "{}::g"],
    "draw": ["{}", "{}::f", "{} --format mermaid", "{} -o drawn"],
    "circuit": ["{} -w 2", "{}::f {}::f -w 2", "{} -w 2 -o f.aag"],
    "equal": ["{} {} -w 2", "{}::f {} -w 2", "{} {} -w 2 --task task.py"],
    "minimum": ["{} -w 2", "{}::f -w 2"],
    "rank": ["task.py {} -n 1", "--task task.py {} -n 1", "plain.py {}", "{}::f"],
    "flips": ["task.py {} -n 1", "--task task.py {} -n 1", "plain.py {}"],
    "list": ["{}::f"],
    "completion": ["words score {}", "words rank {}::"],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain.py").write_text(PROGRAM)
    (tmp_path / "task.py").write_text("spec = lambda n: n + 1" + PROGRAM)
    return tmp_path


def test_every_command_is_tried():
    assert MEANT.keys() == COMMANDS.keys()


@pytest.mark.parametrize("command", MEANT)
def test_a_program_is_never_executed(command, folder):
    for defined in DEFINITIONS.values():
        (folder / "mine.py").write_text(MARK + defined + PROGRAM)
        for words in MEANT[command]:
            found = checked([command, *words.format(*["mine.py"] * 2).split()])
            assert not Path("executed").exists(), (command, words, defined)
            assert "executed, since named as a task: mine" not in found.out


@pytest.mark.parametrize("command", ["rank", "flips", "list"])
def test_a_task_is_executed_and_that_is_said(command, folder):
    (folder / "mine.py").write_text(MARK + DEFINITIONS["spec"] + PROGRAM)
    found = checked([command, "mine.py"], 0)
    assert Path("executed").exists()
    assert "executed, since named as a task: mine.py" in found.out


@pytest.mark.parametrize("command", ["rank", "flips", "list"])
def test_a_task_elsewhere_is_executed_with_trust_alone(command, folder):
    (folder / "other").mkdir()
    (folder / "other" / "mine.py").write_text(MARK + DEFINITIONS["spec"] + PROGRAM)
    found = checked([command, "other/mine.py"], 2)
    assert not Path("executed").exists()
    assert "CX015" in found.err
    checked([command, "other/mine.py", "--trust"], 0)
    assert Path("executed").exists()


@pytest.mark.parametrize("link", ["symbolic", "of the folder"])
def test_a_link_to_a_file_elsewhere_is_not_ones_own(link, folder):
    (folder / "other").mkdir()
    (folder / "here").mkdir()
    (folder / "other" / "mine.py").write_text(MARK + DEFINITIONS["spec"] + PROGRAM)
    if link == "symbolic":
        (folder / "mine.py").symlink_to("other/mine.py")
        name = "mine.py"
    else:
        (folder / "here" / "there").symlink_to("../other")
        name = "here/there/mine.py"
    checked(["rank", name], 2)
    assert not Path("executed").exists()
