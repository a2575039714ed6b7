"""Attention as arcs between the words of the sentence: above from left to right, below the other way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from gui.items.names import short
from gui.items.numbers import fixed
from gui.theme import Theme

FAINT = 0.06  # opacity of what a pointed token does not take part in
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, eq=False)
class Web:
    """Words, the weights between them (m, m), and which weights get a line."""

    names: tuple[str, ...]
    weights: np.ndarray
    drawn: np.ndarray


class Arcs(QWidget):
    """Words on a line; from each an arc to whom it looks at, as thick and as strong as the weight."""

    tokenHovered = Signal(int)
    tokenClicked = Signal(int)
    pointerLeft = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._web: Web | None = None
        self._row: int | None = None
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def lines(self) -> list[tuple[int, int, float]]:
        """Return (query, key, weight) of every line that is drawn."""
        if self._web is None:
            return []
        cells = zip(*np.nonzero(self._web.drawn), strict=True)
        return [(int(i), int(j), float(self._web.weights[i, j])) for i, j in cells]

    def set_web(self, web: Web | None) -> None:
        """Show other words and weights."""
        self._web = web if web is not None and web.names else None
        self.setMinimumWidth(round(sum(self._widths())) if self._web else 0)
        self.update()

    def set_marks(self, row: int | None, pointed: int | None) -> None:
        """Mark the selected word; show only the lines of the one that is pointed at."""
        if (row, pointed) != (self._row, self._pointed):
            self._row, self._pointed = row, pointed
            self.update()

    def sizeHint(self) -> QSize:
        """Room for arcs over and under a line of words."""
        return QSize(self._theme.px(36), self._theme.px(16))

    def minimumSizeHint(self) -> QSize:
        """Room for flat arcs."""
        return QSize(self.minimumWidth(), self._theme.px(8))

    def token_center(self, row: int) -> QPointF:
        """Return the middle of a word."""
        widths = self._widths()
        spare = max(self.width() - sum(widths), 0) / len(widths)
        return QPointF(sum(widths[:row]) + row * spare + (widths[row] + spare) / 2, self.height() / 2)

    def _widths(self) -> list[float]:
        metrics = QFontMetricsF(self._theme.type(1.05, bold=True))
        names = self._web.names if self._web else ()
        return [max(metrics.horizontalAdvance(short(name)) + 1.6 * self._theme.em, 3.2 * self._theme.em)
                for name in names]  # fmt: skip

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the faint lines, the strong ones over them, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.paper))
        if self._web is None:
            return
        centres = [self.token_center(row) for row in range(len(self._web.names))]
        largest = float(np.abs(self._web.weights[self._web.drawn]).max(initial=0)) or 1.0
        lines = sorted(self.lines(), key=lambda line: (self._takes_part(line), abs(line[2])))
        for line in lines:
            self._paint_line(painter, line, centres, largest)
        for row, centre in enumerate(centres):
            self._paint_name(painter, row, centre)

    def _takes_part(self, line: tuple[int, int, float]) -> bool:
        return self._pointed is None or line[0] == self._pointed

    def _paint_line(
        self, painter: QPainter, line: tuple[int, int, float], centres: list[QPointF], largest: float
    ) -> None:
        query, key, weight = line
        strength = abs(weight) / largest
        ink = QColor(self._theme.blue if weight < 0 else self._theme.petal)
        ink.setAlphaF(0.15 + 0.8 * strength if self._takes_part(line) else FAINT)
        style = Qt.PenStyle.DashLine if weight < 0 else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, 0.6 + 0.55 * self._theme.em * strength, style, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path(query, key, centres))

    def _path(self, query: int, key: int, centres: list[QPointF]) -> QPainterPath:
        """Return the arc from a query to a key; a word that looks at itself gets a loop."""
        em = self._theme.em
        up = -1 if key >= query else 1
        start = centres[query] + QPointF(0, up * 1.1 * em)
        path = QPainterPath(start)
        if query == key:
            path.addEllipse(start + QPointF(0, up * 0.75 * em), 0.6 * em, 0.75 * em)
            return path
        end = centres[key] + QPointF(0, up * 1.1 * em)
        room = self.height() / 2 - 1.6 * em
        share = abs(end.x() - start.x()) / max(self.width(), 1)
        high = up * min(room, room * (0.25 + share)) * 4 / 3  # a cubic reaches ¾ of its handles
        path.cubicTo(start + QPointF(0, high), end + QPointF(0, high), end)
        return path

    def _paint_name(self, painter: QPainter, row: int, centre: QPointF) -> None:
        theme, web = self._theme, self._web
        strong = row in (self._row, self._pointed)
        painter.setFont(theme.type(1.05, bold=strong))
        wide = painter.fontMetrics().horizontalAdvance(short(web.names[row])) + 0.8 * theme.em
        box = QRectF(centre.x() - wide / 2, centre.y() - theme.em, wide, 2 * theme.em)
        painter.setPen(
            QPen(QColor(theme.ink if strong else theme.line), 1.5 if self.hasFocus() and strong else 1)
        )
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(theme.peony if row == self._row else theme.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, short(web.names[row]))
        if self._pointed is not None:
            self._paint_figure(painter, box, float(web.weights[self._pointed, row]))

    def _paint_figure(self, painter: QPainter, box: QRectF, weight: float) -> None:
        """Write under a word what the pointed one gives it."""
        painter.setFont(self._theme.type(0.85))
        painter.setPen(QColor(self._theme.quiet))
        below = QRectF(
            box.center().x() - 3 * self._theme.em, box.bottom(), 6 * self._theme.em, 1.4 * self._theme.em
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, fixed(weight))

    def token_at(self, point: QPointF) -> int | None:
        """Return the word whose column a point is in."""
        if self._web is None:
            return None
        rows = range(len(self._web.names))
        return min(rows, key=lambda row: abs(self.token_center(row).x() - point.x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which word is under the pointer."""
        row = self.token_at(event.position())
        self.tokenHovered.emit(row) if row is not None else self.pointerLeft.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Say that none is."""
        self.pointerLeft.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the word."""
        row = self.token_at(event.position())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.tokenClicked.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the selection along the words."""
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self._web is None:
            super().keyPressEvent(event)
            return
        self.tokenClicked.emit(min(max((self._row or 0) + step, 0), len(self._web.names) - 1))

    def focusInEvent(self, event: QEvent) -> None:
        """Show the cursor more strongly."""
        self.update()

    focusOutEvent = focusInEvent
