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
            button.setProperty("small", True)
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
        self.setVisible(scene.focus == "A" and bool(scene.trace.tokens))


class FamilyButtons(QWidget):
    """Q or its W_Q, and so on; hidden where the matrix in focus has no W."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group, self._focus = QButtonGroup(self), "Q"
        self._own, self._weights = QPushButton(self), QPushButton(self)
        for button, name, place in ((self._own, "own", "first"), (self._weights, "weights", "last")):
            button.setObjectName(f"family.{name}")
            button.setProperty("place", place)
            button.setProperty("small", True)
            button.setCheckable(True)
            self._group.addButton(button)
            row.addWidget(button)
        self._own.clicked.connect(lambda: store.update(focus=self._focus, col=None, hover=None))
        self._weights.clicked.connect(lambda: store.update(focus=f"W_{self._focus}", hover=None))
        self.hide()

    def present(self, scene: Scene) -> None:
        """Show which of the two is in focus."""
        self._focus = scene.focus[-1]
        self.setVisible(self._focus in ("Q", "K", "V") and scene.trace.projections is not None)
        if self.isHidden():
            return
        of_W = f"W_{self._focus}"
        for button, name, what in ((self._own, self._focus, self._focus), (self._weights, of_W, "W")):
            button.setText(name)
            button.setAccessibleName(f"{name} {scene.words(f'matrix.{what}')}")
            button.setToolTip(button.accessibleName())
            button.setChecked(name == scene.focus)


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
        wanted = trace.heads if trace.heads > 1 and scene.focus not in ("X", "Z") else 0
        while len(self.group.buttons()) < wanted + 1:
            self._add()
        mean = scene.focus in ("S", "A")
        for number, button in enumerate(self.group.buttons()):
            button.setVisible(number <= wanted)
            every = words("heads.mean" if mean else "heads.all")
            button.setText(every if number == 0 else str(number))
            button.setAccessibleName(every if number == 0 else words("heads.one", number=number))
            whole = words("heads.mean_help" if mean else "heads.all_help")
            button.setToolTip(whole if number == 0 else button.accessibleName())
            button.setChecked(number == (0 if scene.head is None else scene.head + 1))
        self.setVisible(wanted > 0)

    def _add(self) -> None:
        button = QPushButton(self)
        button.setObjectName(f"head.{len(self.group.buttons())}")
        button.setProperty("small", True)
        button.setCheckable(True)
        self.group.addButton(button, len(self.group.buttons()))
        self._row.addWidget(button)
