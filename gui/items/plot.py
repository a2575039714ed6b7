"""Curves over one axis: names and units, a legend that reads without colour, the values under the pointer."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.sheet import Sheet
from gui.items.elided_label import ElidedLabel
from gui.items.legend import Legend
from gui.items.numbers import fixed
from gui.items.plot_canvas import Axis, Canvas, Curve, drawing_library
from gui.theme import Theme

LOOK = 15  # milliseconds between looks at whether the drawing library is there


class Plot(QWidget):
    """A title, a legend with the values at the cursor, and the curves.

    The cursor is where the pointer is; the arrows move it, too. The library that draws is loaded when a
    plot is first shown, off the GUI thread; until then its place is empty.
    """

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._canvas = theme, None
        self._axes: tuple[Axis, Axis] = (Axis(""), Axis(""))
        self._curves: tuple[Curve, ...] = ()
        self._marker: float | None = None
        self._place: int | None = None
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._where = ElidedLabel(self), ElidedLabel(self)
        self._title.setProperty("title", True)
        self._where.setProperty("quiet", True)
        self._legend = Legend(theme, self)
        self._ground = QWidget(self)
        self._ground.setMinimumHeight(theme.px(13))
        self._look = QTimer(self, interval=LOOK)
        self._look.timeout.connect(self._load)
        self._lay_out()

    def _lay_out(self) -> None:
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.setSpacing(self._theme.px(0.7))
        head.addWidget(self._title)
        head.addWidget(self._where, 1)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(self._theme.px(0.2))
        column.addLayout(head)
        column.addWidget(self._legend)
        column.addWidget(self._ground, 1)
        inner = QVBoxLayout(self._ground)
        inner.setContentsMargins(0, 0, 0, 0)

    def curves(self) -> dict[str, tuple[np.ndarray, np.ndarray]]:
        """Return what is drawn: x and y of every curve by its name in the legend."""
        return {curve.name: (curve.x, curve.y) for curve in self._curves}

    def table(self) -> Sheet:
        """Return the curves as columns; a cell is empty where a curve has no point."""
        places = self._places()
        values = np.full((len(places), len(self._curves)), np.nan)
        for column, curve in enumerate(self._curves):
            values[np.searchsorted(places, curve.x), column] = curve.y
        rows = tuple(f"{x:g}" for x in places)
        return Sheet(self._axes[0].label, tuple(curve.name for curve in self._curves), rows, values)

    def is_drawn(self) -> bool:
        """Whether the library is loaded and the curves are on the screen."""
        return self._canvas is not None

    def reading(self) -> str:
        """Return what is read out at the cursor; empty where there is none."""
        return self.accessibleDescription()

    def show_curves(self, title: str, axes: tuple[Axis, Axis], curves: tuple[Curve, ...]) -> None:
        """Show other curves."""
        self._axes, self._curves = axes, curves
        self._title.show_text(title)
        self.setAccessibleName(title)
        self._legend.show_curves(curves)
        self._draw()

    def set_marker(self, x: float | None) -> None:
        """Mark a chosen place on the first axis."""
        self._marker = x
        if self._canvas is not None:
            self._canvas.set_marker(x)

    def _draw(self) -> None:
        if self._canvas is not None:
            self._canvas.draw(self._axes, self._curves)
            self._canvas.set_marker(self._marker)
        self._read()

    def _load(self) -> None:
        library = drawing_library()
        if library is None or self._canvas is not None:
            return
        self._look.stop()
        self._canvas = Canvas(library, self._theme, self._ground)
        self._canvas.view.viewport().installEventFilter(self)
        self._ground.layout().addWidget(self._canvas.view)
        self._draw()

    def showEvent(self, event: QEvent) -> None:
        """Have the library loaded."""
        if self._canvas is None:
            self._look.start()
            self._load()

    def hideEvent(self, event: QEvent) -> None:
        """Do nothing while hidden."""
        self._look.stop()

    def sizeHint(self) -> QSize:
        """Room for curves that read well."""
        return QSize(self._theme.px(24), self.minimumSizeHint().height() + self._theme.px(3))

    def _places(self) -> np.ndarray:
        """Return every x that some curve has."""
        every = [curve.x for curve in self._curves if len(curve.x)]
        return np.unique(np.concatenate(every)) if every else np.zeros(0)

    def point(self, x: float | None) -> None:
        """Put the cursor to the value of the first axis that is nearest to `x`; None takes it away."""
        places = self._places()
        self._place = None if x is None or not len(places) else int(np.abs(places - x).argmin())
        self._read()

    def _read(self) -> None:
        """Say the values at the cursor."""
        places = self._places()
        if self._place is None or not len(places):
            x, said, values = None, "", {}
        else:
            x = float(places[min(self._place, len(places) - 1)])
            values = {curve.name: fixed(curve.at(x)) for curve in self._curves if len(curve.x)}
            said = self._axes[0].said(x)
        self._where.show_text(said)
        self._legend.show_values(values)
        spoken = ", ".join(f"{name} {value}" for name, value in values.items())
        self.setAccessibleDescription(f"{said}: {spoken}" if values else "")
        if self._canvas is not None:
            self._canvas.set_cursor(x)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Follow the pointer over the curves; let the wheel scroll what the plot stands in."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and self._canvas:
            self.point(self._canvas.x_at(event.position()))
        elif event.type() == QEvent.Type.Leave:
            self.point(None)
        elif event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor with the arrows."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not len(self._places()):
            super().keyPressEvent(event)
            return
        last = len(self._places()) - 1
        self._place = 0 if self._place is None else min(max(self._place + step, 0), last)
        self._read()

    def focusInEvent(self, event: QEvent) -> None:
        """Show that the keyboard is here."""
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        """Take the cursor away."""
        self.point(None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a frame while the keyboard is here."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(self._theme.ink), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
