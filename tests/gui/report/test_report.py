"""The report: whole, alone, harmless, and every number in it that of the trace."""

from __future__ import annotations

import re

import numpy as np
import pytest

from engine.words import LANGUAGES, load_words
from gui.report import report
from gui.report.matrices import DIGITS
from tests.gui import hostile
from tests.gui.report.reader import Element, number, read, table

LONG = "春天来了，公园里的牡丹开得非常茂盛，红的像火，粉的像霞。" * 5
CASES = [
    {},
    {"heads": 3, "mask": "causal", "weights": "random"},
    {"attention": "raw", "activation": "none"},
    {"vectors": "onehot", "activation": "relu", "similarity": "cosine"},
]


def close(cell: str, value: float) -> bool:
    found = number(cell)
    if not np.isfinite(value):
        return found == value
    return abs(found - value) <= max(0.5000001 * 10.0**-DIGITS, 0.051 * abs(value) * ("e" in cell))


@pytest.mark.parametrize("settings", CASES, ids=str)
def test_every_number_of_the_matrices_is_that_of_the_trace(scene, settings: dict) -> None:
    trace = scene(**settings).trace
    page = read(report(scene(**settings)))
    for name in ("A", "S", "X", "Q", "K", "V", "Z"):
        columns, rows = table(page, f"{name} · ")
        values = trace.matrix(name)
        assert list(rows) == list(trace.tokens)
        places = range(len(trace.tokens)) if name in ("A", "S") else [int(col) - 1 for col in columns[1:]]
        assert name not in ("A", "S") or columns[1:] == list(trace.tokens)
        for row, cells in zip(values, rows.values(), strict=True):
            assert all(close(cell, row[col]) for cell, col in zip(cells, places, strict=True))


@pytest.mark.parametrize("ranking", ["norm", "received"])
def test_the_ranking_is_that_of_the_trace(scene, ranking: str) -> None:
    shown = scene(state={"ranking": ranking})
    trace = shown.trace
    page = read(report(shown))
    (found,) = (each for each in page.all("table") if "output length |z|" in each.all("thead")[0].text)
    order = trace.by_norm if ranking == "norm" else trace.by_received
    for place, (row, line) in enumerate(zip(order, found.all("tbody")[0].all("tr"), strict=True), start=1):
        token, norm, received = (cell.text for cell in line.all("td"))
        assert (line.all("th")[0].text, token) == (str(place), trace.tokens[row])
        assert close(norm, trace.norms[row])
        assert close(received, trace.received[row])


def test_the_figures_are_those_of_the_trace(scene) -> None:
    trace = scene().trace
    _, rows = table(read(report(scene())), "Overall figures")
    d = trace.diagnostics
    assert rows["diagonal rows"][0] == f"{d.diagonal_rows[0]} / {len(trace.tokens)}"
    assert number(rows["asymmetry"][0]) == pytest.approx(d.asymmetry[0], abs=5e-4)
    assert number(rows["entropy (bit)"][0]) == pytest.approx(d.entropy.mean(), abs=5e-4)
    assert number(rows["rank of S"][0]) == d.rank[0]
    assert rows["zeros in A"][0] == "0.0%"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_whole_in_each_language(scene, lang: str) -> None:
    page, words = read(report(scene(lang=lang))), load_words(lang)
    assert page.all("html")[0].attributes["lang"] == lang.replace("_", "-")
    titles = [each.text for each in page.all("h2")]
    for key in ("report.settings", "report.formula", "report.pictures", "report.source", "report.matrices"):
        assert words(key) in titles
    foreign = load_words("en" if lang == "zh_CN" else "zh_CN")
    keys = [
        key for key in words.sentences if key.startswith(("report.", "figure.")) and "{" not in words(key)
    ]
    assert not {foreign(key) for key in keys if len(foreign(key)) > 6} & set(texts(page))


def texts(page: Element) -> list[str]:
    return [child for element in page.walk() for child in element.children if isinstance(child, str)]


