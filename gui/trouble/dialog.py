"""Says that something went wrong inside Peony, what of it can be copied, and that nothing is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from engine.words import Words, load_words
from gui.side_dialog import SideDialog, bring_up
from gui.trouble.log import log_file
from gui.trouble.report import report
from gui.trouble.watch import Watch
from gui.window import MainWindow


class TroubleDialog(SideDialog):
    """Lies beside the work, which goes on: every mistake is added to those that it shows."""

    def __init__(self, window: MainWindow, watch: Watch) -> None:
        super().__init__(window, "troubleDialog", (64, 44))
        self._watch = watch
        self._says, self._details = QLabel(self), QPlainTextEdit(self)
        self._copy, self._close = QPushButton(self), QPushButton(self)
        self._says.setObjectName("troubleSays")
        self._says.setWordWrap(True)
        self._says.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setObjectName("troubleDetails")
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._copy.setObjectName("troubleCopy")
        self._copy.clicked.connect(self._put_on_clipboard)
        self._close.setObjectName("troubleClose")
        self._close.clicked.connect(self.close)
        self._lay_out()
        watch.kept.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(self._close)
        column.addWidget(self._says)
        column.addWidget(self._details, 1)
        column.addLayout(row)

    def translate(self, words: Words) -> None:
        """Show every mistake so far, in a language."""
        errors = self._watch.mistakes.values()
        self.setWindowTitle(words("trouble.title"))
        key = "trouble.happened" if errors else "trouble.nothing"
        self._says.setText(f"{words(key)}\n{words('trouble.contents', file=log_file())}")
        self._details.setPlainText(report(self.main.state(), errors))
        self._details.setAccessibleName(words("trouble.details"))
        self._copy.setText(words("trouble.copy"))
        self._close.setText(words("trouble.close"))

    def _put_on_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
        self._copy.setText(load_words(self.main.state().lang)("trouble.copied"))


def show_trouble(window: MainWindow, watch: Watch) -> None:
    """Open the dialog, or raise it where it is open."""
    bring_up(window, TroubleDialog, lambda: TroubleDialog(window, watch))
