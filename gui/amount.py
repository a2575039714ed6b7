"""Asks how much of a large table of vectors to take."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from engine.words import load_words
from gui.items.text_field import indent
from gui.window import MainWindow

USUAL = 200_000  # words, which cover nearly all of a language's running text


class AmountDialog(QDialog):
    """All of it, or the first so many words, which are the commonest."""

    def __init__(self, window: MainWindow, file: Path) -> None:
        super().__init__(window)
        self.setObjectName("amountDialog")
        words = load_words(window.state().lang)
        self.setWindowTitle(words("vectors.open"))
        size = f"{file.stat().st_size / 2**20:,.0f}"
        text = QLabel(words("amount.text", file=file.name, megabytes=size), self)
        text.setWordWrap(True)
        self._first, self._all = (
            QRadioButton(words("amount.first"), self),
            QRadioButton(words("amount.all"), self),
        )
        self._count = QSpinBox(self)
        self._count.setObjectName("amountSpin")
        indent(self._count)
        self._count.setRange(100, 10_000_000)
        self._count.setSingleStep(50_000)
        self._count.setValue(USUAL)
        self._count.setGroupSeparatorShown(True)
        self._count.setAccessibleName(words("amount.first"))
        self._first.setChecked(True)
        self._all.toggled.connect(self._count.setDisabled)
        buttons = QDialogButtonBox(self)
        buttons.addButton(words("amount.take"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(words("amount.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        parts: tuple[QWidget, ...] = (text, self._first, self._count, self._all, buttons)
        for part in parts:
            column.addWidget(part)
        wide = min(window.theme.px(36), round(0.9 * window.width()))
        self.resize(wide, column.totalHeightForWidth(wide))  # the text wraps, which Qt does not foresee

    def limit(self) -> int:
        """Return the number of words to take; 0 for all."""
        return 0 if self._all.isChecked() else self._count.value()


def ask_amount(window: MainWindow, file: Path) -> int | None:
    """Return how many words of `file` to take, 0 for all; None where the person thinks better of it."""
    dialog = AmountDialog(window, file)
    chosen = dialog.limit() if dialog.exec() else None
    dialog.deleteLater()
    return chosen
