"""What strangers wrote is shown as text that no terminal obeys, whatever they wrote and where."""

from __future__ import annotations

import json
import re

import pytest
from calling import Screen, call, checked

from complexity.cli.options import COMMANDS
from complexity.reports import terminal

# C0 but the new line, DEL, C1, marks and controls of direction, what has no width, byte order
# marks, separators of lines, a lone surrogate
CODES = (
    *range(1, 10), *range(11, 32), *range(0x7F, 0xA0), 0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010),
    *range(0x2028, 0x202F), *range(0x2060, 0x2070), 0xFEFF, *range(0xFFF9, 0xFFFC), 0xE0001,
    0xE0041,
)  # fmt: skip
EVERY = "".join(map(chr, CODES))
BAD = re.compile(f"[{re.escape(EVERY.replace(chr(9), ''))}\ud800-\udfff]")
ATTACK = "\x1b[31m\x1b]0;owned\x07\x1b[2J\u202egnp.\u2066x\u2069\x9b31m\x85\u2028\ufeff\u200b"
MARKUP = "[red]x[/red][link=file:///]y[/link]:smile:"
RICH = re.compile(r"\x1b\[(\d*(;\d+)*m|\?25[lh]|\d*[AKG])|\r")  # what draws a bar and colours

GOOD = "def f(n: int) -> int:\n    return n + 1\n"
OTHER = "def f(n: int) -> int:\n    return n + 2\n"
SOURCES = {
    "docstring": f'"""{ATTACK}{MARKUP}"""\n\n{GOOD[:22]}    """{ATTACK}"""\n{GOOD[22:]}',
    "comment": f"# {EVERY.replace(chr(12), '').replace(chr(13), '')}\n{GOOD[:-1]}  # {ATTACK}\n",
    "string": f"def f(n: int) -> int:\n    return n + '{ATTACK[:20]}{MARKUP}'\n",
    "assertion": f"def f(n: int) -> int:\n    assert n > 9, '{MARKUP}\u202e'\n    return n\n",
    "name": f"def f(n: int) -> int:\n    return {MARKUP}\n",
    "syntax": f"def f(n: int) -> int:\n\treturn {ATTACK}\n",
    "tabs": f"def f(n: int) -> int:\n\tif n:\n\t\treturn n.x # {ATTACK}\n\treturn 1\n",
    "empty": f"# {ATTACK}\n", "bytes": EVERY,
    "annotation": f"def f(n: '{ATTACK}') -> int: return n",
}  # fmt: skip
PROGRAM = (
    ("score",), ("explain",), ("show",), ("draw",), ("draw", "--format", "mermaid"),
    ("circuit", "-w", "2"), ("minimum", "-w", "2"), ("rank",), ("flips",), ("list",),
    ("show", "--variables"), ("rank", "--task", "task.py"), ("score", "--input", "[3]"),
)  # fmt: skip


def is_text(words: list[str], *codes: int) -> None:
    """Run a command in both forms, and look at all that it prints."""
    found = checked(words, *codes)
    shown = BAD.search(found.out + found.err)
    assert shown is None, (words, found)
    if "--json" not in words and words[0] not in ("draw", "flips", "minimum"):
        told = checked([*words, "--json", "-"], *codes).out
        assert told.isascii(), words
        assert "\x7f" not in told
        assert told == "" or json.loads(told)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "task.py").write_text(f"spec = lambda n: n + 1\n\n\n{GOOD}")
    return tmp_path


def test_no_character_of_the_list_is_printable():
    assert not [code for code in CODES if chr(code).isprintable()]


@pytest.mark.parametrize("source", SOURCES)
def test_sources(source, folder):
    name = f"{MARKUP.replace('/', '|')}.py"
    (folder / name).write_text(SOURCES[source], errors="surrogatepass")
    for command, *options in PROGRAM:
        is_text([command, name, *options])
    is_text(["score", f"{name}::f"])
    is_text(["equal", name, name, "-w", "2"])


