"""The main picture: all that a handout needs of the window, by itself or on a page of paper."""

from __future__ import annotations

from engine import VERSION
from gui.chosen import main_choices
from gui.drawings.a4 import on_a4
from gui.drawings.bars import bar_list
from gui.drawings.drawing import Drawing, column, padded, row
from gui.drawings.text import plain, text
from gui.drawings.theme import print_theme, printed
from gui.items.names import short, visible
from gui.naming import vectors_name
from gui.panels import compare, focus_paper, formula, ranking, status, tokens, weights, why
from gui.scene import Scene
from gui.telling import telling_unless_chosen

WIDTH, GAP = 1060, 30  # pixels: the picture without its edge, between the matrix and the bars
NARROW = 860  # where that is larger on upright paper
SIDE = 340 / WIDTH  # the bars, of the width
HIGH = 660  # the matrix, at most
LOW = 0.6  # of the height of the bars beside it: a matrix that had better be wider, above them
BARS = 10
SENTENCE = 240  # characters


def page(scene: Scene) -> Drawing:
    """Return the picture with an edge around it."""
    return padded(picture(scene, WIDTH), 2.2 * print_theme().em)


def sheet(scene: Scene) -> Drawing:
    """Return the picture on a sheet of paper."""
    return on_a4([picture(scene, width) for width in (WIDTH, NARROW)])


def picture(scene: Scene, width: float) -> Drawing:
    """Return sentence, settings, formula, tokens, matrix, bars, worked example, figures and source."""
    scene = telling_unless_chosen(printed(scene))
    parts = [_sentence(scene, width), _settings(scene, width), formula.drawing_of(scene, width)]
    if scene.trace.pieces:
        parts.append(tokens.drawing_of(scene, width))
    parts.append(_body(scene, width))
    if scene.pinned:
        parts.append(text(compare.compared(scene), scene.theme.font, scene.theme.ink, width))
    if scene.trace.tokens:
        parts.append(why.drawing_of(scene, width))
    parts.append(_foot(scene, width))
    return column(*parts, gap=1.0 * scene.theme.em)


def title(scene: Scene) -> str:
    """Return what a file is called by those who open it."""
    sentence = visible(short(scene.trace.text.strip(), 60))
    return f"{sentence} · Peony" if sentence else "Peony"


def _sentence(scene: Scene, width: float) -> Drawing:
    theme = scene.theme
    return text(
        plain(short(scene.trace.text.strip(), SENTENCE)), theme.type(1.9, bold=True), theme.ink, width
    )


def _settings(scene: Scene, width: float) -> Drawing:
    """Say how the four switches stand, and what else is not at its default."""
    quiet = scene.theme.quiet
    said = (
        f'<span style="color:{quiet}">{plain(each.label)}</span>&nbsp;{plain(each.said)}'
        for each in main_choices(scene)
    )
    return text(" &nbsp;·&nbsp; ".join(said), scene.theme.font, scene.theme.ink, width)


def _body(scene: Scene, width: float) -> Drawing:
    side = round(SIDE * width)
    left = focus_paper.drawing_of(scene, width - side - GAP, HIGH)
    if not scene.trace.tokens:
        return left
    lists = column(*_lists(scene, side), gap=1.2 * scene.theme.em)
    if width < WIDTH and left.height < LOW * lists.height:
        return _stacked(scene, width)
    return row(left, lists, gap=GAP)


def _stacked(scene: Scene, width: float) -> Drawing:
    """Return what is wide and low, three matrices as it may be, above the bars instead of beside them."""
    first, second, told = _lists(scene, (width - GAP) / 2)
    above = focus_paper.drawing_of(scene, width, HIGH)
    return column(above, row(first, second, gap=GAP), told, gap=1.2 * scene.theme.em)


def _lists(scene: Scene, width: float) -> list[Drawing]:
    """Return both lists of bars, and what the second one says."""
    words, theme = scene.words, scene.theme
    lists = (bar_list(each.listed(scene), words, theme, width, BARS) for each in (weights, ranking))
    return [*lists, text(ranking.summary(scene), theme.font, theme.ink, width)]


def _foot(scene: Scene, width: float) -> Drawing:
    """Write the figures of the status line, and where all this comes from."""
    theme = scene.theme
    figures = status.diagnostics(scene) if scene.trace.tokens else ()
    source = scene.words("drawing.source", version=VERSION, vectors=_vectors(scene))
    lines = ("  │  ".join((status.inputs(scene), *figures)), source)
    return text("<br>".join(map(plain, lines)), theme.type(0.85), theme.quiet, width)


def _vectors(scene: Scene) -> str:
    """Name the vectors and on what terms they are; nobody holds a right to one-hot ones."""
    if scene.trace.settings.vectors == "onehot":
        return status.vectors(scene)
    return scene.words("drawing.table", name=vectors_name(scene), licence=scene.trace.table.licence)
