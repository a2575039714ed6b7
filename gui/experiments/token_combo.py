"""A list of the kept tokens, to choose one from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from gui.items.names import short, visible


class TokenCombo(QComboBox):
    """The tokens by number and text; `activated` tells the row that a person chose."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._tokens: tuple[str, ...] = ()

    def show_tokens(self, tokens: tuple[str, ...], row: int, title: str) -> None:
        """List tokens, one of them chosen, under an accessible name."""
        if tokens != self._tokens:
            self._tokens = tokens
            self.clear()
            self.addItems([f"{number} {short(visible(token))}" for number, token in enumerate(tokens, 1)])
        self.setCurrentIndex(row)
        self.setAccessibleName(title)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel scroll the page: a token is not to change in passing."""
        event.ignore()
