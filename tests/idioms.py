"""The same function in three or more idioms, as ordinary programmers write it.

Committed before the normal form had rules for any of them, so that no rule is measured on what was
written for it. The forms of a group follow one idea: they ask the same questions of the same values
(perhaps one of them twice), in another layout or with a built-in word. What computes otherwise, by
another order of the questions, a formula or another pass, stands in a group of its own, and such
groups are compared at the end, outside the goal. `TRAPS` are texts that look alike and are not.

One file on purpose, longer than the modules of the house: it is data.
"""

from __future__ import annotations

from idiom_groups import (
    BUILDING,
    OTHER,
    RECURSION,
    Group,
    Sighting,
    Trap,
    grids,
    keyed,
    lists,
    numbers,
    tuples,
    two_lists,
)  # fmt: skip

SEARCHES = [
    Group("is sorted", "search with early exit", """
def by_not_any_zip(xs: list[int]) -> bool:
    return not any(a > b for a, b in zip(xs, xs[1:]))


def by_all_zip(xs: list[int]) -> bool:
    return all(a <= b for a, b in zip(xs, xs[1:]))


def by_all_index(xs: list[int]) -> bool:
    return all(xs[i] <= xs[i + 1] for i in range(len(xs) - 1))


def by_flag_and_break(xs: list[int]) -> bool:
    ok = True
    for i in range(len(xs) - 1):
        if xs[i] > xs[i + 1]:
            ok = False
            break
    return ok


def by_return(xs: list[int]) -> bool:
    for i in range(len(xs) - 1):
        if xs[i] > xs[i + 1]:
            return False
    return True


def by_while(xs: list[int]) -> bool:
    i = 0
    while i < len(xs) - 1:
        if xs[i] > xs[i + 1]:
            return False
        i += 1
    return True
""", lists()),
    Group("first i below n with i * i == b", "search with early exit", """
def by_next(n: int, b: int) -> int:
    return next((i for i in range(n) if i * i == b), -1)


def by_break(n: int, b: int) -> int:
    found = -1
    for i in range(n):
        if i * i == b:
            found = i
            break
    return found


def by_return(n: int, b: int) -> int:
    for i in range(n):
        if i * i == b:
            return i
    return -1


def by_while(n: int, b: int) -> int:
    i = 0
    while i < n:
        if i * i == b:
            return i
        i += 1
    return -1
""", tuples([-1, 0, 1, 4, 9], [-1, 0, 1, 4, 5, 9, 25, 64])),
    Group("contains", "search with early exit", """
def by_in(xs: list[int], x: int) -> bool:
    return x in xs


def by_any(xs: list[int], x: int) -> bool:
    return any(y == x for y in xs)


def by_return(xs: list[int], x: int) -> bool:
    for y in xs:
        if y == x:
            return True
    return False


def by_flag_and_break(xs: list[int], x: int) -> bool:
    found = False
    for y in xs:
        if y == x:
            found = True
            break
    return found


def by_index(xs: list[int], x: int) -> bool:
    for i in range(len(xs)):
        if xs[i] == x:
            return True
    return False
""", keyed(lists())),
    Group("index of, or -1", "search with early exit", """
def by_return(xs: list[int], x: int) -> int:
    for i in range(len(xs)):
        if xs[i] == x:
            return i
    return -1


def by_enumerate(xs: list[int], x: int) -> int:
    for i, y in enumerate(xs):
        if y == x:
            return i
    return -1


def by_break(xs: list[int], x: int) -> int:
    index = -1
    for i in range(len(xs)):
        if xs[i] == x:
            index = i
            break
    return index


def by_next(xs: list[int], x: int) -> int:
    return next((i for i in range(len(xs)) if xs[i] == x), -1)


def by_while(xs: list[int], x: int) -> int:
    i = 0
    while i < len(xs):
        if xs[i] == x:
            return i
        i += 1
    return -1
""", keyed(lists())),
    Group("index of, or the length", "search with early exit", """
def by_while(xs: list[int], x: int) -> int:
    i = 0
    while i < len(xs) and xs[i] != x:
        i += 1
    return i


def by_return(xs: list[int], x: int) -> int:
    for i in range(len(xs)):
        if xs[i] == x:
            return i
    return len(xs)


def by_next(xs: list[int], x: int) -> int:
    return next((i for i in range(len(xs)) if xs[i] == x), len(xs))


def by_break(xs: list[int], x: int) -> int:
    i = 0
    while i < len(xs):
        if xs[i] == x:
            break
        i += 1
    return i
""", keyed(lists())),
    Group("linear search with a sentinel", "search with early exit", """
def by_condition(xs: list[int], x: int) -> int:
    ys = xs + [x]
    i = 0
    while ys[i] != x:
        i += 1
    return i


def by_return(xs: list[int], x: int) -> int:
    ys = xs + [x]
    i = 0
    while True:
        if ys[i] == x:
            return i
        i += 1


def by_break(xs: list[int], x: int) -> int:
    ys = xs + [x]
    i = 0
    while True:
        if ys[i] == x:
            break
        i = i + 1
    return i


def by_append(xs: list[int], x: int) -> int:
    ys = xs[:]
    ys.append(x)
    i = 0
    while ys[i] != x:
        i += 1
    return i
""", keyed(lists())),
    Group("last index of, or -1", "search with early exit", """
def by_return(xs: list[int], x: int) -> int:
    for i in range(len(xs) - 1, -1, -1):
        if xs[i] == x:
            return i
    return -1


def by_while(xs: list[int], x: int) -> int:
    i = len(xs) - 1
    while i >= 0 and xs[i] != x:
        i -= 1
    return i


def by_next(xs: list[int], x: int) -> int:
    return next((i for i in range(len(xs) - 1, -1, -1) if xs[i] == x), -1)


def by_reversed(xs: list[int], x: int) -> int:
    for i in reversed(range(len(xs))):
        if xs[i] == x:
            return i
    return -1
""", keyed(lists())),
    Group("all positive", "search with early exit", """
def by_all(xs: list[int]) -> bool:
    return all(x > 0 for x in xs)


def by_not_any(xs: list[int]) -> bool:
    return not any(x <= 0 for x in xs)


def by_return(xs: list[int]) -> bool:
    for x in xs:
        if x <= 0:
            return False
    return True


def by_flag_and_break(xs: list[int]) -> bool:
    ok = True
    for x in xs:
        if not x > 0:
            ok = False
            break
    return ok


def by_while_flag(xs: list[int]) -> bool:
    ok = True
    i = 0
    while ok and i < len(xs):
        if xs[i] <= 0:
            ok = False
        i += 1
    return ok
""", lists() + lists(1, 5)),
    Group("any negative", "search with early exit", """
def by_any(xs: list[int]) -> bool:
    return any(x < 0 for x in xs)


def by_return(xs: list[int]) -> bool:
    for x in xs:
        if x < 0:
            return True
    return False


def by_flag_and_break(xs: list[int]) -> bool:
    negative = False
    for x in xs:
        if x < 0:
            negative = True
            break
    return negative


def by_while(xs: list[int]) -> bool:
    i = 0
    while i < len(xs) and xs[i] >= 0:
        i += 1
    return i < len(xs)


def by_while_not_found(xs: list[int]) -> bool:
    i = 0
    found = False
    while i < len(xs) and not found:
        if xs[i] < 0:
            found = True
        i += 1
    return found
""", lists() + lists(0, 5)),
    Group("is prime", "search with early exit", """
def by_return(n: int) -> bool:
    if n < 2:
        return False
    for d in range(2, n):
        if n % d == 0:
            return False
    return True


def by_flag_and_break(n: int) -> bool:
    prime = n > 1
    for d in range(2, n):
        if n % d == 0:
            prime = False
            break
    return prime


def by_all(n: int) -> bool:
    return n > 1 and all(n % d != 0 for d in range(2, n))


def by_while(n: int) -> bool:
    if n < 2:
        return False
    d = 2
    while d < n:
        if n % d == 0:
            return False
        d += 1
    return True
""", numbers(-2, 30)),
    Group("is prime, to the square root", "search with early exit", """
def by_return(n: int) -> bool:
    if n < 2:
        return False
    d = 2
    while d * d <= n:
        if n % d == 0:
            return False
        d += 1
    return True


def by_condition(n: int) -> bool:
    if n < 2:
        return False
    d = 2
    while d * d <= n and n % d != 0:
        d += 1
    return d * d > n


def by_flag_and_break(n: int) -> bool:
    if n < 2:
        return False
    prime = True
    d = 2
    while d * d <= n:
        if n % d == 0:
            prime = False
            break
        d += 1
    return prime


def by_flag_in_condition(n: int) -> bool:
    prime = n >= 2
    d = 2
    while prime and d * d <= n:
        if n % d == 0:
            prime = False
        d += 1
    return prime
""", numbers(-2, 50)),
    Group("smallest divisor", "search with early exit", """
def by_next(n: int) -> int:
    return next((d for d in range(2, n) if n % d == 0), n)


def by_return(n: int) -> int:
    for d in range(2, n):
        if n % d == 0:
            return d
    return n


def by_break(n: int) -> int:
    divisor = n
    for d in range(2, n):
        if n % d == 0:
            divisor = d
            break
    return divisor


def by_while(n: int) -> int:
    d = 2
    while d < n:
        if n % d == 0:
            return d
        d += 1
    return n
""", numbers(-2, 40)),
    Group("first repeated value, or -1", "search with early exit", """
def by_return(xs: list[int]) -> int:
    for i in range(len(xs)):
        if xs[i] in xs[:i]:
            return xs[i]
    return -1


def by_enumerate(xs: list[int]) -> int:
    for i, x in enumerate(xs):
        if x in xs[:i]:
            return x
    return -1


def by_next(xs: list[int]) -> int:
    return next((xs[i] for i in range(len(xs)) if xs[i] in xs[:i]), -1)


def by_break(xs: list[int]) -> int:
    repeated = -1
    for i in range(len(xs)):
        if xs[i] in xs[:i]:
            repeated = xs[i]
            break
    return repeated
""", lists()),
    Group("has duplicates", "search with early exit", """
def by_return(xs: list[int]) -> bool:
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] == xs[j]:
                return True
    return False


def by_any(xs: list[int]) -> bool:
    return any(xs[i] == xs[j] for i in range(len(xs)) for j in range(i + 1, len(xs)))


def by_any_of_any(xs: list[int]) -> bool:
    n = len(xs)
    return any(any(xs[i] == xs[j] for j in range(i + 1, n)) for i in range(n))


def by_flag_and_breaks(xs: list[int]) -> bool:
    found = False
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] == xs[j]:
                found = True
                break
        if found:
            break
    return found


def by_whiles(xs: list[int]) -> bool:
    i = 0
    while i < len(xs):
        j = i + 1
        while j < len(xs):
            if xs[i] == xs[j]:
                return True
            j += 1
        i += 1
    return False
""", lists()),
    Group("some pair has the sum", "search with early exit", """
def by_return(xs: list[int], total: int) -> bool:
    n = len(xs)
    for i in range(n):
        for j in range(i + 1, n):
            if xs[i] + xs[j] == total:
                return True
    return False


def by_flag_and_breaks(xs: list[int], total: int) -> bool:
    found = False
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] + xs[j] == total:
                found = True
                break
        if found:
            break
    return found


def by_any(xs: list[int], total: int) -> bool:
    n = len(xs)
    return any(xs[i] + xs[j] == total for i in range(n) for j in range(i + 1, n))


def by_any_in_loop(xs: list[int], total: int) -> bool:
    for i in range(len(xs)):
        if any(xs[i] + xs[j] == total for j in range(i + 1, len(xs))):
            return True
    return False


def by_next(xs: list[int], total: int) -> bool:
    n = len(xs)
    return next((True for i in range(n) for j in range(i + 1, n) if xs[i] + xs[j] == total), False)
""", keyed(lists(), -6, 12)),
    Group("the first pair with the sum", "search with early exit", """
def by_return(xs: list[int], total: int) -> tuple[int, int]:
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] + xs[j] == total:
                return i, j
    return -1, -1


def by_next(xs: list[int], total: int) -> tuple[int, int]:
    for i in range(len(xs)):
        j = next((j for j in range(i + 1, len(xs)) if xs[i] + xs[j] == total), -1)
        if j >= 0:
            return i, j
    return -1, -1


def by_variables_and_breaks(xs: list[int], total: int) -> tuple[int, int]:
    first = -1
    second = -1
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] + xs[j] == total:
                first = i
                second = j
                break
        if first >= 0:
            break
    return first, second


def by_flag_and_breaks(xs: list[int], total: int) -> tuple[int, int]:
    pair = (-1, -1)
    found = False
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] + xs[j] == total:
                pair = (i, j)
                found = True
                break
        if found:
            break
    return pair
""", keyed(lists(), -6, 12)),
    Group("is a palindrome", "search with early exit", """
def by_all(xs: list[int]) -> bool:
    return all(xs[i] == xs[len(xs) - 1 - i] for i in range(len(xs) // 2))


def by_return(xs: list[int]) -> bool:
    for i in range(len(xs) // 2):
        if xs[i] != xs[len(xs) - 1 - i]:
            return False
    return True


def by_while(xs: list[int]) -> bool:
    i = 0
    while i < len(xs) // 2:
        if xs[i] != xs[len(xs) - 1 - i]:
            return False
        i += 1
    return True


def by_negative_index(xs: list[int]) -> bool:
    for i in range(len(xs) // 2):
        if xs[i] != xs[-i - 1]:
            return False
    return True
""", lists()),
    Group("is a palindrome, by two pointers", "search with early exit", """
def by_return(xs: list[int]) -> bool:
    i = 0
    j = len(xs) - 1
    while i < j:
        if xs[i] != xs[j]:
            return False
        i += 1
        j -= 1
    return True


def by_condition(xs: list[int]) -> bool:
    i, j = 0, len(xs) - 1
    while i < j and xs[i] == xs[j]:
        i += 1
        j -= 1
    return i >= j


def by_flag_and_break(xs: list[int]) -> bool:
    ok = True
    i, j = 0, len(xs) - 1
    while i < j:
        if xs[i] != xs[j]:
            ok = False
            break
        i, j = i + 1, j - 1
    return ok


def by_flag_in_condition(xs: list[int]) -> bool:
    ok = True
    i = 0
    j = len(xs) - 1
    while ok and i < j:
        ok = xs[i] == xs[j]
        i += 1
        j -= 1
    return ok
""", lists()),
    Group("has a digit", "search with early exit", """
def by_return(n: int, digit: int) -> bool:
    while n > 0:
        if n % 10 == digit:
            return True
        n //= 10
    return False


def by_condition(n: int, digit: int) -> bool:
    while n > 0 and n % 10 != digit:
        n //= 10
    return n > 0


def by_flag_and_break(n: int, digit: int) -> bool:
    found = False
    while n > 0:
        if n % 10 == digit:
            found = True
            break
        n //= 10
    return found


def by_flag_in_condition(n: int, digit: int) -> bool:
    found = False
    while n > 0 and not found:
        found = n % 10 == digit
        n //= 10
    return found
""", tuples([-5, 0, 3, 7, 10, 77, 123, 1907, 5550, 99999], [0, 1, 3, 5, 7, 9])),
    Group("Collatz steps within a limit, or -1", "search with early exit", """
def by_return(n: int, limit: int) -> int:
    for step in range(limit):
        if n == 1:
            return step
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
    return -1


def by_condition(n: int, limit: int) -> int:
    step = 0
    while n != 1 and step < limit:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        step += 1
    return step if step < limit else -1


def by_break(n: int, limit: int) -> int:
    result = -1
    for step in range(limit):
        if n == 1:
            result = step
            break
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    return result


def by_while_and_return(n: int, limit: int) -> int:
    step = 0
    while step < limit:
        if n == 1:
            return step
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        step += 1
    return -1
""", tuples([-1, 0, 1, 2, 3, 6, 7, 12, 27], [-1, 0, 1, 2, 8, 9, 20])),
    Group("two lists have a common element", "search with early exit", """
def by_any_in(xs: list[int], ys: list[int]) -> bool:
    return any(x in ys for x in xs)


def by_loop_and_in(xs: list[int], ys: list[int]) -> bool:
    for x in xs:
        if x in ys:
            return True
    return False


def by_flag(xs: list[int], ys: list[int]) -> bool:
    common = False
    for x in xs:
        if x in ys:
            common = True
            break
    return common
""", two_lists()),
    Group("two lists have a common element, by two loops", "search with early exit", """
def by_return(xs: list[int], ys: list[int]) -> bool:
    for x in xs:
        for y in ys:
            if x == y:
                return True
    return False


def by_any(xs: list[int], ys: list[int]) -> bool:
    return any(x == y for x in xs for y in ys)


def by_flag_and_breaks(xs: list[int], ys: list[int]) -> bool:
    common = False
    for x in xs:
        for y in ys:
            if x == y:
                common = True
                break
        if common:
            break
    return common


def by_any_in_loop(xs: list[int], ys: list[int]) -> bool:
    for x in xs:
        if any(x == y for y in ys):
            return True
    return False
""", two_lists()),
    Group("is a subset", "search with early exit", """
def by_all(xs: list[int], ys: list[int]) -> bool:
    return all(x in ys for x in xs)


def by_return(xs: list[int], ys: list[int]) -> bool:
    for x in xs:
        if x not in ys:
            return False
    return True


def by_flag_and_break(xs: list[int], ys: list[int]) -> bool:
    subset = True
    for x in xs:
        if x not in ys:
            subset = False
            break
    return subset


def by_not_any(xs: list[int], ys: list[int]) -> bool:
    return not any(x not in ys for x in xs)
""", two_lists()),
    Group("the first row that has x, or -1", "search with early exit", """
def by_return(grid: list[list[int]], x: int) -> int:
    for i in range(len(grid)):
        if x in grid[i]:
            return i
    return -1


def by_next(grid: list[list[int]], x: int) -> int:
    return next((i for i in range(len(grid)) if x in grid[i]), -1)


def by_enumerate(grid: list[list[int]], x: int) -> int:
    for i, row in enumerate(grid):
        if x in row:
            return i
    return -1


def by_break(grid: list[list[int]], x: int) -> int:
    where = -1
    for i, row in enumerate(grid):
        if x in row:
            where = i
            break
    return where
""", [(grid, x) for (grid,) in grids() for x in (0, 3, 9)]),
    Group("the first peak, or -1", "search with early exit", """
def by_return(xs: list[int]) -> int:
    for i in range(1, len(xs) - 1):
        if xs[i - 1] < xs[i] and xs[i] > xs[i + 1]:
            return i
    return -1


def by_chain(xs: list[int]) -> int:
    for i in range(1, len(xs) - 1):
        if xs[i - 1] < xs[i] > xs[i + 1]:
            return i
    return -1


def by_next(xs: list[int]) -> int:
    return next((i for i in range(1, len(xs) - 1) if xs[i - 1] < xs[i] > xs[i + 1]), -1)


def by_nested_tests(xs: list[int]) -> int:
    for i in range(1, len(xs) - 1):
        if xs[i] > xs[i - 1]:
            if xs[i] > xs[i + 1]:
                return i
    return -1


def by_while(xs: list[int]) -> int:
    i = 1
    while i < len(xs) - 1:
        if xs[i - 1] < xs[i] and xs[i] > xs[i + 1]:
            return i
        i += 1
    return -1
""", lists()),
]  # fmt: skip

