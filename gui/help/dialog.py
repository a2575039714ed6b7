"""The window of the help: its pages at the left, the chosen one beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPushButton, QTextBrowser, QVBoxLayout

from engine.words import load_words
from gui.help import PAGES
from gui.help.pages import about, keys, written
from gui.state import State
from gui.window import MainWindow

MARGIN, TWO_COLUMNS = 1.2, 62  # ems around the text; ems beside the list for two columns


class HelpDialog(QDialog):
    """Lies beside the work, which stays usable."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("helpDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._pages, self._text, self._close = QListWidget(self), QTextBrowser(self), QPushButton(self)
        self._pages.setObjectName("helpPages")
        self._pages.addItems(PAGES)
        self._pages.currentRowChanged.connect(self._show)
        self._text.setObjectName("helpText")
        self._text.setOpenLinks(False)  # nothing is ever loaded from the net
        self._wide = False
        self._close.setObjectName("helpClose")
        self._close.clicked.connect(self.close)
        self._lay_out()
        theme = window.theme
        self.resize(
            min(theme.px(84), round(0.9 * window.width())), min(theme.px(52), round(0.9 * window.height()))
        )
        window.store.changed.connect(self._on_change)
        window.dressed.connect(self._translate)
        self._translate()

    def _lay_out(self) -> None:
        row, below, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(self._pages)
        row.addWidget(self._text, 1)
        below.addStretch(1)
        below.addWidget(self._close)
        column.addLayout(row, 1)
        column.addLayout(below)

    def _on_change(self, old: State, new: State) -> None:
        # A method, for what outlives the dialog lets go of its methods with it, and of a lambda never.
        if old.lang != new.lang:
            self._translate()

    def _translate(self) -> None:
        words = load_words(self._window.state().lang)
        self.setWindowTitle(words("help.title"))
        self._pages.setAccessibleName(words("help.pages"))
        for number, page in enumerate(PAGES):
            self._pages.item(number).setText(words(f"action.{page}"))
        theme = self._window.theme
        self._text.document().setDocumentMargin(theme.px(MARGIN))
        self._pages.setFixedWidth(self._pages.sizeHintForColumn(0) + theme.px(3))
        self._text.setAccessibleName(words("help.text"))
        self._close.setText(words("help.close"))
        self._show(self._pages.currentRow())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the keys out in two columns where there is room for them."""
        super().resizeEvent(event)
        room = self.width() - self._pages.width()
        if self._wide != (room >= self._window.theme.px(TWO_COLUMNS)):
            self._wide = not self._wide
            self._show(self._pages.currentRow())

    def show_page(self, page: str) -> None:
        """Turn to a page."""
        self._pages.setCurrentRow(PAGES.index(page))

    def _show(self, number: int) -> None:
        if number < 0:
            return
        words, page = load_words(self._window.state().lang), PAGES[number]
        if page == "shortcuts":
            text = keys(self._window.commands, words, self._wide)
        else:
            text = about(words) if page == "about" else written(page, words)
        self._text.setHtml(text)


def show_help(window: MainWindow, page: str) -> None:
    """Open the help at a page, or turn to it where it is open."""
    dialog = window.findChild(HelpDialog) or HelpDialog(window)
    dialog.show_page(page)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
