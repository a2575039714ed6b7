"""How each matrix of the data flow is made, in a few signs."""

from __future__ import annotations

from gui.scene import Scene


def recipe(scene: Scene, name: str) -> str:
    """Write how a matrix is made."""
    settings = scene.trace.settings
    raw = settings.attention == "raw"
    if name in ("Q", "K", "V"):
        return "= X" if raw else f"X·W_{name}"
    if name == "S":
        if settings.similarity != "dot":
            return scene.words(f"option.similarity.{settings.similarity}")
        root = f"/√{scene.trace.head_dim}" if settings.scale else ""
        return ("X·Xᵀ" if raw else "Q·Kᵀ") + root
    if name == "A":
        none = settings.activation == "none"
        return "= S" if none else f"{scene.words(f'option.activation.{settings.activation}')}(S)"
    return "A·V" if name == "Z" else scene.words("matrix.X")
