"""Texts of every kind: each gives a sensible picture or a plain sentence, and never a frozen window."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton

from engine.samples import load_samples
from engine.words import LANGUAGES
from gui.window import MainWindow
from tests.gui.driver import Driver
from tests.gui.test_layout import settle_layout

LONGEST_PAUSE = 1.5  # seconds of work in one go, in which the window answers nothing

MIXED = "原野牡丹花卉的是abc XYZ 12,。!😀👩‍👩‍👧é\u0301\u0308עבריתعربي\u202e\u200bहिन्दी\t€𠮷"


def long_text(alphabet: str, length: int = 20_000) -> str:
    pick = random.Random(length)
    return "".join(pick.choices(alphabet, k=length))


@contextmanager
def heartbeat() -> Iterator[list[float]]:
    """Collect what the window's thread works between the beats of a timer of 5 ms, in seconds of its own."""
    pauses: list[float] = []
    last = [time.thread_time()]

    def beat() -> None:
        now = time.thread_time()
        pauses.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=5)
    timer.timeout.connect(beat)
    timer.start()
    yield pauses
    timer.stop()


EMPTY = {
    "nothing": ("", "No sentence yet"),
    "spaces": ("   \t ", "No sentence yet"),
    "wide-spaces": ("\u3000\u3000", "No sentence yet"),
    "stopwords": ("的是在了", "Nothing is left"),
    "punctuation": ("……！？,.", "Nothing is left"),
    "emoji": ("😀😀", "Nothing is left"),
    "joiners": ("\u200d\u200b", "Nothing is left"),
}


@pytest.mark.parametrize("name", EMPTY)
def test_where_nothing_is_left_a_plain_sentence_says_so(driver: Driver, name: str):
    text, says = EMPTY[name]
    driver.enter(text)
    trace = driver.check()
    assert trace.tokens == ()
    note = driver.find("emptyNote", QLabel)
    assert note.isVisible()
    assert note.text().startswith(says)
    assert driver.find("weightBars").values() == driver.find("rankingBars").values() == []
    for focus in "XQKVSAZ":
        driver.click(f"stage.{focus}")
        assert note.isVisible()
    driver.click("moreButton")
    driver.click("attention.raw")
    driver.click("vectors.onehot")
    driver.check()
    driver.type("牡丹是花卉")
    assert not note.isVisible()
    assert driver.find("focusHeatmap").isVisible()
    driver.check()


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 100), ((1024, 700), 150)])
def test_an_empty_window_invites_and_shows_no_shell(
    open_window: Callable[..., MainWindow], drive: Callable[..., Driver], size: tuple[int, int], scale: int
):
    driver = drive(open_window(text="", size=size, scale=scale))
    settle_layout(driver.window)
    note, first = driver.find("emptyNote", QLabel), driver.find("invitation.0")
    assert note.height() >= note.heightForWidth(note.width())
    assert first.isVisible()
    assert first.parentWidget().rect().contains(first.geometry())
    assert not any(driver.find(name).isVisible() for name in ("ranking.norm", "ranking.received", "shapes"))
    assert not driver.edit.actions()[0].isVisible(), "there is nothing to clear"
    with driver.settling():
        driver.press(first)
    assert driver.state.text == next(sample.text for sample in load_samples() if sample.text.isascii())
    assert not note.isVisible()
    assert driver.find("ranking.norm").isVisible()
    driver.check()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_window_invites_in_its_own_language(
    open_window: Callable[..., MainWindow], drive: Callable[..., Driver], lang: str
):
    driver = drive(open_window(text="", lang=lang))
    texts = [driver.find(f"invitation.{number}", QPushButton).text() for number in range(3)]
    sentences = [text.splitlines()[0].removesuffix("…") for text in texts]
    assert [sentence.isascii() for sentence in sentences] == [lang == "en"] * 3
    where = {"en": "below", "zh_CN": "下面"}[lang]
    assert where in driver.find("emptyNote", QLabel).text(), "the menu of samples may be folded away"


def test_what_is_left_of_nothing_but_stopwords_offers_no_other_sentence(driver: Driver):
    driver.enter("的了吗。")
    assert driver.find("emptyNote").isVisible()
    assert not driver.find("invitation.0").isVisible()


def test_keeping_stopwords_brings_them_back(driver: Driver):
    driver.enter("的是在了")
    driver.click("stopwords.keep")
    assert len(driver.check().tokens) >= 2
    assert not driver.find("emptyNote").isVisible()


