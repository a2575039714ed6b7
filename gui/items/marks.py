"""Marks that say "look here", drawn over the parts of a window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from gui.theme import Theme

ARROW = "▾"
_MOVES = {
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest,
}  # fmt: skip


class Marks(QWidget):
    """Draws a dashed outline with a flag around parts of its parent, and follows them.

    It lets every click through, and covers nothing but its own lines.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("marks")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self._flag = ""
        self._parts: tuple[QWidget, ...] = ()
        self._watched: set[QObject] = set()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._follow)
        self.hide()

    def show_parts(self, parts: tuple[QWidget, ...], flag: str) -> None:
        """Mark other parts; `flag` is what the mark says."""
        if (parts, flag) == (self._parts, self._flag):
            return
        for each in self._watched:
            each.removeEventFilter(self)
        self._parts, self._flag = parts, flag
        self._watched = {widget for part in parts for widget in _up_to(part, self.parentWidget())}
        for each in self._watched:
            each.installEventFilter(self)
        self._follow()

    def boxes(self) -> list[QRect]:
        """Return the outlines that are drawn."""
        whole = self.parentWidget().rect().adjusted(1, 1, -1, -1)
        shown = (part for part in self._parts if part.isVisibleTo(self.parentWidget()))
        boxes = (QRect(part.mapTo(self.parentWidget(), QPoint()), part.size()) for part in shown)
        return [box.adjusted(-2, -2, 2, 2).intersected(whole) for box in boxes if not box.isEmpty()]

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
            covered = QRegion()
            for box in boxes:
                covered += QRegion(box) - QRegion(box.adjusted(3, 3, -3, -3)) + QRegion(self._flag_box(box))
            self.setMask(covered)
            self.raise_()
            self.update()

    def _flag_of(self, box: QRect) -> str:
        """Return what a part's flag says: a word where there is room for one beside a title."""
        metrics = QFontMetrics(self._theme.type(0.85, bold=True))
        return self._flag if box.width() > 5 * metrics.horizontalAdvance(self._flag) else ARROW

    def _flag_box(self, box: QRect) -> QRect:
        """Return where a part's flag is: on top of it at the right, where titles seldom are."""
        metrics = QFontMetrics(self._theme.type(0.85, bold=True))
        width = metrics.horizontalAdvance(self._flag_of(box)) + self._theme.px(0.8)
        flag = QRect(box.right() - width + 1, box.top() - metrics.height() + 2, width, metrics.height())
        flag.moveTop(max(flag.top(), 0))
        return flag

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw outlines and flags."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.type(0.85, bold=True))
        for box in self.boxes():
            painter.setPen(QPen(QColor(theme.peony), 1.6, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(box).adjusted(1, 1, -1.5, -1.5))
            flag = self._flag_box(box)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.peony))
            painter.drawRoundedRect(QRectF(flag), 4, 4)
            painter.setPen(QColor(theme.card))
            painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, self._flag_of(box))


def _up_to(widget: QWidget, end: QWidget) -> list[QWidget]:
    """Return a widget and those that it lies in, `end` included."""
    found = [widget]
    while found[-1] is not end and found[-1].parentWidget() is not None:
        found.append(found[-1].parentWidget())
    return found
