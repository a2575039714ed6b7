"""A line of text that ends in … where there is no room for it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

LITTLE = "four…"  # what is cut shorter says nothing


class ElidedLabel(QLabel):
    """Never asks for more room than `least` letters; its tip holds the whole line.

    One that asks for none shows nothing rather than a lone … or two letters.
    """

    def __init__(self, parent: QWidget | None = None, least: int = 4) -> None:
        super().__init__(parent)
        self.whole, self._least = "", least
        self.setTextFormat(Qt.TextFormat.PlainText)

    def show_text(self, text: str) -> None:
        """Show another line."""
        if text != self.whole:
            self.whole = text
            self.setToolTip(text)
            self._fit()
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """The whole line."""
        return QSize(self.fontMetrics().horizontalAdvance(self.whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        wide = min(self.sizeHint().width(), self._least * self.fontMetrics().height())
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the line anew."""
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.whole, Qt.TextElideMode.ElideRight, self.width())
        little = not self._least and metrics.horizontalAdvance(shown) < metrics.horizontalAdvance(LITTLE)
        self.setText("" if little and shown != self.whole else shown)
