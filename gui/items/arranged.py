"""A widget that places its parts itself, anew whenever it or one of them changes its size."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Arranged(QWidget):
    """For what no layout of Qt does: how one part's size depends on what another can use."""

    def arrange(self) -> None:
        """Place the parts."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Place the parts anew when one of them wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts in the new size."""
        self.arrange()
