"""What runs again and what does not, what a trace promises, how large a sentence may be."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import attention, measures, pipeline
from engine.errors import Cancelled, PeonyError
from engine.lexicon import shipped_lexicon
from engine.pipeline import Analyser, Request, Resources, head_count, is_quick
from engine.settings import BUILT_IN, Settings
from engine.tokens import Edits, Tokenizer
from engine.trace import MATRICES, Trace
from tests.conftest import REFERENCE_CASE
from tests.engine import oracle

ALL = {"tokens", "embed", "W", "project", "scores", "weigh", "mix", "of_scores", "of_weights"}


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts how often each part of the engine is called."""
    count: Counter[str] = Counter()

    def counting(place: object, name: str, label: str) -> None:
        real = getattr(place, name)

        def counted(*given: object, **named: object) -> object:
            count[label] += 1
            return real(*given, **named)

        monkeypatch.setattr(place, name, counted)

    counting(Tokenizer, "tokens", "tokens")
    counting(pipeline, "embed", "embed")
    counting(pipeline, "make_projections", "W")
    counting(pipeline, "project_all", "project")
    for name in ("scores", "weigh", "mix"):
        counting(attention, name, name)
    for name in ("of_scores", "of_weights"):
        counting(measures, name, name)
    return count


def request(text: str = REFERENCE_CASE, **settings: object) -> Request:
    return Request(text, Settings(**settings))


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"temperature": 3.0}, {"weigh", "mix", "of_weights"}),
        ({"activation": "relu"}, {"weigh", "mix", "of_weights"}),
        ({"mask": "causal"}, {"scores", "weigh", "mix", "of_scores", "of_weights"}),
        ({"similarity": "cosine"}, {"scores", "weigh", "mix", "of_scores", "of_weights"}),
        ({"scale": False}, {"scores", "weigh", "mix", "of_scores", "of_weights"}),
        ({"seed": 8}, ALL - {"tokens", "embed"}),
        ({"heads": 2}, ALL - {"tokens", "embed"}),
        ({"tfidf": True}, ALL - {"tokens", "W"}),
        ({"position": "sinusoidal"}, ALL - {"tokens", "W"}),
        ({"vectors": "onehot"}, ALL - {"tokens"}),
        ({"attention": "raw"}, ALL - {"tokens", "embed", "W", "project"}),
        ({"stopwords": "keep"}, ALL - {"W"}),
    ],
    ids=str,
)
def test_an_option_runs_again_only_what_follows_from_it(
    analyser: Analyser, ran: Counter[str], change: dict, again: set[str]
) -> None:
    analyser.analyse(request())
    assert set(ran) == ALL
    ran.clear()
    analyser.analyse(request(**change))
    assert ran == dict.fromkeys(again, 1)


@pytest.mark.parametrize("text", ["原野中,牡丹是最美丽的花卉", " 原野 , 牡丹 最 美丽 花卉"])
def test_typing_what_changes_no_kept_token_looks_nothing_up(
    analyser: Analyser, ran: Counter[str], text: str
) -> None:
    first = analyser.analyse(request())
    ran.clear()
    second = analyser.analyse(request(text))
    assert second.tokens == first.tokens
    assert second.text == text
    assert ran == {"tokens": 1}


def test_the_same_request_is_the_same_trace_and_runs_nothing(analyser: Analyser, ran: Counter[str]) -> None:
    first = analyser.analyse(request())
    ran.clear()
    assert analyser.analyse(request()) is first
    assert not ran


def test_a_trace_is_the_same_whatever_was_computed_before(resources: Resources, analyser: Analyser) -> None:
    for settings in ({"heads": 2}, {"attention": "raw", "mask": "self"}, {"vectors": "onehot"}, {}):
        warm = analyser.analyse(request(**settings))
        fresh = Analyser(resources).analyse(request(**settings))
        for name in MATRICES:
            np.testing.assert_array_equal(getattr(warm, name), getattr(fresh, name))


