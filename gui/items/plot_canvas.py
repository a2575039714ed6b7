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
FEW = 12  # whole numbers that are all written


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
    whole
        Whether there is nothing between whole numbers, which are all written where they are few.
    """

    name: str
    unit: str = ""
    log: bool = False
    low: float | None = None
    high: float | None = None
    ticks: tuple[float, ...] = ()
    whole: bool = False

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


def ends_of(axis: Axis, parts: list[np.ndarray]) -> tuple[float, float]:
    """Return where an axis is to begin and end: with its own ends, and around all that is drawn on it."""
    own = np.array([end for end in (axis.low, axis.high) if end is not None], dtype=float)
    values = axis.drawn(np.concatenate([own, *parts]))
    values = values[np.isfinite(values)]
    low, high = (float(values.min()), float(values.max())) if len(values) else (0.0, 1.0)
    return low, high if high > low else low + 1


class Canvas:
    """Axes, curves, the cursor and the marker."""

    def __init__(self, pg: ModuleType, theme: Theme, parent: QWidget) -> None:
        self._pg, self._theme, self._axes = pg, theme, (Axis(""), Axis(""))
        self.view = pg.GraphicsLayoutWidget(parent)
        self.view.setBackground(None)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAntialiasing(True)
        self.view.setMinimumSize(0, 0)
        self.view.ci.layout.setContentsMargins(0, 0, theme.px(1.2), 0)
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
        ruler.setStyle(tickFont=self._theme.type(0.85), tickLength=-4, hideOverlappingLabels=False)
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
        while len(self._lines) < len(curves):
            self._lines.append(self._pg.PlotDataItem())
            self._box.addItem(self._lines[-1])
        for line in self._lines[len(curves) :]:
            line.setData([], [])
        for line, curve in zip(self._lines, curves, strict=False):
            look = {"symbol": curve.symbol or None, "symbolSize": 7, "symbolPen": curve.ink}
            x, y = axes[0].drawn(curve.x), axes[1].drawn(curve.y)
            line.setData(x, y, pen=curve.pen, symbolBrush=self._theme.card, **look)
        ends = (
            ends_of(axes[0], [curve.x for curve in curves]),
            ends_of(axes[1], [curve.y for curve in curves]),
        )
        self._box.setRange(xRange=ends[0], yRange=ends[1], padding=0.04)
        for axis, ruler, (low, high) in zip(axes, self._rulers.values(), ends, strict=True):
            ruler.setLabel(axis.label, color=self._theme.quiet)
            few = axis.whole and high - low <= FEW
            values = np.arange(round(low), round(high) + 1) if few else np.array(axis.ticks, dtype=float)
            ticks = [(float(at), f"{value:g}") for at, value in zip(axis.drawn(values), values, strict=True)]
            ruler.setTicks([ticks] if ticks else None)

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
