"""Session files: whatever was set comes back, and whatever is no session is refused by name and place."""

from __future__ import annotations

import json
import os
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PeonyError
from engine.lexicon import shipped_lexicon
from engine.pipeline import Request
from engine.projections.edits import Place as WeightPlace
from engine.projections.edits import WeightEdits
from engine.session import FIELDS, LONGEST, Session, decode, encode, read_session
from engine.settings import Settings
from engine.tokens import Edits
from engine.vectors.choice import TableChoice
from engine.words import LANGUAGES, load_words
from tests.engine.states import REQUESTS

FILE = Path("/lessons/lesson.peony")
SIZES, TIMES = st.integers(0, 2**63), st.integers(-(2**63), 2**63)
REQUEST_ = Request(
    "原野中,牡丹是最美丽的花卉。",
    Settings(heads=4, weights="random", temperature=0.5),
    Edits(frozenset({1}), frozenset({2}), frozenset({(2, 3)}), frozenset({(0, 2)})),
    shipped_lexicon().with_own_words({"最美丽的"}),
    TableChoice("/tables/a.vec", 1000),
)


def plain(**changes: object) -> dict[str, object]:
    return json.loads(encode(Session(REQUEST_), FILE)) | changes


def refused(data: bytes | dict[str, object]) -> PeonyError:
    if isinstance(data, dict):
        data = json.dumps(data).encode()
    with pytest.raises(PeonyError) as caught:
        decode(data, FILE)
    for lang in LANGUAGES:
        said = load_words(lang).error(caught.value)
        assert "lesson.peony" in said
        assert len(said) < 300
        said.encode()
    return caught.value


@given(
    request=REQUESTS,
    of=st.just((None, None)) | st.tuples(st.just("/lessons/a.peony"), st.none() | st.tuples(SIZES, TIMES)),
)
def test_whatever_was_set_comes_back(request: Request, of: tuple[str | None, tuple[int, int] | None]):
    session = Session(request, {"focus": "A"}, *of)
    assert decode(encode(session, FILE), FILE) == session


def test_every_field_of_a_request_is_in_the_table():
    assert set(FIELDS) == {each.name for each in fields(Request)}


def test_it_is_plain_json_with_format_and_version():
    held = plain()
    assert (held["format"], held["version"]) == ("peony-session", 1)
    assert held["text"] == REQUEST_.text
    assert held["settings"] == REQUEST_.settings.to_dict()
    assert held["lexicon"] == {"stopwords_added": [], "stopwords_removed": [], "own_words": ["最美丽的"]}
    assert REQUEST_.text in encode(Session(REQUEST_), FILE).decode()


@pytest.mark.parametrize("text", ["牡丹\ud800", "牡丹\0花卉", "\udcff"])
def test_what_no_file_can_hold_is_replaced(text: str):
    request = replace(REQUEST_, text=text, lexicon=REQUEST_.lexicon.with_own_words({text}))
    found = decode(encode(Session(request), FILE), FILE).request
    assert found.text == text.replace("\ud800", "\ufffd").replace("\0", "\ufffd").replace("\udcff", "\ufffd")
    assert found.lexicon.own_words == {found.text}


def test_what_could_not_be_opened_is_not_written():
    with pytest.raises(PeonyError) as caught:
        encode(Session(replace(REQUEST_, text="a" * (LONGEST + 1))), FILE)
    assert caught.value.fields["place"] == "text"


def test_files_beside_the_session_move_with_it(tmp_path: Path):
    home, school = tmp_path / "home" / "lesson.peony", tmp_path / "school" / "lesson.peony"
    beside, elsewhere = home.parent / "tables" / "a.vec", tmp_path / "w.npz"
    request = Request("牡丹", Settings(weights=str(elsewhere)), table=TableChoice(str(beside)))
    edits = WeightEdits().set(WeightPlace(request.weights_name, "W_Q", 0, 0, 0), 1.5)
    request = replace(request, weight_edits=edits)
    data = encode(Session(request), home)
    assert str(home.parent) not in data.decode()
    assert decode(data, home).request == request
    moved = decode(data, school).request
    assert moved.table.file == str(school.parent / "tables" / "a.vec")
    assert moved.settings.weights == str(elsewhere)
    assert moved.weight_edits.of(moved.weights_name), "edits of W belong to the same W still"


