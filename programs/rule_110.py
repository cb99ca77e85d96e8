"""Run Rule 110 for as many steps as there are cells, in a ring of n.

A cell becomes 1 unless its neighbourhood (left, itself, right) is 111, 100 or 000. The automaton is
universal (Cook 2004), so that no shorter way than simulation is to be expected of all inputs;
simulations differ in length, time and span.

The numbers of ones in the rows from a single one are OEIS A071049.
"""

from complexity import candidate, tasks

inputs = tasks.lists(low=0, high=1)
default_size = 6


def spec(cells: list[int]) -> list[int]:
    """The definition, from the rule's number."""
    n = len(cells)
    for _ in range(n):
        cells = [
            110 >> (4 * cells[i - 1] + 2 * cells[i] + cells[(i + 1) % n]) & 1 for i in range(n)
        ]
    return cells


kinds = {
    "direct": ["by_number", "by_logic", "light_cones", "words"],
}


def by_number(cells: list[int]) -> list[int]:
    """The neighbourhood chooses a bit of 110."""
    n = len(cells)
    for _ in range(n):
        cells = [
            110 >> (cells[i - 1] * 4 + cells[i] * 2 + cells[(i + 1) % n]) & 1 for i in range(n)
        ]
    return cells


def by_logic(cells: list[int]) -> list[int]:
    """The cell or its right neighbour, and not all three."""
    n = len(cells)
    for _ in range(n):
        cells = [
            (cells[i] | cells[(i + 1) % n]) - cells[i - 1] * cells[i] * cells[(i + 1) % n]
            for i in range(n)
        ]
    return cells


def _cell(cells: list[int], i: int, t: int) -> int:
    """The state of cell i after t steps, from those of its neighbours before."""
    n = len(cells)
    if t == 0:
        return cells[i % n]
    left = _cell(cells, i - 1, t - 1)
    own = _cell(cells, i, t - 1)
    right = _cell(cells, i + 1, t - 1)
    return 110 >> (left * 4 + own * 2 + right) & 1


def light_cones(cells: list[int]) -> list[int]:
    """Each cell from the three before it, again and again: 3^n calls, which nobody remembers."""
    n = len(cells)
    return [candidate(_cell(cells, i, n)) for i in range(n)]


def words(cells: list[int]) -> list[int]:
    """All cells at once, as the bits of an integer."""
    n = len(cells)
    row = 0
    for c in cells:
        row = row * 2 + c
    for _ in range(n):
        left = row >> 1 | (row & 1) << (n - 1)
        right = (row << 1 | row >> (n - 1)) & ((1 << n) - 1)
        row = (row | right) & ~(left & row & right)
    return [row >> (n - 1 - i) & 1 for i in range(n)]
