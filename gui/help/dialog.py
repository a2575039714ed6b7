"""The window of the help: its pages at the left, the chosen one beside them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QVBoxLayout

from engine.words import Words
from gui.help import PAGES
from gui.help.markup import MEASURE
from gui.help.page import Page
from gui.help.pages import about, keys, written
from gui.side_dialog import MARGIN, SideDialog, bring_up
from gui.window import MainWindow

TWO_COLUMNS, WIDEST = 50, 76  # ems for the keys in two columns, and at most


class HelpDialog(SideDialog):
    """Its list takes the whole of its left."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "helpDialog", (70, 50))
        self._pages, self._text, self._close = QListWidget(self), Page(self), QPushButton(self)
        self._pages.setObjectName("helpPages")
        self._pages.addItems(PAGES)
        self._pages.currentRowChanged.connect(self._show)
        self._close.setObjectName("helpClose")
        self._close.clicked.connect(self.close)
        self._wide = False
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        row, below, self._column = QHBoxLayout(self), QHBoxLayout(), QVBoxLayout()
        below.addStretch(1)
        below.addWidget(self._close)
        self._column.addWidget(self._text, 1)
        self._column.addLayout(below)
        row.addWidget(self._pages)
        row.addLayout(self._column, 1)

    def translate(self, words: Words) -> None:
        """Put every word into a language."""
        theme, self._words = self.main.theme, words
        self.setWindowTitle(words("help.title"))
        self._pages.setAccessibleName(words("help.pages"))
        for number, page in enumerate(PAGES):
            self._pages.item(number).setText(words(f"action.{page}"))
        self.layout().setContentsMargins(0, 0, 0, 0)
        self.layout().setSpacing(0)
        margin = theme.px(MARGIN)
        self._column.setContentsMargins(margin, 0, margin, margin)  # above, the text has one of its own
        self._text.document().setDocumentMargin(margin)
        self._pages.setFixedWidth(self._pages.sizeHintForColumn(0) + theme.px(2.4))
        self._text.setAccessibleName(words("help.text"))
        self._close.setText(words("help.close"))
        self._show(self._pages.currentRow())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the keys out in two columns where there is room for them."""
        super().resizeEvent(event)
        self.layout().activate()
        if self._wide != self._is_wide():
            self._show(self._pages.currentRow())

    def _is_wide(self) -> bool:
        return self._text.room() >= self.main.theme.px(TWO_COLUMNS)

    def show_page(self, page: str) -> None:
        """Turn to a page."""
        self._pages.setCurrentRow(PAGES.index(page))

    def _show(self, number: int) -> None:
        if number < 0:
            return
        theme, words, page = self.main.theme, self._words, PAGES[number]
        self._wide = self._is_wide()
        if page == "shortcuts":
            text = keys(self.main.commands, words, self._wide)
        else:
            text = about(words) if page == "about" else written(page, words)
        self._text.show_text(text, theme, WIDEST if page == "shortcuts" else MEASURE)


def show_help(window: MainWindow, page: str) -> None:
    """Open the help at a page, or turn to it where it is open."""
    bring_up(window, HelpDialog).show_page(page)
