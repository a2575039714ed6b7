"""The matrix in focus, large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from engine.sheet import Sheet
from gui.drawings.drawing import Drawing
from gui.items.captioned import Captioned
from gui.items.elided_label import ElidedLabel
from gui.items.invitation import Invitation
from gui.items.speech import say
from gui.matrices import difference_matrix, matrix_of, pinned_matrix, sheet_of
from gui.panels.focus_buttons import FamilyButtons, HeadButtons, ViewButtons
from gui.panels.focus_paper import drawing_of
from gui.panels.focus_says import captions, empty_reason, samples, says, spoken, title
from gui.panels.lines import LinesView
from gui.panels.panel import Panel
from gui.panels.weight_editor import WeightEditor
from gui.scene import Scene
from gui.state import Spot, Store
from gui.theme import Theme

NARROWEST, NARROWEST_THREE = 18, 38  # ems that one matrix keeps, and three; below that the window scrolls
LOWEST, LONG, LONG_THREE = 13.5, 20, 24  # ems of height that it keeps; where names are long or tokens many
ROOMY, PRESENTED = 22, 28  # ems of width that one has before the columns beside it get theirs
ROOMY_THREE, PRESENTED_THREE = 46, 48  # and three
HIGH = 31  # ems of height that the middle keeps over what lies below it
ROW, ROW_OF_THREE, ROW_PRESENTED = 1.45, 1.2, 3  # ems of height of a row before others get what they want
MOST = 25  # ems of height of all rows with their names, before others get what they want
EMPTY = 8  # rows of a matrix whose room is kept where there is no sentence, for what is said instead


class FocusPanel(Panel):
    """Title, heads and heatmap; a plain sentence where there is nothing to draw."""

    uses = frozenset(
        {
            "trace",
            "focus",
            "judged",
            "head",
            "hover",
            "anchor",
            "col",
            "lang",
            "colours",
            "ranking",
            "view",
            "share",
            "entry",
            "weight_edits",
            "presenting",
        }
    )

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._drawn: tuple[object, ...] = ()
        self._good: dict[int, int] = {}
        self._title, self._says = ElidedLabel(self), ElidedLabel(self, least=0)
        self._title.setProperty("title", True)
        self._says.setProperty("quiet", True)
        self._family, self._editor = FamilyButtons(store, self), WeightEditor(store, theme, self)
        self._views, self._lines = ViewButtons(store, self), LinesView(store, theme, self)
        self._heads = HeadButtons(self)
        self._heads.group.idClicked.connect(
            lambda number: store.update(head=number - 1 if number else None, col=None)
        )
        self._maps = {name: Captioned(theme, f"{name}Heatmap") for name in ("pinned", "focus", "difference")}
        for name, shown in self._maps.items():
            # A pinned cell stands for the present one of the same words.
            here = self._here if name == "pinned" else lambda row, col: (row, col)
            shown.heatmap.cellHovered.connect(lambda row, col, here=here: self._point(*here(row, col)))
            shown.heatmap.cellClicked.connect(lambda row, col, here=here: self._select(*here(row, col)))
            shown.heatmap.cellDragged.connect(self._drag)
            shown.heatmap.cellHeld.connect(store.held)
            shown.heatmap.numberTyped.connect(self._type)
            shown.heatmap.pointerLeft.connect(lambda: store.point(None))
        self._editor.left.connect(self._maps["focus"].heatmap.setFocus)
        self._empty = Invitation(theme, self)
        self._empty.chosen.connect(store.new_text)
        self._lay_out(theme)
        self._scene: Scene | None = None

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(0.8))
        head.addStrut(theme.px(1.8))  # buttons come and go, and move nothing
        head.addWidget(self._title)
        head.addWidget(self._says, 1)
        head.addWidget(self._family)
        head.addWidget(self._views)
        head.addWidget(self._heads)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._side_by_side())
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._lines)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(1.2), theme.px(0.4), theme.px(0.6), theme.px(0.2))
        column.setSpacing(theme.px(0.3))
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        column.addWidget(self._editor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def _side_by_side(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.px(0.6))
        for shown in self._maps.values():
            row.addWidget(shown, 1)
            shown.setVisible(shown is self._maps["focus"])
        return holder

    def minimumSizeHint(self) -> QSize:
        """Room that the matrix keeps; the columns beside it give way first."""
        px = self.theme.px
        wide, most = (NARROWEST, LONG) if self._maps["pinned"].isHidden() else (NARROWEST_THREE, LONG_THREE)
        high = max(px(LOWEST), min(self.good_height(self.roomy().width()), px(most)))
        return super().minimumSizeHint().expandedTo(QSize(px(wide), high))

    def roomy(self) -> QSize:
        """Return the room that the middle of the window is to have before the columns beside it."""
        one, three = (PRESENTED, PRESENTED_THREE) if self._is_presented() else (ROOMY, ROOMY_THREE)
        lines = self._stack.currentWidget() is self._lines  # drawn once, the pinned ones among them
        wide = one if lines or self._maps["pinned"].isHidden() else three
        return QSize(self.theme.px(wide), self.theme.px(HIGH))

    def good_height(self, wide: int) -> int:
        """Return the height at which every number can be read; presented to a room, from afar.

        It is the same for all matrices of a sentence: going from one to the next moves nothing.
        """
        if wide not in self._good:  # layouts ask for it many times
            self._good[wide] = self._find_good_height(wide)
        return self._good[wide]

    def _find_good_height(self, wide: int) -> int:
        scene = self._scene
        if scene is None:
            return 0
        rows = max(len(trace.tokens) for trace in (scene.trace, scene.pinned) if trace) or EMPTY
        row = ROW_PRESENTED if self._is_presented() else ROW
        if scene.pinned:  # three side by side are narrow: higher cells would have no larger numbers
            row = ROW_OF_THREE
        around = max(each.height_around(self._width_of_each(wide)) for each in self._shown())
        return min(self._height_of_head() + around + self.theme.px(row * rows), self.theme.px(MOST))

    def useful_height(self, size: QSize) -> int:
        """Return how much of a height can be used by what is shown."""
        of_weights = self._scene is not None and self._scene.of_weights
        if of_weights or self._stack.currentIndex():
            return size.height()
        head = self._height_of_head()
        room = QSize(self._width_of_each(size.width()), size.height() - head)
        return head + max(each.useful_height(room) for each in self._shown())

    def _is_presented(self) -> bool:
        return self._scene is not None and self._scene.state.presenting

    def _shown(self) -> list[Captioned]:
        return [each for each in self._maps.values() if not each.isHidden()]

    def _width_of_each(self, wide: int) -> int:
        edges, count = self.layout().contentsMargins(), len(self._shown())
        spaces = (count - 1) * self._stack.widget(0).layout().spacing()
        return (wide - edges.left() - edges.right() - spaces) // count

    def _height_of_head(self) -> int:
        column, edges = self.layout(), self.layout().contentsMargins()
        return column.itemAt(0).sizeHint().height() + column.spacing() + edges.top() + edges.bottom()

    def present(self, scene: Scene) -> None:
        """Show the matrix in focus; only its marks where it is the one already drawn."""
        self._scene = scene
        state, words = scene.state, scene.words
        key = (scene.trace, scene.pinned, scene.focus, scene.head, state.lang, state.colours, state.view)
        key = (*key, state.judged, state.presenting)
        if key != self._drawn:
            self._drawn = key
            self._show_matrices(scene)
            self._heads.show_heads(scene)
            self._views.present(scene)
            self._family.present(scene)
            self._title.show_text(title(scene))
            self._says.show_text(says(scene))
        empty = empty_reason(scene)
        self._empty.invite(words(empty) if empty else "", samples(scene) if empty == "empty.text" else ())
        lines = scene.focus == "A" and state.view == "lines"
        self._stack.setCurrentIndex(1 if empty else 2 if lines else 0)
        if lines:
            self._lines.present(scene)
        self._mark(scene)

    def drawing(self, scene: Scene) -> Drawing:
        """Return the matrix in focus with its title."""
        return drawing_of(scene)

    def sheet(self, scene: Scene) -> Sheet | None:
        """Return the matrix in focus."""
        return sheet_of(scene)

    def _show_matrices(self, scene: Scene) -> None:
        name = title(scene)
        self._good.clear()
        drawn = {
            "pinned": pinned_matrix(scene),
            "focus": matrix_of(scene),
            "difference": difference_matrix(scene),
        }
        if (present := drawn["focus"]) is not None:  # here, and not in what is saved or printed
            drawn["focus"] = replace(present, judged=scene.judged)
        said = captions(scene) if scene.pinned else dict.fromkeys(drawn, "")
        for which, shown in self._maps.items():
            shown.show_matrix(drawn[which], name, said[which])
            shown.setVisible(which == "focus" or drawn[which] is not None)
        self.updateGeometry()

    def _mark(self, scene: Scene) -> None:
        for which, shown in self._maps.items():
            if which == "pinned" and not scene.of_weights:
                there = scene.pinned_rows.get
                cols = there if scene.by_token else lambda col: col
                shown.heatmap.set_marks(*moved(scene, there, cols))
            else:
                shown.heatmap.set_marks(scene.marked_row, scene.cell, scene.pointed)
        self._say(scene)
        self._editor.present(scene)

    def _say(self, scene: Scene) -> None:
        """Say which cell the keyboard is on: a screen reader says a description only on coming to it."""
        said, heatmap = spoken(scene), self._maps["focus"].heatmap
        if said != heatmap.accessibleDescription():
            heatmap.setAccessibleDescription(said)
            if scene.state.hover is None and any(each.heatmap.hasFocus() for each in self._maps.values()):
                say(heatmap, said)

    def _here(self, row: int, col: int) -> tuple[int, int]:
        """Return the present cell of the words of a pinned one; -1 where there is none."""
        if self._scene is None or self._scene.of_weights:
            return row, col
        back = {there: here for here, there in self._scene.pinned_rows.items()}
        return back.get(row, -1), back.get(col, -1) if self._scene.by_token else col

    def _point(self, row: int, col: int) -> None:
        self.store.point(
            Spot(self._scene.focus if self._scene else None, row, col) if min(row, col) >= 0 else None
        )

    def _select(self, row: int, col: int) -> None:
        if self._scene and self._scene.of_weights:
            self._editor.finish()
            self.store.update(entry=(row, max(col, 0)), hover=None)
            self._editor.hold()
        elif self._scene and 0 <= row < len(self._scene.trace.rows):
            trace = self._scene.trace
            # The keyboard moves the cursor; what the pointer rests on must not hold it back.
            self.store.select(trace.rows[row], trace.text, col=col if col >= 0 else None, hover=None)

    def _type(self, text: str) -> None:
        if self._scene and self._scene.of_weights:
            self._editor.type(text)

    def _drag(self, row: int, col: int, ems: float) -> None:
        if self._scene and self._scene.of_weights:
            self._editor.drag(ems)


def moved(
    scene: Scene, row_of: Callable[[int], int | None], col_of: Callable[[int], int | None]
) -> tuple[int | None, tuple[int, int] | None, tuple[int | None, int | None]]:
    """Return the marks of a scene where they lie in the pinned matrix."""

    def place(row: int | None, col: int | None) -> tuple[int | None, int | None]:
        return None if row is None else row_of(row), None if col is None else col_of(col)

    cell = place(*scene.cell) if scene.cell else (None, None)
    whole = (cell[0], cell[1]) if cell[0] is not None and cell[1] is not None else None
    return place(scene.row, None)[0], whole, place(*scene.pointed)
