"""Fit a line through the origin: the integer slope a with the least sum of (y - a x)^2 over x =
1..n.

The normal equation gives the answer in one division (Legendre 1805); gradient descent and a search
of all slopes find it too. Where two slopes are equally good, either is right.
"""

from complexity import candidate, tasks

inputs = tasks.lists(low=-3, high=3)
default_size = 4


def _error(ys: list[int], a: int) -> int:
    """The sum of squared errors."""
    return sum((y - a * x) ** 2 for x, y in enumerate(ys, 1))


def accepts(args: tuple[list[int]], a: int) -> bool:
    """Whether no slope has a smaller error; the best one lies within the range of the values."""
    (ys,) = args
    most = max(map(abs, ys), default=0)
    return _error(ys, a) == min(_error(ys, b) for b in range(-most, most + 1))


kinds = {
    "search": ["all_slopes", "descent"],
    "direct": ["normal_equation"],
}


def all_slopes(ys: list[int]) -> int:
    """Search: every slope from -3 to 3, the range of the values."""
    k = len(ys)
    return min(
        range(-3, 4),
        key=lambda a: candidate(sum([(ys[i] - a * (i + 1)) ** 2 for i in range(k)])),
    )


def descent(ys: list[int]) -> int:
    """Local search: change the slope by 1 against the gradient, while that lessens the error."""
    a = 0
    step = 1
    for _ in range(2):
        better = True
        while better:
            gain = 0
            for i in range(len(ys)):
                x = i + 1
                gain += step * x * (2 * (ys[i] - a * x) - step * x)
            better = candidate(gain) > 0
            if better:
                a += step
        step = -1
    return a


def normal_equation(ys: list[int]) -> int:
    """The sum of x y over the sum of x x, to the nearest integer."""
    above = 0
    below = 0
    for i in range(len(ys)):
        x = i + 1
        above += x * ys[i]
        below += x * x
    return (2 * above + below) // (2 * below) if below > 0 else 0
