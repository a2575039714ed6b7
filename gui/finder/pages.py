"""The pages of the course, to be found by number and by the words of their titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.course.folder import Course, built_in
from engine.words import LANGUAGES, load_words
from gui.finder.thing import Thing, make, under
from gui.window import MainWindow

DIGITS = "零一二三四五六七八九"


def pages(window: MainWindow) -> Iterator[Thing]:
    """Return the pages of the course that is open, or would be."""
    state, here = window.state(), window.walk.course
    courses = {lang: here if state.course.folder else built_in(lang) for lang in LANGUAGES}
    for number, page in enumerate(here.pages):
        titles = {lang: _title(course, number) for lang, course in courses.items()}
        yield make(
            lambda words, number=number, titles=titles: under(
                words,
                words("menu_bar.course"),
                words("find.page", number=number + 1, title=titles[words.lang]),
            ),
            lambda number=number: _go(window, number),
            _also(number + 1),
            on=window.commands["course"].isChecked() and page is window.walk.page,
        )


def _title(course: Course, number: int) -> str:
    return course.pages[number].title if number < len(course.pages) else ""


def _also(number: int) -> list[str]:
    """Return how a page may be asked for: 第5步 and 第五步, step5 and page5."""
    said = (str(number), in_han(number)) if number < 100 else (str(number),)
    return [
        name
        for lang in LANGUAGES
        for each in said
        for name in load_words(lang)("find.page_also", number=each).split()
    ]


def in_han(number: int) -> str:
    """Write a number below 100 as it is spoken in Chinese."""
    tens, ones = divmod(number, 10)
    written = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return written + (DIGITS[ones] if ones or not tens else "")


def _go(window: MainWindow, number: int) -> None:
    """Show a page. A course that is put away opens there at once, so that it is one step to undo."""
    if window.commands["course"].isChecked():
        window.walk.go(number)
        return
    course, page = window.state().course, window.walk.course.pages[number]
    window.store.update(course=replace(course, page=page.name))
    window.commands["course"].trigger()
