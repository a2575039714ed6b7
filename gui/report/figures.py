"""The pictures of the report, inline, their text still text."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from zlib import crc32

from gui.drawings.bars import BarList, untitled
from gui.drawings.drawing import Drawing
from gui.drawings.svg import svg
from gui.drawings.text import plain
from gui.items.names import visible
from gui.panels import compare, focus_paper, focus_says, ranking, weights
from gui.report.html import note
from gui.report.html import section as titled
from gui.scene import Scene

WIDE, LARGE, SMALL, SIDE = 660, 570, 316, 316  # pixels: three matrices, one, a small one, a list of bars
FEW = 8  # tokens whose weights and scores stand beside each other
MOST = 4096  # cells over all heads up to which each head has a picture
BARS = 12


def section(scene: Scene) -> str:
    """Return A and S as heatmaps, each head where there are several, and both lists of bars."""
    words, width = scene.words, SMALL if len(scene.trace.tokens) <= FEW else LARGE
    lists = [_bars(scene, each.listed(scene)) for each in (weights, ranking)]
    return titled(
        words("report.pictures"),
        note(focus_says.says(scene)),
        _row([_matrix(scene, name, scene.head, width) for name in ("A", "S")]),
        _row(lists),
        f"<p>{ranking.summary(scene)}</p>",
        _row(_heads(scene)),
        kind="pictures",
    )


def compared(scene: Scene) -> str:
    """Return A beside the pinned one and their difference, and what differs in words."""
    words = scene.words
    shown = figure(focus_paper.untitled(scene, WIDE, 0.6 * WIDE), focus_says.title(scene))
    return titled(words("report.compared"), f"<p>{compare.compared(scene)}</p>", shown, kind="pictures")


def _heads(scene: Scene) -> list[str]:
    trace = scene.trace
    if trace.heads == 1 or trace.A.size > MOST:
        return []
    return [_matrix(scene, "A", head, SMALL) for head in range(trace.heads)]


def _bars(scene: Scene, listed: BarList) -> str:
    shown = untitled(listed, scene.words, scene.theme, SIDE, BARS)
    return figure(shown, f"{listed.title} · {listed.says}")


def _matrix(scene: Scene, name: str, head: int | None, width: float) -> str:
    shown = replace(scene, state=replace(scene.state, focus=name, head=head))
    caption = focus_says.title(shown)
    if scene.trace.heads > 1:
        words = scene.words
        caption += " · " + (words("heads.mean") if head is None else words("heads.one", number=head + 1))
    return figure(focus_paper.untitled(shown, width, width), caption)


def figure(drawing: Drawing, caption: str) -> str:
    """Return a drawing with its caption."""
    picture = inline(svg(drawing, caption).decode(), caption, drawing)
    wide = f' style="width: {round(drawing.width)}px"'
    return f"<figure{wide}>\n<figcaption>{plain(caption)}</figcaption>\n{picture}\n</figure>"


def inline(xml: str, label: str, drawing: Drawing) -> str:
    """Return an SVG file as a part of a page, as wide as it was drawn where there is room."""
    body = re.sub(
        r"<(title|desc)>.*?</\1>\n|<defs>\n</defs>\n", "", xml[xml.index("<title>") :], flags=re.DOTALL
    )
    # Names count for the whole page. (What a person typed has no plain quote in it.)
    body = re.sub(r'( id="|="url\(#)', rf"\1p{crc32(body.encode()):x}-", body)
    size = f"{round(drawing.width)} {round(drawing.height)}"
    opening = f'<svg role="img" aria-label="{html.escape(visible(label))}" viewBox="0 0 {size}"'
    return f'{opening} width="{round(drawing.width)}">\n{body.strip()}'


def _row(figures: list[str]) -> str:
    return "\n".join(['<div class="row">', *figures, "</div>"]) if figures else ""
