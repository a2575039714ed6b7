"""What every control is: it shows an option's value and tells when a person chose another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from engine.options import Option, Value
from engine.words import Words

SUFFIX = {
    "choice": "Combo",
    "source": "Combo",
    "switch": "Check",
    "integer": "Spin",
    "real": "Slider",
}


def object_name(option: Option) -> str:
    """Return the name of an option's control: ``head_dim`` has ``headDimSpin``."""
    first, *rest = option.name.split("_")
    return first + "".join(word.capitalize() for word in rest) + SUFFIX[option.kind]


class Control(QWidget):
    """Shows an option's value and tells when a person chose another.

    Attributes
    ----------
    chosen
        The value chosen.
    held
        Whether it is being dragged through many values.
    """

    chosen = Signal(object)
    held = Signal(bool)

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


def name_control(box: QWidget, option: Option, words: Words) -> None:
    """Give a control its accessible name and its tip."""
    box.setAccessibleName(words(f"option.{option.name}.label"))
    box.setToolTip(words(f"option.{option.name}.help"))
