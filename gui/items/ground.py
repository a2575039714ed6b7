"""What scrolls where it is smaller than its contents: the middle of the window, and all of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class Ground(QScrollArea):
    """Gives its widget all the room there is, and never less than the widget needs.

    Qt's own `setWidgetResizable` gives a layout that wraps the height that it would like to have, and
    so scrolls long before it must.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)

    def hold(self, widget: QWidget, least: int = 0) -> None:
        """Hold another widget instead of the present one, which is deleted.

        With a `least` height it asks for that, and for all the width that the widget needs: scrolling
        sideways is left to whoever it lies in. Without one it asks for nothing.
        """
        self._least = least
        if (old := self.takeWidget()) is not None:
            old.hide()
            old.deleteLater()
        self.setWidget(widget)
        widget.show()
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit anew when the widget needs another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if (widget := self.widget()) is None:
            return
        room, layout = self.maximumViewportSize(), widget.layout()
        wide = max(room.width(), widget.minimumSizeHint().width())
        high = layout.minimumHeightForWidth(wide)
        if high > room.height():  # the bar at the side takes its width from the widget
            wide = max(self.room(), widget.minimumSizeHint().width())
            high = layout.minimumHeightForWidth(wide)
        below = self.horizontalScrollBar().sizeHint().height() if wide > room.width() else 0
        widget.resize(QSize(wide, max(high, room.height() - below)))

    def room(self) -> int:
        """Return the width that there is for the widget beside the bar that scrolls it."""
        return self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()

    def minimumSizeHint(self) -> QSize:
        """What was asked for when the widget was given."""
        if not self._least:
            return super().minimumSizeHint()
        needed, bar = self.widget().minimumSizeHint(), self.verticalScrollBar().sizeHint().width()
        return QSize(needed.width() + bar, min(needed.height(), self._least))

    def sizeHint(self) -> QSize:
        """As large as the widget wants to be."""
        return self.widget().sizeHint() if self.widget() else super().sizeHint()
