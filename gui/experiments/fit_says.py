"""What the figures of a fit say, in sentences."""

from __future__ import annotations

import math

from engine.experiments.fit import Fit
from engine.experiments.fitting import Beginning
from engine.experiments.raw import Raw
from engine.words import Words
from gui.items.numbers import fixed

CLEAR = 1e-3  # nats, below which two losses are called equal


def found(words: Words, beginning: Beginning, fit: Fit) -> list[str]:
    """Say the losses, who is ahead, why training stopped, and what else has to be known."""
    floor = fixed(fit.problem.floor)
    said = [words("experiment.fit.losses", steps=fit.steps, loss=fixed(fit.loss), floor=floor)]
    said.append(at_best(words, beginning.raw))
    if fit.steps:
        below = fit.loss < beginning.raw.loss - CLEAR
        said.append(words("experiment.fit.below" if below else "experiment.fit.above"))
    if fit.stopped:
        said.append(words(f"experiment.fit.stopped.{fit.stopped}"))
    said += [words(f"experiment.fit.remark.{remark}") for remark in beginning.remarks]
    return said


def at_best(words: Words, raw: Raw) -> str:
    """Say what raw scores reach, and at which temperature."""
    loss = fixed(raw.loss)
    if math.isinf(raw.temperature):
        return words("experiment.fit.raw_flat", loss=loss)
    if raw.temperature == 0:
        return words("experiment.fit.raw_sharp", loss=loss)
    return words("experiment.fit.raw_at", loss=loss, temperature=fixed(raw.temperature))