ACCUMULATORS = [
    Group("sum", "accumulate", """
def by_sum(xs: list[int]) -> int:
    return sum(xs)


def by_for(xs: list[int]) -> int:
    total = 0
    for x in xs:
        total += x
    return total


def by_index(xs: list[int]) -> int:
    total = 0
    for i in range(len(xs)):
        total += xs[i]
    return total


def by_while(xs: list[int]) -> int:
    total = 0
    i = 0
    while i < len(xs):
        total += xs[i]
        i += 1
    return total
""", lists()),
    Group("count of x", "accumulate", """
def by_sum_of_ones(xs: list[int], x: int) -> int:
    return sum(1 for y in xs if y == x)


def by_sum_of_tests(xs: list[int], x: int) -> int:
    return sum(y == x for y in xs)


def by_length(xs: list[int], x: int) -> int:
    return len([y for y in xs if y == x])


def by_for(xs: list[int], x: int) -> int:
    count = 0
    for y in xs:
        if y == x:
            count += 1
    return count


def by_index(xs: list[int], x: int) -> int:
    count = 0
    for i in range(len(xs)):
        if xs[i] == x:
            count = count + 1
    return count
""", keyed(lists())),
    Group("maximum", "accumulate", """
def by_max(xs: list[int]) -> int:
    return max(xs)


def by_if(xs: list[int]) -> int:
    best = xs[0]
    for x in xs:
        if x > best:
            best = x
    return best


def by_max_of_two(xs: list[int]) -> int:
    best = xs[0]
    for x in xs:
        best = max(best, x)
    return best


def by_rest(xs: list[int]) -> int:
    best = xs[0]
    for x in xs[1:]:
        if x > best:
            best = x
    return best


def by_index(xs: list[int]) -> int:
    best = xs[0]
    for i in range(1, len(xs)):
        if xs[i] > best:
            best = xs[i]
    return best
""", lists()),
    Group("index of the minimum", "accumulate", """
def by_index(xs: list[int]) -> int:
    best = 0
    for i in range(1, len(xs)):
        if xs[i] < xs[best]:
            best = i
    return best


def by_all_indices(xs: list[int]) -> int:
    best = 0
    for i in range(len(xs)):
        if xs[i] < xs[best]:
            best = i
    return best


def by_enumerate(xs: list[int]) -> int:
    best = 0
    for i, x in enumerate(xs):
        if x < xs[best]:
            best = i
    return best


def by_while(xs: list[int]) -> int:
    best = 0
    i = 1
    while i < len(xs):
        if xs[i] < xs[best]:
            best = i
        i += 1
    return best


def by_choice(xs: list[int]) -> int:
    best = 0
    for i in range(1, len(xs)):
        best = i if xs[i] < xs[best] else best
    return best
""", lists()),
    Group("sum of squares", "accumulate", """
def by_sum(xs: list[int]) -> int:
    return sum(x * x for x in xs)


def by_for(xs: list[int]) -> int:
    total = 0
    for x in xs:
        total += x * x
    return total


def by_power(xs: list[int]) -> int:
    return sum(x**2 for x in xs)


def by_list(xs: list[int]) -> int:
    return sum([x * x for x in xs])


def by_named_square(xs: list[int]) -> int:
    total = 0
    for x in xs:
        square = x * x
        total = total + square
    return total
""", lists()),
    Group("sum of the even ones", "accumulate", """
def by_sum(xs: list[int]) -> int:
    return sum(x for x in xs if x % 2 == 0)


def by_if(xs: list[int]) -> int:
    total = 0
    for x in xs:
        if x % 2 == 0:
            total += x
    return total


def by_continue(xs: list[int]) -> int:
    total = 0
    for x in xs:
        if x % 2 != 0:
            continue
        total += x
    return total


def by_choice(xs: list[int]) -> int:
    total = 0
    for x in xs:
        total += x if x % 2 == 0 else 0
    return total
""", lists()),
    Group("dot product", "accumulate", """
def by_zip(xs: list[int], ys: list[int]) -> int:
    return sum(x * y for x, y in zip(xs, ys))


def by_index(xs: list[int], ys: list[int]) -> int:
    return sum(xs[i] * ys[i] for i in range(min(len(xs), len(ys))))


def by_loop(xs: list[int], ys: list[int]) -> int:
    total = 0
    for x, y in zip(xs, ys):
        total += x * y
    return total


def by_loop_over_indices(xs: list[int], ys: list[int]) -> int:
    total = 0
    for i in range(min(len(xs), len(ys))):
        total += xs[i] * ys[i]
    return total
""", two_lists()),
    Group("factorial", "accumulate", """
def by_for(n: int) -> int:
    result = 1
    for i in range(1, n + 1):
        result *= i
    return result


def by_for_from_2(n: int) -> int:
    result = 1
    for i in range(2, n + 1):
        result = result * i
    return result


def by_while_up(n: int) -> int:
    result = 1
    i = 1
    while i <= n:
        result *= i
        i += 1
    return result


def by_while_down(n: int) -> int:
    result = 1
    while n > 0:
        result *= n
        n -= 1
    return result
""", numbers(-2, 15)),
    Group("power by a loop", "accumulate", """
def by_for(b: int, e: int) -> int:
    result = 1
    for _ in range(e):
        result *= b
    return result


def by_while_down(b: int, e: int) -> int:
    result = 1
    while e > 0:
        result *= b
        e -= 1
    return result


def by_while_up(b: int, e: int) -> int:
    result = 1
    i = 0
    while i < e:
        result = result * b
        i = i + 1
    return result
""", tuples(range(-2, 5), range(-1, 8))),
    Group("sum of digits", "accumulate", """
def by_update(n: int) -> int:
    total = 0
    while n > 0:
        total += n % 10
        n //= 10
    return total


def by_divmod(n: int) -> int:
    total = 0
    while n > 0:
        n, digit = divmod(n, 10)
        total += digit
    return total


def by_tuple(n: int) -> int:
    total = 0
    while n > 0:
        total, n = total + n % 10, n // 10
    return total


def by_named_digit(n: int) -> int:
    total = 0
    while n > 0:
        digit = n % 10
        total = total + digit
        n = n // 10
    return total
""", numbers(-3, 25) + numbers(95, 120) + numbers(99990, 100003)),
    Group("ones of a binary number", "accumulate", """
def by_remainder(n: int) -> int:
    count = 0
    while n > 0:
        count += n % 2
        n //= 2
    return count


def by_bits(n: int) -> int:
    count = 0
    while n > 0:
        count += n & 1
        n >>= 1
    return count


def by_test(n: int) -> int:
    count = 0
    while n > 0:
        if n % 2 == 1:
            count += 1
        n = n // 2
    return count
""", numbers(-3, 40) + numbers(1020, 1030)),
    Group("longest run of equal values", "accumulate", """
def by_reset(xs: list[int]) -> int:
    best = 0
    run = 0
    for i in range(len(xs)):
        if i > 0 and xs[i] == xs[i - 1]:
            run += 1
        else:
            run = 1
        best = max(best, run)
    return best


def by_if(xs: list[int]) -> int:
    best = 0
    run = 0
    for i in range(len(xs)):
        if i > 0 and xs[i] == xs[i - 1]:
            run = run + 1
        else:
            run = 1
        if run > best:
            best = run
    return best


def by_choice(xs: list[int]) -> int:
    best = 0
    run = 0
    for i in range(len(xs)):
        run = run + 1 if i > 0 and xs[i] == xs[i - 1] else 1
        best = max(best, run)
    return best


def by_negation(xs: list[int]) -> int:
    best = 0
    run = 0
    for i in range(len(xs)):
        if i == 0 or xs[i] != xs[i - 1]:
            run = 0
        run += 1
        best = max(best, run)
    return best
""", lists(0, 2)),
    Group("count of inversions", "accumulate", """
def by_loops(xs: list[int]) -> int:
    count = 0
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] > xs[j]:
                count += 1
    return count


def by_sum(xs: list[int]) -> int:
    n = len(xs)
    return sum(1 for i in range(n) for j in range(i + 1, n) if xs[i] > xs[j])


def by_sum_of_tests(xs: list[int]) -> int:
    n = len(xs)
    return sum(xs[i] > xs[j] for i in range(n) for j in range(i + 1, n))


def by_sum_of_sums(xs: list[int]) -> int:
    n = len(xs)
    return sum(sum(1 for j in range(i + 1, n) if xs[i] > xs[j]) for i in range(n))
""", lists()),
    Group("value of a polynomial", "accumulate", """
def by_for(coefficients: list[int], x: int) -> int:
    value = 0
    for c in coefficients:
        value = value * x + c
    return value


def by_index(coefficients: list[int], x: int) -> int:
    value = 0
    for i in range(len(coefficients)):
        value = value * x + coefficients[i]
    return value


def by_two_updates(coefficients: list[int], x: int) -> int:
    value = 0
    for c in coefficients:
        value *= x
        value += c
    return value


def by_while(coefficients: list[int], x: int) -> int:
    value = 0
    i = 0
    while i < len(coefficients):
        value = value * x + coefficients[i]
        i += 1
    return value
""", keyed(lists())),
    Group("all values once, in order of appearance", "accumulate", """
def by_not_in(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        if x not in out:
            out.append(x)
    return out


def by_continue(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        if x in out:
            continue
        out.append(x)
    return out


def by_index(xs: list[int]) -> list[int]:
    out = []
    for i in range(len(xs)):
        if not (xs[i] in out):
            out.append(xs[i])
    return out


def by_any(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        if not any(y == x for y in out):
            out.append(x)
    return out
""", lists()),
    Group("lengths of the runs", "accumulate", """
def by_index(xs: list[int]) -> list[int]:
    runs = []
    for i in range(len(xs)):
        if i > 0 and xs[i] == xs[i - 1]:
            runs[-1] += 1
        else:
            runs.append(1)
    return runs


def by_first_case(xs: list[int]) -> list[int]:
    runs = []
    for i in range(len(xs)):
        if i == 0 or xs[i] != xs[i - 1]:
            runs.append(1)
        else:
            runs[-1] += 1
    return runs


def by_cases(xs: list[int]) -> list[int]:
    runs = []
    for i in range(len(xs)):
        if i == 0:
            runs.append(1)
        elif xs[i] == xs[i - 1]:
            runs[-1] += 1
        else:
            runs.append(1)
    return runs
""", lists(0, 2)),
]  # fmt: skip

