"""A course is a folder, which may be anybody's: bounded, read as text; a broken page costs only itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from engine.course.folder import FOLDER, LARGEST_PAGE, MOST_PAGES, built_in, read_course
from engine.errors import PeonyError
from engine.words import LANGUAGES, load_words

GOOD = (FOLDER / "en" / "11-fault-one.md").read_text(encoding="utf-8")


def put(folder: Path, **pages: str | bytes) -> Path:
    for name, text in pages.items():
        data = text.encode() if isinstance(text, str) else text
        (folder / f"{name}.md").write_bytes(data)
    return folder


def test_the_built_in_course_has_twenty_pages_and_no_problem() -> None:
    for lang in ("zh_CN", "en"):
        course = built_in(lang)
        assert [page.claim for page in course.pages] == list(range(1, 21))
        assert course.problems == ()
        assert course is built_in(lang)  # read once


def test_pages_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    put(tmp_path, **{"10-c": GOOD, "02-b": GOOD, "01-a": GOOD})
    (tmp_path / "notes.txt").write_text("no page")
    course = read_course(tmp_path, "en")
    assert [page.name for page in course.pages] == ["01-a", "02-b", "10-c"]
    assert course.place("02-b") == 1
    assert course.place("no such page") == 0


def test_a_broken_page_costs_only_itself(tmp_path: Path) -> None:
    put(tmp_path, a=GOOD, b=GOOD.replace("{before.kept}", "{before.secret}"), c=GOOD, d="hello")
    course = read_course(tmp_path, "en")
    assert [page.name for page in course.pages] == ["a", "c"]
    one, other = course.problems
    assert (Path(one.fields["file"]).name, one.fields["line"]) == ("b.md", 22)
    assert (Path(other.fields["file"]).name, other.fields["line"]) == ("d.md", 1)


def test_a_course_of_broken_pages_alone_is_a_course_of_problems(tmp_path: Path) -> None:
    course = read_course(put(tmp_path, a="", b="x"), "en")
    assert course.pages == ()
    assert len(course.problems) == 2


@pytest.mark.parametrize(("parts", "lang", "found"), [
    (("zh_CN", "en"), "en", "en"),
    (("zh_CN", "en"), "zh_CN", "zh_CN"),
    (("zh_CN",), "en", "zh_CN"),
    (("en",), "zh_CN", "en"),
])  # fmt: skip
def test_a_course_may_have_a_folder_for_each_language(
    tmp_path: Path, parts: tuple[str, ...], lang: str, found: str
) -> None:
    for part in parts:
        (tmp_path / part).mkdir()
        put(tmp_path / part, a=GOOD.replace("Fault one: looking at oneself", part))
    assert read_course(tmp_path, lang).pages[0].title == found


def refused(folder: Path) -> PeonyError:
    with pytest.raises(PeonyError) as caught:
        read_course(folder, "en")
    assert str(folder) in load_words("en").error(caught.value)
    return caught.value


def test_a_folder_without_pages_or_with_far_too_many_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path).key == "error.course_pages"
    put(tmp_path, **{f"{number:04}": "x" for number in range(MOST_PAGES + 1)})
    assert refused(tmp_path).fields["found"] == MOST_PAGES + 1


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "missing").key.startswith("error.course_")
    file = tmp_path / "file"
    file.write_text("x")
    assert refused(file).key.startswith("error.course_")


FILES = {
    "large": (b"x" * (LARGEST_PAGE + 1), "course_large", 1),
    "not UTF-8": (b"+++\nclaim = 1\ntitle = '\xff'\n", "course_encoding", 3),
    "UTF-16": (GOOD.encode("utf-16"), "course_encoding", 1),
    "zeros": (b"\0" * 100, "course_front", 1),
}


@pytest.mark.parametrize("kind", FILES)
def test_files_that_are_no_text_or_too_much_of_it(tmp_path: Path, kind: str) -> None:
    data, key, line = FILES[kind]
    (problem,) = read_course(put(tmp_path, a=data), "en").problems
    assert (problem.key, problem.fields["line"]) == (f"error.{key}", line)


def test_a_page_whose_name_no_session_could_hold_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most systems take no such name in the first place."""
    monkeypatch.setattr("engine.course.folder.LONGEST_NAME", 20)
    for name in ("a" * 20, "b" * 21):
        (tmp_path / f"{name}.md").write_text(GOOD, encoding="utf-8")
    course = read_course(tmp_path, "en")
    assert [page.name for page in course.pages] == ["a" * 20]
    assert [error.key for error in course.problems] == ["error.course_name"]
    for lang in LANGUAGES:
        assert "20" in load_words(lang).error(course.problems[0])


def test_a_byte_order_mark_is_no_part_of_the_page(tmp_path: Path) -> None:
    assert read_course(put(tmp_path, a=b"\xef\xbb\xbf" + GOOD.encode()), "en").pages


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes among files on Windows")
def test_a_pipe_is_never_waited_for(tmp_path: Path) -> None:
    put(tmp_path, a=GOOD)
    os.mkfifo(tmp_path / "b.md")
    assert [page.name for page in read_course(tmp_path, "en").pages] == ["a"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_page_that_may_not_be_read_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path, a=GOOD, b=GOOD)
    (tmp_path / "b.md").chmod(0)
    (problem,) = read_course(tmp_path, "en").problems
    assert problem.key == "error.course_read"
