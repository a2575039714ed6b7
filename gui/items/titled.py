"""A title over a widget."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.items.elided_label import ElidedLabel
from gui.theme import Theme


class Titled(QWidget):
    """The widget keeps to the top; what room is left stays free under it."""

    def __init__(self, widget: QWidget, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widget, self._title = widget, ElidedLabel(self)
        self._title.setProperty("title", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(0.2))
        column.addWidget(self._title)
        column.addWidget(widget)
        column.addStretch(1)

    def set_title(self, title: str) -> None:
        """Show another title, which is the widget's accessible name, too."""
        self._title.show_text(title)
        self._widget.setAccessibleName(title)
