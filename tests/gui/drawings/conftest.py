"""Scenes without a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from gui.app import scene_of
from gui.scene import Scene
from tests.conftest import REFERENCE_CASE, Analyse


@pytest.fixture
def scene(qapp: QApplication, analyse: Analyse) -> Callable[..., Scene]:
    """``scene(text, lang="en", state={…}, **settings)``: what a window would show."""

    def make(
        text: str = REFERENCE_CASE, lang: str = "en", state: dict | None = None, **settings: object
    ) -> Scene:
        made = scene_of(analyse(text, **settings), lang)
        return replace(made, state=replace(made.state, **(state or {})))

    return make