def arrays_of(thing: object) -> list[np.ndarray]:
    if isinstance(thing, np.ndarray):
        return [thing]
    if isinstance(thing, tuple):
        return [array for part in thing for array in arrays_of(part)]
    if type(thing).__module__.startswith("engine.") and type(thing).__name__ != "VectorTable":
        return [array for part in vars(thing).values() for array in arrays_of(part)]
    return []


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"attention": "raw"},
        {"weights": "identity"},
        {"vectors": "onehot"},
        {"tfidf": True, "position": "sinusoidal"},
    ],
    ids=str,
)
def test_every_array_of_a_trace_is_read_only(analyse, settings: dict) -> None:
    trace: Trace = analyse(**settings)
    found = arrays_of(tuple(getattr(trace, each.name) for each in fields(Trace)))
    assert len(found) >= 15
    for array in found:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0


def test_shapes_are_those_of_the_contract(analyse) -> None:
    trace = analyse(heads=3, head_dim=4)
    n, m, M = trace.table.width, 5, 10
    shapes = {
        "X": (m, n), "W_Q": (3, n, 4), "W_K": (3, n, 4), "W_V": (3, n, 4), "Q": (3, m, 4), "K": (3, m, 4),
        "V": (3, m, 4), "S": (3, m, m), "A": (3, m, m), "Z": (m, 12), "norms": (m,), "received": (m,),
        "kept": (M,), "spans": (m, 2),
    }  # fmt: skip
    assert {name: getattr(trace, name).shape for name in shapes} == shapes
    assert len(trace.pieces) == len(trace.all_tokens) == M
    assert trace.tokens == ("原野", "牡丹", "最", "美丽", "花卉")
    assert (trace.heads, trace.head_dim) == (3, 4)


def test_a_matrix_is_one_head_or_all_of_them(analyse) -> None:
    trace = analyse(heads=3, head_dim=4)
    for name in ("S", "A"):
        np.testing.assert_array_equal(trace.matrix(name, 1), getattr(trace, name)[1])
        np.testing.assert_allclose(trace.matrix(name), getattr(trace, name).mean(axis=0), rtol=1e-15)
    for name in ("Q", "K", "V"):
        np.testing.assert_array_equal(trace.matrix(name, 2), getattr(trace, name)[2])
        np.testing.assert_array_equal(trace.matrix(name), np.hstack(list(getattr(trace, name))))
    for name in ("X", "Z"):
        np.testing.assert_array_equal(trace.matrix(name), getattr(trace, name))


@pytest.mark.parametrize("stop", range(10))
def test_a_check_that_raises_stops_there_and_spoils_nothing(
    resources: Resources, analyser: Analyser, stop: int
) -> None:
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls > stop:
            raise Cancelled

    with pytest.raises(Cancelled):
        analyser.analyse(request(), check)
    assert calls == stop + 1
    made, fresh = analyser.analyse(request()), Analyser(resources).analyse(request())
    np.testing.assert_array_equal(made.Z, fresh.Z)


def test_nothing_is_checked_where_nothing_runs(analyser: Analyser) -> None:
    analyser.analyse(request())
    analyser.analyse(request(), lambda: pytest.fail("checked"))


def save(path: Path, n: int, size: float, heads: int = 1) -> None:
    np.savez(path, **{key: np.full((heads, n, 2), size) for key in ("W_Q", "W_K", "W_V")})


def test_a_weights_file_that_changes_is_read_again(
    analyser: Analyser, ran: Counter[str], tmp_path: Path
) -> None:
    file, n = tmp_path / "w.npz", analyser.resources.table.width
    save(file, n, 0.5)
    first = analyser.analyse(request(weights=str(file)))
    assert analyser.analyse(request(weights=str(file))) is first
    save(file, n, 0.25, heads=2)
    second = analyser.analyse(request(weights=str(file)))
    assert ran["W"] == 2
    assert second.W_Q.shape == (2, n, 2)
    file.unlink()
    with pytest.raises(PeonyError):
        analyser.analyse(request(weights=str(file)))
    save(file, n, 0.5)
    np.testing.assert_array_equal(analyser.analyse(request(weights=str(file))).Z, first.Z)


