"""The formula of exactly what is computed now. Its coloured parts are the stages of the data flow."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.formula import Part, formula
from engine.report import weights_note
from gui.drawings.drawing import Drawing, column
from gui.drawings.formula import edge_of, part_text
from gui.drawings.formula import formula as drawn_formula
from gui.drawings.text import plain, text
from gui.items.elided_label import ElidedLabel
from gui.items.flow_layout import FlowLayout
from gui.items.pointed_button import PointedButton
from gui.panels.panel import Panel
from gui.recipes import recipe
from gui.scene import Scene
from gui.state import Spot, Store
from gui.theme import Theme
from gui.typesetter import SIZE, Typesetter

WIDE = 720  # pixels on paper


class FormulaPart(PointedButton):
    """One piece of the formula, on the tint of its stage."""

    def __init__(self, theme: Theme, typesetter: Typesetter, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._typesetter = theme, typesetter
        self.part = Part("", "")
        self._lit = False
        self._stand_in: Drawing | None = None

    def show_part(self, part: Part, lit: bool, tip: str) -> None:
        """Take another part, and what is said of it."""
        self.setToolTip(tip)
        changed = part != self.part
        if not changed and lit == self._lit:
            return
        self.part, self._lit = part, lit
        if changed:
            self._stand_in = None
            stage = part.stage is not None
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus if stage else Qt.FocusPolicy.NoFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor if stage else Qt.CursorShape.ArrowCursor)
            self.setAccessibleName(part.plain)
            self.updateGeometry()
        self.update()

    @property
    def _scale(self) -> float:
        return 1.75 * self._theme.em / SIZE

    def _written(self) -> Drawing:
        """Return the part as text, which stands in until it is typeset."""
        if self._stand_in is None:
            self._stand_in = part_text(self.part, self._theme, 1.75)
        return self._stand_in

    def sizeHint(self) -> QSize:
        """As wide as the picture, as high as every part."""
        picture = self._typesetter.picture(self.part.latex)
        if picture is None:
            width = self._written().width
        else:
            width = picture.viewBoxF().width() * self._scale
        return QSize(round(width + 2 * edge_of(self.part, self._theme)), round(3.0 * self._theme.em))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tint and the part on the common baseline."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 2, -1, -2)
        tint = theme.tint(self.part.stage)
        lit = self._lit or self.hasFocus()
        painter.setPen(QPen(QColor(theme.peony), 1.5) if lit else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint) if tint else Qt.BrushStyle.NoBrush)
        if tint or lit:
            painter.drawRoundedRect(box, 5, 5)
        picture = self._typesetter.picture(self.part.latex)
        if picture is None:
            written = self._written()
            x, y = (self.width() - written.width) / 2, (self.height() - written.height) / 2
            written.paint_at(painter, x, y)
            return
        view = picture.viewBoxF()
        edge = 0.35 * theme.em  # what is raised and lowered on a part must not touch its tint's
        scale = min(self._scale, (self.height() - 2 * edge) / view.height())
        size = view.size() * scale
        x = (self.width() - size.width()) / 2
        top = min(max(0.64 * self.height() + view.y() * scale, edge), self.height() - size.height() - edge)
        painter.setClipping(False)
        picture.render(painter, QRectF(x, top, *size.toTuple()))


class FormulaPanel(Panel):
    """The parts in a row, the shapes beside them, and where W comes from."""

    uses = frozenset({"trace", "hover", "focus", "lang"})

    def __init__(
        self, store: Store, theme: Theme, typesetter: Typesetter, parent: QWidget | None = None
    ) -> None:
        super().__init__(store, theme, parent)
        self._typesetter = typesetter
        self._typesetter.arrived.connect(self._refresh)
        self._formula = QWidget(self)
        self._formula.setObjectName("formulaView")
        self._flow = FlowLayout(self._formula, 1, 0)
        self._parts: list[FormulaPart] = []
        self._shapes, self._weights = ElidedLabel(self), ElidedLabel(self)
        row = QHBoxLayout(self)
        # The picture of a part brings a margin of its own.
        row.setContentsMargins(theme.px(0.75), theme.px(0.4), theme.px(1.2), theme.px(0.3))
        row.addWidget(self._formula, 1)
        self._captions = self._make_captions()
        row.addWidget(self._captions)

    def _make_captions(self) -> QWidget:
        captions = QWidget(self)
        column = QVBoxLayout(captions)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self._shapes, self._weights):
            label.setProperty("quiet", True)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
        self._shapes.setObjectName("shapes")
        self._weights.setObjectName("weightsNote")
        return captions

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the captions out where the formula needs the whole line."""
        self._fit()

    def _fit(self) -> None:
        needed = self._flow.sizeHint().width() + self._captions.sizeHint().width()
        self._captions.setVisible(needed + self.theme.px(4) <= self.width())

    def _refresh(self) -> None:
        for part in self._parts:
            part.updateGeometry()
            part.update()
        self._fit()

    def present(self, scene: Scene) -> None:
        """Show the formula of the trace."""
        parts = parts_of(scene)
        while len(self._parts) < len(parts):
            self._add_part()
        stage = scene.state.hover.stage if scene.state.hover else None
        for number, widget in enumerate(self._parts):
            widget.setVisible(number < len(parts))
            if number < len(parts):
                part = parts[number]
                lit = part.stage is not None and part.stage in (stage, scene.focus[-1])
                widget.show_part(part, lit, tip(scene, part.stage))
        plain = " ".join(part.plain for part in parts)
        self._formula.setAccessibleName(f"{scene.words('formula.name')}: {plain}")
        self._shapes.show_text(shapes(scene))
        self._shapes.setVisible(bool(scene.trace.tokens))
        self._weights.show_text(weights_note(scene.trace, scene.words))
        self._fit()

    def drawing(self, scene: Scene) -> Drawing:
        """Return the formula as text on its tints."""
        return drawing_of(scene, WIDE)

    def latex(self, scene: Scene) -> str:
        """Return the source of the formula."""
        return " ".join(part.latex for part in parts_of(scene))

    def _add_part(self) -> None:
        part = FormulaPart(self.theme, self._typesetter, self._formula)
        part.setObjectName(f"formula.{len(self._parts)}")
        part.clicked.connect(lambda: self._open(part.part.stage))
        part.entered.connect(lambda: self._point(part.part.stage))
        part.left.connect(lambda: self.store.point(None))
        self._flow.addWidget(part)
        self._parts.append(part)

    def _point(self, stage: str | None) -> None:
        self.store.point(Spot(stage=stage) if stage else None)

    def _open(self, stage: str | None) -> None:
        if stage:
            self.store.update(focus=stage, col=None)


def tip(scene: Scene, stage: str | None) -> str:
    """Say which matrix a part of the formula makes, and that it opens."""
    return scene.words("formula.tip", name=stage, made=recipe(scene, stage)) if stage else ""


def parts_of(scene: Scene) -> tuple[Part, ...]:
    """Return the parts of the formula of what is computed."""
    trace = scene.trace
    return formula(trace.settings, trace.X.shape[1], trace.head_dim, trace.heads)


def drawing_of(scene: Scene, width: float) -> Drawing:
    """Return the formula for paper, and under it the shapes and where W comes from."""
    theme = scene.theme
    notes = " · ".join(filter(None, (shapes(scene), weights_note(scene.trace, scene.words))))
    written = drawn_formula(parts_of(scene), theme, width)
    return column(written, text(plain(notes), theme.type(0.95), theme.quiet, width), gap=0.3 * theme.em)


def shapes(scene: Scene) -> str:
    """Write the shapes of Z = A · V."""
    trace = scene.trace
    (m, width), d_k = trace.Z.shape, trace.head_dim
    heads = "" if trace.heads == 1 else f"{trace.heads} × "
    return f"{m}×{width} = {heads}({m}×{m} · {m}×{d_k})"
