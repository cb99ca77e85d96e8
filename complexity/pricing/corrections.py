"""Two-part codes: the cost of correcting a program's wrong answers.

References
----------
.. [1] Rissanen, *Modeling by shortest data description*, Automatica 14 (1978).
.. [2] Elias, *Universal codeword sets*, IEEE Trans. Inf. Theory 21 (1975): gamma.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping


def correction(errors: int, inputs: int, answers: Iterable[Mapping[int, int]]) -> dict[int, int]:
    """The weight of a program's corrections: how many, which inputs, and their right answers.

    Parameters
    ----------
    errors : e, the number of inputs answered wrong
    inputs : M, the number of inputs
    answers : the weights of the e right answers, each as {base: exponent}

    Returns
    -------
    dict
        {base: exponent} of 2^|gamma(e+1)| C(M, e) times the answers' weights. A program without
        errors pays 1 bit, the code of e = 0.

    Examples
    --------
    >>> correction(0, 120, [])
    {2: 1}
    >>> correction(1, 6, [{5: 2}])
    {2: 4, 3: 1, 5: 2}

    Raises
    ------
    ValueError
        If there are more errors than inputs, or not one answer for each error.
    """
    listed = list(answers)
    if not 0 <= errors <= inputs:
        raise ValueError(f"{errors} errors among {inputs} inputs")
    if len(listed) != errors:
        raise ValueError(f"{len(listed)} right answers for {errors} errors")
    return multiply({2: gamma_bits(errors + 1)}, binomial_factors(inputs, errors), *listed)


def gamma_bits(number: int) -> int:
    """The length of the Elias gamma code of an integer >= 1: 2 floor(log2 k) + 1 bits."""
    if number < 1:
        raise ValueError(f"gamma codes integers from 1 on, not {number}")
    return 2 * number.bit_length() - 1


def multiply(*weights: Mapping[int, int]) -> dict[int, int]:
    """The product of weights, each as {base: exponent}."""
    product: Counter[int] = Counter()
    for weight in weights:
        product.update(weight)
    return {base: product[base] for base in sorted(product) if product[base]}


def binomial_factors(above: int, below: int) -> dict[int, int]:
    """The prime factors of C(above, below), without computing it.

    Notes
    -----
    Legendre: p divides n! exactly sum of floor(n / p^k) times.
    """
    rest = above - below
    found = {
        p: _legendre(above, p) - _legendre(below, p) - _legendre(rest, p) for p in _primes(above)
    }
    return {p: exponent for p, exponent in found.items() if exponent}


def _legendre(number: int, prime: int) -> int:
    exponent = 0
    while number:
        number //= prime
        exponent += number
    return exponent


def _primes(limit: int) -> list[int]:
    sieve = bytearray([1]) * (limit + 1)
    sieve[:2] = bytes(len(sieve[:2]))
    for number in range(2, int(limit**0.5) + 1):
        if sieve[number]:
            multiples = range(number * number, limit + 1, number)
            sieve[number * number :: number] = bytes(len(multiples))
    return [number for number, is_prime in enumerate(sieve) if is_prime]
