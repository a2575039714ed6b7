"""The program's mark: a peony."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap

FILE = Path(__file__).parent.parent / "resources" / "peony.svg"


def flower() -> QIcon:
    """Return the mark as an icon."""
    return QIcon(str(FILE))


def flower_picture(size: int, ratio: float) -> QPixmap:
    """Return the mark `size` pixels wide on a screen with `ratio` dots a pixel."""
    return flower().pixmap(QSize(size, size), ratio)