RULES = [
    Group("sign", "rule list", """
def by_elif(x: int) -> int:
    if x > 0:
        s = 1
    elif x < 0:
        s = -1
    else:
        s = 0
    return s


def by_early_returns(x: int) -> int:
    if x > 0:
        return 1
    if x < 0:
        return -1
    return 0


def by_elif_and_returns(x: int) -> int:
    if x > 0:
        return 1
    elif x < 0:
        return -1
    else:
        return 0


def by_conditional(x: int) -> int:
    return 1 if x > 0 else -1 if x < 0 else 0


def by_default(x: int) -> int:
    s = 0
    if x > 0:
        s = 1
    if x < 0:
        s = -1
    return s
""", numbers(-6, 6)),
    Group("leap year, the rarest rule first", "rule list", """
def by_early_returns(year: int) -> bool:
    if year % 400 == 0:
        return True
    if year % 100 == 0:
        return False
    return year % 4 == 0


def by_elif(year: int) -> bool:
    if year % 400 == 0:
        leap = True
    elif year % 100 == 0:
        leap = False
    elif year % 4 == 0:
        leap = True
    else:
        leap = False
    return leap


def by_rules_that_all_return(year: int) -> bool:
    if year % 400 == 0:
        return True
    if year % 100 == 0:
        return False
    if year % 4 == 0:
        return True
    return False


def by_expression(year: int) -> bool:
    return year % 400 == 0 or (year % 100 != 0 and year % 4 == 0)
""", numbers(1895, 1905) + numbers(1996, 2004) + [(0,), (-4,), (-100,), (2100,), (2400,)]),
    Group("leap year, the commonest rule first", "rule list", """
def by_expression(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def by_nested_tests(year: int) -> bool:
    if year % 4 == 0:
        if year % 100 == 0:
            if year % 400 == 0:
                return True
            else:
                return False
        else:
            return True
    else:
        return False


def by_early_returns(year: int) -> bool:
    if year % 4 != 0:
        return False
    if year % 100 != 0:
        return True
    return year % 400 == 0


def by_if(year: int) -> bool:
    if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return True
    else:
        return False
""", numbers(1895, 1905) + numbers(1996, 2004) + [(0,), (-4,), (-100,), (2100,), (2400,)]),
    Group("fizz buzz as a number", "rule list", """
def by_elif(n: int) -> int:
    if n % 15 == 0:
        word = 3
    elif n % 5 == 0:
        word = 2
    elif n % 3 == 0:
        word = 1
    else:
        word = 0
    return word


def by_early_returns(n: int) -> int:
    if n % 15 == 0:
        return 3
    if n % 5 == 0:
        return 2
    if n % 3 == 0:
        return 1
    return 0


def by_conditional(n: int) -> int:
    return 3 if n % 15 == 0 else 2 if n % 5 == 0 else 1 if n % 3 == 0 else 0


def by_else_if(n: int) -> int:
    if n % 15 == 0:
        return 3
    else:
        if n % 5 == 0:
            return 2
        else:
            if n % 3 == 0:
                return 1
            else:
                return 0
""", numbers(-16, 31)),
    Group("kind of a triangle", "rule list", """
def by_early_returns(a: int, b: int, c: int) -> int:
    if a + b <= c or b + c <= a or a + c <= b:
        return 0
    if a == b and b == c:
        return 3
    if a == b or b == c or a == c:
        return 2
    return 1


def by_elif(a: int, b: int, c: int) -> int:
    if a + b <= c or b + c <= a or a + c <= b:
        kind = 0
    elif a == b and b == c:
        kind = 3
    elif a == b or b == c or a == c:
        kind = 2
    else:
        kind = 1
    return kind


def by_chain(a: int, b: int, c: int) -> int:
    if a + b <= c or b + c <= a or a + c <= b:
        return 0
    elif a == b == c:
        return 3
    elif a == b or b == c or a == c:
        return 2
    else:
        return 1


def by_separate_guards(a: int, b: int, c: int) -> int:
    if a + b <= c:
        return 0
    if b + c <= a:
        return 0
    if a + c <= b:
        return 0
    if a == b and b == c:
        return 3
    if a == b or b == c or a == c:
        return 2
    return 1
""", tuples(range(-1, 5), range(5), range(1, 4))),
    Group("clamp to a byte", "rule list", """
def by_elif(x: int) -> int:
    if x < 0:
        y = 0
    elif x > 255:
        y = 255
    else:
        y = x
    return y


def by_early_returns(x: int) -> int:
    if x < 0:
        return 0
    if x > 255:
        return 255
    return x


def by_conditional(x: int) -> int:
    return 0 if x < 0 else 255 if x > 255 else x


def by_min_and_max(x: int) -> int:
    return max(0, min(x, 255))


def by_assignment(x: int) -> int:
    if x < 0:
        x = 0
    if x > 255:
        x = 255
    return x
""", numbers(-4, 4) + numbers(250, 260)),
    Group("clamp between bounds", "rule list", """
def by_elif(x: int, low: int, high: int) -> int:
    if x < low:
        result = low
    elif x > high:
        result = high
    else:
        result = x
    return result


def by_early_returns(x: int, low: int, high: int) -> int:
    if x < low:
        return low
    if x > high:
        return high
    return x


def by_conditional(x: int, low: int, high: int) -> int:
    return low if x < low else (high if x > high else x)
""", tuples(range(-4, 5), range(-2, 3), range(-2, 4))),
    Group("grade", "rule list", """
def by_early_returns(points: int) -> int:
    if points >= 90:
        return 1
    if points >= 80:
        return 2
    if points >= 65:
        return 3
    if points >= 50:
        return 4
    return 5


def by_elif(points: int) -> int:
    if points >= 90:
        grade = 1
    elif points >= 80:
        grade = 2
    elif points >= 65:
        grade = 3
    elif points >= 50:
        grade = 4
    else:
        grade = 5
    return grade


def by_elif_and_returns(points: int) -> int:
    if points >= 90:
        return 1
    elif points >= 80:
        return 2
    elif points >= 65:
        return 3
    elif points >= 50:
        return 4
    else:
        return 5


def by_closed_ranges(points: int) -> int:
    if points >= 90:
        return 1
    elif 80 <= points < 90:
        return 2
    elif 65 <= points < 80:
        return 3
    elif 50 <= points < 65:
        return 4
    return 5
""", [*numbers(45, 95), (-3,), (0,), (100,)]),
    Group("days of a month", "rule list", """
def by_elif(month: int) -> int:
    if month == 2:
        days = 28
    elif month in (4, 6, 9, 11):
        days = 30
    else:
        days = 31
    return days


def by_elif_and_or(month: int) -> int:
    if month == 2:
        days = 28
    elif month == 4 or month == 6 or month == 9 or month == 11:
        days = 30
    else:
        days = 31
    return days


def by_early_returns(month: int) -> int:
    if month == 2:
        return 28
    if month == 4 or month == 6 or month == 9 or month == 11:
        return 30
    return 31


def by_conditional(month: int) -> int:
    return 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
""", numbers(0, 13)),
    Group("heating with hysteresis", "rule list", """
def by_elif(temperature: int, on: bool) -> bool:
    if temperature < 18:
        on = True
    elif temperature > 21:
        on = False
    return on


def by_early_returns(temperature: int, on: bool) -> bool:
    if temperature < 18:
        return True
    if temperature > 21:
        return False
    return on


def by_expression(temperature: int, on: bool) -> bool:
    return temperature < 18 or (on and temperature <= 21)


def by_conditional(temperature: int, on: bool) -> bool:
    return True if temperature < 18 else False if temperature > 21 else on
""", tuples(range(15, 25), [False, True])),
    Group("tax by brackets", "rule list", """
def by_early_returns(income: int) -> int:
    if income <= 10:
        return 0
    if income <= 30:
        return (income - 10) // 5
    return 4 + (income - 30) // 2


def by_elif(income: int) -> int:
    if income <= 10:
        tax = 0
    elif income <= 30:
        tax = (income - 10) // 5
    else:
        tax = 4 + (income - 30) // 2
    return tax


def by_highest_first(income: int) -> int:
    if income > 30:
        return 4 + (income - 30) // 2
    if income > 10:
        return (income - 10) // 5
    return 0


def by_conditional(income: int) -> int:
    return 0 if income <= 10 else (income - 10) // 5 if income <= 30 else 4 + (income - 30) // 2
""", numbers(-2, 50)),
    Group("maximum of three", "rule list", """
def by_max(a: int, b: int, c: int) -> int:
    return max(a, b, c)


def by_updates(a: int, b: int, c: int) -> int:
    best = a
    if b > best:
        best = b
    if c > best:
        best = c
    return best


def by_two_maxima(a: int, b: int, c: int) -> int:
    return max(max(a, b), c)


def by_conditionals(a: int, b: int, c: int) -> int:
    best = a if a > b else b
    return best if best > c else c
""", tuples(range(-1, 3), range(-1, 3), range(-1, 3))),
    Group("maximum of three, by cases", "rule list", """
def by_early_returns(a: int, b: int, c: int) -> int:
    if a >= b and a >= c:
        return a
    if b >= c:
        return b
    return c


def by_elif(a: int, b: int, c: int) -> int:
    if a >= b and a >= c:
        best = a
    elif b >= a and b >= c:
        best = b
    else:
        best = c
    return best


def by_nested_tests(a: int, b: int, c: int) -> int:
    if a >= b:
        if a >= c:
            return a
    if b >= c:
        return b
    return c
""", tuples(range(-1, 3), range(-1, 3), range(-1, 3))),
]  # fmt: skip

