"""Whatever text it is given, `parse` gives a graph that passes `check`, or refuses the text."""

from __future__ import annotations

import random
import re
import string
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strange_texts import DEEP, LARGE, ODD, STRANGE, body

from complexity.language.check import check
from complexity.python.parse import compile_program, names, parse, parse_module
from complexity.python.refusals import REFUSALS, NotInLanguage
from complexity.python.source import read_text
from complexity.testing.strategies import programs

TEXT = (Path(__file__).parent / "textbook.py").read_text()
FUNCTIONS = re.split(r"\n\n\n(?=def )", TEXT.split("\n\n\n", 1)[1])
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
SECONDS = 5.0  # of processor time, for one text; a second is usual, the rest is a slow machine


def read(text: str) -> str:
    """What becomes of a text: the code of its refusal, or ``ok``.

    Every public function of it is compiled, and none may end in another exception.
    """
    start = time.process_time()
    outcomes = [_one(lambda: parse(text, file="fuzz.py"))]
    if outcomes[0] == "ok":
        module = parse_module(text, "fuzz.py")
        outcomes += [_one(lambda n=name: compile_program(module, n)) for name in names(module)[:20]]
    seconds = time.process_time() - start
    assert seconds < SECONDS * len(outcomes), f"{seconds:.1f} s"
    return outcomes[0]


def _one(compile_: Callable[[], object]) -> str:
    try:
        check(compile_())  # type: ignore[arg-type]
    except NotInLanguage as refusal:
        return _sound(refusal)
    return "ok"


def _sound(refusal: NotInLanguage) -> str:
    """The code of a refusal that says all that it has to."""
    assert refusal.code in REFUSALS
    assert refusal.line >= 1
    assert refusal.column >= 1
    assert refusal.message
    assert refusal.repair
    refusal.show().encode()
    return refusal.code


def mutated(text: str, rng: random.Random, times: int) -> str:
    """A text with some tokens deleted, doubled, swapped, moved or replaced."""
    tokens = TOKEN.findall(text)
    for _ in range(times):
        if not tokens:
            break
        at, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
        kind = rng.randrange(7)
        if kind == 0:
            del tokens[at]
        elif kind == 1:
            tokens.insert(at, tokens[at])
        elif kind == 2:
            tokens[at], tokens[other] = tokens[other], tokens[at]
        elif kind == 3:
            tokens[at] = tokens[other]
        elif kind == 4:
            tokens.insert(at, tokens[other])
        else:
            tokens[at] = rng.choice(STRANGE)
    return "".join(tokens)


def swapped_name(text: str, rng: random.Random) -> str:
    """A text with one use of a name replaced by another name of the text: often well formed."""
    tokens = TOKEN.findall(text)
    places = [i for i, token in enumerate(tokens) if token.isidentifier()]
    if places:
        tokens[rng.choice(places)] = tokens[rng.choice(places)]
    return "".join(tokens)


@given(st.sampled_from(FUNCTIONS), st.randoms(use_true_random=False), st.integers(1, 4))
def test_mutated_functions_are_read_or_refused(text: str, rng: random.Random, times: int) -> None:
    read(mutated(text, rng, times))


@given(programs(size=15), st.randoms(use_true_random=False), st.integers(1, 3))
def test_mutated_programs_are_read_or_refused(
    program: object, rng: random.Random, times: int
) -> None:
    read(mutated(program.text, rng, times))  # type: ignore[attr-defined]


@pytest.mark.slow
def test_many_mutations_are_read_or_refused() -> None:
    rng = random.Random(20)
    seen = set()
    for function in FUNCTIONS:
        for _ in range(3):
            seen.add(read(swapped_name(function, rng)))
            seen.add(read(mutated(function, rng, rng.randrange(1, 4))))
    assert "ok" in seen
    assert len(seen) > 10, "the mutations reach few refusals"


@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data: bytes) -> None:
    read(data.decode("latin-1"))
    read(data.decode("utf-16-le", errors="surrogatepass") if len(data) % 2 == 0 else "")


@given(st.text(max_size=200))
def test_random_text_is_refused(text: str) -> None:
    read(text)
    read(f"def f(n: int) -> int:\n    return n  # {text}\n")
    read(f'def f(n: int) -> int:\n    """{text}"""\n    return n\n')


@given(st.lists(st.sampled_from(STRANGE), max_size=12))
def test_random_tokens_are_refused(tokens: list[str]) -> None:
    read("def f(n: int, xs: list[int]) -> int:\n    return " + " ".join(tokens) + "\n")
    read("def f(n: int, xs: list[int]) -> int:\n    " + " ".join(tokens) + "\n    return n\n")


@pytest.mark.parametrize("what", DEEP)
def test_deep_nesting_is_read_or_refused(what: str) -> None:
    read(DEEP[what])


@pytest.mark.parametrize("what", LARGE)
def test_large_texts_are_read_or_refused(what: str) -> None:
    read(LARGE[what])


@pytest.mark.parametrize("what", ODD)
def test_odd_texts_are_read_or_refused(what: str) -> None:
    read(ODD[what])


@pytest.mark.parametrize(
    "data",
    [b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80abc", bytes(range(256)), b"(" * 10_000_000],
    ids=["nothing", "NUL", "utf-16", "mark", "latin-1", "all", "10 MB"],
)
def test_files_of_any_bytes_are_read_or_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "stranger.py"
    path.write_bytes(data)
    with pytest.raises(NotInLanguage):
        parse(read_text(path), file=str(path))


@pytest.mark.parametrize("path", ["missing.py", ".", "a" * 5_000, "nul\0.py"])
def test_paths_that_cannot_be_read_are_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(NotInLanguage, match="CX104"):
        read_text(tmp_path / path)


@given(st.text(string.printable, max_size=40))
def test_any_name_of_a_program_is_refused_where_it_is_not_there(name: str) -> None:
    with pytest.raises(NotInLanguage, match="CX105"):
        parse(body("n = 1"), name=name + "?")
