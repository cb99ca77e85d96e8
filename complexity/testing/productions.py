"""The table of productions for random programs; each is a piece of Python with holes.

Notation
--------
``{int}``, ``{[T]}``: an expression of a type; `S` stands for a type of scalars, `T`, `U`, `V` for
any type of data. ``{~T}`` flows whole into the result and ``{^[T]}`` by its elements, so that
where a list of its own is wanted (to be stored) these must be lists of their own too; a row with
`alias` can then not be used. ``{bool x}`` sees the names ``x`` that the row binds: ``$x:int``
binds a new name, and ``$x:int!`` one that stays bound after the statement. ``{q=...}`` gives a
hole a letter and ``{=q}`` repeats its text. ``{name [T]}`` is a name of that type, ``{var T}`` one
that may be assigned, ``{list [T]}`` a list that may be updated. ``{block x -q}`` is a block that
sees ``x`` and leaves alone the names in the text of ``q``; the names that all ``{arm}`` of a
statement bind stay bound; ``{last}`` stands after a loop. Every other hole is a row of `WORDS`, or
what `Statements` knows: a result, a helper's call.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A production: the type of its value, its text and its weight."""

    type: str
    template: str
    weight: int = 2
    alias: bool = False
    loop: bool = False  # whether it is only valid inside a loop


WORDS: dict[str, tuple[str, ...]] = {
    "digit": ("0", "1", "2", "3", "5", "7"),
    "positive": ("2", "3", "1", "7", "10", "(abs({int}) + 1)", "max({int}, 1)"),
    "small": ("2", "3", "4", "1", "0", "len({name [U]})", "({int} % 4)", "min({int}, 3)"),
    "exponent": ("2", "1", "0", "3", "({int} % 4)", "5", "{int}"),
    "index": ("0", "-1", "0", "({int} % 2)", "{int}"),
    "stride": ("2", "-1", "1", "-2", "{positive}", "{int}"),
    "op": ("+=", "-=", "*=", "+=", "-=", "//=", "%=", "&=", "|=", "^="),
    "compare": ("<", "<=", ">", ">=", "==", "!="),
    "bit": ("0", "1"),
    "few": ("2", "3", "2", "1", "2", "4", "({int} % 3 + 1)"),
    "some": ("2", "3", "2", "4"),
}


def rows(type_: str, *templates: str, weight: int = 2, alias: bool = False) -> list[Row]:
    """Make productions of one type with equal weights."""
    return [Row(type_, template, weight, alias) for template in templates]


NUMBERS = [
    *rows("int", "({int} + {int})", "({int} - {int})", "({int} * {digit})", weight=6),
    *rows(
        "int",
        "({int} * {int})", "({int} % {positive})", "({int} // {positive})", "(-{int})",
        "abs({int})", "min({int}, {int})", "max({int}, {int}, {int})", "len({[U]})",
        "sum({[int]})", "sum({int x} for $x:U in {[U]})",
        "sum({int x} for $x:int in range({small}) if {bool x})", "({bool} + {int})",
        weight=3,
    ),
    *rows(
        "int",
        "({int} & {int})", "({int} | {int})", "({int} ^ {int})", "(~{int})",
        "({int} << {exponent})", "({int} >> {exponent})", "({int} ** {exponent})",
        "pow({int}, {exponent})", "int({bool})", "({int} - {bool} * {int})", "(-{bool})",
        "sum({[bool]})", "sum({bool x} for $x:U in {[U]})", "sum([{int x} for $x:U in {[U]}])",
        "max([{int}, {int}])", "max({[int]} + [{int}])", "min({int}, {int}, {int}, {int})",
        "sum({int xy} for $x:int in range({small}) for $y:U in {[U] x})",
        "sum({int xy} for $x:U in {[U]} if {bool x} for $y:int in range({small x}) if {bool xy})",
        "sum({int xy} for $x:U, $y:V in zip({[U]}, {[V]}))",
        "sum({int xy} for $x:int, $y:U in enumerate({[U]}))",
        "max({int x} for $x:int in range({positive}))",
        "min(({int x} for $x:int in (3, -1, 2)))",
        "max(range({positive}), key=lambda $x:int: {int x})",
    ),
    *rows(
        "int",
        "({int} // {int})", "({int} % {int})", "min({[int]})", "max({[int]})",
        "max({int x} for $x:U in {[U]} if {bool x})", "({int} or {int})", "({int} and {int})",
        "randrange({positive})", "candidate({int})",
        "max(({int x} for $x:U in {[U]}), key=lambda $y:int: {int y})",
        "len(range({small}, {int}))", "(bool({int}) + {int})", "divmod({int}, {positive})[{bit}]",
        weight=1,
    ),
]  # fmt: skip

