"""What is scored is not executed, and what machine code does happens to a child alone."""

from __future__ import annotations

import json
import os
import platform
import re
import signal
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shadows import deep, executed, fill

import complexity
from complexity import extras
from complexity.cli import main
from complexity.engine.batch import Batch
from complexity.engine.child import CHILD, Child, Lost, command
from complexity.engine.compilation_unit import Unit
from complexity.engine.machine import NativeMachine
from complexity.engine.meters import Beyond
from complexity.engine.native import drive
from complexity.engine.pipes import packed
from complexity.engine.serve import few
from complexity.language.failures import DIED, IllFormed, Undefined
from complexity.language.text.writing import read_one
from complexity.machine.evaluate import Machine
from complexity.measuring import batches as many
from complexity.python.parse import parse
from complexity.python.refusals import NotInLanguage
from complexity.semantics.limits import Limits

SCRIPT = str(Path(sys.executable).parent / "complexity")
PROC = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
SECONDS = 120  # after which something hangs


# ---- nothing that is scored is executed


@pytest.fixture(scope="module")
def shadowed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shadows")
    fill(folder)
    return folder


@pytest.mark.parametrize("how", [(SCRIPT,), (sys.executable, "-m", "complexity")], ids=len)
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(  # several children
            ("score", "--task", "sorting", "socket.py::slow", "-n", "9"), marks=pytest.mark.slow
        ),
        ("score", "--task", "sorting", "selectors.py::slow", "-n", "6"),
        ("score", "struct.py::slow", "--input", "[[3, 1, 2]]"),
        ("rank", "--task", "sorting", "queue.py", "-n", "4"),
        ("show", "types.py::slow"),
    ],
    ids=lambda words: words[0],
)
def test_no_file_is_executed_because_of_its_name(
    words: tuple[str, ...], how: tuple[str, ...], shadowed: Path
) -> None:
    if not Path(how[0]).exists():
        pytest.skip("the command is not installed")
    done = subprocess.run(
        [*how, *words], cwd=shadowed, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    assert executed(shadowed) == []
    assert (done.returncode, "slow" in done.stdout) == (0, True), done.stderr


def test_every_name_that_the_children_import_is_tried(shadowed: Path) -> None:
    code = ("import sys; sys.path += sys.argv[1:]; import complexity.engine.serve; "
            "from complexity import extras; extras.llvmlite(); print(*sys.modules)")  # fmt: skip
    words = [sys.executable, "-I", "-S", "-c", code, *command()[-2:]]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    names = {name.partition(".")[0] for name in done.stdout.split()} - {"complexity", "__main__"}
    assert {"socket", "selectors", "multiprocessing"}.isdisjoint(names)
    files = {path.stem for path in shadowed.glob("*.py")}
    assert names <= files, names - files


NOT_HERE = """
import sys
from complexity.cli import main
main(["score", "sorting/insertion", "-n", "6"])
assert not [name for name in sys.modules if name.startswith(("llvmlite", "multiprocessing"))]
"""


def test_the_process_that_reports_has_no_compiler() -> None:
    done = subprocess.run([sys.executable, "-c", NOT_HERE], capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


# ---- a child dies: of a program, or because somebody ended it

MAGIC = 425130


@pytest.fixture
def fatal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Machine code that compares something with a number, and finds it equal, writes to nowhere."""
    text = Unit.text

    def patched(self: Unit) -> str:
        return re.sub(
            rf"^  (%v\d+) = icmp eq i64 (%\w+), {MAGIC}$",
            r"\g<0>\n  \1x = select i1 \1, ptr inttoptr (i64 8 to ptr), ptr @nowhere\n"
            r"  store volatile i64 1, ptr \1x",
            text(self) + "\n@nowhere = internal global i64 0\n",
            flags=re.MULTILINE,
        )

    monkeypatch.setattr(Unit, "text", patched)
    yield
    CHILD.stop()


BAD = f"def f(a: int) -> int:\n    if a == {MAGIC}:\n        return 1\n    return a * 2\n"


def words_of(numbers: list[int]) -> array[int]:
    return array("q", numbers)


def test_a_run_that_kills_its_child_is_a_failure_and_others_are_right(fatal: None) -> None:
    machine = NativeMachine(parse(BAD))
    assert machine.run((4,)).result == 8
    with pytest.raises(Undefined, match=r"^its machine code was run by 2 processes that died"):
        machine.run((MAGIC,))
    other = NativeMachine(parse(BAD.replace("* 2", "* 3")))
    assert other.run((4,)).result == 12
    before = CHILD.process
    with pytest.raises(Undefined, match=r"^not run, since its machine code") as again:
        machine.run((5,))  # it is not given another child
    assert again.value.code == DIED
    assert CHILD.process is before


def test_the_input_of_a_batch_that_kills_is_found(fatal: None) -> None:
    graph = parse(BAD)
    batch = Batch(graph, frozenset({"time"}), "bounded", True)
    part = batch.run(words_of([3, 1, MAGIC, 5]), 4, Limits())
    assert part.runs == 2
    assert part.results.tolist() == [6, 2]
    assert part.totals[0].total == sum(Machine(graph).run((a,)).time for a in (3, 1))
    assert part.failure is not None
    assert (part.failure.code, part.failure.line) == (DIED, 1)
    assert part.consumed == 3


BAD_SORT = f"""
def good(a: list[int]) -> list[int]:
    for i in range(len(a)):
        for j in range(len(a) - 1):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
    return a

def bad(a: list[int]) -> list[int]:
    b = a[:]
    for i in range(len(a)):
        for j in range(len(a) - 1):
            if a[j] > a[j + 1]:
                a[j], a[j + 1] = a[j + 1], a[j]
    k = 0
    for x in b:
        k = k * 10 + x
    if k == {MAGIC}:
        return []
    return a
"""


def test_a_row_says_that_its_machine_code_died_and_the_others_are_unharmed(
    fatal: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    (tmp_path / "mine.py").write_text(BAD_SORT)
    monkeypatch.chdir(tmp_path)
    assert main(["score", "--task", "sorting", "mine.py::bad", "-n", "6"]) == 3
    told = " ".join(capsys.readouterr().out.split())
    assert "on ([4, 2, 5, 1, 3, 0]): its machine code was run by 2 processes that died" in told
    assert "ended by SIGSEGV; `--engine definition` does without it" in told
    assert main(["rank", "--task", "sorting", "mine.py", "-n", "6", "--json", "-"]) == 0
    rows = {one["program"]: one for one in json.loads(capsys.readouterr().out)["results"]}
    good, bad = rows["mine.py::good"], rows["mine.py::bad"]
    assert (good["reason"], good["ranks"]["levin"]) == (None, 1)
    assert (bad["measures"], bad["ranks"]["levin"]) == ({}, None)
    assert bad["reason"].count("2 processes that died, of which the last was ended by SIGSEGV") == 1
    assert main(["rank", "--task", "sorting", "mine.py", "-n", "6"]) == 0
    assert "its machine code died: --engine definition" in capsys.readouterr().out


LONG = "def f(n: int) -> int:\n    s = 0\n    for i in range(n):\n        s ^= i\n    return s\n"
FREE = Limits(fuel=10**12)


def killed(child: Child, times: int) -> threading.Thread:
    """Ends a child some times, each while it runs something."""

    def kill() -> None:
        for _ in range(times):
            while child.process is None or not child.greeted or not child.lock.locked():
                time.sleep(0.01)
            process = child.process
            time.sleep(0.2)
            process.kill()
            while child.process is process:
                time.sleep(0.01)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    return thread


def test_a_run_whose_child_is_ended_from_outside_is_made_again() -> None:
    machine = NativeMachine(parse(LONG))
    machine.run((3,))
    thread = killed(CHILD, 1)
    assert machine.run((4 * 10**8,), limits=FREE).result == 0
    thread.join(SECONDS)
    assert not thread.is_alive()
    assert machine.code.deaths == 1


def test_a_run_whose_children_are_ended_again_and_again_fails() -> None:
    machine = NativeMachine(parse(LONG))
    machine.run((3,))
    thread = killed(CHILD, 2)
    with pytest.raises(Undefined, match="ended by SIGKILL"):
        machine.run((10**11,), limits=FREE)
    thread.join(SECONDS)
    assert not thread.is_alive()


def test_a_batch_whose_child_is_ended_from_outside_is_made_again() -> None:
    graph = parse(LONG)
    batch, child = Batch(graph, frozenset({"time"}), "bounded", True), Child()
    sizes = [7, 2 * 10**9 - 1, 5, 2 * 10**9 - 1, 6]
    thread = killed(child, 1)
    part = batch.run(words_of(sizes), 5, FREE, child=child)
    thread.join(SECONDS)
    assert not thread.is_alive()
    again = batch.run(words_of(sizes), 5, FREE, child=child)
    assert (part.runs, part.totals, part.results) == (5, again.totals, again.results)
    assert batch.code.deaths == 1
    child.stop()


# ---- what a child may take


@PROC
def test_a_child_has_little_memory_leaves_no_core_and_heeds_no_interrupt() -> None:
    machine = NativeMachine(parse(LONG))
    machine.run((3,), limits=Limits(memory=1000))
    folder = Path(f"/proc/{CHILD.start().pid}")
    limits = (folder / "limits").read_text()
    most = re.search(r"Max address space +(\d+)", limits)
    assert most is not None
    assert int(most[1]) < 2**31 + 10**6
    assert re.search(r"Max core file size +0 ", limits)
    os.kill(CHILD.start().pid, signal.SIGINT)
    before = CHILD.process
    assert machine.run((3,)).result == 3
    assert CHILD.process is before


def test_a_child_without_memory_is_replaced() -> None:
    machine = NativeMachine(parse(LONG))
    child = Child()
    numbers = packed(2**40, 0, 0, 0, 10**6, 10**6, 10**6, 0, 10**6, 1)
    making = b"make", packed(machine.code.number), b"few", machine.code.unit.text().encode()
    assert child.ask(*making) == [b"made"]
    assert child.ask(b"run", packed(machine.code.number), numbers, packed(3), b"") == [b"short"]
    child.stop()
    assert child.ask(*making) == [b"made"]
    child.stop()


def wide(operands: int) -> str:
    given = ", ".join(["i64 0"] * operands)
    return (f"declare i64 @g({', '.join(['i64'] * operands)})\n"
            f"define i64 @drive() {{\n  %x = call i64 @g({given})\n  ret i64 %x\n}}\n")  # fmt: skip


def test_a_compiler_that_aborts_takes_nobody_with_it() -> None:
    child = Child()
    with pytest.raises(Lost, match=r"was ended by SIG(ABRT|SEGV)"):
        child.ask(b"make", packed(1), b"few", wide(70_000).encode())
    assert child.ask() == []
    child.stop()


def test_a_function_of_so_many_operands_is_refused() -> None:
    params = ", ".join(f"a{i}: int" for i in range(70_000))
    with pytest.raises(NotInLanguage, match="CX1"):
        parse(f"def f({params}) -> int:\n    return a0\n")
    listed = ", ".join(f"%{i}: int" for i in range(70_000))
    with pytest.raises(IllFormed, match="it has 70000 parameters, and may have 10000"):
        complexity.check(read_one(f"program f\nfunction f({listed}) -> int\n  return %0\n"))


# ---- the stack


def test_a_deep_recursion_of_large_frames_ends_as_under_the_definition(tmp_path: Path) -> None:
    (tmp_path / "that.py").write_text(deep())
    words = ["score", "that.py::that", "--input", "[[1, 2], 3000]", "--fuel", "300000"]
    ends = []
    for engine in ("native", "definition"):
        done = subprocess.run([SCRIPT, *words, "--engine", engine], cwd=tmp_path, text=True,
                              capture_output=True, timeout=3 * SECONDS, check=False)  # fmt: skip
        ends.append((done.returncode, done.stdout.splitlines()[-1], done.stderr))
    assert ends[0] == ends[1]
    assert ends[0][0] == 3
    assert "fuel error" in ends[0][1]


PASSES = pytest.mark.parametrize("passes", [b"all", b"few", b"fewest"])
LISTS = pytest.mark.parametrize("lists", [1, 7, 40])


@PASSES
@LISTS
def test_frames_of_all_sizes_meet_the_end_of_the_stack(lists: int, passes: bytes) -> None:
    machine = NativeMachine(parse(deep(lists, 3), name="that"))
    machine.code.passes = passes
    words, limits = array("q", [1, 1, 10**7]), Limits(10**12, 10**12, 10**12)
    ran = drive(CHILD, machine.code, words.tobytes(), 1, limits)
    assert ran.done == 0
    with pytest.raises(Beyond):
        ran.failed()


@PASSES
@LISTS
@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="reads its assembly")
def test_frames_are_smaller_than_the_room_that_is_left_for_one(lists: int, passes: bytes) -> None:
    code = NativeMachine(parse(deep(lists, 30), name="that")).code
    llvm = extras.llvmlite()
    module = llvm.parse_assembly(code.unit.text())
    machine = llvm.Target.from_default_triple().create_target_machine(
        opt=2 if passes == b"all" else 0
    )
    builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=1))
    chosen = builder.getFunctionPassManager() if passes == b"all" else few(llvm, passes)
    for function in module.functions:
        if not function.is_declaration:
            chosen.run(function, builder)
    frames = re.findall(r"subq\s+\$(\d+), %rsp", machine.emit_assembly(module))
    assert frames
    assert max(map(int, frames)) * 3 < code.frame


# ---- interrupts and ends


def test_an_interrupt_ends_a_compilation() -> None:
    lines = "".join(f"  %x{i} = mul i64 %x{i - 1}, %x{max(0, i - 7)}\n" for i in range(1, 400_000))
    text = f"define i64 @drive(i64 %x0) {{\n{lines}  ret i64 %x399999\n}}\n"
    child = Child()
    child.ask()
    threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()
    before = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        child.ask(b"make", packed(1), b"all", text.encode())

    assert time.monotonic() - before < SECONDS / 2
    assert child.process is None


def children_of(parent: int) -> list[int]:
    """The processes that a process started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(after[1]) == parent and after[0] != "Z":
            found.append(int(path.parent.name))
    return found


@PROC
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_child_ends_with_its_parent_however_that_ends(how: int, tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text(LONG)
    words = [SCRIPT, "score", "long.py::f", "--input", "[100000000000]", "--fuel", str(10**13)]
    parent = subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)  # fmt: skip
    until = time.monotonic() + SECONDS
    while not (found := children_of(parent.pid)) and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1.5)
    assert len(found) == 1
    parent.send_signal(how)
    assert parent.wait(SECONDS) == (-how if how == signal.SIGKILL else 128 + how)
    while Path(f"/proc/{found[0]}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{found[0]}").exists()


def test_an_interrupt_ends_what_several_children_do(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = many.Workers(2)
    batch = Batch(parse(LONG), frozenset({"time"}), "bounded", True)
    share = many.Share(words_of([10**11]), 1, None)
    threading.Timer(2, os.kill, (os.getpid(), signal.SIGINT)).start()
    before = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(workers.run(batch, iter([share] * 5), FREE))
    assert time.monotonic() - before < SECONDS / 2
    assert all(child.process is None for child in workers.children)
    assert batch.code.deaths == 0


def test_a_process_that_made_many_programs_is_replaced(monkeypatch):
    monkeypatch.setattr("complexity.engine.child.PROGRAMS", 3)
    CHILD.stop()
    used = []
    for k in range(7):
        machine = NativeMachine(parse(f"def f(n: int) -> int:\n    return n * {k}\n"))
        assert machine.run([5]).result == machine.run([5]).result == 5 * k
        used.append(CHILD.process.pid)
    assert [used.count(pid) for pid in dict.fromkeys(used)] == [3, 3, 1]
