"""What the panel says about an answer."""

from __future__ import annotations

import pytest

from engine.course.folder import built_in
from engine.course.progress import Record
from engine.course.study import Findings, study
from engine.pipeline import Analyser, Request, Resources
from engine.samples import load_samples
from engine.words import LANGUAGES, load_words
from gui.course.question import answers_of
from gui.course.sayings import verdict

PAGES = {lang: {page.claim: page for page in built_in(lang).pages} for lang in LANGUAGES}
SHORT, LONG = load_samples()[0].text, load_samples()[6].text


def measured(resources: Resources, lang: str, claim: int, sentence: str) -> Findings:
    return study(PAGES[lang][claim], Request(sentence), Analyser(resources))


def said(findings: Findings, lang: str, claim: int, given: str) -> str:
    record = Record("", PAGES[lang][claim].name, given=given, thrown=True)
    return verdict(PAGES[lang][claim], findings, record, True, load_words(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_right_cell_is_named(resources: Resources, lang: str) -> None:
    found = measured(resources, lang, 16, SHORT)
    assert len(found.right) == found.figures["after.zero_weights"] <= 6
    wrong = next(f"{place},{place}" for place in found.before.places if f"{place},{place}" not in found.right)
    text = said(found, lang, 16, wrong)
    assert text.count("→") == 1 + len(found.right)
    assert load_words(lang)("list.separator") in text


def test_of_many_cells_six_are_named_and_the_others_counted(resources: Resources) -> None:
    found = measured(resources, "zh_CN", 16, LONG)
    assert len(found.right) > 6
    wrong = next(f"{place},{place}" for place in found.before.places if f"{place},{place}" not in found.right)
    text = said(found, "zh_CN", 16, wrong)
    assert text.count("→") == 1 + 6
    assert text.endswith(f" … 等 {len(found.right)} 格。")
    assert f"({len(found.right)} cells in all)" in said(found, "en", 16, wrong)


def test_a_pair_of_words_is_named_once(resources: Resources) -> None:
    found = measured(resources, "zh_CN", 6, SHORT)
    assert len(found.right) == 2
    assert said(found, "zh_CN", 6, "0,3") == "✗ 不是「原野 → 牡丹」。正确答案：牡丹 → 花卉。"


@pytest.mark.parametrize("sentence", [SHORT, "牡丹和花卉，牡丹和原野。"])
def test_the_word_that_is_asked_about_is_not_offered(resources: Resources, sentence: str) -> None:
    found = measured(resources, "zh_CN", 8, sentence)
    offered = dict(answers_of(PAGES["zh_CN"][8], found, load_words("zh_CN")))
    assert offered
    assert all(not label.startswith(str(found.figures["subject"])) for label in offered.values())
    assert found.right <= set(offered)
