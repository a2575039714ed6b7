"""The sentence with its tokens marked, and what was set for it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.tokens import Token
from gui.chosen import Choice, main_choices
from gui.drawings.text import plain
from gui.panels.tokens import mark_of
from gui.report.html import name, note
from gui.scene import Scene

LONG = 50  # characters from which on the sentence is written smaller
MOST = 400  # tokens that are marked


def section(scene: Scene) -> str:
    """Return the heading of the page: the sentence itself, and how to read its marks."""
    trace, words = scene.trace, scene.words
    if not trace.pieces:
        return f"<header><h1>{plain(words('empty.text'))}</h1>\n{_set(scene)}</header>"
    left = len(trace.pieces) - MOST
    rest = words("tokens.more", count=left) if left > 0 else ""
    kept = words("status.tokens", count=len(trace.pieces), kept=len(trace.tokens))
    beyond = words("notice.beyond", kept=len(trace.tokens), beyond=trace.beyond) if trace.beyond else ""
    legend = words("report.legend")
    kind = ' class="long"' if len(trace.text) > LONG else ""
    heading = f"<h1{kind}>{''.join(_marked(scene))}{f' … {plain(rest)}' if rest else ''}</h1>"
    told = note(f"{kept} · {legend}"), note(beyond), _set(scene)
    return "\n".join(["<header>", heading, *filter(None, told), "</header>"])


def _set(scene: Scene) -> str:
    """Say in a line what is set: all the rest is at its default, and in the table near the end."""
    said = (_choice(each) for each in main_choices(scene))
    return f'<p class="set">{" · ".join([*said, plain(scene.words("report.rest"))])}</p>'


def _choice(choice: Choice) -> str:
    value = f"<mark>{plain(choice.value)}</mark>" if choice.differs else f"<b>{plain(choice.value)}</b>"
    return f"<span>{plain(choice.label)} {value}{plain(choice.used)}</span>"


def _marked(scene: Scene) -> Iterator[str]:
    """Return the text piece by piece, with what lies between the tokens."""
    trace, last = scene.trace, 0
    origins = dict(zip(trace.places, trace.embedding.origins, strict=True))
    for place, token in enumerate(trace.pieces[:MOST]):
        yield plain(trace.text[last : token.start].strip("\r\n\t")) or ""
        origin = origins.get(place)
        yield _token(token, bool(trace.kept[place]), mark_of(origin))
        last = token.end


def _token(token: Token, kept: bool, mark: str) -> str:
    if not kept:
        struck = "span" if token.kind == "punctuation" else "s"  # a struck comma would be another mark
        return f'<{struck} class="dropped">{name(token.text)}</{struck}>'
    sign = {"composed": "<sup>≈</sup>", "unknown": "<sup>?</sup>"}.get(mark, "")
    return f'<span class="kept">{name(token.text)}{sign}</span>'
