"""The dialog of the two word lists: stopwords, and the person's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from engine.lexicon import shipped_lexicon
from engine.words import Words
from gui.items.hinted_list import HintedList
from gui.side_dialog import GAP, MARGIN, SideDialog, bring_up
from gui.state import State
from gui.window import MainWindow


class WordList(QWidget):
    """A list of words: find, add, remove, reset."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._words: Words | None = None
        # In this order Tab goes through them: with the keyboard in the list, a word would seem chosen.
        self.field, self.list = QLineEdit(self), HintedList(self)
        self.list.setObjectName(f"{name}List")
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.field.setObjectName(f"{name}Field")
        self.list.itemSelectionChanged.connect(self._allow)
        self.field.textChanged.connect(self._filter)
        self.field.textChanged.connect(self._allow)
        self.add, self.remove, self.reset = (self._button(what) for what in ("add", "remove", "reset"))
        self._title, self._help = QLabel(self), QLabel(self)
        self._title.setProperty("title", True)
        self._help.setProperty("quiet", True)
        self._help.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        row, below, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self.add)
        below.addWidget(self.remove)
        below.addWidget(self.reset)
        below.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._help)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addLayout(below)

    def _button(self, what: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"{self._name}Words.{what}")
        button.setAutoDefault(False)
        return button

    def translate(self, words: Words) -> None:
        """Put every word into a language."""
        self._words = words
        self._title.setText(words(f"lists.{self._name}"))
        self._help.setText(words(f"lists.{self._name}_help"))
        self.list.setAccessibleName(words(f"lists.{self._name}"))
        self.field.setPlaceholderText(words("lists.field"))
        self.field.setAccessibleName(words("lists.field"))
        for what in ("add", "remove", "reset"):
            getattr(self, what).setText(words(f"lists.{what}"))
        self._allow()

    def typed(self) -> set[str]:
        """Return the words in the field, parted by spaces or commas of either width."""
        return set(self.field.text().translate(str.maketrans(",，、;；", "     ")).split())

    def chosen(self) -> set[str]:
        """Return the selected words, of those that are shown: nobody removes what they do not see."""
        return {item.text() for item in self.list.selectedItems() if not item.isHidden()}

    def show_words(self, words: Iterable[str]) -> None:
        """List the words."""
        self.list.clear()
        self.list.addItems(sorted(words, key=lambda word: (word.isascii(), word)))
        self._filter()

    def _filter(self) -> None:
        wanted = self.field.text().strip().casefold()
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(wanted not in item.text().casefold())

    def _allow(self) -> None:
        """Let only be removed what is selected; say in an empty list why it is empty."""
        self.remove.setEnabled(bool(self.chosen()))
        if self._words is not None:
            key = "lists.found_none" if self.list.count() else f"lists.{self._name}_none"
            self.list.show_hint(self._words(key))


class ListsDialog(SideDialog):
    """Both lists side by side; every change takes effect on the sentence at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "listsDialog", (58, 42))
        self._store = window.store
        self._stop, self._own = WordList("stopwords", self), WordList("own", self)
        self._connect(self._stop, self._set_stopwords, lambda: self._store.state.lexicon.stopwords)
        self._connect(self._own, self._set_own, lambda: self._store.state.lexicon.own_words)
        self._stop.reset.clicked.connect(lambda: self._set_stopwords(shipped_lexicon().stopwords))
        self._own.reset.clicked.connect(lambda: self._set_own(()))
        self._effect, self._close = QLabel(self), QPushButton(self)
        self._lay_out()
        window.settled.connect(self._show_effect)
        self._store.changed.connect(self._follow)
        self.addActions([window.commands["undo"], window.commands["redo"]])
        self._show_words()
        self.refresh()

    def _lay_out(self) -> None:
        self._effect.setObjectName("listsEffect")
        self._effect.setWordWrap(True)
        self._effect.setTextFormat(Qt.TextFormat.PlainText)
        self._close.setObjectName("listsClose")
        self._close.setAutoDefault(False)  # Enter in a field adds a word
        self._close.clicked.connect(self.close)
        self._row, below, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        self._row.addWidget(self._stop)
        self._row.addWidget(self._own)
        below.addWidget(self._effect, 1)
        below.addWidget(self._close)
        column.addLayout(self._row, 1)
        column.addLayout(below)

    def translate(self, words: Words) -> None:
        """Put every word into a language."""
        self._words = words
        self.setWindowTitle(words("lists.title"))
        self._close.setText(words("lists.close"))
        self._row.setSpacing(self.main.theme.px(MARGIN))
        for part in (self._stop, self._own):
            part.layout().setSpacing(self.main.theme.px(GAP))
            part.translate(words)
        self._show_effect()

    def _show_effect(self) -> None:
        """Say what the lists do to the present sentence."""
        trace = self.main.trace()
        if trace is None:
            return
        stopped = [token.text for token in trace.pieces if token.kind == "stopword"]
        own = [token.text for token in trace.pieces if token.text in self._store.state.lexicon.own_words]
        self._effect.setText(
            self._words(
                "lists.effect",
                count=len(trace.pieces),
                kept=len(trace.tokens),
                stopped=" ".join(dict.fromkeys(stopped)) or "—",
                own=" ".join(dict.fromkeys(own)) or "—",
            )
        )

    def _connect(
        self, part: WordList, put: Callable[[Iterable[str]], None], words: Callable[[], frozenset[str]]
    ) -> None:
        def add() -> None:
            put(words() | part.typed())
            part.field.clear()

        part.add.clicked.connect(add)
        part.field.returnPressed.connect(add)
        part.remove.clicked.connect(lambda: put(words() - part.chosen()))

    def _set_stopwords(self, words: Iterable[str]) -> None:
        self._store.update(lexicon=self._store.state.lexicon.with_stopwords(words))

    def _set_own(self, words: Iterable[str]) -> None:
        self._store.update(lexicon=self._store.state.lexicon.with_own_words(words))

    def _follow(self, old: State, new: State) -> None:
        if old.lexicon != new.lexicon:
            self._show_words()

    def _show_words(self) -> None:
        lexicon = self._store.state.lexicon
        self._stop.show_words(lexicon.stopwords)
        self._own.show_words(lexicon.own_words)


def show_lists(window: MainWindow) -> None:
    """Open the dialog, or raise it where it is open."""
    bring_up(window, ListsDialog)
