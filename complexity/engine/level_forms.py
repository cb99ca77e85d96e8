"""Levels at compile time: the largest of a few levels, each so many levels later.

A form is a map from atoms (words that hold a level, by name; "" for level 0) to numbers of levels:
``{"%a": 2, "%b": 1}`` is max(a + 2, b + 1), as in max-plus algebra [1]_. Ops without control
between them are summed up in one form of what enters them, and an atom that another exceeds for
certain is left out, so that few instructions remain.

References
----------
.. [1] F. Baccelli, G. Cohen, G. J. Olsder, J.-P. Quadrat, *Synchronization and Linearity*, 1992,
   ch. 3.
"""

from __future__ import annotations

from .ir import Writer

Form = dict[str, int]
START: Form = {"": 0}
LONG = 4  # a form of more atoms is computed at once
MANY = 64  # of more atoms none is left out, since that takes time as the square of their number


class Levels:
    """The forms of one function.

    Attributes
    ----------
    least : for an atom, what it is at least: other atoms, each so many levels later
    """

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.least: dict[str, Form] = {}

    def join(self, *forms: Form, later: int = 0) -> Form:
        """The largest of some forms, so many levels later."""
        joined: Form = {}
        for form in forms:
            for atom, levels in form.items():
                if joined.get(atom, -1) < levels:
                    joined[atom] = levels
        shortest = self.pruned(joined)
        if len(shortest) > LONG:
            shortest = {self.word(shortest): 0}
        return {atom: levels + later for atom, levels in shortest.items()} if later else shortest

    def pruned(self, form: Form) -> Form:
        """The same without atoms that others exceed."""
        if len(form) < 2 or len(form) > MANY:
            return form
        return {a: levels for a, levels in form.items() if not self.exceeded(a, levels, form)}

    def exceeded(self, atom: str, levels: int, form: Form) -> bool:
        """Whether another atom of a form is as late as this one for certain."""
        for other, later in form.items():
            if other == atom:
                continue
            if not atom and later >= levels:  # every level is at least 0
                return True
            between = self.least.get(other, {}).get(atom)
            if between is not None and between + later >= levels:
                return True
        return False

    def atom(self, word: str, *at_least: Form) -> Form:
        """A word that holds a level, as a form; it is as late as some others for certain."""
        known = self.least.setdefault(word, {})
        for form in at_least:
            for other, levels in form.items():
                for further, more in {other: 0, **self.least.get(other, {})}.items():
                    known[further] = max(known.get(further, 0), levels + more)
        return {word: 0}

    def word(self, form: Form) -> str:
        """A word that holds the level that a form says."""
        writer, form = self.writer, self.pruned(form)
        words = [str(n) if not atom else writer.add(atom, str(n)) for atom, n in form.items()]
        result = words[0] if words else "0"
        for other in words[1:]:
            result = writer.most(result, other)
        if result not in form and result.startswith("%") and len(form) <= MANY:
            self.atom(result, form)
        return result
