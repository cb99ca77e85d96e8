"""Limits mean what they say, absurd ones are refused, and what a task file raises is a message."""

from __future__ import annotations

import json
import tracemalloc
from itertools import repeat

import pytest
from calling import checked
from running import Case, check

from complexity.circuits.budget import Budget, Ended
from complexity.cli import explaining
from complexity.cli.options import COMMANDS, LARGEST
from complexity.engine import streams
from complexity.engine.machine import NativeMachine
from complexity.machine.evaluate import Machine
from complexity.measuring.estimate import FUEL_FAST
from complexity.measuring.executors import SLOWER

COUNTING = "def f(n: int) -> int:\n    return n + 1\n"
LISTS = (
    "def f(a: list[int]) -> int:\n    return len(a)\n\n\n"
    "def g(a: list[int]) -> int:\n    n = 0\n    for x in a:\n        n += 1\n    return n\n"
)
TOSSING = "def f(n: int) -> int:\n    while n > 0:\n        n -= randrange(2)\n    return n\n"
LARGE = {  # each needs about 19,000,000 words
    "a constant": "def f(n: int) -> int:\n    a = [7] * 19000000\n    return len(a) + a[n]\n",
    "by its input": "def f(n: int) -> int:\n    a = [n] * (19000000 + n)\n    return a[n]\n",
    "by doubling": "def f(n: int) -> int:\n    a = [n]\n    while len(a) < 19000000:\n"
                   "        a = a + a\n    return len(a)\n",
    "a range": "def f(n: int) -> int:\n    a = [i for i in range(19000000 + n)]\n"
               "    return a[n]\n",
    "rows": "def f(n: int) -> int:\n    a = [[n] * 4000 for i in range(4000)]\n"
            "    return len(a) + a[n][n]\n",
    "by appending": "def f(n: int) -> int:\n    a = [n]\n    for i in range(19000000):\n"
                    "        a.append(i)\n    return len(a)\n",
    "which draws": "def f(n: int) -> int:\n    a = [randrange(2)] * 19000000\n    return a[n]\n",
    "after a draw": "def f(n: int) -> int:\n    while randrange(2) > 0:\n        n += 1\n"
                    "    a = [n] * 19000000\n    return a[0]\n",
    "a result": "def f(n: int) -> list[int]:\n    return [7] * (19000000 + n)\n",
}  # fmt: skip
DEEP = {
    "down": "def f(n: int) -> int:\n    return 0 if n <= 0 else 1 + f(n - 1)\n",
    "endless": "def f(n: int) -> int:\n    return 1 + f(n + 1)\n",
    "which draws": "def f(n: int) -> int:\n    return 0 if n <= randrange(2) else 1 + f(n - 1)\n",
}  # fmt: skip
MEASURING = (
    ["score", "mine.py"], ["score", "mine.py", "--input", "[3]"], ["explain", "mine.py"],
    ["rank", "mine.py", "other.py"], ["flips", "mine.py", "--sizes", "1..2"],
    ["score", "mine.py", "--samples", "3"], ["score", "mine.py", "--task", "task.py"],
    ["score", "mine.py", "--engine", "definition"],
    ["score", "mine.py", "--measures", "all"], ["rank", "mine.py", "--work", "50"],
)  # fmt: skip


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.py").write_text(COUNTING)
    (tmp_path / "task.py").write_text(f"spec = lambda n: n + 1\n\n\n{COUNTING}")
    return tmp_path


# -- memory and depth, in every run that a command makes ------------------------------------------


@pytest.mark.parametrize("program", LARGE)
def test_memory_holds_in_every_run(program, here):
    (here / "mine.py").write_text(LARGE[program])
    for words in MEASURING:
        tracemalloc.start()
        found = checked([*words, "--memory", "1000"])
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 60 * 10**6, (words, peak)
        if found.code != 2:  # a list is no answer of the task
            assert found.code == 3 or words[0] in ("flips", "rank"), words
            told = ("memory", "estimated", "beyond --work")
            assert any(word in found.out for word in told), words


def test_memory_holds_in_machine_code(tmp_path):
    files = {"mine.py": LARGE["a constant"]}
    words = ["score", "mine.py", "--memory", "1000"]
    check(Case(words, files, 3, ["memory"], megabytes=250), tmp_path)


@pytest.mark.parametrize("program", DEEP)
def test_depth_holds_in_every_run(program, here):
    (here / "mine.py").write_text(DEEP[program])
    for words in MEASURING:
        found = checked([*words, "--depth", "2"])
        told = found.out.replace("RecursionError", "recursion")
        assert "2 calls" in told or "recursion" in told or words[0] == "flips", (words, found)


