"""Typesets formula parts off the GUI thread and keeps them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QByteArray, QObject, Signal
from PySide6.QtSvg import QSvgRenderer

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
        self._pictures: dict[str, QSvgRenderer | None] = {}
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="typeset")
        self._made.connect(self._keep)

    def picture(self, latex: str) -> QSvgRenderer | None:
        """Return the picture of `latex`; its baseline is at 0 of the view box. None: not yet."""
        if latex not in self._pictures:
            self._pictures[latex] = None
            self._worker.submit(self._typeset, latex)
        return self._pictures[latex]

    def is_idle(self) -> bool:
        """Whether every picture that was asked for is here."""
        return None not in self._pictures.values()

    def close(self) -> None:
        """Stop the worker."""
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _typeset(self, latex: str) -> None:
        self._made.emit(latex, to_svg(latex))

    def _keep(self, latex: str, svg: bytes) -> None:
        self._pictures[latex] = QSvgRenderer(QByteArray(svg), self)
        self.arrived.emit()


def to_svg(latex: str) -> bytes:
    """Return `latex` as SVG whose glyphs are outlines."""
    import ziamath

    ziamath.config.svg2 = False  # QtSvg draws nothing of the newer kind
    return ziamath.Latex(latex, size=SIZE).svg().encode()