def test_the_sentence_has_its_tokens_marked(scene) -> None:
    shown = scene("原野中,牡丹是最美丽的花卉。")
    (heading,) = read(report(shown)).all("h1")
    assert heading.text == shown.trace.text
    assert [each.text for each in heading.all("span", "kept")] == list(shown.trace.tokens)
    assert [each.text for each in heading.all("s")] == ["中", "是", "的"]
    assert [each.text for each in heading.all("span", "dropped")] == [",", "。"]


def test_one_number_is_worked_out_and_tells_something(scene) -> None:
    shown = scene(mask="causal", heads=2, weights="random")
    (example,) = read(report(shown)).all("div", "worked")
    assert "hidden by the mask" not in example.text
    value, part = map(number, re.findall(r"Why ([\d.]+)\?", example.text))
    (cell,) = np.argwhere(np.isclose(shown.trace.matrix("A"), value, atol=5e-4))
    assert value > 0
    assert part == pytest.approx(shown.trace.A[:, *cell].max(), abs=5e-4), "the head that gives it most"
    assert re.search(r"mean over heads.*head \d", example.text)
    assert example.all("a") == []


def test_the_chosen_cell_is_the_one_that_is_worked_out(scene) -> None:
    shown = scene(state={"anchor": 0, "col": 3})
    (example,) = read(report(shown)).all("div", "worked")
    assert number(re.search(r"Why ([\d.]+)\?", example.text)[1]) == pytest.approx(
        shown.trace.A[0, 0, 3], abs=5e-4
    )
    assert '"原野" looks at "美丽"' in example.text


def test_tables_say_what_they_are_and_name_their_rows_and_columns(scene) -> None:
    for each in read(report(scene())).all("table"):
        assert each.children[1].tag == "caption"
        assert each.all("caption")[0].text.strip()
        assert {cell.attributes["scope"] for cell in each.all("thead")[0].all("th")} == {"col"}
        assert {cell.attributes["scope"] for cell in each.all("tbody")[0].all("th")} == {"row"}
        width = len(each.all("thead")[0].all("th"))
        assert {len(row.all("td")) + len(row.all("th")) for row in each.all("tr")} == {width}


def alone(page: Element) -> bool:
    """Whether nothing on a page runs, and nothing is loaded."""
    (policy,) = (
        each.attributes["content"]
        for each in page.all("meta")
        if each.attributes.get("http-equiv") is not None
    )
    assert policy.startswith("default-src 'none';")
    assert "script" not in policy
    for element in page.walk():
        assert element.tag not in ("script", "link", "iframe", "object", "embed", "base", "form", "img", "a")
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            if name in ("src", "href", "xlink:href"):
                assert value.startswith("data:image/png;base64,")
            if name == "clip-path":
                assert value.startswith("url(#")
    (style,) = page.all("style")
    assert "url(" not in style.text
    assert "@import" not in style.text
    return True


@pytest.mark.parametrize("settings", CASES, ids=str)
def test_it_stands_alone(scene, settings: dict) -> None:
    assert alone(read(report(scene(**settings))))


def test_hostile_tokens_are_text_and_nothing_else(scene) -> None:
    shown = scene(hostile.TEXT, stopwords="keep", lexicon=hostile.lexicon())
    page = read(report(shown))
    assert alone(page)
    heading = page.all("h1")[0].text
    for token in ("<script>alert(1)</script>", "&amp;", "\"onload='x", "]]>", "<!--", "😀", "{name}", "=1+1"):
        assert token in shown.trace.tokens
        assert token in heading
    assert "U+202E" in heading
    assert "\u202e" not in page.text
    assert "\ufffd" in heading  # what was a lone surrogate


def test_the_pictures_are_inline_and_told_to_those_who_cannot_see_them(scene) -> None:
    shown = scene(heads=2, weights="random")
    page = read(report(shown))
    pictures = page.all("svg")
    assert len(pictures) == len(page.all("figure")) == 2 + 2 + 2  # A and S, two lists of bars, each head
    for picture in pictures:
        assert picture.attributes["role"] == "img"
        assert picture.attributes["aria-label"]
        assert [each.text for each in picture.all("text")]
    names = [element.attributes["id"] for element in page.walk() if "id" in element.attributes]
    assert len(names) == len(set(names))


