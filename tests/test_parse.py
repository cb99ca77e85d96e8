"""Parser cases are data: a text, then the shape of its graph or the exact refusal."""

from __future__ import annotations

import pytest

from complexity.language.graph import Const, Graph, Region
from complexity.python.module import names, parse_module
from complexity.python.parse import compile_program, parse
from complexity.python.refusals import REFUSALS, NotInLanguage


def shape(region: Region) -> str:
    """The ops of a region in their order, nested regions in braces, literal results as they are."""
    parts = []
    for node in region.nodes:
        inner = "".join("{" + shape(r) + "}" for r in node.regions)
        parts.append(node.op + inner)
    results = [str(r.value) for r in region.results if isinstance(r, Const)]
    return " ".join(parts + results)


def graph(body: str, params: str = "a: int, b: int, xs: list[int]", result: str = "int") -> Graph:
    lines = "\n".join("    " + line for line in body.strip("\n").split("\n"))
    return parse(f"def f({params}) -> {result}:\n{lines}\n", "f.py")


SHAPES = {
    "literal": ("return 3", "3"),
    "parameter": ("return a", ""),
    "arithmetic": ("return a * b - a // 2", "mul floordiv sub"),
    "gt stays gt": ("return int(a > b)", "gt as_int"),
    "bool as a number": ("return (a > 0) + 1", "gt as_int add"),
    "truth of an int": ("return 1 if a else 2", "ne branch{1}{2}"),
    "truth of a list": ("return 1 if xs else 2", "len ne branch{1}{2}"),
    "and is short": ("return int(a > 0 and b > 0)", "gt branch{gt}{False} as_int"),
    "value of or": ("return a or b", "ne branch{}{}"),
    "chained comparison": ("return int(0 < a < b)", "gt branch{lt}{False} as_int"),
    "early return": ("if a > 0:\n    return 1\nreturn b", "gt branch{1}{}"),
    "while": ("while b:\n    a, b = b, a % b\nreturn a", "while{ne}{mod}"),
    "for over a range": ("for i in range(a):\n    b += i\nreturn b", "upto for{add}"),
    "for over a list": ("for x in xs:\n    b += x\nreturn b", "for{add}"),
    "enumerate": (
        "for i, x in enumerate(xs):\n    b += i * x\nreturn b", "len upto for{mul add}"
    ),
    "break": (
        "for x in xs:\n    if x == a:\n        break\n    b += x\nreturn b",
        "for{eq branch{}{add}}",
    ),
    "unused names are dead": ("c = a * a\nreturn b", ""),
    "a failing node is kept": ("c = a // b\nreturn 1", "floordiv 1"),
    "overflow alone keeps nothing": ("c = a + b\nreturn 1", "1"),
    "an endless loop is kept": ("while a > 0:\n    pass\nreturn 1", "while{gt}{} 1"),
    "equal nodes are shared": ("return (a + b) * (a + b)", "add mul"),
    "constants fold": ("return a + 2 * 3", "add"),
    "long literals do not": ("return a + 2 ** 60", "pow add"),
    "swap": (
        "xs[a], xs[b] = xs[b], xs[a]\nreturn xs[0]",
        "getitem getitem setitem setitem getitem",
    ),
    "map": ("return sum(x * x for x in xs)", "map{mul} sum"),
    "filter": ("return len([x for x in xs if x > a])", "filter{gt} len"),
    "filter and map": ("return sum(x * x for x in xs if x > a)", "filter{gt} map{mul} sum"),
    "two clauses": (
        "return len([i for i in range(a) for j in range(i)])",
        "upto map{upto map{}} flatten len",
    ),
    "any stops": ("return int(any(x > a for x in xs))", "any{gt} as_int"),
    "any of a list": ("return int(any([x > a for x in xs]))", "map{gt} any_of as_int"),
    "next": ("return next((x for x in xs if x > a), b)", "first{gt}{}{}"),
    "next without default": ("return next(x for x in xs if x > a)", "first{gt}{}{exhausted}"),
    "keyed minimum": ("return min(xs, key=lambda x: abs(x - a))", "min_by{sub abs}"),
    "append": ("xs.append(a)\nreturn len(xs)", "append len"),
    "pop yields two": ("c = xs.pop()\nreturn c + len(xs)", "pop len add"),
    "membership": ("return int(a in xs)", "contains as_int"),
    "membership in a range": ("return int(a in range(b))", "upto within as_int"),
    "constants of a tuple": ("for d in (1, -1):\n    b += d\nreturn b", "for{add}"),
    "slice": ("return len(xs[1:a])", "slice len"),
    "assert": ("assert a > 0\nreturn b", "gt assert_"),
    "int widens a state": (
        "c = False\nfor x in xs:\n    c += x > 0\nreturn c", "for{gt as_int add}"
    ),
    "divmod": ("q, r = divmod(a, b)\nreturn q + r", "floordiv mod add"),
    "for else": (
        "for x in xs:\n    if x == a:\n        break\nelse:\n    return 0\nreturn 1",
        "first{eq}{1}{0}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SHAPES)
def test_shape(case: str) -> None:
    text, wanted = SHAPES[case]
    assert shape(graph(text).entry.body) == wanted


REFUSED = {
    "a float": ("return 1.5", "CX202", "the float 1.5 is not in the language"),
    "division": ("return a / b", "CX202", "'/' (it gives a float) is not in the language"),
    "an unknown function": ("return lenn(xs)", "CX205",
        "'lenn' is not a function of this file or of the language"),
    "maybe unbound": ("for i in xs:\n    pass\nreturn i", "CX304", "'i' may be unbound here"),
    "two types": ("if a:\n    c = 1\nelse:\n    c = [1]\nreturn len(c)", "CX305",
        "'c' is int on one way to this line and list[int] on another"),
    "no return": ("if a:\n    return 1", "CX306", "'f' may end without returning int"),
    "a wrong return": ("return xs", "CX307",
        "this function returns list[int], and its annotation says int"),
    "a list as a number": ("return a + xs", "CX301", "'a + xs' is an operation on int and "
        "list[int], where list + list or list * int is needed"),
    "an update in a generator": ("return sum(xs.pop() for _ in range(a))", "CX220",
        "'xs' is updated inside a comprehension, generator or key"),
    "a large literal": (f"return {2**63}", "CX308",
        f"the integer {2**63} does not fit 64 signed bits"),
    "identity": ("return int(a is b)", "CX214", "'is' compares identities"),
    "an unused value": ("a + b\nreturn 1", "CX216", "the value of this expression is not used"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refusal(case: str) -> None:
    text, code, message = REFUSED[case]
    with pytest.raises(NotInLanguage) as caught:
        graph(text)
    assert (caught.value.code, caught.value.message) == (code, message)
    assert caught.value.repair


def test_a_refusal_shows_the_place() -> None:
    with pytest.raises(NotInLanguage) as caught:
        graph("c = 1\nreturn c + 1.5")
    assert caught.value.show() == (
        "f.py:3:16: CX202 the float 1.5 is not in the language\n"
        "        return c + 1.5\n"
        "                   ^^^\n"
        "  instead: use integers: scale by a power of ten, or use // and %"
    )


def test_every_refusal_has_its_three_sentences() -> None:
    for code, row in REFUSALS.items():
        assert code.startswith("CX"), code
        assert row.message, code
        assert row.repair, code
        assert row.why.endswith("."), code


SAME = {
    "names": ("return a + b", "c, d = a, b\nreturn c + d"),
    "order": ("c = a * a\nd = b * b\nreturn c - d", "d = b * b\nc = a * a\nreturn c - d"),
    "dead code": ("return a", "c = a * 3\nif b > 2:\n    c = 5\nreturn a"),
    "layout": ("return a + b", "# sum\n\nreturn (a +\n        b)"),
    "dead loop before a break that an else looks at": (
        "while a > b:\n    if a == 7:\n        break\n    a -= 1\nelse:\n    return 0\nreturn 1",
        "while a > b:\n    for c in range(3):\n        pass\n    if a == 7:\n        break\n"
        "    a -= 1\nelse:\n    return 0\nreturn 1",
    ),
    "dead loop with an else in a loop with an else": (
        "while a > b:\n    if a == 7:\n        break\n    a -= 1\nelse:\n    return 0\nreturn 1",
        "while a > b:\n    if a == 7:\n        break\n    for c in range(a):\n        if c > 3:\n"
        "            break\n    else:\n        d = 4\n    a -= 1\nelse:\n    return 0\nreturn 1",
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_texts_that_differ_in_what_does_not_count_have_equal_graphs(case: str) -> None:
    first, second = SAME[case]
    assert graph(first) == graph(second)


def test_in_out_parameters_are_extra_results() -> None:
    text = (
        "def put(xs: list[int], i: int) -> int:\n    xs[i] = 7\n    return i\n"
        "def f(xs: list[int]) -> int:\n    j = put(xs, 0)\n    j += put(xs, 1)\n    return xs[j]\n"
    )
    made = parse(text, "f.py", "f")
    assert shape(made.entry.body) == "call call add getitem"
    assert len(made.functions[1].result_types) == 2


def test_given_words_are_marked() -> None:
    text = (
        "def _inner(a: int) -> int:\n    return a + 1\n"
        "def word(a: int) -> int:\n    return _inner(a)\n"
        "def f(a: int) -> int:\n    return word(a)\n"
    )
    made = compile_program(parse_module(text, "f.py"), "f", ["word"])
    assert [(f.name, f.given, f.word) for f in made.functions] == [
        ("f", False, ""), ("word", True, "word"), ("_inner", True, ""),
    ]  # fmt: skip


def test_what_a_word_and_a_program_share_is_paid_by_the_program_alone() -> None:
    text = (
        "def both(a: int) -> int:\n    return a * a\n"
        "def word(a: int) -> int:\n    return both(a) + 1\n"
        "def f(a: int) -> int:\n    return word(a) + both(a) * both(a + 1)\n"
    )
    made = compile_program(parse_module(text, "f.py"), "f", ["word"])
    assert sorted((f.name, f.given) for f in made.functions) == [
        ("both", False), ("both", True), ("f", False), ("word", True),
    ]  # fmt: skip


def test_public_functions_are_named_in_the_order_of_the_text() -> None:
    module = parse_module(
        "X = 1\nY = set()\n"
        "def _h(a: int) -> int:\n    return a\n"
        "def f(a: int) -> int:\n    return a\n"
    )
    assert names(module) == ("f",)
    assert module.unread == ("Y",)


HIDDEN = {
    "a local name": ("g = 5\nreturn g(a)", "CX222"),
    "a built-in's name": ("c = max(a, 2)\nmax = 3\nreturn c + max", "CX222"),
    "a key": ("return min(xs, key=xs)", "CX222"),
    "an iterator bound to a name": ("ys = reversed(xs)\nreturn 1", "CX218"),
}


@pytest.mark.parametrize("case", HIDDEN)
def test_names_that_hide_functions_are_refused(case: str) -> None:
    text, code = HIDDEN[case]
    with pytest.raises(NotInLanguage) as caught:
        graph(text)
    assert caught.value.code == code


@pytest.mark.parametrize("word", ["randrange", "candidate", "reversed", "max"])
def test_words_of_the_language_are_not_defined_anew(word: str) -> None:
    text = (
        f"def {word}(n: int) -> int:\n    return n\ndef f(n: int) -> int:\n    return {word}(n)\n"
    )
    with pytest.raises(NotInLanguage, match="CX221"):
        parse(text)


def test_bools_are_counted_without_a_pass_of_their_own() -> None:
    assert shape(graph("return sum(x > a for x in xs)").entry.body) == "map{gt as_int} sum"
    assert shape(graph("return sum([x > a for x in xs if x != b])").entry.body) == (
        "filter{ne} map{gt as_int} sum"
    )


def test_a_helper_may_update_a_temporary() -> None:
    text = (
        "def put(xs: list[int]) -> int:\n    xs[0] = 7\n    return xs[0]\n"
        "def f(xs: list[int]) -> int:\n    return put(xs[:]) + put(xs[1:]) + xs[0]\n"
    )
    assert shape(parse(text, "f.py", "f").entry.body) == ("slice call slice call add getitem add")