SHORT = {
    "one token": "牡丹",
    "one letter": "a",
    "ten times the same": "牡丹" * 10,
    "ten times a dropped one": "的" * 10,
    "latin": "The quick brown fox, it's 3.14 & more <b>bold</b>",
    "markup": "<img src=x> &amp; %s {0} {token} \\frac",
    "ampersands": "R&D && AT&T",
    "emoji": "我爱😀👩‍👩‍👧🇨🇳吃饭👍🏽",
    "combining": "e\u0301\u0327a\u030a" * 5,
    "right to left": "שלום עולם مرحبا بالعالم",
    "overrides": "\u202eabc\u202c\u2066def\u2069",
    "control": "a\x01b\x7fc\x1b[31m\x85d",
    "nul": "牡丹\x00花卉",
    "lines": "第一行\n第二行\r\n第三行\u2028四",
    "rare": "𠮷𪚥龘",
    "lone high": "牡丹\ud800花卉",
    "lone low": "\udfff牡丹",
    "no characters": "\ufffe\uffff\U0010ffff",
    "one long word": "x" * 400,
}


@pytest.mark.parametrize("name", SHORT)
def test_short_texts(driver: Driver, name: str):
    driver.enter(SHORT[name])
    driver.check()
    driver.click("stopwords.keep")
    driver.check()
    for focus in "XSZA":
        driver.click(f"stage.{focus}")
        driver.check()
    for chip in driver.chips():
        assert chip.accessibleName()
        assert chip.text().strip() or chip.text() == "", "a chip shows what cannot be seen"
    driver.window.grab()


def test_ten_times_the_same_token_gets_the_same_weight_each(driver: Driver):
    driver.enter("牡丹" * 10)
    assert driver.trace.tokens == ("牡丹",) * 10
    assert [value for _, value in driver.find("weightBars").values()] == pytest.approx([0.1] * 10)
    driver.check()


LONG = {
    "words": "牡丹花卉" * 1000,
    "han": long_text("原野牡丹花卉的是最美丽中国人民"),
    "latin": "lorem ipsum " * 1666,
    "one run": "x" * 20_000,
    "emoji": long_text("😀👍🏽👩‍🇨🇳"),
    "combining": long_text("ea\u0301\u0308\u0327\u030a"),
    "right to left": long_text("שלוםעולם مرحبا"),
    "control": long_text("".join(map(chr, range(1, 32))) + "ab"),
    "surrogates": long_text("\ud800\udfff牡丹"),
    "anything": long_text(MIXED),
}


@pytest.mark.parametrize("name", LONG)
def test_long_texts_never_freeze_the_window(driver: Driver, monkeypatch: pytest.MonkeyPatch, name: str):
    """The size that a trace is cut at is lowered: the way is the same, the memory is not."""
    monkeypatch.setattr("engine.pipeline.LARGEST", 400**2)
    with heartbeat() as pauses:
        driver.enter(LONG[name])
    assert max(pauses) < LONGEST_PAUSE
    trace = driver.check()
    assert len(trace.tokens) + trace.beyond == sum(token.kept for token in trace.pieces)
    assert (trace.beyond > 0) == bool(driver.notice)
    with heartbeat() as pauses:
        for control in ("activation.relu", "stage.X", "languageButton"):
            driver.click(control)
    assert max(pauses) < LONGEST_PAUSE
    driver.enter("牡丹")
    assert driver.check().tokens == ("牡丹",)


def test_two_thousand_tokens(driver: Driver):
    with heartbeat() as pauses:
        driver.enter("牡丹花卉" * 1000)
    assert max(pauses) < LONGEST_PAUSE
    trace = driver.check()
    assert driver.heatmap.matrix().shape == (2000, 2000)
    assert len(trace.pieces) == 2000
    assert not driver.notice
    # The strip shows the first of them, and the rest on demand.
    more = driver.find("moreTokens", QPushButton)
    assert more.text() == f"{2000 - len(driver.chips())} more"
    shown = len(driver.chips())
    driver.press(more)
    assert len(driver.chips()) > shown
    corner = driver.heatmap.rect().center()
    row, col = driver.heatmap.cell_at(corner)
    with driver.settling():
        driver.hover(driver.heatmap, corner)
    assert (driver.state.hover.row, driver.state.hover.col) == (row, col)


def test_a_text_beyond_what_can_be_computed_says_what_is_left_out(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("engine.pipeline.LARGEST", 50**2)
    driver.enter("牡丹" * 80)
    assert driver.heatmap.matrix().shape == (50, 50)
    assert "50" in driver.notice
    assert "30" in driver.notice
    driver.click("languageButton")
    assert "30" in driver.notice
    driver.enter("牡丹")
    assert driver.notice == ""