NESTED = [
    Group("both below their bounds", "nested tests", """
def by_and(a: int, b: int) -> int:
    if a < 3 and b < 4:
        return 1
    return 0


def by_nested_ifs(a: int, b: int) -> int:
    if a < 3:
        if b < 4:
            return 1
    return 0


def by_nested_else(a: int, b: int) -> int:
    if a < 3:
        if b < 4:
            return 1
        else:
            return 0
    else:
        return 0


def by_guards(a: int, b: int) -> int:
    if a >= 3:
        return 0
    if b >= 4:
        return 0
    return 1


def by_conditional(a: int, b: int) -> int:
    return 1 if a < 3 and b < 4 else 0
""", tuples(range(7), range(1, 7))),
    Group("point in a rectangle", "nested tests", """
def by_chains(x: int, y: int) -> bool:
    return 0 <= x <= 4 and 1 <= y <= 3


def by_and(x: int, y: int) -> bool:
    return x >= 0 and x <= 4 and y >= 1 and y <= 3


def by_if(x: int, y: int) -> bool:
    if 0 <= x and x <= 4 and 1 <= y and y <= 3:
        return True
    return False


def by_nested_ifs(x: int, y: int) -> bool:
    if 0 <= x <= 4:
        if 1 <= y <= 3:
            return True
    return False


def by_guards(x: int, y: int) -> bool:
    if x < 0 or x > 4:
        return False
    if y < 1 or y > 3:
        return False
    return True


def by_negation(x: int, y: int) -> bool:
    return not (x < 0 or x > 4 or y < 1 or y > 3)
""", tuples(range(-1, 6), range(5))),
    Group("element at an index, or -1", "nested tests", """
def by_chain(xs: list[int], i: int) -> int:
    if 0 <= i < len(xs):
        return xs[i]
    return -1


def by_guard(xs: list[int], i: int) -> int:
    if i < 0 or i >= len(xs):
        return -1
    return xs[i]


def by_nested_ifs(xs: list[int], i: int) -> int:
    if i >= 0:
        if i < len(xs):
            return xs[i]
    return -1


def by_conditional(xs: list[int], i: int) -> int:
    return xs[i] if 0 <= i < len(xs) else -1


def by_variable(xs: list[int], i: int) -> int:
    value = -1
    if i >= 0 and i < len(xs):
        value = xs[i]
    return value
""", keyed(lists(), -2, 9)),
    Group("sides of a triangle", "nested tests", """
def by_and(a: int, b: int, c: int) -> bool:
    return a < b + c and b < a + c and c < a + b


def by_nested_ifs(a: int, b: int, c: int) -> bool:
    if a < b + c:
        if b < a + c:
            if c < a + b:
                return True
    return False


def by_guards(a: int, b: int, c: int) -> bool:
    if a >= b + c:
        return False
    if b >= a + c:
        return False
    if c >= a + b:
        return False
    return True


def by_or(a: int, b: int, c: int) -> bool:
    return not (a >= b + c or b >= a + c or c >= a + b)
""", tuples(range(5), range(5), range(1, 4))),
    Group("quadrant", "nested tests", """
def by_nested_ifs(x: int, y: int) -> int:
    if x >= 0:
        if y >= 0:
            return 1
        else:
            return 4
    else:
        if y >= 0:
            return 2
        else:
            return 3


def by_and(x: int, y: int) -> int:
    if x >= 0 and y >= 0:
        return 1
    elif x < 0 and y >= 0:
        return 2
    elif x < 0 and y < 0:
        return 3
    else:
        return 4


def by_conditionals(x: int, y: int) -> int:
    if x >= 0:
        return 1 if y >= 0 else 4
    return 2 if y >= 0 else 3


def by_variable(x: int, y: int) -> int:
    if x >= 0:
        if y >= 0:
            quadrant = 1
        else:
            quadrant = 4
    elif y >= 0:
        quadrant = 2
    else:
        quadrant = 3
    return quadrant
""", tuples(range(-2, 3), range(-2, 3))),
    Group("exactly one of two", "nested tests", """
def by_inequality(a: bool, b: bool) -> bool:
    return a != b


def by_cases(a: bool, b: bool) -> bool:
    return (a and not b) or (b and not a)


def by_nested_ifs(a: bool, b: bool) -> bool:
    if a:
        if b:
            return False
        return True
    return b


def by_if(a: bool, b: bool) -> bool:
    if a:
        return not b
    else:
        return b
""", tuples([False, True], [False, True])),
    Group("next cell of life", "nested tests", """
def by_nested_ifs(alive: bool, neighbours: int) -> bool:
    if alive:
        if neighbours == 2 or neighbours == 3:
            return True
        else:
            return False
    else:
        if neighbours == 3:
            return True
        else:
            return False


def by_expression(alive: bool, neighbours: int) -> bool:
    return neighbours == 3 or (alive and neighbours == 2)


def by_arms(alive: bool, neighbours: int) -> bool:
    if alive:
        return neighbours == 2 or neighbours == 3
    return neighbours == 3


def by_conditional(alive: bool, neighbours: int) -> bool:
    return neighbours in (2, 3) if alive else neighbours == 3
""", tuples([False, True], range(-1, 9))),
    Group("count of points above the diagonal", "nested tests", """
def by_and(xs: list[int], ys: list[int]) -> int:
    count = 0
    for x, y in zip(xs, ys):
        if x > 0 and y > x:
            count += 1
    return count


def by_nested_ifs(xs: list[int], ys: list[int]) -> int:
    count = 0
    for x, y in zip(xs, ys):
        if x > 0:
            if y > x:
                count += 1
    return count


def by_continue(xs: list[int], ys: list[int]) -> int:
    count = 0
    for x, y in zip(xs, ys):
        if x <= 0:
            continue
        if y <= x:
            continue
        count += 1
    return count


def by_chain(xs: list[int], ys: list[int]) -> int:
    count = 0
    for x, y in zip(xs, ys):
        if 0 < x < y:
            count += 1
    return count
""", two_lists()),
]  # fmt: skip

