"""Another word in place of a token: what W and delta make of it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.experiments.neuron import Changed
from engine.tokens import readable
from gui.experiments.shown import name_of
from gui.experiments.token_combo import TokenCombo
from gui.items.numbers import fixed
from gui.items.table import Table
from gui.scene import Scene
from gui.theme import Theme

LONGEST = 40  # characters


class WordChange(QWidget):
    """Which token, the new word, and a table of delta before and after."""

    asked = Signal()

    def __init__(self, theme: Theme, projections: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted: tuple[int, str] | None = None
        self._tokens: tuple[str, ...] = ()
        self._row = 0
        self._title = QLabel(self)
        self._title.setProperty("title", True)
        self._place = TokenCombo("neuronPlace", self)
        self._word = QLineEdit(self)
        self._word.setObjectName("neuronWord")
        self._word.setMaxLength(LONGEST)
        self._word.returnPressed.connect(self._ask)
        self._button = QPushButton(self)
        self._button.setObjectName("neuronChange")
        self._button.clicked.connect(self._ask)
        self._projections = projections
        self._table = Table("neuronDelta", theme, self)
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(theme.px(0.4))
        row.addWidget(self._place)
        row.addWidget(QLabel("→", self))
        row.addWidget(self._word, 1)
        row.addWidget(self._button)
        column.setContentsMargins(0, theme.px(0.4), 0, 0)
        column.setSpacing(theme.px(0.5))
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._projections)
        column.addWidget(self._table)

    def _ask(self) -> None:
        """Take the word; an empty one takes the change back."""
        word = readable(self._word.text()).strip()
        self.wanted = (self._place.currentIndex(), word) if word else None
        self.asked.emit()

    def present(self, scene: Scene, row: int) -> None:
        """Offer the tokens of a scene; a change belongs to one sentence."""
        words, tokens = scene.words, scene.trace.tokens
        place = self._place.currentIndex()
        if tokens != self._tokens:
            self._tokens, self.wanted = tokens, None
            place = next((other for other in scene.order if other != row), row)
        self._title.setText(words("experiment.neuron.change_title"))
        self._place.show_tokens(tokens, place, words("experiment.neuron.place"))
        self._word.setPlaceholderText(words("experiment.neuron.word"))
        self._word.setAccessibleName(words("experiment.neuron.word"))
        self._button.setText(words("experiment.neuron.change"))
        self._row = row
        for part in (self._projections, self._table):
            part.setVisible(self.wanted is not None)

    def show_refusal(self, why: str) -> None:
        """Say why the word cannot be taken."""
        self._projections.setText(why)
        self._table.hide()

    def show_changed(self, scene: Scene, answer: Changed, head: int) -> None:
        """Show that W stayed, and the row of delta before and after."""
        words = scene.words
        if answer.projections is None:
            self._projections.setText(words("experiment.neuron.no_W"))
        else:
            apart = " · ".join(f"{name}: {fixed(value)}" for name, value in answer.projections.items())
            self._projections.setText(words("experiment.neuron.W_stays", apart=apart))
        names = [
            name_of(old) if old == new else f"{name_of(old)} → {name_of(new)}"
            for old, new in zip(scene.trace.tokens, answer.tokens, strict=True)
        ]
        rows = [each[head, self._row] for each in (answer.before, answer.after, answer.difference)]
        cells = tuple(tuple(map(fixed, map(float, line))) for line in zip(*rows, strict=True))
        most = int(np.abs(rows[2]).argmax())
        token = name_of(scene.trace.tokens[self._row])
        columns = tuple(
            words(f"experiment.neuron.{part}") for part in ("delta_old", "delta_new", "delta_apart")
        )
        self._table.show_cells(
            words("experiment.neuron.table", token=token),
            columns,
            tuple(names),
            cells,
            frozenset({(most, 2)}),
        )
