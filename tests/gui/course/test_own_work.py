"""The person's own work is theirs: kept while a page shows something else, and given back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from engine.course.progress import Progress
from engine.course.study import Findings
from engine.settings import Settings
from engine.words import load_words
from gui.course import moves
from gui.documents import Documents
from gui.memory import recall
from gui.session import to_bytes
from gui.state import State
from tests.gui.course.walker import ALT, KEY, Walker
from tests.gui.driver import PATIENCE, Driver
from tests.gui.saving import keep

OWN = Settings(activation="relu", heads=2, weights="random")
OpenWindow = Callable[..., QWidget]


@pytest.fixture
def walker(open_window: OpenWindow, drive: Callable[[QWidget], Driver]) -> Walker:
    """The course, opened on a sentence and settings of the person's own."""
    return Walker(drive(open_window(text="春天的花园里开满了牡丹。", settings=OWN))).open()


def work(walker: Walker) -> tuple[object, ...]:
    state = walker.driver.state
    return state.text, state.edits, state.settings


def test_a_page_takes_the_settings_over_and_keeps_the_sentence(walker: Walker) -> None:
    assert walker.driver.state.text == "春天的花园里开满了牡丹。"
    assert walker.driver.state.settings == walker.page.before.settings
    assert walker.driver.state.course.own.settings == OWN
    walker.check()


def test_the_persons_own_comes_back_by_a_button(walker: Walker) -> None:
    mine = walker.driver.state.course.own
    walker.press("courseNext").press("courseOwn")
    assert work(walker) == (mine.text, mine.edits, mine.settings)
    assert walker.driver.state.marked == ()
    assert not walker.driver.find("marks").isVisible()
    assert walker.label("courseAside") == load_words("en")("course.left")
    assert walker.is_shown("courseResume")
    walker.press("courseResume")
    assert walker.page.claim == 2
    walker.check()


def test_closing_the_dock_gives_it_back_and_opening_goes_on(walker: Walker) -> None:
    walker.press("courseNext").give("tokens").press("courseThrow")
    with walker.driver.settling():
        walker.driver.press(walker.driver.find("courseButton"))
    assert walker.driver.state.settings == OWN
    assert not walker.driver.find("courseDock").isVisible()
    walker.open()
    assert walker.page.claim == 2
    assert walker.driver.state.course.record().thrown
    assert walker.driver.state.settings == walker.page.after.settings
    walker.check()


def test_what_is_changed_on_a_page_is_left_alone_until_the_person_comes_back(walker: Walker) -> None:
    walker.driver.click("activation.none")
    assert walker.label("courseAside") == load_words("en")("course.changed")
    assert walker.driver.state.settings.activation == "none"
    walker.press("courseResume")
    walker.check()
    walker.press("courseOwn")
    assert walker.driver.state.settings == OWN


def test_what_was_changed_stays_where_the_dock_is_closed_on_it(walker: Walker) -> None:
    walker.driver.click("activation.none")
    changed = walker.driver.state.settings
    with walker.driver.settling():
        walker.driver.press(walker.driver.find("courseButton"))
    assert walker.driver.state.settings == changed


def test_going_on_from_changed_settings_returns_to_the_path(walker: Walker) -> None:
    walker.driver.click("activation.none")
    walker.press("courseNext")
    assert walker.page.claim == 2
    walker.check()


def test_a_sentence_typed_on_a_page_is_the_persons_own(walker: Walker) -> None:
    walker.driver.enter("医生给病人看病。")
    walker.press("courseNext").press("courseOwn")
    assert walker.driver.state.text == "医生给病人看病。"


def test_edits_of_tokens_come_back(open_window: OpenWindow, drive: Callable[[QWidget], Driver]) -> None:
    driver = drive(open_window())
    driver.send_key(driver.chip("的"), Qt.Key.Key_Delete)
    driver.qtbot.waitUntil(lambda: bool(driver.trace.kept[7]))
    edits = driver.state.edits
    walker = Walker(driver).open()
    walker.window.walk.take_sample("医生给病人看病。")
    walker.wait()
    assert driver.state.edits != edits
    walker.press("courseOwn")
    assert driver.state.edits == edits
    assert driver.trace.kept[7]


def go_to_claim(walker: Walker, claim: int) -> Findings:
    walker.window.walk.go(claim - 1)
    return walker.wait().findings


def test_a_sample_takes_the_place_of_a_sentence_that_does_not_bear_the_claim_out(walker: Walker) -> None:
    walker.driver.enter("牡丹牡丹")
    found = go_to_claim(walker, 6)
    assert not found.holds
    walker.click_cell(0, 1)
    walker.wait()
    walker.press("courseThrow")
    assert walker.label("courseFails") == load_words("en")("course.fails")
    assert walker.text("courseFound").startswith("Your sentence has no two different words")
    walker.press("courseSample")
    assert walker.driver.state.text == found.sample
    assert walker.findings.holds
    walker.check()
    walker.press("courseNext")
    assert walker.driver.state.text == "牡丹牡丹", "the next page is about the person's own sentence again"
    walker.press("courseBack")
    assert walker.driver.state.text == found.sample, "the page is as it was left"
    walker.check()
    walker.press("courseOwn")
    assert walker.driver.state.text == "牡丹牡丹"


def test_one_token_is_too_few_and_the_page_says_so(walker: Walker) -> None:
    walker.driver.enter("牡丹")
    go_to_claim(walker, 11)
    words = load_words("en")
    assert walker.label("courseFails") == words("course.few", least=2, kept=1)
    assert not walker.choices()
    assert not walker.button("courseThrow").isEnabled()
    walker.key(KEY.Key_Return)
    assert not walker.driver.state.course.record().thrown
    walker.press("courseSample")
    assert walker.choices()
    walker.check()


