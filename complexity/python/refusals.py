"""The refusals: each has a code, a place, a message and a repair."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from .. import plain
from ..portable import Portable

MOST_TEXT = 200  # characters of a source line cited in a refusal
MOST_SHOWN = 5  # refusals of one program reported at once


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of the table of refusals: the message, the general repair, and the reason."""

    message: str
    repair: str
    why: str


class NotInLanguage(Portable):
    """A text is outside the language; the exception has the place and the repair.

    Attributes
    ----------
    code : a key of `REFUSALS`
    file, line, column : the place; lines and columns are counted from 1
    text, width : the source line, and the number of columns to underline
    message, repair : what is wrong, in the program's words, and what to write instead
    node : the refused syntax; None for the whole file
    others : further refusals of the same program, in textual order
    """

    def __init__(
        self, code: str, file: str, line: int, column: int, text: str, width: int,
        message: str, repair: str, node: ast.AST | None = None,
    ) -> None:  # fmt: skip
        super().__init__(f"{file}:{line}:{column}: {code} {message}")
        self.code, self.file, self.line, self.column = code, file, line, column
        self.text, self.width, self.message, self.repair = text, width, message, repair
        self.node = node
        self.others: tuple[NotInLanguage, ...] = ()

    def show(self) -> str:
        """Format the refusals for people: place, message, text underlined, repair."""
        return "\n".join(_shown(refusal) for refusal in (self, *self.others))


def _shown(refusal: NotInLanguage) -> str:
    """Format a refusal; the text is underlined unless the whole file is meant."""
    place = f"{plain.visible(refusal.file)}:{refusal.line}:{refusal.column}"
    lines = [f"{place}: {refusal.code} {plain.visible(refusal.message)}"]
    if refusal.node is not None and refusal.text.strip():
        before, rest = refusal.text[: refusal.column - 1], refusal.text[refusal.column - 1 :]
        lead = "".join("\t" if c == "\t" else " " for c in plain.line(before))
        width = len(plain.line(rest[: refusal.width])) or refusal.width
        lines += [f"    {plain.line(refusal.text)}", f"    {lead}{'^' * max(1, width)}"]
    return "\n".join([*lines, f"  instead: {plain.visible(refusal.repair)}"])


def several(found: Iterable[NotInLanguage]) -> NotInLanguage:
    """Combine refusals into one, in textual order, with at most `MOST_SHOWN` in all."""
    ordered = sorted(found, key=lambda refusal: refusal.line)
    first, *others = ordered[:MOST_SHOWN]
    first.others = tuple(others)
    return first


def quote(node: ast.AST, most: int = 40) -> str:
    """The source text of a node in quotation marks, for a message."""
    try:
        text = ast.unparse(node)
    except (RecursionError, ValueError, AttributeError):
        text = "this"
    return f"'{text if len(text) <= most else text[: most - 3] + '...'}'"


def near(name: str, known: Iterable[str]) -> str:
    """A suggestion of a similar known name, to end a repair; "" if there is none."""
    close = plain.similar(name, known)
    return f"; did you mean {close[0]!r}?" if close else ""


@dataclass(frozen=True, slots=True)
class Source:
    """A text, with the file name that messages cite."""

    file: str
    lines: tuple[str, ...]

    def refuse(self, code: str, node: ast.AST | None, **words: object) -> NotInLanguage:
        """Make the refusal of a node, for the caller to raise.

        `words` fill in the row's message and repair; a word `repair` replaces the latter.
        """
        row = REFUSALS[code]
        message = row.message.format(**words)
        repair = str(words.get("repair") or row.repair.format(**words))
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        # ast counts columns in bytes of UTF-8
        data = text.encode(errors="replace")
        column = len(data[:column].decode(errors="replace"))
        end = len(text)
        if getattr(node, "end_lineno", None) == line:
            end = len(data[: getattr(node, "end_col_offset", 0)].decode(errors="replace"))
        width = min(max(1, end - column), 60)
        return NotInLanguage(
            code, self.file, line, column + 1, text[:MOST_TEXT], width, message, repair, node
        )  # fmt: skip


