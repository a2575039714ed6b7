"""The few pieces of HTML that a report is made of. Cells and contents are HTML already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gui.drawings.text import plain

WHOLE = 16  # rows up to which a table stays on one page of paper


def name(token: str) -> str:
    """Return a token as HTML: nothing in it is a tag, and its direction stays its own affair."""
    return f"<bdi>{plain(token)}</bdi>"


def section(title: str, *parts: str, kind: str = "") -> str:
    """Return parts under a heading."""
    kind = f' class="{kind}"' if kind else ""
    return "\n".join([f"<section{kind}>", f"<h2>{plain(title)}</h2>", *filter(None, parts), "</section>"])


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], kind: str = "numbers") -> str:
    """Return a table; the first cell of each row is its heading."""
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    lines = [
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'
        for first, *cells in rows
    ]
    kind, body = f"{kind} long" if len(lines) > WHOLE else kind, "\n".join(lines)
    return f"""<table class="{kind}">
<caption>{plain(caption)}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody>
</table>"""


def note(text: str) -> str:
    """Return a remark."""
    return f'<p class="note">{plain(text)}</p>' if text else ""
