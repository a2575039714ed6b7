"""Attention as arcs between the words of the sentence: above from left to right, below the other way."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from gui.items.numbers import fixed
from gui.items.web import Line, Web, largest_of, lines_of
from gui.items.word_row import WordRow
from gui.theme import Theme

FAINT = 0.15  # of their opacity, what lines keep that a pointed token does not take part in
MANY = 30  # lines that can be told apart; of more, those of the selected word stand out
OWN = 64  # lines of one word: they are painted anew whenever the pointer moves on
SMOOTH = 30_000  # pixels of lines across that get smooth edges, which take ten times as long to paint
HAIRLINE = 8  # times as quick as others is a smooth line of one pixel
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Arcs(QWidget):
    """Words on a line; from each an arc to whom it looks at, as thick and as strong as the weight.

    Parameters
    ----------
    on_paper
        Whether many lines are to stay lines; on a screen they are one picture, which is quick to point in.
    """

    tokenHovered = Signal(int)
    tokenClicked = Signal(int)
    pointerLeft = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, on_paper: bool = False) -> None:
        super().__init__(parent)
        self._theme, self._on_paper = theme, on_paper
        self._web: Web | None = None
        self._words, self._others, self._largest = WordRow(theme, (), 0), 1.0, 1.0
        self._picture: QPixmap | None = None
        self._row: int | None = None
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def lines(self) -> list[Line]:
        """Return (query, key, weight) of every line that is drawn, whichever word is selected."""
        return [] if self._web is None else lines_of(self._web.weights, self._web.drawn)

    def own(self) -> list[Line]:
        """Return (query, key, weight) of the lines of the word that is pointed at, or else selected."""
        if self._web is None or self._strong is None:
            return []
        return lines_of(self._web.weights, self._web.wanted, self._strong)[-OWN:]

    def set_web(self, web: Web | None) -> None:
        """Show other words and weights."""
        self._web = web if web is not None and web.names else None
        self._others = min(1, MANY / max(len(self.lines()), 1))
        self._largest = largest_of(self._web) if self._web else 1.0
        self._place_words()
        self.setMinimumWidth(self._words.least)
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
        return QPointF(self._words.centres[row], self.height() / 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the words other places."""
        self._place_words()

    def _place_words(self) -> None:
        self._words = WordRow(self._theme, self._web.names if self._web else (), self.width())
        self._picture = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the faint lines, the strong ones over them, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._theme.paper))
        if self._web is None:
            return
        lines = self.lines()
        if len(lines) > MANY and not self._on_paper:
            painter.setOpacity(self._share)
            painter.drawPixmap(0, 0, self._all(lines))
            painter.setOpacity(1)
            lines = []
        for line in lines:
            if line[0] != self._strong:
                self._paint_line(painter, line, self._share)
        for line in self.own():
            self._paint_line(painter, line, 1)
        for line in self.before():
            self._paint_before(painter, line)
        for row in range(len(self._web.names)):
            self._paint_name(painter, row)

    @property
    def _strong(self) -> int | None:
        """The word whose lines are strong: the one pointed at, else the selected one."""
        return self._pointed if self._pointed is not None else self._row

    @property
    def _share(self) -> float:
        """Of their opacity, what the lines of other words keep: the more there are, the less."""
        if self._strong is None:
            return 1
        return self._others if self._pointed is None else min(self._others, FAINT)

    def _all(self, lines: list[Line]) -> QPixmap:
        """Return a picture of all lines: hundreds take far longer to paint than a pointer moves on."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            smooth = self._smooth(lines)
            for line in lines:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, line in smooth)
                self._paint_line(painter, line, 1)
            painter.end()
        return self._picture

    def _smooth(self, lines: list[Line]) -> set[Line]:
        """Return the strongest lines, as many as there is time to paint with smooth edges."""
        left, smooth = float(SMOOTH), set()
        for query, key, weight in reversed(lines):
            across = abs(self._words.centres[query] - self._words.centres[key])
            left -= across if self._thick(weight) > 1 else across / HAIRLINE
            if left < 0:
                break
            smooth.add((query, key, weight))
        return smooth

    def _paint_line(self, painter: QPainter, line: Line, share: float) -> None:
        query, key, weight = line
        strength = abs(weight) / self._largest
        ink = QColor(self._theme.blue if weight < 0 else self._theme.petal)
        ink.setAlphaF((0.15 + 0.8 * strength) * share)
        style = Qt.PenStyle.DashLine if weight < 0 else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, self._thick(weight), style, Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path(query, key))

    def _thick(self, weight: float) -> float:
        return 0.6 + 0.55 * self._theme.em * abs(weight) / self._largest

    def before(self) -> list[Line]:
        """Return (query, key, weight) of every pinned line that is outlined."""
        if self._web is None or self._web.before is None:
            return []
        there = np.isfinite(self._web.before)
        if np.count_nonzero(there) <= MANY and self._pointed is None:
            return lines_of(self._web.before, there)
        return [] if self._strong is None else lines_of(self._web.before, there, self._strong)[-MANY:]

    def _paint_before(self, painter: QPainter, line: Line) -> None:
        """Outline what a line was when it was pinned: inside the present one it was weaker."""
        query, key, weight = line
        edge = QPainterPathStroker()
        edge.setWidth(self._thick(weight) + 1)
        edge.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(QPen(QColor(self._theme.ink), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(edge.createStroke(self._path(query, key)))

    def _path(self, query: int, key: int) -> QPainterPath:
        """Return the arc from a query to a key; a word that looks at itself gets a loop."""
        em, half = self._theme.em, self._words.half
        up = -1 if key >= query else 1
        start = self.token_center(query) + QPointF(0, up * half)
        path = QPainterPath(start)
        if query == key:
            path.addEllipse(start + QPointF(0, up * 0.75 * em), 0.6 * em, 0.75 * em)
            return path
        end = self.token_center(key) + QPointF(0, up * half)
        room = max(self.height() / 2 - half - 0.5 * em, em)
        share = abs(end.x() - start.x()) / max(self.width(), 1)
        high = up * min(room, room * (0.25 + share)) * 4 / 3  # a cubic reaches ¾ of its handles
        path.cubicTo(start + QPointF(0, high), end + QPointF(0, high), end)
        return path

    def _paint_name(self, painter: QPainter, row: int) -> None:
        theme, marked = self._theme, row in (self._row, self._pointed)
        wide = 1.5 if self.hasFocus() and marked else 1
        edge = QPen(QColor(theme.ink if marked else theme.line), wide)
        box = self._words.paint(painter, row, self.height() / 2, row == self._row, edge)
        if self._pointed is not None and not self._words.stands:
            self._paint_figure(painter, box, float(self._web.weights[self._pointed, row]))

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
