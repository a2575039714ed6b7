"""Training in a process of its own: beside a thread of Python's own that works, a window would limp.

The other process is this module, run as a program. It reads one line of JSON, the job, and writes
lines of JSON: how far it is; at last what it failed at, or the report and, after that line, the bytes
of the table's file. It is started afresh, for a fork would take over half of the window's threads.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

from engine.errors import PeonyError
from engine.folders import cache_folder
from engine.lexicon import Lexicon
from engine.tokens import Tokenizer
from engine.vectors.owntext.encoding import Encoding
from engine.vectors.owntext.pace import Stage
from engine.vectors.owntext.report import Report
from engine.vectors.owntext.saving import to_npz
from engine.vectors.owntext.texts import Text
from engine.vectors.owntext.training import train

_ROOT = Path(__file__).parents[3]
_COMMAND = (sys.executable, "-m", "engine.vectors.owntext.beside")
_NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # of its own, on Windows
_PERIOD = 0.05  # seconds between two looks whether it is still wanted
Message = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """What is to be learned; see `engine.vectors.owntext.training.train`."""

    texts: Sequence[Text]
    lexicon: Lexicon
    width: int | None = None
    min_count: int | None = None


@dataclass(frozen=True)
class Made:
    """The table as a file's bytes, and what came of training."""

    data: bytes
    report: Report


def train_beside(
    job: Job,
    progress: Callable[[float, Stage], None] = lambda fraction, stage: None,
    check: Callable[[], None] = lambda: None,
) -> Made:
    """Do a job in another process, and return what it makes.

    Parameters
    ----------
    progress, check
        Called here: with the fraction done and the stage; and some twenty times a second, where
        raising `Cancelled` ends the other process at once.

    Raises
    ------
    PeonyError
        What `train` raises, or that the process came to an end by itself.
    """
    pipe = subprocess.PIPE
    with subprocess.Popen(_COMMAND, stdin=pipe, stdout=pipe, cwd=_ROOT, creationflags=_NO_CONSOLE) as process:
        heard: Queue[Message] = Queue()
        assert process.stdin is not None
        assert process.stdout is not None
        listener = Thread(target=_listen, args=(process.stdout, heard), name="hear of training")
        listener.start()
        try:
            with suppress(BrokenPipeError), process.stdin as line:
                line.write(_written(job))
            return _followed(heard, job, progress, check)
        finally:
            process.kill()
            listener.join()


def _followed(
    heard: Queue[Message], job: Job, progress: Callable[[float, Stage], None], check: Callable[[], None]
) -> Made:
    """Pass on how far it is until it is done."""
    while True:
        check()
        with suppress(Empty):
            match heard.get(timeout=_PERIOD):
                case {"fraction": fraction, "stage": stage}:
                    progress(fraction, stage)
                case {"failed": key, "fields": fields}:
                    raise PeonyError(key, **fields)
                case {"report": report, "data": data}:
                    return Made(data, Report(tuple(job.texts), **report))
                case _:
                    raise PeonyError("train_ended")


def _listen(stream: IO[bytes], heard: Queue[Message]) -> None:
    """Hear what the other process writes; an empty message is its end."""
    with suppress(ValueError):  # it was killed in the middle of a line
        for line in stream:
            message = json.loads(line)
            if "report" in message:
                message["data"] = stream.read(message["size"])
            heard.put(message)
    heard.put({})


def _written(job: Job) -> bytes:
    texts = [
        (str(text.path.absolute()), text.size, text.encoding.name, text.encoding.bad) for text in job.texts
    ]
    own_words = sorted(job.lexicon.own_words)
    fields = {"texts": texts, "own_words": own_words, "width": job.width, "min_count": job.min_count}
    return json.dumps(fields).encode() + b"\n"


def _read(line: bytes) -> Job:
    fields = json.loads(line)
    texts = [Text(Path(path), size, Encoding(name, bad), "") for path, size, name, bad in fields["texts"]]
    lexicon = Lexicon(frozenset(), frozenset(fields["own_words"]))
    return Job(texts, lexicon, fields["width"], fields["min_count"])


def _say(data: bytes = b"", **message: object) -> None:
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n" + data)
    sys.stdout.buffer.flush()


def main() -> None:
    """Be the other process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the window, which ends this one
    job = _read(sys.stdin.buffer.readline())
    try:
        table = train(
            job.texts,
            Tokenizer(cache_folder()),
            job.lexicon,
            width=job.width,
            min_count=job.min_count,
            progress=lambda fraction, stage: _say(fraction=fraction, stage=stage),
        )
        data, report = to_npz(table), asdict(table.report)
        del report["texts"]
        _say(data, report=report, size=len(data))
    except PeonyError as error:
        fields = {name: each if isinstance(each, int) else str(each) for name, each in error.fields.items()}
        _say(failed=error.key.removeprefix("error."), fields=fields)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        os._exit(1)  # nobody listens any more
