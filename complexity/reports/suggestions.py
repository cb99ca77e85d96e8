"""The shorter idioms found for a program: lines of its page, and JSON."""

from __future__ import annotations

from ..measuring.figures import Figure, Measurement
from ..measuring.suggestions import Suggestion, Suggestions
from .notation import mean
from .objects import Object, figure_object, place, score_object
from .pages import Heading, Page
from .settings import Setting


def suggestions_page(known: Suggestions, found: Measurement) -> Page:
    """Describe the suggestions, a line each, with their evidence and omissions."""
    if not known.found:
        return _left_out(known)
    lines = [_line(one, found.figures.get("time")) for one in known.found]
    fewest = min(one.inputs for one in known.found)
    how = f"each alone; run beside this program, each was the same on {fewest} inputs or more"
    return ("", Heading("shorter idioms"), *lines, how, *_left_out(known))


def _line(one: Suggestion, time: Figure | None) -> str:
    where = f" {one.where}" if one.where else ""
    parts = [f"  line {one.line}: {one.saved:.2f} bits shorter as `{one.text}`{where}"]
    if one.time is not None and time is not None:
        parts.append(f"time {mean(one.time)} instead of {mean(time)}")
    return "; ".join(parts + ([one.note] if one.note else []))


def _left_out(known: Suggestions) -> Page:
    if known.interrupted:
        return ("interrupted while shorter idioms were looked for",)
    if not known.complete:
        return ("shorter idioms were not looked for in all places: the program is large",)
    return ()


def explain_object(
    found: Measurement, setting: Setting, bits: dict[tuple[str, int], float],
    levels: dict[tuple[str, int], int], known: Suggestions,
) -> Object:  # fmt: skip
    """The object of an explained program: its score, the costs of its lines, shorter idioms."""
    lines = {
        place(*at): {"bits": bits.get(at), "levels": levels.get(at)}
        for at in sorted({*bits, *levels})
    }
    return score_object(found, setting) | {
        "schema": "complexity/explain",
        "lines": lines,
        "suggestions": [suggestion_object(one) for one in known.found],
        "suggestions_complete": known.complete,
    }


def suggestion_object(one: Suggestion) -> Object:
    """One shorter idiom."""
    return {
        "idiom": one.idiom, "function": one.function, "line": one.line, "text": one.text,
        "where": one.where or None, "note": one.note or None, "saved_bits": one.saved,
        "length_bits": one.weight.bits, "inputs": one.inputs,
        "time": None if one.time is None else figure_object(one.time),
    }  # fmt: skip
