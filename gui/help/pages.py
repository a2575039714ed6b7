"""The pages of the help, as rich text."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QTextDocument

from engine.words import Words
from gui.commands import ENTRIES, Commands
from gui.keys import written as written_key
from gui.trouble.versions import font, system, versions

FOLDER = Path(__file__).parents[2] / "resources" / "help"
# What no command does: keys of the part of the window that the keyboard is on.
KEYS = (
    ("Tab  Shift+Tab", "keys.tab"),
    ("← →", "keys.tokens"),
    ("Enter  Delete", "keys.token"),
    ("← → ↑ ↓  Home  End", "keys.matrix"),
    ("← →", "keys.lines"),
    ("Tab  ↑ ↓", "keys.entry"),
    ("0…9 − .  Enter  Esc", "keys.typed"),
    ("1…9", "keys.answers"),
    ("↑ ↓  Enter", "keys.bars"),
    ("Esc", "keys.escape"),
)
# What the mouse does beyond a plain click on a button: how, and what comes of it.
MOUSE = ("point", "cell", "twice", "join", "right", "pull", "stage", "edge", "file")


def written(name: str, words: Words) -> str:
    """Return a page that is written in Markdown: ``guide`` or ``definitions``."""
    document = QTextDocument()
    document.setMarkdown((FOLDER / words.lang / f"{name}.md").read_text(encoding="utf-8"))
    return document.toHtml()


def keys(commands: Commands, words: Words, wide: bool = False) -> str:
    """Return the page of the keys: those of commands, those of parts of the window, and the mouse.

    Where the page is `wide`, the commands stand at the left of the others.
    """
    rows = [
        (words(f"action.{entry.name}").rstrip("…"), written_key(commands[entry.name].shortcut()))
        for entry in ENTRIES
        if entry.shortcut
    ]
    parts = [(words(key), names) for names, key in KEYS]
    mouse = [(words(f"mouse.{name}"), words(f"mouse.{name}_how")) for name in MOUSE]
    left, *right = (
        f"<h2>{words(heading)}</h2>{table(listed)}"
        for heading, listed in (("keys.commands", rows), ("keys.parts", parts), ("keys.mouse", mouse))
    )
    if not wide:
        return "".join((left, *right))
    halves = (f'<td width="50%" valign="top">{half}</td>' for half in (left, "".join(right)))
    return f'<table width="100%"><tr>{"".join(halves)}</tr></table>'


def about(words: Words) -> str:
    """Return the page of versions and licences."""
    here = {words("about.system"): system(), words("about.font"): font()}
    runs = table((versions() | here).items())
    return f"<h2>牡丹 Peony</h2><p>{words('about.text')}</p>{runs}<p>{words('about.licences')}</p>"


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Return a table of two columns."""
    cells = (
        f"<tr><td>{html.escape(name)}</td><td><b>{html.escape(text)}</b></td></tr>" for name, text in rows
    )
    return f'<table cellpadding="4">{"".join(cells)}</table>'
