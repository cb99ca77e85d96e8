"""Symbolic levels at compile time, as linear forms of max-plus algebra [1]_.

A form maps atoms (names of words that hold a level; "" for level 0) to offsets: ``{"%a": 2, "%b":
1}`` is max(a + 2, b + 1). Straight-line code is summarised by one form over its inputs, and an atom
that never exceeds another is dropped, so that few instructions remain.

References
----------
.. [1] F. Baccelli, G. Cohen, G. J. Olsder, J.-P. Quadrat, *Synchronization and Linearity*, 1992,
   ch. 3.
"""

from __future__ import annotations

from .ir import Writer

Form = dict[str, int]
START: Form = {"": 0}
LONG = 4  # a form of more atoms is computed into a single word
MANY = 64  # a form of more atoms is not pruned, since that takes quadratic time


class Levels:
    """The algebra of the forms of one function.

    Attributes
    ----------
    least : for each atom, a form that is a lower bound of it
    """

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.least: dict[str, Form] = {}

    def join(self, *forms: Form, later: int = 0) -> Form:
        """Return the maximum of some forms, plus `later` levels."""
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
        """Return an equal form without the atoms that others dominate."""
        if len(form) < 2 or len(form) > MANY:
            return form
        return {a: levels for a, levels in form.items() if not self.exceeded(a, levels, form)}

    def exceeded(self, atom: str, levels: int, form: Form) -> bool:
        """Return whether another atom of a form is certainly as late as this one."""
        for other, later in form.items():
            if other == atom:
                continue
            if not atom and later >= levels:  # "" is level 0, and every level is at least 0
                return True
            between = self.least.get(other, {}).get(atom)
            if between is not None and between + later >= levels:
                return True
        return False

    def atom(self, word: str, *at_least: Form) -> Form:
        """Return a word that holds a level as a form, recording lower bounds of it."""
        known = self.least.setdefault(word, {})
        for form in at_least:
            for other, levels in form.items():
                for further, more in {other: 0, **self.least.get(other, {})}.items():
                    known[further] = max(known.get(further, 0), levels + more)
        return {word: 0}

    def word(self, form: Form) -> str:
        """Emit the computation of a form; return the word that holds its level."""
        writer, form = self.writer, self.pruned(form)
        words = [str(n) if not atom else writer.add(atom, str(n)) for atom, n in form.items()]
        result = words[0] if words else "0"
        for other in words[1:]:
            result = writer.most(result, other)
        if result not in form and result.startswith("%") and len(form) <= MANY:
            self.atom(result, form)
        return result
