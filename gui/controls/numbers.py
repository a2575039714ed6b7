"""Controls of a switch and of numbers."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSlider, QSpinBox, QWidget

from engine.formula import in_full
from engine.options import Option, Value
from engine.words import Words
from gui.controls.control import Control, name_control, object_name
from gui.items.elided_label import ElidedLabel
from gui.items.text_field import leave_undo

TICKS = 100  # slider positions for each factor of ten
# What a slider reaches where that is not all; other values come from a file or the command line.
USUAL = {"temperature": (0.05, 20.0)}


class Check(Control):
    """On or off."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.box = QCheckBox(self)
        self.box.setObjectName(object_name(option))
        self.row.addWidget(self.box)
        self.box.toggled.connect(lambda on: self.chosen.emit(on))

    def set_value(self, value: Value) -> None:
        """Check it or not."""
        self.box.blockSignals(True)
        self.box.setChecked(bool(value))
        self.box.blockSignals(False)

    def translate(self, words: Words) -> None:
        """Name it."""
        name_control(self.box, self.option, words)


class Spin(Control):
    """A whole number."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.box = QSpinBox(self)
        self.box.setObjectName(object_name(option))
        leave_undo(self.box)
        self.box.setRange(int(option.low), int(option.high))
        digits = max(len(str(int(option.high))) + 5, 11)  # five for the arrows
        self.box.setMaximumWidth(self.fontMetrics().horizontalAdvance("0" * digits))
        self.row.addWidget(self.box)
        self.box.valueChanged.connect(lambda number: self.chosen.emit(number))

    def set_value(self, value: Value) -> None:
        """Show `value`."""
        self.box.blockSignals(True)
        self.box.setValue(int(value))
        self.box.blockSignals(False)

    def translate(self, words: Words) -> None:
        """Name it."""
        name_control(self.box, self.option, words)


class LogSlider(Control):
    """A positive number on a slider whose equal steps are equal factors, 1 among them."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.box = QSlider(Qt.Orientation.Horizontal, self)
        self.box.setObjectName(object_name(option))
        self._ends = USUAL.get(option.name, (option.low, option.high))
        self.box.setRange(*(round(math.log10(end) * TICKS) for end in self._ends))
        self.box.setPageStep(TICKS // 10)
        self._figure = ElidedLabel(self)
        self._figure.setMinimumWidth(self._figure.fontMetrics().horizontalAdvance("00.00"))
        self.row.addWidget(self.box)
        self.row.addWidget(self._figure)
        self.box.valueChanged.connect(lambda tick: self.chosen.emit(self._value_at(tick)))
        self.box.sliderPressed.connect(lambda: self.held.emit(True))
        self.box.sliderReleased.connect(lambda: self.held.emit(False))

    def _value_at(self, tick: int) -> float:
        # Three digits, so that what the formula prints is exactly what is computed.
        value = float(f"{10 ** (tick / TICKS):.3g}")
        low, high = self._ends
        return min(max(value, low), high)

    def set_value(self, value: Value) -> None:
        """Show `value`, at the nearest position."""
        self.box.blockSignals(True)
        self.box.setValue(round(math.log10(float(value)) * TICKS))
        self.box.blockSignals(False)
        self._figure.show_text(in_full(value))

    def translate(self, words: Words) -> None:
        """Name it."""
        name_control(self.box, self.option, words)
