"""Everything in the window, laid out to be read like a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gui.commands import Commands
from gui.items.columns import Columns
from gui.items.floor import Floor
from gui.items.marks import Marks
from gui.items.shared import Shared
from gui.items.shelves import Shelves
from gui.items.toast import Toast
from gui.panels.compare import ComparePanel
from gui.panels.focus import FocusPanel
from gui.panels.formula import FormulaPanel
from gui.panels.notice import NoticePanel
from gui.panels.offer import OfferPanel
from gui.panels.options import OptionsPanel
from gui.panels.panel import Panel
from gui.panels.pipeline import PipelinePanel
from gui.panels.ranking import RankingPanel
from gui.panels.sentence import SentencePanel
from gui.panels.status import StatusPanel
from gui.panels.switches import SwitchesPanel
from gui.panels.tokens import TokensPanel
from gui.panels.weights import WeightsPanel
from gui.panels.why import WhyPanel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme
from gui.typesetter import Typesetter

LEAST = 15  # ems of height of what lies beside docks; where there is less, the whole window scrolls


class Desk(QWidget):
    """The panels and where they lie. It is made anew for another theme.

    Sentence, switches and figures take the whole width; docks lie on the floor, beside the rest.
    """

    def __init__(
        self, store: Store, theme: Theme, commands: Commands, typesetter: Typesetter, floor: Floor
    ) -> None:
        super().__init__(objectName="paper")
        self._theme = theme
        self.sentence = SentencePanel(store, theme, commands)
        self.options = OptionsPanel(store, theme)
        self.notice, self.status = NoticePanel(store, theme, commands), StatusPanel(store, theme, commands)
        self.offer = OfferPanel(store, theme)
        self._switches, self._tokens = SwitchesPanel(store, theme), TokensPanel(store, theme)
        self._formula = FormulaPanel(store, theme, typesetter)
        self._pipeline, self._focus = PipelinePanel(store, theme), FocusPanel(store, theme)
        self._compare, self._why = ComparePanel(store, theme), WhyPanel(store, theme)
        self._weights, self._ranking = WeightsPanel(store, theme), RankingPanel(store, theme)
        self.panels: tuple[Panel, ...] = (
            self.sentence, self._switches, self.options, self.notice, self.offer, self._formula, self._tokens,
            self._pipeline, self._focus, self._compare, self._why, self._weights, self._ranking, self.status,
        )  # fmt: skip
        floor.hold(self._body(), least=theme.px(LEAST))
        _column(
            self, self.sentence, _rule(), self._switches, self.options, _rule(), floor, _rule(), self.status
        )
        self._marks = Marks(theme, self)
        self._toast = Toast(theme, self)
        self.notice.wentWell.connect(self._toast.tell)

    def _body(self) -> QWidget:
        body = QWidget(objectName="paper")
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        _column(body, self.offer, self.notice, self._formula, self._tokens, self._make_columns())
        return body

    def _make_columns(self) -> Columns:
        px, focus = self._theme.px, self._focus
        middle = Shelves(focus, self._compare, self._why, focus.useful_height, focus.good_height)
        side = Shared(self._weights, self._ranking)
        side.setObjectName("side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.columns = Columns(self._pipeline, middle, side, focus.roomy)
        self.columns.set_outer(px(13), px(26))
        return self.columns

    def take_over(self, old: Desk) -> None:
        """Give the columns the widths that they have in another desk, in this one's ems; say what it says."""
        ratio = self._theme.em / old._theme.em
        self.columns.set_outer(*(round(wide * ratio) for wide in old.columns.outer()))
        self._toast.follow(old._toast)

    def prepare(self, scene: Scene) -> None:
        """Show and hide what a scene wants shown, before its panels are drawn."""
        presenting = scene.state.presenting
        self.options.setVisible(scene.state.more and not presenting)
        for part in (self._pipeline, self.status):
            part.setVisible(not presenting)
        names, words = scene.state.marked, scene.words
        found = (self.findChild(QWidget, name) for name in names)
        self._marks.show_parts(tuple(part for part in found if part))
        parts = ", ".join(words(f"part.{name}") for name in names)
        self._marks.setAccessibleName(words("course.marked", parts=parts) if names else "")


def _column(holder: QWidget, *widgets: QWidget) -> None:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget, 1 if isinstance(widget, Columns | Floor) else 0)


def _rule() -> QFrame:
    rule = QFrame(objectName="rule")
    rule.setFixedHeight(1)
    return rule
