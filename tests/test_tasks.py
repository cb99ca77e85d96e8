"""Task files: inputs, what a file says, what is executed and what is not, and finding by name."""

from __future__ import annotations

import itertools
from pathlib import Path
from random import Random

import pytest

import complexity
from complexity import tasks
from complexity.language.graph import Graph
from complexity.language.types import BOOL, INT, List
from complexity.python.refusals import NotInLanguage
from complexity.tasks.corpus import shipped
from complexity.tasks.files import answered_by, load_task, load_tasks, read_module, words_of
from complexity.tasks.find import all_names, find, find_task, find_tasks, programs_of
from complexity.tasks.inputs import Inputs, default_size, fresh, of_types
from complexity.tasks.problems import TaskProblem
from complexity.tasks.reference import reference

# ---------------------------------------------------------------- inputs

INPUTS = {
    "permutations": (tasks.permutations(), [1, 1, 2, 6, 24]),
    "lists": (tasks.lists(), [1, 1, 4, 27, 256]),
    "bits": (tasks.lists(high=1), [1, 2, 4, 8, 16]),
    "bounded below": (tasks.lists(low=lambda n: -n, high=0), [1, 2, 9, 64, 625]),
    "of length n - 1": (tasks.lists(length=lambda n: n - 1), [1, 1, 2, 9, 64]),
    "of length 2": (tasks.lists(length=2), [0, 1, 4, 9, 16]),
    "integers": (tasks.integers(), [1, 2, 3, 4, 5]),
    "two positive integers": (tasks.integers(2, low=1), [0, 1, 4, 9, 16]),
    "booleans": (tasks.booleans(2), [4, 4, 4, 4, 4]),
    "grids": (tasks.grids(), [1, 2, 16, 512, 65536]),
    "narrow grids": (tasks.grids(rows=2, columns=1, high=2), [9, 9, 9, 9, 9]),
    "product": (tasks.product(tasks.permutations(), tasks.integers()), [1, 2, 6, 24, 120]),
    "nothing": (tasks.product(), [1, 1, 1, 1, 1]),
    "union": (tasks.union(tasks.permutations(), tasks.lists(high=0)), [2, 2, 3, 7, 25]),
    "of a signature": (of_types((INT, List(INT), BOOL)), [2, 4, 24, 216, 2560]),
    "of a nested signature": (of_types((List(List(BOOL)),)), [1, 2, 16, 512, 65536]),
    "of a cube": (of_types((List(List(List(INT))),)), [1, 1, 256, 3**27, 4**64]),
}


@pytest.mark.parametrize(("inputs", "counts"), INPUTS.values(), ids=INPUTS)
def test_inputs_are_counted_exactly_and_enumerated_once(inputs: Inputs, counts: list[int]):
    assert [inputs.count(n) for n in range(5)] == counts
    for n, count in enumerate(counts):
        if count <= 600:
            every = [repr(arguments) for arguments in inputs.all(n)]
            assert len(every) == count
            if "and" not in inputs.what:
                assert len(set(every)) == count


@pytest.mark.parametrize(("inputs", "counts"), INPUTS.values(), ids=INPUTS)
def test_a_sample_is_one_of_the_inputs_and_depends_on_the_seed_alone(
    inputs: Inputs, counts: list[int]
):
    for n in range(4):
        if 0 < counts[n] <= 600:
            every = {repr(arguments) for arguments in inputs.all(n)}
            drawn = [repr(inputs.sample(n, Random(seed))) for seed in range(300)]
            assert set(drawn) <= every
            assert drawn == [repr(inputs.sample(n, Random(seed))) for seed in range(300)]
            if counts[n] <= 9:
                assert set(drawn) == every


@pytest.mark.parametrize(("inputs", "counts"), INPUTS.values(), ids=INPUTS)
def test_inputs_share_no_list(inputs: Inputs, counts: list[int]):
    first = list(itertools.islice(inputs.all(2), 10))
    before = [repr(arguments) for arguments in first]
    for argument in first[0]:
        if isinstance(argument, list):
            argument.append(7)
    assert [repr(arguments) for arguments in first[1:]] == before[1:]


def test_the_default_size_has_at_most_a_thousand_inputs():
    assert default_size(tasks.permutations()) == 6
    assert default_size(tasks.lists()) == 4
    assert default_size(tasks.grids()) == 3
    assert default_size(tasks.integers(2, low=1)) == 6


