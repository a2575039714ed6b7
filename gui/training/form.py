"""What the table is called, where it will be, how wide it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from engine.vectors.owntext.saving import SUFFIX, as_name, is_name
from engine.vectors.owntext.training import NARROWEST, WIDEST
from engine.words import Words
from gui.items.names import visible
from gui.items.text_field import indent


class Form(QWidget):
    """A name and the place that follows from it, and a width.

    Attributes
    ----------
    elsewhere
        The button that asks for another place.
    changed
        The name or the place is another.
    """

    changed = Signal()

    def __init__(self, folder: Path, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._folder, self._words = folder, words
        self._made: Path | None = None
        self._labels = {name: QLabel(self) for name in ("name", "place", "width")}
        self._name, self._width, self._place = QLineEdit(self), QSpinBox(self), QLabel(self)
        self.elsewhere, self._note = QPushButton(self), QLabel(self)
        self._name.setObjectName("trainingName")
        self._width.setObjectName("trainingWidth")
        indent(self._width)
        self._place.setObjectName("trainingPlace")
        self._note.setObjectName("trainingNote")
        self.elsewhere.setObjectName("trainingElsewhere")
        self.elsewhere.setAutoDefault(False)
        for label in (self._place, self._note):
            label.setWordWrap(True)
        self._place.setTextFormat(Qt.TextFormat.PlainText)  # a path may look like markup
        self._width.setRange(NARROWEST - 1, WIDEST)  # below the narrowest: what suits the text
        self._name.textChanged.connect(lambda: self.refresh())
        self._lay_out()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for row, name in ((0, "name"), (1, "place"), (3, "width")):
            grid.addWidget(self._labels[name], row, 0)
        grid.addWidget(self._name, 0, 1, 1, 2)
        grid.addWidget(self._place, 1, 1)
        grid.addWidget(self.elsewhere, 1, 2)
        grid.addWidget(self._note, 2, 1, 1, 2)
        grid.addWidget(self._width, 3, 1, Qt.AlignmentFlag.AlignLeft)
        self._labels["name"].setBuddy(self._name)
        self._labels["width"].setBuddy(self._width)

    def translate(self, words: Words) -> None:
        """Put every word into a language."""
        self._words = words
        for name, label in self._labels.items():
            label.setText(words(f"own_text.{name}"))
        self._name.setAccessibleName(words("own_text.name"))
        self._width.setAccessibleName(words("own_text.width"))
        self._width.setSpecialValueText(words("own_text.width_auto"))
        self._width.setToolTip(words("own_text.width_help"))
        self.elsewhere.setText(words("own_text.elsewhere"))
        self.refresh()

    @property
    def path(self) -> Path | None:
        """Where the table is to be saved; None where the name does not do."""
        name = self._name.text().strip()
        return self._folder / f"{name}{SUFFIX}" if is_name(name) else None

    @property
    def width_wanted(self) -> int | None:
        """Numbers in a row; None for what suits the text."""
        width = self._width.value()
        return width if width >= NARROWEST else None

    def propose(self, name: str) -> None:
        """Take a name where the person has given none."""
        if not self._name.isModified():
            self._name.setText(as_name(name))

    def place_at(self, path: Path) -> None:
        """Take a name and a folder that the person has chosen."""
        self._folder = path.parent
        self._name.setText(path.name.removesuffix(SUFFIX))
        self._name.setModified(True)
        self.refresh()

    def take_note(self, made: Path) -> None:
        """Remember the table that was just made here: to make it anew is no surprise."""
        self._made = made
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a long path the lines that it needs at another width."""
        self._make_room()

    def _make_room(self) -> None:
        # Beside a button, a grid gives a label the height of one line, however many it wraps to.
        self._place.setMinimumHeight(0)  # of which a label is never less, however few its lines
        self._place.setMinimumHeight(max(self._place.heightForWidth(self._place.width()), 0))

    def refresh(self) -> None:
        """Show where the table will be, and what is to be said of that."""
        path = self.path
        place = visible(str(path or self._folder))
        self._place.setText("\u200b".join(place))  # may be broken anywhere, so that all of it is seen
        self._place.setAccessibleName(place)
        self._make_room()
        typed = bool(self._name.text().strip())
        replaces = path is not None and path != self._made and path.exists()
        note = "own_text.replaces" if replaces else "own_text.name_bad" if typed and not path else ""
        self._note.setText(self._words(note) if note else "")
        self._note.setVisible(bool(note))
        self.changed.emit()
