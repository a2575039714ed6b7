"""The few questions that stop everything: work would be lost without an answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from engine.words import load_words
from gui.flower import flower_picture

ROLES = {
    "cancel": QMessageBox.ButtonRole.RejectRole,
    "discard": QMessageBox.ButtonRole.DestructiveRole,
}


def ask(window: QWidget, lang: str, key: str, answers: tuple[str, ...], **fields: object) -> str:
    """Ask ``question.<key>``; return the answer chosen, the last where the person chose none.

    The first answer is the one that Enter gives. Buttons are named ``answer.<answer>``.
    """
    words = load_words(lang)
    box = QMessageBox(
        QMessageBox.Icon.Question, "牡丹 Peony", words.filled(f"question.{key}", fields), parent=window
    )
    box.setObjectName("question")
    line = box.fontMetrics().height()
    box.setIconPixmap(flower_picture(2 * line, box.devicePixelRatioF()))
    box.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like markup
    buttons = {answer: QPushButton(words(f"answer.{answer}"), box) for answer in answers}
    buttons[answers[0]].setProperty("strong", True)
    for answer, button in buttons.items():
        button.setObjectName(f"answer.{answer}")
        box.addButton(button, ROLES.get(answer, QMessageBox.ButtonRole.AcceptRole))
    box.layout().setContentsMargins(line, line, line, line)
    box.setDefaultButton(buttons[answers[0]])
    box.setEscapeButton(buttons[answers[-1]])
    box.exec()
    chosen = box.clickedButton()
    box.deleteLater()
    return next((answer for answer, button in buttons.items() if button is chosen), answers[-1])