LOOPS = [
    Group("subtract while greater", "while against for", """
def by_condition(a: int, b: int) -> int:
    while a > b:
        a -= b
    return a


def by_break(a: int, b: int) -> int:
    while True:
        if a <= b:
            break
        a -= b
    return a


def by_return(a: int, b: int) -> int:
    while True:
        if a <= b:
            return a
        a -= b


def by_flag(a: int, b: int) -> int:
    done = False
    while not done:
        if a > b:
            a -= b
        else:
            done = True
    return a
""", tuples(range(-2, 30, 3), range(1, 6))),
    Group("sum from 1 to n", "while against for", """
def by_for(n: int) -> int:
    total = 0
    for i in range(1, n + 1):
        total += i
    return total


def by_while_up(n: int) -> int:
    total = 0
    i = 1
    while i <= n:
        total += i
        i += 1
    return total


def by_while_down(n: int) -> int:
    total = 0
    while n > 0:
        total += n
        n -= 1
    return total


def by_sum(n: int) -> int:
    return sum(range(1, n + 1))


def by_for_from_0(n: int) -> int:
    total = 0
    for i in range(n):
        total += i + 1
    return total
""", numbers(-2, 12)),
    Group("greatest common divisor", "while against for", """
def by_tuple(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return a


def by_truth(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


def by_temporary(a: int, b: int) -> int:
    while b != 0:
        r = a % b
        a = b
        b = r
    return a


def by_return(a: int, b: int) -> int:
    while True:
        if b == 0:
            return a
        a, b = b, a % b


def by_break(a: int, b: int) -> int:
    while True:
        if b == 0:
            break
        a, b = b, a % b
    return a
""", [*tuples(range(-3, 13, 2), range(-2, 13, 2)), (1071, 462), (17, 289)]),
    Group("Euclid by subtraction", "while against for", """
def by_condition(a: int, b: int) -> int:
    while a != b:
        if a > b:
            a -= b
        else:
            b -= a
    return a


def by_return(a: int, b: int) -> int:
    while True:
        if a == b:
            return a
        if a > b:
            a -= b
        else:
            b -= a


def by_cases(a: int, b: int) -> int:
    while True:
        if a > b:
            a -= b
        elif b > a:
            b -= a
        else:
            return a


def by_tuple(a: int, b: int) -> int:
    while a != b:
        a, b = (a - b, b) if a > b else (a, b - a)
    return a
""", tuples(range(1, 9), range(1, 9))),
    Group("least power of two from n on", "while against for", """
def by_condition(n: int) -> int:
    p = 1
    while p < n:
        p *= 2
    return p


def by_return(n: int) -> int:
    p = 1
    while True:
        if p >= n:
            return p
        p *= 2


def by_break(n: int) -> int:
    p = 1
    while True:
        if p >= n:
            break
        p = p * 2
    return p


def by_sum(n: int) -> int:
    p = 1
    while p < n:
        p += p
    return p
""", numbers(-1, 34)),
    Group("first of sorted values that is not less", "while against for", """
def by_condition(xs: list[int], x: int) -> int:
    low = 0
    high = len(xs)
    while low < high:
        middle = (low + high) // 2
        if xs[middle] < x:
            low = middle + 1
        else:
            high = middle
    return low


def by_break(xs: list[int], x: int) -> int:
    low, high = 0, len(xs)
    while True:
        if low >= high:
            break
        middle = (low + high) // 2
        if xs[middle] < x:
            low = middle + 1
        else:
            high = middle
    return low


def by_return(xs: list[int], x: int) -> int:
    low, high = 0, len(xs)
    while True:
        if low >= high:
            return low
        middle = (low + high) // 2
        if xs[middle] < x:
            low = middle + 1
        else:
            high = middle


def by_negation(xs: list[int], x: int) -> int:
    low = 0
    high = len(xs)
    while low < high:
        middle = (low + high) // 2
        if xs[middle] >= x:
            high = middle
        else:
            low = middle + 1
    return low
""", keyed([(sorted(xs),) for (xs,) in lists()])),
    Group("binary search, or -1", "while against for", """
def by_return(xs: list[int], x: int) -> int:
    low = 0
    high = len(xs) - 1
    while low <= high:
        middle = (low + high) // 2
        if xs[middle] == x:
            return middle
        if xs[middle] < x:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def by_elif(xs: list[int], x: int) -> int:
    low = 0
    high = len(xs) - 1
    while low <= high:
        middle = (low + high) // 2
        if xs[middle] == x:
            return middle
        elif xs[middle] < x:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def by_break(xs: list[int], x: int) -> int:
    low = 0
    high = len(xs) - 1
    index = -1
    while low <= high:
        middle = (low + high) // 2
        if xs[middle] == x:
            index = middle
            break
        elif xs[middle] < x:
            low = middle + 1
        else:
            high = middle - 1
    return index


def by_named_value(xs: list[int], x: int) -> int:
    low, high = 0, len(xs) - 1
    while low <= high:
        middle = (low + high) // 2
        value = xs[middle]
        if value == x:
            return middle
        if value < x:
            low = middle + 1
        else:
            high = middle - 1
    return -1


def by_flag(xs: list[int], x: int) -> int:
    low, high = 0, len(xs) - 1
    index = -1
    while low <= high and index == -1:
        middle = (low + high) // 2
        if xs[middle] == x:
            index = middle
        elif xs[middle] < x:
            low = middle + 1
        else:
            high = middle - 1
    return index
""", keyed([(sorted(xs),) for (xs,) in lists()])),
    Group("two pointers to a sum", "while against for", """
def by_return(xs: list[int], total: int) -> bool:
    i = 0
    j = len(xs) - 1
    while i < j:
        s = xs[i] + xs[j]
        if s == total:
            return True
        if s < total:
            i += 1
        else:
            j -= 1
    return False


def by_elif(xs: list[int], total: int) -> bool:
    i, j = 0, len(xs) - 1
    while i < j:
        if xs[i] + xs[j] == total:
            return True
        elif xs[i] + xs[j] < total:
            i += 1
        else:
            j -= 1
    return False


def by_condition(xs: list[int], total: int) -> bool:
    i, j = 0, len(xs) - 1
    while i < j and xs[i] + xs[j] != total:
        if xs[i] + xs[j] < total:
            i += 1
        else:
            j -= 1
    return i < j


def by_flag(xs: list[int], total: int) -> bool:
    i = 0
    j = len(xs) - 1
    found = False
    while i < j and not found:
        s = xs[i] + xs[j]
        if s == total:
            found = True
        elif s < total:
            i += 1
        else:
            j -= 1
    return found
""", keyed([(sorted(xs),) for (xs,) in lists()], -6, 12)),
    Group("reverse in place", "while against for", """
def by_for(xs: list[int]) -> list[int]:
    n = len(xs)
    for i in range(n // 2):
        xs[i], xs[n - 1 - i] = xs[n - 1 - i], xs[i]
    return xs


def by_two_pointers(xs: list[int]) -> list[int]:
    i = 0
    j = len(xs) - 1
    while i < j:
        xs[i], xs[j] = xs[j], xs[i]
        i += 1
        j -= 1
    return xs


def by_named_index(xs: list[int]) -> list[int]:
    for i in range(len(xs) // 2):
        j = len(xs) - 1 - i
        xs[i], xs[j] = xs[j], xs[i]
    return xs


def by_temporary(xs: list[int]) -> list[int]:
    i = 0
    j = len(xs) - 1
    while i < j:
        t = xs[i]
        xs[i] = xs[j]
        xs[j] = t
        i = i + 1
        j = j - 1
    return xs
""", lists()),
    Group("Fibonacci number", "while against for", """
def by_for(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def by_temporary(n: int) -> int:
    a = 0
    b = 1
    for _ in range(n):
        c = a + b
        a = b
        b = c
    return a


def by_while_down(n: int) -> int:
    a, b = 0, 1
    while n > 0:
        a, b = b, a + b
        n -= 1
    return a


def by_while_up(n: int) -> int:
    a, b = 0, 1
    i = 0
    while i < n:
        a, b = b, a + b
        i += 1
    return a
""", numbers(-2, 20)),
    Group("insertion of one key", "while against for", """
def by_and(xs: list[int], i: int) -> list[int]:
    while i > 0 and xs[i - 1] > xs[i]:
        xs[i - 1], xs[i] = xs[i], xs[i - 1]
        i -= 1
    return xs


def by_break(xs: list[int], i: int) -> list[int]:
    while i > 0:
        if xs[i - 1] <= xs[i]:
            break
        xs[i - 1], xs[i] = xs[i], xs[i - 1]
        i -= 1
    return xs


def by_return(xs: list[int], i: int) -> list[int]:
    while i > 0:
        if xs[i - 1] <= xs[i]:
            return xs
        xs[i - 1], xs[i] = xs[i], xs[i - 1]
        i -= 1
    return xs


def by_for(xs: list[int], i: int) -> list[int]:
    for j in range(i, 0, -1):
        if xs[j - 1] > xs[j]:
            xs[j - 1], xs[j] = xs[j], xs[j - 1]
        else:
            break
    return xs
""", [(xs, i) for (xs,) in lists() for i in range(-1, len(xs) + 1, 2)]),
]  # fmt: skip

