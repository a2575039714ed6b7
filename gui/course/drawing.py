"""Puts a moment of the course into the parts of its panel."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMenu

from engine.course.folder import Course
from engine.course.page import Page
from engine.course.progress import Record
from engine.course.prose import fill
from engine.course.study import Findings
from engine.words import Words
from gui.course import sayings
from gui.course.frame import CourseFrame
from gui.course.walk import Walk
from gui.items.names import visible
from gui.state import State

MOST_PROBLEMS = 3  # broken pages that are named


@dataclass(frozen=True, eq=False)
class Shown:
    """What is to be drawn; `findings` is None while they are being measured."""

    state: State
    words: Words
    course: Course
    number: int
    findings: Findings | None
    on_path: bool
    has_experiments: bool

    @property
    def page(self) -> Page | None:
        """The page; None where none can be read."""
        return self.course.pages[self.number] if self.course.pages else None

    @property
    def record(self) -> Record:
        """What was done on the page."""
        return self.state.course.record(self.page.name if self.page else "")

    @property
    def is_answer_valid(self) -> bool:
        """Whether the answer given is about the present sentence (a choice always is)."""
        choice = self.page is not None and self.page.question.kind == "choice"
        return choice or self.record.text == self.state.text


def draw(frame: CourseFrame, shown: Shown) -> None:
    """Draw everything."""
    _draw_head(frame, shown)
    page = shown.page
    frame.scroll.widget().setVisible(page is not None)
    if page is not None:
        _draw_page(frame, shown, page)
        _draw_result(frame, shown, page)
    _draw_foot(frame, shown)


def _draw_head(frame: CourseFrame, shown: Shown) -> None:
    words, pages, done = shown.words, shown.course.pages, shown.state.course.done()
    frame.step.setText(words("course.step", number=shown.number + 1, count=len(pages)))
    frame.title.setText(visible(shown.page.title) if shown.page else "")
    frame.dots.show_steps(tuple(page.name in done for page in pages), shown.number, entries(shown))
    known = sum(page.name in done for page in pages)
    frame.dots.setAccessibleName(words("course.progress", done=known, count=len(pages)))
    frame.steps.setText(words("course.steps"))
    frame.steps.setToolTip(words("course.steps_help"))
    frame.steps.setAccessibleName(words("course.steps_help"))
    problems = shown.course.problems
    said = [words("course.problems", count=len(problems)), *map(words.error, problems[:MOST_PROBLEMS])]
    frame.problems.setText("\n".join(map(visible, said)))
    frame.problems.setVisible(bool(problems))


def _draw_page(frame: CourseFrame, shown: Shown, page: Page) -> None:
    words, findings, record = shown.words, shown.findings, shown.record
    figures = findings.figures if findings else {}
    frame.text.show_prose(fill(page.text, figures, words))
    parts = words.listed(words(f"part.{name}") for name in page.look)
    frame.look.setText(words("course.marked", parts=parts))
    frame.look.setVisible(bool(page.look))
    frame.question.show_question(page, findings, record, shown.is_answer_valid, words)
    frame.switch.setText(sayings.switch(page, words))
    answered = bool(record.given) and shown.is_answer_valid
    frame.throw.setText(words("course.throw" if answered else "course.throw_first"))
    frame.throw.setEnabled(bool(findings and findings.enough) and answered)
    frame.throw.setToolTip(frame.switch.text())
    few = findings is not None and not findings.enough
    frame.set_asked(not record.thrown and not few)


def _draw_result(frame: CourseFrame, shown: Shown, page: Page) -> None:
    words, findings, record = shown.words, shown.findings, shown.record
    few = findings is not None and not findings.enough
    thrown = findings is not None and findings.enough and record.thrown
    frame.result.setVisible(few or thrown)
    if findings is None or not (few or thrown):
        return
    said = sayings.verdict(page, findings, record, shown.is_answer_valid, words) if thrown else ""
    _say(frame, "verdict", said)
    kept = min(len(findings.before.tokens), len(findings.after.tokens))
    fails = words("course.few", least=page.least, kept=kept) if few else words("course.fails")
    _say(frame, "fails", "" if findings.holds else fails)
    frame.found.setVisible(thrown)
    said = page.found if findings.holds else page.otherwise
    frame.found.show_prose(fill(said, findings.figures, words))
    sample = findings.sample if findings.sample != shown.state.text else None
    frame.sample.setVisible(sample is not None)
    frame.show_sample(words("course.sample", sample=visible(sample or "")), sample or "")
    frame.experiment.setText(words("course.experiment"))
    frame.experiment.setVisible(thrown and bool(page.experiment) and shown.has_experiments)
    frame.flip.setText(words("course.flip_back" if record.after else "course.flip_again"))
    frame.again.setText(words("course.again"))
    frame.flip.setVisible(thrown)
    frame.again.setVisible(thrown)
    right = not findings.right or record.given in findings.right
    frame.paint_result(findings.holds, wrong=thrown and shown.is_answer_valid and not right)


def _say(frame: CourseFrame, name: str, text: str) -> None:
    label = getattr(frame, name)
    label.setText(text)
    label.setVisible(bool(text))


def _draw_foot(frame: CourseFrame, shown: Shown) -> None:
    words, active = shown.words, shown.state.course.own is not None
    frame.aside.setText(words("course.changed" if active else "course.left"))
    frame.aside.setVisible(not shown.on_path)
    frame.own.setText(words("course.own"))
    frame.own.setToolTip(words("course.own_kept"))
    frame.own.setVisible(active)
    frame.resume.setText(words("course.resume"))
    frame.resume.setVisible(not shown.on_path)
    frame.back.setText(words("course.back"))
    last = shown.number + 1 >= len(shown.course.pages)
    frame.next.setText(words("course.own_sentence" if last else "course.next"))
    frame.back.setEnabled(shown.number > 0)


def entries(shown: Shown) -> tuple[str, ...]:
    """Name every step, with a mark where it is done."""
    done = shown.state.course.done()
    return tuple(
        shown.words(
            "course.entry_done" if page.name in done else "course.entry",
            number=number,
            title=visible(page.title),
        )
        for number, page in enumerate(shown.course.pages, start=1)
    )


def fill_steps(menu: QMenu, shown: Shown, walk: Walk) -> None:
    """List all steps, the present one marked."""
    menu.clear()
    for number, text in enumerate(entries(shown)):
        action = menu.addAction(text.replace("&", "&&"), lambda number=number: walk.go(number))
        action.setCheckable(True)
        action.setChecked(number == shown.number)
