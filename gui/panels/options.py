"""Every option that is not a switch, made from the table in `engine.settings`."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.settings import OPTIONS, Settings
from gui.controls import KINDS, SWITCHES, Control
from gui.items.colours import MAPS
from gui.items.flow_layout import FlowLayout
from gui.items.scroll import Scroll
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

LEAST = 5.4  # ems of height


class OptionsPanel(Panel):
    """Shown and hidden by the button "more"."""

    uses = frozenset({"settings", "lang", "colours"})
    sleeps = False  # scripts set its controls without opening it, and must find the true values

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("optionsPanel")
        holder = QWidget()
        self._scroll = Scroll(holder, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._flow = FlowLayout(holder, theme.px(1.6), theme.px(0.4))
        self._flow.setContentsMargins(theme.px(1.2), theme.px(0.2), theme.px(1.2), theme.px(0.6))
        self._labels: dict[str, QLabel] = {}
        self._controls: dict[str, Control] = {}
        for option in OPTIONS:
            if option.name not in SWITCHES:
                control = KINDS[option.kind](option)
                control.chosen.connect(lambda value, name=option.name: store.set_option(name, value))
                control.held.connect(store.held)
                self._controls[option.name] = control
                self._add(option.name, control)
        self._colours = QComboBox(self)
        self._colours.setObjectName("coloursCombo")
        self._colours.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for name in MAPS:
            self._colours.addItem(name, name)
        self._colours.activated.connect(lambda: store.update(colours=self._colours.currentData()))
        self._add("colours", self._colours)
        self._reset = QPushButton(self)
        self._reset.setObjectName("resetButton")
        self._reset.clicked.connect(store.reset_settings)
        self._flow.addWidget(self._reset)

    def _add(self, name: str, control: QWidget) -> None:
        group = QWidget(self)
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(0.5))
        self._labels[name] = QLabel(group)
        self._labels[name].setProperty("quiet", True)
        row.addWidget(self._labels[name])
        row.addWidget(control)
        self._flow.addWidget(group)

    def minimumSizeHint(self) -> QSize:
        """Room for two lines of options, in a narrow window; the rest scrolls."""
        least = super().minimumSizeHint()
        return least.expandedTo(QSize(0, min(self.sizeHint().height(), self.theme.px(LEAST))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The narrower, the more lines."""
        self._scroll.updateGeometry()

    def present(self, scene: Scene) -> None:
        """Show every option's value; grey out what has no part in the present formula."""
        words, settings = scene.words, scene.state.settings
        self.setAccessibleName(words("more.name"))
        for name, control in self._controls.items():
            control.translate(words)
            control.set_value(getattr(settings, name))
            self._labels[name].setText(words(f"option.{name}.label"))
            control.setEnabled(matters(name, settings))
        self._labels["colours"].setText(words("colours.label"))
        self._colours.setAccessibleName(words("colours.label"))
        for number, name in enumerate(MAPS):
            self._colours.setItemText(number, words(f"colours.{name}"))
        self._colours.setCurrentIndex(MAPS.index(scene.state.colours))
        self._reset.setText(words("more.reset"))


def matters(name: str, settings: Settings) -> bool:
    """Whether an option changes anything under the present settings."""
    projected = settings.attention == "projected"
    sized = projected and settings.weights in ("random", "trained")
    return {
        "relu_rescale": settings.activation == "relu",
        "scale": settings.similarity == "dot",
        "temperature": settings.activation == "softmax",
        "weights": projected,
        "seed": sized,
        "heads": sized,
        "head_dim": sized,
    }.get(name, True)