def test_of_a_long_text_the_part_that_says_most(scene) -> None:
    shown = scene(LONG, stopwords="keep")
    trace = shown.trace
    made = report(shown)
    page = read(made)
    top = sorted(trace.by_norm[:12])
    lines = next(each for each in page.all("table") if each.all("caption")[0].text.startswith("A · "))
    for line, row in zip(lines.all("tbody")[0].all("tr"), top, strict=True):
        assert line.all("th")[0].text == trace.tokens[row]
        assert all(
            close(cell.text, trace.A[0, row, col]) for cell, col in zip(line.all("td"), top, strict=True)
        )
    assert "the first 12 words of the ranking" in lines.all("caption")[0].text
    assert len(made) < 2**20


@pytest.mark.parametrize("text", ["", "。。", "牡丹", "\ud800"])
def test_there_is_always_a_page(scene, text: str) -> None:
    page = read(report(scene(text)))
    assert page.all("h1")[0].text.strip()
    assert alone(page)


def test_the_same_state_is_the_same_page(scene) -> None:
    assert report(scene(heads=2, weights="random")) == report(scene(heads=2, weights="random"))


def test_no_part_of_the_formula_is_broken_in_two(scene) -> None:
    page = read(report(scene(heads=4)))
    (formula,) = (each for each in page.all("p") if each.attributes.get("class") == "formula")
    assert formula.attributes["aria-label"] == "Z = ‖ h=1…4 softmax ( X W^Q_h (X W^K_h)ᵀ / √64 ) X W^V_h"
    assert len(formula.all("span", "stage")) == 11
    (rule,) = re.findall(r"\.formula \.stage \{([^}]*)\}", page.all("style")[0].text)
    assert "white-space: nowrap" in rule


def test_every_picture_of_a_matrix_marks_the_cell_that_is_worked_out(scene) -> None:
    shown = scene(heads=4)
    page = read(report(shown))
    said = re.search(r'looks at "(\w+)"', page.all("div", "worked")[0].text)[1]
    pictures = [each for each in page.all("svg") if each.attributes["aria-label"][0] in "AS"]
    texts = [each.all("text") for each in pictures]
    strong = [[one.text for one in each if "font-weight" in one.attributes] for each in texts]
    assert [names[-1] for names in strong if len(names) == 2] == [said] * 6  # A and S, and A of each head


@pytest.mark.parametrize(("lang", "own"), [("en", "Peony's own"), ("zh_CN", "牡丹自带")])
def test_the_source_names_the_vectors_that_were_used(scene, lang: str, own: str) -> None:
    told = {}
    for vectors in ("dense", "onehot"):
        shown = scene(lang=lang, vectors=vectors)
        (source,) = read(report(shown)).all("section", "source")
        names = (each.text for each in source.all("dt"))
        told[vectors] = dict(zip(names, (each.text for each in source.all("dd")), strict=True))
    table, key = shown.trace.table, shown.words("report.vectors")
    assert told["dense"][key] == f"{own} {len(table):,} × {table.width}"
    assert "512" in told["onehot"][key]
    assert own not in told["onehot"][key]
    assert table.licence not in told["onehot"].values()


@pytest.mark.parametrize(("lang", "said"), [("en", "double precision"), ("zh_CN", "双精度")])
def test_what_is_said_of_rounding_is_true(scene, lang: str, said: str) -> None:
    """No number is stored in less; in double precision nothing is exact either, and that is not claimed."""
    trace = scene().trace
    assert {getattr(trace, name).dtype for name in ("X", "Q", "K", "V", "S", "A", "Z")} == {np.dtype("f8")}
    (source,) = read(report(scene(lang=lang))).all("section", "source")
    assert said in source.text
    assert "none is rounded" not in source.text
    assert "没有任何舍入" not in source.text
