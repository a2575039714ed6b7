"""The main picture: all that a handout needs of the window, on one page."""

from __future__ import annotations

from engine import VERSION
from gui.chosen import main_choices
from gui.drawings.bars import bar_list
from gui.drawings.drawing import Drawing, column, padded, row
from gui.drawings.text import plain, text
from gui.drawings.theme import printed
from gui.items.names import short, visible
from gui.panels import compare, focus_paper, formula, ranking, status, tokens, weights, why
from gui.scene import Scene

WIDTH, SIDE, GAP = 1060, 340, 30  # pixels: the page without its edge, the bars, between them and the matrix
HIGH = 660  # the matrix, at most
BARS = 10
SENTENCE = 240  # characters


def page(scene: Scene) -> Drawing:
    """Return sentence, settings, formula, tokens, matrix, bars, worked example, figures and source."""
    scene = printed(scene)
    parts = [_sentence(scene), _settings(scene), formula.drawing_of(scene, WIDTH)]
    if scene.trace.pieces:
        parts.append(tokens.drawing_of(scene, WIDTH))
    parts.append(_body(scene))
    if scene.pinned:
        parts.append(text(compare.compared(scene), scene.theme.font, scene.theme.ink, WIDTH))
    if scene.trace.tokens:
        parts.append(why.drawing_of(scene, WIDTH))
    parts.append(_foot(scene))
    return padded(column(*parts, gap=1.0 * scene.theme.em), 2.2 * scene.theme.em)


def title(scene: Scene) -> str:
    """Return what a file is called by those who open it."""
    sentence = visible(short(scene.trace.text.strip(), 60))
    return f"{sentence} · Peony" if sentence else "Peony"


def _sentence(scene: Scene) -> Drawing:
    theme = scene.theme
    return text(
        plain(short(scene.trace.text.strip(), SENTENCE)), theme.type(1.9, bold=True), theme.ink, WIDTH
    )


def _settings(scene: Scene) -> Drawing:
    """Say how the four switches stand, and what else is not at its default."""
    quiet = scene.theme.quiet
    said = (
        f'<span style="color:{quiet}">{plain(each.label)}</span>&nbsp;{plain(each.said)}'
        for each in main_choices(scene)
    )
    return text(" &nbsp;·&nbsp; ".join(said), scene.theme.font, scene.theme.ink, WIDTH)


def _body(scene: Scene) -> Drawing:
    left = focus_paper.drawing_of(scene, WIDTH - SIDE - GAP, HIGH)
    if not scene.trace.tokens:
        return left
    words, theme = scene.words, scene.theme
    lists = [bar_list(each.listed(scene), words, theme, SIDE, BARS) for each in (weights, ranking)]
    told = text(ranking.summary(scene), theme.font, theme.ink, SIDE)
    return row(left, column(*lists, told, gap=1.2 * theme.em), gap=GAP)


def _foot(scene: Scene) -> Drawing:
    """Write the figures of the status line, and where all this comes from."""
    theme, table = scene.theme, scene.trace.table
    figures = status.diagnostics(scene) if scene.trace.tokens else ()
    source = scene.words("drawing.source", version=VERSION, table=table.name, licence=table.licence)
    lines = ("  │  ".join((status.inputs(scene), *figures)), source)
    return text("<br>".join(map(plain, lines)), theme.type(0.85), theme.quiet, WIDTH)
