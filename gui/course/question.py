"""The question of a page: its text, the answers to choose from, and what came of the choice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QVBoxLayout, QWidget

from engine.course.answers import NONE
from engine.course.page import Page
from engine.course.progress import Record
from engine.course.prose import fill, plain
from engine.course.study import Findings, named
from engine.words import Words
from gui.items.choice import Choice, Verdict
from gui.items.flow_layout import FlowLayout
from gui.items.names import visible
from gui.items.prose_view import ProseView
from gui.theme import Theme
from gui.typesetter import Typesetter

MOST_TOKENS = 40  # that are offered as buttons; the others are chosen in the window


class QuestionCard(QWidget):
    """Shows a question; `answered` is an answer as `engine.course.answers` writes it."""

    answered = Signal(str)

    def __init__(self, theme: Theme, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("courseQuestion")
        self._theme = theme
        self._text = ProseView(theme, typesetter, self)
        self._text.setObjectName("courseQuestionText")
        self._hint, self._picked = QLabel(self), QLabel(self)
        self._hint.setProperty("quiet", True)
        self._hint.setObjectName("courseHint")
        self._picked.setObjectName("coursePicked")
        for label in (self._hint, self._picked):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._group = QButtonGroup(self)
        self._choices: list[tuple[str, Choice]] = []
        self._kinds: tuple[object, ...] = ()
        self._holder = QWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(0.5))
        for widget in (self._text, self._holder, self._picked, self._hint):
            column.addWidget(widget)

    def show_question(
        self, page: Page, findings: Findings | None, record: Record, valid: bool, words: Words
    ) -> None:
        """Show a page's question; `valid` says whether the answer given is about this sentence."""
        figures = findings.figures if findings else {}
        self._text.show_prose(fill(page.question.text, figures, words), words("course.question"))
        enough = findings is not None and findings.enough
        answers = answers_of(page, findings, words) if enough else []
        self._offer(page, [answer for answer, _ in answers])
        right = findings.right if findings and record.thrown else frozenset()
        self._group.setExclusive(False)  # else Qt keeps one of them chosen
        for (answer, choice), (_, label) in zip(self._choices, answers, strict=True):
            chosen = valid and answer == record.given
            self._show_choice(choice, label, chosen, verdict(answer, chosen, right), words)
            choice.setEnabled(not record.thrown)
        self._group.setExclusive(True)
        cell = page.question.kind == "cell"
        self._picked.setVisible(cell and enough)
        given = named(page, record.given, findings, words) if enough and valid else ""
        self._picked.setText(words("course.picked", answer=visible(given) or words("course.nothing_picked")))
        asked = enough and not record.thrown
        self._hint.setText(words(f"course.pick.{page.question.kind}") if asked else "")
        self._hint.setVisible(asked)

    def holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is the question's text: the keyboard is there for want of answers."""
        return widget is self._text

    def offers(self, widget: QWidget | None) -> bool:
        """Whether a widget is one of the answers."""
        return any(choice is widget for _, choice in self._choices)

    def focus_answer(self) -> None:
        """Put the keyboard on the answer that is chosen, else on the first; without any, on the question."""
        choices = [choice for _, choice in self._choices if choice.isEnabled()]
        chosen = (choice for choice in choices if choice.isChecked())
        widget = next(chosen, choices[0] if choices else self._text)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, number: int) -> bool:
        """Choose an answer by its number, from 1; return whether there is one."""
        if not 1 <= number <= len(self._choices) or not self._choices[number - 1][1].isEnabled():
            return False
        choice = self._choices[number - 1][1]
        choice.setFocus(Qt.FocusReason.ShortcutFocusReason)
        choice.click()
        return True

    def _show_choice(self, choice: Choice, label: str, chosen: bool, said: Verdict, words: Words) -> None:
        choice.show_answer(visible(label), chosen, said)
        name = words(f"course.choice.{said}", answer=label) if said else label
        choice.setAccessibleName(visible(name))

    def _offer(self, page: Page, answers: list[str]) -> None:
        """Make the buttons, unless the same ones are there already: the keyboard may be on one."""
        wanted = (page.name, page.question.kind, *answers)
        if wanted == self._kinds:
            return
        self._kinds = wanted
        for _, choice in self._choices:
            self._group.removeButton(choice)
        self._keep_keyboard()
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = QWidget(self)
        wide = page.question.kind == "choice"
        layout = QVBoxLayout(self._holder) if wide else FlowLayout(self._holder, self._theme.px(0.4), 5)
        layout.setContentsMargins(0, 0, 0, 0)
        if wide:
            layout.setSpacing(self._theme.px(0.4))
        self._choices = [(answer, self._make(answer, wide)) for answer in answers]
        for _, choice in self._choices:
            layout.addWidget(choice)
        self.layout().insertWidget(1, self._holder)
        self._holder.setVisible(bool(answers))

    def _keep_keyboard(self) -> None:
        """Take the keyboard off answers that go: Qt would hand it on to the sentence, and select that."""
        focus = self.window().focusWidget()
        if focus is not None and self._holder.isAncestorOf(focus):
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, answer: str, wide: bool) -> Choice:
        choice = Choice(self._theme, wide, self._holder)
        choice.setObjectName(f"answer.{answer}")
        choice.clicked.connect(lambda: self.answered.emit(answer))
        self._group.addButton(choice)
        return choice


def answers_of(page: Page, findings: Findings, words: Words) -> list[tuple[str, str]]:
    """Return the answers that are offered, with their labels; cells are chosen in the window alone."""
    question = page.question
    if question.kind == "choice":
        return [(name, plain(fill(label, findings.figures, words))) for name, label in question.choices]
    if question.kind == "cell":
        return []
    after = {place for place in findings.after.places if str(place) not in findings.barred}
    kept = [place for place in findings.before.places if place in after]
    pieces = findings.before.pieces
    texts = [pieces[place].text for place in kept]
    labels = [numbered(texts, number) for number in range(len(texts))]
    found = [(str(place), label) for place, label in zip(kept, labels, strict=True)][:MOST_TOKENS]
    return [*found, *([(NONE, plain(fill(question.none, findings.figures, words)))] if question.none else [])]


def numbered(texts: list[str], number: int) -> str:
    """Return a token's text; with which one it is, where it stands several times."""
    text = texts[number]
    if texts.count(text) == 1:
        return text
    return f"{text} ({texts[: number + 1].count(text)})"


def verdict(answer: str, chosen: bool, right: frozenset[str]) -> Verdict:
    """Return what is said of an answer once the right ones are known."""
    if answer in right:
        return "right"
    return "wrong" if chosen and right else ""
