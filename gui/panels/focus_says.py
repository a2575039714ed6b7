"""What the matrix in focus says of itself: to eyes and to screen readers."""

from __future__ import annotations

import numpy as np

from engine.compare import settings_apart
from engine.measures import sums_to_one
from engine.samples import load_samples
from gui.items.numbers import fixed
from gui.naming import BY_HAND, said_value
from gui.scene import Scene

SAID = 3  # settings over a matrix that stands beside another


def title(scene: Scene) -> str:
    """Name the matrix in focus."""
    what = "matrix.W" if scene.of_weights else f"matrix.{scene.focus}"
    return f"{scene.focus} · {scene.words(what)}"


def captions(scene: Scene) -> dict[str, str]:
    """Say over each matrix which one it is, and what it was computed with that the other was not."""
    words, pin = scene.words, scene.state.pin
    apart = settings_apart(pin, scene.state.request) if pin else ()
    found = [each for each in apart if each.name not in BY_HAND][:SAID]
    said = {"difference": words("compare.difference")}
    if why := blanks(scene):
        said["difference"] += words("compare.blank", why=words("compare.separator").join(why))
    for which, key, side in (("pinned", "compare.pinned", "before"), ("focus", "compare.now", "after")):
        name = words(key)
        if which == "pinned" and scene.lacks_head and scene.focus not in ("X", "Z"):
            name += " · " + words("heads.mean" if scene.by_token else "heads.all")
        what = " · ".join(said_value(each.name, getattr(each, side), words) for each in found)
        said[which] = words("compare.said", which=name, what=what) if what else name
    return said


def blanks(scene: Scene) -> list[str]:
    """Say why cells of the difference hold no number."""
    apart, rows = scene.difference, scene.pinned_rows
    if apart is None or scene.of_weights:
        return []
    both = list(rows)
    shared = apart[np.ix_(both, both)] if scene.by_token else apart[both]
    found = {"missing": len(rows) < len(apart), "masked": np.isnan(shared).any()}
    return [scene.words(f"compare.{why}") for why, holds in found.items() if holds]


def says(scene: Scene) -> str:
    """Say in one line how to read the matrix."""
    focus, words, settings = scene.focus, scene.words, scene.trace.settings
    if scene.of_weights:
        return words("says.W")
    sums = focus == "A" and sums_to_one(settings)
    masked = focus == "S" and settings.mask != "none"
    return words("says.A_sums" if sums else f"says.{focus}") + (words("says.masked") if masked else "")


def empty_reason(scene: Scene) -> str | None:
    """Return why there is nothing to draw, None where there is something."""
    if scene.trace.tokens:
        return None
    if not scene.trace.text.strip():
        return "empty.text"
    return "empty.removed"


def samples(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return sentences to begin with, and what each is good for; those in the window's language first."""
    lang = scene.state.lang
    ordered = sorted(load_samples(), key=lambda sample: sample.text.isascii() != (lang == "en"))
    return tuple((sample.text, sample.label(lang)) for sample in ordered)


def spoken(scene: Scene) -> str:
    """Say the explained cell as a sentence, for a screen reader."""
    if scene.cell is None:
        return ""
    row, col = scene.cell
    value = fixed(float(scene.matrix[row, col]))
    if scene.place is not None:
        return scene.words("spoken.weight_entry", matrix=scene.focus, row=row + 1, col=col + 1, value=value)
    names = scene.trace.tokens
    if scene.by_token:
        key = "spoken.weight" if scene.focus == "A" else "spoken.score"
        said = scene.words(key, query=names[row], key=names[col], value=value)
        right = scene.judged.get((row, col))
        if right is None:
            return said
        return scene.words("course.choice.right" if right else "course.choice.wrong", answer=said)
    return scene.words("spoken.entry", token=names[row], col=col + 1, value=value)
