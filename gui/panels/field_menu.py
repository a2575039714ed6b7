"""What can be done to the text of the sentence; undo and redo are those of the whole program."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu

from engine.words import load_words
from gui.commands import Commands


def fill_field_menu(menu: QMenu, field: QLineEdit, commands: Commands, lang: str) -> None:
    """Fill the menu that opens over the field."""
    words, chosen, text = load_words(lang), field.hasSelectedText(), bool(field.text())
    menu.addActions([commands["undo"], commands["redo"]])
    menu.addSeparator()
    for name, run, possible in (
        ("cut", field.cut, chosen),
        ("copy", field.copy, chosen),
        ("paste", field.paste, bool(QGuiApplication.clipboard().text())),
        ("clear", field.clear, text),
        ("all", field.selectAll, text),
    ):
        menu.addAction(words(f"field.{name}"), run).setEnabled(possible)
