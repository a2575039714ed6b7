"""The data flow: X, Q, K, V, S, A, Z as thumbnails, one of them in focus."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QLabel, QSizePolicy, QVBoxLayout, QWidget

from engine.trace import MATRICES
from gui.drawings.drawing import Drawing, column
from gui.drawings.stages import Figure, thumbnail
from gui.drawings.text import heading
from gui.items.scroll import Scroll
from gui.items.stage import Stage
from gui.panels.panel import Panel
from gui.recipes import recipe
from gui.scene import Scene
from gui.state import Spot, Store
from gui.theme import Theme

WIDE = 300  # pixels on paper


class PipelinePanel(Panel):
    """The strip at the left."""

    uses = frozenset({"trace", "focus", "hover", "lang", "colours"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("pipelineStrip")
        self._drawn: tuple[object, ...] = ()
        self._title = QLabel(self)
        self._title.setProperty("quiet", True)
        self._group = QButtonGroup(self)
        self._stages = {name: Stage(theme, name) for name in MATRICES}
        strip = QWidget()
        column = QVBoxLayout(strip)
        column.setContentsMargins(0, 0, theme.px(0.4), theme.px(0.4))
        column.setSpacing(theme.px(0.2))
        for name, stage in self._stages.items():
            self._group.addButton(stage)
            stage.clicked.connect(lambda _=False, name=name: store.update(focus=name, col=None))
            stage.entered.connect(lambda name=name: store.point(Spot(stage=name)))
            stage.left.connect(lambda: store.point(None))
            column.addWidget(stage)
        scroll = Scroll(strip, self)
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(1.2), theme.px(0.4), 0, 0)
        whole.addWidget(self._title)
        whole.addWidget(scroll)

    def present(self, scene: Scene) -> None:
        """Show every matrix of the trace; only light a stage where nothing else changed."""
        drawn = (scene.trace, scene.state.lang, scene.state.colours)
        if drawn != self._drawn:
            self._drawn = drawn
            self._title.setText(scene.words("pipeline.title"))
            self.setAccessibleName(scene.words("pipeline.title"))
            for name, stage in self._stages.items():
                self._show(scene, name, stage)
        pointed = scene.state.hover.stage if scene.state.hover else None
        for name, stage in self._stages.items():
            stage.setChecked(scene.focus[-1] == name)  # W_Q belongs to Q
            stage.point(pointed == name)

    def drawing(self, scene: Scene) -> Drawing:
        """Return the thumbnails below each other."""
        return drawing_of(scene)

    def _show(self, scene: Scene, name: str, stage: Stage) -> None:
        what, size, how = scene.words(f"matrix.{name}"), shape_of(scene, name), recipe(scene, name)
        shown = size if scene.trace.tokens else ""
        stage.show_matrix(scene.trace.matrix(name), scene.state.colours, how, shown)
        stage.setAccessibleName(f"{name}, {what}, {size}")
        stage.setToolTip(f"{name} · {what} · {how} · {size}")


def shape_of(scene: Scene, name: str) -> str:
    """Write the shape of a matrix, without heads where there is one."""
    array = getattr(scene.trace, name)
    shape = array.shape if len(array) > 1 or array.ndim == 2 else array.shape[1:]
    return " × ".join(map(str, shape))


def drawing_of(scene: Scene) -> Drawing:
    """Return the data flow for paper."""
    trace, theme = scene.trace, scene.theme
    figures = (
        Figure(name, trace.matrix(name), recipe(scene, name), shape_of(scene, name), name in ("S", "A"))
        for name in MATRICES
    )
    shown = [thumbnail(figure, theme, scene.state.colours, WIDE) for figure in figures]
    head = heading(scene.words("pipeline.title"), "", theme, WIDE)
    return column(head, *shown, gap=0.6 * theme.em)
