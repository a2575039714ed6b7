"""The matrix in focus, large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from engine.measures import sums_to_one
from engine.sheet import Sheet
from gui.drawings.drawing import Drawing, column
from gui.drawings.matrix import matrix
from gui.drawings.text import heading, plain, text
from gui.items.colours import scale_of
from gui.items.elided_label import ElidedLabel
from gui.items.heat_layout import Matrix
from gui.items.heatmap import Heatmap
from gui.items.numbers import fixed
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Spot, Store
from gui.theme import Theme

WIDE, HIGH = 720, 720  # pixels of the matrix on paper, at most


class FocusPanel(Panel):
    """Title, heads and heatmap; a plain sentence where there is nothing to draw."""

    uses = frozenset({"trace", "focus", "head", "hover", "anchor", "col", "lang", "colours", "ranking"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._drawn: tuple[object, ...] = ()
        self._title, self._says = QLabel(self), ElidedLabel(self)
        self._title.setProperty("title", True)
        self._title.setTextFormat(Qt.TextFormat.RichText)
        self._says.setProperty("quiet", True)
        self._heads = HeadButtons(self)
        self._heads.group.idClicked.connect(
            lambda number: store.update(head=number - 1 if number else None, col=None)
        )
        self.heatmap = Heatmap(theme, self)
        self.heatmap.setObjectName("focusHeatmap")
        self.heatmap.cellHovered.connect(self._point)
        self.heatmap.pointerLeft.connect(lambda: store.point(None))
        self.heatmap.cellClicked.connect(self._select)
        self._empty = QLabel(self)
        self._empty.setObjectName("emptyNote")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._lay_out(theme)
        self._scene: Scene | None = None

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(0.8))
        head.addWidget(self._title)
        head.addWidget(self._says, 1)
        head.addWidget(self._heads)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.heatmap)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(1.2), theme.px(0.4), theme.px(0.6), theme.px(0.2))
        column.setSpacing(theme.px(0.3))
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def present(self, scene: Scene) -> None:
        """Show the matrix in focus; only its marks where it is the one already drawn."""
        self._scene = scene
        state, words = scene.state, scene.words
        key = (scene.trace, state.focus, scene.head, state.lang, state.colours)
        if key != self._drawn:
            self._drawn = key
            self.heatmap.set_matrix(matrix_of(scene))
            self._heads.show_heads(scene)
            self._title.setText(title_of(scene))
            self._says.show_text(says(scene))
            self.heatmap.setAccessibleName(f"{state.focus} {words(f'matrix.{state.focus}')}")
        empty = empty_reason(scene)
        self._empty.setText(words(empty) if empty else "")
        self._stack.setCurrentIndex(1 if empty else 0)
        self._mark(scene)

    def drawing(self, scene: Scene) -> Drawing:
        """Return the matrix in focus with its title."""
        return drawing_of(scene, WIDE, HIGH)

    def sheet(self, scene: Scene) -> Sheet | None:
        """Return the matrix in focus."""
        return sheet_of(scene)

    def _mark(self, scene: Scene) -> None:
        self.heatmap.set_marks(scene.row, scene.cell, scene.pointed)
        self.heatmap.setAccessibleDescription(spoken(scene))

    def _point(self, row: int, col: int) -> None:
        self.store.point(Spot(stage=self.store.state.focus, row=row, col=col))

    def _select(self, row: int, col: int) -> None:
        if self._scene and row < len(self._scene.trace.rows):
            trace = self._scene.trace
            # The keyboard moves the cursor; what the pointer rests on must not hold it back.
            self.store.select(trace.rows[row], trace.text, col=col if col >= 0 else None, hover=None)


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


def matrix_of(scene: Scene) -> Matrix | None:
    """Return the matrix in focus as it is to be drawn."""
    values, words = scene.matrix, scene.words
    if not values.size:
        return None
    names = scene.trace.tokens
    columns = names if scene.by_token else tuple(str(col + 1) for col in range(values.shape[1]))
    return Matrix(
        values,
        names,
        columns,
        words("axis.query" if scene.by_token else "axis.token"),
        words("axis.key" if scene.by_token else "axis.dimension"),
        scene.by_token,
        scale_of(values),
        scene.state.colours,
    )


def says(scene: Scene) -> str:
    """Say in one line how to read the matrix."""
    focus, words, settings = scene.state.focus, scene.words, scene.trace.settings
    sums = focus == "A" and sums_to_one(settings)
    masked = focus == "S" and settings.mask != "none"
    return words("says.A_sums" if sums else f"says.{focus}") + (words("says.masked") if masked else "")


def title_of(scene: Scene) -> str:
    """Name the matrix in focus."""
    return f"{scene.state.focus} · {scene.words(f'matrix.{scene.state.focus}')}"


def drawing_of(scene: Scene, width: float, height: float) -> Drawing:
    """Return the matrix in focus with its title, at most `width` by `height` pixels large."""
    gap, head = 0.5 * scene.theme.em, heading(title_of(scene), says(scene), scene.theme, width)
    return column(head, untitled(scene, width, height - head.height - gap), gap=gap)


def untitled(scene: Scene, width: float, height: float) -> Drawing:
    """Return the matrix in focus alone, or why there is none."""
    theme, shown = scene.theme, matrix_of(scene)
    if shown is None:
        reason = scene.words(empty_reason(scene) or "empty.text")
        return text(plain(reason), theme.type(1.2), theme.quiet, width)
    return matrix(shown, theme, width, height, scene.row)


def sheet_of(scene: Scene) -> Sheet | None:
    """Return the matrix in focus with its names."""
    shown = matrix_of(scene)
    if shown is None:
        return None
    name = scene.state.focus
    if scene.head is not None and scene.trace.heads > 1:
        name += f" {scene.head + 1}/{scene.trace.heads}"
    return Sheet(name, shown.col_names, shown.row_names, shown.values)


def empty_reason(scene: Scene) -> str | None:
    """Return why there is nothing to draw, None where there is something."""
    if scene.trace.tokens:
        return None
    if not scene.trace.text.strip():
        return "empty.text"
    return "empty.removed"


def spoken(scene: Scene) -> str:
    """Say the explained cell as a sentence, for a screen reader."""
    if scene.cell is None:
        return ""
    row, col = scene.cell
    value = fixed(float(scene.matrix[row, col]))
    names = scene.trace.tokens
    if scene.by_token:
        key = "spoken.weight" if scene.state.focus == "A" else "spoken.score"
        return scene.words(key, query=names[row], key=names[col], value=value)
    return scene.words("spoken.entry", token=names[row], col=col + 1, value=value)
