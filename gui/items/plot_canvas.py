"""Draws curves with pyqtgraph, which is loaded when it is first wanted."""

from __future__ import annotations

import importlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from types import ModuleType

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget

from gui.items.numbers import fixed
from gui.theme import Theme

Dash = Qt.PenStyle


@dataclass(frozen=True)
class Axis:
    """What one axis measures.

    Attributes
    ----------
    name, unit
        As they are written; a count has no unit.
    log
        Whether equal steps are equal factors (of two).
    low, high
        The ends, where they do not follow from the curves.
    ticks
        The values that are written, where not every round one is.
    """

    name: str
    unit: str = ""
    log: bool = False
    low: float | None = None
    high: float | None = None
    ticks: tuple[float, ...] = ()

    @property
    def label(self) -> str:
        """Name and unit."""
        return f"{self.name} ({self.unit})" if self.unit else self.name

    def said(self, value: float) -> str:
        """Return a value with its name and unit."""
        whole = value == round(value)
        figure = str(round(value)) if whole else fixed(value)
        return f"{self.name} = {figure}{' ' if self.unit else ''}{self.unit}"

    def drawn(self, values: np.ndarray) -> np.ndarray:
        """Return where values lie on the axis."""
        return np.log2(values) if self.log else values


@dataclass(frozen=True, eq=False)
class Curve:
    """One line of a plot; dash and symbol tell it from the others without colour.

    Attributes
    ----------
    symbol
        One of pyqtgraph's (o, s, t, d, x, +), on every point; empty for none.
    """

    name: str
    x: np.ndarray
    y: np.ndarray
    ink: str
    dash: Dash = Dash.SolidLine
    symbol: str = ""

    def at(self, x: float) -> float:
        """Return y at the point nearest to `x`."""
        return float(self.y[np.abs(self.x - x).argmin()])

    @property
    def pen(self) -> QPen:
        """What the line is drawn with."""
        pen = QPen(QColor(self.ink), 2, self.dash)
        pen.setCosmetic(True)
        return pen


@cache
def _loading() -> Future[ModuleType]:
    # One for the process, off the GUI thread: it takes a third of a second on a slow machine.
    worker = ThreadPoolExecutor(1, thread_name_prefix="drawing-library")
    loading = worker.submit(importlib.import_module, "pyqtgraph")
    worker.shutdown(wait=False)
    return loading


def drawing_library() -> ModuleType | None:
    """Return pyqtgraph once it is loaded; ask again later for None."""
    return _loading().result() if _loading().done() else None


class Canvas:
    """Axes, curves, the cursor and the marker."""

    def __init__(self, pg: ModuleType, theme: Theme, parent: QWidget) -> None:
        self._pg, self._theme, self._axes = pg, theme, (Axis(""), Axis(""))
        self.view = pg.GraphicsLayoutWidget(parent)
        self.view.setBackground(None)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAntialiasing(True)
        self.view.setMinimumSize(0, 0)
        self.view.ci.layout.setContentsMargins(0, 0, theme.px(0.6), 0)
        # Not a PlotItem: it makes menus and a form of settings that would be windows of their own.
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._box.disableAutoRange()
        self._rulers = {side: self._ruler(side) for side in ("bottom", "left")}
        self.view.addItem(self._rulers["left"], 0, 0)
        self.view.addItem(self._box, 0, 1)
        self.view.addItem(self._rulers["bottom"], 1, 1)
        self._lines: list = []
        dotted = QPen(QColor(theme.quiet), 1, Dash.DotLine)
        self._cursor = self._upright(dotted)
        self._mark = self._upright(QPen(QColor(theme.ink), 2))

    def _ruler(self, side: str) -> object:
        ruler = self._pg.AxisItem(side, pen=QPen(QColor(self._theme.edge), 1), textPen=self._theme.ink)
        ruler.setStyle(tickFont=self._theme.type(0.85), tickLength=-4)
        ruler.label.setFont(self._theme.type(0.9))
        ruler.enableAutoSIPrefix(False)
        ruler.linkToView(self._box)
        return ruler

    def _upright(self, pen: QPen) -> object:
        pen.setCosmetic(True)
        line = self._pg.InfiniteLine(angle=90, pen=pen)
        line.setZValue(-1)
        line.hide()
        self._box.addItem(line, ignoreBounds=True)
        return line

    def draw(self, axes: tuple[Axis, Axis], curves: tuple[Curve, ...]) -> None:
        """Draw curves in place of those before."""
        self._axes = axes
        for axis, ruler in zip(axes, self._rulers.values(), strict=True):
            ruler.setLabel(axis.label, color=self._theme.quiet)
            ticks = [(float(axis.drawn(np.array(value))), f"{value:g}") for value in axis.ticks]
            ruler.setTicks([ticks] if ticks else None)
        while len(self._lines) < len(curves):
            self._lines.append(self._pg.PlotDataItem())
            self._box.addItem(self._lines[-1])
        for line in self._lines[len(curves) :]:
            line.setData([], [])
        for line, curve in zip(self._lines, curves, strict=False):
            look = {"symbol": curve.symbol or None, "symbolSize": 7, "symbolPen": curve.ink}
            x, y = axes[0].drawn(curve.x), axes[1].drawn(curve.y)
            line.setData(x, y, pen=curve.pen, symbolBrush=self._theme.card, **look)
        self._fit(axes, curves)

    def _fit(self, axes: tuple[Axis, Axis], curves: tuple[Curve, ...]) -> None:
        ends = []
        for axis, part in zip(axes, ("x", "y"), strict=True):
            every = [axis.drawn(getattr(curve, part)) for curve in curves]
            values = np.concatenate([*every, np.zeros(0)])
            values = values[np.isfinite(values)]
            known = [float(axis.drawn(np.array(end))) for end in (axis.low, axis.high) if end is not None]
            values = np.append(values, known)
            low, high = (values.min(), values.max()) if len(values) else (0.0, 1.0)
            ends.append((float(low), float(high) if high > low else float(low) + 1))
        self._box.setRange(xRange=ends[0], yRange=ends[1], padding=0.04)

    def set_cursor(self, x: float | None) -> None:
        """Draw the thin line at the cursor."""
        self._put(self._cursor, x)

    def set_marker(self, x: float | None) -> None:
        """Draw the strong line at what is chosen."""
        self._put(self._mark, x)

    def _put(self, line: object, x: float | None) -> None:
        if x is not None:
            line.setPos(float(self._axes[0].drawn(np.array(x))))
        line.setVisible(x is not None)

    def x_at(self, point: QPointF) -> float:
        """Return the value of the first axis at a point of the view."""
        x = self._box.mapSceneToView(self.view.mapToScene(point.toPoint())).x()
        return float(2**x) if self._axes[0].log else float(x)
