"""Hold a room within one degree of its set-point, 21 degrees, against n disturbances.

Temperatures count tenths of a degree from the set-point. In a step the heater adds 5 tenths, the
walls lose 2, and the disturbance, -2 to 2, comes from outside. An answer says for each step whether
to heat, and sees the disturbances of the steps before only through the temperature: the plant
`room` is a word, so that a policy is priced without its world.

A thermostat has the set-point in its graph and considers no candidates; model-predictive search
tries every plan of the next steps.
"""

from complexity import candidate, tasks


def room(t: int, heat: int, d: int) -> int:
    """The temperature after a step, in tenths of a degree from the set-point."""
    return t + 5 * heat - 2 + d


inputs = tasks.lists(low=-2, high=2)
default_size = 5
given = {"objective": ["room"], "construct": ["room"], "search": ["room"]}


def accepts(args: tuple[list[int]], heats: list[int]) -> bool:
    """Whether the temperature stays within ten tenths, with the heater on or off in each step."""
    (disturbances,) = args
    t = 0
    for heat, d in zip(heats, disturbances):
        t = t + 5 * heat - 2 + d
        if heat not in (0, 1) or abs(t) > 10:
            return False
    return len(heats) == len(disturbances)


kinds = {
    "controller": ["thermostat", "hysteresis", "proportional_integral"],
    "search": ["best_plan", "one_step"],
}


def thermostat(ds: list[int]) -> list[int]:
    """Controller: heat below the set-point."""
    t = 0
    heats: list[int] = []
    for d in ds:
        heat = 1 if t < 0 else 0
        t = room(t, heat, d)
        heats.append(heat)
    return heats


def hysteresis(ds: list[int]) -> list[int]:
    """Controller: heat from four tenths below to one above."""
    t = 0
    heat = 0
    heats: list[int] = []
    for d in ds:
        if t < -3:
            heat = 1
        if t > 0:
            heat = 0
        t = room(t, heat, d)
        heats.append(heat)
    return heats


def proportional_integral(ds: list[int]) -> list[int]:
    """Controller: heat while the error and a share of its sum are negative."""
    t = 0
    total = 0
    heats: list[int] = []
    for d in ds:
        total += t
        heat = 1 if 4 * t + total < 0 else 0
        t = room(t, heat, d)
        heats.append(heat)
    return heats


def one_step(ds: list[int]) -> list[int]:
    """Search: heat or not, whichever leads closer to the set-point without a disturbance."""
    t = 0
    heats: list[int] = []
    for d in ds:
        heat = min(range(2), key=lambda h: candidate(abs(room(t, h, 0))))
        t = room(t, heat, d)
        heats.append(heat)
    return heats


def best_plan(ds: list[int]) -> list[int]:
    """Search: of all plans for three steps without disturbances, the first step of the best.

    Model-predictive control (Richalet 1978); plans are numbers of three bits.
    """
    t = 0
    heats: list[int] = []
    for d in ds:
        best = 0
        least = 1000
        for plan in range(8):
            u = t
            cost = 0
            for k in range(3):
                u = room(u, plan >> k & 1, 0)
                cost += u * u
            if candidate(cost) < least:
                least = cost
                best = plan & 1
        t = room(t, best, d)
        heats.append(best)
    return heats
