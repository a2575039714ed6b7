"""Two widgets below each other that share a height fairly."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class SharedColumn(QWidget):
    """Gives each of two widgets what it wants, and halves the height where both want too much."""

    def __init__(self, upper: QWidget, lower: QWidget) -> None:
        super().__init__()
        self._upper, self._lower = upper, lower
        for widget in (upper, lower):
            widget.setParent(self)

    def event(self, event: QEvent) -> bool:
        """Share anew when a widget wants another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._share()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height."""
        self._share()

    def _share(self) -> None:
        high, wide = self.height(), self.width()
        wanted = [_wanted(widget, wide) for widget in (self._upper, self._lower)]
        least = _least(self._lower, wide)
        upper = min(wanted[0], max(high - wanted[1], min(high // 2, high - least)))
        self._upper.setGeometry(0, 0, wide, upper)
        self._lower.setGeometry(0, upper, wide, min(wanted[1], high - upper))

    def sizeHint(self) -> QSize:
        """As wide as the wider, as high as both."""
        upper, lower = self._upper.sizeHint(), self._lower.sizeHint()
        return QSize(max(upper.width(), lower.width()), upper.height() + lower.height())

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider must be, as high as both must be."""
        upper, lower = self._upper.minimumSizeHint(), self._lower.minimumSizeHint()
        return QSize(max(upper.width(), lower.width()), upper.height() + lower.height())


def _least(widget: QWidget, wide: int) -> int:
    """Return the height that a widget must have; what wraps needs more than its hint where it is narrow."""
    layout, hint = widget.layout(), widget.minimumSizeHint().height()
    wraps = layout is not None and layout.hasHeightForWidth()
    return max(hint, layout.minimumHeightForWidth(wide)) if wraps else hint


def _wanted(widget: QWidget, wide: int) -> int:
    return widget.heightForWidth(wide) if widget.hasHeightForWidth() else widget.sizeHint().height()
