"""Random and damaged sources under random command lines and limits, in processes that live on.

A case is a number: its source, its command and its limits follow from it. A process carries cases
out one after the other in one folder and says how each ended; where it dies or hangs, that is what
was found, and another goes on with the next case. As a script it carries out the cases of its
arguments, ``python fuzz.py FIRST STEP LAST``.
"""

from __future__ import annotations

import json
import os
import queue
import random
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

SECONDS = 120  # after which a case hangs
CORPUS = HERE.parent.parent / "programs" / "sorting.py"
LIMITS: dict[str, tuple[str, ...]] = {
    "--fuel": ("1", "7", "100", "5000", "100000"), "--memory": ("1", "9", "100", "4000", "1e6"),
    "--depth": ("1", "2", "9", "200", "5000"), "--work": ("1", "100", "20000", "300000"),
    "--samples": ("1", "3", "20"), "--seed": ("0", "1", "18446744073709551615"),
    "--engine": ("native", "native", "definition"), "--fan-in": ("bounded", "unbounded"),
}  # fmt: skip
MEASURING: dict[str, tuple[str, ...]] = {
    "--language": ("bare", "search", "objective", "construct"),
    "-w": ("0", "1", "3"),
}  # fmt: skip
OF: dict[str, dict[str, tuple[str, ...]]] = {
    "score": {"--measures": ("all", "time", "width,level_memory"), "--statistic": ("worst",),
              "--input": ("[3]", "[[2,1,2]]", "[[], 1]", "[]", "[[[1],[2,3]]]", "[9e9]", "["),
              "--sizes": ("0..3", "2,1", "5"), **MEASURING},
    "rank": {"--price": ("levin", "linear", "rent=1/3", "runs=9", "width=2"),
             "--budget": ("deep-learning", "levels=9,words=99"), "--sizes": ("0..2",), **MEASURING},
    "flips": {"--sizes": ("0..3", "1..2"), "--horizon": ("100", "1e18")},
    "explain": {"--input": ("[3]", "[[2,1,2]]"), "--language": ("bare", "search")},
    "show": {"--variables": ()},
    "draw": {"--format": ("dot", "mermaid"), "-o": ("drawn.dot", ".", "mine.py")},
    "circuit": {"-w": ("0", "1", "2", "4"), "--basis": ("aig", "xaig", "full"), "--signed": (),
                "--optimise": ("size", "depth"), "--draws": ("0", "2"),
                "-o": ("c.aig", "c.aag", "c.blif", "c.v", "c.x"), "--domain": ("-3..2", "n=0..1")},
    "equal": {"-w": ("0", "1", "2"), "--draws": ("0", "3"), "--proof": ("p",), "--signed": ()},
    "minimum": {"-w": ("0", "1", "2"), "--basis": ("full", "aig"), "--conflicts": ("1", "1000")},
    "list": {},
}  # fmt: skip
ALL: dict[str, tuple[str, ...]] = {
    "--json": ("-", "-", "told.json", "told.json", "mine.py", "."),
}  # fmt: skip
SIZES = ("0", "1", "2", "3", "4")
CIRCUITS, MEASURED = ("circuit", "equal", "minimum"), ("score", "rank", "flips", "explain")


def source(rng: random.Random) -> str:
    """A text: a random program, a mutant of the textbook or of the corpus, or either damaged."""
    from mutants import _functions, alone, mutant

    from complexity.testing.programs import random_program

    match rng.randrange(12):
        case 0 | 1 | 2 | 3:
            draws = rng.choice((0, 0, 3))
            text = random_program(rng.randrange, rng.choice((10, 30, 60)), draws=draws).text
        case 4:
            text = CORPUS.read_text()
            starts = [at for at in range(len(text)) if text.startswith("\ndef ", at)]
            first = rng.choice(starts)
            text = text[first : first + rng.randrange(100, 900)]
        case _:
            text = alone(rng.choice(list(_functions())))
            for _ in range(rng.choice((0, 0, 0, 1, 1, 3))):
                text = mutant(text, rng)
    return damaged(text, rng) if rng.random() < 0.06 else text


def damaged(text: str, rng: random.Random) -> str:
    """A text with pieces cut out, doubled, exchanged or replaced by what no text has."""
    odd = (
        "\0",
        "\x1b[2J",
        "\u202e",
        "(" * 90,
        "9" * 50,
        "-",
        "é",
        "\r",
        "\t",
        "'''",
        "\\",
        "\ud800",
    )
    for _ in range(rng.randrange(1, 4)):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.randrange(40))
        put = rng.choice((*odd, "", text[start:end] * 2, text[:30]))
        text = text[:start] + put + text[end:]
    return text


