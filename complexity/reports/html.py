"""Pages as HTML, for notebooks; every text is escaped."""

from __future__ import annotations

from html import escape
from typing import assert_never

from ..plain import line, visible
from .pages import Block, Heading, Item, Lines, Page, Strong, Table

MONOSPACE = 'style="text-align:left;white-space:pre-wrap"'


def html(page: Page) -> str:
    """Render a page as HTML.

    Examples
    --------
    >>> html((Heading("a < b"), "so it is"))
    '<h4>a &lt; b</h4>\\n<p>so it is</p>'
    """
    return "\n".join(_element(block) for block in page if block != "")


def _element(block: Block) -> str:
    match block:
        case str():
            return f"<p>{escape(visible(block))}</p>"
        case Item(label, text):
            return f"<p>{escape(visible(f'{label}{text}'))}</p>"
        case Strong(text):
            return f"<p><b>{escape(visible(text))}</b></p>"
        case Heading(text):
            return f"<h4>{escape(visible(text))}</h4>"
        case Lines(lines, strong):
            shown = (escape(line(text).expandtabs()) for text in lines)
            marked = (f"<b>{text}</b>" if at in strong else text for at, text in enumerate(shown))
            return f"<pre {MONOSPACE}>" + "\n".join(marked) + "</pre>"
        case Table():
            return _table(block)
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    head = _row(table, table.headers, "th")
    rows = [
        _row(table, row, "td", ' style="font-weight:bold"' if at in table.strong else "")
        for at, row in enumerate(table.rows)
    ]
    return "\n".join(("<table>", f"<thead>{head}</thead>", "<tbody>", *rows, "</tbody></table>"))


def _row(table: Table, cells: tuple[str, ...], tag: str, style: str = "") -> str:
    shown = "".join(
        f'<{tag} style="text-align:{"left" if at in table.left else "right"}">'
        f"{escape(visible(cell))}</{tag}>"
        for at, cell in enumerate(cells)
    )
    return f"<tr{style}>{shown}</tr>"