REFUSALS: dict[str, Refusal] = {
    # 1xx: the text
    "CX101": Refusal("Python cannot parse this: {what}", "correct the syntax",
        "The text is read with Python's own grammar; where Python refuses it, so do we."),
    "CX102": Refusal("the file has {size} bytes; at most {most} are read",
        "split the file, or generate large tables as a family",
        "A limit before parsing keeps a stranger's file from using up the machine."),
    "CX103": Refusal("brackets, blocks or operators nest {depth} deep; at most {most} are read",
        "give parts of the expression names, move inner blocks into helper functions, or "
        "turn a long chain of elif or of operators into a table or a loop",
        "Deep nesting can exhaust the parser's stack, so it is measured before parsing."),
    "CX104": Refusal("the file cannot be read: {what}", "give the path of a UTF-8 text file",
        "Programs are read as UTF-8 text."),
    "CX105": Refusal("there is no function {name!r} in this file; it has {known}",
        "name one of its functions, FILE.py::NAME{near}",
        "A program is a top-level function of the file."),
    "CX106": Refusal("{name!r} is defined twice", "rename or delete one of the two definitions",
        "Python would silently use the last definition."),
    "CX107": Refusal("there is no program in this file", "write an annotated top-level function",
        "A program is a public top-level function with annotated parameters and result."),
    "CX108": Refusal("{function!r} and what it calls have {size} pieces of syntax; "
        "at most {most} are read", "write large tables as literals, or the program as a family",
        "A limit on the work of reading keeps every answer prompt."),
    "CX109": Refusal("reading {function!r} makes over {most:,} values",
        "move inner loops into helper functions",
        "A limit on the work of reading keeps every answer prompt."),
    "CX110": Refusal("{name!r} is a helper: its name begins with '_'",
        "name it {public!r}, and it is a program", "A program is a public function."),
    "CX111": Refusal("{name!r} is {what}, and a program is a top-level function",
        "write it as a top-level function",
        "A program is a public top-level function with annotated parameters and result."),
    "CX112": Refusal("the lists of {function!r} have too many names to be told apart",
        "keep them in a list of lists, or move parts into helper functions",
        "A limit on the work of reading keeps every answer prompt."),
    "CX113": Refusal("{function!r} has {count:,} {what}; at most {most:,} are read",
        "pass a list of them",
        "Machine code has a word or more for each in every call, and no program needs so many."),
    # 2xx: what the language leaves out
    "CX201": Refusal("{what} is not in the language",
        "write the function with assignments, if, while, for, return and assert",
        "The language has exactly the statements whose meaning and cost the definition states."),
    "CX202": Refusal("{what} is not in the language",
        "use bools, integers, texts, and lists and tuples of them",
        "Values are bools, 64-bit integers, lists of them, and tuples and texts, which read as "
        "lists that nobody updates."),
    "CX203": Refusal("{what!r} is what this task asks for, so it is no word of its answers",
        "write it as a helper function; its cost is part of the program's",
        "An answer that calls the answer would compare nothing."),
    "CX204": Refusal("nothing is imported: {what} is not known here",
        "write it as a function of this file",
        "Programs are never executed, so an import has no meaning but for known words: "
        "`from random import randrange`, `from complexity import candidate`, and types."),
    "CX205": Refusal("{name!r} is not a function of this file or of the language",
        "define it in the file{near}", "Only functions of the file and the table's words exist."),
    "CX206": Refusal("the method {name!r} is not in the language",
        "use the methods of lists, texts and integers that the language knows",
        "Lists, texts and integers have the methods that are rewritten in the language."),
    "CX207": Refusal("attributes are not in the language",
        "pass values as parameters and return them as results",
        "There are no objects, only values."),
    "CX208": Refusal("assigning to a slice is not in the language",
        "build the list: `xs = xs[:a] + ys + xs[b:]`",
        "A slice assignment changes a length in place; its cost is that of the concatenation."),
    "CX209": Refusal("the keyword or starred argument {name!r} is not in the language here",
        "pass the arguments by position", "Calls bind arguments by position."),
    "CX210": Refusal("{name!r} takes {wanted}, and {given} given", "call it with {wanted}",
        "Arities are checked before anything is measured."),
    "CX211": Refusal("{what} is not in the language here",
        "give every parameter a name and an annotation, and pass every argument",
        "A function has one signature."),
    "CX212": Refusal("{name!r} inside a function {why}",
        "move {name!r} to the top level and pass what it needs as parameters",
        "Functions are top-level; one inside is moved there, and the variables that it reads are "
        "passed at each call."),
    "CX213": Refusal("a function is no value: it may stand only as the key of min or max",
        "call it, or write a helper function", "Functions are not values."),
    "CX214": Refusal("'{what}' compares identities", "use `{op}`",
        "Values have no identity in the language."),
    "CX216": Refusal("the value of this expression is not used",
        "delete the line, or assign the value to a name",
        "A statement that changes nothing is most often a mistake."),
    "CX217": Refusal("the module-level name {name!r} is not read by the calculator",
        "pass it as a parameter, or write the constant inside the function",
        "A program is a function of its arguments; globals are not in the language."),
    "CX218": Refusal("a 'for' runs over range(...), a list or a tuple of constants: {what}",
        "loop over a list or a range",
        "The sequence of a loop has a length that is known when the loop starts."),
    "CX219": Refusal("names and values do not fit together: {what}",
        "write a name for each value: `for i, x in enumerate(xs)`, `a, b = b, a`",
        "Targets are names, or elements of named lists, one for each value."),
    "CX220": Refusal("{name!r} is updated inside a comprehension, generator or key",
        "write a `for` loop", "A comprehension's elements are computed side by side, so they "
        "cannot update what is around them."),
    "CX221": Refusal("{name!r} is a word of the language, and this file defines it anew",
        "give the function another name", "A word has one meaning and one cost in every program."),
    "CX222": Refusal("{name!r} is bound in {function!r}, so it cannot be called there",
        "give the variable another name", "In Python the local name hides the function."),
    # 3xx: types and names
    "CX301": Refusal("{what} is {found}, where {wanted} is needed", "use a value of that type",
        "Every value has one type, inferred from the annotations and literals."),
    "CX302": Refusal("the {kind} {name!r} of {function!r} has {lack}",
        "annotate it: `n: int`, `xs: list[int]` ...",
        "Types of parameters and results are given; those of locals are inferred."),
    "CX303": Refusal("the result of {function!r} has {lack}",
        "annotate it: `-> int`, `-> list[int]`, `-> tuple[int, bool]`, `-> None` ...",
        "Types of parameters and results are given; those of locals are inferred."),
    "CX304": Refusal("{name!r} {state} here", "assign {name!r} before {where}",
        "Python would raise a NameError on some input."),
    "CX305": Refusal("{name!r} is {first} on one way to this line and {second} on another",
        "use two names", "A name has one type where two ways through the program meet."),
    "CX306": Refusal("{function!r} may end without returning {wanted}",
        "end every way through the function with `return`",
        "Python would return None, which is no value of the language."),
    "CX307": Refusal("this function returns {found}, and its annotation says {wanted}",
        "return a value of the annotated type, or correct the annotation",
        "The annotation is the function's type."),
    "CX308": Refusal("the integer {value} does not fit 64 signed bits",
        "use integers from -2**63 to 2**63 - 1", "An `int` fits 64 signed bits."),
    "CX309": Refusal("{what} has parts of different types: it may only be returned or unpacked",
        "unpack it into names, or use parallel lists, one for each part",
        "A tuple whose parts have one type is a value; else it is several results."),
    # 4xx: lists are values
    "CX401": Refusal("{name!r} is updated here, but {holder} may hold the same list",
        "update a copy: `xs[:]`, `[row[:] for row in xs]`",
        "Lists are values: an update that another name could see would have two meanings, so it is "
        "refused."),
    "CX402": Refusal("{name!r} is updated while a loop runs over it",
        "loop over a copy, `for x in {name}[:]`, or, to see the update, `while i < len({name}):`",
        "Python's loop would see the update."),
    "CX403": Refusal("{function!r} updates its parameter {name!r}, so the argument must be a name",
        "give the list a name first and pass the name",
        "An updated parameter is an extra result, rebound at the call."),
    "CX404": Refusal("{function!r} both updates its parameter {name!r} and binds it anew",
        "use another name for the new list", "The caller's list is the one that the parameter "
        "named when it was updated."),
    "CX405": Refusal("{function!r} returns nothing and updates nothing",
        "return the answer", "A program is its results."),
    "CX407": Refusal("{name!r} is {what}, which Python does not update",
        "make it a list, `list(xs)`, or build a new one: `xs = xs + (x,)`, `s = s + c`",
        "Tuples, texts, and lists of the module are values that nobody updates."),
    "CX406": Refusal("{what} is updated here, and has no name",
        "give the list a name first, then update it", "An update binds a name anew."),
}  # fmt: skip
