"""Sets one entry of W by hand. It helps the focus panel, which shows W."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from engine.projections.edits import LARGEST, Place
from gui.items.flow_layout import FlowLayout
from gui.items.number_field import DECIMALS, NumberField
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

STEP = 0.05
RESETS = ("entry", "matrix", "all")


class WeightEditor(QWidget):
    """Which entry, its value, and the way back: of the entry, of the matrix, of all of W.

    It is about the chosen entry, never about the one that the pointer crosses; and what is being typed
    belongs to the entry that it was begun for.

    Attributes
    ----------
    left
        Typing has ended: the keyboard may go back to the cell.
    """

    left = Signal()

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._place: Place | None = None
        self._held = 0.0
        self._name, self._value = QLabel(self), NumberField(self)
        self._value.setObjectName("weightSpin")
        self._value.setRange(-LARGEST, LARGEST)
        self._value.setSingleStep(STEP)
        self._value.valueChanged.connect(self._set)
        self._value.left.connect(self.left)
        self._resets = {name: QPushButton(self) for name in RESETS}
        row = FlowLayout(self, theme.px(0.6), theme.px(0.3))
        row.addWidget(self._name)
        row.addWidget(self._value)
        for name, button in self._resets.items():
            button.setObjectName(f"weightReset.{name}")
            button.clicked.connect(lambda _=False, name=name: store.reset_weights(self._places(name)))
            row.addWidget(button)
        self.hide()

    def _set(self, value: float) -> None:
        if self._place is not None:
            place = self._place
            self._store.set_weight(place.matrix, place.head, (place.row, place.col), value)

    def _places(self, name: str) -> Collection[Place]:
        """Return what a reset concerns."""
        if self._place is None:
            return ()
        if name == "entry":
            return (self._place,)
        matrix = self._place.matrix if name == "matrix" else None
        return [place for place, _ in self._store.state.weight_edits.of(self._place.source, matrix)]

    def type(self, text: str) -> None:
        """Begin to type a value."""
        self._value.begin(text)

    def finish(self) -> None:
        """Give what was typed to its entry, before another one is chosen."""
        self._value.finish()

    def hold(self) -> None:
        """Remember the value that dragging starts from."""
        self._held = self._value.value()

    def drag(self, ems: float) -> None:
        """Move the value as far as its cell was dragged up."""
        self._value.setValue(round(self._held + STEP * ems, DECIMALS))

    def present(self, scene: Scene) -> None:
        """Show the entry that is chosen."""
        words, place, entry = scene.words, scene.place, scene.entry
        if place != self._place and self._value.is_typing():
            self._finish_later()
        self._place = place
        self.setVisible(place is not None)
        if place is None or entry is None:
            return
        name = f"{place.matrix}[{place.row + 1}, {place.col + 1}]"
        edited = dict(scene.state.weight_edits.values)
        self._name.setText(name)
        if not self._value.is_typing():
            # What was set or reset is shown at once, though the trace may still be under way.
            before = scene.trace.projections.edited.get(place, float(scene.matrix[entry]))
            self._show(edited.get(place, before))
        self._value.setAccessibleName(words("weights.value", name=name))
        self._value.setToolTip(words("weights.drag"))
        for reset, button in self._resets.items():
            button.setText(words(f"weights.reset.{reset}", matrix=place.matrix))
            button.setEnabled(any(each in edited for each in self._places(reset)))

    def _show(self, value: float) -> None:
        self._value.blockSignals(True)
        self._value.setValue(value)
        self._value.blockSignals(False)

    def _finish_later(self) -> None:
        """Give what was typed to its entry once the scene, which is about another one, is drawn."""
        place, before = self._place, self._value.value()
        self._value.blockSignals(True)
        self._value.interpretText()
        self._value.blockSignals(False)
        if place is not None and self._value.value() != before:
            entry = place.row, place.col
            typed = partial(self._store.set_weight, place.matrix, place.head, entry, self._value.value())
            QTimer.singleShot(0, self._store, typed)