def test_a_limit_of_its_own_value_is_met_and_kept(here):
    (here / "mine.py").write_text("def f(n: int) -> int:\n    a = [7] * 100\n    return a[0] + n\n")
    told = json.loads(checked(["score", "mine.py", "--json", "-"], 0).out)["measures"]
    for option, measure in (("--memory", "memory"), ("--fuel", "time")):
        needed = told[measure]["worst"]
        for engine in ("native", "definition"):
            words = ["score", "mine.py", "--engine", engine, option]
            checked([*words, str(needed)], 0)
            checked([*words, str(needed - 1)], 3)


# -- work -----------------------------------------------------------------------------------------

ENDLESS = {
    "always": "def f(n: int) -> int:\n    while n >= 0:\n        n = 1 - n % 2\n    return n\n",
    "sometimes": "def f(n: int) -> int:\n    if randrange(30) == 0:\n"
                 "        while n >= 0:\n            n = 1 - n % 2\n    return n\n",
    "by many bounds": "def f(n: int) -> int:\n    s = 0\n    for k in range(1, 10**9):\n"
                      "        s ^= randrange(k)\n    return s\n",
}  # fmt: skip


@pytest.fixture
def allowed(monkeypatch):
    """The most steps that each run by the prepared machine and by machine code may take."""
    seen = {Machine: [], NativeMachine: []}

    def noting(kind, method):
        run = getattr(kind, method)

        def noted(*args, **how):
            seen[kind].append(how["limits"].fuel)
            return run(*args, **how)

        monkeypatch.setattr(kind, method, noted)

    noting(Machine, "run")
    noting(NativeMachine, "compute")
    return seen


@pytest.mark.parametrize("program", ENDLESS)
@pytest.mark.parametrize("options", [[], ["--measures", "width,level_memory"]])
@pytest.mark.parametrize("inputs", [["-n", "2"], ["--input", "[3]"]])
def test_work_bounds_each_run(program, options, inputs, here, allowed):
    (here / "mine.py").write_text(ENDLESS[program])
    found = checked(["score", "mine.py", "--work", "300000", *options, *inputs], 3)
    assert "beyond --work" in found.out
    # the runs that only estimate may take a little more
    assert 0 < max(allowed[Machine]) <= FUEL_FAST // SLOWER
    assert max(allowed[NativeMachine], default=0) <= FUEL_FAST


def test_the_prepared_machine_counts_for_more_where_machine_code_was_to_run(here, allowed):
    (here / "mine.py").write_text(ENDLESS["by many bounds"])
    checked(["score", "mine.py", "--input", "[3]", "--work", "3000000"], 3)
    assert max(allowed[Machine]) <= FUEL_FAST // SLOWER


def test_failures_on_other_inputs_are_sought_within_the_work(here, allowed):
    (here / "mine.py").write_text(
        "def f(n: int) -> int:\n    m = 1 // n\n    while n == 9:\n"
        "        m = 1 - m\n    return m\n"
        f"\n\n{COUNTING.replace('f(', 'g(')}"
    )
    found = checked(["rank", "mine.py", "-n", "9", "--work", "300000"])
    assert "division error" in found.out
    assert 300_000 // 10 in allowed[Machine] + allowed[NativeMachine]
    assert max(allowed[Machine] + allowed[NativeMachine]) <= FUEL_FAST


# -- the seconds of a circuit ----------------------------------------------------------------------


def test_seconds_end_what_never_looks_at_them():
    budget = Budget(0.05)
    with pytest.raises(Ended), budget.enforced():
        sum(1 for _ in repeat(None))
    assert budget.ended
    budget.end -= 1
    with pytest.raises(Ended), budget.enforced():
        pytest.fail("its seconds were spent before")


PHASES = {
    "complexity.cli.circuits.figures_of": "outputs was made, and not counted to the end",
    "complexity.cli.circuits.improved": "seconds ended",
    "complexity.circuits.circuit.finished": "seconds ended",
}


@pytest.mark.parametrize(("phase", "says"), PHASES.items())
def test_seconds_of_a_circuit_hold_after_unrolling(phase, says, here, monkeypatch):
    def endless(*args, **how):
        while True:
            pass

    monkeypatch.setattr(phase, endless)
    monkeypatch.setattr("complexity.cli.circuits.GRACE", 0.1)
    (here / "mine.py").write_text(COUNTING.replace("n + 1", "n & 7"))
    found = checked(["circuit", "mine.py", "-w", "64", "--seconds", "0.3"], 3)
    assert says in found.err


