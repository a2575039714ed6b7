"""Reads a course: every page of a folder, in the order of the files' names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.course.page import Page
from engine.course.progress import LONGEST_NAME
from engine.course.reading import read_page
from engine.errors import PeonyError
from engine.words import LANGUAGES

FOLDER = Path(__file__).parents[2] / "resources" / "course"
MOST_PAGES = 200
LARGEST_PAGE = 64 * 2**10  # bytes


@dataclass(frozen=True)
class Course:
    """The pages that can be read, and what is wrong with the others."""

    pages: tuple[Page, ...]
    problems: tuple[PeonyError, ...] = ()

    def place(self, name: str) -> int:
        """Return the number of the page called `name`; the first where there is none."""
        return next((place for place, page in enumerate(self.pages) if page.name == name), 0)


@cache
def built_in(lang: str) -> Course:
    """Return Peony's own course in a language."""
    return read_course(FOLDER, lang)


def read_course(folder: Path, lang: str) -> Course:
    """Return the course in a folder: in its subfolder for the language, where it has any.

    Raises
    ------
    PeonyError
        The folder cannot be read, has no pages or far too many.
    """
    try:
        files = sorted(file for file in language_folder(folder, lang).glob("*.md") if file.is_file())
    except OSError as error:
        raise PeonyError("course_folder", folder=folder, reason=error.strerror or error) from None
    if not 0 < len(files) <= MOST_PAGES:
        raise PeonyError("course_pages", folder=folder, found=len(files), most=MOST_PAGES)
    pages, problems = list[Page](), list[PeonyError]()
    for file in files:
        try:
            pages.append(read_page(file.stem, read_text(file), str(file)))
        except PeonyError as error:
            problems.append(error)
    return Course(tuple(pages), tuple(problems))


def language_folder(folder: Path, lang: str) -> Path:
    """Return the part of a course in a language, else in another, else the folder itself."""
    parts = (folder / each for each in (lang, *LANGUAGES))
    return next((part for part in parts if part.is_dir()), folder)


def read_text(file: Path) -> str:
    """Return the text of a page's file, which may be anybody's."""
    if len(file.stem) > LONGEST_NAME:
        raise PeonyError("course_name", file=file, line=1, most=LONGEST_NAME)
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_PAGE + 1)
    except OSError as error:
        raise PeonyError("course_read", file=file, line=1, reason=error.strerror or error) from None
    if len(data) > LARGEST_PAGE:
        raise PeonyError("course_large", file=file, line=1, most=LARGEST_PAGE // 2**10)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PeonyError("course_encoding", file=file, line=line) from None
