"""Random well-typed programs: functions, whole texts and arguments."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from ..language.types import BOOL, INT, List, Type, spell
from .phrases import Choose
from .productions import Row
from .scopes import Helper, Name, Scope, Unfit
from .statements import Statements


@dataclass(frozen=True, slots=True)
class Program:
    """A program's text, the name of its entry, and argument lists to run it on."""

    text: str
    entry: str
    arguments: tuple[tuple[Any, ...], ...]


class Writer(Statements):
    """A writer of programs: helper by helper, the entry last."""

    def function(self, name: str, entry: bool, recursive: bool) -> str:
        """Write a function; a helper can be called from then on."""
        types = [self.any_type() for _ in range(1 + self.choose(3))]
        types = [INT, *types] if recursive else types
        self.params = {
            "n" if recursive and i == 0 else self.new_name(t): t for i, t in enumerate(types)
        }
        self.entry, self.updated, self.budget = entry, set(), self.size
        updatable = any(isinstance(type_, List) for type_ in types)
        self.results = self.result_types(updatable)
        scope = Scope({name: self.param(name, type_) for name, type_ in self.params.items()})
        lines: list[str] = []
        if recursive:
            lines, itself = self.recursion(name, types, scope)
        lines += self.block(scope, 2 + self.choose(4))
        if recursive and not scope.ended:
            lines += self.recur(itself, scope)
        if self.results and not scope.ended:
            lines.append(f"return {self.result(scope)}")
        if not self.results and not self.updated:
            first = next(n for n, t in self.params.items() if isinstance(t, List))
            self.updated.add(first)
            lines.insert(0, f"{first}.reverse()")
        updates = {i for i, param in enumerate(self.params) if param in self.updated}
        self.helpers = [helper for helper in self.helpers if not helper.itself]
        self.helpers.append(Helper(name, tuple(types), self.results, updates, recursive))
        return self.definition(name, lines)

    def param(self, name: str, type_: Type) -> Name:
        """A parameter; a list may be updated or, sometimes, assigned, but not both."""
        if not isinstance(type_, List):
            return Name(type_, name != "n", False)
        assign = bool(self.results) and self.chance(6)
        return Name(type_, assign, not assign)

    def recursion(self, name: str, types: list[Type], scope: Scope) -> tuple[list[str], Helper]:
        """Write the base case of a recursive function, and make the function its own helper."""
        lists = {i for i, type_ in enumerate(types) if isinstance(type_, List)}
        itself = Helper(name, tuple(types), self.results, lists, True, True)
        self.helpers.append(itself)
        self.recursions = 2
        return [f"if n <= 0:\n    return {self.result(scope.inner({}))}"], itself

    def recur(self, itself: Helper, scope: Scope) -> list[str]:
        """Write a statement that calls the function itself."""
        self.recursions = max(1, self.recursions)
        try:
            if len(self.results) > 1:
                return self.filled(Row("", "{unpack}"), scope)
            if not self.results:
                return [self.call(scope, 3, [itself], False)]
            target = self.new_name(self.results[0])
            call = self.call(scope, 3, [itself], False)
        except Unfit:
            return []
        scope.names[target] = Name(self.results[0], True, isinstance(self.results[0], List))
        return [f"{target} = {call}"]

    def result_types(self, updatable: bool) -> tuple[Type, ...]:
        """Choose result types: mostly one value, or several, or None."""
        kinds = 8 if updatable else 7
        match self.choose(kinds):
            case 0 | 1 | 2:
                return (INT,)
            case 3:
                return (BOOL,)
            case 4 | 5:
                return (self.any_type(),)
            case 6:
                return (self.any_type(1), self.any_type(1))
            case _:
                return ()

    def definition(self, name: str, lines: list[str]) -> str:
        """Write the text of a function."""
        params = ", ".join(f"{param}: {spell(type_)}" for param, type_ in self.params.items())
        spelled = [spell(type_) for type_ in self.results]
        match spelled:
            case []:
                result = "None"
            case [one]:
                result = one
            case _:
                result = f"tuple[{', '.join(spelled)}]"
        body = "\n".join(lines).replace("\n", "\n    ")
        return f"def {name}({params}) -> {result}:\n    {body}\n"

    def program(self) -> Program:
        """Write a whole program."""
        texts = []
        for index in range(self.choose(3)):
            name = self.pick(("_helper", "helper")) + str(index + 1)
            texts.append(self.function(name, False, self.chance(3)))
        texts.append(self.function("program", True, False))
        if self.choose(2):
            texts.reverse()
        arguments = tuple(
            tuple(self.value(type_) for type_ in self.params.values()) for _ in range(4)
        )
        return Program(ast.unparse(ast.parse("\n\n".join(texts))) + "\n", "program", arguments)

    def value(self, type_: Type) -> Any:
        """Choose a value of a type."""
        if isinstance(type_, List):
            return [self.value(type_.element) for _ in range(self.pick((2, 3, 0, 1, 5, 4)))]
        if type_ == BOOL:
            return self.choose(2) == 1
        return self.pick((0, 1, 2, 3, -1, 4, 5, -3, 9, 20))


def random_program(choose: Choose, size: int = 60, risk: int = 40, draws: int = 0) -> Program:
    """Make a random well-typed program from a source of choices.

    Parameters
    ----------
    choose : ``choose(n)`` returns a number below n; 0 is the simplest choice
    size : the approximate number of expressions of a function
    risk : one in `risk` stored lists is stored without a copy
    draws : one in `draws` expressions and statements draws from the tape; 0 for few draws

    Examples
    --------
    >>> import random
    >>> program = random_program(random.Random(1).randrange)
    >>> f"def {program.entry}(" in program.text
    True
    """
    return Writer(choose, size, risk, draws).program()
