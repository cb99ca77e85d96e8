"""The tokens of the text form of graphs, by line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from ..failures import IllFormed

# the kinds of tokens, of which the first that matches is taken; # begins a comment
_KINDS = (
    ("comment", r"#.*"),
    ("value", r"%[A-Za-z0-9_.]+"),
    ("table", r"\[[^\[\]]*\]"),
    ("type", r"(?:list\[)+(?:bool|int)\]+|(?:bool|int)\b"),
    ("integer", r"-?[0-9]+"),
    ("truth", r"(?:True|False)\b"),
    ("text", r'"(?:[^"\\]|\\.)*"'),
    ("word", r"[A-Za-z_][A-Za-z0-9_]*"),
    ("mark", r"->|[=:,()@]"),
)
_NAMES = {
    "value": "a value such as %1",
    "table": "a list",
    "type": "a type",
    "integer": "an integer",
    "truth": "True or False",
    "text": "a quoted text",
    "word": "a word",
    "mark": "a sign",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))
_SPACE = re.compile(r"[ \t\r]*")


@dataclass(frozen=True, slots=True)
class Token:
    """A kind and a text, which for a quoted text is its unquoted content."""

    kind: str
    text: str


END = Token("end", "the end of the line")


@dataclass(slots=True)
class Line:
    """A line that is being parsed: its number, indentation and tokens, and the next token."""

    number: int
    indent: int
    tokens: list[Token] = field(default_factory=list)
    at: int = 0

    def refuse(self, reason: str) -> IllFormed:
        """Return the error for a reason, with the number of this line."""
        return IllFormed(reason, self.number)

    def peek(self, ahead: int = 0) -> Token:
        """Return a token without taking it."""
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else END

    def sees(self, text: str, ahead: int = 0) -> bool:
        """Return whether a mark or a word comes next."""
        token = self.peek(ahead)
        return token.text == text and token.kind in ("mark", "word")

    def skip(self, text: str) -> bool:
        """Take a mark or a word if it comes next."""
        present = self.sees(text)
        self.at += present
        return present

    def take(self, *kinds: str) -> Token:
        """Take a token of one of the given kinds."""
        token = self.peek()
        if token.kind not in kinds:
            wanted = " or ".join(_NAMES[kind] for kind in kinds)
            raise self.refuse(f"{token.text} stands where {wanted} is needed")
        self.at += 1
        return token

    def need(self, text: str) -> None:
        """Take a mark or a word, which must come next."""
        if not self.skip(text):
            raise self.refuse(f"{self.peek().text} stands where {text} is needed")

    def finish(self) -> None:
        """Require that no token is left."""
        if self.peek() is not END:
            raise self.refuse(f"{self.peek().text} stands where the line should end")


def lines(text: str) -> list[Line]:
    """Tokenise the lines of a text that are neither empty nor comments."""
    found = (_line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return [line for line in found if line.tokens]


def _line(number: int, text: str) -> Line:
    body = text.lstrip(" ")
    line = Line(number, len(text) - len(body))
    at = 0
    while at < len(body):
        match = _TOKEN.match(body, at)
        space = _SPACE.match(body, at)
        if match is not None and match.lastgroup is not None:
            if match.lastgroup != "comment":
                line.tokens.append(_token(line, match.lastgroup, match.group()))
            at = match.end()
        elif space is not None and space.end() > at:
            at = space.end()
        else:
            raise line.refuse(f"{body[at]!r} is not understood")
    return line


def _token(line: Line, kind: str, text: str) -> Token:
    if kind != "text":
        return Token(kind, text)
    try:
        return Token(kind, json.loads(text))
    except ValueError:
        raise line.refuse(f"{text} is no text: write it as in JSON") from None
