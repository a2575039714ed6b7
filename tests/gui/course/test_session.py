"""A session that was saved in the middle of the course opens there; the answers stay the person's own."""

from __future__ import annotations

from pathlib import Path

from gui.session import read, to_bytes
from tests.gui.driver import Driver


def test_a_session_in_the_course_opens_the_course(driver: Driver, tmp_path: Path):
    window, file = driver.window, tmp_path / "lesson.peony"
    own = driver.state.text
    with driver.settling():
        window.commands["course"].trigger()
    for _ in range(3):
        with driver.settling():
            window.commands["course_next"].trigger()
    page, settings = driver.state.course.page, driver.state.settings
    file.write_bytes(to_bytes(driver.state, file))
    with driver.settling():
        window.commands["course"].trigger()
    assert driver.state.course.own is None
    saved = read(file, driver.state)
    with driver.settling():
        window.store.update(text=saved.text, settings=saved.settings, edits=saved.edits, course=saved.course)
    driver.qtbot.waitUntil(window.commands["course"].isChecked)
    driver.qtbot.waitUntil(driver.is_newest)
    assert (driver.state.course.page, driver.state.settings) == (page, settings)
    with driver.settling():
        window.commands["course_own"].trigger()
    assert driver.state.text == own


def test_answers_are_not_taken_away_by_a_session(driver: Driver, tmp_path: Path):
    file = tmp_path / "lesson.peony"
    file.write_bytes(to_bytes(driver.state, file))
    window = driver.window
    with driver.settling():
        window.commands["course"].trigger()
    with driver.settling():
        window.walk.answer("牡丹")
    assert read(file, driver.state).course.records == driver.state.course.records != ()
