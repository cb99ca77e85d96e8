"""Walk through a corridor of n rooms, each of which is left by a door at its own height.

An answer lists the moves: 1 up, -1 down, 0 through the door to the next room, which is possible at
the height of the door only. Rooms are n + 1 high, and the walk begins at height 0. A flat
controller looks at one number in each step; a hierarchical one has a controller of rooms that sets
the goals of another within a room; search explores all places that can be reached.
"""

from complexity import candidate, tasks


def _itself(n: int) -> int:
    """n"""
    return n


inputs = tasks.lists(high=_itself)
default_size = 4


def accepts(args: tuple[list[int]], moves: list[int]) -> bool:
    """Whether the moves lead through every door and end behind the last."""
    (doors,) = args
    room = height = 0
    for move in moves:
        if room == len(doors) or move not in (-1, 0, 1):
            return False
        if move == 0 and height != doors[room]:
            return False
        room += move == 0
        height += move
        if not 0 <= height <= len(doors):
            return False
    return room == len(doors)


kinds = {
    "controller": ["flat", "hierarchical"],
    "search": ["all_places", "each_room"],
}


def flat(doors: list[int]) -> list[int]:
    """Controller: towards the height of the door, and through it."""
    height = 0
    moves: list[int] = []
    for door in doors:
        while height != door:
            move = 1 if height < door else -1
            height += move
            moves.append(move)
        moves.append(0)
    return moves


def _approach(height: int, goal: int) -> list[int]:
    """The lower controller: the moves from one height to another."""
    return [1 if height < goal else -1 for _ in range(abs(height - goal))]


def hierarchical(doors: list[int]) -> list[int]:
    """Controller: the upper one names the next door, the lower one goes there."""
    moves: list[int] = []
    height = 0
    for door in doors:
        moves += _approach(height, door) + [0]
        height = door
    return moves


def each_room(doors: list[int]) -> list[int]:
    """Search: within each room, walks of one move more until one ends at the door."""
    moves: list[int] = []
    height = 0
    for door in doors:
        walks: list[list[int]] = [[]]
        while all(height + sum(walk) != door for walk in walks):
            walks = [walk + [candidate(m)] for walk in walks for m in [-1, 1]]
        moves += next(walk for walk in walks if height + sum(walk) == door) + [0]
        height = door
    return moves


def all_places(doors: list[int]) -> list[int]:
    """Search: breadth first over rooms and heights, with the move that led to each place."""
    n = len(doors)
    k = n + 1
    came = [-2] * (k * k)
    came[0] = -1
    queue = [0]
    i = 0
    while came[n * k] == -2 and all(came[n * k + h] == -2 for h in range(k)):
        place = candidate(queue[i])
        i += 1
        room = place // k
        height = place % k
        if height < n and came[place + 1] == -2:
            came[place + 1] = place
            queue.append(place + 1)
        if height > 0 and came[place - 1] == -2:
            came[place - 1] = place
            queue.append(place - 1)
        if doors[room] == height and came[place + k] == -2:
            came[place + k] = place
            queue.append(place + k)
    place = next(p for p in range(n * k, k * k) if came[p] != -2)
    moves: list[int] = []
    while place > 0:
        before = came[place]
        moves.insert(0, 0 if place - before == k else place - before)
        place = before
    return moves
