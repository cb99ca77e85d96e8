"""Random programs that share, copy and update lists, with loops, helpers and temporaries."""

from __future__ import annotations

from random import Random

INTS, ROWS, GRIDS = ("i", "j"), ("a", "b", "c"), ("g", "h")
ROW, GRID = "list[int]", "list[list[int]]"
SIGNATURES = {
    "put": (("a", "b", "i"), "int"),
    "mix": (("a", "g"), ROW),
    "turn": (("g", "h"), GRID),
    "pair": (("a", "b"), "tuple[list[int], int]"),
    "main": (("a", "g"), ""),
}
TYPES = {"i": "int"} | dict.fromkeys(ROWS, ROW) | dict.fromkeys(GRIDS, GRID)


class Writer:
    """Writes one program from a source of randomness."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.rounds = 0
        self.inside = 0
        self.free: list[str] = []

    def pick(self, *options: str) -> str:
        return self.random.choice(options)

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def program(self) -> str:
        return "\n".join(self.function(name) for name in SIGNATURES)

    def function(self, name: str) -> str:
        params, result = SIGNATURES[name]
        self.rounds = 0
        self.free = [p for p in (*ROWS, *GRIDS) if p not in params or self.chance(8)]
        lines = ["    j = 1"] if "i" in params else ["    i = 0", "    j = 1"]
        for local in (*ROWS, *GRIDS):
            if local not in params:
                lines.append(f"    {local} = {self.first(TYPES[local], set(params))}")
        if name in ("put", "mix") and self.chance(25):
            lines.append(f"    if len({params[0]}) > 4:")
            lines.append(f"        return {self.expression(result, 1)}")
        if name != "main":
            lines += self.block(self.random.randrange(3), 1, 0)
            lines.append(f"    return {self.result(name, result)}")
        else:
            lines += self.block(self.random.randrange(2, 7), 1, 0)
            names = [name for name in (*ROWS, *GRIDS) if self.chance(60)] or ["a"]
            result = f"tuple[{', '.join(TYPES[name] for name in names)}]"
            lines.append(f"    return {', '.join(names)}{',' * (len(names) == 1)}")
        head = ", ".join(f"{p}: {TYPES[p]}" for p in params)
        return "\n".join([f"def {name}({head}) -> {result}:", *lines]) + "\n"

    def first(self, type_: str, params: set[str]) -> str:
        if self.chance(40):
            return self.expression(type_, 1, params)
        n = self.random.randrange(1, 4)
        return f"[{n}, 1]" if type_ == ROW else f"[[{n}, 1], [2, 0]]"

    def result(self, name: str, result: str) -> str:
        if name == "pair":
            return f"{self.row()}, {self.number()}"
        if name == "turn" and self.chance(40):
            return self.pick("g", "g + h", "h[:]", "[g[0], h[0]]", "[r for q in [g, h] for r in q]")
        if name == "mix" and self.chance(40):
            return self.pick("a", "g[0]", "g.pop()", "a if len(a) > 2 else g[-1]")
        return self.expression(result, 1)

    def block(self, count: int, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        for _ in range(count):
            lines += self.statement(indent, depth)
        return lines

    def statement(self, indent: int, depth: int) -> list[str]:
        pad = "    " * indent
        kind = self.random.randrange(100)
        if kind < 22 and depth < 2:
            return self.compound(pad, indent, depth)
        if kind < 31 and depth and self.inside:
            return [
                f"{pad}if i > {self.random.randrange(3)}:",
                f"{pad}    {self.pick('break', 'continue')}",
            ]
        if kind < 45:
            return [pad + self.trap()]
        return [pad + (self.assignment() if kind < 70 else self.update())]

    def compound(self, pad: str, indent: int, depth: int) -> list[str]:
        kind = self.random.randrange(5)
        if kind == 0:
            lines = [f"{pad}if {self.test()}:", *self.block(2, indent + 1, depth + 1)]
            if self.chance(50):
                lines += [f"{pad}else:", *self.block(1, indent + 1, depth + 1)]
            return lines
        self.inside += 1
        body = self.block(self.random.randrange(1, 4), indent + 1, depth + 1)
        self.inside -= 1
        if kind == 1:
            self.rounds += 1
            k = f"k{self.rounds}"
            return [f"{pad}{k} = 0", f"{pad}while {k} < 3 and {self.test()}:",
                    f"{pad}    {k} += 1", *body]  # fmt: skip
        a, b = self.own(ROWS), self.own(ROWS)
        heads = (
            "for i in range(3):", f"for i in {self.row()}:", f"for {a} in {self.grid()}:",
            f"for j, {b} in enumerate({self.grid()}):",
            f"for i, {a} in zip({self.row()}, {self.grid()}):",
            f"for {a} in [{self.row()}, {self.row()}]:", f"for i in reversed({self.row()}):",
        )  # fmt: skip
        head = self.pick(*heads)
        if self.chance(40):
            x, g = self.pick(*ROWS), self.pick(*GRIDS)
            body.append(f"{pad}    " + self.pick(f"{x}.append(i)", f"{g}.append([i])",
                f"{x}[0] += 1", f"{g}[-1][0] += 1", f"{g}.pop()", f"{x}.pop()"))  # fmt: skip
        return [pad + head, *body]

    def test(self) -> str:
        return self.pick(
            f"len({self.row()}) > i", f"{self.number()} > {self.number()}", self.row(), "i < j",
            f"{self.number()} > 0 and {self.number()} > 1", f"i in {self.row()}",
        )  # fmt: skip

    def own(self, names: tuple[str, ...]) -> str:
        """A name that may be bound anew."""
        return self.pick(*[name for name in self.free if name in names] or names)

    def assignment(self) -> str:
        kind = self.random.randrange(12)
        if kind < 3:
            return f"{self.own(ROWS)} = {self.expression(ROW, 2)}"
        if kind < 6:
            return f"{self.own(GRIDS)} = {self.expression(GRID, 2)}"
        if kind == 6:
            return f"{self.pick(*INTS)} = {self.number()}"
        if kind == 7 and len(self.free) == 5:
            return self.pick("a, b = b, a", "g, h = h, g", "a, b, c = b, c, a")
        if kind == 8:
            return f"{self.own(ROWS)}, i = {self.pick('pair(a, b)', f'({self.row()}, i)')}"
        if kind == 9:
            return f"{self.own(ROWS)} = {self.own(ROWS)} = {self.row()}"
        if kind == 10:
            return f"t = ({self.row()}, {self.number()}, {self.grid()})"
        return f"{self.own(ROWS)} = {self.pick(*GRIDS)}[{self.index()}]"

    def trap(self) -> str:
        """An update in the midst of an expression, or one that makes an element stand twice."""
        x, y, g, h = self.own(ROWS), self.own(ROWS), self.own(GRIDS), self.own(GRIDS)
        z, i = self.pick(*ROWS), self.index()
        return self.pick(
            f"{y} = {x} + [{x}.pop()]", f"i = {x}.pop() + {z}[0]", f"{y} = {x} + mix({x}, {g})",
            f"{g} = [{x}, mix({x}, {h})]", f"{g}[{i}], {y} = {x}, {g}[0]", f"t = ({x}, {x}.pop())",
            f"{g}[len({g}[{i}]) % 2], {g}[{i}] = {g}[{i}], {g}[len({g}[{i}]) % 2]",
            f"{g} = turn({h}, {h})", f"{h} = turn({g}, {h})", f"i = put({x}, {z}, {z}.pop())",
            f"{g} = [{x}] * 2", f"{y} = {g}.pop()", f"{g}[-1][len({g}.pop(0)) - 1] = 9",
            f"{g}.append({g}[0])", f"{g}[0].append(len({g}.pop(0)))", f"{x} = {y} = {g}[{i}]",
            f"{g} = {g}[1:] + {h}", f"{y}, {x} = {x}, {z}", f"{y} = {x} if {y}.pop() else {z}",
            f"{x}, {y} = {g}[:2]", f"{x}, {y} = a, {z} = [{z}, {y}]", f"{x}, {y} = [{z}] * 2",
        )  # fmt: skip

    def update(self) -> str:
        x, y, g = self.pick(*ROWS), self.own(ROWS), self.own(GRIDS)
        i, j = self.index(), self.index()
        return self.pick(
            f"{x}[{i}] = {self.number()}", f"{x}.append({self.number()})", f"{x}.pop()",
            f"{g}[{i}][{j}] = {self.number()}", f"{g}[{i}] = {self.expression(ROW, 1)}",
            f"{g}.append({self.expression(ROW, 1)})", f"{g}.append({x})",
            f"{g}[{i}].append({self.number()})", f"{y} = {g}.pop()",
            f"{x} += {self.expression(ROW, 1)}",
            f"{g} += {self.expression(GRID, 1)}", f"{x}.extend({self.expression(ROW, 1)})",
            f"{g}[{i}] += {self.expression(ROW, 1)}", f"{g}[{i}][{j}] += {self.number()}",
            f"{x}[{i}], {x}[{j}] = {x}[{j}], {x}[{i}]", f"{g}[{i}], {g}[{j}] = {g}[{j}], {g}[{i}]",
            f"{g}[{i}], {y} = {y}, {g}[{j}]", f"i = put({x}, {y}, {self.number()})",
            f"{y} = mix({x}, {g})", f"{g} = turn({g}, {self.pick(*GRIDS)})", f"{x}.reverse()",
            f"{g}.insert({i}, {y})", f"put({x}, {y}[:], 1)", f"mix({x}, {g})",
            f"{x}[{i}] -= {self.number()}",
            f"{g}[{i}].pop({j})", f"{x}.extend({self.number()} for _ in {self.row()})",
        )  # fmt: skip

    def index(self) -> str:
        return self.pick("0", "-1", "i % 2", "0", "j % 3")

    def row(self) -> str:
        return self.expression(ROW, 1)

    def grid(self) -> str:
        return self.expression(GRID, 1)

    def number(self) -> str:
        if self.chance(75):
            return self.pick("0", "1", "2", "i", "j", "i + j")
        x, g = self.pick(*ROWS), self.pick(*GRIDS)
        return self.pick(f"len({x})", f"sum({x})", f"{x}[0]", f"{x}.pop()", f"{g}[0][-1]",
            f"put({x}, {self.pick(*ROWS)}, 0)", f"len({g}.pop())",
            f"{x}[{self.index()}] + {self.pick(*ROWS)}.pop()",
            f"sum(sum(r) for r in {g})")  # fmt: skip

    def expression(self, type_: str, deep: int, known: set[str] | None = None) -> str:
        if type_ == "int":
            return self.number() if known is None else "1"
        rows = [r for r in ROWS if known is None or r in known] or ["[1, 2]"]
        grids = [g for g in GRIDS if known is None or g in known] or ["[[1], [2, 3]]"]
        x, y, g, h = (self.pick(*rows), self.pick(*rows), self.pick(*grids), self.pick(*grids))
        plain = {
            ROW: (x, f"{x}[:]", f"{x}[1:]", f"{g}[0]", "[1, 2, 3]", "[]", f"{g}[-1][:]",
                  f"{x} + {y}", f"list({x})", f"[v + 1 for v in {x}]", "[0] * 3"),
            GRID: (g, f"{g}[:]", f"{g}[1:]", f"[r[:] for r in {g}]", "[[0] * 2 for _ in range(3)]",
                   f"[{x}, {y}]", f"[{x}[:], {y}[:]]", f"{g} + {h}", f"[r for r in {g}]", "[]",
                   "[[0] * 2] * 2", f"[{x}] * 2", f"[{x} for _ in range(2)]",
                   f"list(reversed({g}))"),
        }  # fmt: skip
        if known is not None or deep < 2 or self.chance(60):
            return self.pick(*plain[type_])
        n = self.number()
        rich = {
            ROW: (f"{x} if {n} > 1 else {y}", f"mix({x}, {g})", f"{x} or {y}", f"{x} + [{n}]",
                  f"mix({x}[:], {g}[:])", f"{g}.pop()", f"max({g}, key=len)",
                  f"{x} + mix({y}, {g})",
                  f"next((r for r in {g} if len(r) > 1), {x})", f"{x} and {y}",
                  f"[{n}, {self.number()}]",
                  f"mix({x}, {g}) + mix({y}, {h})", f"candidate({x})"),
            GRID: (f"{g} if {n} > 1 else {h}", f"turn({g}, {h})", f"[mix({x}, {h}), {y}]",
                   f"{g} + [{x}]", f"[{x}, mix({y}, {g})]", f"turn({g}, [r[:] for r in {h}])",
                   f"[{y}, [{n}]]", f"[q for r in [{g}, {h}] for q in r]"),
        }  # fmt: skip
        return self.pick(*rich[type_])


def program(seed: int) -> str:
    """A random program; its entry is `main`."""
    return Writer(Random(seed)).program()


def arguments(seed: int) -> list[object]:
    """Random arguments of `main`."""
    random = Random(seed)

    def row() -> list[int]:
        return [random.randrange(4) for _ in range(random.randrange(2, 5))]

    return [row(), [row() for _ in range(3)]]
