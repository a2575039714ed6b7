"""What a person is asked and told while a table is learned from their own text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from engine.vectors.owntext.pace import Stage
from engine.words import Words
from gui.items.elided_label import ElidedLabel
from gui.side_dialog import GAP, SideDialog
from gui.training.form import Form
from gui.training.texts import TextsBox
from gui.window import MainWindow

Sentences = tuple[tuple[str, Mapping[str, object]], ...]
BUTTONS = ("start", "stop", "close")


class TrainingDialog(SideDialog):
    """Texts, name, place and width; then how far it is, and what came of it.

    Attributes
    ----------
    box, form
        Its parts.
    buttons
        By name, of `BUTTONS`.
    left
        It is closed.
    """

    left = Signal()

    def __init__(self, window: MainWindow, folder: Path, words: Words) -> None:
        super().__init__(window, "trainingDialog", (44, 36))
        self._words, self._said, self._running = words, Sentences(), False
        self._at: tuple[float, Stage] = (0.0, "reading")
        self._intro, self._message = self._label("trainingIntro"), self._label("trainingMessage")
        self.box, self.form = TextsBox(words, self), Form(folder, words, self)
        self._bar, self._stage = QProgressBar(self), ElidedLabel(self)
        self.buttons = {name: self._button(name) for name in BUTTONS}
        self.buttons["start"].setProperty("strong", True)
        self._intro.setProperty("quiet", True)
        self._bar.setObjectName("trainingBar")
        self._stage.setObjectName("trainingStage")
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._lay_out()
        self.form.changed.connect(self._allow)
        self.box.changed.connect(self._allow)
        self.buttons["close"].clicked.connect(self.close)
        self.refresh()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)  # a path may look like markup
        return label

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"training{name.capitalize()}")
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        row.addStretch(1)
        for button in self.buttons.values():
            row.addWidget(button)
        column.addWidget(self._intro)
        column.addWidget(self.box, 1)
        for part in (self.form, self._bar, self._stage, self._message):
            column.addWidget(part)
        column.addLayout(row)

    def translate(self, words: Words) -> None:
        """Put every word into a language."""
        self._words = words
        self.setWindowTitle(words("own_text.title"))
        self._intro.setText(words("own_text.intro"))
        for name, button in self.buttons.items():
            button.setText(words(f"own_text.{name}"))
        for part in (self.box, self.form):
            part.layout().setSpacing(self.main.theme.px(GAP))
            part.translate(words)
        self.show_progress(*self._at)
        self.say(self._said)

    def show_running(self, running: bool) -> None:
        """Let a person only watch and stop, or let them choose again."""
        self._running = running
        self.show_progress(0.0, "reading")
        self._allow()
        self.buttons["stop" if running else "close"].setFocus()

    def show_progress(self, fraction: float, stage: Stage) -> None:
        """Say how far it is."""
        self._at = fraction, stage
        said = self._words(
            "own_text.progress", stage=self._words(f"own_text.{stage}"), share=f"{fraction:.0%}"
        )
        self._bar.setValue(round(1000 * fraction))
        self._bar.setAccessibleName(said)
        self._stage.show_text(said)

    def say(self, sentences: Iterable[tuple[str, Mapping[str, object]]]) -> None:
        """Show sentences: what went wrong, or what came out; screen readers say them too."""
        self._said = tuple(sentences)
        self._message.setText("\n".join(self._words.filled(key, fields) for key, fields in self._said))
        self._message.setVisible(bool(self._said))
        if self._said:
            QAccessible.updateAccessibility(QAccessibleEvent(self._message, QAccessible.Event.Alert))

    def _allow(self) -> None:
        """Show what can be done now."""
        for part in (self.box, self.form):
            part.setEnabled(not self._running)
        for part in (self._bar, self._stage, self.buttons["stop"]):
            part.setVisible(self._running)
        self.buttons["start"].setVisible(not self._running)
        self.buttons["close"].setVisible(not self._running)
        self.buttons["start"].setEnabled(bool(self.box.texts and self.form.path))

    def reject(self) -> None:
        """Stop what runs; where nothing does, go."""
        if self._running:
            self.buttons["stop"].click()
            return
        self.left.emit()
        super().reject()
