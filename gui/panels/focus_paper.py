"""The matrix in focus for paper: by itself, beside the pinned one, or as lines."""

from __future__ import annotations

from gui.drawings.drawing import Drawing, column
from gui.drawings.matrix import matrices
from gui.drawings.text import heading, plain, text
from gui.matrices import difference_matrix, matrix_of, pinned_matrix
from gui.panels.focus_says import captions, empty_reason, says, title
from gui.panels.lines import drawing_of as lines_drawing
from gui.scene import Scene

SIDE = 720  # pixels, at most


def drawing_of(scene: Scene, width: float = SIDE, height: float = SIDE) -> Drawing:
    """Return the view in focus with its title, at most `width` by `height` pixels large."""
    gap, head = 0.5 * scene.theme.em, heading(title(scene), says(scene), scene.theme, width)
    return column(head, untitled(scene, width, height - head.height - gap), gap=gap)


def untitled(scene: Scene, width: float, height: float) -> Drawing:
    """Return the view in focus alone: matrices, lines, or why there is nothing."""
    theme = scene.theme
    if reason := empty_reason(scene):
        return text(plain(scene.words(reason)), theme.type(1.2), theme.quiet, width)
    if scene.focus == "A" and scene.state.view == "lines":
        return lines_drawing(scene, width)
    said = captions(scene) if scene.pinned else {}
    drawn = (
        ("pinned", pinned_matrix(scene), scene.pinned_rows.get(scene.marked_row)),
        ("focus", matrix_of(scene), scene.marked_row),
        ("difference", difference_matrix(scene), scene.marked_row),
    )
    shown = [(said.get(which, ""), matrix, row) for which, matrix, row in drawn if matrix is not None]
    return matrices(shown, theme, width, height)
