"""The pages of the help, as rich text."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

from engine.words import Words
from gui.commands import ENTRIES, Commands
from gui.help.markup import formula, key, rich
from gui.help.page import FLOWER
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
    text = (FOLDER / words.lang / f"{name}.md").read_text(encoding="utf-8")
    return rich(text, formula if name == "definitions" else key)


def keys(commands: Commands, words: Words, wide: bool = False) -> str:
    """Return the page of the keys: those of commands, those of parts of the window, and the mouse.

    Where the page is `wide`, the commands stand at the left of the others.
    """
    rows = [
        (words(f"action.{entry.name}").rstrip("…"), key(written_key(commands[entry.name].shortcut())))
        for entry in ENTRIES
        if entry.shortcut
    ]
    parts = [(words(name), " ".join(map(key, pressed.split()))) for pressed, name in KEYS]
    mouse = [(words(f"mouse.{name}"), words(f"mouse.{name}_how")) for name in MOUSE]
    left, *right = (
        f"<h2>{words(heading)}</h2>{table(listed, split)}"
        for heading, listed, split in (
            ("keys.commands", rows, 60),
            ("keys.parts", parts, 60),
            ("keys.mouse", mouse, 70),
        )
    )
    if not wide:
        return "".join((left, *right))
    halves = f'<td width="43%">{left}</td><td width="4%"></td><td width="53%">{"".join(right)}</td>'
    return f'<table width="100%"><tr>{halves}</tr></table>'


def about(words: Words) -> str:
    """Return the page of versions and licences."""
    runs = versions()
    here = {words("about.system"): system(), words("about.font"): font()}
    listed = ((name, html.escape(text)) for name, text in (runs | here).items() if name != "Peony")
    return (
        f'<table><tr><td><img src="{FLOWER}"></td><td style="vertical-align: middle">'
        f'<h1>牡丹 Peony</h1><p class="quiet">{runs["Peony"]}</p></td></tr></table>'
        f"<p>{words('about.text')}</p><p>{words('about.licences')}</p>"
        f"<h2>{words('about.made')}</h2>{table(listed, 36)}"
    )


def table(rows: Iterable[tuple[str, str]], split: int) -> str:
    """Return a table of two columns, the left one `split` percent wide; the right one is rich text."""
    cells = (
        f'<tr><td class="name" width="{split}%"><p class="item">{html.escape(name)}</p></td>'
        f'<td class="name"><p class="item">{text}</p></td></tr>'
        for name, text in rows
    )
    return f'<table width="100%" cellspacing="0">{"".join(cells)}</table>'
