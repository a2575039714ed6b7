"""A line of text whose undo is somebody else's: its keys and its menu ask for it instead."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QMenu, QWidget

UNDO, REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
INDENT = 0.3  # lines: from the edge of a box of numbers to its figure


class TextField(QLineEdit):
    """Edits one line. What is undone is the whole program's, so the field keeps no history of its own.

    Attributes
    ----------
    undoAsked, redoAsked
        The person asks to undo or redo; while a composition is under way it is the input method's.
    menuAsked
        The menu is about to open, and may be added to.
    """

    undoAsked = Signal()
    redoAsked = Signal()
    menuAsked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False

    def event(self, event: QEvent) -> bool:
        """Leave the keys of undo and redo to the program's shortcuts, which the field would take first."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if _is_undo(event) and not self._composing:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for undo and redo where their keys are no shortcut of the program."""
        if not _is_undo(event):
            super().keyPressEvent(event)
        elif not self._composing:
            (self.undoAsked if event.matches(UNDO) else self.redoAsked).emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether a composition is under way."""
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu that is filled by whoever knows the commands and the language."""
        menu = QMenu(self)
        menu.setObjectName("fieldMenu")
        self.menuAsked.emit(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave files to the window: they are not to be written into the sentence."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)


def leave_undo(box: QAbstractSpinBox) -> None:
    """Leave undo and redo to the program in a box of numbers, too."""
    box.setLineEdit(TextField())
    box.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # Qt's own offers the box's undo
    indent(box)


def indent(box: QAbstractSpinBox) -> None:
    """Keep the figure in a box off its edge: the style's padding does not reach it."""
    box.lineEdit().setTextMargins(round(box.fontMetrics().height() * INDENT), 0, 0, 0)


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(UNDO) or event.matches(REDO)
