"""Names and expressions of random programs, made by filling the holes of productions.

The source of choices is a parameter: `random.Random` makes many programs fast, Hypothesis makes
programs that shrink. Choice 0 is always the simplest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..language.types import BOOL, INT, Bool, List, Type, depth, spell
from . import drawing
from .productions import EXPRESSIONS, WORDS, Row
from .scopes import Binding, Filling, Name, Scope, Unfit, match, pattern

Choose = Callable[[int], int]  # maps n >= 1 to a number below n

HOLE = re.compile(r"\{([^{}]*)\}|\$(\w):(\[*\w+\]*)(!?)")
PREFIXES = ("n", "xs", "rows", "cubes")


class Phrases:
    """A writer of expressions; a subclass fills holes for blocks and calls.

    Parameters
    ----------
    choose : a source of choices
    size : the approximate number of expressions of a function
    risk : one in `risk` stored lists is stored without a copy
    draws : one in `draws` expressions and statements draws from the tape; 0 for few draws
    """

    def __init__(self, choose: Choose, size: int = 60, risk: int = 40, draws: int = 0) -> None:
        self.choose, self.size, self.risk, self.draws = choose, size, risk, draws
        self.updated: set[str] = set()
        self.params: dict[str, Type] = {}
        self.budget, self.counter = 0, 0

    # --- choices

    def pick(self, options: list[Any] | tuple[Any, ...]) -> Any:
        """Choose one of some options."""
        if not options:
            raise Unfit
        return options[self.choose(len(options))]

    def chance(self, one_in: int) -> bool:
        """True with probability one in `one_in`."""
        return self.choose(one_in) == one_in - 1

    def drawn(self) -> bool:
        """Whether the next production draws, in programs with many draws."""
        return self.draws > 0 and self.chance(self.draws)

    def weighted(self, rows: list[Row]) -> Row:
        """Choose one of some rows by weight."""
        if not rows:
            raise Unfit
        at = self.choose(sum(row.weight for row in rows))
        for row in rows:
            at -= row.weight
            if at < 0:
                return row
        raise AssertionError("weights are positive")

    def any_type(self, levels: int = 2) -> Type:
        """Choose a type of data with lists nested at most `levels` deep."""
        plain: list[Type] = [INT, INT, BOOL]
        lists: list[Type] = [List(INT), List(INT), List(BOOL)]
        nested: list[Type] = [List(List(INT)), List(List(INT)), List(List(BOOL))]
        types = plain * 2 + lists * (levels > 0) + nested[:1] * (levels > 1)
        chosen: Type = self.pick(types)
        return List(chosen) if levels > 2 and self.chance(30) else chosen

    # --- names

    def named(self, scope: Scope, wanted: str, types: Binding, kind: str) -> str:
        """Choose a name in scope by type pattern and use; this may bind the pattern's variable."""
        fits = []
        for name, known in scope.names.items():
            found = match(self.ground(wanted, types), known.type)
            usable = {"name": True, "var": known.assign, "list": known.update}[kind]
            if found is not None and usable:
                fits.append((name, found))
        name, found = self.pick(fits)
        types.update(found)
        if kind == "list" and name in self.params:
            self.updated.add(name)
        return str(name)

    def ground(self, wanted: str, types: Binding) -> str:
        """Substitute the variable of a pattern, if it is bound."""
        word, levels = pattern(wanted)
        if word not in types:
            return wanted
        inner = types[word]
        deep = depth(inner)
        while isinstance(inner, List):
            inner = inner.element
        return "[" * (levels + deep) + spell(inner) + "]" * (levels + deep)

    def resolve(self, wanted: str, types: Binding, scope: Scope) -> Type:
        """The type of a pattern; an unbound variable is bound by a choice."""
        word, levels = pattern(wanted)
        if word in ("S", "T", "U", "V") and word not in types:
            types[word] = self.variable(word, wanted, levels, scope)
        scalar: Type = BOOL if word == "bool" else INT
        type_ = types.get(word, scalar)
        for _ in range(levels):
            type_ = List(type_)
        return type_

    def variable(self, word: str, wanted: str, levels: int, scope: Scope) -> Type:
        """Choose the meaning of a type variable, mostly so that names in scope fit its pattern."""
        fits = [match(wanted, known.type) for known in scope.names.values()]
        known = [found[word] for found in fits if found]
        if known and self.choose(4):
            return known[-1 - self.choose(len(known))]
        if word == "S":
            return INT if self.choose(3) else BOOL
        return self.any_type(2 - levels)

    def new_name(self, type_: Type) -> str:
        """Make a new name."""
        self.counter += 1
        prefix = "flag" if isinstance(type_, Bool) else PREFIXES[min(depth(type_), 3)]
        return f"{prefix}{self.counter}"

    # --- productions

    def fill(self, row: Row, scope: Scope, types: Binding, fresh: bool, level: int) -> Filling:
        """Fill the holes of a production; its text is under the letter ``""``."""
        filling = Filling(row, scope, types, fresh, level)
        for found in HOLE.finditer(row.template):
            if found[2]:
                self.bind(filling, found[2], found[3], found[4] == "!")
        lines = [self.line(filling, line) for line in row.template.split("\n")]
        filling.texts[""] = "\n".join(lines)
        return filling

    def bind(self, filling: Filling, letter: str, wanted: str, stays: bool) -> None:
        """Choose the name of a binder of a production."""
        statement = filling.row.type == ""
        type_ = self.resolve(wanted, filling.types, filling.scope)
        shadows = not statement and filling.row.template.count("$") == 1 and self.chance(12)
        name = self.pick(list(filling.scope.names)) if shadows else self.new_name(type_)
        assign = statement and not stays and not isinstance(type_, List)
        filling.texts[letter] = name
        update = isinstance(type_, List) and statement and self.chance(self.risk)
        filling.bound[letter] = (Name(type_, assign, update), stays)

    def line(self, filling: Filling, line: str) -> str:
        """Fill one line of a production; a block becomes several lines."""
        indent = line[: len(line) - len(line.lstrip())]

        def text(found: re.Match[str]) -> str:
            if found[2]:
                return filling.texts[found[2]]
            return self.hole(filling, found[1])

        body = HOLE.sub(text, line.lstrip())
        return "\n".join(indent + part for part in body.split("\n"))

    def hole(self, filling: Filling, hole: str) -> str:
        """Fill a hole; remember the text under its letter, if it has one."""
        if hole.startswith("="):
            return filling.texts[hole[1:]]
        letter, _, rest = hole.rpartition("=")
        text = self.expand(filling, rest.split(" "))
        if letter:
            filling.texts[letter] = text
        return text

    def expand(self, filling: Filling, words: list[str]) -> str:
        """Fill a hole according to its kind."""
        kind, rest = words[0], words[1:]
        scope, types = filling.scope, filling.types
        match kind:
            case "name" | "var" | "list":
                return self.named(scope, rest[0], types, kind)
            case "type":
                return spell(self.resolve(rest[0], types, scope))
            case "block" | "arm" | "last" | "result" | "call" | "calls" | "unpack":
                return self.larger(filling, kind, rest)
            case _ if kind in WORDS:
                inner = self.seeing(filling, rest[0] if rest else "")
                row = Row("", self.pick(WORDS[kind]))
                return self.fill(row, inner, {}, False, filling.level - 1).texts[""]
            case _:
                return self.typed(filling, kind, rest[0] if rest else "")

    def larger(self, filling: Filling, kind: str, rest: list[str]) -> str:
        """Fill a hole that is more than an expression."""
        raise Unfit

    def seeing(self, filling: Filling, letters: str) -> Scope:
        """The scope of a hole that sees some names bound by the production."""
        if not letters:
            return filling.scope
        return filling.scope.inner(
            {filling.texts[letter]: filling.bound[letter][0] for letter in letters}
        )

    def typed(self, filling: Filling, wanted: str, letters: str) -> str:
        """Write an expression for a type pattern."""
        type_ = self.resolve(wanted.strip("~^"), filling.types, filling.scope)
        statement = filling.row.type == ""
        inside = isinstance(type_, List) and isinstance(type_.element, List)
        flows = wanted[0] == "~" or (wanted[0] == "^" and inside)
        fresh = flows and (filling.fresh or statement)
        movable = fresh and statement and not letters
        scope = self.seeing(filling, letters)
        return self.expression(type_, scope, fresh, filling.level - 1, movable)

    # --- expressions

    def expression(
        self, type_: Type, scope: Scope, fresh: bool, level: int, movable: bool = False
    ) -> str:
        """Write an expression of a type; a `fresh` list is referred to by nothing else."""
        self.budget -= 1
        if level <= 0 or self.budget <= 0 or self.choose(5) < 2:
            return self.leaf(type_, scope, fresh, movable)
        table = drawing.EXPRESSIONS if self.drawn() else EXPRESSIONS
        rows = [row for row in table if match(row.type, type_) is not None]
        if fresh and isinstance(type_, List) and not self.chance(self.risk):
            rows = [row for row in rows if not row.alias]
        for _ in range(3):
            row = self.weighted(rows)
            try:
                found = match(row.type, type_)
                assert found is not None
                return self.fill(row, scope, found, fresh, level).texts[""]
            except Unfit:
                continue
        return self.leaf(type_, scope, fresh, movable)

    def leaf(self, type_: Type, scope: Scope, fresh: bool, movable: bool) -> str:
        """Write a name or a literal."""
        names = [name for name, known in scope.names.items() if known.type == type_]
        if type_ == BOOL and INT in [known.type for known in scope.names.values()]:
            names.append("")
        if not names or self.choose(5) == 0:
            return self.literal(type_)
        name = str(names[-1 - self.choose(len(names))])
        if not name:
            left, right = (self.leaf(INT, scope, False, False) for _ in range(2))
            return f"({left} {self.pick(WORDS['compare'])} {right})"
        if not fresh or not isinstance(type_, List) or self.chance(self.risk):
            return name
        if movable and name in scope.own and scope.names[name].update and self.choose(2):
            del scope.names[name]
            return name
        return self.copied(name, depth(type_))

    def copied(self, name: str, levels: int) -> str:
        """Write a copy of a name's list."""
        if levels == 1:
            return str(
                self.pick((f"{name}[:]", f"{name}.copy()", f"list({name})", f"({name} + [])"))
            )
        inner = self.copied("row" + str(levels), levels - 1)
        return f"[{inner} for row{levels} in {name}]"

    def literal(self, type_: Type) -> str:
        """Write a literal of a type."""
        match type_:
            case Bool():
                return str(self.pick(("False", "True")))
            case List(element):
                count = 1 + self.choose(3)
                return f"[{', '.join(self.literal(element) for _ in range(count))}]"
            case _:
                return str(self.pick(("0", "1", "2", "3", "-1", "5", "10", "-7", "2147483647")))
