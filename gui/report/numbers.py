"""What is set, what is computed from it, and what can be said about the whole."""

from __future__ import annotations

import html
from collections.abc import Sequence

import numpy as np

from engine import VERSION
from engine.explain import Explanation, explain
from engine.formula import Part
from engine.report import weights_note
from gui.chosen import Choice, choices
from gui.drawings.runs import markup
from gui.drawings.text import plain
from gui.items.names import visible
from gui.items.numbers import fixed
from gui.panels.formula import parts_of, shapes
from gui.panels.status import each, vectors
from gui.report.html import name, note, table
from gui.report.html import section as titled
from gui.report.matrices import DIGITS, MOST
from gui.scene import Scene
from gui.worked import unlinked, worked


def settings(scene: Scene) -> str:
    """Return every option; what is not at its default has a mark, what was not used says so."""
    words = scene.words
    columns = [plain(words(f"report.{key}")) for key in ("option", "value", "default")]
    rows = (_option(choice) for choice in choices(scene))
    made = table(words("report.options"), columns, rows, "settings options")
    return titled(words("report.settings"), made)


def _option(choice: Choice) -> list[str]:
    value = plain(choice.value)
    value = f"<mark>● {value}</mark>" if choice.differs else value
    return [plain(choice.label), value + plain(choice.used), plain(choice.default)]


def formula(scene: Scene) -> str:
    """Return the formula, and the most telling number worked out with this sentence's figures."""
    shown = "<br>".join(unlinked(worked(scene, each)) for each in _explained(scene))
    example = f'<div class="worked">{shown}</div>' if shown else ""
    notes = " · ".join(filter(None, (shapes(scene), weights_note(scene.trace, scene.words))))
    title = scene.words("report.formula")
    return titled(title, _formula(parts_of(scene)), note(notes), example)


def _formula(parts: Sequence[Part]) -> str:
    """Return the formula; it is read out as it is written in one line."""
    shown = " ".join(f'<span class="stage {part.stage or ""}">{markup(part)}</span>' for part in parts)
    told = html.escape(" ".join(part.plain for part in parts))
    return f'<p class="formula" role="math" aria-label="{told}">{shown}</p>'


def _explained(scene: Scene) -> list[Explanation]:
    """Return how the cell came about; of a mean over heads also its largest part, which is no mere mean."""
    if scene.explanation is None or scene.head is not None or scene.trace.heads == 1:
        return [scene.explanation] if scene.explanation else []
    head = int(scene.trace.A[:, *scene.cell].argmax())
    return [scene.explanation, explain(scene.trace, "A", *scene.cell, head=head)]


def ranking(scene: Scene) -> str:
    """Return the tokens from the most attended to down, by both measures."""
    trace, words = scene.trace, scene.words
    columns = [
        plain(words(key)) for key in ("report.place", "axis.token", "ranking.norm", "ranking.received")
    ]
    rows = (
        [str(place), name(trace.tokens[row]), *(fixed(v[row], DIGITS) for v in (trace.norms, trace.received))]
        for place, row in enumerate(scene.order[:MOST], start=1)
    )
    left = len(scene.order) - MOST
    rest = words("drawing.more", count=left) if left > 0 else ""
    caption = words("report.ranked", measure=words(f"ranking.{scene.state.ranking}"))
    shown = table(caption, columns, rows, "numbers ranking")
    return titled(words("ranking.title"), shown, note(rest))


def diagnostics(scene: Scene) -> str:
    """Return the figures of the status line, one a line, with what they mean."""
    words, trace, d = scene.words, scene.trace, scene.trace.diagnostics
    entropy = None if d.entropy is None or not d.entropy.size else d.entropy.mean(axis=-1)
    most = fixed(float(np.log2(len(trace.tokens))), 2)
    figures = {
        "diagonal": f"{each(d.diagonal_rows, 0)} / {len(trace.tokens)}",
        "asymmetry": each(d.asymmetry, 3),
        "rank": each(d.rank, 0),
        "share": fixed(d.diagonal_share),
        "entropy": each(entropy, 3),
        "zeros_X": f"{d.sparsity_X:.1%}",
        "zeros_A": f"{d.sparsity_A:.1%}",
    }
    columns = [plain(words(f"report.{key}")) for key in ("figure", "value", "meaning")]
    rows = (
        [plain(words(f"figure.{key}")), value, plain(words(f"meaning.{key}", most=most))]
        for key, value in figures.items()
    )
    return titled(words("report.diagnostics"), table(words("report.figures"), columns, rows, "settings"))


def sources(scene: Scene) -> str:
    """Return which Peony made this, from which vectors, and on what terms; one-hot ones are from nowhere."""
    words, table_ = scene.words, scene.trace.table
    made = {"Peony": f"{VERSION}, MIT", words("report.vectors"): vectors(scene)}
    if scene.trace.settings.vectors != "onehot":
        made |= {words("report.from"): table_.source, words("report.licence"): table_.licence}
    lines = "\n".join(f"<dt>{plain(key)}</dt><dd>{plain(visible(value))}</dd>" for key, value in made.items())
    return titled(words("report.source"), f"<dl>\n{lines}\n</dl>", note(words("report.whole")), kind="source")
