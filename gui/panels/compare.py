"""What differs from the pinned trace: the settings, and the weights that changed most."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.compare import Change, largest_changes, settings_apart
from engine.words import Words
from gui.drawings.drawing import Drawing
from gui.drawings.text import text
from gui.items.names import short
from gui.items.numbers import MINUS, fixed
from gui.naming import apart_name
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

NAMED, SMALLEST = 4, 0.005  # changes that are named; what two digits would show as none
WIDE = 720  # pixels on paper


class ComparePanel(Panel):
    """Two sentences, shown while something is pinned."""

    uses = frozenset({"trace", "pin", "head", "lang"})
    sleeps = False

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("comparePanel")
        self._said = QLabel(self)
        self._said.setObjectName("compareText")
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.RichText)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(1.2), theme.px(0.3), theme.px(0.6), theme.px(0.2))
        column.addWidget(self._said)
        self.hide()

    def drawing(self, scene: Scene) -> Drawing:
        """Return the two sentences."""
        return text(compared(scene), scene.theme.font, scene.theme.ink, WIDE)

    def minimumSizeHint(self) -> QSize:
        """One line; the rest is in the tip."""
        return QSize(self.theme.px(14), self.theme.px(2))

    def present(self, scene: Scene) -> None:
        """Say what differs."""
        self.setVisible(scene.pinned is not None)
        if scene.pinned is not None:
            said = compared(scene)
            self._said.setText(said)
            self._said.setToolTip(said)


def compared(scene: Scene) -> str:
    """Say what differs from the pinned trace, as rich text."""
    return f"{_settings(scene)} {_changes(scene)}".rstrip()


def _settings(scene: Scene) -> str:
    words, pin = scene.words, scene.state.pin
    found = settings_apart(pin, scene.state.request) if pin else ()
    if not found:
        return escape(words("compare.same"))
    named = [apart_name(each, words) for each in found]
    if all(each.name != "weights" for each in found):
        named += _sources(scene)
    return words("compare.settings", what=escape(words("compare.separator").join(named)))


def _sources(scene: Scene) -> list[str]:
    """Say where W came from and comes from, if that changed: nobody asked for it, so it is easily missed."""
    made = [trace.projections for trace in (scene.pinned, scene.trace) if trace and trace.projections]
    if len({W.source for W in made}) < 2:
        return []
    seed = scene.trace.settings.seed
    return [" → ".join(scene.words(f"weights.{W.source}", seed=seed) for W in made)]


def _changes(scene: Scene) -> str:
    words, tokens = scene.words, scene.trace.tokens
    if scene.pinned is None or not scene.pinned.tokens or not tokens:
        return ""
    if not scene.pinned_rows:
        return escape(words("compare.no_tokens"))
    found = largest_changes(scene.trace, scene.pinned, NAMED, scene.head, SMALLEST)
    if not found:
        return escape(words("compare.no_changes"))
    named = words("compare.separator").join(_change(each, tokens, words) for each in found)
    return words("compare.changes", what=escape(named))


def _change(change: Change, tokens: Sequence[str], words: Words) -> str:
    pair = f"{short(tokens[change.row])} → {short(tokens[change.col])}"
    before, after, by = figures(change.before, change.after)
    return words("compare.change", pair=pair, before=before, after=after, by=by)


def figures(before: float, after: float) -> tuple[str, str, str]:
    """Write two figures, and by how much they differ, with as many decimals as tell them apart."""
    digits = 2 if abs(after - before) >= 0.1 else 3
    small = max(abs(before), abs(after)) < 100  # larger ones have fewer decimals
    moved = round(after, digits) - round(before, digits) if small else after - before
    by = ("+" if moved > 0 else MINUS) + fixed(abs(moved), digits)
    return fixed(before, digits), fixed(after, digits), by
