"""A soft ring that follows the pointer, so that a room sees where it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import Theme


class PointerRing(QWidget):
    """Lies over a window and lets everything through; only what is under the ring is drawn again."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self.setObjectName("pointerRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(theme.px(4.6), theme.px(4.6))
        self.hide()
        # The native window is told of every move, widgets only of those that they track.
        window.winId()  # there is none before the window is shown
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._follow(event.position().toPoint())
        elif event.type() == QEvent.Type.Leave:
            self.hide()
        return super().eventFilter(watched, event)

    def _follow(self, point: QPoint) -> None:
        self.move(point - self.rect().center())
        if self.isHidden():
            self.raise_()
            self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring, light and dark so that it shows on everything."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = self._theme.em / 3
        box = QRectF(self.rect()).adjusted(thick, thick, -thick, -thick)
        for name, alpha, wide in ((self._theme.card, 0.7, 1.7 * thick), (self._theme.peony, 0.75, thick)):
            ink = QColor(name)
            ink.setAlphaF(alpha)
            painter.setPen(QPen(ink, wide))
            painter.drawEllipse(box)
