"""A line that offers something with a button for each answer, and stays until one is pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from engine.words import Words, load_words
from gui.offer import Offer
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme


class OfferPanel(Panel):
    """Shows one offer, or nothing."""

    uses = frozenset({"lang"})
    sleeps = False  # hidden while it has nothing to offer

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("offer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"#offer {{ background: {theme.sky}; }}")
        self._offer: Offer | None = None
        self._buttons: dict[str, QPushButton] = {}
        self._text = QLabel(self)
        self._text.setObjectName("offerText")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(1.6), theme.px(0.3), theme.px(1), theme.px(0.3))
        self._row.setSpacing(theme.px(0.5))
        self._row.addWidget(self._text, 1)
        self.hide()

    def show_offer(self, offer: Offer | None) -> None:
        """Show an offer instead of the present one, and tell screen readers; None shows none."""
        self._offer = offer
        for name in offer.answers if offer else ():
            if name not in self._buttons:
                self._buttons[name] = self._button(name)
        for name, button in self._buttons.items():
            button.setVisible(offer is not None and name in offer.answers)
        self._translate(load_words(self.store.state.lang))
        self.setVisible(offer is not None)
        if offer is not None:
            QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"offer.{name}")
        button.clicked.connect(lambda: self._offer and self._offer.answers[name]())
        self._row.addWidget(button)
        return button

    def present(self, scene: Scene) -> None:
        """Speak the language of the scene."""
        self._translate(scene.words)

    def _translate(self, words: Words) -> None:
        text = words.filled(f"offer.{self._offer.key}", self._offer.fields) if self._offer else ""
        self._text.setText(text)
        self._text.setAccessibleName(text)
        for name, button in self._buttons.items():
            button.setText(words(f"answer.{name}"))
