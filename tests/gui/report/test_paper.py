"""The report as a page: tables and pictures that fit paper and a window. How it looks is for eyes to see."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from gui.report import report
from gui.report.html import WHOLE
from tests.gui.report.reader import number, read, table

LONG = "春天来了，公园里的牡丹开得非常茂盛，红的像火，粉的像霞。" * 5


def test_no_table_is_wider_than_a_page_and_only_long_ones_go_on_on_the_next(scene) -> None:
    page = read(report(scene(LONG, stopwords="keep")))
    tables = page.all("section", "matrices")[0].all("table") + page.all("table", "ranking")
    assert max(len(each.all("thead")[0].all("th")) for each in tables) <= 1 + 12  # seen to have room
    assert len(table(page, "X · ")[0]) == 1 + 10
    for each in page.all("table"):
        long = "long" in each.attributes["class"].split()
        assert long == (len(each.all("tbody")[0].all("tr")) > WHOLE)


def test_a_very_long_name_makes_no_tower_of_a_column(scene) -> None:
    columns, rows = table(read(report(scene("牡丹 " + "x" * 400, stopwords="keep"))), "A · ")
    assert max(map(len, columns[1:])) <= 24
    assert "x" * 400 in rows


def test_matrices_beside_each_other_are_not_drawn_tall_and_narrow(scene) -> None:
    now = scene("牡丹原野花卉美丽春天" * 6, stopwords="keep")
    state = replace(now.state, pin=now.state.request)
    shown = replace(now, state=state, pinned=scene(now.trace.text, stopwords="keep", attention="raw").trace)
    page = read(report(shown))
    (section,) = (
        each for each in page.all("section") if each.all("h2")[0].text == shown.words("report.compared")
    )
    _, _, wide, high = map(int, section.all("svg")[0].attributes["viewbox"].split())
    assert high < 0.66 * wide


def test_no_table_repeats_the_heading_above_it(scene) -> None:
    for ranking in ("norm", "received"):
        for part in read(report(scene(state={"ranking": ranking}))).all("section"):
            (title,) = (each.text for each in part.all("h2"))
            assert all(title not in each.text for each in part.all("caption"))


def test_thirty_tokens_are_all_there_in_tables_that_fit_a_page(scene) -> None:
    shown = scene("牡丹原野花卉美丽春天" * 4, stopwords="keep")
    trace = shown.trace
    assert 15 < len(trace.tokens) <= 30
    parts = [
        each for each in read(report(shown)).all("table") if each.all("caption")[0].text.startswith("A · ")
    ]
    assert len(parts) == 2
    found = [
        [number(cell.text) for part in parts for cell in part.all("tbody")[0].all("tr")[row].all("td")]
        for row in range(len(trace.tokens))
    ]
    np.testing.assert_allclose(found, trace.A[0], atol=0.51e-4)


def test_names_are_in_one_line_and_stay_in_sight_while_a_table_is_scrolled(scene) -> None:
    """How it looks is for eyes; these are the rules without which names broke after each character."""
    (style,) = read(report(scene())).all("style")
    rules = dict(re.findall(r"^\s*([^{}@]+?) \{([^}]*)\}", style.text, re.MULTILINE))
    (names,) = (rule for where, rule in rules.items() if where.startswith('.numbers th[scope="row"]'))
    assert "white-space: nowrap" in names
    (kept,) = (rule for where, rule in rules.items() if where.endswith(".matrices tr > :first-child"))
    assert "position: sticky; left: 0" in kept
    (aligned,) = (rule for where, rule in rules.items() if ".ranking th:nth-child(2)" in where)
    assert "text-align: left" in aligned


def test_words_are_cut_or_broken_only_where_there_is_no_room(scene) -> None:
    (style,) = read(report(scene())).all("style")
    rules = dict(re.findall(r"([^{}@]+?) \{([^}]*)\}", style.text))
    by_name = {where.strip(): rule for where, rule in rules.items()}
    ems = {
        where: float(re.search(r"max-width: ([\d.]+)em", by_name[where])[1])
        for where in (".matrices thead th:not(:first-child)", ".ranking td:nth-child(2)")
    }
    assert list(ems.values()) == [8, 30]
    page = read(report(scene(weights="random")))
    assert "nowrap" in by_name['.settings th[scope="row"], .options td:last-child']
    assert len(page.all("table", "options")) == 1 < len(page.all("table", "settings"))


def test_a_heading_is_never_left_alone_at_the_foot_of_a_page(scene) -> None:
    (style,) = read(report(scene())).all("style")
    printed = style.text.split("@media print")[1]
    assert re.search(r"[ ,]p[ ,][^{]*\{ break-inside: avoid", printed), "a remark breaks in two"
    assert re.search(r"h2 \+ p \{ break-after: avoid", printed)
    assert re.search(r"\.long tbody[^{]*\{ break-before: avoid", printed), "columns without any row"


def test_the_first_picture_finds_room_on_the_first_page_and_no_table_widens_the_screen(scene) -> None:
    """Whether it does is for eyes to see; these are the rules without which it does not."""
    (style,) = read(report(scene())).all("style")
    screen, printed = style.text.split("@media screen", 1)[1].split("@media print")
    assert "section { overflow-x: auto;" in screen
    assert "orphans: 1; widows: 1;" in printed  # else two pictures below each other go to the next page
    assert "max-height: 130mm" in printed
