"""Sets one entry of W by hand. It helps the focus panel, which shows W."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QDoubleSpinBox, QLabel, QPushButton, QWidget

from engine.projections.edits import LARGEST, Place
from gui.items.flow_layout import FlowLayout
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

STEP = 0.05
RESETS = ("entry", "matrix", "all")


class WeightEditor(QWidget):
    """Which entry, its value, and the way back: of the entry, of the matrix, of all of W."""

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._place = store, None
        self._held = 0.0
        self._name, self._value = QLabel(self), QDoubleSpinBox(self)
        self._value.setObjectName("weightSpin")
        self._value.setRange(-LARGEST, LARGEST)
        self._value.setDecimals(4)
        self._value.setSingleStep(STEP)
        self._value.setKeyboardTracking(False)
        self._value.valueChanged.connect(self._set)
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

    def hold(self) -> None:
        """Remember the value that dragging starts from."""
        self._held = self._value.value()

    def drag(self, ems: float) -> None:
        """Move the value as far as its cell was dragged up."""
        self._value.setValue(self._held + STEP * ems)

    def present(self, scene: Scene) -> None:
        """Show the entry that is chosen."""
        words, self._place = scene.words, scene.place
        self.setVisible(self._place is not None)
        if self._place is None or scene.cell is None:
            return
        place = self._place
        name = f"{place.matrix}[{place.row + 1}, {place.col + 1}]"
        self._name.setText(name)
        self._value.blockSignals(True)
        self._value.setValue(float(scene.matrix[scene.cell]))
        self._value.blockSignals(False)
        self._value.setAccessibleName(words("weights.value", name=name))
        self._value.setToolTip(words("weights.drag"))
        for reset, button in self._resets.items():
            button.setText(words(f"weights.reset.{reset}", matrix=place.matrix))
            edited = {place for place, _ in scene.state.weight_edits.values}
            button.setEnabled(any(each in edited for each in self._places(reset)))
