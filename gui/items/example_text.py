"""Rich text to read, whose lines are held together by signs that show nothing."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QTextBrowser, QWidget


class ExampleText(QTextBrowser):
    """Gives its text away without those signs: what is copied is searched for, and pasted elsewhere."""

    def __init__(self, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = sign

    def toPlainText(self) -> str:
        """Return the text that is read."""
        return super().toPlainText().replace(self._sign, "")

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what is copied by keys."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText().replace(self._sign, ""))
        return data
