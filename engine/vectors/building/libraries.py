"""The two libraries that only building needs, imported when asked for."""

from __future__ import annotations

import importlib
from typing import Any


class MissingLibrary(Exception):
    """A library of the ``build`` extra is not installed."""


def sparse() -> Any:
    """Return ``scipy.sparse``."""
    return _load("scipy.sparse", "scipy")


def simplifier() -> Any:
    """Return a converter from traditional to simplified characters, with a ``convert`` method."""
    return _load("opencc", "opencc-python-reimplemented").OpenCC("t2s")


def _load(module: str, package: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingLibrary(f"building needs {package}: pip install {package}") from error
