"""Puts the report together: what was said and set, what came out, all the settings, where it is from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine import VERSION
from gui import page
from gui.drawings.text import plain
from gui.drawings.theme import printed
from gui.report import figures, matrices, numbers, sentence
from gui.scene import Scene
from gui.telling import telling

_STYLE = Path(__file__).parents[2] / "resources" / "paper.css"
# Nothing is loaded from anywhere, and nothing runs: what is in the file is all there is.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def report(scene: Scene) -> str:
    """Return the page, complete in itself."""
    scene = _of_weights(printed(scene))
    now = replace(scene, pinned=None)
    sections = [sentence.section(now), numbers.formula(now)]
    if scene.trace.tokens:
        sections.append(figures.section(now))
        if scene.pinned:
            sections.append(figures.compared(scene))
        sections += [numbers.ranking(now), numbers.diagnostics(now)]
    sections += [numbers.settings(now), numbers.sources(now)]
    if scene.trace.tokens:
        sections.append(matrices.section(now))  # last: a reader on paper may leave off here
    return "\n".join([_head(scene), "<body>", "<main>", *sections, "</main>", "</body>", "</html>", ""])


def _of_weights(scene: Scene) -> Scene:
    """Return the scene with A in focus, which the report is about, and a cell that tells something."""
    col = scene.state.col if scene.by_token else None
    return telling(replace(scene, state=replace(scene.state, focus="A", view="heatmap", col=col)))


def _head(scene: Scene) -> str:
    return f"""<!DOCTYPE html>
<html lang="{scene.words.lang.replace("_", "-")}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Peony {VERSION}">
<title>{plain(page.title(scene))}</title>
<style>
{_STYLE.read_text(encoding="utf-8")}</style>
</head>"""
