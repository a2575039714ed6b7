"""Words on a line: where each of them is, and how it is drawn. Where they are many, they stand upright."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gui.items.names import short
from gui.theme import Theme

PITCH = 1.5  # ems from one upright word to the next
CHARACTER = 1.2  # ems of one in an upright word of Chinese


@dataclass(frozen=True)
class WordRow:
    """The places of words in a width."""

    theme: Theme
    names: tuple[str, ...]
    width: float

    @property
    def least(self) -> int:
        """The width that the words need at least; upright they need less."""
        return round(min(sum(self._lying), len(self.names) * PITCH * self.theme.em))

    @cached_property
    def stands(self) -> bool:
        """Whether the words stand upright."""
        return sum(self._lying) > self.width

    @cached_property
    def centres(self) -> list[float]:
        """Where the middle of each word is."""
        widths = [PITCH * self.theme.em] * len(self.names) if self.stands else self._lying
        spare = max(self.width - sum(widths), 0) / max(len(widths), 1)
        return [sum(widths[:row]) + row * spare + (widths[row] + spare) / 2 for row in range(len(self.names))]

    @cached_property
    def half(self) -> float:
        """How far up and down the words reach."""
        longest = max((self._long(name) for name in self.names), default=0.0)
        return longest / 2 + 0.1 * self.theme.em if self.stands else 1.1 * self.theme.em

    @cached_property
    def _lying(self) -> list[float]:
        em, metrics = self.theme.em, QFontMetricsF(self.theme.type(1.05, bold=True))
        return [max(metrics.horizontalAdvance(short(name)) + 1.6 * em, 3.2 * em) for name in self.names]

    def _long(self, name: str) -> float:
        """How long an upright word is, with its edges."""
        em, name = self.theme.em, short(name)
        if _stacks(name):
            return (len(name) * CHARACTER + 0.4) * em
        return QFontMetricsF(self.theme.type(bold=True)).horizontalAdvance(name) + 0.8 * em

    def box(self, row: int, middle: float) -> QRectF:
        """Return the card of a word, `middle` being the height of the line."""
        em, name, x = self.theme.em, self.names[row], self.centres[row]
        if self.stands:
            wide, high = 1.35 * em, self._long(name)
        else:
            metrics = QFontMetricsF(self.theme.type(1.05, bold=True))
            wide, high = metrics.horizontalAdvance(short(name)) + 0.8 * em, 2 * em
        return QRectF(x - wide / 2, middle - high / 2, wide, high)

    def paint(self, painter: QPainter, row: int, middle: float, strong: bool, edge: QPen) -> QRectF:
        """Draw a word on its card, and return where."""
        theme, name, box = self.theme, short(self.names[row]), self.box(row, middle)
        painter.setPen(edge)
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(theme.peony if strong else theme.ink))
        painter.setFont(theme.type(1 if self.stands else 1.05, bold=strong))
        if not self.stands:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)
        elif _stacks(name):
            line = CHARACTER * theme.em
            for place, char in enumerate(name):
                top = box.y() + 0.2 * theme.em + place * line
                cell = QRectF(box.x(), top, box.width(), line)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, char)
        else:
            _paint_turned(painter, box, name)
        return box


def _paint_turned(painter: QPainter, box: QRectF, name: str) -> None:
    """Write a word so that it is read from below."""
    painter.save()
    painter.translate(box.bottomLeft())
    painter.rotate(-90)
    painter.drawText(QRectF(0, 0, box.height(), box.width()), Qt.AlignmentFlag.AlignCenter, name)
    painter.restore()


def _stacks(name: str) -> bool:
    """Whether a word is Chinese throughout, and so reads well one character a line."""
    return all(unicodedata.east_asian_width(char) in "WF" for char in name)