def test_fresh_copies_share_no_list():
    value = ([[1], [2]], [3], True)
    copied = fresh(value)
    assert copied == value
    copied[0][0].append(0)
    copied[1].append(0)
    assert value == ([[1], [2]], [3], True)


# ---------------------------------------------------------------- a task file

GCD = '''"""The greatest common divisor."""

import math

from complexity import candidate, family
from complexity.tasks import integers

spec = math.gcd
inputs = integers(2, low=1)
TABLE = {1: 2}
given = {"search": ["divides"]}


def by_remainder(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return a


def by_search(x: int, y: int) -> int:
    d = min(x, y)
    while not divides(candidate(d), x, y):
        d -= 1
    return d


def divides(d: int, a: int, b: int) -> bool:
    return a % d + b % d == 0


def helpless(a, b):
    return a


def other(a: int) -> int:
    return a


def _own(a: int, b: int) -> int:
    return a


@family
def one_line(n: int) -> str:
    return "def one_line(a: int, b: int) -> int:\\n    return a if b == 0 else one_line(b, a % b)"
'''


@pytest.fixture
def gcd(tmp_path: Path) -> Path:
    path = tmp_path / "gcd.py"
    path.write_text(GCD)
    return path


def test_a_task_file_says_what_it_says(gcd: Path):
    task = load_task(str(gcd), "gcd")
    assert (task.name, task.title) == ("gcd", "The greatest common divisor.")
    assert task.answers == ("by_remainder", "by_search")
    assert list(task.families) == ["one_line"]
    assert task.signature.params == (INT, INT)
    assert task.inputs.count(3) == 9
    assert task.checked is task.inputs
    assert task.default_size == 6
    assert task.unread == ("TABLE",)
    reasons = dict(task.others)
    assert set(reasons) == {"helpless", "other"}
    assert "annotation" in reasons["helpless"]
    assert "signature" in reasons["other"]
    assert task.accepts is not None
    assert task.accepts((4, 6), 2)
    assert not task.accepts((4, 6), 1)


def test_words_are_free_where_they_are_given(gcd: Path):
    task = load_task(str(gcd), "gcd")
    assert words_of(task, "bare") == words_of(task, "construct") == ()
    assert words_of(task, "search") == ("divides",)
    with pytest.raises(TaskProblem, match="no language 'serach'"):
        words_of(task, "serach")
    bare, search = reference(task), reference(task, "search")
    assert (bare.given, search.given) == ((), ("divides",))
    assert bare.version != search.version
    assert reference(task, "bare", ["divides"]).given == ("divides",)
    with pytest.raises(TaskProblem, match="no function 'divide'") as problem:
        reference(task, "bare", ["divide"])
    assert "divides" in problem.value.repair


def test_programs_of_a_task_have_graphs(gcd: Path):
    for program in programs_of(str(gcd)):
        assert isinstance(program.graph(3), Graph)
        assert program.name == f"{gcd}::{program.short}"
    kinds = {program.short: program.kind for program in programs_of(str(gcd))}
    assert kinds == {"by_remainder": "function", "by_search": "function", "one_line": "family"}
    by_search = find(f"{gcd}::by_search")
    given = by_search.graph(3, ("divides",)).functions
    assert [function.word for function in given] == ["", "divides"]
    assert [function.given for function in by_search.graph(3).functions] == [False]


def test_a_task_may_accept_more_than_one_answer(tmp_path: Path):
    path = tmp_path / "root.py"
    path.write_text(
        "from complexity.tasks import integers\n"
        "inputs = integers()\n"
        "def accepts(args, result):\n    return result * result >= args[0]\n"
        "def itself(n: int) -> int:\n    return n\n"
    )
    task = load_task(str(path))
    assert task.spec is None
    assert task.accepts is not None
    assert task.accepts((9,), 3)
    assert not task.accepts((9,), 2)


def test_a_task_may_have_families_alone(tmp_path: Path):
    path = tmp_path / "double.py"
    path.write_text(
        "from complexity import family, tasks\n"
        "inputs = tasks.integers()\n"
        "def spec(a):\n    return 2 * a\n"
        "@family\ndef table(n):\n"
        "    return f'def table(a: int) -> int:\\n    return {[2 * a for a in range(n + 1)]}[a]'\n"
    )
    (program,) = programs_of(str(path))
    assert (program.short, program.kind) == ("table", "family")
    assert program.task.signature.params == (INT,)
    assert program.graph(3) != program.graph(4)
    assert "[0, 2, 4, 6]" in program.text(3)


