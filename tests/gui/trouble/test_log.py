"""The log has what went wrong, never what a person wrote; and it never grows large."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from gui.trouble import log as log_module
from gui.trouble.log import KEPT, LARGEST, OURS, log_file, outline, start_log

SECRET = "只有我知道的句子"


@pytest.fixture
def logging_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log in a folder of the test's own; Qt's messages go where they went, afterwards."""
    file = tmp_path / "logs" / "peony.log"
    monkeypatch.setattr(log_module, "log_file", lambda: file)
    before = qInstallMessageHandler(None)
    levels = {name: logging.getLogger(name).level for name in OURS}
    handler = start_log()
    assert handler is not None
    yield file
    for name, level in levels.items():
        logging.getLogger(name).removeHandler(handler)
        logging.getLogger(name).setLevel(level)
    handler.close()
    qInstallMessageHandler(before)


def fail() -> None:
    raise ValueError(SECRET)


def test_it_is_in_the_users_log_folder() -> None:
    assert log_file().name == "peony.log"
    assert "peony" in str(log_file().parent).lower()


def test_an_error_is_logged_without_what_it_says(logging_to: Path) -> None:
    try:
        try:
            fail()
        except ValueError as inner:
            raise RuntimeError(SECRET) from inner
    except RuntimeError:
        logging.getLogger("gui.somewhere").exception("analysis failed")
    text = logging_to.read_text(encoding="utf-8")
    assert "ERROR gui.somewhere: analysis failed" in text
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "tests/gui/trouble/test_log.py" in text
    assert " in fail" in text
    assert SECRET not in text
    assert str(Path.home()) not in text
    assert str(log_module.ROOT) not in text


def test_what_qt_says_is_logged_and_still_said(logging_to: Path, capfd: pytest.CaptureFixture[str]) -> None:
    qWarning("something odd")
    assert "Qt: something odd" in logging_to.read_text(encoding="utf-8")
    assert "something odd" in capfd.readouterr().err


def test_a_message_that_no_file_can_hold_is_written_all_the_same(logging_to: Path) -> None:
    logging.getLogger("gui").error("half a character: \ud800")
    assert "half a character: ?" in logging_to.read_text(encoding="utf-8")


def test_it_never_grows_large(logging_to: Path) -> None:
    for number in range(12_000):
        logging.getLogger("gui").warning("line %06d %s", number, "." * 120)
    files = sorted(logging_to.parent.iterdir())
    assert len(files) == KEPT + 1
    assert all(file.stat().st_size <= LARGEST for file in files)
    assert "line 011999" in logging_to.read_text(encoding="utf-8")


def test_a_folder_that_refuses_costs_only_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain").write_text("a file where a folder should be")
    monkeypatch.setattr(log_module, "log_file", lambda: tmp_path / "plain" / "peony.log")
    assert start_log() is None


def test_other_peoples_programs_do_not_write_into_it(logging_to: Path) -> None:
    logging.getLogger("jieba").error(SECRET)
    logging.getLogger("gui").info("started")
    assert SECRET not in logging_to.read_text(encoding="utf-8")


def test_a_circle_of_causes_ends() -> None:
    first, second = ValueError("one"), ValueError("two")
    first.__cause__, second.__cause__ = second, first
    assert len(list(outline(first))) < 100
