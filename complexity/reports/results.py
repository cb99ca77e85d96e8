"""The results of `api`: frozen views of a command's JSON object, with its page for people."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .html import html
from .objects import Object, written
from .pages import Page
from .terminal import renderable, text_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure, or the count of an op or of a line.

    Attributes
    ----------
    mean : over the inputs, of the expectation over the random tape; exact, or None
    approximate : the mean as a float, for display; None where nothing is known
    worst : over the inputs and tapes; None where it is unknown or unbounded
    evidence, worst_evidence : ``exact``, ``sampled`` ...; "" for a count
    """

    mean: Fraction | None
    approximate: float | None
    worst: int | None
    evidence: str = ""
    worst_evidence: str = ""


def figure(told: Object) -> Figure:
    """A figure from its JSON object."""
    return Figure(
        rational(told["mean"]), told["mean_float"], told["worst"],
        told.get("evidence", ""), told.get("worst_evidence", ""),
    )  # fmt: skip


def rational(text: str | None) -> Fraction | None:
    """An exact number from JSON; None if it is unknown."""
    return None if text is None else Fraction(text)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Result:
    """What a command found: `str` is its page, `to_json` its object.

    Attributes
    ----------
    page : the page, as blocks
    data : the object; `to_dict` gives a copy
    code : the exit code of the command: 0 done, 1 the answer is no, 3 a limit was reached, 130 an
        interrupt cut it short
    """

    page: Page
    data: Object
    code: int

    def to_dict(self) -> Object:
        """A copy of the JSON object (docs/json.md)."""
        return copy.deepcopy(self.data)

    def to_json(self) -> str:
        """The text that the command writes with `--json`."""
        return written(self.data)

    def __str__(self) -> str:
        return text_of(self.page)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._summary()}>"

    def _summary(self) -> str:
        return str(self.data.get("schema", "page"))

    def __rich__(self) -> object:
        """The page, as `rich.print` shows it."""
        return renderable(self.page)

    def _repr_html_(self) -> str:
        return html(self.page)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Print the page in IPython."""
        printer.text(repr(self) if cycle else str(self).rstrip("\n"))


class Measure:
    """A property of a score: the figure of one measure.

    Raises
    ------
    AttributeError
        If the score has no such figure.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, score: Score, owner: type | None = None) -> Figure:
        found = score.measures.get(self.name)
        if found is None:
            why = "the run failed" if score.failure else f"measures={self.name!r} asks for it"
            raise AttributeError(f"{score.program} has no figure for {self.name}: {why}")
        return found


class Score(Result):
    """The cost of one program: the object of `complexity score`.

    `time`, `span`, `width`, `memory`, `level_memory`, `draws` and `candidates` are its figures.
    """

    __slots__ = ()

    time, span, width, memory = Measure(), Measure(), Measure(), Measure()
    level_memory, draws, candidates = Measure(), Measure(), Measure()

    @property
    def program(self) -> str:
        """The name of the program."""
        return str(self.data["program"])

    @property
    def size(self) -> int | None:
        """The size n of the inputs; None for a single input."""
        found: int | None = self.data["size"]
        return found

    @property
    def weight(self) -> int:
        """N, whose logarithm is the length."""
        factors = self.data["weight_factors"].items()
        return math.prod(int(prime) ** exponent for prime, exponent in factors)

    @property
    def bits(self) -> float:
        """The length log2 N in bits, for display."""
        return float(self.data["length_bits"])

    @property
    def levin_bits(self) -> float | None:
        """log2(N t) in bits, for display; None if t is not known."""
        found: float | None = self.data["levin_bits"]
        return found

    @property
    def measures(self) -> Mapping[str, Figure]:
        """The figures by measure."""
        return {name: figure(told) for name, told in self.data["measures"].items()}

    @property
    def by_op(self) -> Mapping[str, Figure]:
        """The charged time by op."""
        return {name: figure(told) for name, told in self.data.get("by_op", {}).items()}

    @property
    def by_line(self) -> Mapping[str, Figure]:
        """The charged time by line."""
        lines = self.data.get("by_line", {})
        return {line: figure(told["time"]) for line, told in lines.items()}

    @property
    def result(self) -> Any:
        """The result of a single input, as JSON; None if tapes differ or it failed."""
        return copy.deepcopy(self.data.get("result"))

    @property
    def wrong(self) -> int | None:
        """The number of inputs answered wrong; None if nothing says what is right."""
        checks = [check["wrong"] for check in self.data.get("checks", ())]
        told: int | None = self.data.get("wrong")
        return told if not checks else max((told or 0, *checks))

    @property
    def failure(self) -> Mapping[str, Any] | None:
        """The error of the program, with its `code`, `message` and `line`."""
        return copy.deepcopy(self.data.get("error"))

    @property
    def rank(self) -> int | None:
        """The rank within a ranking, shared by ties; None without one."""
        price = self.data.get("price")
        return self.data["ranks"][price] if price in self.data.get("ranks", {}) else None

    def _summary(self) -> str:
        at = "" if self.size is None else f" n={self.size}"
        time = self.measures.get("time")
        if self.failure is not None:
            steps = f"{self.failure['code']} error"
        elif time is None or time.approximate is None:
            steps = "time unknown"
        else:
            steps = f"{time.approximate:,.4g} steps ({time.evidence})"
        return f"{self.program}{at}: {self.bits:,.2f} bits, {steps}"


