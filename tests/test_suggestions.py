"""Shorter idioms: each row of the table on an example, its side conditions, what is suggested."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from complexity.cli import main
from complexity.encoding.code import weigh
from complexity.encoding.languages import language
from complexity.language.graph import Graph
from complexity.measuring import agreeing, suggestions
from complexity.measuring.agreeing import agreeing_inputs
from complexity.measuring.measure import measure
from complexity.measuring.settings import Settings
from complexity.measuring.suggestions import Suggestions, suggest
from complexity.python.idioms import catalogue as idioms
from complexity.python.idioms.catalogue import IDIOMS, Idiom, rewritings
from complexity.python.idioms.conditions import surroundings
from complexity.python.idioms.rewriting import Rewriting, rewritten, shown
from complexity.python.module import Module, names, parse_module
from complexity.python.parse import compile_program, parse, reached
from complexity.python.refusals import NotInLanguage
from complexity.tasks.find import find
from complexity.testing.programs import Program
from complexity.testing.strategies import programs

HERE = Path(__file__).parent
SETTINGS = Settings(language("bare", {}))


def function(head: str, *lines: str) -> str:
    return "\n".join([f"def f({head}:", *(f"    {line}" for line in lines)]) + "\n"


# idiom, the function as it is typed, and what it may be written as
ROWS = [
    ("a search that returns", function("xs: list[int]) -> bool",
        "for x in xs:", "    if x > 3:", "        return True", "return False"),
     ["return any(x > 3 for x in xs)"]),
    ("a search that returns", function("xs: list[int]) -> bool",
        "for x in xs:", "    if x > 3:", "        return False", "return True"),
     ["return all(x <= 3 for x in xs)"]),
    ("a search that returns", function("xs: list[int], p: bool) -> bool",
        "for x in xs:", "    for y in xs:", "        if x + y == 3:", "            return True",
        "return p"),
     ["return any(x + y == 3 for x in xs for y in xs) or p"]),
    ("a search that returns", function("n: int) -> int",
        "for i in range(n):", "    if i * i == n:", "        return i", "return -1"),
     ["return next((i for i in range(n) if i * i == n), -1)"]),
    ("a search that breaks", function("n: int) -> int",
        "found = -1", "for i in range(n):", "    if i * i == n:", "        found = i",
        "        break", "return found"),
     ["found = next((i for i in range(n) if i * i == n), -1)", "return found"]),
    ("a flag of a loop", function("xs: list[int]) -> bool",
        "found = False", "for x in xs:", "    if x > 3:", "        found = True", "return found"),
     ["found = any(x > 3 for x in xs)", "return found"]),
    ("a flag of a loop", function("xs: list[int], ys: list[int]) -> bool",
        "ok = True", "for x in xs:", "    if ys[x] > 3:", "        ok = False", "        break",
        "return ok"),
     ["ok = all(ys[x] <= 3 for x in xs)", "return ok"]),
    ("a search by counting", function("xs: list[int]) -> int",
        "i = 0", "while i < len(xs) and xs[i] != 3:", "    i += 1", "return i"),
     ["i = next((i for i in range(len(xs)) if xs[i] == 3), len(xs))", "return i"]),
    ("an accumulator", function("xs: list[int]) -> int",
        "s = 0", "for x in xs:", "    if x > 3:", "        s += x * x", "return s"),
     ["s = sum(x * x for x in xs if x > 3)", "return s"]),
    ("an accumulator", function("xs: list[int]) -> int",
        "k = 0", "for x in xs:", "    if x > 3:", "        k = k + 1", "return k"),
     ["k = sum(x > 3 for x in xs)", "return k"]),
    ("an accumulator", function("xs: list[int]) -> int",
        "k = 0", "for x in xs:", "    if x > 3:", "        k += 1", "return k"),
     ["k = len([x for x in xs if x > 3])", "return k"]),
    ("an accumulator", function("xs: list[int]) -> int",
        "m = xs[0]", "for x in xs[1:]:", "    if m < x:", "        m = x", "return m"),
     ["m = max(xs)", "return m"]),
    ("an accumulator", function("xs: list[int]) -> list[int]",
        "out = []", "for x in xs:", "    if x > 3:", "        out.append(x + 1)", "return out"),
     ["out = [x + 1 for x in xs if x > 3]", "return out"]),
    ("a counter of a loop", function("n: int) -> int",
        "s = 1", "i = 2", "while i <= n:", "    s = s * i", "    i += 1", "return s"),
     ["s = 1", "for i in range(2, n + 1):", "    s = s * i", "return s"]),
    ("a counter of a loop", function("n: int) -> int",
        "s = 1", "i = n", "while i > 0:", "    s = s * i", "    i -= 1", "return s"),
     ["s = 1", "for i in range(n, 0, -1):", "    s = s * i", "return s"]),
    ("an index of a loop", function("xs: list[int], s: int) -> int",
        "for i in range(len(xs)):", "    s = s * xs[i]", "return s"),
     ["for x in xs:", "    s = s * x", "return s"]),
    ("an index of a loop", function("xs: list[int], s: int) -> int",
        "for i in range(1, len(xs)):", "    s = s * (xs[i] - xs[i - 1])", "return s"),
     ["for x, y in zip(xs, xs[1:]):", "    s = s * (y - x)", "return s"]),
    ("an index of a loop", function("xs: list[int], s: int) -> int",
        "for i in range(len(xs) - 1):", "    s = s * xs[i]", "return s"),
     ["for x in xs[:-1]:", "    s = s * x", "return s"]),
    ("an index of a comprehension", function("xs: list[int]) -> bool",
        "return all(xs[i] <= xs[i + 1] for i in range(len(xs) - 1))"),
     ["return all(x <= y for x, y in zip(xs, xs[1:]))"]),
    ("a test inside a test", function("a: int, b: int) -> int",
        "if a < 3:", "    if b < 4:", "        return 1", "return 0"),
     ["if a < 3 and b < 4:", "    return 1", "return 0"]),
    ("a loop that begins by leaving", function("a: int, b: int) -> int",
        "while True:", "    if a <= b:", "        return a", "    a -= 1"),
     ["while a > b:", "    a -= 1", "return a"]),
    ("a loop that begins by leaving", function("a: int, b: int) -> int",
        "while a > 0:", "    if a == b:", "        break", "    a -= 2", "return a"),
     ["while a > 0 and a != b:", "    a -= 2", "return a"]),
    ("a choice with a word", function("a: int, b: int) -> int",
        "if a < b:", "    return a", "return b"), ["return min(a, b)"]),
    ("a choice with a word", function("a: int, b: int) -> int",
        "if b >= a:", "    a = b", "return a"), ["a = max(b, a)", "return a"]),
    ("a choice with a word", function("a: int) -> int",
        "if a < 0:", "    a = -a", "return a"), ["a = abs(a)", "return a"]),
    ("a choice with a word", function("a: int) -> bool",
        "if a < 3:", "    return True", "else:", "    return False"), ["return a < 3"]),
    ("a conditional with a word", function("a: int, b: int) -> int",
        "return a if a > b else b"), ["return max(a, b)"]),
    ("a comparison with True or False", function("p: bool, a: int) -> int",
        "return a if p == False else 0"), ["return a if not p else 0"]),
    ("equal to one of several", function("a: int, b: int) -> bool",
        "return a == 1 or a == b or a == 7"), ["return a in (1, b, 7)"]),
    ("equal to one of several", function("a: int) -> bool",
        "return a != 1 and a != 5"), ["return a not in (1, 5)"]),
    ("a repeated expression", function("a: list[int]) -> list[int]",
        "i = 0", "while i < len(a):", "    if i == 0 or a[i - 1] <= a[i]:", "        i += 1",
        "    else:", "        a[i - 1], a[i] = a[i], a[i - 1]", "        i -= 1", "return a"),
     ["i = 0", "while i < len(a):", "    v = i - 1", "    if i == 0 or a[v] <= a[i]:",
      "        i += 1", "    else:", "        a[v], a[i] = a[i], a[v]", "        i = v",
      "return a"]),
    ("a name used once", function("a: int, b: int) -> int",
        "c = a * a + b", "if a > 3:", "    return c", "return b"),
     ["if a > 3:", "    return a * a + b", "return b"]),
]  # fmt: skip
NAMES = [f"{name}: {' '.join(lines)}" for name, _, lines in ROWS]


def module_of(text: str) -> tuple[Module, ast.FunctionDef]:
    module = parse_module(text)
    return module, module.functions["f"]


def variants(text: str, name: str) -> dict[str, tuple[Rewriting, Graph]]:
    """What an idiom makes of a function: by its text, the rewriting and the graph."""
    module, tree = module_of(text)
    found = {}
    for idiom, rewriting in rewritings(surroundings(module, tree)):
        if idiom == name:
            made = rewritten(tree, rewriting.edits)
            graph = compile_program(replace(module, functions={**module.functions, "f": made}), "f")
            found[ast.unparse(made)] = rewriting, graph
    return found


def written(text: str, lines: list[str]) -> str:
    head = text.splitlines()[0]
    return ast.unparse(ast.parse("\n".join([head, *(f"    {line}" for line in lines)])))


def told(tmp_path: Path, text: str) -> Suggestions:
    path = tmp_path / "mine.py"
    path.write_text(text)
    program = find(f"{path}::f")
    return suggest(program, 3, SETTINGS, measure(program, 3, SETTINGS))


def test_every_idiom_has_an_example():
    assert {name for name, _, _ in ROWS} == {idiom.name for idiom in IDIOMS}


@pytest.mark.parametrize(("name", "text", "lines"), ROWS, ids=NAMES)
def test_a_row_writes_its_idiom(name, text, lines):
    """The old text stays as it was, and the new one is compiled from what it says."""
    found = variants(text, name)
    assert written(text, lines) in found
    _, graph = found[written(text, lines)]
    assert graph == parse(written(text, lines))
    assert agreeing_inputs(parse(text), graph, False)


@pytest.mark.parametrize(("name", "text", "lines"), ROWS, ids=NAMES)
def test_what_is_suggested_is_what_is_shorter(tmp_path, name, text, lines):
    """Of each line the shortest; the bits are those of the two programs, weighed apart."""
    before = weigh(parse(text)).bits
    module, tree = module_of(text)
    bits: dict[int, list[float]] = {}
    for _, rewriting in rewritings(surroundings(module, tree)):
        made = ast.unparse(rewritten(tree, rewriting.edits))
        bits.setdefault(rewriting.line, []).append(weigh(parse(made)).bits)
    least = {line: min(found) for line, found in bits.items() if min(found) < before - 1e-9}
    known = told(tmp_path, text)
    assert known.complete
    assert {one.line: one.weight.bits for one in known.found} == pytest.approx(least)
    for one in known.found:
        assert one.saved == pytest.approx(before - one.weight.bits)
        assert one.inputs > 0
        assert one.time is not None


def test_an_accumulator_is_shorter_as_a_sum(tmp_path):
    (one,) = told(tmp_path, ROWS[8][1]).found
    assert (one.idiom, one.line) == ("an accumulator", 3)
    assert one.text == "s = sum(x * x for x in xs if x > 3)"
    assert one.note == "it overflows only when the whole sum does"
    assert one.saved > 10


# what looks like an idiom and is none: the function means something else then, or might
NEARLY = [
    ("a search that returns", function("xs: list[int]) -> int",
        "for x in xs:", "    if x > 3:", "        return x", "return xs[0]")),  # it may fail
    ("a search that returns", function("xs: list[int], x: int) -> int",
        "for x in xs:", "    if x > 3:", "        return x", "return x")),  # of the last round
    ("a search that returns", function("xs: list[int]) -> int",
        "for x in xs:", "    if x > 3:", "        return x", "    else:", "        assert x",
        "return 0")),
    ("a search that breaks", function("xs: list[int]) -> int",
        "r = 0", "for x in xs:", "    if x > r:", "        r = x", "        break", "return r")),
    ("a search that breaks", function("xs: list[int], a: int) -> int",
        "r = a", "a = 7", "for x in xs:", "    if x > a:", "        r = x", "        break",
        "return r")),  # the value before is no literal, and its name changes
    ("a flag of a loop", function("xs: list[int], ys: list[int]) -> bool",
        "found = False", "for x in xs:", "    if ys[x] > 3:", "        found = True",
        "return found")),  # a later element may fail
    ("a flag of a loop", function("xs: list[int]) -> bool",
        "found = False", "for x in xs:", "    if randrange(x + 9) > 3:", "        found = True",
        "return found")),  # fewer draws
    ("a flag of a loop", function("xs: list[int]) -> bool",
        "found = False", "for x in xs:", "    for y in xs:", "        if x + y == 3:",
        "            found = True", "            break", "return found")),  # of the inner loop
    ("a flag of a loop", function("xs: list[int]) -> bool",
        "found = False", "for x in xs:", "    if x > 3:", "        found = False", "return found")),
    ("a search by counting", function("xs: list[int], n: int) -> int",
        "i = 0", "while i < n and xs[i] != 3:", "    i += 1", "return i")),  # n may be negative
    ("an accumulator", function("xs: list[int]) -> int",
        "s = 1", "for x in xs:", "    s += x", "return s")),
    ("an accumulator", function("xs: list[int]) -> int",
        "s = 0", "for x in xs:", "    s += s + x", "return s")),
    ("an accumulator", function("xs: list[int]) -> int",
        "s = 0", "for x in xs:", "    if randrange(2):", "        s += randrange(x)", "return s")),
    ("an accumulator", function("xs: list[int]) -> int",
        "s = 0", "for x in xs:", "    s += candidate(x)", "return s")),
    ("a counter of a loop", function("n: int) -> int",
        "i = 0", "while i < n:", "    n = n - i", "    i += 1", "return n")),
    ("a counter of a loop", function("n: int) -> int",
        "s = 0", "i = 0", "while i < randrange(9):", "    s += i", "    i += 1", "return s + n")),
    ("a counter of a loop", function("n: int) -> int",
        "s = 0", "i = 0", "while i < n:", "    if i > 3:", "        i += 2", "        continue",
        "    s += i", "    i += 1", "return s")),
    ("a counter of a loop", function("n: int) -> int",
        "s = 0", "i = 0", "while i < n:", "    s += i", "    i += 1", "return s + i")),
    ("a counter of a loop", function("xs: list[int]) -> int",
        "s = 0", "i = 0", "while i < len(xs):", "    s += xs.pop()", "    i += 1", "return s")),
    ("an index of a loop", function("xs: list[int]) -> list[int]",
        "for i in range(len(xs)):", "    xs[i] = xs[i] + 1", "return xs")),
    ("an index of a loop", function("xs: list[int], s: int) -> int",
        "for i in range(len(xs)):", "    s += i * xs[i]", "return s")),
    ("an index of a loop", function("xs: list[int], s: int) -> int",
        "for i in range(len(xs)):", "    s += xs[i] - xs[i - 1]", "return s")),  # xs[-1] first
    ("a test inside a test", function("a: int, b: int) -> int",
        "if a < 3:", "    if b < 4:", "        return 1", "else:", "    return 2", "return 0")),
    ("a loop that begins by leaving", function("a: int, b: int) -> int",
        "while a > 0:", "    if a <= b:", "        return a", "    a -= b", "return 7")),
    ("a loop that begins by leaving", function("a: int, b: int) -> int",
        "while True:", "    if a <= b:", "        return a", "    a -= b", "    if a == 9:",
        "        break", "return 7")),
    ("a choice with a word", function("a: int, b: int) -> int",
        "if a < b:", "    return b", "return a + 1")),
    ("a choice with a word", function("a: int) -> bool",
        "if a:", "    return True", "return False")),  # the test is a number
    ("a choice with a word", function("a: int) -> int",
        "if randrange(a) < 3:", "    return randrange(a)", "return 3")),
    ("a comparison with True or False", function("a: int) -> bool",
        "return a == True")),  # a number
    ("equal to one of several", function("xs: list[int], a: int) -> bool",
        "return a == 0 or a == xs[7]")),  # which may fail where a is 0
    ("equal to one of several", function("a: int, b: int) -> bool",
        "return a == 0 or b == 1")),
    ("a repeated expression", function("xs: list[int], i: int) -> int",
        "if i > 0:", "    return xs[i]", "return xs[i] if i else 0")),  # which may fail
    ("a repeated expression", function("a: int, b: int) -> int",
        "if a > b - 1:", "    b = 2", "    return b - 1", "return a")),  # of another b
    ("a name used once", function("xs: list[int], a: int) -> int",
        "c = xs[a]", "if a > 3:", "    return c", "return a")),  # it may fail where a <= 3
    ("a name used once", function("xs: list[int], a: int) -> int",
        "c = a + 1", "a = 7", "if xs:", "    return c", "return a")),
    ("a name used once", function("xs: list[int], a: int) -> int",
        "c = a + 1", "for x in xs:", "    a += c", "return a")),  # it would be computed each round
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), NEARLY, ids=[text for _, text in NEARLY])
def test_what_only_looks_like_an_idiom_is_left(name, text):
    parse(text)
    assert not variants(text, name)


# -- all that the rows write ---------------------------------------------------------------------


def all_agree(module: Module, name: str) -> int:
    """How many rewritings of a program change its graph; each must mean the same."""
    before, changed = compile_program(module, name), 0
    for called, tree in reached(module, name).items():
        for idiom, rewriting in rewritings(surroundings(module, tree)):
            made = {**module.functions, called: rewritten(tree, rewriting.edits)}
            try:
                graph = compile_program(replace(module, functions=made), name)
            except NotInLanguage:
                continue
            changed += graph != before
            agree = agreeing_inputs(before, graph, bool(rewriting.note))
            assert agree is not None, f"{idiom} in line {rewriting.line}: {rewriting.text}"
    return changed


@pytest.mark.slow
@pytest.mark.parametrize("file", ["textbook.py", "everyday.py"])
def test_rewritings_mean_the_same(monkeypatch, file):
    monkeypatch.setattr(agreeing, "STEPS", 10_000)
    module = parse_module((HERE / file).read_text(), file)
    assert sum(all_agree(module, name) for name in names(module)) > 5


@pytest.mark.slow
@settings(max_examples=60)
@given(programs())
def test_rewritings_of_random_programs_mean_the_same(program: Program):
    module = parse_module(program.text)
    try:
        compile_program(module, program.entry)
    except NotInLanguage:  # where an update is refused because of a shared list
        return
    all_agree(module, program.entry)


def test_a_rewriting_leaves_the_old_tree_alone():
    module, tree = module_of(ROWS[0][1])
    before = ast.dump(tree, include_attributes=True)
    for _, rewriting in rewritings(surroundings(module, tree)):
        assert ast.dump(rewritten(tree, rewriting.edits)) != ast.dump(tree)
    assert ast.dump(tree, include_attributes=True) == before


def test_long_tables_are_neither_shown_nor_taken_for_empty_lists():
    table = ", ".join(map(str, range(100)))
    text = function("xs: list[int]) -> list[int]",
        f"out = [{table}]", "for x in xs:", "    out.append(x)", "return out")  # fmt: skip
    assert not variants(text, "an accumulator")
    _, tree = module_of(text)
    assert shown(tree.body[0]) == "out = [...]"


# -- the guard, the bounds and the page ----------------------------------------------------------


def test_a_wrong_row_suggests_nothing(monkeypatch, tmp_path):
    """Were a row wrong, the runs would show it: `return 0` is shorter than anything."""

    def wrong(around):
        made = ast.fix_missing_locations(ast.Return(ast.Constant(0), lineno=2, col_offset=4))
        body = around.function.body
        yield Rewriting(2, "return 0", {id(s): [made] if s is body[0] else [] for s in body})

    text = function("a: int) -> int", "a = a * a + 3 * a", "return a")
    monkeypatch.setattr(idioms, "IDIOMS", (Idiom("wrong", wrong),))
    assert told(tmp_path, text) == Suggestions()
    monkeypatch.setattr(suggestions, "agreeing_inputs", lambda *_: 1)
    assert [one.text for one in told(tmp_path, text).found] == ["return 0"], "shorter it is"


def test_overflow_may_differ_only_where_a_note_says_so():
    first = parse(function("a: int) -> int", "return a * 0 + 1"))
    second = parse(function("a: int) -> int", "return a * 2**62 // 2**62 * 0 + 1"))
    assert agreeing_inputs(first, second, False) is None
    assert agreeing_inputs(first, second, True)


def test_runs_are_told_apart_by_results_draws_candidates_and_failures():
    texts = ["return a", "return a + 0 * randrange(2)", "return candidate(a)", "return a // a * a"]
    graphs = [parse(function("a: int) -> int", text)) for text in texts]
    for at, first in enumerate(graphs):
        for place, second in enumerate(graphs):
            assert (agreeing_inputs(first, second, True) is None) == (at != place)


def test_a_large_program_is_not_compiled_over_and_over(monkeypatch, tmp_path):
    lines = [line for at in range(300) for line in (f"s{at} = 0", f"for x{at} in xs:",
             f"    s{at} += x{at}")]  # fmt: skip
    text = function("xs: list[int]) -> int", *lines, "return s0")
    calls = []
    compiled = suggestions._compiled
    monkeypatch.setattr(suggestions, "_compiled", lambda *a: calls.append(a) or compiled(*a))
    assert not told(tmp_path, text).complete
    assert 0 < len(calls) < 20


def test_an_interrupt_ends_the_search(monkeypatch, capsys, tmp_path):
    def interrupt(*_):
        raise KeyboardInterrupt

    path = tmp_path / "mine.py"
    path.write_text(ROWS[0][1])
    monkeypatch.setattr(suggestions, "_compiled", interrupt)
    assert main(["explain", f"{path}::f"]) == 130
    out = capsys.readouterr().out
    assert "hottest line" in out
    assert "interrupted while shorter idioms were looked for" in out


def test_the_page_and_the_object_name_the_shorter_idiom(capsys, tmp_path):
    path = tmp_path / "mine.py"
    path.write_text(ROWS[8][1])
    assert main(["explain", f"{path}::f", "--json", str(tmp_path / "told.json")]) == 0
    page = " ".join(capsys.readouterr().out.split())
    object_ = json.loads((tmp_path / "told.json").read_text())
    (one,) = object_["suggestions"]
    assert f"line 3: {one['saved_bits']:.2f} bits shorter as `{one['text']}`" in page
    assert one["length_bits"] + one["saved_bits"] == pytest.approx(object_["length_bits"])
    new = tmp_path / "new.py"
    new.write_text(written(ROWS[8][1], ROWS[8][2]))
    main(["score", f"{new}::f", "--json", "-"])
    score = json.loads(capsys.readouterr().out)
    assert score["length_bits"] == pytest.approx(one["length_bits"])
    assert score["measures"]["time"] == one["time"]


def test_given_words_and_single_inputs_have_suggestions_too(capsys, tmp_path):
    path = tmp_path / "mine.py"
    word = "def above(x: int) -> bool:\n    return x > 3\n\n\n"
    path.write_text(word + ROWS[0][1].replace("x > 3", "above(x)"))
    words = ["explain", f"{path}::f", "--given", "above", "--input", "[[1,2,5]]", "--json", "-"]
    assert main(words) == 0
    told = json.loads(capsys.readouterr().out)
    for one in told["suggestions"]:
        assert one["text"] == "return any(above(x) for x in xs)"
        assert one["time"]["worst"] <= told["measures"]["time"]["worst"]


def test_what_is_no_text_of_a_function_has_none(capsys, tmp_path):
    main(["show", "sorting/bubble"])
    path = tmp_path / "mine.graph"
    path.write_text(capsys.readouterr().out)
    assert main(["explain", f"{path}::bubble", "-n", "2", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["suggestions"] == []
    assert main(["explain", "span", "--json", "-"]) == 2
