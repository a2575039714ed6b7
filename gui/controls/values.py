"""What controls are set to, to be taken over by others that replace them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QAbstractSlider, QComboBox, QLineEdit, QScrollBar, QSpinBox, QWidget

Value = tuple[object, ...]


def values_of(root: QWidget) -> dict[str, Value]:
    """Return the value of every control below a widget, by its name; a range goes with it."""
    named = {each.objectName(): each for each in root.findChildren(QWidget) if each.objectName()}
    values = {name: _value(control) for name, control in named.items()}
    return {name: value for name, value in values.items() if value}


def set_choices(root: QWidget, values: Mapping[str, Value]) -> None:
    """Set the lists and the fields of the same names; each says so as if a person had set it."""
    for name, value in values.items():
        match root.findChild(QWidget, name):
            case QComboBox() as combo:
                combo.setCurrentIndex(value[0])
            case QLineEdit() as line:
                line.setText(value[0])


def set_numbers(root: QWidget, values: Mapping[str, Value]) -> None:
    """Set the sliders and the numbers of the same names, likewise."""
    for name, value in values.items():
        match root.findChild(QWidget, name):
            case QAbstractSlider() | QSpinBox() as number:
                number.setRange(*value[:2])
                number.setValue(value[2])


def _value(control: QWidget) -> Value:
    match control:
        case QComboBox():
            return (control.currentIndex(),)
        case QScrollBar():
            return ()
        case QAbstractSlider() | QSpinBox():
            return control.minimum(), control.maximum(), control.value()
        case QLineEdit() if not control.objectName().startswith("qt_"):
            return (control.text(),)
    return ()
