"""Controls of a choice: buttons side by side, a list, a list that ends in a file."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QComboBox, QFileDialog, QPushButton, QWidget

from engine.options import Option, Value
from engine.words import Words
from gui.controls.control import Control, name_control, object_name


class Segments(Control):
    """A choice as buttons side by side: all of it visible, one click away."""

    def __init__(self, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(option, parent)
        self.setObjectName(f"{option.name}Toggle")
        self.row.setSpacing(0)
        self._before: QAbstractButton | None = None  # what was chosen when the button was pressed
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for choice in option.choices:
            button = QPushButton(self)
            button.setObjectName(f"{option.name}.{choice}")
            button.setCheckable(True)
            ends = (choice == option.choices[0], choice == option.choices[-1])
            button.setProperty("place", {(True, False): "first", (False, True): "last"}.get(ends, "middle"))
            self._group.addButton(button)
            self.row.addWidget(button)
            self._buttons[choice] = button
            button.toggled.connect(lambda on, choice=choice: on and self.chosen.emit(choice))
            # A click on what is chosen already toggles nothing, and yet is an input to be answered.
            button.pressed.connect(self._press)
            button.clicked.connect(lambda _=False, choice=choice: self._click(choice))

    def _press(self) -> None:
        self._before = self._group.checkedButton()

    def _click(self, choice: str) -> None:
        if self._before is self._buttons[choice]:
            self.chosen.emit(choice)

    def set_value(self, value: Value) -> None:
        """Check the button of `value`."""
        button = self._buttons[str(value)]
        button.blockSignals(True)
        button.setChecked(True)
        button.blockSignals(False)

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
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # in any language
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
        self._title, self._help = "", ""
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
        self.box.setToolTip(self._help if value in self.option.choices else self._value)

    def translate(self, words: Words) -> None:
        """Name the entry of a file, too."""
        super().translate(words)
        self._title = words(f"option.{self.option.name}.file")
        self._help = words(f"option.{self.option.name}.help")
        self.box.setItemText(self.box.count() - 1, self._title)
