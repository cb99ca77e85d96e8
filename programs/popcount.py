"""Count the ones among the binary digits of a number of n bits.

Digit by digit, one by one (Wegner 1960), all pairs at once (HAKMEM, item 169), or from a table. The
answers are OEIS A000120.
"""

from complexity import family, tasks

inputs = tasks.integers_of_bits()
default_size = 8


def spec(m: int) -> int:
    """The definition."""
    return m.bit_count()


kinds = {
    "direct": ["shift", "wegner", "division", "recursive", "pairs"],
    "memorised": ["lookup_table"],
}


def shift(m: int) -> int:
    """Add the last digit, and shift."""
    c = 0
    while m:
        c += m & 1
        m >>= 1
    return c


def wegner(m: int) -> int:
    """Take the last one away: m & (m - 1) (Wegner 1960)."""
    c = 0
    while m:
        m &= m - 1
        c += 1
    return c


def division(m: int) -> int:
    """What halving loses: the ones are m less the sum of m // 2, m // 4, ... (Legendre)."""
    c = m
    while m:
        m //= 2
        c -= m
    return c


def recursive(m: int) -> int:
    """The last digit, and those of the half."""
    return m % 2 + recursive(m // 2) if m else 0


def pairs(m: int) -> int:
    """Add neighbouring digits, then neighbouring sums, all at once; of at most 32 bits."""
    m = (m & 0x55555555) + (m >> 1 & 0x55555555)
    m = (m & 0x33333333) + (m >> 2 & 0x33333333)
    m = (m & 0x0F0F0F0F) + (m >> 4 & 0x0F0F0F0F)
    m = (m & 0x00FF00FF) + (m >> 8 & 0x00FF00FF)
    return (m & 0xFFFF) + (m >> 16)


@family
def lookup_table(n: int) -> str:
    """The answers to all numbers of n bits."""
    if n > 14:
        raise ValueError(f"the table for n = {n} has {2 ** (n - 1):,} entries; n is at most 14")
    numbers = [m for (m,) in inputs.all(n)]
    table = [spec(m) for m in numbers]
    return f"def lookup_table(m: int) -> int:\n    return {table}[m - {numbers[0]}]\n"
