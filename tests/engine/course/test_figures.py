"""Every figure against a plain loop over the trace's own arrays, on the pages' settings and on any others."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st

from engine.course.answers import ANSWERS
from engine.course.checks import CHECKS
from engine.course.evidence import Evidence
from engine.course.figures import OF_A_SIDE, OF_BOTH, TOKENS, is_figure, measure
from engine.course.folder import built_in
from engine.course.study import quoted
from engine.course.values import Phrase
from engine.position import root_mean_square, sinusoidal
from engine.samples import load_samples
from engine.settings import OPTIONS, Settings
from engine.trace import Trace
from engine.vectors.shipped import load_shipped
from tests.conftest import Analyse
from tests.engine.course import oracle
from tests.engine.oracle import attention

SENTENCES = [sample.text for sample in load_samples()[:6]]
PAGES = {page.name: page for page in built_in("en").pages}


@pytest.fixture(scope="module")
def evidence(analyse: Analyse):
    """``evidence(page, sentence)``: the traces on both sides of a page's switch."""

    @cache
    def of(name: str, sentence: str) -> Evidence:
        sides = (PAGES[name].before, PAGES[name].after)
        return Evidence(*(analyse(sentence, **side.settings.to_dict()) for side in sides))

    return of


def same(found: object, wanted: object, name: str = "") -> None:
    if isinstance(wanted, str | tuple) or wanted is None:
        assert found == wanted, name
    else:
        assert found == pytest.approx(float(wanted), rel=1e-5, abs=1e-9), name


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_quotes_is_what_a_plain_loop_finds(evidence, page: str, sentence: str) -> None:
    both = evidence(page, sentence)
    for name in quoted(PAGES[page]):
        side, _, figure = name.partition(".")
        if figure in oracle.OF_A_SIDE:
            same(measure(both, name), oracle.OF_A_SIDE[figure](getattr(both, side)), name)


OTHERWISE = [
    {"weights": "random", "heads": 3, "head_dim": 8},
    {"attention": "raw", "activation": "relu", "stopwords": "keep"},
    {"vectors": "onehot", "attention": "raw", "similarity": "distance"},
    {"weights": "random", "activation": "none", "tfidf": True, "position": "sinusoidal"},
]


@pytest.mark.parametrize("settings", OTHERWISE, ids=str)
def test_every_figure_is_what_a_plain_loop_finds(analyse: Analyse, settings: dict) -> None:
    trace = analyse(SENTENCES[2], **settings)
    for name, figure in oracle.OF_A_SIDE.items():
        if name == "entropy" and trace.diagnostics.entropy is None:
            assert OF_A_SIDE[name](trace) is None
        else:
            same(OF_A_SIDE[name](trace), figure(trace), name)


def test_the_loop_knows_every_figure_but_those_tested_alone() -> None:
    alone = {"reversal", "solved_hits", "solved_loss", "top_pair"}
    assert set(OF_A_SIDE) == set(oracle.OF_A_SIDE) | alone


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("position", ["none", "sinusoidal"])
@pytest.mark.parametrize("weights", ["random", "identity"])
def test_reversal_is_that_of_the_words_truly_reversed(
    analyse: Analyse, sentence: str, position: str, weights: str
) -> None:
    trace = analyse(sentence, position=position, weights=weights)
    words = trace.embedding.base[::-1]
    X = words + (root_mean_square(words) * sinusoidal(*words.shape) if position == "sinusoidal" else 0)
    Q, K = ((X @ W[0]).tolist() for W in (trace.W_Q, trace.W_K))
    _, A, _ = attention(Q, K, K, trace.settings)
    change = np.abs(np.array(A)[::-1, ::-1] - trace.A[0]).max()
    assert OF_A_SIDE["reversal"](trace) == pytest.approx(change, abs=1e-9)
    assert (OF_A_SIDE["reversal"](trace) == 0) == (position == "none")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_solved_w_gives_the_scores_nearest_to_the_target(analyse: Analyse, sentence: str) -> None:
    """The nearest table to T that any X M Xᵀ can be is T between two projections onto X's columns."""
    trace = analyse(sentence)
    m = len(trace.tokens)
    T = np.diag(np.full(m - 1, 12.0), k=1)
    basis = scipy.linalg.orth(trace.X, rcond=1e-6)
    S = (basis @ basis.T) @ T @ (basis @ basis.T)
    assert OF_A_SIDE["solved_hits"](trace) == oracle.next_hits(S)
    assert OF_A_SIDE["solved_loss"](trace) == pytest.approx(oracle.loss(S, 1.0), rel=1e-4)


def test_a_narrow_head_solves_less(analyse: Analyse) -> None:
    wide, narrow = (analyse(SENTENCES[2], head_dim=width) for width in (64, 1))
    assert OF_A_SIDE["solved_hits"](wide) > OF_A_SIDE["solved_hits"](narrow)
    assert OF_A_SIDE["solved_loss"](wide) < OF_A_SIDE["solved_loss"](narrow)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_top_pair_names_two_different_words(evidence, sentence: str) -> None:
    trace = evidence("06-one-hot-blind", sentence).after
    pair = oracle.best_pair(trace, lambda i, j: round(trace.S[0, i, j], 9))
    assert OF_A_SIDE["top_pair"](trace) == " / ".join(trace.tokens[row] for row in sorted(pair))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_figures_of_what_is_dropped(evidence, sentence: str) -> None:
    both = evidence("03-stopwords", sentence)
    before, after = both.before, both.after
    gone = [row for row, token in enumerate(before.rows) if token.start not in {t.start for t in after.rows}]
    stay = [row for row in oracle.rows(before) if row not in gone]
    assert OF_BOTH["dropped"](both) == len(gone)
    same(OF_BOTH["dropped_share"](both), len(gone) / len(before.tokens))
    same(OF_BOTH["dropped_mass"](both), sum(oracle.column(before, row) for row in gone))
    assert OF_BOTH["added"](both) == 0
    assert (
        OF_BOTH["common_top"](both) == before.tokens[max(stay, key=lambda row: oracle.length(before.Z[row]))]
    )


