"""A folder full of files that are named like modules, each of which says so when it is executed."""

from __future__ import annotations

import sys
from pathlib import Path

PACKAGES = ("numpy", "llvmlite", "rich", "pysat", "sympy", "networkx", "mpmath", "pygments",
            "markdown_it", "mdurl", "six", "sitecustomize", "usercustomize")  # fmt: skip
MARK = "executed-"
SLOW = """
def slow(xs: list[int]) -> list[int]:
    for i in range(len(xs)):
        for j in range(len(xs) - 1):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs
"""


def fill(folder: Path) -> None:
    """A slow sort in a file of every name, below a statement that leaves a mark."""
    for name in (*sys.stdlib_module_names, *PACKAGES):
        mark = folder / f"{MARK}{name}"
        (folder / f"{name}.py").write_text(f"open({str(mark)!r}, 'w').close()\n{SLOW}")


def executed(folder: Path) -> list[str]:
    """The files of a folder that were executed."""
    return sorted(path.name.removeprefix(MARK) for path in folder.glob(f"{MARK}*"))


def deep(lists: int = 40, calls: int = 600) -> str:
    """A recursion through a function with many in-out lists, called often in its body."""
    names = [f"x{k}" for k in range(lists)]
    params = ", ".join(f"{name}: list[int]" for name in names)
    steps = "".join(f"    {name}[0] += 1\n" for name in names)
    calling = f"        down({', '.join(names)}, n - 1)\n"
    copies = "".join(f"    {name} = a[:]\n" for name in names)
    return (
        f"def down({params}, n: int) -> None:\n{steps}    if n > 0:\n{calling * calls}\n"
        f"def that(a: list[int], n: int) -> list[int]:\n{copies}    down({', '.join(names)}, n)\n"
        "    return x0\n"
    )
