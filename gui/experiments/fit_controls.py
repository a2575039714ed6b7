"""What a person sets of a fit: the target's preset, the head width, the learning rate; start, step, reset."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.experiments.fitting import WIDTHS
from engine.experiments.target import PRESETS
from engine.options import Option
from engine.words import Words
from gui.controls.numbers import LogSlider
from gui.items.flow_layout import FlowLayout
from gui.theme import Theme

RATE = Option("rate", "real", 0.001, low=1e-4, high=0.1)
BUTTONS = ("start", "step", "reset", "clear")


class FitControls(QWidget):
    """Two lines of controls; whoever holds them connects their signals."""

    presetChosen = Signal()
    widthChosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preset, self._width = QComboBox(self), QComboBox(self)
        self._preset.setObjectName("fitPreset")
        self._width.setObjectName("fitWidth")
        for combo in (self._preset, self._width):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for name in PRESETS:
            self._preset.addItem(name, name)
        self._width.addItem("", None)
        for width in WIDTHS:
            self._width.addItem(str(width), width)
        self._preset.activated.connect(self.presetChosen)
        self._width.currentIndexChanged.connect(self.widthChosen)
        self._value = float(RATE.default)
        self._slider = LogSlider(RATE, self)
        self._slider.chosen.connect(self._set_rate)
        self._labels = {name: QLabel(self) for name in ("preset", "width", "rate")}
        self.buttons = {name: QPushButton(self) for name in BUTTONS}
        for name, button in self.buttons.items():
            button.setObjectName(f"fit_{name}")
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        flow = FlowLayout(None, theme.px(1), theme.px(0.4))
        for name, control in (("preset", self._preset), ("width", self._width), ("rate", self._slider)):
            group = QWidget(self)
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(0.4))
            self._labels[name].setProperty("quiet", True)
            row.addWidget(self._labels[name])
            row.addWidget(control)
            flow.addWidget(group)
        row = QHBoxLayout()
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(flow)
        column.addLayout(row)

    def preset(self) -> str:
        """Return the chosen target (one of `PRESETS`)."""
        return self._preset.currentData()

    def chosen_width(self) -> int | None:
        """Return the head width to train with; None for the present one."""
        return self._width.currentData()

    def rate(self) -> float:
        """Return the learning rate."""
        return self._value

    def _set_rate(self, rate: float) -> None:
        self._value = rate
        self._slider.set_value(rate)

    def translate(self, words: Words, present_width: int) -> None:
        """Put every word into a language; the present width is the trace's."""
        for name, control in (("preset", self._preset), ("width", self._width)):
            self._labels[name].setText(words(f"experiment.fit.{name}"))
            control.setAccessibleName(words(f"experiment.fit.{name}"))
        self._labels["rate"].setText(words("option.rate.label"))
        self._slider.translate(words)
        self._slider.set_value(self._value)
        for place, name in enumerate(PRESETS):
            self._preset.setItemText(place, words(f"experiment.fit.{name}"))
        self._width.setItemText(0, words("experiment.fit.present", width=present_width))

    def show_running(self, words: Words, running: bool, able: bool) -> None:
        """Offer what can be done now; `able` is whether there is a next step."""
        for name, button in self.buttons.items():
            key = "pause" if name == "start" and running else name
            button.setText(words(f"experiment.fit.{key}"))
            button.setAccessibleName(words(f"experiment.fit.{key}_help"))
            button.setToolTip(words(f"experiment.fit.{key}_help"))
        self.buttons["start"].setEnabled(able)
        self.buttons["step"].setEnabled(able)
