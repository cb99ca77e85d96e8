"""From Python what the command line does: the same settings, figures, pages and errors.

A program is a function (its source is read; it is not called), a text, ``FILE.py::NAME``,
``TASK/NAME`` or a `Graph`. Settings are keyword arguments with the names and the defaults of the
command line: ``fan_in="unbounded"`` is ``--fan-in unbounded``, ``n=5`` is ``-n 5``.

>>> from complexity import score
>>> def total(xs: list[int]) -> int:
...     return sum(xs)
>>> text = "def double(a: int) -> int:\\n    return a + a\\n"
>>> found = score(text, (21,))
>>> found.result, found.time.mean
(42, Fraction(2, 1))
"""

from __future__ import annotations

import argparse
import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypedDict, TypeVar, Unpack, overload

from . import __version__, storage
from .cli.drawing import drawn
from .cli.errors import as_known
from .cli.main import module
from .cli.options import COMMANDS, parser
from .cli.output import Receiver
from .cli.subjects import Known
from .language.graph import Graph
from .plain import similar
from .reports.results import (
    Circuit,
    Circuits,
    Equality,
    Explanation,
    Flips,
    Listing,
    Minimum,
    Ranking,
    Result,
    Score,
    Scores,
)
from .tasks.files import Task
from .tasks.find import Program, find_task
from .tasks.sources import Source, as_program, is_text

Sources = list[Source] | tuple[Source, ...]
Domain = Mapping[str, tuple[int, int]] | tuple[int, int] | str
R = TypeVar("R", bound=Result)


class Language(TypedDict, total=False):
    """The reference language, and the task whose inputs, answers and words are meant."""

    task: str
    language: str
    given: Sequence[str]


class Run(Language, total=False):
    """How programs are run: limits, seed, engine, and how many runs are made."""

    n: int
    fan_in: str
    fuel: int
    memory: int
    depth: int
    seed: int
    engine: str
    work: int
    samples: int


class Scoring(Run, total=False):
    """The settings of `score`."""

    input: Sequence[Any]
    w: int
    measures: Iterable[str] | str
    statistic: str


class Explaining(Run, total=False):
    """The settings of `explain`."""

    input: Sequence[Any]


class Sweeping(Run, total=False):
    """The settings of `flips`."""

    sizes: Iterable[int] | str
    all: bool
    exact: bool
    horizon: int
    statistic: str
    trust: bool


class Pricing(Run, total=False):
    """The settings of `rank`."""

    sizes: Iterable[int] | str
    all: bool
    exact: bool
    w: int
    measures: Iterable[str] | str
    statistic: str
    price: str
    budget: str
    trust: bool


class Inputs(TypedDict, total=False):
    """The integer inputs and the tape of a circuit, and the processor time that it may take."""

    signed: bool
    domain: Domain
    draws: int
    seconds: float


class Building(Language, Inputs, total=False):
    """The settings of `circuit`."""

    basis: str
    optimise: str
    output: str


class Proving(Inputs, total=False):
    """The settings of `equal`."""

    task: str
    seed: int
    proof: str
    conflicts: int


class Minimising(Inputs, total=False):
    """The settings of `minimum`."""

    task: str
    n: int
    w: int
    all: bool
    variables: int
    basis: str
    conflicts: int


class Drawing(Language, total=False):
    """The settings of `draw`."""

    n: int
    format: str


@overload
def score(
    program: Source, at: int | Sequence[Any] | None = None, /, **settings: Unpack[Scoring]
) -> Score: ...


@overload
def score(
    program: Source, /, *, sizes: Iterable[int] | str, **settings: Unpack[Scoring]
) -> Scores: ...


def score(
    program: Source,
    at: int | Sequence[Any] | None = None,
    /,
    *,
    sizes: Iterable[int] | str | None = None,
    **settings: Unpack[Scoring],
) -> Score | Scores:
    """The cost of one program.

    Parameters
    ----------
    at : the size n of the inputs; a tuple of arguments for a single input; or a list, which is the
        argument of a program with one parameter

    Returns
    -------
    Score
        With `sizes`, `Scores`.

    Examples
    --------
    >>> score("sorting/insertion", 3).time.mean
    Fraction(56, 3)
    >>> score("sorting/insertion", [3, 1, 2]).result
    [1, 2, 3]
    """
    if sizes is None:
        return _called("score", [program], Score, _at(at, settings))
    return _called("score", [program], Scores, {"sizes": sizes, **_at(at, settings)})


