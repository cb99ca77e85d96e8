"""Tasks: task files, their inputs and answers, and finding them by name.

A task file imports its inputs from here. `complexity.tasks.find` finds tasks and programs by name.
"""

from .inputs import (
    Inputs,
    booleans,
    grids,
    integers,
    integers_of_bits,
    lists,
    permutations,
    product,
    stated,
    union,
)
from .mazes import open_mazes, perfect_mazes

__all__ = [
    "Inputs",
    "booleans",
    "grids",
    "integers",
    "integers_of_bits",
    "lists",
    "open_mazes",
    "perfect_mazes",
    "permutations",
    "product",
    "stated",
    "union",
]
