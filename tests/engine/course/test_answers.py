"""The right answers of every page, and whether its claim holds, worked out once more by plain loops."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from engine.course.answers import ANSWERS
from engine.course.checks import CHECKS
from engine.course.figures import OF_A_SIDE
from engine.course.folder import built_in
from engine.course.prose import fill, plain
from engine.course.study import Findings, named, study
from engine.course.values import write
from engine.experiments.fitting import begin
from engine.experiments.target import next_word
from engine.pipeline import Analyser, Request, Resources
from engine.samples import load_samples
from engine.trace import Trace
from engine.words import load_words
from tests.conftest import Analyse
from tests.engine.course import oracle
from tests.engine.course.oracle import alike, cosine, length, lengths, other_pairs, own_is_largest, rows, top

SENTENCES = [sample.text for sample in load_samples()[:6]]
PAGES = {page.name: page for page in built_in("zh_CN").pages}
CHINESE = load_words("zh_CN")


def tokens(trace: Trace, found: list[int]) -> set[str]:
    return {str([*np.flatnonzero(trace.kept)][row]) for row in found} or {"none"}


def cells(trace: Trace, found: list[tuple[int, int]]) -> set[str]:
    places = np.flatnonzero(trace.kept)
    return {f"{places[i]},{places[j]}" for i, j in found}


def lost(before: Trace, after: Trace) -> list[int]:
    pairs = zip(own_is_largest(before), own_is_largest(after), strict=True)
    return [row for row, (was, still) in enumerate(pairs) if was and not still]


def nearest(trace: Trace) -> list[int]:
    subject = alike(trace)[0]
    others = [j for i, j in other_pairs(trace) if i == subject]
    best = max(cosine(trace.X[subject], trace.X[j]) for j in others)
    return [j for j in others if math.isclose(cosine(trace.X[subject], trace.X[j]), best, rel_tol=1e-9)]


def largest_pairs(trace: Trace) -> list[tuple[int, int]]:
    best = max(trace.S[0, i, j] for i, j in other_pairs(trace))
    return [(i, j) for i, j in other_pairs(trace) if math.isclose(trace.S[0, i, j], best, rel_tol=1e-9)]


def dropped(before: Trace, after: Trace) -> tuple[float, float]:
    gone = [row for row, place in enumerate(before.places) if not after.kept[place]]
    return sum(oracle.column(before, row) for row in gone), len(gone) / len(before.tokens)


def share_word(mass: float, share: float) -> str:
    return "same" if abs(mass - share) <= 0.1 * share else "less" if mass < share else "more"


def some(count: int, of: int) -> str:
    return "none" if not count else "all" if count == of else "some"


def change(before: float, after: float) -> str:
    return "same" if math.isclose(before, after, rel_tol=1e-9) else "falls" if after < before else "rises"


def mean_entropy(trace: Trace) -> float:
    return float(np.mean([oracle.entropy(row) for row in trace.A[0]]))


def diagonal(trace: Trace) -> set[str]:
    own = [trace.S[0, i, i] for i in rows(trace)]
    kinds = {"ones": [1.0] * len(own), "squares": [x**2 for x in lengths(trace)], "zeros": [0.0] * len(own)}
    return {kind for kind, wanted in kinds.items() if own == pytest.approx(wanted)}


def moved(before: Trace, after: Trace) -> str:
    assert np.array_equal(before.W_Q, after.W_Q)
    at = [after.places.index(place) for place in before.places]
    return "neither" if np.allclose(after.A[0][np.ix_(at, at)], before.A[0]) else "weights"


RIGHT: dict[str, Callable[[Trace, Trace], set[str]]] = {
    "01-two-things": lambda b, a: tokens(a, top([length(z) for z in a.Z])),
    "02-tokens": lambda b, a: {"tokens"},
    "03-stopwords": lambda b, a: {share_word(*dropped(b, a))},
    "04-sparse-dense": lambda b, a: {"few"},
    "05-similarity": lambda b, a: diagonal(a),
    "06-one-hot-blind": lambda b, a: cells(a, largest_pairs(a)),
    "07-every-pair": lambda b, a: {"cells"},
    "08-neighbours": lambda b, a: tokens(a, nearest(a)),
    "09-length": lambda b, a: tokens(a, top(lengths(a))),
    "10-mixing": lambda b, a: {"less" if oracle.others_share(a, alike(a)[0]) < 0.5 else "more"},
    "11-fault-one": lambda b, a: tokens(a, lost(b, a)),
    "12-fault-two": lambda b, a: {some(int(quoted("after.solved_hits")), len(a.tokens) - 1)},
    "13-projections": lambda b, a: {"projections"},
    "14-factors": lambda b, a: {"two"},
    "15-scaling": lambda b, a: {change(mean_entropy(b), mean_entropy(a))},
    "16-relu": lambda b, a: cells(a, [(i, j) for i in rows(a) for j in rows(a) if a.S[0, i, j] <= 0]),
    "17-output": lambda b, a: tokens(a, top([oracle.column(a, j) for j in rows(a)])),
    "18-order": lambda b, a: {"change"},
    "19-neuron": lambda b, a: {moved(b, a)},
    "20-heads": lambda b, a: {some(oracle.agreeing(a), len(a.tokens))},
}
FIGURES: dict[str, object] = {}


def quoted(name: str) -> object:
    """Return a figure of the page under test, which has its own test."""
    return FIGURES[name]


HOLDS: dict[str, Callable[[Trace, Trace], bool]] = {
    "01-two-things": lambda b, a: len(top([length(z) for z in a.Z])) < len(a.tokens),
    "03-stopwords": lambda b, a: dropped(b, a)[0] < 0.9 * dropped(b, a)[1],
    "08-neighbours": lambda b, a: True,
    "09-length": lambda b, a: max(lengths(a)) / min(lengths(a)) > max(lengths(b)) / min(lengths(b)),
    "11-fault-one": lambda b, a: all(own_is_largest(b)) and bool(lost(b, a)),
    "12-fault-two": lambda b, a: quoted("after.solved_hits") == len(a.tokens) - 1,
    "15-scaling": lambda b, a: mean_entropy(a) < mean_entropy(b),
    "16-relu": lambda b, a: bool((a.S < 0).any()),
    "17-output": lambda b, a: (
        top([length(z) for z in a.Z])[0] == top([oracle.column(a, j) for j in rows(a)])[0]
    ),
    "20-heads": lambda b, a: oracle.agreeing(a) < len(a.tokens),
}


@pytest.fixture(scope="module")
def findings(resources: Resources) -> Callable[[str, str], Findings]:
    analyser = Analyser(resources)
    return lambda name, sentence: study(PAGES[name], Request(sentence), analyser)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("name", PAGES)
def test_the_right_answer_is_what_a_plain_loop_finds(findings, name: str, sentence: str) -> None:
    found = findings(name, sentence)
    FIGURES.update(found.figures)
    assert found.right == RIGHT[name](found.before, found.after)
    assert found.holds == HOLDS.get(name, lambda b, a: True)(found.before, found.after)
    for answer in found.right:
        assert named(PAGES[name], answer, found, CHINESE)


def test_every_page_is_worked_out_here() -> None:
    assert set(RIGHT) == set(PAGES)
    assert {page.question.answer for page in PAGES.values()} == set(ANSWERS)
    assert {page.check for page in PAGES.values()} == set(CHECKS)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("sentence", ["", "牡丹", "的，。", "牡丹牡丹"])
def test_a_sentence_of_too_little_is_told_so_and_given_a_sample(findings, name: str, sentence: str) -> None:
    found, page = findings(name, sentence), PAGES[name]
    kept = min(len(found.before.tokens), len(found.after.tokens))
    assert found.enough == (kept >= page.least)
    if not found.enough:
        assert not found.right
        assert not found.holds
    if not found.holds:
        assert found.sample in page.samples
        assert findings(name, found.sample).holds


@pytest.mark.parametrize("name", PAGES)
def test_a_sample_is_offered_only_where_the_claim_fails(findings, name: str) -> None:
    for sentence in SENTENCES:
        found = findings(name, sentence)
        assert (found.sample is None) == found.holds


def test_where_a_longer_neighbour_beats_the_diagonal_the_claim_fails(findings) -> None:
    found = findings("11-fault-one", "音乐，纯音乐。")
    x, y = found.before.X
    assert np.dot(x, y) > np.dot(x, x)  # 纯音乐 is that much longer
    assert own_is_largest(found.before) == [False, True]
    assert not found.holds
    assert found.sample == SENTENCES[0]


def test_the_token_to_select_is_the_subject(findings) -> None:
    for name in ("08-neighbours", "10-mixing"):
        found = findings(name, SENTENCES[0])
        assert found.before.pieces[found.token].text == "牡丹"
    assert findings("01-two-things", SENTENCES[0]).token is None


def test_an_answer_is_named_as_a_person_would(findings) -> None:
    found = findings("06-one-hot-blind", SENTENCES[0])
    assert named(PAGES["06-one-hot-blind"], "3,8", found, CHINESE) == "牡丹 → 花卉"
    assert named(PAGES["06-one-hot-blind"], "99,x", found, CHINESE) == ""
    fault = findings("11-fault-one", SENTENCES[0])
    assert named(PAGES["11-fault-one"], "none", fault, CHINESE) == "没有，都还是自己最大"
    tokens = findings("02-tokens", SENTENCES[0])
    assert named(PAGES["02-tokens"], "tokens", tokens, CHINESE).startswith("10 行")
    assert named(PAGES["02-tokens"], "nobody", tokens, CHINESE) == ""


@pytest.mark.parametrize("sentence", [sample.text for sample in load_samples()])
def test_the_page_and_the_experiment_that_it_opens_say_the_same_of_raw_scores(
    findings, sentence: str
) -> None:
    found = findings("12-fault-two", sentence)
    for trace in (found.before, found.after):
        raw = begin(trace, next_word(len(trace.tokens))).raw
        assert found.figures["before.next_loss"] == pytest.approx(raw.loss, rel=1e-12)


STOPWORDS = "who whom whose which what where when why how"
SHARES = {"less": SENTENCES[2], "same": SENTENCES[0], "more": f"{STOPWORDS}{STOPWORDS}xqz"}


@pytest.mark.parametrize("outcome", SHARES)
def test_question_verdict_and_text_of_page_3_say_the_same(findings, outcome: str) -> None:
    page, found = PAGES["03-stopwords"], findings("03-stopwords", SHARES[outcome])
    assert found.right == {outcome}
    assert found.holds == (outcome == "less")
    said = plain(fill(page.found if found.holds else page.otherwise, found.figures, CHINESE))
    claims = {each: CHINESE(f"course.figure.{each}") for each in SHARES}
    assert [each for each, text in claims.items() if text in said] == [outcome]


def test_what_is_on_top_before_and_after_is_said_once(findings) -> None:
    kept, changed = (findings("03-stopwords", SENTENCES[number]).figures["top_change"] for number in (0, 5))
    assert write(kept, CHINESE) == "前后都是「牡丹」"
    assert write(changed, CHINESE) == "原先是「机制」，现在是「重要」"


def test_the_subject_is_no_answer_to_what_is_nearest_to_it(findings) -> None:
    found = findings("08-neighbours", "牡丹和花卉，牡丹和原野。")
    pieces = found.before.pieces
    subject = found.figures["subject"]
    assert {pieces[int(place)].text for place in found.barred} == {subject}
    assert len(found.barred) == [piece.text for piece in pieces].count(subject)
    assert not found.barred & found.right
    assert findings("01-two-things", SENTENCES[0]).barred == set()


def test_a_dash_is_explained_only_where_there_is_one(
    analyse: Analyse, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace, figure = analyse(SENTENCES[0]), OF_A_SIDE["rank_unknown"]
    assert figure(trace) == ""
    monkeypatch.setattr("engine.course.figures.fitting.has_trained", lambda table: False)
    assert "横线" in write(figure(trace), CHINESE)
