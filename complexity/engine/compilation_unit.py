"""The state shared by all functions of one program that is compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..language.failures import Undefined
from ..language.graph import Const, Graph
from ..language.types import List, Type
from ..machine.accounts import Accounts
from .context import HEAD
from .ir import METADATA, Writer

FRAME = 4  # upper bound of a stack frame, in bytes per character of the function's text
Saying = Callable[[int, int], Undefined]  # two words of a failure -> the failure
Helper = Callable[["Unit"], Writer]


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a compilation: what is metered.

    Attributes
    ----------
    span : whether levels are metered
    bounded : whether reductions have bounded fan-in
    counting : whether executions and time are counted by op and by line
    """

    span: bool
    bounded: bool
    counting: bool


@dataclass(slots=True)
class Unit:
    """One program while it is compiled.

    Attributes
    ----------
    failures : the possible failures, by the number that compiled code leaves in the context
    places : (line, source) of each place by number; place 0 stands for an unknown line
    tables : for each literal list, the name of its global
    helpers : the text of each helper function in use, by name
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
        """Return the number of a failure, registering it at first use."""
        if saying not in self.known:
            self.known[saying] = len(self.failures)
            self.failures.append(saying)
        return self.known[saying]

    def place(self, line: int, source: str) -> int:
        """Return the number of a source line; 0 where the line is unknown."""
        if not line:
            return 0
        if (line, source) not in self.places:
            self.places.append((line, source))
        return self.places.index((line, source))

    def stride(self, element: Type) -> int:
        """Return the words per element of a list: its value and, if metered, its levels."""
        if not self.options.span:
            return 1
        return 3 if isinstance(element, List) else 2

    def table(self, literal: Const) -> str:
        """Return the global cell of a literal list; with two references, it never changes."""
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
        """Return the name of a helper function, which is written at first use.

        The name is registered before its text is written, since helpers may be recursive.
        """
        if name not in self.helpers:
            self.helpers[name] = ""
            self.helpers[name] = self.written(write(self))
        return f"@{name}"

    def written(self, writer: Writer) -> str:
        """Return the text of a function, after registering its intrinsics."""
        self.intrinsics |= writer.intrinsics
        return writer.text()

    @property
    def frame(self) -> int:
        """A generous upper bound, in bytes, of the stack frame of any function.

        A frame takes at most eight bytes for each value and for each word that a call passes or
        returns, and each of these takes at least five characters of the text.
        """
        return FRAME * max(map(len, (*self.helpers.values(), *self.functions)), default=0)

    def text(self) -> str:
        """Return the module as text."""
        declared = sorted(self.intrinsics)
        parts = [*self.globals, *declared, *self.helpers.values(), *self.functions, METADATA]
        return "\n".join(parts)
