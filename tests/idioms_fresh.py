"""Groups of idioms whose writer has not read `idioms.py`, added after the normal form's rules.

A row is a `Group` of `idiom_groups.py`; `test_idioms.py` tests each, and
`benchmarks/idioms.py` tables them apart from the others.
"""

from __future__ import annotations

from idiom_groups import Group, keyed, lists, numbers, tuples, two_lists

FRESH: list[Group] = [
    Group("whether two elements add up to a target", "search with early exit", """
def returning(xs: list[int], target: int) -> bool:
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] + xs[j] == target:
                return True
    return False

def with_any(xs: list[int], target: int) -> bool:
    return any(
        xs[i] + xs[j] == target
        for i in range(len(xs))
        for j in range(i + 1, len(xs))
    )

def nested_any(xs: list[int], target: int) -> bool:
    return any(
        any(xs[i] + xs[j] == target for j in range(i + 1, len(xs)))
        for i in range(len(xs))
    )

def breaking(xs: list[int], target: int) -> bool:
    found = False
    for i in range(len(xs)):
        for j in range(i + 1, len(xs)):
            if xs[i] + xs[j] == target:
                found = True
                break
        if found:
            break
    return found
""", keyed(lists(most=6))),
    Group("the smallest factor over one of n, or n", "search with early exit", """
def returning(n: int) -> int:
    for d in range(2, n):
        if n % d == 0:
            return d
    return n

def breaking(n: int) -> int:
    smallest = n
    for d in range(2, n):
        if n % d == 0:
            smallest = d
            break
    return smallest

def with_next(n: int) -> int:
    return next((d for d in range(2, n) if n % d == 0), n)

def skipping(n: int) -> int:
    for d in range(2, n):
        if n % d != 0:
            continue
        return d
    return n
""", numbers(-2, 50)),
    Group("how long the common prefix of two lists is", "search with early exit", """
def one_condition(a: list[int], b: list[int]) -> int:
    i = 0
    while i < len(a) and i < len(b) and a[i] == b[i]:
        i += 1
    return i

def breaking(a: list[int], b: list[int]) -> int:
    i = 0
    while i < len(a) and i < len(b):
        if a[i] != b[i]:
            break
        i += 1
    return i

def returning(a: list[int], b: list[int]) -> int:
    length = 0
    while True:
        if length >= len(a) or length >= len(b):
            return length
        if a[length] != b[length]:
            return length
        length = length + 1
""", two_lists()),
    Group("sum of the squares of the positive elements", "accumulate", """
def adding(xs: list[int]) -> int:
    total = 0
    for x in xs:
        if x > 0:
            total += x * x
    return total

def skipping(xs: list[int]) -> int:
    total = 0
    for x in xs:
        if x <= 0:
            continue
        total += x * x
    return total

def conditional(xs: list[int]) -> int:
    total = 0
    for x in xs:
        total = total + x * x if x > 0 else total
    return total

def named(xs: list[int]) -> int:
    result = 0
    for value in xs:
        if value > 0:
            square = value * value
            result = result + square
    return result
""", lists()),
    Group("length of the longest run of rising elements", "accumulate", """
def branching(xs: list[int]) -> int:
    best = 0
    run = 0
    for i in range(len(xs)):
        if i > 0 and xs[i] > xs[i - 1]:
            run += 1
        else:
            run = 1
        if run > best:
            best = run
    return best

def conditional(xs: list[int]) -> int:
    best = run = 0
    for i in range(len(xs)):
        run = run + 1 if i > 0 and xs[i] > xs[i - 1] else 1
        best = run if run > best else best
    return best

def exchanged(xs: list[int]) -> int:
    longest = 0
    current = 0
    for i in range(len(xs)):
        if i <= 0 or xs[i] <= xs[i - 1]:
            current = 1
        else:
            current += 1
        if current > longest:
            longest = current
    return longest

def counting_by_while(xs: list[int]) -> int:
    best = 0
    run = 0
    i = 0
    while i < len(xs):
        if i > 0 and xs[i] > xs[i - 1]:
            run = run + 1
        else:
            run = 1
        if run > best:
            best = run
        i += 1
    return best
""", lists()),
    Group("price of a ticket by age", "rule list", """
def returns(age: int) -> int:
    if age < 6:
        return 0
    if age < 18:
        return 5
    if age < 65:
        return 12
    return 8

def chain(age: int) -> int:
    if age < 6:
        return 0
    elif age < 18:
        return 5
    elif age < 65:
        return 12
    else:
        return 8

def assigned(age: int) -> int:
    if age < 6:
        price = 0
    elif age < 18:
        price = 5
    elif age < 65:
        price = 12
    else:
        price = 8
    return price

def expression(age: int) -> int:
    return 0 if age < 6 else 5 if age < 18 else 12 if age < 65 else 8
""", numbers(0, 90)),
    Group("whether a year is a leap year", "nested tests", """
def formula(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

def returns(year: int) -> bool:
    if year % 4 != 0:
        return False
    if year % 100 != 0:
        return True
    return year % 400 == 0

def nested(year: int) -> bool:
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

def flag(year: int) -> bool:
    leap = False
    if year % 4 == 0:
        if year % 100 != 0 or year % 400 == 0:
            leap = True
    return leap
""", [*numbers(1896, 1912), *numbers(1996, 2004), (1600,), (1800,), (2100,), (2400,)]),
    Group("whether a point lies inside a rectangle", "nested tests", """
def chained(x: int, y: int, width: int, height: int) -> bool:
    return 0 <= x < width and 0 <= y < height

def guards(x: int, y: int, width: int, height: int) -> bool:
    if x < 0 or x >= width:
        return False
    if y < 0 or y >= height:
        return False
    return True

def nested(x: int, y: int, width: int, height: int) -> bool:
    if x >= 0:
        if x < width:
            if y >= 0:
                if y < height:
                    return True
    return False

def one_if(x: int, y: int, width: int, height: int) -> bool:
    if x >= 0 and x < width and y >= 0 and y < height:
        return True
    else:
        return False

def outside(x: int, y: int, width: int, height: int) -> bool:
    return not (x < 0 or x >= width or y < 0 or y >= height)
""", tuples(range(-1, 4), range(-1, 4), [1, 3], [0, 2])),
    Group("how many digits of n are even", "while against for", """
def plain(n: int) -> int:
    count = 0
    while n > 0:
        if n % 10 % 2 == 0:
            count += 1
        n //= 10
    return count

def breaking(n: int) -> int:
    count = 0
    while True:
        if n <= 0:
            break
        if n % 10 % 2 == 0:
            count += 1
        n //= 10
    return count

def returning(n: int) -> int:
    count = 0
    rest = n
    while True:
        if rest <= 0:
            return count
        digit = rest % 10
        if digit % 2 == 0:
            count = count + 1
        rest = rest // 10
""", [*numbers(-2, 30), *numbers(195, 215), (86420,), (13579,), (1002003,)]),
    Group("the n-th Fibonacci number", "while against for", """
def by_for(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a

def by_while(n: int) -> int:
    a = 0
    b = 1
    i = 0
    while i < n:
        a, b = b, a + b
        i += 1
    return a

def with_temporary(n: int) -> int:
    previous = 0
    current = 1
    for i in range(n):
        following = previous + current
        previous = current
        current = following
    return previous
""", numbers(-1, 30)),
    Group("how many primes are below n", "helper against inline", """
def _is_prime(k: int) -> bool:
    for d in range(2, k):
        if k % d == 0:
            return False
    return True

def helper(n: int) -> int:
    count = 0
    for k in range(2, n):
        if _is_prime(k):
            count += 1
    return count

def inline(n: int) -> int:
    count = 0
    for k in range(2, n):
        prime = True
        for d in range(2, k):
            if k % d == 0:
                prime = False
                break
        if prime:
            count += 1
    return count

def with_all(n: int) -> int:
    count = 0
    for k in range(2, n):
        if all(k % d != 0 for d in range(2, k)):
            count += 1
    return count

def with_any(n: int) -> int:
    count = 0
    for k in range(2, n):
        if not any(k % d == 0 for d in range(2, k)):
            count += 1
    return count
""", numbers(0, 25)),
    Group("how many real roots a quadratic has", "named against repeated", """
def _discriminant(a: int, b: int, c: int) -> int:
    return b * b - 4 * a * c

def named(a: int, b: int, c: int) -> int:
    d = b * b - 4 * a * c
    if d > 0:
        return 2
    elif d == 0:
        return 1
    else:
        return 0

def repeated(a: int, b: int, c: int) -> int:
    if b * b - 4 * a * c > 0:
        return 2
    if b * b - 4 * a * c == 0:
        return 1
    return 0

def helper(a: int, b: int, c: int) -> int:
    d = _discriminant(a, b, c)
    return 2 if d > 0 else 1 if d == 0 else 0

def helper_twice(a: int, b: int, c: int) -> int:
    roots = 0
    if _discriminant(a, b, c) > 0:
        roots = 2
    elif _discriminant(a, b, c) == 0:
        roots = 1
    return roots
""", tuples([-2, 1, 3], range(-4, 5), [-1, 0, 1, 2])),
    Group("mean of a list rounded down, 0 where it is empty", "guard against else", """
def guard(xs: list[int]) -> int:
    if len(xs) == 0:
        return 0
    return sum(xs) // len(xs)

def with_else(xs: list[int]) -> int:
    if len(xs) != 0:
        mean = sum(xs) // len(xs)
    else:
        mean = 0
    return mean

def default(xs: list[int]) -> int:
    mean = 0
    if len(xs) != 0:
        mean = sum(xs) // len(xs)
    return mean

def named(xs: list[int]) -> int:
    n = len(xs)
    return 0 if n == 0 else sum(xs) // n

def negated(xs: list[int]) -> int:
    if not len(xs) == 0:
        return sum(xs) // len(xs)
    return 0
""", lists()),
    Group("whether a balance of deposits never falls below zero", "flags", """
def returning(xs: list[int]) -> bool:
    balance = 0
    for x in xs:
        balance += x
        if balance < 0:
            return False
    return True

def breaking(xs: list[int]) -> bool:
    ok = True
    balance = 0
    for x in xs:
        balance += x
        if balance < 0:
            ok = False
            break
    return ok

def overdrawn(xs: list[int]) -> bool:
    overdrawn = False
    balance = 0
    for x in xs:
        balance = balance + x
        if balance < 0:
            overdrawn = True
            break
    return not overdrawn

def guarded(xs: list[int]) -> bool:
    balance = 0
    for x in xs:
        balance += x
        if balance >= 0:
            continue
        return False
    return True
""", lists()),
]  # fmt: skip
