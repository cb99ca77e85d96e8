"""Names are found where Python finds them."""

from __future__ import annotations

import pytest
from oracle import disagreement

from complexity.python.module import parse_module, signature
from complexity.python.parse import parse
from complexity.python.refusals import NotInLanguage

K = "def k(n: int) -> int:\n    return n + 1\n\n"

ACCEPTED = {
    "a loop variable": "s = 0\nfor k in range(len(a)):\n    s += a[k]\nreturn s",
    "a local name": "k = len(a)\nreturn k",
    "a name of a comprehension": "return sum(k for k in a)",
    "a name of a comprehension beside a call": "return sum(k for k in a) + k(3)",
    "a key beside a name of a comprehension": "return min(a, key=k) + sum([k for k in a])",
    "a parameter of a lambda": "return min(a, key=lambda k: -k) + k(1)",
    "the sequence of a comprehension": "return sum(x for x in [k(n) for n in a])",
    "a comprehension's name that is a word": "return sum(len for len in a) + len(a)",
    "a name of a function of the file inside": "return sum(k(k2) for k2 in a)",
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_a_name_hides_a_function_where_it_is_bound_alone(case):
    lines = ACCEPTED[case].replace("\n", "\n    ")
    text = f"{K}def f(a: list[int]) -> int:\n    {lines}\n"
    graph = parse(text, "f.py", "f")
    for args in (([3, 1, 2],), ([5],), ([0, -4],)):
        assert disagreement(graph, text, "f", args) is None


def test_a_function_that_is_only_a_local_name_elsewhere_is_not_read():
    text = f"{K.replace('+', '/')}def f(n: int) -> int:\n    k = n\n    return k\n"
    assert len(parse(text, "f.py", "f").functions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "from typing import List\ndef f(a: List[List[int]]) -> List[int]:\n    return a[0]\n",
        "from typing import List as L\ndef f(a: L[L[int]]) -> L[int]:\n    return a[0]\n",
        "import typing\ndef f(a: typing.List[list[int]]) -> typing.List[int]:\n    return a[0]\n",
        "import typing as t\ndef f(a: t.List[t.List[int]]) -> t.List[int]:\n    return a[0]\n",
        "def f(a: List[List[int]]) -> List[int]:\n    b: List[int] = a[0]\n    return b\n",
    ],
)
def test_lists_of_typing_are_lists(text):
    module = parse_module(text, "f.py")
    found = parse(text, "f.py")
    assert found == parse("def f(a: list[list[int]]) -> list[int]:\n    return a[0]\n", "f.py")
    assert signature(module, "f").results == found.entry.result_types
    assert module.unread in ((), ("L",), ("t",), ("typing",))


def test_tuples_of_typing_are_tuples():
    text = "from typing import Tuple\ndef f(n: int) -> Tuple[int, bool]:\n    return n, n > 0\n"
    assert parse(text) == parse("def f(n: int) -> tuple[int, bool]:\n    return n, n > 0\n")


def test_a_list_of_typing_that_is_updated_is_in_out():
    text = (
        "from typing import List\n\ndef push(a: List[int], n: int) -> None:\n    a.append(n)\n\n"
        "def f(a: List[int]) -> int:\n    push(a, 3)\n    return a[-1]\n"
    )
    assert disagreement(parse(text, "f.py", "f"), text, "f", ([1],)) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("from math import pow\ndef f(n: int) -> int:\n    return pow(n, 2)\n", "CX204"),
        ("from mine import randrange\ndef f(n: int) -> int:\n    return randrange(n)\n", "CX204"),
        ("len = 3\ndef f(a: list[int]) -> int:\n    return len(a)\n", "CX217"),
        ("def f(n: int) -> int:\n    return n\nclass f:\n    pass\n", "CX106"),
        ("X = [i for i in range(3)]\ndef f(n: int) -> int:\n    return i\n", "CX304"),
        ("from mine import List\ndef f(a: List[int]) -> int:\n    return 1\n", "CX302"),
    ],
)
def test_what_a_module_binds_is_what_python_finds(text, code):
    with pytest.raises(NotInLanguage) as caught:
        parse(text, "f.py", "f")
    assert caught.value.code == code


@pytest.mark.parametrize("origin", ["random", "complexity"])
def test_the_words_of_the_language_may_be_imported(origin):
    text = f"from {origin} import randrange\ndef f(n: int) -> int:\n    return randrange(n)\n"
    assert parse(text) == parse("def f(n: int) -> int:\n    return randrange(n)\n")
    assert parse_module(text).unread == ()


def test_a_guard_of_the_main_program_binds_nothing_again():
    text = "def f(n: int) -> int:\n    return n\nif __name__ == '__main__':\n    f = f(3)\n"
    assert parse(text, "f.py", "f") == parse("def f(n: int) -> int:\n    return n\n")