# -- different bounds of draws --------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["native", "definition"])
def test_memory_limits_what_counts_the_draws(engine, here):
    (here / "mine.py").write_text(ENDLESS["by many bounds"])
    words = ["score", "mine.py", "--input", "[3]", "--memory", "1000", "--engine", engine]
    assert "memory error at line 4 on (3): randrange of more than 4096" in checked(words, 3).out


# -- numbers --------------------------------------------------------------------------------------

NUMBERS = (
    "-n", "-w", "--fuel", "--memory", "--depth", "--seed", "--work", "--samples", "--sizes",
    "--horizon", "--draws", "--seconds", "--conflicts", "--variables", "--domain",
)  # fmt: skip
ABSURD = (
    "-1", str(2**61), str(2**63), str(2**64), "1e18", "1e99", "9" * 400, "1" + "0" * 5000, "", "x",
    "1.5", "inf", "nan", "0x10", "1e", "e9", "--", "-0x1", "1 2", "1..", "..", "9..1", "1..1e9",
    "0..99999999", "\u0663", "None", "True",
)  # fmt: skip
SUBJECTS = {"circuit": 1, "equal": 2, "minimum": 1}


def test_every_option_of_a_number_is_tried():
    taken = {word for command in COMMANDS for word in checked([command, "--help"], 0).out.split()}
    assert set(NUMBERS) <= taken | {f"[{option}" for option in NUMBERS}


# what is no absurd value of an option, or none of its commands refuses
KEPT = {
    ("--seed", str(2**61)), ("--seed", str(2**63)), ("--seed", "1e18"), ("--fuel", "1e18"),
    ("--memory", "1e18"), ("--work", "1e18"), ("--horizon", "1e18"), ("--domain", "0..99999999"),
    ("--seconds", "1.5"),
}  # fmt: skip


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "list"])
def test_absurd_numbers_are_refused(command, here):
    (here / "mine.py").write_text(COUNTING)
    subjects = ["mine.py"] * SUBJECTS.get(command, 1)
    help_ = checked([command, "--help"], 0).out
    for option in NUMBERS:
        for value in ABSURD:
            if f"{option} " in help_ and (option, value) not in KEPT:
                given = [f"{option}={value}"] if option.startswith("--") else [option, value]
                found = checked([command, *subjects, *given])
                assert found.code == 2, (given, found)
                assert "instead:" in found.err


@pytest.mark.parametrize("option", ["--fuel", "--memory", "--work"])
def test_limits_of_2_to_the_61_are_refused(option, here):
    for value in (LARGEST, LARGEST + 1, 2**62, 2**63, 2**64, 10**30):
        for engine in ("native", "definition"):
            words = ["score", "other.py", option, str(value), "--engine", engine]
            checked(words, 0 if value == LARGEST else 2)
    for value in ("0", "-1"):
        assert "is not from 1 to" in checked(["score", "other.py", option, value], 2).err
    assert LARGEST == 2**61 - 1


def test_zeros(here):
    (here / "lists.py").write_text(LISTS)
    for words, code in {
        "score lists.py::f -n 0": 0, "rank lists.py -n 0": 0, "flips lists.py -n 0": 0,
        "circuit lists.py::f -n 0 -w 0": 0, "equal lists.py::f lists.py::g -n 0 -w 0": 0,
        "minimum lists.py::f -n 0 -w 0": 0, "explain lists.py::f -n 0": 0, "show lists.py::f -n 0":
        0, "score other.py -n 0 --seed 0": 0, "score other.py --depth 0": 2,
        "score other.py --samples 0": 2, "flips other.py --horizon 0": 0,
        "circuit other.py -w 0": 0, "circuit other.py --seconds 0": 2,
        "equal other.py other.py --conflicts 0": 2, "minimum --all --variables 0": 0,
        "score other.py --sizes 0": 0, "equal other.py other.py -w 1 --draws 0": 0,
    }.items():  # fmt: skip
        checked(words.split(), code)


def test_a_page_follows_no_more_than_it_has_patience_for(here, monkeypatch):
    (here / "lists.py").write_text(LISTS)
    followed = []
    path = explaining.critical_path
    monkeypatch.setattr(explaining, "PATIENCE", 1000)
    monkeypatch.setattr(explaining, "critical_path", lambda graph, given, **rest: (
        followed.append(len(given[0])), path(graph, given, **rest))[1])  # fmt: skip
    for n, most in ((3, 27), (200, 4), (1001, 0), (10**6, 0)):
        followed.clear()
        checked(["explain", "lists.py::g", "-n", str(n), "--work", "100000", "--samples", "1"])
        assert len(followed) <= most
        assert set(followed) <= {n}


