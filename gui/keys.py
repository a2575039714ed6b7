"""How shortcuts are written: with arrows for the arrow keys, and the same in every language."""

from __future__ import annotations

import re
import sys

from PySide6.QtGui import QAction, QKeySequence

SIGNS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter"}
NAMED = re.compile(rf"\b({'|'.join(SIGNS)})$")


def written(shortcut: QKeySequence) -> str:
    """Return a shortcut as keyboards have it; empty for none.

    Qt's own way would be "Alt+右方向" in Chinese, which no keyboard has. On a Mac it knows the signs.
    """
    if sys.platform == "darwin":
        return shortcut.toString(QKeySequence.SequenceFormat.NativeText)
    plain = shortcut.toString(QKeySequence.SequenceFormat.PortableText)
    return NAMED.sub(lambda found: SIGNS[found[1]], plain)


def with_key(text: str, action: QAction) -> str:
    """Return a tip with the key of the command that it is about, where that has one."""
    key = written(action.shortcut())
    return f"{text} ({key})" if key else text
