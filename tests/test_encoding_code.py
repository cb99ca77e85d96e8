"""The derivation code: lengths by hand, round trips, invariance, given words, explanations."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from graphs import graphs, scramble
from hypothesis import given
from hypothesis import strategies as st

from complexity.encoding import languages
from complexity.encoding.bits import Malformed
from complexity.encoding.code import decode, encode, explain, weigh
from complexity.encoding.embeddings import embeddings
from complexity.encoding.library import NOTHING, Library, NotGiven, gather, program_of
from complexity.encoding.ways import primitive
from complexity.language.failures import IllFormed
from complexity.language.graph import Const, Function, Graph, Node, Region, literal, table
from complexity.language.normal.normal_form import normalise, unmarked
from complexity.language.types import BOOL, INT, List
from complexity.python.parse import compile_program, compile_word, names, parse, parse_module

TEXTBOOK = parse_module((Path(__file__).parent / "textbook.py").read_text(), "textbook.py")

PROGRAMS = {
    "identity": "def f(a: int) -> int:\n    return a\n",
    "gcd": """
def f(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return a
""",
    "bubble": """
def f(xs: list[int]) -> list[int]:
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs
""",
    "bogosort": """
def f(xs: list[int]) -> list[int]:
    while not all(xs[i] <= xs[i + 1] for i in range(len(xs) - 1)):
        for i in range(len(xs)):
            j = i + randrange(len(xs) - i)
            xs[i], xs[j] = xs[j], xs[i]
    return xs
""",
    "table": "def f(a: int) -> int:\n    return [3, 1, 4, 1, 5, 9, 2, 6][a]\n",
    "signed table": "def f(a: int) -> int:\n    return [3, -1, 4][a]\n",
    "flags": "def f(a: int) -> bool:\n    return [True, False, True][a]\n",
    "transpose": """
def f(rows: list[list[int]]) -> list[list[int]]:
    return [[row[i] for row in rows] for i in range(len(rows[0]))]
""",
    "grid": """
def f(grid: list[list[bool]], i: int, j: int) -> list[list[bool]]:
    grid[i][j] = not grid[i][j]
    grid[j].append(True)
    return grid
""",
    "fibonacci": """
def f(n: int) -> int:
    return n if n < 2 else f(n - 1) + f(n - 2)
""",
    "quicksort": """
def f(xs: list[int]) -> list[int]:
    if len(xs) < 2:
        return xs
    p = xs[0]
    return f([x for x in xs[1:] if x < p]) + [p] + f([x for x in xs[1:] if x >= p])
""",
    "kept": """
def f(xs: list[int], a: int) -> int:
    assert a > 0
    unused = xs[a]
    b, _, c = xs[a:][::-1]
    return b // c
""",
    "search": """
def f(xs: list[int], ys: list[int]) -> int:
    key = min(xs, key=lambda x: abs(x - ys[0]))
    return next((x * y for x, y in zip(xs, ys) if x > y), key) + ys.pop(0)
""",
}


def lines(*text: str) -> Graph:
    return parse("\n".join(text) + "\n")


def own(params, types, nodes, results, result_types) -> Graph:
    region = Region(tuple(params), tuple(types), tuple(nodes), tuple(results))
    return Graph((Function("f", region, tuple(result_types)),))


# -- lengths -------------------------------------------------------------------------------------


def test_a_length_by_hand():
    functions = 2  # one function, as there must be at least: gamma(1) = 0
    parameters = 2**3 * 3  # one parameter: gamma(1 + 1); int among bool, int and list
    results = 2**3 * 3  # one result: the same
    shared = 2  # no shared node: gamma(0 + 1) = 0
    scalars = 2 * 6 + 3 + 5 + 2  # a OP b; -, abs, ~; & | ^ << >>; min, max of two
    others = 1 + 1 + 1  # int(p), randrange, next(...); candidate is a mark
    lists = 1 + 1 + 1 + 1 + 1 + 3  # len, xs[i], unpack, pop, pop_at; sum, min, max of a list
    control = 3 + 1 + 2  # branch, while, for; first; min_by, max_by
    ways = (scalars - 6) + others + lists + control
    recursion, literals, values = 1, 1, 1  # f(...); an integer; a
    result = ways + recursion + literals + values
    weight = weigh(parse(PROGRAMS["identity"]))
    assert weight.value == functions * parameters * results * shared * result
    assert weight.factors == {2: 10, 3: 4}
    assert math.isclose(weight.bits, math.log2(2**8 * 9 * 36))


def test_what_nothing_uses_is_one_of_the_ops_that_may_fail():
    """Nothing else is kept: of scalars and lists what fails, updates, control, calls."""
    plain = lines("def f(a: int, b: bool) -> int:", "    return a")
    kept = lines("def f(a: int, b: bool) -> int:", "    assert b", "    return a")
    assert kept.entry.body.nodes[0].outs == ()
    fails = 3 + 2 + 1 + 1 + 1 + 1  # // % **; << >>; randrange; assert; next; range of 3
    lists = 1 + 1 + 1 + 2  # xs[i]; xs[a:b:c]; unpack; min and max of a list
    updates, control, calls = 6, 10, 1
    ways = fails + lists + updates + control + calls
    operand = len(primitive((BOOL,))) + 1 + 1  # what yields a bool; a literal; b
    shared = Fraction(2**3, 2)  # gamma(1 + 1) for gamma(0 + 1)
    unused = 2  # none of its results is used
    assert weigh(kept).value == weigh(plain).value * shared * unused * ways * operand


@pytest.mark.parametrize("name", PROGRAMS)
def test_pinned_lengths(name, expected):
    weight = weigh(parse(PROGRAMS[name]))
    factors = {str(prime): exponent for prime, exponent in weight.factors.items()}
    expected("lengths").check(name, {"bits": round(weight.bits, 9), "factors": factors})


@pytest.mark.parametrize(
    ("const", "choices"),
    [
        (literal(0), 2),
        (literal(-1), 2**3),
        (literal(1), 2**3),
        (literal(-(2**63)), 2**129),
        (Const(True, BOOL), 2),
        (table((), INT), 2),
        (table((), List(INT)), 1),
        (table((True, False), BOOL), 2**3 * 2**2),
        (table((0, 0), INT), 2**3 * 2 * 2),
        (table((4, 0, 2), INT), 2**5 * 2 * 2**5 * 5**3),
        (table((-2, 1), INT), 2**3 * 2 * 2**5 * 4**2),
    ],
)
def test_what_literals_cost(const, choices):
    """A literal is one alternative of its type, then these choices of its own."""
    alternatives = {BOOL: 35, INT: 35, List(BOOL): 27, List(INT): 28, List(List(INT)): 33}
    kinds = {BOOL: 3, INT: 3, List(BOOL): 9, List(INT): 9, List(List(INT)): 27}
    graph = own([], [], [], [const], [const.type])
    header = 2 * 2 * 2**3 * kinds[const.type] * 2
    assert weigh(graph).value == header * alternatives[const.type] * choices
    assert decode(encode(graph)) == graph


# -- round trips ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROGRAMS)
def test_programs_are_read_back(name):
    graph = parse(PROGRAMS[name])
    code = encode(graph)
    assert decode(code) == graph
    assert len(code) == (weigh(graph).value - 1).bit_length() + 1


def test_the_textbook_is_read_back():
    codes = {}
    for name in names(TEXTBOOK):
        graph = compile_program(TEXTBOOK, name)
        codes[encode(graph)] = graph
        assert decode(encode(graph)) == graph, name
    ordered = sorted(codes)
    for first, second in pairwise(ordered):
        assert not second.startswith(first)


@given(graphs(), st.integers(0, 2**32))
def test_random_graphs_are_read_back_however_they_were_written(graph, seed):
    made = normalise(graph)
    code = encode(made)
    assert decode(code) == unmarked(made)
    assert encode(normalise(scramble(graph, random.Random(seed)))) == code


def test_long_chains_and_tables_are_read_back():
    chain = [Node("mul" if at % 3 else "sub", (at, 0), (at + 1,), (INT,)) for at in range(1, 3_000)]
    graph = own([0, 1], [INT, INT], chain, [3_000], [INT])
    assert decode(encode(graph)) == graph
    entries = tuple(random.Random(1).randrange(1_000) for _ in range(20_000))
    lookup = own([0], [INT], [Node("getitem", (table(entries, INT), 0), (1,), (INT,))], [1], [INT])
    assert decode(encode(lookup)) == lookup


def test_regions_may_nest_deep():
    source = ["def f(a: int) -> int:"]
    source += [
        f"    {'if' if not at else 'elif'} a == {at * at}:\n        return {at}" for at in range(90)
    ]
    graph = lines(*source, "    return a")
    assert decode(encode(graph)) == graph


def test_some_of_many_results_may_be_wanted():
    """There are too many ways to list: 30 ints among 60, in order."""
    some = (*range(1, 30, 2), *range(31, 60, 2))
    types = (INT,) * 60
    params = tuple(range(60))
    inner = Function("g", Region(params, types, (), params[::-1]), types)
    call = Node("call", params, tuple(range(60, 120)), types, 1)
    results = tuple(call.outs[at] for at in some)
    outer = Function("f", Region(params, types, (call,), results), (INT,) * len(some))
    graph = normalise(Graph((outer, inner)))
    assert decode(encode(graph)) == graph
    assert embeddings(types, (INT,) * 30) == math.comb(60, 30)


# -- refusals ------------------------------------------------------------------------------------


@given(st.text("01", max_size=300))
def test_random_bits_are_refused_or_a_program(bits):
    try:
        graph = decode(bits)
    except Malformed:
        return
    assert encode(graph) == bits


@given(st.sampled_from(sorted(PROGRAMS)), st.data())
def test_damaged_codes_are_refused_or_another_program(name, data):
    code = encode(parse(PROGRAMS[name]))
    at = data.draw(st.integers(0, len(code) - 1))
    damaged = data.draw(
        st.sampled_from([code[:at], code + "0", code + "1", code[:at] + code[at + 1 :],
                         code[:at] + str(1 - int(code[at])) + code[at + 1 :]])
    )  # fmt: skip
    if damaged == code:
        return
    try:
        graph = decode(damaged)
    except Malformed:
        return
    assert encode(graph) == damaged
    assert not damaged.startswith(code)
    assert not code.startswith(damaged)


def test_a_graph_that_is_not_in_normal_form_is_refused():
    late = Node("neg", (1,), (2,), (INT,))
    graph = own([0], [INT], [late, Node("neg", (0,), (1,), (INT,))], [2], [INT])
    bent = replace(graph.entry.body, nodes=(late,))
    with pytest.raises(IllFormed, match="%1 is used but not defined"):
        encode(Graph((replace(graph.entry, body=bent),)))
    state = Region((2, 3), (INT, INT), (), (Const(False, BOOL),))
    body = Region((4, 5), (INT, INT), (), (4, 5))
    loop = Node("while", (0, 0), (6, 7), (INT, INT), False, (state, body), 3)
    with pytest.raises(IllFormed, match="while in line 3 has dead results"):
        encode(own([0], [INT], [loop], [7], [INT]))


# -- what makes no difference --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            ["def f(a: int, b: int) -> int:", "    c = a * b", "    return c - a"],
            ["def longer_name(x: int, y: int) -> int:", "    return (x * y) - x  # a remark"],
            id="names and layout",
        ),
        pytest.param(
            ["def f(a: int) -> int:", "    b = a * a", "    c = a - 1", "    return b // c + c"],
            ["def f(a: int) -> int:", "    c = a - 1", "    b = a * a", "    return b // c + c"],
            id="order of independent statements",
        ),
        pytest.param(
            ["def f(a: int) -> int:", "    return a + 1"],
            ["def f(a: int) -> int:", "    b = a * 7", "    if a > 3:", "        b = 2",
             "    return a + 1"],
            id="dead code",
        ),
    ],
)  # fmt: skip
def test_equal_graphs_have_equal_codes(first, second):
    assert encode(lines(*first)) == encode(lines(*second))


# -- explanations --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_lines_share_all_of_the_bits(name):
    graph = parse(PROGRAMS[name])
    shares = explain(graph)
    assert math.prod(share.value for share in shares.values()) == weigh(graph).value
    used = {number for number, line in enumerate(PROGRAMS[name].splitlines(), 1) if line.strip()}
    assert {line for _, line in shares} <= used


def test_a_line_pays_for_its_own_nodes():
    """Of gcd: 33 primitive ways to an int or a bool, one call of an int, a literal, the values."""
    outside, inside = 33 + 1 + 1 + 2, 33 + 1 + 1 + 4  # the loop's regions see its two states too
    signature = 2 * (2**3 * 3**2) * (2**3 * 3)
    loop = outside * 2 * (2**3 * 3)  # while; no exit; one more state, an int
    test = 2 * (33 + 1) * inside * (inside * 2)  # nothing shared; b != 0
    body = 2 * inside  # nothing shared; b, a reference (and a % b, in the next line)
    shares = {line: share.value for (_, line), share in explain(parse(PROGRAMS["gcd"])).items()}
    assert shares == {2: signature * 2, 3: loop * outside**2 * test * body, 4: inside**3}


# -- given words ---------------------------------------------------------------------------------

WORDS = """
def _half(n: int) -> int:
    return n // 2

def middle(xs: list[int]) -> int:
    return xs[_half(len(xs))]

def ends(xs: list[int]) -> tuple[int, int, int]:
    return xs[0], middle(xs), xs[-1]

def swap(xs: list[int], i: int, j: int) -> list[int]:
    ys = xs[:]
    ys[i], ys[j] = xs[j], xs[i]
    return ys

def f(xs: list[int]) -> int:
    first, _, last = ends(xs)
    return middle(swap(xs, first, last)) + middle(xs)
"""


SOME_WORDS = [
    ("middle",),
    ("swap",),
    ("middle", "swap"),
    ("swap", "middle"),
    ("ends", "middle"),
    ("middle", "ends", "swap"),
]


def words(*some: str) -> tuple[Graph, Library]:
    module = parse_module(WORDS, "words.py")
    graphs = {name: compile_word(module, name, some) for name in some}
    return compile_program(module, "f", some), gather(graphs)


def test_given_words_are_free_and_are_read_back():
    alone = encode(words()[0])
    for some in SOME_WORDS:
        graph, library = words(*some)
        code = encode(graph, library)
        assert len(code) < len(alone)
        assert decode(code, library) == graph
        with pytest.raises(NotGiven, match="does not give"):
            encode(graph)


def test_a_word_that_is_given_is_one_more_alternative_even_where_it_is_not_used():
    identity = parse(PROGRAMS["identity"])
    _, library = words("middle")
    assert weigh(identity, library).factors == {2: 8, 3: 2, 37: 1}  # 36 alternatives, and one


def test_a_library_tells_what_its_words_cost():
    _, library = words("middle", "swap")
    costs = languages.lengths(library)
    assert list(costs) == ["middle", "swap"]
    module = parse_module(WORDS, "words.py")
    for word, cost in costs.items():
        assert program_of(library, word) == compile_program(module, word)
        assert cost == weigh(compile_program(module, word))


def test_languages_have_names_and_versions():
    module = parse_module(WORDS, "words.py")
    middle, swap = ({name: compile_word(module, name)} for name in ("middle", "swap"))
    bare = languages.language("bare", {})
    assert bare.library == NOTHING
    assert bare.given == ()
    assert languages.language("search", {}).version == bare.version
    search = languages.language("search", middle)
    assert search.given == ("middle",)
    assert search.version != bare.version
    more = languages.language("bare", {}, middle)
    assert (more.name, more.version) == ("bare+middle", search.version)
    assert languages.language("construct", swap).version not in (bare.version, search.version)
    with pytest.raises(ValueError, match="no reference language"):
        languages.language("baer", {})
    with pytest.raises(ValueError, match="bare gives no words"):
        languages.language("bare", middle)
