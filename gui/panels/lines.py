"""The attention weights as lines between the words: the other face of the matrix in focus."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSlider, QVBoxLayout, QWidget

from engine.compare import head_of
from engine.lines import at_most, strongest
from gui.drawings.drawing import Drawing, column, fitted, rendered
from gui.drawings.text import plain, text
from gui.items.arcs import Arcs
from gui.items.elided_label import ElidedLabel
from gui.items.web import Web
from gui.scene import Scene
from gui.state import Spot, Store
from gui.theme import Theme

MOST = 400  # lines: of more none can be followed, and they would take longer to paint than a person waits
HIGH = 22  # ems of the lines on paper, at least


class LinesView(QWidget):
    """Arcs between the words, and how much of all attention is drawn. It helps the focus panel."""

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._scene = store, None
        self._drawn: tuple[object, ...] = ()
        self._spoken: tuple[object, ...] = ()
        self._web: Web | None = None
        self._seen: tuple[object, ...] = ()
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_selected)
        self.arcs = Arcs(theme)
        self.arcs.setObjectName("attentionLines")
        self.arcs.tokenHovered.connect(lambda row: store.point(Spot(row=row)))
        self.arcs.pointerLeft.connect(lambda: store.point(None))
        self.arcs.tokenClicked.connect(self._select)
        self._slider = QSlider(Qt.Orientation.Horizontal, self)
        self._slider.setObjectName("linesSlider")
        self._slider.setRange(5, 100)
        self._slider.setPageStep(10)
        self._slider.setFixedWidth(theme.px(12))
        self._slider.valueChanged.connect(lambda value: store.update(share=value))
        self._said, self._key = ElidedLabel(self), ElidedLabel(self)
        self._said.setObjectName("linesText")
        self._key.setObjectName("linesKey")
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self.arcs)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row, lines, column = QHBoxLayout(), QVBoxLayout(), QVBoxLayout(self)
        lines.setSpacing(0)
        for label in (self._said, self._key):  # two lines: one alone is cut where the window is narrow
            label.setProperty("quiet", True)
            lines.addWidget(label)
        row.addWidget(self._slider)
        row.addLayout(lines, 1)
        column.setContentsMargins(0, 0, 0, theme.px(0.3))
        column.addWidget(self._scroll, 1)
        column.addLayout(row)

    def _select(self, row: int) -> None:
        if self._scene is not None:
            trace = self._scene.trace
            self._store.select(trace.rows[row], trace.text, hover=None)

    def present(self, scene: Scene) -> None:
        """Draw the lines of the scene's weights; only the marks where they are those already drawn."""
        self._scene, words = scene, scene.words
        key = (scene.trace, scene.pinned, scene.head, scene.state.share)
        if key != self._drawn:
            self._drawn, self._web = key, web_of(scene)
            self.arcs.set_web(self._web)
            self._slider.setValue(scene.state.share)
        if (*key, scene.state.lang) != self._spoken:
            self._spoken = *key, scene.state.lang
            self._said.show_text(says(scene, self._web))
            self._key.show_text(key_of(scene, self._web))
            self._slider.setAccessibleName(words("lines.slider"))
            self._slider.setToolTip(words("lines.slider"))
            self.arcs.setAccessibleName(words("lines.name"))
        self.arcs.setAccessibleDescription(spoken(scene))
        pointed = scene.state.hover.row if scene.state.hover else None
        self.arcs.set_marks(scene.row, pointed if pointed in range(len(scene.trace.tokens)) else None)
        if (scene.trace, scene.row) != self._seen:
            self._seen = scene.trace, scene.row
            self._later.start()

    def _show_selected(self) -> None:
        """Scroll to the selected word, once the words have their places."""
        if self._scene is not None and self._scene.row is not None:
            at = self.arcs.token_center(self._scene.row).toPoint()
            self._scroll.ensureVisible(at.x(), at.y(), self.width() // 3, 0)


def spoken(scene: Scene) -> str:
    """Say whom the selected word looks at most, for a screen reader."""
    if scene.row is None or scene.weights is None:
        return ""
    key = int(scene.weights.argmax())
    names, value = scene.trace.tokens, f"{scene.weights[key]:.3f}"
    return scene.words("spoken.weight", query=names[scene.row], key=names[key], value=value)


def web_of(scene: Scene) -> Web:
    """Return the words, their weights, and which of these are drawn."""
    weights = scene.trace.matrix("A", scene.head)
    wanted = strongest(weights, scene.state.share / 100)
    return Web(scene.trace.tokens, weights, at_most(weights, wanted, MOST), wanted, before_of(scene))


def before_of(scene: Scene) -> np.ndarray | None:
    """Return the strongest pinned weights between the present words; None where none of them was there."""
    here, there = list(scene.pinned_rows), list(scene.pinned_rows.values())
    if not here:
        return None
    weights = scene.pinned.matrix("A", head_of(scene.pinned, scene.head))
    strong = np.where(strongest(weights, scene.state.share / 100), weights, np.nan)
    before = np.full((len(scene.trace.tokens),) * 2, np.nan)
    before[np.ix_(here, here)] = strong[np.ix_(there, there)]
    return before


def says(scene: Scene, web: Web) -> str:
    """Say how much of all attention is drawn, or would be."""
    count, wanted, share = int(web.drawn.sum()), int(web.wanted.sum()), scene.state.share
    if count < wanted:
        return scene.words("lines.strongest", share=share, count=count, wanted=wanted)
    return scene.words("lines.shown", share=share, count=count, total=web.drawn.size)


def key_of(scene: Scene, web: Web) -> str:
    """Say which way the lines go, and what is outlined."""
    sides = scene.words("lines.sides")
    return f"{sides} · {scene.words('lines.pinned')}" if web.before is not None else sides


def drawing_of(scene: Scene, width: float) -> Drawing:
    """Return the lines for paper, and how much of all attention they are."""
    theme, made, web = scene.theme, Arcs(scene.theme, on_paper=True), web_of(scene)
    made.set_web(web)
    made.set_marks(scene.row, None)
    wide = max(round(width), made.minimumWidth())
    made.resize(wide, max(theme.px(HIGH), wide // 2))
    said = text(plain(f"{says(scene, web)} · {key_of(scene, web)}"), theme.type(0.95), theme.quiet, width)
    return column(fitted(rendered(made, theme.paper), width), said, gap=0.5 * theme.em)
