"""What each token weighs by itself: its idf, the length of its vector, and both together."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.experiments.importance import Importance
from gui.experiments.shown import name_of
from gui.items.bars import Bar, Bars
from gui.items.beside import Beside
from gui.items.scroll import Scroll
from gui.scene import Scene
from gui.theme import Theme

PARTS = ("idf", "plain", "weighted")


class ImportanceView(QWidget):
    """Three lists of bars in the order of the sentence."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setProperty("title", True)
        self._scrolls: list[Scroll] = []
        self._row = 0
        self._labels = {part: QLabel(self) for part in PARTS}
        self._bars = {part: self._list(part, theme) for part in PARTS}
        lists = [self._under(part, theme) for part in PARTS]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._title)
        column.addWidget(Beside(*lists, least=theme.px(14), gap=theme.px(0.8)))

    def _list(self, part: str, theme: Theme) -> Bars:
        bars = Bars(theme, theme.blue if part == "idf" else theme.petal)
        bars.setObjectName(f"vectors{part.capitalize()}")
        bars.barClicked.connect(self.chosen)
        bars.barHovered.connect(lambda row: self._point(row))
        bars.pointerLeft.connect(lambda: self._point(None))
        return bars

    def _under(self, part: str, theme: Theme) -> QWidget:
        holder = QWidget(self)
        column, scroll = QVBoxLayout(holder), Scroll(self._bars[part], holder)
        scroll.setMaximumHeight(theme.px(28))
        self._scrolls.append(scroll)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._labels[part])
        column.addWidget(scroll)
        column.addStretch(1)
        return holder

    def show_importance(self, scene: Scene, found: Importance, row: int) -> None:
        """Show the tokens of a scene, one of them strongly."""
        words, names = scene.words, tuple(map(name_of, scene.trace.tokens))
        self._title.setText(words("experiment.vectors.importance"))
        for part, bars in self._bars.items():
            values = getattr(found, part).tolist()
            self._labels[part].setText(words(f"experiment.vectors.{part}"))
            bars.setAccessibleName(self._labels[part].text())
            rows = zip(names, values, strict=True)
            made = tuple(Bar(number, name, value) for number, (name, value) in enumerate(rows))
            bars.set_bars(made, max(map(abs, values), default=1.0))
        for scroll in self._scrolls:
            scroll.updateGeometry()
        self._row = row
        self._point(None)

    def _point(self, row: int | None) -> None:
        """Shade a token in all three lists."""
        for bars in self._bars.values():
            bars.set_marks(self._row, row)