class Several(Result):
    """Several results of one command."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._parts())

    def __len__(self) -> int:
        return len(self._parts())

    def __getitem__(self, at: int) -> Any:
        return self._parts()[at]

    def _parts(self) -> tuple[Any, ...]:
        raise NotImplementedError

    def _summary(self) -> str:
        return f"of {len(self)}: {', '.join(map(repr, self._parts()[:3]))}" + (
            ", ..." if len(self) > 3 else ""
        )


class Scores(Several):
    """The costs of one program at several sizes, a `Score` each."""

    __slots__ = ()

    def _parts(self) -> tuple[Score, ...]:
        return tuple(Score((), told, self.code) for told in self.data["results"])


class Ranking(Several):
    """The programs of a task, best first, a `Score` each: the object of `complexity rank`."""

    __slots__ = ()

    @property
    def winners(self) -> tuple[str, ...]:
        """The programs that share the first place under the price of the order."""
        return tuple(score.program for score in self if score.rank == 1)

    @property
    def order(self) -> tuple[str, ...]:
        """The names of the ranked programs, best first."""
        return tuple(score.program for score in self if score.rank is not None)

    def _parts(self) -> tuple[Score, ...]:
        places = [
            (ranking["price"]["name"], name)
            for ranking in self.data["rankings"]
            for name in ranking["programs"]
        ]
        return tuple(
            Score((), {**told, "price": price}, self.code)
            for told, (price, _) in zip(self.data["results"], places, strict=True)
        )

    def _summary(self) -> str:
        return f"of {len(self)} programs, first {' = '.join(self.winners) or 'none'}"


@dataclass(frozen=True, slots=True)
class Flip:
    """A point at which the cheapest program changes.

    Attributes
    ----------
    parameter : what varies: ``n``, or a letter of the formula `price`
    at : where, exactly; None if it is not rational
    at_text, at_float, at_interval : the same as an exact text, for display, and enclosed
    below, above : the cheapest programs on either side, `` = `` between ties
    size : at which the costs were taken; None where n varies
    """

    price: str
    parameter: str
    at: Fraction | None
    at_text: str
    at_float: float
    at_interval: tuple[Fraction, Fraction]
    below: str
    above: str
    evidence: str
    size: int | None


class Flips(Several):
    """The points at which the cheapest program changes: the object of `complexity flips`."""

    __slots__ = ()

    def _parts(self) -> tuple[Flip, ...]:
        return tuple(flip(told) for told in self.data["flips"])


def flip(told: Object) -> Flip:
    """A flip from its JSON object."""
    low, high = map(Fraction, told["at_interval"])
    try:
        at = Fraction(told["at"])
    except ValueError:  # an expression of logarithms
        at = None
    return Flip(
        told["price"], told["parameter"], at, told["at"], told["at_float"], (low, high),
        told["from"], told["to"], told["evidence"], told["size"],
    )  # fmt: skip


class Explanation(Score):
    """A program line by line: the object of `complexity explain`; of a word, only a page."""

    __slots__ = ()

    @property
    def lines(self) -> Mapping[str, Mapping[str, float | None]]:
        """The bits and levels of each line."""
        return copy.deepcopy(self.data.get("lines", {}))

    def _summary(self) -> str:
        return super()._summary() if self.data else "page"


class Circuit(Result):
    """A circuit: the object of `complexity circuit`."""

    __slots__ = ()

    @property
    def size(self) -> int:
        """Gates of the netlist in its basis: an upper bound of the least number."""
        return int(self.data["size"])

    @property
    def depth(self) -> int:
        """Levels of the netlist."""
        return int(self.data["depth"])

    @property
    def bits(self) -> float:
        """The length of the netlist in bits, for display."""
        return float(self.data["length_bits"])

    def _summary(self) -> str:
        return f"{self.data['circuit']}: {self.size:,} gates, {self.depth:,} levels"


class Circuits(Several):
    """Several circuits, smallest first."""

    __slots__ = ()

    def _parts(self) -> tuple[Circuit, ...]:
        return tuple(Circuit((), told, self.code) for told in self.data["results"])


class Equality(Result):
    """Whether two programs agree on every input: the object of `complexity equal`."""

    __slots__ = ()

    @property
    def verdict(self) -> str:
        """``EQUIVALENT``, ``DIFFERENT`` or ``UNKNOWN``."""
        return str(self.data["verdict"])

    @property
    def counterexample(self) -> Mapping[str, Any] | None:
        """An input on which they differ, with both results."""
        found: Mapping[str, Any] | None = copy.deepcopy(self.data["counterexample"])
        return found

    def __bool__(self) -> bool:
        """Whether they are equivalent.

        Raises
        ------
        ValueError
            If it is not known.
        """
        if self.verdict == "UNKNOWN":
            raise ValueError("it is not known whether the programs are equivalent")
        return self.verdict == "EQUIVALENT"

    def _summary(self) -> str:
        return f"{' and '.join(self.data['programs'])}: {self.verdict}"


class Minimum(Result):
    """The least circuits of truth tables: the object of `complexity minimum`."""

    __slots__ = ()


class Listing(Result):
    """The tasks and their programs: the object of `complexity list`."""

    __slots__ = ()

    @property
    def programs(self) -> tuple[str, ...]:
        """The names of all programs."""
        return tuple(
            f"{task['name']}{mark}{program['name']}"
            for task in self.data["tasks"]
            for mark in ("::" if task["name"].endswith((".py", ".graph")) else "/",)
            for program in task["programs"]
        )