@pytest.mark.parametrize(("shape", "heads"), [((3, 6, 4), 3), ((6, 4), 1), ((0, 6, 4), 1)])
@pytest.mark.parametrize("pack", [np.savez, np.savez_compressed])
def test_heads_are_counted_without_unpacking(tmp_path: Path, monkeypatch, pack, shape, heads: int) -> None:
    pack(tmp_path / "w.npz", **{key: np.ones(shape) for key in ("W_Q", "W_K", "W_V")})
    monkeypatch.setattr(np, "load", lambda *_, **__: pytest.fail("unpacked"))
    assert head_count(Settings(weights=str(tmp_path / "w.npz"))) == heads


@pytest.mark.parametrize("weights", BUILT_IN)
def test_a_file_called_like_a_source_of_weights_is_none(
    analyser: Analyser, ran: Counter[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, weights: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = analyser.analyse(request(weights=weights))
    ran.clear()
    (tmp_path / weights).write_bytes(b"somebody's own")
    assert analyser.analyse(request(weights=weights)) is before
    assert not ran


@pytest.mark.parametrize("name", ["none.npz", "x" * 5000, "\ud800.npz", "/"])
def test_a_weights_file_that_cannot_be_is_refused(analyser: Analyser, name: str) -> None:
    with pytest.raises(PeonyError):
        analyser.analyse(request(weights=name))


@pytest.mark.parametrize("size", [1e30, 1.1e30, 1e200, 1e300])
def test_a_weights_file_of_huge_numbers_is_refused_before_it_overflows(
    analyser: Analyser, tmp_path: Path, size: float
) -> None:
    save(tmp_path / "w.npz", analyser.resources.table.width, size)
    for weighing in oracle.WEIGHINGS:
        for similarity in ("dot", "cosine", "distance"):
            asked = request(weights=str(tmp_path / "w.npz"), similarity=similarity, **weighing)
            if size > 1e30:
                with pytest.raises(PeonyError):
                    analyser.analyse(asked)
                continue
            trace = analyser.analyse(asked)
            assert all(np.isfinite(array).all() for array in (trace.S, trace.A, trace.Z, trace.norms))
            assert np.isfinite(trace.diagnostics.asymmetry).all()


def test_quick_is_only_what_is_small_built_in_and_loaded(resources: Resources) -> None:
    assert is_quick(request(), resources)
    assert is_quick(request("牡" * 300), resources)
    assert is_quick(request("牡" * 64, heads=8), resources)
    assert not is_quick(request("牡" * 301), resources)
    assert not is_quick(request("牡" * 300, heads=16), resources)
    assert not is_quick(request("牡" * 300, heads=2, similarity="distance"), resources)
    assert not is_quick(request(heads=16, head_dim=512, vectors="onehot"), resources)
    assert not is_quick(request(weights="w.npz"), resources)
    assert not is_quick(request(), Resources())


def test_resources_are_loaded_once_and_shared(resources: Resources) -> None:
    assert resources.ready
    assert resources.tokenizer is resources.tokenizer
    assert resources.table is resources.table


def test_edits_and_word_lists_are_part_of_what_is_asked(resources: Resources, analyser: Analyser) -> None:
    plain = analyser.analyse(request())
    toggled = Edits().toggled(plain.pieces[3])
    assert "牡丹" not in analyser.analyse(Request(REFERENCE_CASE, edits=toggled)).tokens
    own = shipped_lexicon().with_own_words(["美丽的花卉"])
    assert "美丽的花卉" in analyser.analyse(Request(REFERENCE_CASE, lexicon=own)).tokens
    assert analyser.analyse(request()).tokens == plain.tokens


@given(st.text(st.sampled_from("牡丹原野 的，。a\0\ud800\U0001f33a\u0301\n") | st.characters(), max_size=25))
def test_any_text_has_a_whole_trace(analyse, text: str) -> None:
    for settings in ({}, {"stopwords": "keep", "vectors": "onehot", "mask": "self", "activation": "relu"}):
        trace = analyse(text, **settings)
        assert len(trace.text) == len(text)
        assert [trace.text[a:b] for a, b in trace.spans.tolist()] == list(trace.tokens)
        assert trace.kept.sum() == len(trace.tokens) == len(trace.Z)
        assert np.isfinite(trace.A).all()
        assert np.isfinite(trace.Z).all()