HELPERS = [
    Group("square of a distance", "helper against inline", """
def inline(a: int, b: int) -> int:
    return a * a + b * b + 1


def _squares(a: int, b: int) -> int:
    return a * a + b * b


def by_helper(a: int, b: int) -> int:
    return _squares(a, b) + 1


def by_names(a: int, b: int) -> int:
    first = a * a
    second = b * b
    return first + second + 1
""", tuples(range(-3, 4), range(-3, 4))),
    Group("count of the primes below n", "helper against inline", """
def _is_prime(m: int) -> bool:
    for d in range(2, m):
        if m % d == 0:
            return False
    return True


def by_helper(n: int) -> int:
    return sum(1 for m in range(2, n) if _is_prime(m))


def by_helper_in_loop(n: int) -> int:
    count = 0
    for m in range(2, n):
        if _is_prime(m):
            count += 1
    return count


def inline(n: int) -> int:
    return sum(1 for m in range(2, n) if all(m % d != 0 for d in range(2, m)))


def inline_in_loop(n: int) -> int:
    count = 0
    for m in range(2, n):
        prime = True
        for d in range(2, m):
            if m % d == 0:
                prime = False
                break
        if prime:
            count += 1
    return count
""", numbers(-1, 25)),
    Group("Collatz steps", "helper against inline", """
def _next(n: int) -> int:
    if n % 2 == 0:
        return n // 2
    return 3 * n + 1


def by_helper(n: int) -> int:
    steps = 0
    while n > 1:
        n = _next(n)
        steps += 1
    return steps


def inline(n: int) -> int:
    steps = 0
    while n > 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


def by_conditional(n: int) -> int:
    steps = 0
    while n > 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def by_updates(n: int) -> int:
    steps = 0
    while n > 1:
        if n % 2 == 0:
            n //= 2
        else:
            n *= 3
            n += 1
        steps += 1
    return steps
""", numbers(-2, 20)),
    Group("count of the even ones", "helper against inline", """
def _is_even(x: int) -> bool:
    return x % 2 == 0


def by_helper(xs: list[int]) -> int:
    return sum(1 for x in xs if _is_even(x))


def inline(xs: list[int]) -> int:
    return sum(1 for x in xs if x % 2 == 0)


def by_helper_in_loop(xs: list[int]) -> int:
    count = 0
    for x in xs:
        if _is_even(x):
            count += 1
    return count


def inline_in_loop(xs: list[int]) -> int:
    count = 0
    for x in xs:
        if x % 2 == 0:
            count += 1
    return count
""", lists()),
    Group("taxicab distance", "helper against inline", """
def _apart(a: int, b: int) -> int:
    return abs(a - b)


def by_helper(ax: int, ay: int, bx: int, by: int) -> int:
    return _apart(ax, bx) + _apart(ay, by)


def inline(ax: int, ay: int, bx: int, by: int) -> int:
    return abs(ax - bx) + abs(ay - by)


def by_names(ax: int, ay: int, bx: int, by: int) -> int:
    dx = abs(ax - bx)
    dy = abs(ay - by)
    return dx + dy
""", tuples(range(-1, 2), range(-1, 2), range(-1, 2), range(3))),
    Group("selection sort", "helper against inline", """
def _least(xs: list[int], start: int) -> int:
    best = start
    for j in range(start + 1, len(xs)):
        if xs[j] < xs[best]:
            best = j
    return best


def by_helper(xs: list[int]) -> list[int]:
    for i in range(len(xs)):
        j = _least(xs, i)
        xs[i], xs[j] = xs[j], xs[i]
    return xs


def inline(xs: list[int]) -> list[int]:
    for i in range(len(xs)):
        best = i
        for j in range(i + 1, len(xs)):
            if xs[j] < xs[best]:
                best = j
        xs[i], xs[best] = xs[best], xs[i]
    return xs


def by_temporary(xs: list[int]) -> list[int]:
    n = len(xs)
    for i in range(n):
        k = i
        for j in range(i + 1, n):
            if xs[j] < xs[k]:
                k = j
        t = xs[i]
        xs[i] = xs[k]
        xs[k] = t
    return xs


def _swap(xs: list[int], i: int, j: int) -> None:
    xs[i], xs[j] = xs[j], xs[i]


def by_swap_helper(xs: list[int]) -> list[int]:
    for i in range(len(xs)):
        best = i
        for j in range(i + 1, len(xs)):
            if xs[j] < xs[best]:
                best = j
        _swap(xs, i, best)
    return xs
""", lists(most=6)),
]  # fmt: skip

NAMES = [
    Group("square of a sum", "named against repeated", """
def repeated(a: int, b: int) -> int:
    return (a + b) * (a + b)


def named(a: int, b: int) -> int:
    s = a + b
    return s * s


def by_power(a: int, b: int) -> int:
    return (a + b) ** 2


def by_accumulation(a: int, b: int) -> int:
    a += b
    return a * a
""", tuples(range(-3, 4), range(-3, 4))),
    Group("gnome sort", "named against repeated", """
def repeated(a: list[int]) -> list[int]:
    i = 0
    while i < len(a):
        if i == 0 or a[i - 1] <= a[i]:
            i += 1
        else:
            a[i - 1], a[i] = a[i], a[i - 1]
            i -= 1
    return a


def named(a: list[int]) -> list[int]:
    i = 0
    while i < len(a):
        j = i - 1
        if i == 0 or a[j] <= a[i]:
            i += 1
        else:
            a[j], a[i] = a[i], a[j]
            i = j
    return a


def named_where_swapped(a: list[int]) -> list[int]:
    i = 0
    while i < len(a):
        if i == 0 or a[i - 1] <= a[i]:
            i += 1
        else:
            j = i - 1
            a[j], a[i] = a[i], a[j]
            i = j
    return a
""", lists(most=6)),
    Group("sum of the squares of differences", "named against repeated", """
def repeated(a: int, b: int, c: int, d: int) -> int:
    return (a - b) * (a - b) + (c - d) * (c - d)


def named(a: int, b: int, c: int, d: int) -> int:
    x = a - b
    y = c - d
    return x * x + y * y


def half_named(a: int, b: int, c: int, d: int) -> int:
    x = a - b
    return x * x + (c - d) * (c - d)


def named_squares(a: int, b: int, c: int, d: int) -> int:
    first = (a - b) * (a - b)
    second = (c - d) * (c - d)
    return first + second
""", tuples(range(-1, 2), range(-1, 2), range(-1, 2), range(3))),
    Group("count of the rises around a circle", "named against repeated", """
def repeated(xs: list[int]) -> int:
    count = 0
    for i in range(len(xs)):
        if xs[i] < xs[(i + 1) % len(xs)]:
            count += 1
    return count


def named_length(xs: list[int]) -> int:
    n = len(xs)
    count = 0
    for i in range(n):
        if xs[i] < xs[(i + 1) % n]:
            count += 1
    return count


def named_neighbour(xs: list[int]) -> int:
    n = len(xs)
    count = 0
    for i in range(n):
        j = (i + 1) % n
        if xs[i] < xs[j]:
            count += 1
    return count


def named_values(xs: list[int]) -> int:
    count = 0
    for i in range(len(xs)):
        here = xs[i]
        after = xs[(i + 1) % len(xs)]
        if here < after:
            count += 1
    return count
""", lists()),
    Group("bubble sort", "named against repeated", """
def by_tuple(xs: list[int]) -> list[int]:
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs


def by_temporary(xs: list[int]) -> list[int]:
    for i in range(len(xs)):
        for j in range(len(xs) - 1 - i):
            if xs[j] > xs[j + 1]:
                t = xs[j]
                xs[j] = xs[j + 1]
                xs[j + 1] = t
    return xs


def named_length(xs: list[int]) -> list[int]:
    n = len(xs)
    for i in range(n):
        for j in range(n - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs


def named_values(xs: list[int]) -> list[int]:
    n = len(xs)
    for i in range(n):
        for j in range(n - i - 1):
            a, b = xs[j], xs[j + 1]
            if a > b:
                xs[j] = b
                xs[j + 1] = a
    return xs
""", lists(most=6)),
    Group("roots of a quadratic", "named against repeated", """
def repeated(a: int, b: int, c: int) -> int:
    if b * b - 4 * a * c > 0:
        return 2
    if b * b - 4 * a * c == 0:
        return 1
    return 0


def named(a: int, b: int, c: int) -> int:
    d = b * b - 4 * a * c
    if d > 0:
        return 2
    if d == 0:
        return 1
    return 0


def by_elif(a: int, b: int, c: int) -> int:
    d = b * b - 4 * a * c
    if d > 0:
        roots = 2
    elif d == 0:
        roots = 1
    else:
        roots = 0
    return roots


def by_conditional(a: int, b: int, c: int) -> int:
    d = b * b - 4 * a * c
    return 2 if d > 0 else 1 if d == 0 else 0
""", tuples(range(-2, 3), range(-3, 5), range(-1, 3))),
]  # fmt: skip

