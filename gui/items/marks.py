"""Marks that say "look here", drawn over the parts of a window."""

from __future__ import annotations

from functools import reduce

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from gui.theme import Theme

_MOVES = {
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest,
}  # fmt: skip

APART = 4  # pixels


class Marks(QWidget):
    """Draws a dashed outline around parts of its parent, and follows them.

    It lets every click through, and covers nothing but its own lines. They are of ink and keep a distance:
    what they mark has an edge and a colour of its own.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("marks")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._parts: tuple[QWidget, ...] = ()
        self._watched: set[QObject] = set()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._follow)
        self.hide()

    def show_parts(self, parts: tuple[QWidget, ...]) -> None:
        """Mark other parts."""
        if parts == self._parts:
            return
        for each in self._watched:
            each.removeEventFilter(self)
        self._parts = parts
        self._watched = {widget for part in parts for widget in _up_to(part, self.parentWidget())}
        for each in self._watched:
            each.installEventFilter(self)
        self._follow()

    def boxes(self) -> list[QRect]:
        """Return the outlines that are drawn."""
        whole = self.parentWidget().rect().adjusted(1, 1, -1, -1)
        shown = (part for part in self._parts if part.isVisibleTo(self.parentWidget()))
        boxes = (box for part in shown if not (box := self._seen(part)).isEmpty())
        return [box.adjusted(-APART, -APART, APART, APART).intersected(whole) for box in boxes]

    def _seen(self, part: QWidget) -> QRect:
        """Return where a part is, without what is scrolled out of sight."""
        end = self.parentWidget()
        first, *others = (QRect(each.mapTo(end, QPoint()), each.size()) for each in _up_to(part, end))
        edge = part.property("edge") or 0  # of the card that it fills
        return reduce(QRect.intersected, others, first.adjusted(-edge, -edge, edge, edge))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a part that moves."""
        if event.type() in _MOVES:
            self._later.start()
        return False

    def _follow(self) -> None:
        boxes = self.boxes()
        self.setVisible(bool(boxes))
        if boxes:
            self.setGeometry(self.parentWidget().rect())
            lines = QRegion()
            for box in boxes:
                lines += QRegion(box) - QRegion(box.adjusted(3, 3, -3, -3))
            self.setMask(lines)
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the outlines."""
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._theme.ink), 2, Qt.PenStyle.DashLine))
        for box in self.boxes():
            painter.drawRect(QRectF(box).adjusted(1, 1, -1.5, -1.5))


def _up_to(widget: QWidget, end: QWidget) -> list[QWidget]:
    """Return a widget and those that it lies in, `end` included."""
    found = [widget]
    while found[-1] is not end and found[-1].parentWidget() is not None:
        found.append(found[-1].parentWidget())
    return found
