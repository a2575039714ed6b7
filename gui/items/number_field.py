"""A number that is typed first and taken then."""

from __future__ import annotations

import re
import unicodedata

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QWidget

from gui.items.numbers import MINUS
from gui.items.text_field import leave_undo

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

DECIMALS = 4  # shown of a number that nobody typed
EXACT = 30  # kept of any
LONGEST = 10  # characters of a number that is shown as it was typed

# Whichever keyboard, and whichever language's: what parts thousands is no part of a number here.
_SIGNS = str.maketrans({MINUS: "-", ",": ".", "。": "."})
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)
_BEGUN = re.compile(r"[-+]?\d*(\.\d*)?(e[-+]?\d*)?", re.IGNORECASE)


class NumberField(QDoubleSpinBox):
    """Takes what was typed at Enter, and wherever else the keyboard goes; Esc gives it up.

    What is typed counts to its last digit, a point and a comma alike; what is beyond the range is its
    end.

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
        self.setDecimals(EXACT)

    def validate(self, text: str, at: int) -> object:
        """Let numbers be typed, and nothing that becomes none."""
        plain = _plain(text)
        if _NUMBER.fullmatch(plain):
            return QValidator.State.Acceptable, text, at
        begun = _BEGUN.fullmatch(plain)
        return QValidator.State.Intermediate if begun else QValidator.State.Invalid, text, at

    def fixup(self, text: str) -> str:
        """Leave half a number alone: it is none."""
        return text

    def valueFromText(self, text: str) -> float:
        """Return the number that was typed; where nothing was, the one that is shown only in short."""
        return self.value() if text == self.textFromValue(self.value()) else float(_plain(text))

    def textFromValue(self, value: float) -> str:
        """Write a number as it was typed where that is short, else with a few decimals."""
        short, exact = f"{value:.{DECIMALS}f}", repr(value).replace("e-0", "e-")
        return exact if float(short) != value and len(exact) <= LONGEST else short

    def stepBy(self, steps: int) -> None:
        """Step to what is shown, from what was typed where something was."""
        self.finish()
        self.setValue(round(self.value() + steps * self.singleStep(), DECIMALS))

    def is_typing(self) -> bool:
        """Whether something was typed that is not taken yet."""
        return self.text() != self.textFromValue(self.value())

    def begin(self, text: str) -> None:
        """Take the keyboard; what was typed elsewhere stands in the place of the number."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.lineEdit().insert(text)

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
        else:
            super().keyPressEvent(event)
            if event.key() in ENTER:
                self.left.emit()

    def _gives_up(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.is_typing()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_SIGNS).strip()


def finish_typing() -> None:
    """Take what is being typed, as where the keyboard goes elsewhere: what is saved or left has it then."""
    field = QApplication.focusWidget()
    if isinstance(field, NumberField):
        field.finish()
