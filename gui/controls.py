"""Controls made from declared options: what kind an option is decides what it looks like."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QWidget,
)

from engine.options import Option, Value
from engine.words import Words

SUFFIX = {
    "choice": "Combo",
    "source": "Combo",
    "switch": "Check",
    "integer": "Spin",
    "real": "Slider",
}
TICKS = 100  # slider positions for each factor of ten


def object_name(option: Option) -> str:
    """Return the name of an option's control: ``head_dim`` has ``headDimSpin``."""
    first, *rest = option.name.split("_")
    return first + "".join(word.capitalize() for word in rest) + SUFFIX[option.kind]


class Control(QWidget):
    """Shows an option's value and tells when a person chose another."""

    chosen = Signal(object)

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(4)

    def set_value(self, value: Value) -> None:
        """Show `value` without telling."""
        raise NotImplementedError

    def translate(self, words: Words) -> None:
        """Put every word into a language."""
        raise NotImplementedError


class Segments(Control):
    """A choice as buttons side by side: all of it visible, one click away."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.setObjectName(f"{option.name}Toggle")
        self.row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for choice in option.choices:
            button = QPushButton(self)
            button.setObjectName(f"{option.name}.{choice}")
            button.setCheckable(True)
            self._group.addButton(button)
            self.row.addWidget(button)
            self._buttons[choice] = button
            button.clicked.connect(lambda _=False, choice=choice: self.chosen.emit(choice))

    def set_value(self, value: Value) -> None:
        """Check the button of `value`."""
        self._buttons[str(value)].setChecked(True)

    def translate(self, words: Words) -> None:
        """Name the group and its buttons."""
        label = words(f"option.{self.option.name}.label")
        self.setAccessibleName(label)
        for choice, button in self._buttons.items():
            text = words(f"option.{self.option.name}.{choice}")
            button.setText(text)
            button.setAccessibleName(f"{label}: {text}")
            button.setToolTip(words(f"option.{self.option.name}.help"))


class Combo(Control):
    """A choice as a list that opens."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.box = QComboBox(self)
        self.box.setObjectName(object_name(option))
        self.row.addWidget(self.box)
        for choice in option.choices:
            self.box.addItem(choice, choice)
        self.box.currentIndexChanged.connect(self._tell)

    def _tell(self) -> None:
        self.chosen.emit(self.box.currentData())

    def set_value(self, value: Value) -> None:
        """Select `value`."""
        self.box.blockSignals(True)
        self.box.setCurrentIndex(self.box.findData(value))
        self.box.blockSignals(False)

    def translate(self, words: Words) -> None:
        """Name the list and its entries."""
        name_control(self.box, self.option, words)
        for number in range(self.box.count()):
            choice = self.box.itemData(number)
            if choice in self.option.choices:
                self.box.setItemText(number, words(f"option.{self.option.name}.{choice}"))


class SourceCombo(Combo):
    """A choice that may also be a person's own file."""

    FILE = "\0file"  # what no file can be called

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.box.addItem("", self.FILE)
        self._value = str(option.default)
        self._title = ""
        self.box.activated.connect(self._ask)

    def _tell(self) -> None:
        if self.box.currentData() != self.FILE:
            super()._tell()

    def _ask(self) -> None:
        if self.box.currentData() != self.FILE:
            return
        name, _ = QFileDialog.getOpenFileName(self, self._title, "", "NumPy (*.npz)")
        if name:
            self.chosen.emit(name)
        else:
            self.set_value(self._value)

    def set_value(self, value: Value) -> None:
        """Select a built-in source, or the entry of a file with the file's name in its tip."""
        self._value = str(value)
        super().set_value(value if value in self.option.choices else self.FILE)
        self.box.setToolTip(self._value)

    def translate(self, words: Words) -> None:
        """Name the entry of a file, too."""
        super().translate(words)
        self._title = words(f"option.{self.option.name}.file")
        self.box.setItemText(self.box.count() - 1, self._title)


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
        # A spin box holds 32 bits; larger seeds come by the command line only.
        self.box.setRange(int(option.low), int(min(option.high, 2**31 - 1)))
        self.box.setMaximumWidth(self.fontMetrics().horizontalAdvance("0" * 11))
        self.row.addWidget(self.box)
        self.box.valueChanged.connect(lambda number: self.chosen.emit(number))

    def set_value(self, value: Value) -> None:
        """Show `value`."""
        self.box.blockSignals(True)
        self.box.setValue(min(int(value), self.box.maximum()))
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
        low, high = (round(math.log10(end) * TICKS) for end in (option.low, option.high))
        self.box.setRange(low, high)
        self.box.setPageStep(TICKS // 10)
        self._figure = QLabel(self)
        self._figure.setMinimumWidth(self._figure.fontMetrics().horizontalAdvance("00.00"))
        self.row.addWidget(self.box)
        self.row.addWidget(self._figure)
        self.box.valueChanged.connect(lambda tick: self.chosen.emit(self._value_at(tick)))

    def _value_at(self, tick: int) -> float:
        return min(max(10 ** (tick / TICKS), self.option.low), self.option.high)

    def set_value(self, value: Value) -> None:
        """Show `value`, at the nearest position."""
        self.box.blockSignals(True)
        self.box.setValue(round(math.log10(float(value)) * TICKS))
        self.box.blockSignals(False)
        self._figure.setText(f"{value:.2f}")

    def translate(self, words: Words) -> None:
        """Name it."""
        name_control(self.box, self.option, words)


def name_control(box: QWidget, option: Option, words: Words) -> None:
    """Give a control its accessible name and its tip."""
    box.setAccessibleName(words(f"option.{option.name}.label"))
    box.setToolTip(words(f"option.{option.name}.help"))


KINDS: dict[str, Callable[[Option], Control]] = {
    "choice": Combo,
    "source": SourceCombo,
    "switch": Check,
    "integer": Spin,
    "real": LogSlider,
}