@pytest.mark.parametrize("stem", [EVERY, ATTACK, MARKUP.replace("/", "|"), "\udcff\udc80", "a\nb"])
def test_file_names(stem, folder):
    stem = stem.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    (folder / f"{stem}.py").write_text(GOOD)
    (folder / f"{stem}2.py").write_text("def f(n: int) -> int:\n    return n / 2\n")
    (folder / f"{stem}3.py").write_text("spec = 1 / 0\n" + GOOD)
    (folder / f"{stem}.graph").write_text(call(["show", f"{stem}.py"]).out)
    for number in ("", "2", "3", "4"):
        for command, *options in PROGRAM if not number else (("rank",), ("score",)):
            is_text([command, f"{stem}{number}.py", *options])
    for command, *options in PROGRAM[:5]:
        is_text([command, f"{stem}.graph", *options])
    for suffix in (".aag", ".blif", ".bench", ".v"):
        is_text(["circuit", stem + suffix], 2)
        is_text(["circuit", f"{stem}.py", "-w", "2", "-o", f"{stem}{suffix}"], 0, 2)
        is_text(["score", stem + suffix])
        is_text(["equal", stem + suffix, f"{stem}.py", "-w", "2"])
    for words in (["draw", f"{stem}.py", "-o", f"{stem}/x"], ["list", "--json", f"{stem}/x"],
                  ["equal", f"{stem}.py", f"{stem}.py", "--proof", f"{stem}/x"],
                  ["rank", f"{stem}.py", f"{stem}2.py"]):  # fmt: skip
        is_text(words)


RAISING = 'raise type("\\x1b[2J", (Exception,), {})("\\x1b[31m \\u202e [red]x[/red] \\ud800")'
TASKS = {
    "while loading": RAISING,
    "printing": "import sys\nfor s in (sys.stdout, sys.stderr, sys.__dict__['stderr']):\n"
                "    print('\\x1b[2J\\u202e\\ud800', file=s)\nspec = lambda n: n + 1",
    "warnings": "import warnings\nwarnings.warn('\\x1b[2J\\u202e')\nspec = lambda n: n + 1",
    "a warning of the compiler": "spec = lambda n: n + 1\n'\\\x1b[2J' is spec",
    "printing later": "def spec(n):\n    print('\\x1b[2J\\u202e'); return n + 1",
    "in spec": f"def spec(n):\n    {RAISING}",
    "in accepts": f"def accepts(a, r):\n    {RAISING}",
    "in inputs": f"class I:\n  what = up_to = None\n  def all(self, n):\n    {RAISING}\n"
                 "  count = sample = all\ninputs = I()",
    "a size": "spec = abs\ndefault_size = '\\x1b[2J'",
    "words": "spec = abs\ngiven = {'\\x1b[2J': ['\\x1b[31m']}",
    "a language": "spec = abs\ngiven = {'\\x1b[2J': ['f']}",
    "domains": "spec = abs\ndef domains(n, w):\n    return '\\x1b[2J'",
    "what": "from complexity.tasks import Inputs\nspec = lambda n: n + 1\n"
            "inputs = Inputs(lambda n: iter([(1,)]), lambda n: 1, lambda n, r: (1,), "
            "'\\x1b[2J [red]x[/red] \\u202e')",
    "inputs of other types": "from complexity.tasks import Inputs\nspec = abs\n"
            "inputs = Inputs(lambda n: iter([('\\x1b[2J',)]), lambda n: 1, "
            "lambda n, r: ('\\x1b[2J',), 'w')",
    "a family": "from complexity import family\nspec = lambda n: n + 1\n@family\ndef g(n):\n"
                "    raise ValueError('\\x1b[2J \\u202e')",
    "a family of nonsense": "from complexity import family\nspec = lambda n: n + 1\n@family\n"
                            "def g(n):\n    return '\\x1b[2J \\u202e'",
}  # fmt: skip


@pytest.mark.parametrize("task", TASKS)
def test_tasks(task, folder):
    (folder / "mine.py").write_text(f"{TASKS[task]}\n\n\n{GOOD}")
    (folder / "other.py").write_text(GOOD)
    for words in (["rank", "mine.py"], ["flips", "mine.py"], ["list", "mine.py"],
                  ["score", "other.py", "--task", "mine.py"], ["rank", "mine.py", "other.py"],
                  ["explain", "mine.py::f", "--task", "mine.py"],
                  ["score", "mine.py::g", "--task", "mine.py"],
                  ["rank", "mine.py", "--language", "\x1b[2J"],
                  ["rank", "mine.py", "-w", "2"],
                  ["circuit", "other.py", "--task", "mine.py", "-w", "2"]):  # fmt: skip
        is_text(words)


def test_what_a_task_prints_is_never_in_an_object(folder):
    (folder / "mine.py").write_text(f"{TASKS['printing later']}\n\n\n{GOOD}")
    found = checked(["rank", "mine.py", "--json", "-"], 0)
    assert json.loads(found.out)["schema"] == "complexity/rank"
    assert "\\x1b[2J\\u202e" in found.err


