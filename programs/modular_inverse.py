"""Find the inverse of a modulo p, a prime of n bits: the x below p with a * x % p == 1.

The shortest program asks every x. Euclid's extended algorithm computes the answer with few
divisions; so does Fermat's little theorem, a to the power of p - 2.
"""

from complexity import candidate, tasks


def _is_prime(p: int) -> bool:
    """Whether a number is prime, by its definition."""
    return p > 1 and all(p % d for d in range(2, p))


def _pairs(n: int) -> list[tuple[int, int]]:
    """Every a with every prime p of n bits above it."""
    primes = [p for p in range(1 << n >> 1, 1 << n) if _is_prime(p)]
    return [(a, p) for p in primes for a in range(1, p)]


def spec(a: int, p: int) -> int:
    """The definition, as CPython's power computes it."""
    return pow(a, -1, p)


inputs = tasks.stated(_pairs, "all a below p, for the primes p of n bits")
default_size = 6

kinds = {
    "search": ["argmin"],
    "pruned search": ["scan"],
    "direct": ["euclid", "fermat", "fermat_by_steps"],
}


def argmin(a: int, p: int) -> int:
    """Search: of all x from 1 on, the one with the smallest remainder, which is 1."""
    return min(range(1, p), key=lambda x: candidate(a * x % p))


def scan(a: int, p: int) -> int:
    """Pruned search: stop at the first x with remainder 1."""
    x = 1
    while candidate(a * x % p) != 1:
        x += 1
    return x


def euclid(a: int, p: int) -> int:
    """Euclid's extended algorithm (Knuth, TAOCP 2, 4.5.2, algorithm X)."""
    x = 1
    y = 0
    m = p
    while a > 1:
        q = a // m
        a, m = m, a % m
        x, y = y, x - q * y
    return x % p


def fermat(a: int, p: int) -> int:
    """a to the power of p - 2, a square a bit (Fermat's little theorem)."""
    x = 1
    e = p - 2
    while e > 0:
        if e % 2:
            x = x * a % p
        a = a * a % p
        e //= 2
    return x % p


def fermat_by_steps(a: int, p: int) -> int:
    """a to the power of p - 2, one multiplication after the other."""
    x = 1
    for _ in range(p - 2):
        x = x * a % p
    return x
