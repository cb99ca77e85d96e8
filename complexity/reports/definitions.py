"""The explanations of terms and codes by `complexity explain`."""

from __future__ import annotations

from ..python.refusals import REFUSALS
from .glossary import TERMS, Term, look_up, nearest
from .pages import Heading, Page, Table, hint
from .problems import PROBLEMS, Problem

KINDS = {
    "word": "Words",
    "measure": "Measures",
    "evidence": "Evidence",
    "price": "Prices",
}


def glossary_page() -> Page:
    """The page of all terms by kind, each with the first sentence of its meaning."""
    page: Page = ()
    for kind, title in KINDS.items():
        rows = tuple((t.name, first_sentence(t)) for t in TERMS if t.kind == kind)
        page += (Heading(title), Table(("word", "meaning"), rows, left=(0, 1)), "")
    return (*page, hint("complexity explain span"))


def first_sentence(term: Term) -> str:
    """The first sentence of a meaning."""
    return term.meaning.split(". ")[0].rstrip(".") + "."


def topic_page(topic: str) -> Page:
    """The page that explains a term or a code.

    Raises
    ------
    Problem
        If it is neither; the message suggests similar ones.
    """
    code = topic.upper()
    if code in REFUSALS:
        return refusal_page(code)
    if code in PROBLEMS:
        return (Heading(code), PROBLEMS[code])
    term = look_up(topic)
    if term is not None:
        return term_page(term)
    raise unknown(topic)


def term_page(term: Term) -> Page:
    """The page of a glossary term."""
    also = (f"also: {', '.join(term.also)}",) if term.also else ()
    return (Heading(f"{term.name} ({term.kind})"), term.meaning, *also, f"source: {term.source}")


def refusal_page(code: str) -> Page:
    """The page of a refusal: the templates of message and repair, and the reason."""
    row = REFUSALS[code]
    told = (f"message: {row.message}", f"instead: {row.repair}", f"why: {row.why}")
    return (Heading(f"{code} (refusal)"), *told)


def unknown(topic: str) -> Problem:
    """The problem of an unknown topic, with similar ones."""
    near = nearest(topic) + [code for code in REFUSALS if topic.upper()[:4] == code[:4]][:5]
    words = f"did you mean {', '.join(near)}?"
    repair = words if near else "see `complexity explain` for the words"
    return Problem("CX001", f"there is no program, word or code {topic!r}", repair)
