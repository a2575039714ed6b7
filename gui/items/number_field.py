"""A number that is typed first and taken then."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QWidget

from gui.items.numbers import MINUS
from gui.items.text_field import leave_undo

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

_POWER = re.compile(rf"[-{MINUS}]?\d+([.,]\d*)?[eE][-+{MINUS}]?\d{{0,2}}")


class NumberField(QDoubleSpinBox):
    """Takes what was typed at Enter, and wherever else the keyboard goes; Esc gives it up.

    Attributes
    ----------
    left
        Enter ended the typing, or Esc: the keyboard may go back to where it came from.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        leave_undo(self)
        self.setKeyboardTracking(False)

    def validate(self, text: str, at: int) -> object:
        """Let powers of ten be typed, too."""
        found = super().validate(text, at)
        if _POWER.fullmatch(text):
            return QValidator.State.Intermediate, text, at
        return found

    def fixup(self, text: str) -> str:
        """Write a power of ten as the field writes numbers, where it is one that it takes."""
        try:
            value = float(text.replace(MINUS, "-").replace(",", "."))
        except ValueError:
            return text
        return self.textFromValue(value) if self.minimum() <= value <= self.maximum() else text

    def is_typing(self) -> bool:
        """Whether something was typed that is not taken yet."""
        return self.text() != self.textFromValue(self.value())

    def begin(self, text: str) -> None:
        """Take the keyboard; what was typed elsewhere stands in the place of the number."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self._insert(text)

    def finish(self) -> None:
        """Take what was typed."""
        if self.is_typing():
            self.interpretText()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the window while there is something to give up."""
        if event.type() == QEvent.Type.ShortcutOverride and self._gives_up(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the number, give it up, or type on."""
        if self._gives_up(event):
            self.setValue(self.value())  # which writes it anew
            self.left.emit()
        elif event.text() == MINUS:
            self._insert(MINUS)
        else:
            super().keyPressEvent(event)
            if event.key() in ENTER:
                self.left.emit()

    def _gives_up(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.is_typing()

    def _insert(self, text: str) -> None:
        """Type as the field's language writes numbers, whichever minus and point the keyboard has."""
        locale = self.locale()
        signs = {MINUS: locale.negativeSign(), "-": locale.negativeSign()}
        signs |= dict.fromkeys(".,", locale.decimalPoint())
        self.lineEdit().insert(signs.get(text, text))


def finish_typing() -> None:
    """Take what is being typed, as where the keyboard goes elsewhere: what is saved or left has it then."""
    field = QApplication.focusWidget()
    if isinstance(field, NumberField):
        field.finish()
