"""What was found is printed, whatever ends a command, and whatever else is missing."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import threading
import time

import pytest
from calling import call, checked
from running import COMMAND

from complexity import extras
from complexity.circuits.budget import Budget
from complexity.cli import gathering

FAST = "def f(n: int) -> int:\n    return n + 1\n"
SLOW = (
    "def slow(n: int) -> int:\n    i = 0\n    while i < 10 ** 15 + n:\n        i += 1 + i * i % 2\n"
    "    return n + 1\n"
)
MORE = ("--fuel", "1e17", "--work", "1e18")
SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f.py").write_text(FAST)
    (tmp_path / "two.py").write_text(f"{FAST}\n\n{SLOW}")
    (tmp_path / "task.py").write_text(f"spec = lambda n: n + 1\n\n\n{FAST}\n\n{SLOW}")
    return tmp_path


TIMERS: list[threading.Timer] = []


def later(number: int, seconds: float = 1.0) -> None:
    """Send a signal to this process in a moment, unless the test has ended before."""
    TIMERS.append(threading.Timer(seconds, os.kill, (os.getpid(), number)))
    TIMERS[-1].start()


@pytest.fixture
def stopped(monkeypatch):
    """A signal comes while the program `slow` is measured, or a circuit is worked on."""

    wanted: list[int] = []
    measured, init = gathering.measured, Budget.__init__

    def noticed(program, *rest):
        if wanted and program.short == "slow":
            later(wanted.pop())
        return measured(program, *rest)

    def begun(self, *rest, **options):
        if wanted:
            later(wanted.pop(), 0.3)  # a search may be short
        init(self, *rest, **options)

    monkeypatch.setattr(gathering, "measured", noticed)
    monkeypatch.setattr(Budget, "__init__", begun)
    yield wanted.append
    while TIMERS:
        TIMERS.pop().cancel()


# -- signals --------------------------------------------------------------------------------------

LONG = {
    "rank": ["rank", "two.py", *MORE],
    "rank by the definition": ["rank", "two.py", *MORE, "--engine", "definition"],
    "rank of a task": ["rank", "task.py", *MORE],
    "flips": ["flips", "two.py", *MORE, "--sizes", "1..2"],
}  # fmt: skip


@pytest.mark.parametrize("words", LONG.values(), ids=LONG)
def test_signals_print_what_was_found_as_an_interrupt_does(words, here, stopped):
    pages = []
    for number in SIGNALS:
        stopped(number)
        found = call(words)
        assert found.code == 128 + number
        pages.append(found.out)
        assert "interrupted" in found.out
        assert " f " in found.out
    assert pages[1:] == pages[:-1]


def test_signals_leave_an_object(here, stopped):
    for number in SIGNALS:
        stopped(number)
        found = call([*LONG["rank"], "--json", "told.json"])
        assert found.code == 128 + number
        told = json.loads((here / "told.json").read_text())
        assert [ranking["interrupted"] for ranking in told["rankings"]] == [True]
        finished = [row["program"] for row in told["results"] if row["measures"]]
        assert finished == ["two.py::f"]


def test_signals_end_a_search_for_circuits_with_what_is_known(here, stopped):
    for number in SIGNALS:
        stopped(number)
        found = call(["minimum", "1ee1e11e8997" + "7" * 52, "--variables", "8"])
        assert found.code == 128 + number
        assert "interrupted" in found.out


def test_handlers_are_put_back(here, stopped):
    before = [signal.getsignal(number) for number in SIGNALS]
    stopped(signal.SIGTERM)
    call(LONG["rank"])
    assert [signal.getsignal(number) for number in SIGNALS] == before


def test_an_ignored_signal_stays_ignored(here, stopped):
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        stopped(signal.SIGHUP)
        later(signal.SIGTERM, 4.0)
        assert call(LONG["rank"]).code == 128 + signal.SIGTERM
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("number", SIGNALS[1:2])
def test_a_process_of_its_own_ends_with_the_code_of_its_signal(number, here):
    started = "def spec(n):\n    open('started', 'a').close()\n    return n + 1\n"
    (here / "task.py").write_text(f"{started}\n\n{FAST}\n\n{SLOW}")
    process = subprocess.Popen([*COMMAND, *LONG["rank of a task"]], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)  # fmt: skip
    while not (here / "started").exists() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(2)  # `f` is measured in far less
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 128 + number, err
    assert "\nf " in out
    assert "interrupted" in out


# -- streams that are closed, full or without a reader --------------------------------------------

STREAMS = {  # what a shell adds, and the codes of what ends with 0, 1, 2 and 3 else
    "stderr closed": ("2>&-", (0, 1, 2, 3)),
    "all closed": ("<&- >&- 2>&-", (0, 1, 2, 3)),
    "stdout full": (">/dev/full", (2, 2, 2, 2)),  # what was found is lost
    "stderr full": ("2>/dev/full", (0, 1, 2, 3)),
    "one line is read": ("| head -1; exit ${PIPESTATUS[0]}", (0, 1, 2, 3)),
}  # fmt: skip
ENDS = (
    ["score", "f.py"], ["score", "f.py", "--input", "[9223372036854775807]"], ["score", "no.py"],
    ["score", "f.py", "--fuel", "1"],
)  # fmt: skip
EACH = f"""
import json, os, sys
from complexity.cli import main, scoring
codes = []
for words in {ENDS}:
    child = os.fork()
    if not child:
        sys.exit(main(words))
    codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
with open("codes.json", "w") as told:
    json.dump(codes, told)
