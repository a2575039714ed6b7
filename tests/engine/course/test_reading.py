"""Pages are anybody's: what is wrong is said with file and line, and nothing in them does anything else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.course.folder import FOLDER
from engine.course.page import Page
from engine.course.prose import Span, plain
from engine.course.reading import read_page
from engine.errors import PeonyError
from engine.settings import Settings
from engine.words import LANGUAGES, load_words

GOOD = (FOLDER / "en" / "11-fault-one.md").read_text(encoding="utf-8")


def test_a_page_is_read_whole() -> None:
    page = read_page("11-fault-one", GOOD, "x.md")
    assert (page.name, page.claim, page.title) == ("11-fault-one", 11, "Fault one: looking at oneself")
    assert page.before.settings == Settings(attention="raw", weights="random")
    assert page.after.settings == Settings(weights="random")
    assert page.before.view.focus == page.after.view.focus == "S"
    assert page.look == ("attentionToggle", "focusHeatmap", "statusFigures")
    assert (page.question.kind, page.question.answer) == ("token", "lost_diagonal")
    assert plain(page.question.none) == "None: all keep it"
    assert (page.least, page.token, page.sentence, page.experiment) == (2, "", "", "")
    assert plain(page.text).startswith("On the diagonal of")
    assert plain(page.found).startswith("The right answers:")
    assert plain(page.otherwise).startswith("Taken literally")


def test_every_key_is_taken() -> None:
    text = GOOD.replace(
        'focus = "S"', 'focus = "Q"\nhead = 3\nranking = "received"\nleast = 5\ntoken = "rarest"'
    )
    text = text.replace("claim = 11", 'claim = 11\nsentence = "牡丹"\nexperiment = "rank"')
    text = text.replace("[switch]", '[switch]\nfocus = "A"\nhead = 1\nranking = "norm"\ntemperature = 2')
    page = read_page("x", text, "x.md")
    assert (page.before.view.focus, page.before.view.head, page.before.view.ranking) == ("Q", 2, "received")
    assert (page.after.view.focus, page.after.view.head, page.after.view.ranking) == ("A", 0, "norm")
    assert (page.least, page.token, page.sentence, page.experiment) == (5, "rarest", "牡丹", "rank")
    assert page.after.settings.temperature == 2


def change(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


LONG = "x" * 2_001
BROKEN = {
    "empty": ("", "course_front", 1),
    "no fence": ("claim = 1", "course_front", 1),
    "one fence": ("+++\nclaim = 1\n", "course_front", 1),
    "text before": ("hello\n+++\n+++\n", "course_front", 1),
    "no TOML": (change("claim = 11", "claim 11"), "course_toml", 2),
    "deep TOML": (change("claim = 11", "claim = " + "[" * 5_000), "course_toml", 1),
    "huge number": (change("claim = 11", "claim = " + "9" * 6_000), "course_toml", None),
    "twice": (change("claim = 11", "claim = 11\nclaim = 12"), "course_toml", 3),
    "unknown key": (change("claim = 11", "claim = 11\ncolour = 1"), "course_key", 3),
    "unknown option": (change('weights = "random"', "eval = 1"), "course_key", 11),
    "unknown in switch": (change("[switch]", "[switch]\nclaim = 1"), "course_key", 14),
    "unknown in question": (change("[question]", "[question]\nright = 3"), "course_key", 17),
    "claim a text": (change("claim = 11", 'claim = "11"'), "course_value", 2),
    "claim a truth": (change("claim = 11", "claim = true"), "course_value", 2),
    "no title": (change('title = "Fault one: looking at oneself"\n', ""), "course_value", 1),
    "long title": (change("Fault one: looking at oneself", LONG), "course_value", 3),
    "empty title": (change('"Fault one: looking at oneself"', '" "'), "course_value", 3),
    "unknown focus": (change('focus = "S"', 'focus = "W"'), "course_value", 4),
    "unknown check": (change('check = "fault_one"', 'check = "os.system"'), "course_value", 6),
    "no samples": (change('samples = ["原野中,牡丹是最美丽的花卉。"]', "samples = []"), "course_value", 5),
    "sample a number": (change('["原野中,牡丹是最美丽的花卉。"]', "[7]"), "course_value", 5),
    "look a text": (change('["attentionToggle", "focusHeatmap", "statusFigures"]', '"x"'), "course_value", 7),
    "look elsewhere": (change('"attentionToggle"', '"menuButton"'), "course_value", 7),
    "the default again": (change('attention = "raw"\n', ""), "course_switch", 12),
    "settings a number": (change("claim = 11", "claim = 11\nquestion = 3"), "course_toml", None),
    "wrong value": (change('attention = "raw"', 'attention = "cooked"'), "course_option", 10),
    "wrong type": (change('attention = "raw"', "attention = [1]"), "course_option", 10),
    "a file as W": (change('weights = "random"', 'weights = "/etc/passwd"'), "course_value", 11),
    "no switch": (change('[switch]\nattention = "projected"\n', ""), "course_switch", 1),
    "same switch": (change('attention = "projected"', 'attention = "raw"'), "course_switch", 13),
    "unknown answer": (change('answer = "lost_diagonal"', 'answer = "mine"'), "course_value", 18),
    "answer of another kind": (change('answer = "lost_diagonal"', 'answer = "zeros"'), "course_value", 18),
    "choices of none": (change("none = ", "choices = {a = '1'}\nnone = "), "course_choices", 20),
    "unknown figure": (change("{before.kept}", "{before.__class__}"), "course_figure", 22),
    "figure in a label": (change("'None: all keep it'", "'{secret}'"), "course_figure", 20),
    "attribute": (change("{before.kept}", "{before.kept.real}"), "course_figure", 22),
    "wide format": (change("{before.asymmetry:.2f}", "{before.asymmetry:99999999f}"), "course_format", 22),
    "open mark": (change("goes too far", "goes **too far"), "course_mark", 24),
    "open formula": (change("goes too far", "goes $too far"), "course_mark", 24),
    "long formula": (change("goes too far", f"${'x' * 201}$"), "course_formula", 24),
    "unknown heading": (change("# found", "# Found it"), "course_section", 26),
    "heading twice": (change("# otherwise", "# found"), "course_section", 32),
    "no text": (re.sub(r"\+\+\+\n[^+#]+# found", "+++\n\n# found", GOOD), "course_missing", 21),
    "nothing found": (re.sub("# found.*?#", "# found\n\n#", GOOD, flags=re.S), "course_missing", 26),
    "no otherwise": (GOOD.split("# otherwise", maxsplit=1)[0], "course_missing", 21),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_page_is_refused_with_file_and_line(kind: str) -> None:
    text, key, line = BROKEN[kind]
    with pytest.raises(PeonyError) as caught:
        read_page("x", text, "folder/x.md")
    error = caught.value
    assert error.key == f"error.{key}"
    assert error.fields["file"] == "folder/x.md"
    assert line is None or error.fields["line"] == line
    for lang in LANGUAGES:
        said = load_words(lang).error(error)
        assert "folder/x.md" in said
        assert str(error.fields["line"]) in said


def refuses_or_reads(text: str) -> None:
    found: Page | PeonyError
    try:
        found = read_page("x", text, "x.md")
    except PeonyError as error:
        found = error
    if isinstance(found, PeonyError):
        assert found.key.startswith("error.course_")
        assert found.fields["file"] == "x.md"
        assert 1 <= found.fields["line"] <= text.count("\n") + 1
        assert load_words("en").error(found)
    else:
        assert found.title
        assert found.text
        assert found.before != found.after


@given(st.text())
def test_any_text_is_a_page_or_one_error(text: str) -> None:
    refuses_or_reads(text)


LINES = GOOD.split("\n")
scraps = st.one_of(
    st.sampled_from(LINES),
    st.text(max_size=20),
    st.sampled_from(
        ["+++", "# found", "# otherwise", "{before.kept}", "**", "$x", "[switch]", "look = 3", "\r"]
    ),
)


@given(st.lists(st.tuples(st.integers(0, len(LINES)), scraps), max_size=6), st.booleans())
def test_a_good_page_with_a_few_lines_spoilt_is_a_page_or_one_error(
    spoils: list[tuple[int, str]], instead: bool
) -> None:
    lines = LINES.copy()
    for number, scrap in spoils:
        lines[number : number + instead] = [scrap]
    refuses_or_reads("\n".join(lines))


@given(st.text(alphabet="{}$*\\:.%abn 牡丹-#\n", max_size=80))
def test_any_prose_is_a_page_or_one_error(text: str) -> None:
    refuses_or_reads(GOOD.replace("goes too far", text))


def test_lines_may_end_as_on_any_system() -> None:
    assert read_page("x", GOOD.replace("\n", "\r\n"), "x") == read_page("x", GOOD, "x")


def test_nothing_in_a_text_is_markup_or_an_address() -> None:
    text = "<img src='file:///etc/passwd'> [a](http://x.y) ![b](c) <script>1</script> `d`"
    page = read_page("x", change("goes too far", text), "x.md")
    spans = [span for block in page.text for span in block.spans]
    assert any(
        span == Span("text", f'"Always largest" {text}, though: a longer neighbour can win.')
        for span in spans
    )


def test_the_good_page_is_still_there(tmp_path: Path) -> None:
    assert (FOLDER / "zh_CN" / "11-fault-one.md").is_file()