def words(rng: random.Random, text: str) -> list[str]:
    """A command about ``mine.py``, which has a text."""
    command = rng.choice([*OF, "score", "rank", "score", "rank", "explain"])
    short = re.findall(r"^def (\w+)", text, re.MULTILINE)[-1:] or ["f"]
    known = (*[f"mine.py::{short[0]}"] * 8, "mine.py", "mine.graph", "sorting/insertion")
    if command in ("rank", "flips", "list"):
        known = (*["mine.py"] * 8, "mine.graph", "sorting")
    subjects = [rng.choice(known) for _ in range(2 if command == "equal" else 1)]
    options = OF[command] | ({"-n": SIZES} if command != "list" else {})
    options |= ALL
    if command == "draw":
        del options["--json"]
    options |= LIMITS if command in MEASURED else {}
    chosen = rng.sample(sorted(options), rng.randrange(min(6, len(options)) + 1))
    alone = {"--sizes", "--input", "-w"} & set(chosen) if command in MEASURED else set()
    chosen = [name for name in chosen if name not in alone] + sorted(alone)[-1:]
    if command in CIRCUITS:
        chosen = [*{*chosen, "-n"} - {"--seconds"}]
        options["--seconds"], options["-n"] = ("0.3",), SIZES[:4]
        chosen = sorted({*chosen, "--seconds"})
    elif "--work" in options:
        chosen = sorted({*chosen, "--work", *(() if "--sizes" in chosen else ("-n",))})
        chosen = [name for name in chosen if (name, "--sizes" in chosen) != ("-n", True)]
    told = [word for name in chosen for word in given(name, options[name], rng)]
    return [command, *subjects, *told]


def given(name: str, values: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    """An option with one of its values, if it takes one."""
    if not values:
        return (name,)
    value = rng.choice(values)
    return (f"{name}={value}",) if name == "--domain" else (name, value)


# -- a process that carries cases out -------------------------------------------------------------


def trouble(found: Any) -> str:
    """What is wrong with how a command ended, in words."""
    told = found.out + found.err
    for text in ("Traceback", "internal error"):
        if text in told:
            return told[max(0, told.index(text) - 100) :][:500]
    if found.code not in (0, 1, 2, 3, 130):
        return f"exit code {found.code}"
    odd = {character for character in told if not character.isprintable()} - {"\n", "\t"}
    return f"printed {odd}" if odd else ""


def carry_out(number: int, call: Callable[[list[str]], Any]) -> str:
    """Carry out a case in the current folder; what is wrong with its end."""
    from complexity.measuring import executors, runs, wider_checks

    rng = random.Random(f"hostile {number}")
    text = source(rng)
    Path("mine.py").write_text(text, errors="surrogatepass")
    quick = rng.choice((0, 0, 6_000))  # machine code from the first step on
    executors.QUICK = wider_checks.QUICK = runs.QUICK = quick
    if number % 5 == 0:
        shown = call(["show", "mine.py"])
        Path("mine.graph").write_text(shown.out)
    return trouble(call(words(rng, text)))


def main(first: int, step: int, last: int) -> None:
    """Carry out every so manieth case, and say before and after each which it is."""
    from calling import call

    say = os.fdopen(os.dup(1), "w", buffering=1)
    for number in range(first, last, step):
        say.write(json.dumps([number]) + "\n")
        try:
            wrong = carry_out(number, call)
        except BaseException as error:  # what is raised out of a command
            wrong = f"raised {type(error).__name__}: {error}"
        say.write(json.dumps([number, wrong]) + "\n")


# -- the process that never dies ------------------------------------------------------------------


def findings(count: int, folder: Path, processes: int = 2, first: int = 0) -> Iterator[str]:
    """What is wrong with the ends of so many cases, in words."""
    told: queue.Queue[str | None] = queue.Queue()
    threads = []
    for at in range(processes):
        own = folder / str(at)
        own.mkdir()
        cases = range(first + at, first + count, processes)
        threads.append(threading.Thread(target=watched, args=(cases, own, told)))
        threads[-1].start()
    running = processes
    while running:
        found = told.get()
        running -= found is None
        if found is not None:
            yield found


def watched(cases: range, folder: Path, told: queue.Queue[str | None]) -> None:
    """Carry cases out in a process, another one where it dies; say what is wrong."""
    left = cases
    try:
        while left:
            last = one_process(left, folder, told)
            left = range(last + cases.step, cases.stop, cases.step)
    finally:
        told.put(None)


def one_process(cases: range, folder: Path, told: queue.Queue[str | None]) -> int:
    """Carry cases out as far as a process lives; the last one that it began."""
    numbers = [str(number) for number in (cases.start, cases.step, cases.stop)]
    process = subprocess.Popen([sys.executable, str(HERE / "fuzz.py"), *numbers], cwd=folder,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                               start_new_session=True)  # fmt: skip
    assert process.stdout is not None
    begun, ended = cases.start, cases.start - 1
    timer = watch(process)
    for line in process.stdout:
        timer.cancel()
        timer = watch(process)
        number, *wrong = json.loads(line)
        begun, ended = number, number if wrong else ended
        if wrong and wrong[0]:
            told.put(f"case {number}: {wrong[0]}")
    timer.cancel()
    if process.wait() or ended != begun:
        told.put(f"case {begun}: the process ended with {process.returncode}")
    return begun


def watch(process: subprocess.Popen[str]) -> threading.Timer:
    """A timer that ends a process that hangs."""
    timer = threading.Timer(SECONDS, process.kill)
    timer.daemon = True
    timer.start()
    return timer


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
