"""What all functions of one compiled program share: options, failures, tables, helpers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..language.failures import Undefined
from ..language.graph import Const, Graph
from ..language.types import List, Type
from ..machine.accounts import Accounts
from .context import HEAD
from .ir import METADATA, Writer

FRAME = 4  # bytes of a frame for each character of a function's text
Saying = Callable[[int, int], Undefined]  # two words of a failure -> the failure
Helper = Callable[["Unit"], Writer]


@dataclass(frozen=True, slots=True)
class Options:
    """What is metered.

    Attributes
    ----------
    span : whether levels are; `bounded` : the fan-in of reductions
    counting : whether executions and time are told apart by op and by line
    """

    span: bool
    bounded: bool
    counting: bool


@dataclass(slots=True)
class Unit:
    """One program while it is compiled.

    Attributes
    ----------
    failures : what may fail, by the number that compiled code leaves in the context
    places : lines and sources; place 0 is not known
    tables : the globals of literal lists; helpers : functions that are used, by name
    """

    graph: Graph
    options: Options
    accounts: Accounts
    failures: list[Saying] = field(default_factory=list)
    places: list[tuple[int, str]] = field(default_factory=lambda: [(0, "")])
    tables: dict[tuple[object, ...], str] = field(default_factory=dict)
    globals: list[str] = field(default_factory=list)
    helpers: dict[str, str] = field(default_factory=dict)
    intrinsics: set[str] = field(default_factory=set)
    functions: list[str] = field(default_factory=list)
    known: dict[Saying, int] = field(default_factory=dict)

    def failure(self, saying: Saying) -> int:
        """The number of a failure."""
        if saying not in self.known:
            self.known[saying] = len(self.failures)
            self.failures.append(saying)
        return self.known[saying]

    def place(self, line: int, source: str) -> int:
        """The number of a place; 0 where the line is not known."""
        if not line:
            return 0
        if (line, source) not in self.places:
            self.places.append((line, source))
        return self.places.index((line, source))

    def stride(self, element: Type) -> int:
        """The words of a list's element: itself and, where metered, its level or levels."""
        if not self.options.span:
            return 1
        return 3 if isinstance(element, List) else 2

    def table(self, literal: Const) -> str:
        """The global cell of a literal list: two references, so that it is never changed."""
        assert isinstance(literal.value, tuple)
        key = (literal.value, literal.type)
        if key not in self.tables:
            stride, count = 1 + self.options.span, len(literal.value)
            words = [2, count, count, 0]
            for value in literal.value:
                words += [int(value), 0][:stride]
            name = f"@table{len(self.tables)}"
            text = ", ".join(f"i64 {word}" for word in words)
            kind = f"[{HEAD + count * stride} x i64]"
            self.globals.append(f"{name} = internal global {kind} [{text}]")
            self.tables[key] = name
        return self.tables[key]

    def helper(self, name: str, write: Helper) -> str:
        """The name of a helper function, written when it is first asked for."""
        if name not in self.helpers:
            self.helpers[name] = ""
            self.helpers[name] = self.written(write(self))
        return f"@{name}"

    def written(self, writer: Writer) -> str:
        """The text of a function, whose intrinsics are declared."""
        self.intrinsics |= writer.intrinsics
        return writer.text()

    @property
    def frame(self) -> int:
        """Bytes that the frame of any function keeps within, by far.

        A frame has eight bytes for each value at the utmost, and so many for each word that a call
        is given or returns; each of these takes at least five characters of the text.
        """
        return FRAME * max(map(len, (*self.helpers.values(), *self.functions)), default=0)

    def text(self) -> str:
        """The module as text."""
        declared = sorted(self.intrinsics)
        parts = [*self.globals, *declared, *self.helpers.values(), *self.functions, METADATA]
        return "\n".join(parts)