def test_a_family_may_give_a_graph(tmp_path: Path, gcd: Path):
    path = tmp_path / "graphs.py"
    path.write_text(
        "from complexity import family, tasks\n"
        "from complexity.python.parse import parse\n"
        "inputs = tasks.integers()\n"
        "spec = abs\n"
        "@family\ndef same(n):\n"
        "    return parse('def same(a: int) -> int:\\n    return abs(a)')\n"
    )
    (program,) = programs_of(str(path))
    assert [node.op for node in program.graph(2).entry.body.nodes] == ["abs"]


# ---------------------------------------------------------------- what is wrong with a file

WRONG = {
    "an exception": ("spec = 1 // 0\n", "ZeroDivisionError", 1),
    "an import": ("import no_such_module\nspec = sorted\n", "ModuleNotFoundError", 1),
    "an exit": ("import sys\nsys.exit(3)\nspec = sorted\n", "SystemExit: 3", 2),
    "a wrong spec": ("spec = 3\n", "'spec' is 3, where a function is needed", 0),
    "wrong inputs": ("spec = abs\ninputs = [1, 2]\n", "'inputs' is .1, 2., where", 0),
    "no inputs": (
        "from complexity import tasks\nspec = abs\ninputs = tasks.integers(low=99)\n",
        "no input of any size", 0,
    ),
    "inputs that fail": (
        "from complexity import tasks\nspec = abs\n"
        "inputs = tasks.integers(high=lambda n: n // 0)\n", "ZeroDivisionError", 3,
    ),
    "no program": ("spec = abs\n", "where inputs of .complexity.tasks. are needed", 0),
    "no program that fits": (
        "from complexity import tasks\nspec = abs\ninputs = tasks.integers()\n"
        "def f(a: bool) -> bool:\n    return a\n", "no annotated public function", 0,
    ),
    "a wrong default size": ("spec = abs\ndefault_size = -1\ndef f(a: int) -> int:\n"
                             "    return a\n", "'default_size' is -1", 0),
    "given that is no dict": ("spec = abs\ngiven = []\ndef f(a: int) -> int:\n"
                              "    return a\n", "'given' is ", 0),
    "kinds that are no dict": ("spec = abs\nkinds = ['direct']\ndef f(a: int) -> int:\n"
                               "    return a\n", "'kinds' is ", 0),
    "a kind that is none": ("spec = abs\nkinds = {'magic': ['f']}\ndef f(a: int) -> int:\n"
                            "    return a\n", "'kinds' has 'magic', where one of 'search'", 0),
    "a kind of nobody": ("spec = abs\nkinds = {'direct': ['g']}\ndef f(a: int) -> int:\n"
                         "    return a\n", "names 'g', no function here", 0),
    "two kinds of one": ("spec = abs\nkinds = {'direct': ['f'], 'search': ['f']}\n"
                         "def f(a: int) -> int:\n    return a\n",
                         "'f' is both 'direct' and 'search'", 0),
    "given that is missing": ("spec = abs\ngiven = {'search': ['g']}\ndef f(a: int) -> int:\n"
                              "    return a\n", "names 'g', no function here", 0),
    "an endless recursion": ("def spec(a):\n    return spec(a)\ndef f(a: int) -> int:\n"
                             "    return a\n", "RecursionError", 2),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message", "line"), WRONG.values(), ids=WRONG)
def test_a_wrong_task_file_is_a_message_with_its_place(
    tmp_path: Path, text: str, message: str, line: int
):
    path = tmp_path / "wrong.py"
    path.write_text(text)
    with pytest.raises(TaskProblem, match=message) as problem:
        load_task(str(path))
    assert problem.value.code == "CX004"
    assert (problem.value.file, problem.value.line) == (str(path), line)
    assert problem.value.repair


def test_what_a_task_file_prints_is_no_part_of_a_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "loud.py"
    path.write_text("print('hello')\nspec = abs\ndef f(a: int) -> int:\n    return a\n")
    load_task(str(path))
    assert capsys.readouterr().out == ""


def test_inputs_of_the_wrong_type_are_a_message(tmp_path: Path):
    path = tmp_path / "typed.py"
    path.write_text(
        "from complexity.tasks import Inputs\nspec = abs\n"
        "inputs = Inputs(lambda n: iter([(1,), ('x',)]), lambda n: 2, lambda n, r: (1,), 'two')\n"
        "def f(a: int) -> int:\n    return a\n"
    )
    with pytest.raises(TaskProblem, match="'inputs' yields"):
        list(load_task(str(path)).inputs.all(1))


def test_a_spec_that_fails_later_is_a_message(tmp_path: Path):
    path = tmp_path / "late.py"
    path.write_text("def spec(a):\n    return 6 // (a - 5)\ndef f(a: int) -> int:\n    return a\n")
    accepts = load_task(str(path)).accepts
    assert accepts is not None
    with pytest.raises(TaskProblem, match="ZeroDivisionError") as problem:
        accepts((5,), 1)
    assert problem.value.line == 2


def test_a_spec_cannot_change_the_arguments(tmp_path: Path):
    path = tmp_path / "greedy.py"
    path.write_text(
        "from complexity import tasks\ninputs = tasks.lists()\n"
        "def spec(a):\n    a.clear()\n    return a\n"
        "def f(a: list[int]) -> list[int]:\n    return a\n"
    )
    arguments = ([1, 2],)
    accepts = load_task(str(path)).accepts
    assert accepts is not None
    assert accepts(arguments, [])
    assert arguments == ([1, 2],)


# ---------------------------------------------------------------- files that are never executed

STRANGER = """import os
open(os.environ["TRAP"], "w").close()


def up(a: int) -> int:
    return a + 1


def swapped(a: bool, b: bool) -> tuple[bool, bool]:
    return b, a


def down(a: int) -> int:
    return a - 1
"""


@pytest.fixture
def trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that execution would create."""
    monkeypatch.setenv("TRAP", str(tmp_path / "executed"))
    return tmp_path / "executed"


def test_a_file_without_a_spec_is_never_executed(tmp_path: Path, trap: Path):
    path = tmp_path / "stranger.py"
    path.write_text(STRANGER)
    first, second = load_tasks(str(path))
    assert (first.answers, second.answers) == (("up", "down"), ("swapped",))
    assert (first.accepts, first.spec) == (None, None)
    assert "os" in first.unread
    assert first.inputs.what == "the integers in 0..n"
    assert (first.default_size, second.inputs.count(6)) == (6, 4)
    assert [one.short for one in programs_of(str(path))] == ["up", "down", "swapped"]
    assert find(f"{path}::down").graph().entry.name == "down"
    assert not trap.exists()


def test_a_source_of_programs_is_never_executed(tmp_path: Path, trap: Path, gcd: Path):
    path = tmp_path / "submission.py"
    path.write_text(
        f"{STRANGER}\nspec = abs\n"
        "def mine(a: int, b: int) -> int:\n    return mine(b, a % b) if b else a\n"
    )
    task = load_task(str(gcd), "gcd")
    (program,) = programs_of(str(path), task)
    assert (program.short, program.task.accepts) == ("mine", task.accepts)
    assert program.task.inputs is task.inputs
    assert {name for name, _ in program.task.others} == {"up", "swapped", "down"}
    assert find(f"{path}::up").short == "up"
    assert find(f"{path}::mine", task).short == "mine"
    assert not trap.exists()
    load_task(str(path))  # named as a task it is: it has a spec
    assert trap.exists()


def test_a_file_that_answers_nothing_of_the_task_says_why(tmp_path: Path, gcd: Path):
    path = tmp_path / "none.py"
    path.write_text("def f(a: int) -> int:\n    return a\n")
    with pytest.raises(TaskProblem, match="no program of this file answers") as problem:
        answered_by(read_module(str(path)), load_task(str(gcd), "gcd"))
    assert "(a: int, b: int) -> int" in problem.value.repair


def test_kinds_are_read_of_tasks_alone(tmp_path: Path):
    path = tmp_path / "mine.py"
    text = "kinds = {'direct': ['f']}\n\n\ndef f(a: int) -> int:\n    return a\n"
    path.write_text(text)
    task = load_task(str(path))
    assert (task.kinds, task.unread) == ({}, ("kinds",))
    path.write_text(f"spec = abs\n{text}")
    task = load_task(str(path))
    assert (task.kinds, task.unread) == ({"f": "direct"}, ())


def test_a_word_that_a_submission_redefines_is_not_given(tmp_path: Path):
    sorting = find_task("sorting")
    path = tmp_path / "cheat.py"
    program = "def mine(a: list[int]) -> list[int]:\n    swap(a, 0, 0)\n    return a\n"
    cheat = "def swap(a: list[int], i: int, j: int) -> None:\n    a[i], a[j] = a[i] + 7, a[j]\n"
    path.write_text(program + cheat)
    words = reference(sorting, "construct").given
    (found,) = programs_of(str(path), sorting)
    assert [function.given for function in found.graph(3, words).functions] == [False]
    honest = Path(sorting.file).read_text()
    start = honest.index("def swap")
    path.write_text(program + honest[start : honest.index("\n\n\n", start)] + "\n")
    (found,) = programs_of(str(path), sorting)
    assert [function.word for function in found.graph(3, words).functions] == ["", "swap"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "CX107", id="empty"),
        pytest.param("def f(a: int) -> int\n", "CX101", id="syntax"),
        pytest.param("\0", "CX101", id="no text"),
    ],
)
def test_what_is_no_program_is_refused(tmp_path: Path, text: str, code: str):
    path = tmp_path / "bad.py"
    path.write_text(text)
    with pytest.raises(NotInLanguage) as refusal:
        load_task(str(path))
    assert refusal.value.code == code


def test_a_file_without_annotations_says_what_to_annotate(tmp_path: Path):
    path = tmp_path / "plain.py"
    path.write_text("def f(a):\n    return a\n")
    with pytest.raises(NotInLanguage, match="'a' of 'f' has no annotation") as refusal:
        load_task(str(path))
    assert (refusal.value.code, refusal.value.line, refusal.value.column) == ("CX302", 1, 7)


# ---------------------------------------------------------------- names


def test_every_shipped_program_is_found_under_its_name():
    assert "sorting" in shipped()
    for name in all_names():
        program = find(name)
        assert program.name == name
        assert isinstance(program.graph(3), Graph)


NAMES = {
    "sortin": "sorting",
    "sorting/quiksort": "sorting/quicksort",
    "quicksort": "sorting/quicksort",
    "sorting/": "sorting/",
    "": "closest_pair",
    "sorting/quicksort/again": "sorting/quicksort",
    "../sorting": "sorting",
}


@pytest.mark.parametrize(("name", "nearest"), NAMES.items(), ids=repr)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, nearest: str):
    with pytest.raises(TaskProblem) as problem:
        find(name)
    assert problem.value.code == "CX001"
    assert nearest in problem.value.repair


def test_an_unknown_task_is_answered_with_the_nearest():
    with pytest.raises(TaskProblem, match="no task 'srting'") as problem:
        find_tasks("srting")
    assert "sorting" in problem.value.repair


def test_a_missing_file_is_refused():
    for name in ("nowhere.py", "nowhere.py::f", "nowhere.graph::f"):
        with pytest.raises(NotInLanguage) as refusal:
            find(name)
        assert refusal.value.code == "CX104"


def test_an_unknown_function_of_a_file_is_answered_with_the_nearest(gcd: Path):
    with pytest.raises(TaskProblem) as problem:
        find(f"{gcd}::by_remaindr")
    assert f"{gcd}::by_remainder" in problem.value.repair
    with pytest.raises(NotInLanguage, match="annotation"):
        find(f"{gcd}::helpless")
    with pytest.raises(TaskProblem, match="has 4 programs"):
        find(str(gcd))


def test_a_graph_file_is_a_source_of_programs(tmp_path: Path):
    text = pytest.importorskip("complexity.language.text.writing")
    path = tmp_path / "some.graph"
    path.write_text(text.write(find("sorting/bubble").graph()))
    program = find(f"{path}::bubble")
    assert program.kind == "graph"
    assert program.graph() == find("sorting/bubble").graph()
    assert program.task.signature.params == (List(INT),)
    assert find(f"{path}::bubble", find_task("sorting")).task.name == "sorting"
    assert [one.short for one in programs_of(str(path))] == ["bubble"]
    with pytest.raises(TaskProblem, match="no program"):
        find(f"{path}::bobble")


def test_what_a_task_file_imports_is_python_at_run_time():
    assert complexity.candidate(3) == 3
    assert 0 <= complexity.randrange(5) < 5
    with pytest.raises(AttributeError, match="nothing"):
        complexity.nothing  # noqa: B018
