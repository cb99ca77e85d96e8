"""Every answer of every task against an oracle of its own, and the numbers that are published."""

from __future__ import annotations

import itertools
import math
from functools import cache
from itertools import pairwise
from random import Random

import networkx
import pytest
import sympy

from complexity.machine.evaluate import Machine
from complexity.measuring.measure import measure_input
from complexity.measuring.settings import Settings
from complexity.semantics.tape import SeededTape
from complexity.tasks.corpus import shipped
from complexity.tasks.find import find, find_task, programs_of
from complexity.tasks.inputs import count_up_to, fresh, stated
from complexity.tasks.mazes import open_mazes, perfect_mazes
from complexity.tasks.reference import reference

MOST = 60  # inputs of a size that are all run; of larger sizes, a few that are drawn
DRAWN = 12
STEPS = 400_000  # of a program, after which two inputs of each further size are run


def root(m):
    low = 0
    while (low + 1) ** 2 <= m:
        low += 1
    return low


def greatest_sum(xs):
    sums = [0, *itertools.accumulate(xs)]
    return max(b - a for i, a in enumerate(sums) for b in sums[i:])


def reaches(xs, target):
    sums = {0}
    for x in xs:
        sums |= {s + x for s in sums}
    return target in sums


def graph_of(rows):
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(rows)))
    graph.add_edges_from((i, j) for i, row in enumerate(rows) for j in range(i) if row >> j & 1)
    return graph


def nearest(points):
    pairs = itertools.combinations(points, 2)
    return min((round(math.dist(a, b) ** 2) for a, b in pairs), default=0)


def best_slope(ys, a):
    """Whether the derivative at a is within half a step of 0."""
    above = sum(x * y for x, y in enumerate(ys, 1))
    below = sum(x * x for x in range(1, len(ys) + 1))
    return abs(2 * above - 2 * a * below) <= below


def rule_110(cells):
    """From Wolfram's table of the rule, the neighbourhoods 111 to 000."""
    table = dict(zip(itertools.product((1, 0), repeat=3), (0, 1, 1, 0, 1, 1, 1, 0), strict=True))
    for _ in cells:
        left, right = cells[-1:] + cells[:-1], cells[1:] + cells[:1]
        cells = [table[three] for three in zip(left, cells, right, strict=True)]
    return cells