@pytest.mark.parametrize("scale", [100, 150])
def test_a_sample_ends_in_dots_where_its_button_is_too_narrow(
    open_window: OpenWindow, drive: Callable, tmp_path: Path, scale: int
) -> None:
    page = Path("resources/course/en/04-sparse-dense.md").read_text(encoding="utf-8")
    long = "医生在医院给病人看病，老师在学校给学生上课，牡丹 & 花卉。"
    (tmp_path / "a.md").write_text(page.replace("原野中,牡丹是最美丽的花卉。", long), encoding="utf-8")
    walker = Walker(drive(open_window(text="的", scale=scale)))
    walker.window.walk.open(str(tmp_path))
    walker.open()
    button = walker.button("courseSample")
    assert button.text().endswith("…")
    edges = 2 * walker.panel.theme.px(0.5)
    assert button.fontMetrics().horizontalAdvance(button.text()) < button.width() - edges
    assert button.toolTip() == long
    walker.press("courseSample")
    assert walker.driver.state.text == long


def test_no_sentence_at_all(walker: Walker) -> None:
    walker.driver.enter("")
    for claim in range(1, 21):
        go_to_claim(walker, claim)
        assert walker.is_shown("courseSample")
        assert "{" not in walker.text("courseText")


def test_a_page_may_bring_its_own_sentence(walker: Walker, tmp_path: Path) -> None:
    good = Path("resources/course/en/04-sparse-dense.md").read_text(encoding="utf-8")
    (tmp_path / "a.md").write_text(
        good.replace("claim = 4", 'claim = 4\nsentence = "小猫追着小狗。"'), encoding="utf-8"
    )
    (tmp_path / "b.md").write_text(good, encoding="utf-8")
    walker.window.walk.open(str(tmp_path))
    walker.window.walk.resume()
    walker.wait()
    assert walker.driver.state.text == "小猫追着小狗。"
    walker.press("courseNext")
    assert walker.driver.state.text == "春天的花园里开满了牡丹。"


def test_the_commands_of_the_course_rest_while_it_is_closed(driver: Driver) -> None:
    before = driver.state
    for key in (KEY.Key_Right, KEY.Key_Left, KEY.Key_Return):
        driver.key(key, ALT)
    assert driver.state == before
    assert not driver.window.commands["course_next"].isEnabled()


def test_a_closed_course_measures_nothing(walker: Walker, monkeypatch: pytest.MonkeyPatch) -> None:
    with walker.driver.settling():
        walker.driver.press(walker.driver.find("courseButton"))
    asked: list[object] = []
    monkeypatch.setattr(walker.panel._latest, "ask", asked.append)
    walker.driver.enter("牡丹是花卉")
    walker.driver.click("attention.raw")
    assert asked == []


# between starts


def test_progress_comes_back_at_the_next_start(
    walker: Walker, open_window: OpenWindow, drive: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("gui.memory.memory_file", lambda: tmp_path / "window.json")
    walker.give("0").press("courseThrow").press("courseNext").give("tokens")
    keep(walker.window)
    kept = json.loads((tmp_path / "window.json").read_text(encoding="utf-8"))
    assert kept["settings"] == OWN.to_dict(), "a page's settings are not what the person had"
    state = recall("春天的花园里开满了牡丹。", "en")
    assert state.settings == OWN
    again = Walker(drive(open_window(text=state.text, settings=state.settings, course=state.course))).open()
    assert again.page.claim == 2
    assert again.driver.state.course.record().given == "tokens"
    assert again.driver.state.course.done() == {"01-two-things"}
    again.press("courseBack")
    assert again.driver.state.settings == again.page.after.settings
    assert again.text("courseFound")
    again.check()


@pytest.mark.parametrize("order", ["course", "open course", "course open", "course open course"])
def test_ones_own_options_come_back_whatever_was_opened(
    open_window: OpenWindow, drive: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, order: str
) -> None:
    monkeypatch.setattr("gui.memory.memory_file", lambda: tmp_path / "window.json")
    file = tmp_path / "lesson.peony"
    file.write_bytes(to_bytes(State("人工智能", Settings(attention="raw", seed=99)), file))
    driver = drive(open_window(text="春天的花园里开满了牡丹。", settings=OWN))
    documents = driver.window.findChild(Documents)
    for step in order.split():
        if step == "open":
            with driver.qtbot.waitSignal(documents.changed, timeout=PATIENCE), driver.settling():
                documents.open(file)
        elif not driver.window.commands["course"].isChecked():
            Walker(driver).open()
        else:
            with driver.settling():
                driver.window.walk.go(1)
        assert documents.own.settings == OWN
    keep(driver.window, documents.own)
    assert recall("", "en").settings == OWN


def test_a_course_that_is_gone_gives_way_to_peonys_own(
    open_window: OpenWindow, drive: Callable, tmp_path: Path
) -> None:
    driver = drive(open_window(course=Progress(folder=str(tmp_path / "gone"), page="a")))
    walker = Walker(driver).open()
    assert walker.page.claim == 1
    driver.qtbot.waitUntil(lambda: str(tmp_path / "gone") in driver.notice)


# the moves alone


def test_leaving_without_having_entered_changes_nothing_of_ones_own() -> None:
    state = State("牡丹", OWN)
    changes = moves.leave(state, None, keep=False)
    assert (changes["text"], changes["settings"], changes["edits"]) == ("牡丹", OWN, state.edits)
