"""The buttons over the matrix in focus: matrix or lines, and which head."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from gui.scene import Scene
from gui.state import Store


class ViewButtons(QWidget):
    """Matrix or lines; hidden where the matrix in focus is not that of the weights."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group, self._buttons = QButtonGroup(self), {}
        for name, place in (("heatmap", "first"), ("lines", "last")):
            self._buttons[name] = button = QPushButton(self)
            button.setObjectName(f"view.{name}")
            button.setProperty("place", place)
            button.setCheckable(True)
            button.clicked.connect(lambda _=False, name=name: store.update(view=name))
            self._group.addButton(button)
            row.addWidget(button)

    def present(self, scene: Scene) -> None:
        """Show which view is on."""
        for name, button in self._buttons.items():
            button.setText(scene.words(f"view.{name}"))
            button.setToolTip(scene.words("view.help"))
            button.setChecked(scene.state.view == name)
        self.setVisible(scene.state.focus == "A" and bool(scene.trace.tokens))


class HeadButtons(QWidget):
    """All heads, or one of them; hidden where there is only one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def show_heads(self, scene: Scene) -> None:
        """Offer the heads of the trace."""
        trace, words = scene.trace, scene.words
        wanted = trace.heads if trace.heads > 1 and scene.state.focus not in ("X", "Z") else 0
        while len(self.group.buttons()) < wanted + 1:
            self._add()
        mean = scene.state.focus in ("S", "A")
        for number, button in enumerate(self.group.buttons()):
            button.setVisible(number <= wanted)
            every = words("heads.mean" if mean else "heads.all")
            button.setText(every if number == 0 else str(number))
            button.setAccessibleName(every if number == 0 else words("heads.one", number=number))
            button.setChecked(number == (0 if scene.head is None else scene.head + 1))
        self.setVisible(wanted > 0)

    def _add(self) -> None:
        button = QPushButton(self)
        button.setObjectName(f"head.{len(self.group.buttons())}")
        button.setCheckable(True)
        self.group.addButton(button, len(self.group.buttons()))
        self._row.addWidget(button)