@cache
def collatz(m):
    return 0 if m == 1 else 1 + collatz(3 * m + 1 if m % 2 else m // 2)


def queens(n, a, b):
    """Solutions as independent sets of the queen graph."""
    free = [(r, c) for r in range(n) for c in range(n) if (r, c) in ((0, a), (1, b)) or r > 1]
    clash = lambda p, q: p[0] == q[0] or p[1] == q[1] or abs(p[0] - q[0]) == abs(p[1] - q[1])  # noqa: E731

    def count(chosen, row):
        if row == n:
            return 1
        return sum(
            count([*chosen, p], row + 1)
            for p in free
            if p[0] == row and not any(clash(p, q) for q in chosen)
        )

    return count([], 0)


def shortest(ways, goal):
    graph = networkx.Graph((a, b) for a, row in enumerate(ways) for b in row)
    graph.add_nodes_from(range(len(ways)))
    return networkx.shortest_path_length(graph, 0, goal)


def walks(ways, path, goal):
    return path[0] == 0 and path[-1] == goal and all(b in ways[a] for a, b in pairwise(path))


def holds(disturbances, heats):
    temperatures = itertools.accumulate(
        (5 * heat - 2 + d for heat, d in zip(heats, disturbances, strict=True))
    )
    return set(heats) <= {0, 1} and all(-10 <= t <= 10 for t in temperatures)


def passes(doors, moves):
    places = [(0, 0)]
    for move in moves:
        room, height = places[-1]
        if move == 0 and height != doors[room]:
            return False
        places.append((room + (move == 0), height + move))
    return places[-1][0] == len(doors) and all(0 <= h <= len(doors) for _, h in places)


LINES = [{0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {0, 3, 6}, {1, 4, 7}, {2, 5, 8}, {0, 4, 8}, {2, 4, 6}]


@cache
def outcome(mine: frozenset, theirs: frozenset) -> int:
    """The value of a position of tic-tac-toe, over sets of squares."""
    if any(line <= theirs for line in LINES):
        return -1
    free = set(range(9)) - mine - theirs
    return max((-outcome(theirs, mine | {s}) for s in free), default=0)


def squares(mask):
    return frozenset(s for s in range(9) if mask >> s & 1)


def keeps(mine, theirs, move):
    a, b = squares(mine), squares(theirs)
    if move not in set(range(9)) - a - b:
        return False
    return outcome(a, b) == -1 or -outcome(b, a | {move}) >= 0


# task -> whether a result is right, by an oracle that shares nothing with the task file
ORACLES = {
    "closest_pair": lambda ps, found: found == nearest(ps),
    "collatz": lambda m, found: found == collatz(m),
    "corridor": passes,
    "fibonacci": lambda k, found: found == sympy.fibonacci(k),
    "gcd": lambda a, b, found: found == math.gcd(a, b),
    "heated_room": holds,
    "integer_square_root": lambda m, found: found == root(m),
    "line_fit": best_slope,
    "maximum": lambda xs, found: found == (sorted(xs)[-1] if xs else 0),
    "maximum_subarray": lambda xs, found: found == greatest_sum(xs),
    "maze": lambda ways, path: walks(ways, path, len(ways) - 1),
    "modular_inverse": lambda a, p, found: 0 < found < p and a * found % p == 1,
    "n_queens": lambda n, a, b, found: found == queens(n, a, b),
    "nim": lambda a, b, c, found: found == (a ^ b ^ c != 0),
    "open_maze": lambda ways, goal, path: (
        walks(ways, path, goal) and len(path) == shortest(ways, goal) + 1
    ),
    "parity": lambda bits, found: found == bits.count(1) % 2,
    "popcount": lambda m, found: found == bin(m).count("1"),
    "primes_below": lambda m, found: found == [*sympy.primerange(m)],
    "rule_110": lambda cells, found: found == rule_110(cells),
    "smallest_divisor": lambda m, found: found == min(sympy.primefactors(m)),
    "sorting": lambda xs, found: found == sorted(xs),
    "sorting_small_keys": lambda xs, found: found == sorted(xs),
    "subset_sum": lambda xs, target, found: found == reaches(xs, target),
    "subtraction_game": lambda m, found: found == (m % 4 > 0),
    "tic_tac_toe": keeps,
    "two_colouring": lambda rows, found: found == networkx.is_bipartite(graph_of(rows)),
}
ANSWERS = [program for name in shipped() for program in programs_of(name)]


def test_every_task_has_an_oracle():
    assert set(ORACLES) == set(shipped())


@pytest.mark.parametrize("program", ANSWERS, ids=lambda program: program.name)
def test_an_answer_is_right(program):
    task, tried, steps = program.task, 0, 0
    for n in range(task.default_size + 1):
        count = count_up_to(task.inputs, n, MOST + 1)
        if not count:
            continue
        rng = Random(n)
        if count <= MOST:
            inputs = list(task.inputs.all(n))
        else:
            inputs = [task.inputs.sample(n, rng) for _ in range(DRAWN)]
        machine = Machine(program.graph(n))
        for args in inputs if steps < STEPS else inputs[:2]:
            run = machine.run(fresh(args), tape=SeededTape(n))
            assert ORACLES[task.name](*fresh(args), run.result), (n, args, run.result)
            tried, steps = tried + 1, steps + run.time
    assert tried > 1


@pytest.mark.parametrize("name", sorted(shipped()))
def test_every_answer_has_a_kind(name):
    task = find_task(name)
    assert set(task.kinds) == {*task.answers, *task.families}
    assert len(set(task.kinds.values())) > 1 or name == "rule_110"


def total(name, sizes_or_inputs, n):
    """The sum of a program's results over inputs."""
    machine = Machine(find(name).graph(n))
    return sum(machine.run(args).result for args in sizes_or_inputs)


def candidates(name, args, n):
    """The candidates of one run, by machine code where it is installed."""
    settings = Settings(reference(find_task(name.partition("/")[0]), "bare"), work=10**9)
    found = measure_input(find(name), args, n, settings)
    return found.figures["candidates"].mean


def test_the_whole_tree_of_tic_tac_toe_comes_out_of_the_graph():
    """5,478 positions and 549,946 nodes (OEIS A008907 counts the games by their lengths)."""
    assert candidates("tic_tac_toe/minimax", (0, 0), 9) == 549_946 - 1  # all nodes but the root
    assert find_task("tic_tac_toe").inputs.count(9) == 5_478 - 958  # all positions but the ended


def test_the_games_of_tic_tac_toe_are_255_168():
    """Games end where a line is full or no square is free: leaves of the tree."""

    @cache
    def games(mine, theirs):
        free = set(range(9)) - mine - theirs
        if not free or any(line <= theirs for line in LINES):
            return 1
        return sum(games(theirs, mine | {s}) for s in free)

    assert games(frozenset(), frozenset()) == 255_168


def test_the_queens_are_those_of_the_oeis():
    """https://oeis.org/A000170: 2, 10, 4, 40 solutions for n = 4 to 7."""
    for n, count in ((4, 2), (5, 10), (6, 4), (7, 40)):
        assert total("n_queens/bits", find_task("n_queens").inputs.all(n), n) == count


def test_the_two_colourable_graphs_are_those_of_the_oeis():
    """https://oeis.org/A047864: 1, 2, 7, 41 labelled graphs of 1 to 4 vertices."""
    for n, count in ((1, 1), (2, 2), (3, 7), (4, 41)):
        inputs = find_task("two_colouring").inputs.all(n)
        assert total("two_colouring/spread", inputs, n) == count


def test_the_rows_of_rule_110_are_those_of_the_oeis():
    """https://oeis.org/A071049: the ones in the rows from a single one; n cells run for n steps."""
    ones = (1, 2, 3, 3, 5, 3, 5, 6, 8, 5, 6, 8, 8, 8, 11, 11)
    for n in range(1, len(ones)):
        # the light cone of the last cell fills the ring in n - 1 steps: one step less is compared
        rows = [row := [0] * (n - 1) + [1], *(row := rule_110_once(row) for _ in range(n))]
        assert sum(rows[n - 1]) == ones[n - 1]
        assert Machine(find("rule_110/words").graph(n)).run((rows[0],)).result == rows[n]


def rule_110_once(cells):
    """A step from the number of the rule."""
    n = len(cells)
    return [110 >> (4 * cells[i - 1] + 2 * cells[i] + cells[(i + 1) % n]) & 1 for i in range(n)]


def test_the_records_of_3n_plus_1_are_those_of_the_oeis():
    """https://oeis.org/A006877 and A006878."""
    machine = Machine(find("collatz/loop").graph(6))
    for m, steps in ((27, 111), (97, 118), (871, 178), (6171, 261)):
        assert machine.run((m,)).result == steps


def test_euclid_divides_most_for_fibonacci_numbers():
    """Lamé 1844: of numbers up to F(k + 1), none needs more divisions than F(k) and F(k + 1)."""
    machine = Machine(find("gcd/euclid").graph(5))
    worst = max((machine.run((a, b)).time, a, b) for a in range(1, 35) for b in range(1, 35))
    assert worst[1:] == (21, 34)


def test_perfect_mazes_are_as_many_as_the_oeis_says():
    """https://oeis.org/A007341."""
    inputs = perfect_mazes()
    assert [inputs.count(n) for n in range(1, 6)] == [1, 4, 192, 100_352, 557_568_000]
    for n in range(4):
        mazes = [str(args) for args in inputs.all(n)]
        assert len(set(mazes)) == len(mazes) == inputs.count(n)
    drawn = {str(inputs.sample(2, Random(seed))) for seed in range(40)}
    assert drawn == {str(args) for args in inputs.all(2)}


def test_open_mazes_are_connected_and_go_from_perfect_to_open():
    mazes = list(open_mazes(5).all(4))
    passages = [sum(map(len, ways)) // 2 for ways, _ in mazes]
    assert passages[:5] == [15] * 5
    assert passages[-5:] == [24] * 5
    assert len(set(passages)) > 3
    for ways, goal in mazes:
        assert shortest(ways, goal) >= 4
        assert all(a in ways[b] for a, row in enumerate(ways) for b in row)


def test_stated_inputs_are_fresh_and_counted():
    inputs = stated(lambda n: [([k],) for k in range(n)], "some")
    first = next(inputs.all(2))
    first[0].append(7)
    assert list(inputs.all(2)) == [([0],), ([1],)]
    assert inputs.sample(3, Random(0)) in [([0],), ([1],), ([2],)]
    assert inputs.count(5) == 5