def rank(task: str | Sources, /, **settings: Unpack[Pricing]) -> Ranking:
    """The programs of a task or a file, or those given, best first under a price.

    Examples
    --------
    >>> rank("smallest_divisor", n=4, price="kolmogorov").winners
    ('smallest_divisor/argmin',)
    """
    return _called("rank", _several(task), Ranking, settings)


def flips(task: str | Sources, /, **settings: Unpack[Sweeping]) -> Flips:
    """The sizes and prices at which the cheapest program changes, exactly.

    Examples
    --------
    >>> found = flips("smallest_divisor", sizes=[4], statistic="worst")[-1]
    >>> found.parameter, found.below, found.above, found.evidence
    ('b', 'smallest_divisor/argmin', 'smallest_divisor/lookup_table', 'exact')
    """
    return _called("flips", _several(task), Flips, settings)


def compare(first: Source, second: Source, /, **settings: Unpack[Pricing]) -> Ranking:
    """Two programs beside each other, the cheaper first.

    Examples
    --------
    >>> compare("sorting/insertion", "sorting/bogosort", n=3).order
    ('sorting/insertion', 'sorting/bogosort')
    """
    return rank([first, second], **settings)


def explain(
    topic: Source, at: int | Sequence[Any] | None = None, /, **settings: Unpack[Explaining]
) -> Explanation:
    """A program line by line, or the page of a task, a word of a report, or a refusal.

    Examples
    --------
    >>> print(str(explain("CX101")).splitlines()[0])
    CX101 (refusal)
    """
    return _called("explain", [topic], Explanation, _at(at, settings))


@overload
def circuit(
    program: Source, /, n: int | None = None, w: int | None = None, **settings: Unpack[Building]
) -> Circuit: ...


@overload
def circuit(
    program: Sources,
    /,
    n: int | None = None,
    w: int | None = None,
    **settings: Unpack[Building],
) -> Circuits: ...


def circuit(
    program: Source | Sources,
    /,
    n: int | None = None,
    w: int | None = None,
    **settings: Unpack[Building],
) -> Circuit | Circuits:
    """The circuit of a program or of a file, for lists of length n of integers of w bits.

    Returns
    -------
    Circuit
        Of a list of programs, `Circuits`, smallest first.

    Examples
    --------
    >>> circuit("def both(a: bool, b: bool) -> bool:\\n    return a and b\\n").size
    1
    """
    told = {"n": n, "w": w, **settings}
    if isinstance(program, list | tuple):
        return _called("circuit", program, Circuits, told)
    return _called("circuit", [program], Circuit, told)


def equal(
    first: Source,
    second: Source,
    /,
    n: int | None = None,
    w: int | None = None,
    **settings: Unpack[Proving],
) -> Equality:
    """Whether two programs agree on every input of a size and width, with a checked proof.

    Examples
    --------
    >>> bool(equal("sorting/insertion", "sorting/selection", n=2, w=2))
    True
    """
    return _called("equal", [first, second], Equality, {"n": n, "w": w, **settings})


def minimum(table: Source | None = None, /, **settings: Unpack[Minimising]) -> Minimum:
    """The least circuits of truth tables, of a program, or of all functions of K variables.

    Examples
    --------
    >>> minimum("e8", variables=3, basis="aig").to_dict()["size"]["value"]
    4
    """
    return _called("minimum", [] if table is None else [table], Minimum, settings)


def graph(program: Source, /, n: int | None = None, *, task: str | None = None) -> Graph:
    """The canonical graph of a program; of a family, that at size n.

    Examples
    --------
    >>> [node.op for node in graph("sorting/quicksort").entry.body.nodes][:1]
    ['slice']
    """
    with _known_errors():
        found = as_program(program, find_task(task) if task else None)
        return found.graph(found.task.default_size if n is None else n, ())


def draw(program: Source, /, **settings: Unpack[Drawing]) -> str:
    """A program's graph as a picture, as a text for Graphviz or Mermaid.

    Examples
    --------
    >>> draw("sorting/insertion", format="mermaid").splitlines()[0]
    '---'
    """
    with _known_errors():
        return drawn(_arguments("draw", [program], settings))


