"""Training in another process: the same table, the same refusals, and gone at once when it is given up."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from engine.errors import Cancelled, PeonyError
from engine.lexicon import shipped_lexicon
from engine.tokens import Tokenizer
from engine.vectors.owntext import beside as module
from engine.vectors.owntext.beside import Job, train_beside
from engine.vectors.owntext.texts import Text, find_texts
from engine.vectors.owntext.training import train
from tests.engine.vectors.owntext.conftest import sentences

LEXICON = shipped_lexicon().with_own_words(["猫的狗"])


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every process that is started."""
    started: list[subprocess.Popen[bytes]] = []
    original = subprocess.Popen

    def start(*given: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(original(*given, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(module.subprocess, "Popen", start)
    return started


def texts_of(folder: Path, text: str) -> tuple[Text, ...]:
    file = folder / "文本.txt"
    file.write_text(text, encoding="gb18030")
    return find_texts([file])


def all_gone(processes: list[subprocess.Popen[bytes]]) -> bool:
    named = [thread for thread in threading.enumerate() if thread.name == "hear of training"]
    return not named and all(process.poll() is not None for process in processes)


def test_it_makes_the_same_table(
    tmp_path: Path, tokenizer: Tokenizer, processes: list[subprocess.Popen[bytes]]
) -> None:
    texts = texts_of(tmp_path, sentences(300) + "猫的狗 觉得 苹果\n" * 5)
    seen: list[tuple[float, str]] = []
    job = Job(texts, LEXICON, width=4, min_count=3)
    made = train_beside(job, lambda fraction, stage: seen.append((fraction, stage)))
    here = train(texts, tokenizer, LEXICON, width=4, min_count=3)
    assert made.report == here.report
    (tmp_path / "own.npz").write_bytes(made.data)
    with np.load(tmp_path / "own.npz") as table:
        assert tuple(table["words"]) == here.words
        assert "猫的狗" in here.words
        # BLAS may take another number of threads there, and round another way.
        np.testing.assert_allclose(table["matrix"], here.matrix, atol=0.01)
    assert seen == sorted(seen, key=lambda each: each[0])
    assert {stage for _, stage in seen} == {"reading", "counting", "factoring"}
    assert all_gone(processes)


def test_what_it_refuses_is_said_here(tmp_path: Path, processes: list[subprocess.Popen[bytes]]) -> None:
    texts = texts_of(tmp_path, "牡丹 花卉\n")
    with pytest.raises(PeonyError) as refusal:
        train_beside(Job(texts, LEXICON))
    assert refusal.value.key == "error.text_few"
    assert refusal.value.fields == {"words": 2, "count": 1, "needed": 10}
    texts[0].path.unlink()
    with pytest.raises(PeonyError) as refusal:
        train_beside(Job(texts, LEXICON))
    assert refusal.value.key == "error.text_read"
    assert refusal.value.fields["file"] == str(texts[0].path)
    assert all_gone(processes)


def when(seen: list[object], enough: int, error: type[Exception]) -> Callable[[], None]:
    def check() -> None:
        if len(seen) >= enough:
            raise error

    return check


@pytest.mark.parametrize("enough", [0, 3])
def test_giving_up_ends_the_process(
    tmp_path: Path, processes: list[subprocess.Popen[bytes]], enough: int
) -> None:
    texts = texts_of(tmp_path, sentences(2000) * 5)
    seen: list[object] = []
    with pytest.raises(Cancelled):
        train_beside(Job(texts, LEXICON), lambda *step: seen.append(step), when(seen, enough, Cancelled))
    assert enough <= len(seen) < enough + 5
    assert len(processes) == 1
    assert all_gone(processes)


def test_a_process_that_dies_is_said_so(tmp_path: Path, processes: list[subprocess.Popen[bytes]]) -> None:
    texts = texts_of(tmp_path, sentences(2000) * 5)
    with pytest.raises(PeonyError) as refusal:
        train_beside(Job(texts, LEXICON), lambda *step: processes[0].kill())
    assert refusal.value.key == "error.train_ended"
    assert all_gone(processes)
