"""Proposed file names: the sentence's first characters, as every system takes them."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QFileDialog

from gui.documents import Documents
from gui.file_names import MOST, proposed, with_suffix
from tests.gui import hostile
from tests.gui.driver import Driver
from tests.gui.saving import save


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("原野中,牡丹是最美丽的花卉。", "原野中,牡丹是最美丽的花卉"),
        ("牡丹" * 20, "牡丹" * (MOST // 2)),
        ("牡" * (MOST - 1) + "，丹", "牡" * (MOST - 1)),
        ("The peony is the most beautiful of flowers.", "The peony is the most"),
        ("x" * 60, "x" * MOST),
        ("a " + "x" * 60, "a " + "x" * (MOST - 2)),
        ("../../etc/passwd", "etc passwd"),
        ('C:\\a*b? "<c>|d', "C a b c d"),
        ("line\none\ttwo\r\n", "line one two"),
        ("\u202e\u200b牡丹\ud800\x00", "牡丹"),
        ("  .hidden. ", "hidden"),
        ("-rf ~", "rf"),
        ("1.5 + 1.5", "1.5 + 1.5"),
        *((text, "peony") for text in ("", "  \n", "。。", "///")),
        *((text, "peony") for text in ("con", "NUL", "com1", "LPT9.txt", "aux.", "Com²")),
        ("console", "console"),
    ],
)
def test_of_a_sentence(sentence: str, name: str) -> None:
    assert proposed(sentence) == name


@given(st.text(max_size=80))
def test_every_system_takes_it(sentence: str) -> None:
    name = proposed(sentence)
    assert 0 < len(name) <= MOST
    assert not set(name) & set('/\\:*?"<>|')
    assert all(char == " " or unicodedata.category(char)[0] not in "CZ" for char in name)
    assert name == name.strip(" .")
    assert proposed(name) == name
    assert len(name.encode()) < 200


def test_a_session_that_has_a_file_gives_its_name() -> None:
    assert proposed("牡丹", Path("lessons/lesson 1.5.peony")) == "lesson 1.5"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were proposed to the person, who answered with none."""
    names: list[str] = []

    def ask(_parent: object, _title: str, name: str, *_: object) -> tuple[str, str]:
        names.append(name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return names


def test_saving_and_exporting_propose_the_sentence(driver: Driver, asked: list[str]):
    driver.type("春天的花园里，牡丹开了。")
    for command in ("save", "save_as", "export_png", "export_html"):
        driver.window.commands[command].trigger()
    assert [Path(name).name for name in asked] == [
        f"春天的花园里，牡丹开了{suffix}" for suffix in (".peony", ".peony", ".png", ".html")
    ]


def test_a_saved_session_gives_its_name_to_what_is_exported(
    driver: Driver, documents: Documents, choose, tmp_path: Path, request: pytest.FixtureRequest
):
    choose(tmp_path / "lesson 1.peony")
    save(driver)
    asked: list[str] = request.getfixturevalue("asked")
    driver.type("牡丹")
    for command in ("save_as", "export_svg"):
        driver.window.commands[command].trigger()
    driver.menu(driver.heatmap, "Save as…")
    assert asked == [str(documents.file), "lesson 1.svg", "lesson 1.png"]


def test_a_hostile_sentence_is_a_name_too(driver: Driver, asked: list[str]):
    driver.enter(hostile.TEXT)
    driver.window.commands["export_csv"].trigger()
    assert asked == [f"{proposed(hostile.TEXT)}.csv"]
    assert Path(asked[0]).name == asked[0]


@pytest.mark.parametrize("typed", ["a", "a.peony", "A.PEONY", "a 1.5"])
def test_the_suffix_is_added(tmp_path: Path, typed: str):
    meant = typed if typed.lower().endswith(".peony") else f"{typed}.peony"
    assert with_suffix(tmp_path / typed, ".peony") == tmp_path / meant


def test_a_suffix_is_not_added_where_that_would_overwrite(tmp_path: Path):
    (tmp_path / "a.peony").write_bytes(b"")
    assert with_suffix(tmp_path / "a", ".peony") == tmp_path / "a"