@pytest.mark.parametrize("n", [10**6, 10**8, 10**9])
def test_inputs_of_a_size_that_no_machine_holds(n, here, monkeypatch):
    (here / "lists.py").write_text(LISTS)
    (here / "task.py").write_text(
        "from complexity.tasks import permutations\nspec = len\ninputs = permutations()\n" + LISTS
    )
    drawn, write = [0], streams.write

    def counted(value, words):
        drawn[0] += len(value) if isinstance(value, list) else 1
        return write(value, words)

    monkeypatch.setattr("complexity.measuring.input_table.write", counted)
    for command, subject in (("score", "lists.py::f"), ("explain", "lists.py::g"),
                             ("rank", "task.py")):  # fmt: skip
        for option, value in (("--work", "1e7"), ("--samples", "2")):
            if option == "--work" or n != 10**6:
                checked([command, subject, "-n", str(n), option, value])
    assert drawn[0] <= 3 * 10**6


def test_a_table_of_many_words_is_made_in_parts_and_not_kept(here, monkeypatch):
    (here / "lists.py").write_text(LISTS)
    words = ["rank", "lists.py", "-n", "5", "--json", "-"]
    monkeypatch.setattr("complexity.measuring.input_table._kept", [])
    whole = checked(words, 0).out
    monkeypatch.setattr("complexity.measuring.input_table.WORDS", 100)
    for held in (0, 500, 10**6):
        monkeypatch.setattr("complexity.measuring.input_table.HELD", held)
        monkeypatch.setattr("complexity.measuring.input_table._kept", [])
        assert checked(words, 0).out == whole


# -- task files -----------------------------------------------------------------------------------

INPUTS = "from complexity.tasks import Inputs\nspec = lambda n: n + 1\n{before}\n"
INPUTS += "inputs = Inputs({all}, {count}, {sample}, {what}{more})"
RIGHT = {"before": "", "all": "lambda n: iter([(1,)])", "count": "lambda n: 1",
         "sample": "lambda n, r: (1,)", "what": "'w'", "more": ""}  # fmt: skip


def inputs(**parts: str) -> str:
    return INPUTS.format(**(RIGHT | parts))


RAISED = ("SystemExit(0)", "KeyboardInterrupt", "GeneratorExit", "StopIteration", "MemoryError",
          "BrokenPipeError", "Hidden", "Shy", "Liar")  # fmt: skip
KINDS = """
class Hidden(BaseException):
    def __str__(self): raise SystemExit(0)
    __repr__ = __str__
class Meta(type):
    __name__ = property(lambda self: 1 / 0)
class Shy(Exception, metaclass=Meta):
    def __str__(self): return str(self)
class Text(str):
    def isprintable(self): return True
    def __len__(self): raise KeyboardInterrupt
class Liar(Exception):
    def __str__(self): return Text('\\x1b[2J')
"""
PLACES = {  # where it is raised, and whether a list of the task meets it
    "load": "spec = lambda n: n + 1\nraise {}", "spec": "def spec(n):\n    raise {}",
    "accepts": "def accepts(a, r):\n    raise {}",
    "truth": "class B:\n    def __bool__(self): raise {}\ndef accepts(a, r):\n    return B()",
    "equality": "class E:\n    def __eq__(self, o): raise {}\nseen = []\ndef spec(n):\n"
                "    seen.append(n)\n    return n + 1 if len(seen) < 3 else E()",
    "all": inputs(before="def fails(n):\n    raise {}\n    yield", all="fails"),
    "later": inputs(before="def fails(n):\n    yield (1,)\n    raise {}", all="fails"),
    "count": inputs(before="def fails(n):\n    raise {}", count="fails"),
    "domains": "spec = lambda n: n + 1\ndef domains(n, w):\n    raise {}",
    "a family": "from complexity import family\nspec = lambda n: n + 1\n@family\ndef g(n):\n"
                "    raise {}",
    "size": "spec = abs\nclass S:\n    def __repr__(self): raise {}\ndefault_size = S()",
    "words": "spec = abs\nclass S(dict):\n    def items(self): raise {}\ngiven = S()",
}  # fmt: skip
TASK = (["rank", "mine.py", "-n", "2", "-w", "2"], ["flips", "mine.py", "-n", "2"],
        ["list", "mine.py"], ["explain", "other.py", "--task", "mine.py", "-n", "2"],
        ["circuit", "other.py", "--task", "mine.py", "-w", "2"],
        ["score", "mine.py::g", "--task", "mine.py"])  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_what_a_task_file_raises_is_a_message(place, here):
    for raised in RAISED:
        text = KINDS + PLACES[place].replace("{}", raised)
        (here / "mine.py").write_text(f"{text}\n\n\n{COUNTING}")
        codes = [checked(words, 0, 2).code for words in TASK]
        assert 2 in codes[:-1] or place == "domains", raised


