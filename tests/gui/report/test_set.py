"""What was set: in the heading what matters, near the end all of it, and what was used instead."""

from __future__ import annotations

import pytest

from engine.words import load_words
from gui.report import report
from tests.gui.report.reader import Element, read, table

LONG = "春天来了，公园里的牡丹开得非常茂盛，红的像火，粉的像霞。" * 5


def heading(page: Element) -> str:
    (header,) = page.all("header")
    (told,) = header.all("p", "set")
    return told.text


def test_what_matters_comes_first_and_all_options_near_the_end(scene) -> None:
    page = read(report(scene()))
    words = load_words("en")
    sections = ("formula", "pictures", "diagnostics", "settings", "source", "matrices")
    titles = [each.text for each in page.all("h2")]
    assert [title for title in titles if title != words("ranking.title")] == [
        words(f"report.{key}") for key in sections
    ]
    first = next(each for each in page.walk() if each.tag in ("table", "svg"))
    assert first.tag == "svg", "a table stands before the first picture"


def test_the_heading_says_how_the_switches_stand_and_what_is_not_at_its_default(scene) -> None:
    said = "Stopwords remove · Vectors dense · Attention projected QKᵀ · Activation softmax"
    assert heading(read(report(scene()))) == f"{said} · all other options at their defaults"
    page = read(report(scene(heads=4, temperature=2.0)))
    assert heading(page) == f"{said} · Temperature τ 2 · Heads h 4 · all other options at their defaults"
    assert [each.text for each in page.all("header")[0].all("mark")] == ["2", "4"]
    assert heading(read(report(scene("", mask="causal")))).startswith(f"{said} · Mask causal")


def test_a_long_sentence_is_written_smaller(scene) -> None:
    kinds = [read(report(scene(text))).all("h1")[0].attributes.get("class") for text in ("牡丹", LONG)]
    assert kinds == [None, "long"]


@pytest.mark.parametrize("settings", [{"heads": 3}, {"vectors": "onehot"}], ids=str)
def test_options_say_which_W_was_used_where_there_is_no_trained_one(scene, settings: dict) -> None:
    shown = scene(**settings)
    made = shown.trace.projections
    assert made.source == "random"
    _, rows = table(read(report(shown)), "All options")
    because = shown.words(f"weights.{made.because}")
    assert rows["Projection W"] == [f"trained (actually: W: random (seed 7) {because})", "trained"]
    _, rows = table(read(report(scene(heads=4))), "All options")
    assert rows["Projection W"] == ["trained", "trained"]


def test_options_say_what_was_not_used_and_how_many_heads_there_are(scene) -> None:
    raw = read(report(scene(attention="raw", heads=4)))
    _, rows = table(raw, "All options")
    assert rows["Projection W"][0] == "trained (not used)"
    assert rows["Heads h"][0] == "● 4 (not used)"
    assert "Heads h 4 (not used)" in heading(raw)
    _, rows = table(read(report(scene(weights="identity", heads=4))), "All options")
    assert (rows["Heads h"][0], rows["Width dₖ"][0]) == ("● 4 (actually: 1)", "64 (actually: 100)")


def test_what_is_not_at_its_default_is_marked(scene) -> None:
    page = read(report(scene(temperature=2.0, mask="causal", tfidf=True)))
    _, rows = table(page, "All options")
    changed = {name: cells for name, cells in rows.items() if cells[0].startswith("●")}
    assert changed == {
        "Temperature τ": ["● 2", "1"],
        "Mask": ["● causal", "none"],
        "TF-IDF": ["● on", "off"],
    }
    assert len(rows) == len(scene().trace.settings.to_dict())
    assert rows["Seed"] == ["7", "7"]