TRUTHS = [
    *rows("bool", "({int} {compare} {int})", weight=14),
    *rows("bool", "({bool} and {bool})", "({bool} or {bool})", "(not {bool})", weight=4),
    *rows(
        "bool",
        "({int} {compare} {int} {compare} {int})", "({S} in {[S]})", "(not {[U]})",
        "any({bool x} for $x:U in {[U]})", "all({bool x} for $x:U in {[U]})",
        "any({bool x} for $x:int in range({small}))", "({int} % {positive} == 0)",
        "({[U]} {compare} {[U]})",
    ),
    *rows(
        "bool",
        "({U} not in {[U]})", "bool({int})", "bool({[U]})",
        "({bool} & {bool})", "({bool} | {bool})", "({bool} ^ {bool})", "({bool} == {bool})",
        "({bool} {compare} {bool})", "({bool} {compare} {int})", "any({[bool]})",
        "all({[bool]})", "({int} in range({small}))", "({int} in (1, 2, 5))",
        "(len({[U]}) {compare} {int})", "(True if {int} else {bool})", "(not {int})",
        "any({bool xy} for $x:U in {[U]} for $y:int in range({small x}))",
        "all({bool xy} for $x:U, $y:V in zip({[U]}, {[V]}))",
        "all({bool x} for $x:U in {[U]} if {bool x})", "any([{bool x} for $x:U in {[U]}])",
        "all({bool xy} for $x:int, $y:U in enumerate({[U]}))", "({bool} != {int})",
        "any({int x} for $x:U in {[U]})", "({U} in [{U}, {U}])",
        "({U} in ({U x} for $x:V in {[V]}))", "({S} in ({S}, {S}))",
        weight=1,
    ),
]  # fmt: skip

CHOICES = [
    *rows("T", "({~T} if {bool} else {~T})", "{call ~T}", weight=3),
    *rows(
        "T",
        "({v=name [T]}[({int} % len({=v}))] if {=v} else {~T})", "{name [T]}[{index}]",
        alias=True,
    ),
    *rows(
        "T",
        "{[T]}[{index}]", "min({[T]}, key=lambda $x:T: {int x})", "{[T]}[{bool}]",
        "({name [T]} + [{~T}])[{index}]", "max({[T]} + [{~T}], key=lambda $x:T: {int x})",
        weight=1, alias=True,
    ),
    *rows(
        "T",
        "next(({~T x} for $x:U in {[U]} if {bool x}), {~T})",
        "next({~T x} for $x:int in range({small}) if {bool x})",
        "next((({~T xy}) for $x:U in {[U]} for $y:int in range({small x}) if {bool xy}), {~T})",
        "[{~T}, {~T}][{bool}]",
        weight=1,
    ),
]  # fmt: skip

