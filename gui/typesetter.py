"""Typesets formula parts off the GUI thread and keeps them."""

from __future__ import annotations

import logging
import re
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtSvg import QSvgRenderer

log = logging.getLogger(__name__)
_RAISED = re.compile(r"(?<=[A-Z])\^(?:\{([^{}]*)\}|(\\[A-Za-z]+|\w))(?!_)")
SIZE = 24.0  # units of the font in which parts are typeset; drawn at any size


class Typesetter(QObject):
    """Turns LaTeX into pictures.

    A part costs some milliseconds, the first one also the import of the library, so `picture`
    answers None at first and `arrived` says when to ask again.
    """

    arrived = Signal()
    _made = Signal(str, bytes)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: set[str] = set()
        self._svgs: dict[str, bytes] = {}
        self._pictures: dict[str, QSvgRenderer] = {}
        self._ink = "black"
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="typeset")
        self._made.connect(self._keep)

    def picture(self, latex: str) -> QSvgRenderer | None:
        """Return the picture of `latex`; its baseline is at 0 of the view box. None: not yet."""
        if latex and latex not in self._asked:
            self._asked.add(latex)
            self._worker.submit(self._typeset, latex)
        return self._drawn(latex)

    def set_ink(self, colour: str) -> None:
        """Draw in another colour from now on."""
        self._ink = colour
        self._pictures.clear()

    def _drawn(self, latex: str) -> QSvgRenderer | None:
        svg = self._svgs.get(latex)
        if latex not in self._pictures and svg:
            inked = svg.replace(b'"black"', f'"{self._ink}"'.encode())
            self._pictures[latex] = QSvgRenderer(QByteArray(inked))
        return self._pictures.get(latex)

    def is_idle(self) -> bool:
        """Whether every picture that was asked for has come, or failed to."""
        return len(self._asked) == len(self._svgs)

    def close(self) -> None:
        """Stop the worker."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _typeset(self, latex: str) -> None:
        try:
            svg = to_svg(latex)
        except Exception:  # the library may refuse what it does not know: plain text stands in
            log.exception("cannot typeset %s", latex)
            svg = b""
        self._made.emit(latex, svg)

    def _keep(self, latex: str, svg: bytes) -> None:
        self._svgs[latex] = svg
        self.arrived.emit()


def to_svg(latex: str) -> bytes:
    """Return `latex` as SVG whose glyphs are outlines."""
    # The library puts what is raised on a slanted capital twice as far aside as that slants.
    latex = _RAISED.sub(lambda found: rf"^{{\!{found[1] or found[2]}}}", latex)
    import ziamath

    ziamath.config.svg2 = False  # QtSvg draws nothing of the newer kind
    return ziamath.Latex(latex, size=SIZE).svg().encode()
