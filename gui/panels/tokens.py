"""The tokens as chips: click selects, double click keeps or drops, drag merges, a menu does the rest."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from engine.sheet import Sheet
from engine.trace import spans_of
from engine.vectors.table import Origin
from gui.drawings.chips import drawn_chip, drawn_rest
from gui.drawings.drawing import Drawing, wrapped
from gui.items.chip import Chip
from gui.items.flow_layout import FlowLayout
from gui.items.names import visible
from gui.items.scroll import Scroll
from gui.panels.panel import Panel
from gui.panels.token_menu import token_menu
from gui.scene import Scene
from gui.state import Spot, Store
from gui.theme import Theme

WIDE, MOST = 720, 60  # pixels of the strip on paper; tokens in it, but for
SPARE = 30  # those that there is room for in the last line
BATCH = 200  # chips shown at first and added by each click on "more"


class TokensPanel(Panel):
    """The token strip."""

    uses = frozenset({"trace", "anchor", "hover", "lang", "ranking", "focus"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._scene: Scene | None = None
        self._chips: list[Chip] = []
        self._drawn: tuple[object, ...] = ()
        self._lit: frozenset[int] = frozenset()
        self._shown = BATCH
        self._strip = QWidget()
        self._strip.setObjectName("tokenStrip")
        self._flow = FlowLayout(self._strip, theme.px(0.45), theme.px(0.3))
        self._more = QPushButton(self._strip)
        self._more.setObjectName("moreTokens")
        self._more.clicked.connect(self._show_more)
        self._flow.addWidget(self._more)
        self._scroll = Scroll(self._strip, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(1.2), theme.px(0.1), theme.px(1.2), theme.px(0.3))
        column.addWidget(self._scroll)

    def present(self, scene: Scene) -> None:
        """Show the tokens of the trace; only light chips where nothing else changed."""
        drawn = (scene.trace, scene.selected, scene.state.lang, self._shown)
        if drawn != self._drawn:
            self._drawn = drawn
            self._show(scene)
        self._scene = scene
        pointed = frozenset(scene.trace.places[row] for row in scene.pointed_tokens)
        for number in pointed ^ self._lit:
            if number < len(self._chips):
                self._chips[number].point(number in pointed)
        self._lit = pointed

    def _show(self, scene: Scene) -> None:
        pieces, words = scene.trace.pieces[: self._shown], scene.words
        self._flow.setEnabled(False)  # else every chip would lay out all others
        self._make_chips(len(pieces))
        origins = dict(zip(scene.trace.places, scene.trace.embedding.origins, strict=True))
        for number, chip in enumerate(self._chips):
            used = number < len(pieces)
            chip.setVisible(used)
            chip.setObjectName(f"token.{number}" if used else "")  # a spare chip is no token
            if used:
                self._show_chip(scene, chip, origins.get(number))
        left = len(scene.trace.pieces) - len(pieces)
        self._more.setVisible(left > 0)
        self._more.setText(words("tokens.more", count=left))
        self._flow.setEnabled(True)
        self._strip.setAccessibleName(words("tokens.name"))
        self._fit_height()

    def _show_chip(self, scene: Scene, chip: Chip, origin: Origin | None) -> None:
        token, kept, words = scene.trace.pieces[chip.number], bool(scene.trace.kept[chip.number]), scene.words
        mark = mark_of(origin)
        chip.show_token(token, kept, token is scene.selected, mark)
        state = words("tokens.kept" if kept else "tokens.dropped")
        kind = words(f"tokens.{token.kind}")
        chip.setAccessibleName(f"{visible(token.text)}, {kind}, {state}")
        detail = words(f"tokens.{mark}", parts=" + ".join(origin.parts)) if origin and mark else ""
        chip.setToolTip("\n".join(filter(None, (f"{kind} · {state}", detail, words("tokens.help")))))

    def _make_chips(self, count: int) -> None:
        if len(self._chips) < count:
            self._flow.removeWidget(self._more)
            while len(self._chips) < count:
                self._add_chip()
            self._flow.addWidget(self._more)

    def _add_chip(self) -> None:
        chip = Chip(self.theme, len(self._chips), self._strip)
        chip.clicked.connect(lambda: self._select(chip))
        chip.twiceClicked.connect(lambda: self._toggle(chip))
        chip.dropped.connect(lambda point: self._drop(chip, point))
        chip.stepped.connect(lambda step: self._step(chip, step))
        chip.entered.connect(lambda: self._point(chip))
        chip.left.connect(lambda: self.store.point(None))
        self._flow.addWidget(chip)
        self._chips.append(chip)

    def _show_more(self) -> None:
        self._shown += BATCH
        if self._scene:
            self.present(self._scene)

    def _fit_height(self) -> None:
        width = max(self.width() - 2 * self.theme.px(1.2), self.theme.px(10))
        wanted = self._flow.heightForWidth(width)
        line = Chip.high(self.theme) + self.theme.px(0.3)
        two = line + Chip.high(self.theme)  # whole ones
        self._scroll.setFixedHeight(max(self.theme.px(2.4), min(wanted, two)))
        self._scroll.verticalScrollBar().setSingleStep(line)

    def resizeEvent(self, event: QEvent) -> None:
        """The narrower, the more lines of chips."""
        self._fit_height()

    def _select(self, chip: Chip) -> None:
        if chip.token and self._scene:
            self.store.select(chip.token, self._scene.trace.text)

    def _toggle(self, chip: Chip) -> None:
        if chip.token and self._scene:
            self.store.toggle(chip.token, self._scene.trace.text)

    def menu(self, at: QWidget) -> QMenu:
        """Return what can be done with a token where `at` is its chip."""
        if self._scene and isinstance(at, Chip) and at.token:
            return token_menu(self._scene, at.number, self.store, self)
        return super().menu(at)

    def drawing(self, scene: Scene) -> Drawing:
        """Return the tokens as they stand in the strip."""
        return drawing_of(scene, WIDE)

    def sheet(self, scene: Scene) -> Sheet | None:
        """Return where the tokens lie, which are kept, and what became of those."""
        return sheet_of(scene)

    def _point(self, chip: Chip) -> None:
        places = self._scene.trace.places if self._scene else ()
        if chip.number in places:
            self.store.point(Spot(row=places.index(chip.number)))

    def _drop(self, chip: Chip, point: QPoint) -> None:
        """Merge a chip with the neighbour that it was dragged onto."""
        target = self._strip.childAt(chip.mapTo(self._strip, point))
        if isinstance(target, Chip) and abs(target.number - chip.number) == 1:
            first, second = sorted((chip, target), key=lambda each: each.number)
            if first.token and second.token and self._scene:
                self.store.merge(first.token, second.token, self._scene.trace.text)

    def _step(self, chip: Chip, step: int) -> None:
        near = chip.number + step
        if 0 <= near < len(self._chips) and not self._chips[near].isHidden():
            self._chips[near].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(self._chips[near])


def mark_of(origin: Origin | None) -> str:
    """Return how the vector of a token is marked: composed, unknown, or not at all."""
    return origin.kind if origin and origin.kind != "table" else ""


def drawing_of(scene: Scene, width: float) -> Drawing:
    """Return the first tokens as chips for paper, up to the end of a line, and how many more there are."""
    chips, pieces = _chips(scene, MOST + SPARE), scene.trace.pieces

    def laid(count: int) -> Drawing:
        left = scene.words("tokens.more", count=len(pieces) - count)
        rest = [drawn_rest(left, scene.theme)] if count < len(pieces) else []
        return wrapped([*chips[:count], *rest], width, 0.4 * scene.theme.em)

    high = laid(min(MOST, len(pieces))).height
    return next(shown for count in range(len(chips), -1, -1) if (shown := laid(count)).height <= high)


def _chips(scene: Scene, most: int) -> list[Drawing]:
    """Return the first tokens as chips for paper."""
    trace, theme = scene.trace, scene.theme
    origins = dict(zip(trace.places, trace.embedding.origins, strict=True))
    return [
        drawn_chip(
            token, bool(trace.kept[place]), token is scene.selected, mark_of(origins.get(place)), theme
        )
        for place, token in enumerate(trace.pieces[:most])
    ]


def sheet_of(scene: Scene) -> Sheet:
    """Return all M tokens with their places, and the measures of those that are kept."""
    trace, words = scene.trace, scene.words
    values = np.full((len(trace.pieces), 5), np.nan)
    values[:, :2] = spans_of(trace.pieces)
    values[:, 2] = trace.kept
    values[trace.kept, 3], values[trace.kept, 4] = trace.norms, trace.received
    columns = tuple(words(f"sheet.{name}") for name in ("start", "end", "kept", "norm", "received"))
    return Sheet(words("tokens.name"), columns, trace.all_tokens, values)