@pytest.mark.parametrize("name", ["a · b", "a · dense", "random · 7", "\udcc4\udcb5", " · "])
def test_files_whose_names_are_out_of_the_ordinary_are_the_same_again(tmp_path: Path, name: str):
    """Signs that part other things, and bytes that are no UTF-8."""
    home, school = tmp_path / name / "a.peony", tmp_path / "school" / "a.peony"
    settings, table = Settings(weights=str(home.parent / name / "w.npz")), home.parent / "t · x.vec"
    made = Request("牡丹", settings, table=TableChoice(str(table)))
    place = WeightPlace(made.weights_name, "W_Q", 0, 1, 2)
    made = replace(made, weight_edits=WeightEdits(((place, 0.5),)))
    data = encode(Session(made, unsaved_of=str(home)), home)
    found = decode(data, home)
    assert (found.request, found.unsaved_of) == (made, str(home))
    moved = decode(data, school).request
    assert moved.table.file == str(school.parent / "t · x.vec")
    if " · dense" not in name:
        assert moved.weight_edits.of(moved.weights_name), "edits of W belong to the same W still"


def test_a_member_that_is_missing_has_its_default():
    held = plain()
    for name in ("settings", "edits", "lexicon", "table", "weight_edits"):
        del held[name]
    assert decode(json.dumps(held).encode(), FILE).request == Request(REQUEST_.text)
    held = plain(settings={"heads": 4})
    assert decode(json.dumps(held).encode(), FILE).request.settings == Settings(heads=4)


def test_a_byte_order_mark_does_no_harm():
    assert decode(b"\xef\xbb\xbf" + encode(Session(REQUEST_), FILE), FILE).request == REQUEST_


