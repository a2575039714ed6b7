"""A line that says what went wrong, or what the person should know, until it no longer holds."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from engine.errors import PeonyError
from engine.words import Words, load_words
from gui.commands import Commands
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme


class NoticePanel(Panel):
    """Errors beside the work, never in a box over it; and plain notes about the present trace."""

    uses = frozenset({"trace", "lang"})
    wentWell = Signal(str)
    sleeps = False  # hidden while it has nothing to say, and must hear when it has

    def __init__(self, store: Store, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#notice {{ background: {theme.blush}; }}")
        self._said: tuple[str, Mapping[str, object]] | None = None
        self._words: Words | None = None
        self._text = QLabel(self)
        self._text.setObjectName("noticeText")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = QPushButton(self)
        self._details.setObjectName("noticeDetails")
        self._details.clicked.connect(commands["report"].trigger)
        self._close = QPushButton("×", self)
        self._close.setObjectName("noticeClose")
        self._close.setProperty("flat", True)
        self._close.clicked.connect(lambda: self.show_error(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(1.6), theme.px(0.2), theme.px(1), theme.px(0.2))
        row.addWidget(self._text, 1)
        row.addWidget(self._details)
        row.addWidget(self._close)
        self._note = ""
        self.hide()

    def show_error(self, error: PeonyError | None) -> None:
        """Say what went wrong, and tell screen readers; None takes it back."""
        self._said = (error.key, error.fields) if error else None
        self._show()
        if error:
            QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def say_well(self, key: str, fields: Mapping[str, object]) -> None:
        """Say what went well, over the window: it moves nothing. What went wrong before is past."""
        if not key:
            self.wentWell.emit("")
            return
        self.show_error(None)
        self.wentWell.emit((self._words or load_words(self.store.state.lang)).filled(key, fields))

    def memento(self) -> object:
        """Return what is said."""
        return self._said

    def resume(self, left: object) -> None:
        """Say it again."""
        self._said = left
        self._show()

    def present(self, scene: Scene) -> None:
        """Say what the trace leaves out, if anything."""
        if self._words is not None and self._words.lang != scene.words.lang:
            self.wentWell.emit("")  # it was said in the other language
        self._words, trace = scene.words, scene.trace
        kept, beyond = len(trace.tokens), trace.beyond
        self._note = scene.words("notice.beyond", kept=kept, beyond=beyond) if beyond else ""
        self._close.setAccessibleName(scene.words("notice.close"))
        self._details.setText(scene.words("trouble.details"))
        self._show()

    def _show(self) -> None:
        words = self._words or load_words(self.store.state.lang)
        text = words.filled(*self._said) if self._said else self._note
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._close.setVisible(self._said is not None)
        self._details.setVisible(self._said is not None and self._said[0] == "error.bug")
        self.setVisible(bool(text))