LISTS = [
    *rows("[T]", "[{~T}]", "[{~T}, {~T}]", "[{~T}, {~T}, {~T}]", "({^[T]} + {^[T]})", weight=3),
    *rows(
        "[T]",
        "[{~T x} for $x:U in {[U]}]", "[{~T x} for $x:int in range({small})]", weight=6,
    ),
    *rows("[int]", "list(range({small}))", "[{=x} for $x:int in {[int]} if {bool x}]", weight=3),
    *rows("[S]", "({[S]} * {small})", "([{S}] * {small})", "{[S]}.copy()", "list({[S]})"),
    *rows("[S]", "[{=y} for $x:[S] in {[[S]]} for $y:S in {=x}]"),
    *rows(
        "[T]",
        "{^[T]}[{int}:{int}]", "{^[T]}[:{int}]", "{^[T]}[{int}:]", "{^[T]}[::-1]",
        "[{~T x} for $x:U in {[U]} if {bool x}]",
        "[{~T x} for $x:int in range({small}) if {bool x}]",
        "[{~T xy} for $x:int, $y:U in enumerate({[U]})]",
        "[{~T xy} for $x:U, $y:V in zip({[U]}, {[V]})]",
        "[{~T xy} for $x:int in range({small}) for $y:int in range({small x})]",
    ),
    *rows(
        "[T]",
        "{^[T]}[{int}:{int}:{stride}]", "{^[T]}[::{stride}]", "[{~T x} for $x:int in (2, 0, 3)]",
        "[{~T x} for $x:U in reversed({[U]})]", "list({^[T]})", "list({~T x} for $x:U in {[U]})",
        "[{~T x} for $x:int in reversed(range({small}))]",
        "[{~T xy} for $x:U in {[U]} if {bool x} for $y:int in range({small x}) if {bool xy}]",
        "[{~T xy} for $x:U, $y:int in zip({[U]}, range({small}))]",
        "[{~T xyz} for $x:int in range({small}) for $y:U in {[U] x}"
        " for $z:int in range({small xy})]",
        "[{~T xy} for $x:S, $y:S in [[{S}, {S}], [{S}, {S}]]]",
        "[{~T xyz} for $x:int, ($y:U, $z:V) in enumerate(zip({[U]}, {[V]}))]",
        "[{~T x} for $x:U in {[U]} if {bool x} if {bool x}]", "list(reversed({^[T]}))",
        "[{~T xy} for $x:int, $y:U in enumerate({[U]}, 1)]",
        "[{~T x} for $x:int in range({small}, {int} % 5)]",
        "[{~T x} for $x:int in range({int} % 5, {small}, -1)]",
        "[{~T x} for $x:int in range(0, {small}, {positive})]",
        weight=1,
    ),
]  # fmt: skip

EXPRESSIONS = [*NUMBERS, *TRUTHS, *CHOICES, *LISTS]

ASSIGNMENTS = [
    *rows("", "$a:T! = {~T}", weight=12),
    *rows("", "{var int} {op} {int}", "{var S} = {S}", weight=6),
    *rows("", "{var [T]} = {~[T]}", "$a:T!, $b:U! = {~T}, {~U}", "$a:T! = {call ~T}", weight=3),
    *rows(
        "",
        "$a:S! = $b:S! = {S}", "{a=var S}, {b=var S} = {=b}, {=a}", "$a:int!: int = {int}",
        "$a:[T]!: {type [T]} = []", "$a:S!, $b:S! = [{S}, {S}]",
        "$a:int!, $b:int! = divmod({int}, {positive})", "pair = {S}, {~U}\n$a:S!, $b:U! = pair",
        "{calls}", "{unpack}", "{var int} <<= {exponent}", "{var int} >>= {exponent}",
        "{var int} **= {exponent}", "$a:S!, $b:S! = {[S]}[:2]", "$a:U! = {call ~U}",
    ),
]  # fmt: skip

UPDATES = [
    *rows(
        "",
        "{list [T]}.append({~T})", "if {v=list [T]}:\n    {=v}[({int} % len({=v}))] = {~T}",
        weight=8,
    ),
    *rows(
        "",
        "for $x:int in range(len({v=list [T]})):\n    {=v}[{=x}] = {~T x}\n    {block x -v}",
        "for $x:int in range(len({v=list [int]})):\n    {=v}[{=x}] {op} {int x}",
        "for $x:int in range(len({v=list [[T]]})):\n    for $y:int in range(len({=v}[{=x}])):\n"
        "        {=v}[{=x}][{=y}] = {~T xy}",
        "{list [T]}[{index}] = {~T}", "{list [int]}[{index}] {op} {int}",
        "if {v=list [[T]]}:\n    {=v}[({int} % len({=v}))].append({~T})",
        "if len({v=list [S]}) > 1:\n    {=v}[0], {=v}[-1] = {=v}[-1], {=v}[0]",
        weight=4,
    ),
    *rows(
        "",
        "$a:T! = {list [T]}.pop()", "$a:T! = {list [T]}.pop({index})", "{list [T]}.pop()",
        "{list [T]}.insert({int}, {~T})", "{list [T]}.extend({~[T]})", "{list [T]} += {~[T]}",
        "{list [T]}.reverse()", "{list [[T]]}[{index}][{index}] = {~T}",
        "{list [[int]]}[{index}][{index}] {op} {int}", "{list [[T]]}[{index}] = {~[T]}",
        "{list [[T]]}[{index}].append({~T})", "{list [[T]]}[{index}].pop()",
        "$a:T! = {list [[T]]}[{index}].pop()", "{list [[T]]}[{index}].extend({~[T]})",
        "{list [[T]]}[{index}].insert({int}, {~T})", "{list [[T]]}[{index}].reverse()",
        "{v=list [S]}[{index}], {=v}[{index}] = {=v}[{index}], {=v}[{index}]",
        "while {v=list [T]}:\n    $x:T = {=v}.pop()\n    {block x -v}",
        "while {v=list [S]} and {bool}:\n    $x:S = {=v}.pop(0)\n    {block x -v}",
        "$a:[T]!: {type [T]} = []\nfor $x:U in {q=[U]}:\n    {=a}.append({~T x})",
        "$a:[T]!: {type [T]} = []\nfor $x:U in {q=[U]}:\n"
        "    if {bool x}:\n        {=a}.append({~T x})",
        weight=1,
    ),
]  # fmt: skip

