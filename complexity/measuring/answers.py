"""The answer of a program to one input: a distribution over tapes, as far as it is known.

Each listed result has a positive probability and comes with a lower bound of it; the rest of the
mass, up to 1, is unknown. A solved chain leaves nothing unknown, a partly explored chain a little,
and sampled tapes give results without probabilities. No verdict rests on a single tape.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from ..semantics.spelling import shown, text

Chances = tuple[tuple[Any, Fraction], ...]
NONE, ALL = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Answer:
    """The distribution of a program's results on one input.

    Attributes
    ----------
    chances : the results of positive probability, each with a lower bound of its probability
    never : a lower bound of the probability that a run does not end
    fails : a lower bound of the probability that a run fails
    failure : the error, in words
    unknown : the remaining probability
    """

    chances: Chances
    never: Fraction = NONE
    unknown: Fraction = NONE
    fails: Fraction = NONE
    failure: str = ""

    @property
    def whole(self) -> bool:
        """Whether the whole distribution is known, so that a verdict may rest on it."""
        return not self.unknown


NOTHING = Answer((), unknown=ALL)  # the answer about which nothing is known


def certain(result: Any) -> Answer:
    """The answer of a program that does not draw."""
    return Answer(((result, ALL),))


def made(given: Answer) -> Answer:
    """Check that the probabilities of an answer add up to 1.

    Raises
    ------
    AssertionError
        If they do not.
    """
    ends = given.never + given.fails + given.unknown
    mass = sum((chance for _, chance in given.chances), ends)
    if mass != 1:
        raise AssertionError(f"the probabilities of an answer make {mass}, not 1")
    return given


@dataclass(slots=True)
class Drawn:
    """The results on the sampled tapes of one input.

    Attributes
    ----------
    results : the results by their text
    stopped : the number of runs that ran out of fuel
    """

    results: dict[str, Any] = field(default_factory=dict)
    stopped: int = 0

    def add(self, result: Any) -> None:
        """Add the result of a run."""
        self.results.setdefault(text(result), result)


def seen(drawn: Drawn, part: Answer = NOTHING) -> Answer:
    """The answer that sampled tapes show, combined with a partly known one."""
    return joined(drawn.results.values(), part)


def joined(results: Iterable[Any], part: Answer) -> Answer:
    """Add results of sampled tapes to a partly known answer."""
    known = {text(result) for result, _ in part.chances}
    more = [(result, NONE) for result in results if text(result) not in known]
    return made(replace(part, chances=(*part.chances, *more)))


def same(first: Answer, second: Answer) -> bool | None:
    """Whether two answers are the same distribution; None where that is unknown.

    Examples
    --------
    >>> half = Fraction(1, 2)
    >>> same(certain(3), Answer(((3, half), (0, half)))), same(certain(3), certain(3))
    (False, True)
    >>> same(certain(3), Answer(((3, Fraction(0)),), unknown=Fraction(1))) is None
    True
    """
    chances = [_by_text(one) for one in (first, second)]
    for one, other, rest in ((0, 1, second.unknown), (1, 0, first.unknown)):
        for result, least in chances[one].items():
            most = chances[other].get(result, NONE) + rest
            if least > most or not most:
                return False
    return True if first.whole and second.whole else None


def _by_text(one: Answer) -> dict[str, Fraction]:
    """The chances of an answer by text, including ends without a result."""
    found = {text(result): chance for result, chance in one.chances}
    ends = {"<no end>": one.never, "<failure>": one.fails}
    return found | {text: chance for text, chance in ends.items() if chance}


def spelled(one: Answer, most: int = 4) -> str:
    """Spell out an answer in words.

    Examples
    --------
    >>> spelled(certain([1])), spelled(Answer(((0, Fraction(1, 3)),), Fraction(2, 3)))
    ('[1]', '0 with probability 1/3, no end with probability 2/3')
    """
    if one.chances and one.chances[0][1] == 1:
        return shown(one.chances[0][0])
    parts = [f"{shown(result)}{_chance(one, chance)}" for result, chance in one.chances[:most]]
    if len(one.chances) > most:
        parts.append(f"{len(one.chances) - most:,} more")
    ends = {"no end": one.never, "a failure": one.fails}
    parts += [f"{end}{_chance(one, chance)}" for end, chance in ends.items() if chance]
    return ", ".join(parts)


def _chance(one: Answer, least: Fraction) -> str:
    if not least:
        return " on some tapes"
    return f" with probability {spell(least)}{'' if one.whole else ' or more'}"


def spell(chance: Fraction) -> str:
    """Format a probability for a message.

    Examples
    --------
    >>> spell(Fraction(1, 3)), spell(Fraction(1, 2**64)), spell(Fraction(1, 2**2000))
    ('1/3', '5.42e-20', 'about 2^-2000')
    """
    if chance.denominator < 10**6:
        return str(chance)
    power = chance.denominator.bit_length() - chance.numerator.bit_length()
    return f"{float(chance):.2e}" if power < 1000 else f"about 2^-{power}"