@pytest.mark.parametrize("sentence", SENTENCES)
def test_figures_of_what_joins_in(evidence, sentence: str) -> None:
    both = evidence("19-neuron", sentence)
    places = {place: row for row, place in enumerate(both.after.places)}
    pairs = [(one, places[place]) for one, place in enumerate(both.before.places)]
    change = max(abs(both.after.A[0, b, d] - both.before.A[0, a, c]) for a, b in pairs for c, d in pairs)
    assert OF_BOTH["added"](both) == len(both.after.tokens) - len(both.before.tokens)
    same(OF_BOTH["weight_change"](both), change)
    assert OF_BOTH["parameter_change"](both) == 0


@pytest.mark.parametrize("sentence", SENTENCES)
def test_figures_of_the_subject(evidence, sentence: str) -> None:
    both = evidence("10-mixing", sentence)
    row = oracle.alike(both.after)[0]
    word = both.after.tokens[row]
    assert OF_BOTH["subject"](both) == word
    same(OF_BOTH["others_after"](both), oracle.others_share(both.after, row))
    same(OF_BOTH["others_before"](both), oracle.others_share(both.before, row))
    table = load_shipped()
    vector = both.after.X[row]
    cosines = {table.index.word(at): oracle.cosine(vector, table.look_up([table.index.word(at)])[0][0])
               for at in range(0, len(table), 997)}  # fmt: skip
    found = [part.rsplit("\u00a0", 1) for part in OF_BOTH["neighbours"](both).split(" · ")]
    assert len(found) == 5
    for near, cosine in found:
        assert float(cosine) == pytest.approx(oracle.cosine(vector, table.look_up([near])[0][0]), abs=0.006)
    assert min(float(cosine) for _, cosine in found) + 0.006 >= max(
        cosine for other, cosine in cosines.items() if other != word and other.lower() != word
    )


@pytest.mark.parametrize("sentence", SENTENCES)
def test_the_lost_diagonal_is_named(evidence, sentence: str) -> None:
    both = evidence("11-fault-one", sentence)
    before, after = oracle.own_is_largest(both.before), oracle.own_is_largest(both.after)
    lost = [row for row in oracle.rows(both.before) if before[row] and not after[row]]
    assert OF_BOTH["lost_diagonal"](both) == (oracle.names(both.before, lost) or None)


# what nobody thought of

any_settings = st.builds(
    dict,
    **{option.name: st.sampled_from(option.choices) for option in OPTIONS if option.kind == "choice"},
    scale=st.booleans(),
    tfidf=st.booleans(),
    weights=st.sampled_from(["random", "identity", "trained"]),
    heads=st.sampled_from([1, 3]),
    head_dim=st.sampled_from([1, 2, 8]),
)
texts = st.text(alphabet="原野牡丹花卉的是ab ，。x😀", max_size=14)


class Loose(Evidence):
    """Evidence that something can be put into."""

    __setattr__ = object.__setattr__


@given(text=texts, before=any_settings, after=any_settings)
def test_whatever_is_compared_gives_a_figure_or_none(
    analyse: Analyse, text: str, before: dict, after: dict
) -> None:
    both = Loose(analyse(text, **before), analyse(text, **after))
    both.neighbours = []  # looked up in the whole table, which is not what is tried here
    names = [*OF_BOTH, *(f"{side}.{name}" for side in ("before", "after") for name in OF_A_SIDE)]
    for name in names:
        assert is_plain(measure(both, name)), name
    if both.before.tokens and both.after.tokens:
        check_rules(both)


def check_rules(both: Evidence) -> None:
    for rule in ANSWERS.values():
        right = rule.find(both)
        assert all(isinstance(answer, str) and answer for answer in right)
        assert not rule.outcomes or right <= set(rule.outcomes)
    for check in CHECKS.values():
        assert bool(check(both)) in (True, False)
    for find in TOKENS.values():
        row = find(both)
        assert row is None or 0 <= row < len(both.after.tokens)


def is_plain(value: object) -> bool:
    if isinstance(value, tuple):
        return all(isinstance(each, str) for each in value)
    if isinstance(value, Phrase):
        return all(map(is_plain, value.fields.values()))
    return value is None or isinstance(value, str) or type(value) in (int, float)


def test_only_figures_are_figures() -> None:
    assert is_figure("before.kept")
    assert is_figure("dropped")
    for name in ("kept", "before.dropped", "before.", "after", "before.kept.real", "__class__", ""):
        assert not is_figure(name)


def test_settings_of_the_pages_differ_from_side_to_side(evidence) -> None:
    for name, page in PAGES.items():
        both: Evidence = evidence(name, SENTENCES[0])
        traces: tuple[Trace, Trace] = (both.before, both.after)
        assert [trace.settings for trace in traces] == [page.before.settings, page.after.settings]
        assert all(isinstance(trace.settings, Settings) for trace in traces)