COUNT = "$c:int! = {small}\n"
BLOCKS = [
    *rows(
        "",
        "if {bool}:\n    {block}", "if {bool}:\n    {arm}\nelse:\n    {arm}",
        "for $x:int in range({small}):\n    {block x}", "for $x:U in {q=[U]}:\n    {block x -q}",
        COUNT + "while {=c} > 0:\n    {=c} -= 1\n    {block c}",
        weight=8,
    ),
    *rows(
        "",
        "if {bool}:\n    {arm}\nelif {bool}:\n    {arm}\nelse:\n    {arm}",
        "if {int}:\n    {arm}\nelif {[U]}:\n    {arm}\nelse:\n    {arm}",
        "for $x:int, $y:U in enumerate({q=[U]}):\n    {block xy -q}",
        "for $x:U, $y:V in zip({q=[U]}, {r=[V]}):\n    {block xy -q -r}",
        "for $x:U in reversed({q=[U]}):\n    {block x -q}",
        "for $x:int in (3, 0, -2):\n    {block x}", "for $x:U in {name [U]}[:]:\n    {block x}",
        "for $x:int in range({small}, -1, -1):\n    {block x}",
        COUNT + "while {=c} > 0 and {bool c}:\n    {=c} -= 1\n    {block c}",
        COUNT + "while True:\n    if {=c} <= 0 or {bool c}:\n        break\n"
        "    {=c} -= 1\n    {block c}",
        COUNT + "while {=c}:\n    {=c} -= 1\n    if {bool c}:\n        continue\n    {block c}",
        weight=3,
    ),
    *rows(
        "",
        "for $x:int in reversed(range({small})):\n    {block x}",
        "for $x:int in range(-2, {small}, {positive}):\n    {block x}",
        "for $x:int, $y:U in zip(range({small}), {q=[U]}):\n    {block xy -q}",
        "for $x:int, $y:U in enumerate({q=[U]}, {digit}):\n    {block xy -q}",
        "for $x:U in [{U}, {U}]:\n    {block x}",
        "for $x:int in range({small}):\n    for $y:int in range({small x}):\n        {block xy}",
        "for $x:int, ($y:U, $z:V) in enumerate(zip({q=[U]}, {r=[V]})):\n    {block xyz -q -r}",
        "for $x:S, $y:S in [[{S z}, {S z}] for $z:int in range({small})]:\n    {block xy}",
        "for $x:U in {q=[U]}:\n    if {bool x}:\n        {block x -q}\n        break\n"
        "else:\n    {last}",
        COUNT + "while {=c} > 0:\n    {=c} -= 1\n    if {bool c}:\n        break\n"
        "else:\n    {last}",
        COUNT + "while {[U]} and {=c} > 0:\n    {=c} -= 1\n    {block c}",
        weight=1,
    ),
]  # fmt: skip

EXITS = [
    *rows("", "if {bool}:\n    return {result}", weight=4),
    *rows("", "assert {bool}", "assert {int} or True", "pass", weight=1),
    Row("", "if {bool}:\n    break", 5, loop=True),
    Row("", "if {bool}:\n    continue", 5, loop=True),
    Row("", "if {bool}:\n    {block}\n    break", 2, loop=True),
    Row("", "if {bool}:\n    {block}\n    continue", 2, loop=True),
    Row("", "if {bool}:\n    {arm}\nelse:\n    break", 2, loop=True),
    Row("", "if {bool}:\n    {arm}\nelse:\n    return {result}", 2),
]  # fmt: skip

STATEMENTS = [*ASSIGNMENTS, *UPDATES, *BLOCKS, *EXITS]