WRONG = {
    "endless": inputs(all="lambda n: iter(lambda: (1,), 0)"),
    "fewer": inputs(all="lambda n: iter([])"),
    "more": inputs(all="lambda n: iter([(1,)] * 7)"),
    "no iterator": inputs(all="lambda n: 5"), "no tuple": inputs(all="lambda n: iter([1])"),
    "another type": inputs(all="lambda n: iter([('x',)])"),
    "a list of a subclass": inputs(all="lambda n: iter([([True],)])"),
    "over 64 bits": inputs(all="lambda n: iter([(2**63,)])"),
    "under 64 bits": inputs(all="lambda n: iter([(-2**63 - 1,)])"),
    "a truth value": inputs(all="lambda n: iter([(True,)])"),
    "itself": inputs(before="L = []\nL.append(L)", all="lambda n: iter([(L,)])"),
    "a count of text": inputs(count="lambda n: 'x'"), "no count": inputs(count="lambda n: None"),
    "a count below 0": inputs(count="lambda n: -5"), "half": inputs(count="lambda n: 0.5"),
    "infinite": inputs(count="lambda n: float('inf')"),
    "up to text": inputs(more=", up_to=lambda n, k: 'x'"), "up to no": inputs(more=", up_to=5"),
    "a sample of text": inputs(count="lambda n: 10**12", all="lambda n: iter([(1,)] * 9)",
                               sample="lambda n, r: 'x'"),
    "a sample over 64 bits": inputs(count="lambda n: 10**12", sample="lambda n, r: (2**80,)"),
    "a shape of text": inputs(count="lambda n: 10**12", more=", shape=lambda n: 'x'"),
    "a shape of another type": inputs(count="lambda n: 10**12", more=", shape=lambda n: ([],)"),
    "no shape": inputs(count="lambda n: 10**12", more=", shape=5"),
    "spec of more": "def spec(a, b):\n    return 1", "no spec": "spec = 5",
    "no inputs": "spec = abs\ninputs = 5", "a size of text": "spec = abs\ndefault_size = 'x'",
    "a huge size": "spec = abs\ndefault_size = 10**30", "no words": "spec = abs\ngiven = 5",
    "an endless recursion": "def spec(n):\n    return spec(n)",
    "a family of a number": "from complexity import family\nspec = lambda n: n + 1\n@family\n"
                            "def g(n):\n    return 5",
    "a family of a graph of nothing": "from complexity import family\n"
        "from complexity.language.graph import Graph\nspec = lambda n: n + 1\n@family\ndef g(n):\n"
        "    return object.__new__(Graph)",
    "a problem of numbers": "from complexity.tasks.problems import TaskProblem\ndef spec(n):\n"
                            "    raise TaskProblem(1, 2, 3)",
    "domains of nothing": "spec = lambda n: n + 1\ndef domains(n, w):\n    return 5",
    "domains of a subclass": "spec = lambda n: n + 1\nclass L(list):\n    def __len__(self):\n"
                             "        raise SystemExit\ndef domains(n, w):\n    return L()",
    "huge domains": "spec = lambda n: n + 1\ndef domains(n, w):\n    return [range(2**200)]",
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_a_task_file_gives_that_is_none_is_a_message(wrong, here):
    (here / "mine.py").write_text(f"{WRONG[wrong]}\n\n\n{COUNTING}")
    codes = [checked(words, 0, 2).code for words in TASK]
    assert 2 in codes[:-1] or "subclass" in wrong


def test_what_closes_the_streams_closes_nothing_of_ours(here):
    (here / "mine.py").write_text(
        "import sys\nsys.stdout.close()\nsys.stderr.close()\nsys.stdout = sys.stderr = None\n"
        f"spec = lambda n: n + 1\n\n\n{COUNTING}"
    )
    assert "1 program" in checked(["rank", "mine.py"], 0).out
