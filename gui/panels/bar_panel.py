"""What both bar panels share: a title over a scrolling list of bars."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.sheet import Sheet
from gui.drawings.bars import BarList, bar_list, sheet_of
from gui.drawings.drawing import Drawing
from gui.items.bars import Bar, Bars
from gui.items.elided_label import ElidedLabel
from gui.items.scroll import Scroll
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Spot, Store
from gui.theme import Theme

WIDE, MOST = 420, 100  # pixels of a bar's line on paper; bars


class BarPanel(Panel):
    """A title, a subtitle and bars; a bar points at its token and selects it."""

    bars_name: ClassVar[str]

    def __init__(self, store: Store, theme: Theme, ink: str, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._scene: Scene | None = None
        self.title, self.subtitle = ElidedLabel(self, least=6), ElidedLabel(self, least=0)
        self.title.setProperty("title", True)
        self.subtitle.setProperty("quiet", True)
        self.bars = Bars(theme, ink)
        self.bars.setObjectName(self.bars_name)
        self.bars.barHovered.connect(self._point)
        self.bars.barClicked.connect(self._select)
        self.bars.pointerLeft.connect(lambda: store.point(None))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(1.1), theme.px(0.6), theme.px(0.8), theme.px(0.3))
        self.column.setSpacing(theme.px(0.35))
        head = QHBoxLayout()
        head.setSpacing(theme.px(0.7))
        head.addWidget(self.title)
        head.addWidget(self.subtitle, 1)
        self.column.addLayout(head)
        self.bars.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.scroll = Scroll(self.bars, self)
        self.scroll.installEventFilter(self)
        self.bars.cursorMoved.connect(
            lambda box: self.scroll.ensureVisible(box.center().x(), box.center().y(), 0, box.height())
        )
        self.column.addWidget(self.scroll)

    def show_bars(self, bars: tuple[Bar, ...], full: float) -> None:
        """Show other bars, taking the room that they need."""
        self.bars.set_bars(bars, full)
        self.bars.setAccessibleDescription(described(self.bars.values()))
        self.scroll.updateGeometry()
        self._keep_whole()

    def slack(self) -> int:
        """Return how much height the bars save by standing closer."""
        return self.bars.sizeHint().height() - self.bars.minimumSizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cut no bar in two where there is not room for all."""
        if event.type() == QEvent.Type.Resize:
            self._keep_whole()
        return super().eventFilter(watched, event)

    def _keep_whole(self) -> None:
        fits = self.bars.minimumSizeHint().height() <= self.scroll.height()
        self.scroll.keep_whole(0 if fits else self.bars.least_line())

    def mark(self, scene: Scene, strong: int | None) -> None:
        """Highlight the token that is pointed at anywhere."""
        self._scene = scene
        row, col = scene.pointed
        pointed = col if col is not None and scene.by_token else row
        self.bars.set_marks(strong, pointed)

    def drawing(self, scene: Scene) -> Drawing:
        """Return the title and the bars."""
        return bar_list(self.listed(scene), scene.words, scene.theme, WIDE, MOST)

    def sheet(self, scene: Scene) -> Sheet | None:
        """Return the bars in drawn order."""
        return sheet_of(self.listed(scene))

    def listed(self, scene: Scene) -> BarList:
        """Return what is shown of a scene."""
        raise NotImplementedError

    def _point(self, row: int) -> None:
        raise NotImplementedError

    def _select(self, row: int) -> None:
        raise NotImplementedError

    def point_at(self, spot: Spot) -> None:
        """Say what is pointed at."""
        self.store.point(spot)


def described(values: list[tuple[str, float]]) -> str:
    """Say the largest bars, for a screen reader."""
    return ", ".join(f"{name} {value:.3f}" for name, value in values[:10])