"""


@pytest.mark.parametrize("name", STREAMS)
def test_exit_codes_do_not_depend_on_streams(name, here):
    redirected, codes = STREAMS[name]
    (here / "each.py").write_text(EACH)
    line = f"{sys.executable} each.py {redirected}"
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=120)
    assert "Traceback" not in ended.stdout + ended.stderr
    assert "Exception ignored" not in ended.stderr
    assert tuple(json.loads((here / "codes.json").read_text())) == codes


def test_no_file_gets_the_number_of_a_closed_stream(here):
    words = [*COMMAND, "score", "f.py", "--json", "told.json"]
    line = f"{shlex.join(words)} <&- >&- 2>&-"
    assert subprocess.run(["bash", "-c", line], timeout=120).returncode == 0
    assert json.loads((here / "told.json").read_text())["program"] == "f.py::f"


# -- parts that are missing -----------------------------------------------------------------------

WITHOUT = {
    "numpy": ("numpy", "fast"), "llvmlite": ("llvmlite", "fast"), "pysat": ("python-sat", "sat"),
}  # fmt: skip
PARTS = (
    ["rank", "f.py", "-w", "3"], ["score", "f.py", "-w", "3"], ["score", "f.py", "--sizes", "1..3"],
    ["flips", "f.py"], ["explain", "f.py"], ["circuit", "f.py", "-w", "2"], ["list", "f.py"],
    ["show", "f.py"], ["draw", "f.py"], ["rank", "branches.py", "-w", "3", "-n", "3"],
)  # fmt: skip
BRANCHES = """
def f(a: list[int]) -> int:
    i = 0
    while i < len(a) and a[i] != 0:
        i += a[i] % 2 + 1
    return i
"""


@pytest.mark.parametrize("package", WITHOUT)
@pytest.mark.parametrize("broken", [False, True])
def test_a_missing_package_costs_what_needs_it(package, broken, here, monkeypatch):
    (here / "branches.py").write_text(BRANCHES)
    whole = [checked(words, 0).out for words in PARTS]
    missing = extras.Missing(*WITHOUT[package], "OSError: no such library" if broken else "")

    def absent():
        raise missing

    monkeypatch.setattr(extras, package, absent)
    for words, page in zip(PARTS, whole, strict=True):
        found = checked(words, 0)
        told = [line for line in page.splitlines() if "L = " in line or line.startswith("f ")]
        for line in told if "-w" not in words else told[:1]:
            assert line.split("circuit")[0].rstrip()[:40] in found.out, (words, found.out)


def test_a_search_without_a_solver_says_so(here, monkeypatch):
    def absent():
        raise extras.Missing("python-sat", "sat")

    monkeypatch.setattr(extras, "pysat", absent)
    for words in (["minimum", "e8", "--variables", "3"], ["equal", "f.py", "f.py", "-w", "3"]):
        found = checked(words, 0, 2, 3)
        assert found.code == 0 or "python-sat" in found.out + found.err


# -- a working folder that is gone, and memory of processes that is full --------------------------


def test_a_folder_that_is_deleted(here):
    (here / "gone").mkdir()
    os.chdir(here / "gone")
    (here / "gone").rmdir()
    mine = str(here / "f.py")
    for words in (["score", "sorting/insertion", "-n", "2"], ["list"], ["rank", mine],
                  ["explain", mine], ["circuit", mine, "-w", "2"], ["flips", mine]):  # fmt: skip
        page = checked(words, 0).out
        for more in (["--json", "told.json"],):
            found = checked([*words, *more], 2)
            assert found.out == page
            assert "CX005" in found.err
    for words in (["rank", "f.py"], ["rank", "--task", "f.py", "f.py"], ["score", "f.py"]):
        assert "cannot be read" in checked(words, 2).err


def test_files_that_go_while_they_are_measured(here, monkeypatch):
    measured = gathering.measured

    def going(*rest):
        (here / "f.py").unlink(missing_ok=True)
        return measured(*rest)

    monkeypatch.setattr(gathering, "measured", going)
    page = checked(["rank", "two.py", "f.py", "--fuel", "1000"]).out
    assert "\nf.py::f " in page
    (here / "f.py").write_text(FAST)
    assert "\nf " in checked(["rank", "f.py"], 0).out


NAMESPACE = ["unshare", "-rm", "bash", "-c"]
SHM = {
    "full": "mount -t tmpfs -o size=4k none /dev/shm && head -c 4096 /dev/zero > /dev/shm/x",
}  # fmt: skip


@pytest.mark.parametrize("name", SHM)
def test_shared_memory_that_cannot_be_used(name, here):
    if subprocess.run([*NAMESPACE, "mount -t tmpfs none /mnt"], capture_output=True).returncode:
        pytest.skip("no mount namespaces here")
    (here / "many.py").write_text(
        "def f(n: int) -> int:\n    s = 0\n    for i in range(30000):\n        s += i % (n + 1)\n"
        "    return s\n"
    )  # work that is shared among workers
    line = f'{SHM[name]}; exec "$@"'
    ended = subprocess.run([*NAMESPACE, line, "bash", *COMMAND, "rank", "many.py", "-n", "9999"],
                           capture_output=True, text=True, timeout=100)  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert " f " in ended.stdout
    assert "Traceback" not in ended.stderr


def test_a_full_disk_leaves_the_old_file(here):
    (here / "told.json").write_text("old")
    limited = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (200, 200)); import signal; "
    limited += "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    words = [*COMMAND[:-1], limited + COMMAND[-1], "score", "f.py"]
    ended = subprocess.run([*words, "--json", "told.json"], capture_output=True, text=True)
    assert ended.returncode == 2
    assert "f.py::f, n = " in ended.stdout
    assert "File too large" in ended.stderr
    assert (here / "told.json").read_text() == "old"
    assert sorted(path.name for path in here.iterdir()) == [
        "f.py", "task.py", "told.json", "two.py"]  # fmt: skip
