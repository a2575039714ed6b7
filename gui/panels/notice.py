"""A line that says what went wrong, or what the person should know, until it no longer holds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme


class NoticePanel(Panel):
    """Errors beside the work, never in a box over it; and plain notes about the present trace."""

    uses = frozenset({"trace", "lang"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#notice {{ background: {theme.blush}; }}")
        self._error = ""
        self._text = QLabel(self)
        self._text.setObjectName("noticeText")
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = QPushButton("×", self)
        self._close.setObjectName("noticeClose")
        self._close.setProperty("flat", True)
        self._close.clicked.connect(lambda: self.show_error(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(1.6), theme.px(0.2), theme.px(1), theme.px(0.2))
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self._note = ""
        self.hide()

    def show_error(self, message: str) -> None:
        """Say what went wrong; empty takes it back."""
        self._error = message
        self._show()

    def present(self, scene: Scene) -> None:
        """Say what the trace leaves out, if anything."""
        beyond, words = scene.trace.beyond, scene.words
        kept = len(scene.trace.tokens)
        self._note = words("notice.beyond", kept=kept, beyond=beyond) if beyond else ""
        self._close.setAccessibleName(words("notice.close"))
        self._show()

    def _show(self) -> None:
        text = self._error or self._note
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._close.setVisible(bool(self._error))
        self.setVisible(bool(text))
