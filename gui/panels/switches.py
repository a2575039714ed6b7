"""The four switches, and the button that shows all other options."""

from __future__ import annotations

import math

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from engine.settings import OPTIONS
from gui.controls import SWITCHES, Segments
from gui.items.flow_layout import FlowLayout
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme


class SwitchesPanel(Panel):
    """Stopwords, vectors, attention, activation: always visible."""

    uses = frozenset({"settings", "lang", "more", "presenting"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("bar")
        self._texts: tuple[str, ...] = ()
        self._fitted: tuple[object, ...] = ()
        self._flow = flow = FlowLayout(self, theme.px(1.6), theme.px(0.5))
        flow.setContentsMargins(theme.px(1.2), theme.px(0.5), theme.px(1.2), theme.px(0.5))
        options = {option.name: option for option in OPTIONS}
        self._controls = {name: Segments(options[name]) for name in SWITCHES}
        self._labels = {name: QLabel() for name in SWITCHES}
        for name, control in self._controls.items():
            flow.addWidget(self._group(name, control))
            control.chosen.connect(lambda value, name=name: store.set_option(name, value))
        self._more = QPushButton(self)
        self._more.setObjectName("moreButton")
        self._more.setCheckable(True)
        self._more.setProperty("flat", True)
        self._more.clicked.connect(lambda shown: store.update(more=shown))
        flow.addWidget(self._more)

    def _group(self, name: str, control: Segments) -> QWidget:
        group = QWidget(self)
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(0.5))
        self._labels[name].setProperty("quiet", True)
        row.addWidget(self._labels[name])
        row.addWidget(control)
        return group

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the labels out where they would cost a second line."""
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Room for the widest switch; not for its label, which comes and goes with the room there is."""
        widest = max(control.minimumSizeHint().width() for control in self._controls.values())
        return QSize(widest + 2 * self.theme.px(1.2), super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Take the roomiest look with the fewest lines, without labels only where that saves the second."""
        wanted = (
            self.width(),
            self._texts,
            self._more.isHidden(),
            *(label.text() for label in self._labels.values()),
        )
        if not self._texts or wanted == self._fitted:  # trying a look may itself ask for this size once more
            return
        self._fitted = wanted
        for control in self._controls.values():  # whose texts may be new: Qt would ask only later
            control.updateGeometry()
            control.parentWidget().updateGeometry()
        long, short, sign = self._texts[0], self._texts[-1], self._texts[-1].split()[-1]
        wide, narrow, tight = (self.theme.px(ems) for ems in (1.6, 0.8, 0.4))
        wrapping = [(short, wide, True), (short, narrow, True), (sign, narrow, True), (sign, tight, True)]
        looks = [(long, wide, True), *wrapping, (short, narrow, False), (sign, tight, False)]

        def cost(look: tuple[str, int, bool]) -> float:
            lines = self._lines_of(*look)
            return lines if lines == 1 or look in wrapping else math.inf

        self._lines_of(*min(looks, key=cost))  # the first of equals

    def _lines_of(self, more: str, gap: int, labels: bool) -> int:
        """Take a look, and return how many lines it needs."""
        self._more.setText(more)
        self._flow.set_gap(gap)
        for label in self._labels.values():
            label.setVisible(labels)
        return self._flow.lines(self.width())

    def present(self, scene: Scene) -> None:
        """Show which way each switch stands."""
        for name, control in self._controls.items():
            control.translate(scene.words)
            control.set_value(getattr(scene.state.settings, name))
            self._labels[name].setText(scene.words(f"option.{name}.label"))
        more = ("more.less",) if scene.state.more else ("more.more", "more.short")
        self._texts = tuple(scene.words(key) for key in more)
        self._more.setVisible(not scene.state.presenting)
        self._more.setAccessibleName(self._texts[-1])  # which may be shown as its sign alone
        self._more.setToolTip(scene.words("more.help"))
        self._more.setChecked(scene.state.more)
        self._fit()
