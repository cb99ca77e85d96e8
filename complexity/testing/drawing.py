"""Productions that draw from the random tape, used in every other random program.

The notation is that of `productions`. Draws have few outcomes, so that many programs have few
tapes; some loops end only with probability one, and a few never end.
"""

from __future__ import annotations

from .productions import COUNT, Row, rows

EXPRESSIONS = [
    *rows("int", "randrange({few})", weight=6),
    *rows("int", "({int} * randrange({few}))", "randrange(len({[U]}) + 1)", weight=2),
    *rows(
        "int",
        "sum(randrange({few}) for $x:U in {[U]})", "candidate(randrange({few}))",
        "min({[int]} + [randrange({few})])", "max([0, {int}], key=lambda $x:int: randrange({few}))",
        weight=1,
    ),
    *rows("bool", "(randrange({few}) == 0)", "(randrange({few}) {compare} {int})", weight=4),
    *rows(
        "bool",
        "any(randrange({few}) > {int x} for $x:U in {[U]})",
        "all(randrange({few}) == 0 or {bool x} for $x:U in {[U]})",
        weight=1,
    ),
    *rows("T", "({~T} if randrange({few}) else {~T})", weight=4),
    *rows(
        "T",
        "({v=name [T]}[randrange(len({=v}))] if {=v} else {~T})",
        "max({[T]} + [{~T}], key=lambda $x:T: randrange({few}))",
        weight=2, alias=True,
    ),
    *rows("T", "next(({~T x} for $x:U in {[U]} if randrange({few})), {~T})", weight=1),
    *rows(
        "[T]",
        "[{~T x} for $x:U in {[U]} if randrange({few})]",
        "[{~T x} for $x:int in range(randrange({few}))]",
        weight=2,
    ),
]  # fmt: skip

STATEMENTS = [
    *rows(
        "",
        "if randrange({few}):\n    {block}", "if randrange({few}):\n    {arm}\nelse:\n    {arm}",
        "while randrange({some}):\n    {block}", weight=6,
    ),
    *rows(
        "",
        COUNT + "while {=c} > 0:\n    {=c} -= randrange({some})\n    {block -c}",
        "$a:int! = {bit}\nwhile 0 < {=a} < 3:\n    {=a} += 2 * randrange(2) - 1\n    {block -a}",
        "for $x:U in {q=[U]}:\n    if randrange({few}):\n        {block x -q}\n        break",
        "if {v=list [T]}:\n    {=v}[randrange(len({=v}))] = {~T}",
        "if {v=list [T]}:\n    {=v}.pop(randrange(len({=v})))",
        "{list [T]}.insert(randrange({few}), {~T})",
        "while {v=list [T]} and randrange({some}):\n    {=v}.pop()",
        "for $x:int in range(randrange({few})):\n    {block x}",
        "$a:int! = 0\nwhile {=a} != 1:\n    {=a} = randrange({some})\n    {block -a}",
        weight=2,
    ),
    # many scalars that are live at once, so that straight-line code has a memory peak
    *rows(
        "",
        "$a:int! = ({int} + 1) * ({int} - {int}) - ({int} * 2 - {int}) * ({int} - 7)",
        "$a:int!, $b:int! = {int} - {int}, {int} + 1\n$c:int! = {=a} * {=b} + ({=a} - {int})",
        weight=4,
    ),
    *rows("", "while randrange({few}) == 0:\n    {block}", weight=1),
    *rows(
        "", "if randrange({some}) == 0:\n    while randrange(1) == 0:\n        {block}",
        weight=4,
    ),
    Row("", "if randrange({few}):\n    break", 4, loop=True),
    Row("", "if randrange({few}):\n    continue", 2, loop=True),
    Row("", "if randrange({few}):\n    return {result}", 2),
]  # fmt: skip
