"""Texts that are large or whose work is: generators of hostile programs."""

from __future__ import annotations

DOUBLING = """def f(a: list[int]) -> list[int]:
    for i in range(14):
        a = a + a
    return a
"""

POWERS = """def f(n: int) -> int:
    c = 0
    for i in range(n):
        c = (1 ** (c | 2**61)) + (-1) ** (2**60 + i) + (-1) ** (2**62 + i + 1)
    return c
"""

# a list that holds one row many times, and lists compared of which one is short
SHARING = """def rows(n: int) -> list[list[int]]:
    row = [7] * n
    return [row] * n


def deep(n: int) -> list[list[list[list[list[int]]]]]:
    a = [7] * n
    b = [a] * n
    c = [b] * n
    d = [c] * n
    return [d] * n


def equal(n: int) -> bool:
    a = [7] * n
    b = [a] * n
    c = [b] * n
    d = [c] * n
    return [d] * n == [d] * n


def within(n: int) -> bool:
    a = [7] * n
    b = [a] * n
    c = [b] * n
    d = [c] * n
    return d in [d] * n


def short(n: int) -> int:
    a = [[i] for i in range(3000)]
    b = a[:0]
    c = 0
    for i in range(n):
        if a == b:
            c = c + 1
    return c


def empty(n: int) -> int:
    rows: list[list[int]] = [[]] * n
    c = 0
    for i in range(n):
        c = c + len([x for row in rows for x in row])
    return c


def first(n: int) -> int:
    a = [7] * n
    b = [a] * n
    c = [b] * n
    return len([c] * n)
"""


CONSTANT = """def f(n: int) -> list[list[list[int]]]:
    row = [7] * 1000
    return [[row] * 1000] * 1000
"""


def tuples(size: int) -> str:
    """A program of so many results."""
    types, values = ", ".join(["int"] * size), ", ".join(f"n + {k}" for k in range(size))
    return f"def f(n: int) -> tuple[{types}]:\n    return ({values})\n"


def rotated(size: int) -> str:
    """So many lists with names, which each round of a loop moves on by one."""
    names = [f"a{k}" for k in range(size)]
    made = "".join(f"    {name} = [{k}, n]\n" for k, name in enumerate(names))
    moved = ", ".join(names), ", ".join([*names[1:], names[0]])
    total = ", ".join(f"{name}[0]" for name in names)
    return (
        f"def f(n: int) -> int:\n{made}    for i in range(n):\n"
        f"        {moved[0]} = {moved[1]}\n    return sum([{total}])\n"
    )


def parameters(size: int) -> str:
    """A function of so many lists."""
    names = [f"p{k}" for k in range(size)]
    given = ", ".join(f"{name}: list[int]" for name in names)
    total = ", ".join(f"len({name})" for name in names)
    return f"def f({given}) -> int:\n    return sum([{total}])\n"


def updates(size: int) -> str:
    """So many updates of a list that nests six deep."""
    nested = "list[" * 6 + "int" + "]" * 6
    lines = "".join(f"    x[0][0][0][0][0][0] = n + {k}\n" for k in range(size))
    return f"def f(x: {nested}, n: int) -> {nested}:\n{lines}    return x\n"


def functions(size: int) -> str:
    """A file of so many functions."""
    return "".join(f"def f{k}(n: int) -> int:\n    return n + {k}\n\n\n" for k in range(size))


def gates(size: int) -> str:
    """A netlist of so many gates in a chain, the last of them first."""
    names = " ".join(f"i{k}" for k in range(size))
    chain = [f".names x{k - 1} i{k} x{k}\n11 1" for k in range(1, size)]
    chain.reverse()
    body = "\n".join(chain)
    return (
        f".model m\n.inputs {names}\n.outputs x{size - 1}\n{body}\n.names i0 x0\n1 1\n.end\n"
    )  # fmt: skip
