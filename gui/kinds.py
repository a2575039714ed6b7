"""Every kind of file that Peony writes, once: for the menu, for the views, for the command line.

Numbers need no window, and the command line writes them without Qt; so pictures are made by what is
imported only then.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from engine.export import KINDS

if TYPE_CHECKING:
    from engine.sheet import Sheet
    from gui.drawings.drawing import Drawing
    from gui.scene import Scene

Maker = Callable[[], bytes]
NAMES = {  # the key of what each kind is called
    ".png": "export.png",
    ".svg": "export.svg",
    ".pdf": "export.pdf",
    ".html": "export.html",
    ".csv": "export.csv",
    ".tex": "export.tex",
    ".json": "export.json",
    ".npz": "export.npz",
}


def of_scene(scene: Scene, suffix: str) -> Maker:
    """Return what makes a file of all that is shown.

    What is painted is painted now, for that belongs to the GUI thread; the maker may run on another.
    """
    if suffix in KINDS:
        return partial(KINDS[suffix], scene.trace)
    if suffix == ".html":
        from gui.report import report

        data = report(scene).encode()
        return lambda: data
    from gui.drawings.devices import painted
    from gui.page import page, sheet, title

    return painted(sheet(scene) if suffix == ".pdf" else page(scene), title(scene), suffix)


def of_view(
    drawing: Callable[[], Drawing], title: str, sheet: Sheet | None
) -> dict[str, Callable[[], Maker]]:
    """Return, by suffix, what makes the maker of a file of one view; numbers only where it has some."""
    from engine.latex import as_tex
    from engine.sheet import as_csv
    from gui.drawings import devices

    found: dict[str, Callable[[], Maker]] = {
        suffix: lambda suffix=suffix: devices.painted(drawing(), title, suffix) for suffix in devices.SUFFIXES
    }
    if sheet is not None:
        found[".csv"] = lambda: partial(as_csv, [sheet])
        found[".tex"] = lambda: partial(as_tex, [sheet])
    return found