SPACELESS = ATTACK.replace("\x85", "").replace("\u2028", "") + "[red]x[/red]"
NETLISTS = {
    "n.aag": f"aag 3 2 0 1 1\n2\n4\n6\n6 2 4\ni0 {ATTACK}\ni1 {MARKUP}\no0 {ATTACK}\nc\n{ATTACK}\n",
    "n.blif": f".model {SPACELESS}\n.inputs {SPACELESS} b\n.outputs {SPACELESS}o\n"
              f".names {SPACELESS} b {SPACELESS}o\n11 1\n.end\n",
    "n.bench": f"# {ATTACK}\nINPUT(a{SPACELESS})\nINPUT(b)\nOUTPUT(o{SPACELESS})\n"
               f"o{SPACELESS} = AND(a{SPACELESS}, b)\n",
    "bad.aag": f"aag 3 2 0 1 1\n2\n4\n6\n6 2 4\ni9 {ATTACK}\n",
    "bad2.aag": f"aag {ATTACK}\n",
    "bad.blif": f".model m\n.inputs a\n.outputs {SPACELESS}\n.latch {SPACELESS} b\n.end\n",
    "bad2.blif": f".model m\n.{SPACELESS} a\n.outputs a\n.end\n",
    "bad3.blif": f".model m\n.inputs a\n.outputs b\n.names a b\n{SPACELESS} 1\n.end\n",
    "bad.bench": f"INPUT(a)\nOUTPUT(o)\no = {SPACELESS}(a)\n",
    "bad2.bench": f"INPUT(a)\nOUTPUT(o)\no = AND(a, {SPACELESS})\n",
    "cycle.bench": f"OUTPUT({SPACELESS})\n{SPACELESS} = NOT({SPACELESS})\n",
}  # fmt: skip


@pytest.mark.parametrize("name", NETLISTS)
def test_netlists(name, folder):
    (folder / name).write_text(NETLISTS[name])
    (folder / "constant.aag").write_text("aag 2 2 0 1 0\n2\n4\n1\n")
    (folder / "narrow.aag").write_text("aag 1 1 0 1 0\n2\n2\n")
    for words in (["circuit", name], ["score", name], ["equal", name, "constant.aag"],
                  ["equal", name, "narrow.aag"], ["equal", name, name], ["minimum", name],
                  ["circuit", name, "narrow.aag"]):  # fmt: skip
        is_text(words)
    for suffix in ("aag", "aig", "blif", "v"):
        is_text(["circuit", name, "-o", f"out.{suffix}"])
        if suffix != "v" and (folder / f"out.{suffix}").exists():
            is_text(["circuit", f"out.{suffix}"], 0)
            is_text(["equal", f"out.{suffix}", name], 0)


def test_graphs(folder):
    (folder / "mine.py").write_text(GOOD)
    text = call(["show", "mine.py"]).out
    for at in range(len(text)):
        damaged = text[:at] + ATTACK + text[at:]
        (folder / "g.graph").write_text(damaged)
        is_text(["show", "g.graph"])
        if at % 17 == 0:
            for command, *options in PROGRAM:
                is_text([command, "g.graph", *options])


OPTIONS = (
    "-n", "-w", "--sizes", "--input", "--task", "--language", "--given", "--fan-in", "--fuel",
    "--memory", "--depth", "--seed", "--work", "--samples", "--measures", "--statistic", "--price",
    "--budget", "--horizon", "--engine", "--format", "-o", "--json", "--basis", "--optimise",
    "--domain", "--draws", "--seconds", "--conflicts", "--variables", "--proof", ATTACK,
)  # fmt: skip


@pytest.mark.parametrize("command", [*COMMANDS, ATTACK, EVERY, "\udcff", MARKUP])
def test_command_lines(command, folder):
    (folder / "mine.py").write_text(GOOD)
    for option in OPTIONS:
        for value in (f"{ATTACK}/{MARKUP}", f"a={ATTACK}/\udcff"):
            is_text([command, "mine.py", option, value])
    for name in (ATTACK, f"{EVERY}.py", f"sorting/{ATTACK}", f"mine.py::{ATTACK}", MARKUP):
        is_text([command, name])
        is_text([command, name, name])


def test_progress(folder, monkeypatch):
    monkeypatch.setattr(terminal, "PATIENCE", 0.0)
    stem = f"{EVERY}"
    (folder / f"{stem}.py").write_text(GOOD)
    seen = ""
    for words in (["rank", f"{stem}.py"], ["score", f"{stem}.py", "--sizes", "1..9", "-w", "2"],
                  ["circuit", f"{stem}.py", "-w", "2"], ["minimum", f"{stem}.py", "-w", "2"],
                  ["equal", f"{stem}.py", f"{stem}.py", "-w", "2"]):  # fmt: skip
        found = call(words, Screen)
        seen += found.err
        assert found.code == 0
        assert BAD.search(RICH.sub("", found.out + found.err)) is None, words
    assert "\x1b[" in seen