EDIT = {"source": "random · 7 · dense", "matrix": "W_Q", "head": 0, "row": 0, "col": 0, "value": 1.5}
WRONG = {
    "format": {"format": "peony"},
    "no format": {"format": None},
    "version 0": {"version": 0},
    "version -1": {"version": -1},
    "version text": {"version": "1"},
    "version true": {"version": True},
    "version 1.0": {"version": 1.0},
    "text number": {"text": 7},
    "text null": {"text": None},
    "text nul": {"text": "a\0b"},
    "text surrogate": {"text": "\ud800"},
    "text long": {"text": "a" * (LONGEST + 1)},
    "settings list": {"settings": []},
    "settings unknown": {"settings": {"colour": 1}},
    "settings.heads many": {"settings": {"heads": "many"}},
    "settings.heads true": {"settings": {"heads": True}},
    "settings.heads 0": {"settings": {"heads": 0}},
    "settings.heads huge": {"settings": {"heads": 10**30}},
    "settings.temperature nan": {"settings": {"temperature": float("nan")}},
    "settings.temperature inf": {"settings": {"temperature": float("inf")}},
    "settings.weights empty": {"settings": {"weights": ""}},
    "settings.weights list": {"settings": {"weights": ["random"]}},
    "settings.mask list": {"settings": {"mask": ["none"]}},
    "edits.cuts -1": {"edits": {"cuts": [-1]}},
    "edits.cuts 0.5": {"edits": {"cuts": [0.5]}},
    "edits.cuts object": {"edits": {"cuts": {}}},
    "edits.kept pair": {"edits": {"kept": [[0, 1, 2]]}},
    "edits.kept order": {"edits": {"kept": [[0, 1], [3, 3]]}},
    "edits.dropped text": {"edits": {"dropped": ["ab"]}},
    "lexicon.own_words null": {"lexicon": {"own_words": [None]}},
    "lexicon.own_words surrogate": {"lexicon": {"own_words": ["\udfff"]}},
    "lexicon.stopwords_added text": {"lexicon": {"stopwords_added": "的"}},
    "table text": {"table": "a.vec"},
    "table.limit": {"table": {"file": "a", "limit": -1}},
    "table.file": {"table": {"file": 3}},
    "table.file nul": {"table": {"file": "a\0"}},
    "weight_edits object": {"weight_edits": {}},
    "weight_edits[0] list": {"weight_edits": [[]]},
    "weight_edits[0].value": {"weight_edits": [EDIT | {"value": 1e7}]},
    "weight_edits[0].value nan": {"weight_edits": [EDIT | {"value": float("nan")}]},
    "weight_edits[0].matrix": {"weight_edits": [EDIT | {"matrix": "W_O"}]},
    "weight_edits[0].row": {"weight_edits": [EDIT | {"row": -1}]},
    "weight_edits[0].source": {"weight_edits": [EDIT | {"source": None}]},
    "weight_edits[0].sky unknown": {"weight_edits": [EDIT | {"sky": 1}]},
    "weight_edits[0].col missing": {"weight_edits": [{k: v for k, v in EDIT.items() if k != "col"}]},
    "unknown": {"unknown": 1},
    "unsaved_of": {"unsaved_of": 1},
    "stamp": {"stamp": [1]},
    "stamp[1]": {"stamp": [1, "2"]},
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_refused_with_its_place(name: str):
    error = refused(plain(**WRONG[name]))
    place = name.split()[0] if "unknown" not in name else ""
    if name in ("format", "no format"):
        assert error.key == "error.session_format"
    else:
        assert str(error.fields["place"]).startswith(place)


def test_the_place_is_exact():
    assert refused(plain(edits={"kept": [[0, 1], [3, 3]]})).fields["place"] == "edits.kept[1]"


def test_a_newer_version_is_refused_kindly_whatever_is_in_it():
    error = refused({"format": "peony-session", "version": 2, "anything": [1]})
    assert error.key == "error.session_newer"
    assert error.fields["version"] == 2


@pytest.mark.parametrize("data", [b"null", b"[]", b"7", b'"peony-session"', b"{}"])
def test_other_json_is_no_session(data: bytes):
    assert refused(data).key == "error.session_format"


def test_a_name_given_twice_is_refused_wherever_it_is():
    data = encode(Session(REQUEST_), FILE)
    twice = data.replace(b'"text":', b'"text": "\xe8\x8a\xb1", "text":')
    assert (refused(twice).key, refused(twice).fields["place"]) == ("error.json_twice", "text")
    inside = data.replace(b'"heads": 4', b'"heads": 4, "heads": 4')
    assert refused(inside).fields["place"] == "settings.heads"


def test_every_cut_of_a_file_is_refused():
    data = encode(Session(REQUEST_), FILE).rstrip()
    for end in range(len(data)):
        assert refused(data[:end]).key == ("error.json_cut" if end else "error.json_empty")


@given(data=st.data())
def test_a_damaged_file_is_whole_or_refused_once(data: st.DataObject):
    """Bytes are changed, taken out and put in at random; nothing but a session or one refusal comes of it."""
    whole = bytearray(encode(Session(REQUEST_), FILE))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        match data.draw(st.sampled_from(["change", "take", "put", "move"])):
            case "change":
                whole[at] = data.draw(st.integers(0, 255))
            case "take":
                del whole[at : at + data.draw(st.integers(1, 40))]
            case "put":
                whole[at:at] = data.draw(
                    st.binary(max_size=20) | st.sampled_from([b"[" * 2000, b"NaN", b'"'])
                )
            case "move":
                whole[at:at] = whole[at // 2 : at]
        if not whole:
            break
    if (found := or_refusal(bytes(whole))) is not None:
        assert decode(encode(found, FILE), FILE) == found


def or_refusal(data: bytes) -> Session | None:
    try:
        return decode(data, FILE)
    except PeonyError as error:
        return load_words("en").error(error) and None


def test_files_that_are_none(tmp_path: Path):
    missing = tmp_path / "none.peony"
    for file, key in ((missing, "file_missing"), (tmp_path, "json_read"), (Path("a\0b"), "json_read")):
        with pytest.raises(PeonyError) as caught:
            read_session(file)
        assert caught.value.key == f"error.{key}"
        load_words("en").error(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.peony")
    with pytest.raises(PeonyError, match="json_read"):
        read_session(tmp_path / "a.peony")


def test_a_file_is_read(tmp_path: Path):
    (tmp_path / "a.peony").write_bytes(encode(Session(REQUEST_), tmp_path / "a.peony"))
    assert read_session(tmp_path / "a.peony").request == REQUEST_
