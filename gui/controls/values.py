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


def set_values(root: QWidget, values: Mapping[str, Value]) -> None:
    """Set the controls of the same names. None says so: nobody has set anything anew."""
    for name, value in values.items():
        control = root.findChild(QWidget, name)
        if control is not None:
            control.blockSignals(True)
            _set(control, value)
            control.blockSignals(False)


def _set(control: QWidget, value: Value) -> None:
    match control:
        case QComboBox():
            control.setCurrentIndex(value[0])
        case QLineEdit():
            control.setText(value[0])
        case QAbstractSlider() | QSpinBox():
            control.setRange(*value[:2])
            control.setValue(value[2])


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
