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
    union,
)

__all__ = [
    "Inputs",
    "booleans",
    "grids",
    "integers",
    "integers_of_bits",
    "lists",
    "permutations",
    "product",
    "union",
]
