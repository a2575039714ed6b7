"""The pages of the help, as rich text."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QKeySequence, QTextDocument

from engine.words import Words
from gui.commands import ENTRIES, Commands
from gui.trouble.versions import font, system, versions

FOLDER = Path(__file__).parents[2] / "resources" / "help"
# What no command does: keys of the part of the window that the keyboard is on.
KEYS = (
    ("Tab  Shift+Tab", "keys.tab"),
    ("← →", "keys.tokens"),
    ("Enter  Delete", "keys.token"),
    ("← → ↑ ↓  Home  End", "keys.matrix"),
    ("↑ ↓  Enter", "keys.bars"),
    ("Esc", "keys.escape"),
)


def written(name: str, words: Words) -> str:
    """Return a page that is written in Markdown: ``guide`` or ``definitions``."""
    document = QTextDocument()
    document.setMarkdown((FOLDER / words.lang / f"{name}.md").read_text(encoding="utf-8"))
    return document.toHtml()


def keys(commands: Commands, words: Words) -> str:
    """Return the page of the keys: those of commands, then those of the parts of the window."""
    rows = [
        (words(f"action.{entry.name}").rstrip("…"), shown(commands[entry.name].shortcut()))
        for entry in ENTRIES
        if entry.shortcut
    ]
    parts = [(words(key), names) for names, key in KEYS]
    heading = "<h2>{}</h2>{}"
    return heading.format(words("keys.commands"), table(rows)) + heading.format(
        words("keys.parts"), table(parts)
    )


def about(words: Words) -> str:
    """Return the page of versions and licences."""
    here = {words("about.system"): system(), words("about.font"): font()}
    runs = table((versions() | here).items())
    return f"<h2>牡丹 Peony</h2><p>{words('about.text')}</p>{runs}<p>{words('about.licences')}</p>"


def shown(shortcut: QKeySequence) -> str:
    """Return a shortcut as it is written here."""
    return shortcut.toString(QKeySequence.SequenceFormat.NativeText)


def table(rows: Iterable[tuple[str, str]]) -> str:
    """Return a table of two columns."""
    cells = (
        f"<tr><td>{html.escape(name)}</td><td><b>{html.escape(text)}</b></td></tr>" for name, text in rows
    )
    return f'<table cellpadding="4">{"".join(cells)}</table>'