NEGATIONS = [
    Group("a choice by a flag", "negated test", """
def by_if(c: bool, a: int) -> int:
    if c:
        return a - 1
    else:
        return a + 1


def by_if_not(c: bool, a: int) -> int:
    if not c:
        return a + 1
    else:
        return a - 1


def by_conditional(c: bool, a: int) -> int:
    return a - 1 if c else a + 1


def by_conditional_not(c: bool, a: int) -> int:
    return a + 1 if not c else a - 1


def by_early_return(c: bool, a: int) -> int:
    if not c:
        return a + 1
    return a - 1
""", tuples([False, True], range(-3, 4))),
    Group("absolute value", "negated test", """
def by_abs(x: int) -> int:
    return abs(x)


def by_if(x: int) -> int:
    if x < 0:
        return -x
    return x


def by_opposite_test(x: int) -> int:
    if x >= 0:
        return x
    return -x


def by_if_not(x: int) -> int:
    if not x < 0:
        return x
    else:
        return -x


def by_update(x: int) -> int:
    if x < 0:
        x = -x
    return x


def by_max(x: int) -> int:
    return max(x, -x)
""", numbers(-6, 6)),
    Group("minimum of two", "negated test", """
def by_min(a: int, b: int) -> int:
    return min(a, b)


def by_conditional(a: int, b: int) -> int:
    return a if a < b else b


def by_early_return(a: int, b: int) -> int:
    if a < b:
        return a
    return b


def by_if_not(a: int, b: int) -> int:
    if not a < b:
        return b
    return a


def by_opposite_test(a: int, b: int) -> int:
    if a >= b:
        return b
    else:
        return a
""", tuples(range(-3, 4), range(-3, 4))),
    Group("outside of a range", "negated test", """
def by_or(x: int, low: int, high: int) -> bool:
    return x < low or x > high


def by_not_chain(x: int, low: int, high: int) -> bool:
    return not (low <= x <= high)


def by_not_and(x: int, low: int, high: int) -> bool:
    return not (x >= low and x <= high)


def by_if(x: int, low: int, high: int) -> bool:
    if low <= x <= high:
        return False
    return True


def by_if_or(x: int, low: int, high: int) -> bool:
    if x < low or x > high:
        return True
    else:
        return False
""", tuples(range(-3, 5), range(-2, 3), range(-2, 4))),
    Group("neither of two", "negated test", """
def by_not_or(a: bool, b: bool) -> bool:
    return not (a or b)


def by_and(a: bool, b: bool) -> bool:
    return not a and not b


def by_if(a: bool, b: bool) -> bool:
    if a or b:
        return False
    return True


def by_guards(a: bool, b: bool) -> bool:
    if a:
        return False
    if b:
        return False
    return True
""", tuples([False, True], [False, True])),
    Group("steps until both are zero", "negated test", """
def by_or(a: int, b: int) -> int:
    steps = 0
    while a > 0 or b > 0:
        a //= 2
        b //= 3
        steps += 1
    return steps


def by_not_and(a: int, b: int) -> int:
    steps = 0
    while not (a <= 0 and b <= 0):
        a //= 2
        b //= 3
        steps += 1
    return steps


def by_break(a: int, b: int) -> int:
    steps = 0
    while True:
        if a <= 0 and b <= 0:
            break
        a //= 2
        b //= 3
        steps += 1
    return steps
""", tuples(range(-1, 9), range(-1, 12, 2))),
]  # fmt: skip

GUARDS = [
    Group("division with a guard", "guard against else", """
def by_guard(a: int, b: int) -> int:
    if b == 0:
        return 0
    return a // b


def by_else(a: int, b: int) -> int:
    if b == 0:
        return 0
    else:
        return a // b


def by_opposite_test(a: int, b: int) -> int:
    if b != 0:
        return a // b
    return 0


def by_conditional(a: int, b: int) -> int:
    return a // b if b != 0 else 0


def by_truth(a: int, b: int) -> int:
    return a // b if b else 0


def by_variable(a: int, b: int) -> int:
    result = 0
    if b != 0:
        result = a // b
    return result
""", tuples(range(-3, 4), range(-3, 4))),
    Group("maximum, or 0 of nothing", "guard against else", """
def by_guard(xs: list[int]) -> int:
    if not xs:
        return 0
    return max(xs)


def by_length(xs: list[int]) -> int:
    if len(xs) == 0:
        return 0
    return max(xs)


def by_conditional(xs: list[int]) -> int:
    return max(xs) if xs else 0


def by_else(xs: list[int]) -> int:
    if len(xs) > 0:
        result = max(xs)
    else:
        result = 0
    return result


def by_default(xs: list[int]) -> int:
    return max(xs, default=0)
""", lists()),
    Group("average, or 0 of nothing", "guard against else", """
def by_guard(xs: list[int]) -> int:
    if len(xs) == 0:
        return 0
    return sum(xs) // len(xs)


def by_else(xs: list[int]) -> int:
    if len(xs) != 0:
        return sum(xs) // len(xs)
    else:
        return 0


def by_named_length(xs: list[int]) -> int:
    n = len(xs)
    if n == 0:
        return 0
    return sum(xs) // n


def by_conditional(xs: list[int]) -> int:
    return sum(xs) // len(xs) if len(xs) > 0 else 0
""", lists()),
    Group("fare", "guard against else", """
def by_guards(age: int, member: bool) -> int:
    if age < 6:
        return 0
    if member:
        return 5
    if age >= 65:
        return 7
    return 10


def by_else(age: int, member: bool) -> int:
    if age < 6:
        return 0
    else:
        if member:
            return 5
        else:
            if age >= 65:
                return 7
            else:
                return 10


def by_variable(age: int, member: bool) -> int:
    price = 10
    if age < 6:
        price = 0
    elif member:
        price = 5
    elif age >= 65:
        price = 7
    return price


def by_mixture(age: int, member: bool) -> int:
    if age < 6:
        return 0
    price = 10
    if member:
        price = 5
    elif age >= 65:
        price = 7
    return price
""", tuples([0, 5, 6, 30, 64, 65, 80], [False, True])),
    Group("sum of the positive up to a limit", "guard against else", """
def by_continue(xs: list[int], limit: int) -> int:
    total = 0
    for x in xs:
        if x <= 0:
            continue
        if x > limit:
            continue
        total += x
    return total


def by_chain(xs: list[int], limit: int) -> int:
    total = 0
    for x in xs:
        if 0 < x <= limit:
            total += x
    return total


def by_nested_ifs(xs: list[int], limit: int) -> int:
    total = 0
    for x in xs:
        if x > 0:
            if x <= limit:
                total += x
    return total


def by_sum(xs: list[int], limit: int) -> int:
    return sum(x for x in xs if x > 0 and x <= limit)
""", keyed(lists())),
    Group("valid date of a common year", "guard against else", """
def by_guards(day: int, month: int) -> bool:
    if month < 1 or month > 12:
        return False
    if day < 1:
        return False
    if month == 2:
        return day <= 28
    if month in (4, 6, 9, 11):
        return day <= 30
    return day <= 31


def by_elif(day: int, month: int) -> bool:
    if month < 1 or month > 12 or day < 1:
        return False
    elif month == 2:
        return day <= 28
    elif month in (4, 6, 9, 11):
        return day <= 30
    else:
        return day <= 31


def by_variable(day: int, month: int) -> bool:
    if month < 1 or month > 12:
        return False
    last = 31
    if month == 2:
        last = 28
    elif month in (4, 6, 9, 11):
        last = 30
    return 1 <= day and day <= last


def by_expression(day: int, month: int) -> bool:
    last = 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return 1 <= month <= 12 and 1 <= day <= last
""", tuples([-1, 0, 1, 28, 29, 30, 31, 32], range(14))),
]  # fmt: skip

FLAGS = [
    Group("bubble sort until nothing moves", "flags", """
def by_swapped(xs: list[int]) -> list[int]:
    swapped = True
    while swapped:
        swapped = False
        for i in range(len(xs) - 1):
            if xs[i] > xs[i + 1]:
                xs[i], xs[i + 1] = xs[i + 1], xs[i]
                swapped = True
    return xs


def by_done(xs: list[int]) -> list[int]:
    done = False
    while not done:
        done = True
        for i in range(len(xs) - 1):
            if xs[i] > xs[i + 1]:
                xs[i], xs[i + 1] = xs[i + 1], xs[i]
                done = False
    return xs


def by_break(xs: list[int]) -> list[int]:
    while True:
        swapped = False
        for i in range(len(xs) - 1):
            if xs[i] > xs[i + 1]:
                xs[i], xs[i + 1] = xs[i + 1], xs[i]
                swapped = True
        if not swapped:
            break
    return xs


def by_return(xs: list[int]) -> list[int]:
    while True:
        swapped = False
        for i in range(len(xs) - 1):
            if xs[i] > xs[i + 1]:
                xs[i], xs[i + 1] = xs[i + 1], xs[i]
                swapped = True
        if not swapped:
            return xs
""", lists(most=6)),
    Group("an odd number of negatives", "flags", """
def by_not(xs: list[int]) -> bool:
    odd = False
    for x in xs:
        if x < 0:
            odd = not odd
    return odd


def by_conditional(xs: list[int]) -> bool:
    odd = False
    for x in xs:
        odd = not odd if x < 0 else odd
    return odd


def by_inequality(xs: list[int]) -> bool:
    odd = False
    for x in xs:
        odd = odd != (x < 0)
    return odd
""", lists()),
    Group("count of the words between zeros", "flags", """
def by_flag(xs: list[int]) -> int:
    count = 0
    inside = False
    for x in xs:
        if x != 0:
            if not inside:
                count += 1
            inside = True
        else:
            inside = False
    return count


def by_flag_and_elif(xs: list[int]) -> int:
    count = 0
    inside = False
    for x in xs:
        if x == 0:
            inside = False
        elif not inside:
            inside = True
            count += 1
    return count


def by_and(xs: list[int]) -> int:
    count = 0
    inside = False
    for x in xs:
        if x != 0 and not inside:
            count += 1
        inside = x != 0
    return count
""", lists(0, 2)),
    Group("every row has a zero", "flags", """
def by_flags(grid: list[list[int]]) -> bool:
    ok = True
    for row in grid:
        found = False
        for x in row:
            if x == 0:
                found = True
                break
        if not found:
            ok = False
            break
    return ok


def by_all_any(grid: list[list[int]]) -> bool:
    return all(any(x == 0 for x in row) for row in grid)


def by_return(grid: list[list[int]]) -> bool:
    for row in grid:
        if not any(x == 0 for x in row):
            return False
    return True


def by_flag_and_return(grid: list[list[int]]) -> bool:
    for row in grid:
        found = False
        for x in row:
            if x == 0:
                found = True
                break
        if not found:
            return False
    return True
""", grids() + [([[min(x, 1) for x in row] for row in grid],) for (grid,) in grids()]),
    Group("brackets balance", "flags", """
def by_return(steps: list[int]) -> bool:
    depth = 0
    for step in steps:
        depth += step
        if depth < 0:
            return False
    return depth == 0


def by_flag_and_break(steps: list[int]) -> bool:
    depth = 0
    ok = True
    for step in steps:
        depth += step
        if depth < 0:
            ok = False
            break
    return ok and depth == 0


def by_break(steps: list[int]) -> bool:
    depth = 0
    for step in steps:
        depth += step
        if depth < 0:
            break
    return depth == 0


def by_condition(steps: list[int]) -> bool:
    depth = 0
    i = 0
    while i < len(steps) and depth >= 0:
        depth += steps[i]
        i += 1
    return depth == 0
""", lists(-1, 1) + lists(-1, 2)),
    Group("rises and then falls", "flags", """
def by_flag(xs: list[int]) -> bool:
    falling = False
    for i in range(1, len(xs)):
        if xs[i] < xs[i - 1]:
            falling = True
        elif falling:
            return False
    return True


def by_and(xs: list[int]) -> bool:
    falling = False
    for i in range(1, len(xs)):
        if falling and xs[i] >= xs[i - 1]:
            return False
        if xs[i] < xs[i - 1]:
            falling = True
    return True


def by_two_flags(xs: list[int]) -> bool:
    ok = True
    falling = False
    for i in range(1, len(xs)):
        if xs[i] < xs[i - 1]:
            falling = True
        elif falling:
            ok = False
            break
    return ok


def by_return(xs: list[int]) -> bool:
    falling = False
    for i in range(1, len(xs)):
        if falling:
            if xs[i] >= xs[i - 1]:
                return False
        elif xs[i] < xs[i - 1]:
            falling = True
    return True
""", lists()),
]  # fmt: skip