def programs(*tasks: str) -> Listing:
    """The tasks and their programs; of files, these.

    Examples
    --------
    >>> programs("sorting").programs[0]
    'sorting/bogosort'
    """
    return _called("list", tasks, Listing, {})


def load() -> None:
    """Import all that the functions need, so that the first call does not wait for it.

    Call it where a test module is imported if single calls are timed, as Hypothesis does.
    """
    for command in COMMANDS.values():
        module(command.module)


def _at(at: int | Sequence[Any] | None, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with the size or the input that a second argument gives."""
    if at is None:
        return dict(settings)
    key = "n" if isinstance(at, int) else "input"
    if key in settings:
        raise TypeError(f"{key} is given twice")
    return {**settings, key: [at] if isinstance(at, list) else at}


def _several(task: str | Sources) -> Sequence[Source]:
    return [task] if isinstance(task, str) else task


def _called(
    command: str, sources: Sequence[Source], result: type[R], settings: Mapping[str, object]
) -> R:
    """Run a command; return its page, object and exit code as a result."""
    storage.forget()
    receiver = Receiver()
    with _known_errors():
        args = _arguments(command, sources, settings)
        args.receiver = receiver
        if command != "explain":  # whose words have a page, and no object
            args.json = "-"
        code = int(module(COMMANDS[command].module).run(args))
    return result(tuple(receiver.page), receiver.data, code)


@contextlib.contextmanager
def _known_errors() -> Iterator[None]:
    """Raise errors with the messages of the command line."""
    try:
        yield
    except Exception as error:
        known = as_known(error)
        if known is error:
            raise
        raise known from error


def _arguments(
    command: str, sources: Sequence[Source], settings: Mapping[str, object]
) -> argparse.Namespace:
    """The arguments of a command, read by the parser of the command line.

    Programs that are not names on a command line get one; `cli.subjects` looks them up.
    """
    known: dict[str, Known] = {}
    words = []
    for source in sources:
        if isinstance(source, str) and not is_text(source):
            words.append(source)
            continue
        program = as_program(source)
        name = program.name
        while name in known:  # several texts have programs of one name
            name += "'"
        known[name] = partial(_named, name, source, program)
        words.append(name)
    top = parser(__version__, [command])
    options = _options(top, command)
    for name, value in settings.items():
        if value is not None and value is not False:
            words += _words(options, command, name, value)
    args = top.parse_args([command, *words])
    args.programs_by_name = known
    return args


def _named(name: str, source: Source, program: Program, task: Task | None) -> Program:
    """A program under a name of its own; its source is read again as an answer to a task."""
    return replace(program if task is None else as_program(source, task), name=name)


def _options(top: argparse.ArgumentParser, command: str) -> dict[str, str]:
    """The options of a command by the names that keywords have."""
    assert top._subparsers is not None
    choices = top._subparsers._group_actions[0].choices
    assert choices is not None
    actions = dict(choices)[command]._actions
    found = {
        option.lstrip("-").replace("-", "_"): option
        for action in actions
        for option in action.option_strings
    }
    found |= {"output": found["o"]} if "o" in found else {}
    return {name: option for name, option in found.items() if name not in ("h", "help", "json")}


def _words(options: Mapping[str, str], command: str, name: str, value: object) -> list[str]:
    """A setting as words of the command line."""
    if name not in options:
        near = similar(name, options)
        hint = f"; did you mean {near[0]}?" if near else f": {', '.join(options)}"
        raise TypeError(f"{command} has no setting {name!r}{hint}")
    option = options[name]
    match name, value:
        case _, True:
            return [option]
        case "input", _:
            return [f"{option}={json.dumps(value)}"]
        case "domain", Mapping():
            ranges = (f"{key}={low}..{high}" for key, (low, high) in value.items())
            return [f"{option}={','.join(ranges)}"]
        case "domain", (low, high):
            return [f"{option}={low}..{high}"]
        case _, str():
            return [f"{option}={value}"] if option.startswith("--") else [option, value]
        case _, Iterable():
            return [option, ",".join(map(str, value))]
        case _:
            return [option, str(value)]
