"""What runs here, for the page about Peony and for reports."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication

from engine import VERSION

PACKAGES = ("PySide6-Essentials", "numpy", "jieba", "pyqtgraph", "ziamath")


def versions() -> dict[str, str]:
    """Return the programs that run here, by name."""
    return {
        "Peony": VERSION,
        "Python": platform.python_version(),
        "Qt": qVersion(),
        **{name: _version(name) for name in PACKAGES},
    }


def system() -> str:
    """Return the system, and what of it shows the window."""
    return f"{platform.platform()} ({QGuiApplication.platformName()})"


def font() -> str:
    """Return the font of the interface, as it was found."""
    info = QFontInfo(QGuiApplication.font())
    return f"{info.family()} {info.pointSizeF():g} pt"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # in a bundle, which leaves the packages' own notes out
        return "?"