OUTSIDE_THE_GOAL = [
    Group("every element doubled", BUILDING, """
def by_comprehension(xs: list[int]) -> list[int]:
    return [2 * x for x in xs]


def by_append(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        out.append(2 * x)
    return out


def in_place(xs: list[int]) -> list[int]:
    for i in range(len(xs)):
        xs[i] = 2 * xs[i]
    return xs


def by_joining(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        out = out + [2 * x]
    return out
""", lists()),
    Group("the positive ones", BUILDING, """
def by_comprehension(xs: list[int]) -> list[int]:
    return [x for x in xs if x > 0]


def by_append(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        if x > 0:
            out.append(x)
    return out


def by_removal(xs: list[int]) -> list[int]:
    i = 0
    while i < len(xs):
        if xs[i] > 0:
            i += 1
        else:
            xs.pop(i)
    return xs
""", lists()),
    Group("reversed list", BUILDING, """
def by_slice(xs: list[int]) -> list[int]:
    return xs[::-1]


def by_method(xs: list[int]) -> list[int]:
    xs.reverse()
    return xs


def by_append(xs: list[int]) -> list[int]:
    out = []
    for i in range(len(xs) - 1, -1, -1):
        out.append(xs[i])
    return out


def by_swaps(xs: list[int]) -> list[int]:
    n = len(xs)
    for i in range(n // 2):
        xs[i], xs[n - 1 - i] = xs[n - 1 - i], xs[i]
    return xs
""", lists()),
    Group("prefix sums", BUILDING, """
def by_append(xs: list[int]) -> list[int]:
    out = []
    total = 0
    for x in xs:
        total += x
        out.append(total)
    return out


def in_place(xs: list[int]) -> list[int]:
    for i in range(1, len(xs)):
        xs[i] += xs[i - 1]
    return xs


def by_comprehension(xs: list[int]) -> list[int]:
    return [sum(xs[: i + 1]) for i in range(len(xs))]
""", lists()),
    Group("insertion sort", BUILDING, """
def in_place(xs: list[int]) -> list[int]:
    for i in range(1, len(xs)):
        j = i
        while j > 0 and xs[j - 1] > xs[j]:
            xs[j - 1], xs[j] = xs[j], xs[j - 1]
            j -= 1
    return xs


def by_insert(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        i = 0
        while i < len(out) and out[i] <= x:
            i += 1
        out.insert(i, x)
    return out


def by_slices(xs: list[int]) -> list[int]:
    out = []
    for x in xs:
        out = [y for y in out if y <= x] + [x] + [y for y in out if y > x]
    return out
""", lists(most=6)),
    Group("factorial by recursion", RECURSION, """
def by_recursion(n: int) -> int:
    if n <= 1:
        return 1
    return n * by_recursion(n - 1)


def by_for(n: int) -> int:
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def _product(n: int, result: int) -> int:
    return result if n <= 1 else _product(n - 1, n * result)


def by_tail_recursion(n: int) -> int:
    return _product(n, 1)
""", numbers(-2, 15)),
    Group("greatest common divisor by recursion", RECURSION, """
def by_recursion(a: int, b: int) -> int:
    return a if b == 0 else by_recursion(b, a % b)


def by_recursion_and_guard(a: int, b: int) -> int:
    if b == 0:
        return a
    return by_recursion_and_guard(b, a % b)


def by_while(a: int, b: int) -> int:
    while b != 0:
        a, b = b, a % b
    return a
""", tuples(range(-3, 13, 2), range(-2, 13, 2))),
    Group("sum of a list by recursion", RECURSION, """
def by_rest(xs: list[int]) -> int:
    if not xs:
        return 0
    return xs[0] + by_rest(xs[1:])


def _from(xs: list[int], i: int) -> int:
    return xs[i] + _from(xs, i + 1) if i < len(xs) else 0


def by_index(xs: list[int]) -> int:
    return _from(xs, 0)


def by_for(xs: list[int]) -> int:
    total = 0
    for x in xs:
        total += x
    return total
""", lists()),
    Group("fast power by recursion", RECURSION, """
def by_recursion(b: int, e: int) -> int:
    if e <= 0:
        return 1
    half = by_recursion(b, e // 2)
    return half * half * b if e % 2 == 1 else half * half


def by_other_recursion(b: int, e: int) -> int:
    if e <= 0:
        return 1
    if e % 2 == 0:
        return by_other_recursion(b * b, e // 2)
    return b * by_other_recursion(b * b, e // 2)


def by_while(b: int, e: int) -> int:
    result = 1
    while e > 0:
        if e % 2 == 1:
            result *= b
        b *= b
        e //= 2
    return result
""", tuples(range(-2, 4), range(-1, 8))),
    Group("a palindrome otherwise", OTHER, """
def by_reversal(xs: list[int]) -> bool:
    return xs == xs[::-1]


def by_pairs(xs: list[int]) -> bool:
    return all(xs[i] == xs[len(xs) - 1 - i] for i in range(len(xs) // 2))


def by_two_pointers(xs: list[int]) -> bool:
    i = 0
    j = len(xs) - 1
    while i < j and xs[i] == xs[j]:
        i += 1
        j -= 1
    return i >= j
""", lists()),
    Group("a prime otherwise", OTHER, """
def by_divisors_below(n: int) -> bool:
    return n > 1 and all(n % d != 0 for d in range(2, n))


def by_divisors_to_the_root(n: int) -> bool:
    if n < 2:
        return False
    d = 2
    while d * d <= n:
        if n % d == 0:
            return False
        d += 1
    return True


def by_count_of_divisors(n: int) -> bool:
    return sum(1 for d in range(1, n + 1) if n % d == 0) == 2


def by_odd_divisors(n: int) -> bool:
    if n < 2:
        return False
    if n % 2 == 0:
        return n == 2
    return all(n % d != 0 for d in range(3, n, 2))
""", numbers(-2, 30)),
    Group("a leap year otherwise", OTHER, """
def by_rarest_rule_first(year: int) -> bool:
    return year % 400 == 0 or (year % 100 != 0 and year % 4 == 0)


def by_commonest_rule_first(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def by_choice_of_divisor(year: int) -> bool:
    return year % (400 if year % 100 == 0 else 4) == 0
""", numbers(1895, 1905) + numbers(1996, 2004) + [(0,), (-4,), (-100,), (2100,), (2400,)]),
    Group("the sum from 1 to n otherwise", OTHER, """
def by_loop(n: int) -> int:
    total = 0
    for i in range(1, n + 1):
        total += i
    return total


def by_formula(n: int) -> int:
    return n * (n + 1) // 2 if n > 0 else 0


def by_sum(n: int) -> int:
    return sum(range(n + 1))
""", numbers(-2, 12)),
    Group("an odd number of negatives otherwise", OTHER, """
def by_flag(xs: list[int]) -> bool:
    odd = False
    for x in xs:
        if x < 0:
            odd = not odd
    return odd


def by_count(xs: list[int]) -> bool:
    count = 0
    for x in xs:
        if x < 0:
            count += 1
    return count % 2 == 1


def by_sum(xs: list[int]) -> bool:
    return sum(1 for x in xs if x < 0) % 2 == 1
""", lists()),
    Group("count of the words between zeros otherwise", OTHER, """
def by_flag(xs: list[int]) -> int:
    count = 0
    inside = False
    for x in xs:
        if x != 0 and not inside:
            count += 1
        inside = x != 0
    return count


def by_neighbour(xs: list[int]) -> int:
    count = 0
    for i in range(len(xs)):
        if xs[i] != 0 and (i == 0 or xs[i - 1] == 0):
            count += 1
    return count


def by_skipping(xs: list[int]) -> int:
    count = 0
    i = 0
    while i < len(xs):
        if xs[i] != 0:
            count += 1
            while i < len(xs) and xs[i] != 0:
                i += 1
        else:
            i += 1
    return count
""", lists(0, 2)),
    Group("rises and then falls, otherwise", OTHER, """
def by_flag(xs: list[int]) -> bool:
    falling = False
    for i in range(1, len(xs)):
        if xs[i] < xs[i - 1]:
            falling = True
        elif falling:
            return False
    return True


def by_two_loops(xs: list[int]) -> bool:
    i = 1
    while i < len(xs) and xs[i] >= xs[i - 1]:
        i += 1
    while i < len(xs) and xs[i] < xs[i - 1]:
        i += 1
    return i >= len(xs)


def by_valleys(xs: list[int]) -> bool:
    falls = [i for i in range(1, len(xs)) if xs[i] < xs[i - 1]]
    return not falls or falls[0] + len(falls) == len(xs)
""", lists()),
]  # fmt: skip

SEEN: list[Group] = [
    *SEARCHES, *ACCUMULATORS, *RULES, *NESTED, *LOOPS, *HELPERS, *NAMES, *NEGATIONS, *GUARDS,
    *FLAGS, *OUTSIDE_THE_GOAL,
]  # fmt: skip

TRAPS = [
    Trap("a flag without `break` looks at all elements side by side; `all` waits for each", """
def by_flag(xs: list[int]) -> bool:
    ok = True
    for x in xs:
        if (((x * 3 + 1) * x - 2) * x + 5) % 11 == 0:
            ok = False
    return ok


def by_all(xs: list[int]) -> bool:
    return all((((x * 3 + 1) * x - 2) * x + 5) % 11 != 0 for x in xs)
""", [
        Sighting("by_flag", ([4, 1, 7, 2, 8, 5, 6, 3],), True, 81, 8, 0),
        Sighting("by_all", ([4, 1, 7, 2, 8, 5, 6, 3],), True, 73, 64, 0),
        Sighting("by_flag", ([9, 1, 7, 2, 8, 5, 6, 3],), False, 81, 8, 0),
        Sighting("by_all", ([9, 1, 7, 2, 8, 5, 6, 3],), False, 10, 8, 0),
    ]),
    Trap("a test whose value is returned computes it once; `next` computes it again", """
def by_value(xs: list[int]) -> int:
    for x in xs:
        v = candidate(x * x + 1)
        if v % 5 == 0:
            return v
    return -1


def by_next(xs: list[int]) -> int:
    return next((candidate(x * x + 1) for x in xs if candidate(x * x + 1) % 5 == 0), -1)
""", [
        Sighting("by_value", ([1, 4, 2, 7],), 5, 20, 12, 3),
        Sighting("by_next", ([1, 4, 2, 7],), 5, 18, 14, 4),
    ]),
]  # fmt: skip
