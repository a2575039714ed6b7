"""Says that something went wrong inside Peony, what of it can be copied, and that nothing is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from engine.words import load_words
from gui.state import State
from gui.trouble.log import log_file
from gui.trouble.report import report
from gui.trouble.watch import Watch
from gui.window import MainWindow


class TroubleDialog(QDialog):
    """Lies beside the work, which goes on: every mistake is added to those that it shows."""

    def __init__(self, window: MainWindow, watch: Watch) -> None:
        super().__init__(window)
        self.setObjectName("troubleDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._watch = window, watch
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
        theme = window.theme
        self.resize(
            min(theme.px(64), round(0.9 * window.width())), min(theme.px(44), round(0.9 * window.height()))
        )
        watch.kept.connect(self.refresh)
        window.store.changed.connect(self._on_change)
        self.refresh()

    def _lay_out(self) -> None:
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(self._close)
        column.addWidget(self._says)
        column.addWidget(self._details, 1)
        column.addLayout(row)

    def _on_change(self, old: State, new: State) -> None:
        # A method, for what outlives the dialog lets go of its methods with it, and of a lambda never.
        if old.lang != new.lang:
            self.refresh()

    def refresh(self) -> None:
        """Show every mistake so far, in the window's language."""
        words, errors = load_words(self._window.state().lang), self._watch.mistakes.values()
        self.setWindowTitle(words("trouble.title"))
        key = "trouble.happened" if errors else "trouble.nothing"
        self._says.setText(f"{words(key)}\n{words('trouble.contents', file=log_file())}")
        self._details.setPlainText(report(self._window.state(), errors))
        self._details.setAccessibleName(words("trouble.details"))
        self._copy.setText(words("trouble.copy"))
        self._close.setText(words("trouble.close"))

    def _put_on_clipboard(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
        self._copy.setText(load_words(self._window.state().lang)("trouble.copied"))


def show_trouble(window: MainWindow, watch: Watch) -> None:
    """Open the dialog, or raise it where it is open."""
    dialog = window.findChild(TroubleDialog) or TroubleDialog(window, watch)
    dialog.show()
    dialog.raise_()
