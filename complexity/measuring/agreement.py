"""Comparison of programs without a specification: their result distributions, input by input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..semantics.spelling import text as result_text
from .answers import Answer, same, spelled


@dataclass(frozen=True, slots=True)
class Difference:
    """The first input on which a program's answer is not the most common one.

    Attributes
    ----------
    place : the index of the input
    own, others : the program's answer and the most common one, in words
    """

    place: int
    own: str
    others: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of programs that have no specification.

    Attributes
    ----------
    count : the number of inputs compared
    differs : for each program, the number of inputs on which its answer is not the most common
        one (of equally common ones, the first program's)
    undecided : for each program, the number of inputs on which that is unknown, since the
        sampled tapes do not determine a distribution
    first : for each program that differs, the first such input
    """

    count: int
    differs: Mapping[str, int]
    undecided: Mapping[str, int]
    first: Mapping[str, Difference]


def agreement(answers: Mapping[str, Sequence[Answer]]) -> Agreement:
    """Compare the answers of several programs to the same inputs as distributions.

    Examples
    --------
    >>> from complexity.measuring.answers import certain
    >>> one, two = [certain(1), certain(2)], [certain(1), certain(3)]
    >>> agreement({"a": one, "b": two, "c": one}).differs
    {'a': 0, 'b': 1, 'c': 0}
    """
    count = min((len(given) for given in answers.values()), default=0)
    differs, undecided = dict.fromkeys(answers, 0), dict.fromkeys(answers, 0)
    first: dict[str, Difference] = {}
    for place in range(count):
        row = {name: given[place] for name, given in answers.items()}
        common = commonest(list(row.values()))
        for name, answer in row.items():
            alike = same(answer, common)
            undecided[name] += alike is None
            differs[name] += alike is False
            if alike is False:
                first.setdefault(name, Difference(place, spelled(answer), spelled(common)))
    return Agreement(count, differs, undecided, first)


def commonest(answers: Sequence[Answer]) -> Answer:
    """The most common of the answers that are fully known, else the first answer."""
    known = [answer for answer in answers if answer.whole]
    if not known:
        return answers[0]
    texts = [text(answer) for answer in known]
    return known[texts.index(Counter(texts).most_common(1)[0][0])]


def text(answer: Answer) -> str:
    """A text that two answers share iff their distributions are equal."""
    chances = sorted((result_text(result), chance) for result, chance in answer.chances)
    return repr((chances, answer.never, answer.fails))
