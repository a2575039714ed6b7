"""The twenty pages themselves: whole in both languages, short, and the same in everything but words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from engine.course.folder import built_in
from engine.course.page import Page
from engine.course.prose import Prose, fill, plain, spans_of
from engine.course.study import quoted, study
from engine.pipeline import Analyser, Request, Resources
from engine.samples import load_samples
from engine.settings import Settings
from engine.words import LANGUAGES, load_words

COURSES = {lang: built_in(lang).pages for lang in LANGUAGES}
PAIRS = list(zip(COURSES["zh_CN"], COURSES["en"], strict=True))
EVERY = [(lang, page) for lang, pages in COURSES.items() for page in pages]
MOST = {"zh_CN": 120, "en": 90}  # characters, words
each_page = pytest.mark.parametrize(("lang", "page"), EVERY, ids=lambda x: getattr(x, "name", x))
each_pair = pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].name)


def size(prose: Prose, lang: str) -> int:
    """Count Chinese characters, or words; a formula, a figure or a foreign word counts as one."""
    text = "\n".join(
        " ".join(span.text if span.kind == "text" else "x" for span in block.spans) for block in prose
    )
    chinese = len(re.findall(r"[\u3400-\u9fff]", text))
    return len(re.findall(r"[^\W\u3400-\u9fff]+", text)) + (chinese if lang == "zh_CN" else 0)


def wordless(page: Page) -> Page:
    """Return a page without its words."""
    question = replace(
        page.question,
        text=(),
        none=bool(page.question.none),
        choices=tuple(name for name, _ in page.question.choices),
    )
    return replace(page, title="", text=(), found=(), otherwise=(), question=question)


@each_pair
def test_both_languages_ask_the_same_of_the_same(pair: tuple[Page, Page]) -> None:
    chinese, english = pair
    assert wordless(chinese) == wordless(english)
    assert chinese.title != english.title


@each_pair
def test_both_languages_quote_the_same_figures(pair: tuple[Page, Page]) -> None:
    chinese, english = pair
    assert set(quoted(chinese)) == set(quoted(english))


@each_page
def test_the_text_before_the_question_is_short(lang: str, page: Page) -> None:
    assert 20 <= size(page.text, lang) <= MOST[lang]


def test_a_long_text_would_be_found() -> None:
    page = COURSES["zh_CN"][0]
    assert size(page.text * 3, "zh_CN") > 120
    assert size(COURSES["en"][0].text * 3, "en") > 90


@each_page
def test_a_page_speaks_its_language(lang: str, page: Page) -> None:
    for prose in (page.text, page.found, page.otherwise, page.question.text):
        text = "".join(span.text for span in spans_of(prose, "text"))
        assert bool(re.search(r"[\u3400-\u9fff]", text)) == (lang == "zh_CN")
    if lang == "zh_CN":
        written = "".join(span.text for span in spans_of(page.text, "text"))
        assert not re.search(r"[\u3400-\u9fff][,;:?!()]", written), "a half-width mark after Chinese"


@each_page
def test_a_page_measures_something_and_shows_where(lang: str, page: Page) -> None:
    assert any(True for _ in spans_of(page.found, "figure"))
    assert any(True for _ in spans_of(page.otherwise, "figure")) or page.claim in (1, 2, 5, 6, 7)
    assert page.look
    assert len(page.question.choices) <= 4


def test_questions_are_of_every_kind() -> None:
    assert {page.question.kind for page in COURSES["en"]} == {"token", "cell", "choice"}


def test_every_experiment_is_led_to() -> None:
    asked = {page.experiment for page in COURSES["en"]} - {""}
    assert asked == {"fit", "rank", "saturation", "order", "neuron", "heads", "vectors", "sum"}


@each_page
def test_a_page_starts_from_the_defaults(lang: str, page: Page) -> None:
    """So that what a person has set elsewhere never changes what a page shows."""
    default = Settings()
    changed = {
        name: value
        for name, value in page.before.settings.to_dict().items()
        if value != getattr(default, name)
    }
    assert default.with_(**changed) == page.before.settings
    assert page.before != page.after


@each_page
def test_a_page_bears_its_claim_out_on_a_sample_of_its_own(
    resources: Resources, lang: str, page: Page
) -> None:
    analyser = Analyser(resources)
    found = [study(page, Request(sample), analyser) for sample in page.samples]
    held = next(each for each in found if each.holds)
    assert held.enough
    assert held.right


@each_page
def test_texts_read_well_whatever_the_sentence(resources: Resources, lang: str, page: Page) -> None:
    """No figure is left unfilled, and none is missing where the claim holds."""
    analyser = Analyser(resources)
    for sample in load_samples():
        found = study(page, Request(sample.text), analyser)
        shown = [page.text, page.question.text, page.found if found.holds else page.otherwise]
        shown += [label for _, label in page.question.choices]
        for prose in shown:
            text = plain(fill(prose, found.figures, load_words(lang)))
            assert not set(text) & set("{}\\$")
            missing = [span.text for span in spans_of(prose, "figure") if found.figures[span.text] is None]
            assert all(name.startswith("after.rank_") for name in missing)
