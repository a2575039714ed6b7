"""A list of bars: one line a token, with its name, its bar and its figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.sheet import Sheet
from gui.items.numbers import digits_of, short_of
from gui.items.speech import say
from gui.theme import Theme

SETTLE = 160  # milliseconds
ROOMY, TIGHT = 2.15, 1.75  # ems of a line


@dataclass(frozen=True)
class Bar:
    """One token's bar; `row` is its row in the matrices, `mark` the value that it is compared with."""

    row: int
    name: str
    value: float
    mark: float | None = None


class Bars(QWidget):
    """Draws bars in the order given; when the order changes they slide to their new places."""

    barHovered = Signal(int)
    barClicked = Signal(int)
    pointerLeft = Signal()
    cursorMoved = Signal(QRect)

    def __init__(self, theme: Theme, ink: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ink = theme, ink
        self._bars: tuple[Bar, ...] = ()
        self._from: dict[int, float] = {}
        self._strong: int | None = None
        self._pointed: int | None = None
        self._cursor = 0
        self._full, self._widest, self._digits, self._lines = 1.0, 0.0, 3, 0
        self._slide = QVariantAnimation(self)
        self._slide.setStartValue(0.0)
        self._slide.setEndValue(1.0)
        self._slide.setDuration(SETTLE)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self.update)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def values(self) -> list[tuple[str, float]]:
        """Return (token, value) in drawn order."""
        return [(bar.name, bar.value) for bar in self._bars]

    def table(self) -> Sheet:
        """Return the bars as a table, in drawn order."""
        figures = np.array([bar.value for bar in self._bars]).reshape(-1, 1)
        return Sheet("", (self.accessibleName(),), tuple(bar.name for bar in self._bars), figures)

    def set_bars(self, bars: tuple[Bar, ...], full: float) -> None:
        """Show other bars, a full one for `full` or a mark beyond it; those shown slide to their places."""
        places = {bar.row: float(place) for place, bar in enumerate(self._bars)}
        moved = any(places.get(bar.row, place) != place for place, bar in enumerate(bars))
        same = len(bars) == len(self._bars)
        self._bars, self._from = bars, places
        self._full = max(full, *(abs(bar.mark) for bar in bars if bar.mark is not None), 0.0) or 1.0
        self._widest, self._digits = self._widest_name(), digits_of(bar.value for bar in bars)
        if moved and same and self.isVisible() and self._theme.motion:
            self._slide.start()
        else:
            self._slide.stop()
            self._from = {}
        self.updateGeometry()
        self.update()

    def keep_lines(self, lines: int) -> None:
        """Keep the room of so many bars, though fewer be shown: what lies below does not jump."""
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def _widest_name(self) -> float:
        metrics = QFontMetricsF(self._theme.type(bold=True))
        longest = sorted({bar.name for bar in self._bars}, key=len)[-8:]
        return max((metrics.horizontalAdvance(name) for name in longest), default=0.0)

    def set_marks(self, strong: int | None, pointed: int | None) -> None:
        """Write one row's name strongly, and shade the row that is pointed at."""
        if (strong, pointed) != (self._strong, self._pointed):
            self._strong, self._pointed = strong, pointed
            self.update()

    def line(self) -> float:
        """Height of one bar's line: a little less where that lets all of them be seen."""
        return min(max(self.height() / self._count, self.least_line()), ROOMY * self._theme.em)

    def least_line(self) -> int:
        """Height of one bar's line where there is little room."""
        return self._theme.px(TIGHT)

    @property
    def _count(self) -> int:
        return max(len(self._bars), self._lines, 1)

    def sizeHint(self) -> QSize:
        """As high as there are bars."""
        return QSize(self._theme.px(14), round(ROOMY * self._theme.em * self._count))

    def minimumSizeHint(self) -> QSize:
        """A name, a short bar and a figure; its lines close together."""
        return QSize(self._theme.px(10), self.least_line() * self._count)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars that the exposed part shows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font)
        top, bottom, line = event.rect().top(), event.rect().bottom(), self.line()
        sliding = self._slide.state() == QVariantAnimation.State.Running
        first, last = (0, len(self._bars)) if sliding else (int(top // line), int(bottom // line) + 1)
        for place, bar in enumerate(self._bars[first:last], start=first):
            y = self._place(bar, place) * line
            if top - line < y <= bottom:
                self._paint_bar(painter, bar, y)
        if self.hasFocus() and self._bars:
            painter.setPen(QPen(QColor(self._theme.ink), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._row_box(self._cursor * line), 4, 4)

    def _place(self, bar: Bar, place: int) -> float:
        """Return the line where a bar is now, while it slides to its place."""
        start = self._from.get(bar.row)
        if start is None or self._slide.state() != QVariantAnimation.State.Running:
            return place
        return start + (place - start) * float(self._slide.currentValue())

    def _row_box(self, y: float) -> QRectF:
        return QRectF(1, y + 1, self.width() - 2, self.line() - 2)

    def _paint_bar(self, painter: QPainter, bar: Bar, y: float) -> None:
        theme, em, line = self._theme, self._theme.em, self.line()
        strong, middle = bar.row == self._strong, Qt.AlignmentFlag.AlignVCenter
        if bar.row == self._pointed:
            shade = QColor(theme.ink)
            shade.setAlphaF(0.07)
            painter.fillRect(self._row_box(y), shade)
        names = self._name_width()
        if strong:
            painter.setFont(theme.type(bold=True))
        painter.setPen(QColor(theme.peony if strong else theme.ink))
        painter.drawText(QRectF(4, y, names + 4, line), middle, self._elided(bar.name, names, strong))
        painter.setFont(theme.font)
        painter.setPen(QColor(theme.ink))
        figure = painter.fontMetrics().horizontalAdvance("−00.000")
        box = QRectF(self.width() - figure - 4, y, figure, line)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, short_of(bar.value, self._digits))
        left = names + 1.1 * em
        track = QRectF(left, y + 0.42 * em, box.left() - left - 4, line - 0.84 * em)
        self._paint_track(painter, QRectF(track), bar.value / self._full)
        if bar.mark is not None and track.width() > 0:
            x = track.left() + min(abs(bar.mark) / self._full, 1) * track.width()
            painter.setPen(QPen(QColor(theme.ink), 2))
            painter.drawLine(QPointF(x, track.top() - 2), QPointF(x, track.bottom() + 2))

    def _name_width(self) -> float:
        return min(self._widest, self.width() * 0.34)

    def _elided(self, name: str, width: float, strong: bool) -> str:
        if self._widest <= width:
            return name
        metrics = QFontMetricsF(self._theme.type(bold=strong))
        return metrics.elidedText(name, Qt.TextElideMode.ElideRight, width + 2)

    def _paint_track(self, painter: QPainter, track: QRectF, share: float) -> None:
        if track.width() <= 0:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.track))
        painter.drawRoundedRect(track, 3, 3)
        track.setWidth(max(min(abs(share), 1) * track.width(), 1.5 if share else 0))
        painter.setBrush(QColor(self._theme.blue if share < 0 else self._ink))
        painter.drawRoundedRect(track, 3, 3)

    def bar_at(self, point: QPointF) -> Bar | None:
        """Return the bar on the line at a point."""
        place = int(point.y() // self.line())
        return self._bars[place] if 0 <= place < len(self._bars) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which bar is under the pointer."""
        bar = self.bar_at(event.position())
        self.barHovered.emit(bar.row) if bar else self.pointerLeft.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """Say that none is."""
        self.pointerLeft.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the bar's token."""
        bar = self.bar_at(event.position())
        if bar and event.button() == Qt.MouseButton.LeftButton:
            self.barClicked.emit(bar.row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the bars with the arrows and choose with Enter or Space."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._bars:
            step = -1 if key == Qt.Key.Key_Up else 1
            self._cursor = min(max(self._cursor + step, 0), len(self._bars) - 1)
            self._say_bar()
            self.barHovered.emit(self._bars[self._cursor].row)
            self.cursorMoved.emit(self._row_box(self._cursor * self.line()).toRect())
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._bars:
            self.barClicked.emit(self._bars[min(self._cursor, len(self._bars) - 1)].row)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:
        """Show the cursor."""
        self._cursor = min(self._cursor, max(len(self._bars) - 1, 0))
        self._say_bar()
        self.update()

    def _say_bar(self) -> None:
        if self._bars:
            bar = self._bars[self._cursor]
            say(self, f"{bar.name}, {short_of(bar.value, self._digits)}")

    def focusOutEvent(self, event: QEvent) -> None:
        """Hide the cursor, and with it what it pointed at."""
        self.pointerLeft.emit()
        self.update()
