"""The version is said in one place to people and in one to pip, and both say the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

from engine.version import VERSION


def test_it_is_that_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == VERSION
