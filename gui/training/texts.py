"""Which texts are learned from: chosen as files or as a folder, each shown with its encoding."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.vectors.owntext.texts import Text, encodings, readable_size
from engine.words import Words
from gui.items.hinted_list import HintedList
from gui.items.names import visible


class TextsBox(QWidget):
    """Two buttons, a line that sums up, a list.

    Attributes
    ----------
    files, folder
        The buttons.
    texts
        What was found; empty as long as nothing was.
    changed
        Something else was found.
    """

    changed = Signal()

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self.texts: tuple[Text, ...] = ()
        self._words, self._otherwise = words, "own_text.none"
        self.files, self.folder = QPushButton(self), QPushButton(self)
        self._found, self._list = QLabel(self), HintedList(self)
        self.files.setObjectName("trainingFiles")
        self.folder.setObjectName("trainingFolder")
        self._found.setObjectName("trainingFound")
        self._list.setObjectName("trainingTexts")
        self._list.setMinimumHeight(4 * self.fontMetrics().height())
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for button in (self.files, self.folder):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._found)
        column.addWidget(self._list, 1)

    def translate(self, words: Words) -> None:
        """Put every word into a language."""
        self._words = words
        self.files.setText(words("own_text.files"))
        self.folder.setText(words("own_text.folder"))
        self._list.setAccessibleName(words("own_text.texts"))
        self._list.show_hint(words("own_text.texts_none"))
        self._show()

    def look(self) -> None:
        """Say that files are being looked at."""
        self.show_texts((), "own_text.looking")

    def show_texts(self, texts: tuple[Text, ...], otherwise: str = "own_text.none") -> None:
        """Show what was found, or where that is nothing the sentence `otherwise`."""
        self.texts, self._otherwise = texts, otherwise
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        found = encodings(self.texts)
        counted = (f"{name} × {count:,}" for name, count in found.items())
        fields = {
            "files": len(self.texts),
            "size": readable_size(sum(text.size for text in self.texts)),
            "encodings": " · ".join(counted if len(found) > 1 else found),
        }
        key = "own_text.found" if self.texts else self._otherwise
        self._found.setText(self._words(key, **fields))
        self._list.clear()
        self._list.addItems([self._line(text) for text in self.texts])
        for number, text in enumerate(self.texts):
            self._list.item(number).setToolTip(visible(str(text.path)))

    def _line(self, text: Text) -> str:
        parts = [visible(text.path.name), text.encoding.name, readable_size(text.size), visible(text.opening)]
        if text.encoding.bad:
            parts.insert(2, self._words("own_text.bad", count=text.encoding.bad))
        return " · ".join(parts)
