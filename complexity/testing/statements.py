"""Statements of random programs: blocks, bindings, calls and results."""

from __future__ import annotations

import re

from ..language.types import Bool, List, Type
from . import drawing
from .phrases import Choose, Phrases
from .productions import STATEMENTS, Row
from .scopes import Filling, Helper, Name, Scope, Unfit, spell_pattern

CONTROL = re.compile(r"^\s*(for|while) |\{(block|arm)", re.MULTILINE)
LOOP = re.compile(r"^(for|while) ", re.MULTILINE)
TRIES = 8


class Statements(Phrases):
    """A writer of statements, and of calls of helpers."""

    def __init__(self, choose: Choose, size: int = 60, risk: int = 40, draws: int = 0) -> None:
        super().__init__(choose, size, risk, draws)
        self.helpers: list[Helper] = []
        self.results: tuple[Type, ...] = ()
        self.entry, self.recursions, self.tops = False, 0, list[int]()

    # --- statements

    def larger(self, filling: Filling, kind: str, rest: list[str]) -> str:
        """Fill a hole for a block, a result or a call."""
        scope, level = filling.scope, filling.level
        match kind:
            case "block" | "arm" | "last":
                return self.nested(filling, kind, rest)
            case "result":
                return self.result(scope.inner({}))
            case "call":
                wanted = self.resolve(rest[0].strip("~"), filling.types, scope)
                plain = filling.row.type != ""
                return self.call(
                    scope, level, [h for h in self.helpers if h.results == (wanted,)], plain
                )
            case "calls":
                return self.call(scope, level, self.helpers, False)
            case _:
                return self.unpack(filling)

    def nested(self, filling: Filling, kind: str, words: list[str]) -> str:
        """Write a block of a statement; names that all arms bind stay bound."""
        letters = "".join(word for word in words if not word.startswith("-"))
        bound = {filling.texts[x]: filling.bound[x][0] for x in letters}
        inside = kind != "last" and LOOP.search(filling.row.template) is not None
        loop, depth = filling.scope.loop or inside, filling.scope.depth - 1
        scope = filling.scope.inner(bound, loop=loop, depth=depth)
        for word in words:
            if word.startswith("-") and not self.chance(self.risk):
                for name in set(re.findall(r"\w+", filling.texts[word[1:]])) & set(scope.names):
                    scope.names[name].assign = scope.names[name].update = False
        start = self.counter
        lines = self.block(scope, 1 + self.choose(2))
        if not scope.ended and self.chance(10):
            lines.append(self.exit(scope))
        if kind == "arm":
            filling.arms.append(scope)
            self.tops.append(self.counter)
            self.counter = start
        return "\n".join(lines)

    def exit(self, scope: Scope) -> str:
        """Write a statement that ends a block."""
        scope.ended = True
        if scope.loop and self.choose(3):
            return str(self.pick(("break", "continue")))
        return f"return {self.result(scope.inner({}))}"

    def block(self, scope: Scope, count: int) -> list[str]:
        """Write some statements, at least one."""
        lines: list[str] = []
        for _ in range(count):
            if not scope.ended:
                lines += self.statement(scope)
        return lines

    def statement(self, scope: Scope) -> list[str]:
        """Write a statement; the names that it binds are in scope after it."""
        rows = [
            row
            for row in (drawing.STATEMENTS if self.drawn() else STATEMENTS)
            if (scope.depth > 0 or not CONTROL.search(row.template))
            and (scope.loop or not row.loop)
        ]
        for _ in range(TRIES):
            updated = set(self.updated)
            try:
                return self.filled(self.weighted(rows), scope)
            except Unfit:
                self.updated = updated
        return ["pass"]

    def filled(self, row: Row, scope: Scope) -> list[str]:
        """Write a statement from a production."""
        tops, self.tops = self.tops, []
        filling = self.fill(row, scope, {}, True, 3)
        for letter, (known, stays) in filling.bound.items():
            if stays:
                name = filling.texts[letter]
                scope.names[name] = Name(known.type, True, isinstance(known.type, List))
                scope.own.add(name)
        self.counter, self.tops = max([self.counter, *self.tops]), tops
        open_arms = [arm for arm in filling.arms if not arm.ended]
        scope.ended = bool(filling.arms) and not open_arms
        if open_arms:
            self.join(scope, open_arms)
        return filling.texts[""].split("\n")

    def join(self, scope: Scope, arms: list[Scope]) -> None:
        """Bind the names that all arms bind with the same type."""
        for name, known in arms[0].names.items():
            others = [arm.names[name].type for arm in arms if name in arm.names]
            if name not in scope.names and others == [known.type] * len(arms):
                scope.names[name] = known
                scope.own.add(name)

    # --- calls

    def call(self, scope: Scope, level: int, helpers: list[Helper], plain: bool) -> str:
        """Write a call of a helper; a plain call has no updates and is not recursive."""
        fits = [h for h in helpers if not (plain and (h.updates or h.itself))]
        helper = self.pick(
            [h for h in fits if not (h.itself and (scope.loop or not self.recursions))]
        )
        names: dict[int, str] = {}
        for index in sorted(helper.updates):
            known = scope.names.items()
            free = self.chance(self.risk)
            taken = Scope({n: k for n, k in known if free or n not in names.values()})
            names[index] = self.named(taken, spell_pattern(helper.params[index]), {}, "list")
        others = Scope({n: k for n, k in scope.names.items() if n not in names.values()})
        self.recursions -= helper.itself
        args = [
            names[i]
            if i in names
            else self.expression(
                type_, scope if isinstance(type_, Bool) else others, False, level - 1
            )
            for i, type_ in enumerate(helper.params)
        ]
        if helper.recursive:
            args[0] = "n - 1" if helper.itself else f"({args[0]}) % 4"
        return f"{helper.name}({', '.join(args)})"

    def unpack(self, filling: Filling) -> str:
        """Write a call whose results are bound to new names."""
        helper = self.pick([h for h in self.helpers if len(h.results) > 1])
        call = self.call(filling.scope, filling.level, [helper], False)
        targets = []
        for index, type_ in enumerate(helper.results):
            name = self.new_name(type_)
            filling.texts[f"result{index}"] = name
            filling.bound[f"result{index}"] = (Name(type_), True)
            targets.append(name)
        return f"{', '.join(targets)} = {call}"

    # --- results

    def result(self, scope: Scope) -> str:
        """Write the operands of a `return`: fresh lists, or local ones."""
        return ", ".join(self.returned(scope, type_) for type_ in self.results)

    def returned(self, scope: Scope, type_: Type) -> str:
        """Write one result."""
        names = [
            name
            for name, known in scope.names.items()
            if known.type == type_ and known.update and (self.entry or name not in self.params)
        ]
        if names and self.choose(3):
            name = str(names[-1 - self.choose(len(names))])
            if isinstance(type_, List):
                del scope.names[name]
            return name
        return self.expression(type_, scope, True, 3)
