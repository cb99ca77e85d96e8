"""List the primes below a number of n bits.

Divide each number by all smaller ones, or by the primes up to its root, or strike out multiples
(Eratosthenes). The number of primes below m is OEIS A000720(m - 1).
"""

from complexity import candidate, tasks


def spec(m: int) -> list[int]:
    """The definition: the numbers below m with exactly two divisors."""
    return [p for p in range(m) if sum(p % d == 0 for d in range(1, p + 1)) == 2]


inputs = tasks.integers_of_bits()
default_size = 6

kinds = {
    "search": ["all_divisors"],
    "pruned search": ["trial_division"],
    "direct": ["sieve", "by_primes"],
}


def all_divisors(m: int) -> list[int]:
    """Search: ask every smaller number whether it divides."""
    return [p for p in range(2, m) if sum([1 for d in range(2, p) if candidate(p % d) == 0]) == 0]


def trial_division(m: int) -> list[int]:
    """Pruned search: stop at the first divisor."""
    return [p for p in range(2, m) if all(candidate(p % d) for d in range(2, p))]


def by_primes(m: int) -> list[int]:
    """Divide by the primes found before, up to the root."""
    primes: list[int] = []
    for p in range(2, m):
        prime = True
        for q in primes:
            if q * q > p:
                break
            if p % q == 0:
                prime = False
                break
        if prime:
            primes.append(p)
    return primes


def sieve(m: int) -> list[int]:
    """Strike out the multiples of each number that is not struck out (Eratosthenes)."""
    prime = [True] * m
    primes: list[int] = []
    for p in range(2, m):
        if prime[p]:
            primes.append(p)
            for q in range(p * p, m, p):
                prime[q] = False
    return primes
