"""Why some groups of idioms have a spread: what one form asks, computes or waits for besides.

A rule of the normal form may not lengthen time or span, nor change what fails: where making two
forms one graph would, they stay apart. The reasons are checked to name groups that have a spread.
"""

from __future__ import annotations

WORD = "a word (`sum`, `max`, `in`) looks at all elements, side by side, a loop one after another"
AGAIN = "one form asks again, after its loop, what ended it"
ORDER = "one form asks its questions in another order, or others"
START = "one form begins at another number, or counts the other way"
MORE = "one form asks what, for the values at hand, another test has answered already"
OTHER = "one form uses another operation"
ARMS = "a value of several arms is computed in each, or before all: another time"
CALLS = "the helper is called in several places"
SPAN = "as one graph, one form would be a level deeper"

REASONS = {
    "is sorted": "a slice costs its length at once, an index a step a round until the loop stops",
    "contains": WORD,
    "any negative": AGAIN,
    "is prime": "one form starts from a test, the others leave by it",
    "is prime, to the square root": AGAIN,
    "the first pair with the sum": "the inner loop's value is what the outer one returns",
    "is a palindrome": OTHER,
    "is a palindrome, by two pointers": AGAIN,
    "has a digit": AGAIN,
    "Collatz steps within a limit, or -1": ORDER,
    "sum": WORD,
    "count of x": WORD,
    "maximum": WORD,
    "index of the minimum": START,
    "sum of squares": WORD,
    "sum of the even ones": WORD,
    "dot product": WORD,
    "factorial": START,
    "ones of a binary number": OTHER,
    "count of inversions": WORD,
    "all values once, in order of appearance": WORD,
    "sign": MORE,
    "clamp to a byte": SPAN,
    "days of a month": WORD,
    "maximum of three, by cases": MORE,
    "quadrant": MORE,
    "exactly one of two": OTHER,
    "next cell of life": WORD,
    "sum from 1 to n": "`<=` a bound: as a range it is a step more where there are no rounds",
    "Euclid by subtraction": ORDER,
    "binary search, or -1": AGAIN,
    "two pointers to a sum": AGAIN,
    "reverse in place": OTHER,
    "count of the primes below n": WORD,
    "count of the even ones": WORD,
    "taxicab distance": CALLS,
    "selection sort": ARMS,
    "square of a sum": OTHER,
    "gnome sort": ARMS,
    "bubble sort": ARMS,
    "absolute value": OTHER,
    "neither of two": SPAN,
    "sum of the positive up to a limit": WORD,
    "valid date of a common year": ORDER,
    "bubble sort until nothing moves": ORDER,
    "count of the words between zeros": ORDER,
    "brackets balance": AGAIN,
    "rises and then falls": MORE,
    "how long the common prefix of two lists is": ARMS,
    "whether a balance of deposits never falls below zero": AGAIN,
}
