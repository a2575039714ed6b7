"""Line after line from a text file through the engine into the output."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.batch.lines import Input, Line, Reason, read_input
from engine.batch.output import Head, Output
from engine.errors import PeonyError
from engine.export import plain
from engine.files import is_same_file
from engine.pipeline import Analyser, Request
from engine.resources import Resources
from engine.session import LEXICON
from engine.settings import BUILT_IN
from engine.strict_json import Place
from engine.tokens import Edits
from engine.trace import Trace, spans_of

MOST_WEIGHTS = 2**20  # entries of A over all heads in one line: some 20 MB of JSON, as much again for S


@dataclass
class Report:
    """What came of a batch.

    Attributes
    ----------
    computed, empty
        How many lines were computed, and had nothing in them.
    skipped
        The lines that could not be taken, and why; all of them are in the output.
    after
        The last line that an earlier run had done.
    seconds
        How long computing took.
    """

    after: int = 0
    computed: int = 0
    empty: int = 0
    skipped: list[tuple[int, Reason]] = field(default_factory=list)
    seconds: float = 0.0


Progress = Callable[[Report, float], None]


def run_batch(
    source: Path,
    target: Path,
    request: Request,
    resources: Resources,
    progress: Progress = lambda report, fraction: None,
) -> Report:
    """Compute every line of `source` as `request` says, into `target`.

    Whatever ended an earlier run with the same arguments, this one goes on behind its last line.

    Parameters
    ----------
    request
        The options, lists, table and W edited by hand; its own text and edits are of no account.
    progress
        Told after each line how far it is: the report so far, and the fraction of bytes read.

    Raises
    ------
    PeonyError
        The input cannot be read; the output is the input, is of something else, or cannot be written;
        a file that the request names cannot be used.
    """
    text = read_input(source)
    if is_same_file(source, target):
        raise PeonyError("batch_same", file=target)
    analyser, request = Analyser(resources), replace(request, edits=Edits())
    analyser.analyse(replace(request, text=""))  # what cannot be computed at all is refused before anything
    with Output(target, head(text, request, resources)) as output:
        report, start = Report(after=output.done), time.perf_counter()
        for line in text.lines(output.done):
            take(line, analyser, request, output, report)
            report.seconds = time.perf_counter() - start
            progress(report, line.end / max(text.size, 1))
    return report


def head(text: Input, request: Request, resources: Resources) -> Head:
    """Return what is computed from what, all that decides the results."""
    weights = request.settings.weights
    about: dict[str, object] = {
        "input": {"bytes": text.size, "blake2b": text.digest, "encoding": text.encoding},
        "settings": request.settings.to_dict(),
        "lexicon": LEXICON.write(request.lexicon, Place(Path())),
        "table": resources.open(request.table).fingerprint,
        "weight_edits": [
            [place.matrix, place.head, place.row, place.col, value]
            for place, value in request.weight_edits.of(request.weights_name)
        ],
    }
    if weights in BUILT_IN:
        return about
    with Path(weights).open("rb") as file:  # the same file is the same wherever it lies
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    return about | {"settings": {**request.settings.to_dict(), "weights": digest}}


def take(line: Line, analyser: Analyser, request: Request, output: Output, report: Report) -> None:
    """Compute one line and write what came of it."""
    if line.skipped is None and not line.text.strip():
        report.empty += 1
        return
    wanted = replace(request, text=line.text)
    reason = line.skipped or ("length" if is_too_long(wanted, analyser) else None)
    if reason is not None:
        report.skipped.append((line.number, reason))
        output.append(line.number, {"skipped": reason})
        return
    output.append(line.number, result(analyser.analyse(wanted)))
    report.computed += 1


def is_too_long(request: Request, analyser: Analyser) -> bool:
    """Whether the weights of a line would be too many to write."""
    heads = analyser.heads(request)  # a file that decides it is not read for every line
    if heads * len(request.text) ** 2 <= MOST_WEIGHTS:
        return False
    remove = request.settings.stopwords == "remove"
    tokens = analyser.resources.tokenizer.tokens(request.text, request.lexicon, request.edits, remove)
    return heads * sum(token.kept for token in tokens) ** 2 > MOST_WEIGHTS


def result(trace: Trace) -> dict[str, object]:
    """Return what is written of a trace; names and rules are those of an exported ``.json``."""
    return {
        "text": trace.text,
        "tokens": list(trace.tokens),
        "spans": trace.spans.tolist(),
        "kept": trace.kept.tolist(),
        "all_tokens": list(trace.all_tokens),
        "all_spans": spans_of(trace.pieces).tolist(),
        "weights_used": trace.projections.source if trace.projections else None,
        **{name: plain(getattr(trace, name)) for name in ("S", "A", "norms", "received")},
    }
