"""Scrolling without a frame and without a ground of its own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class Scroll(QScrollArea):
    """Shows its widget as high as that wants to be, and scrolls where there is less room."""

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidget(widget)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        # Qt would fill both with the system's grey.
        self.viewport().setAutoFillBackground(False)
        widget.setAutoFillBackground(False)

    def keep_whole(self, step: int) -> None:
        """Show steps of this many pixels whole where there is not room for all; 0 for as much as there is."""
        if step:
            self.verticalScrollBar().setSingleStep(step)
        rest = self.height() % step if step else 0
        if rest != self.viewportMargins().bottom():
            self.setViewportMargins(0, 0, 0, rest)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when the widget does."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """As large as the widget wants to be."""
        widget, hint = self.widget(), self.widget().sizeHint()
        # Before it is laid out, the best guess at its width is the window's.
        wide = self.width() if self.isVisible() else self.window().width()
        high = widget.heightForWidth(wide) if widget.hasHeightForWidth() else hint.height()
        return QSize(hint.width(), high)

    def minimumSizeHint(self) -> QSize:
        """A line, and as wide as the widget must be."""
        return QSize(self.widget().minimumSizeHint().width(), round(1.8 * self.fontMetrics().height()))
