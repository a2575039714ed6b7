"""Three vectors a word into one: missing parts are predicted, then all is reduced together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.vectors.building.algebra import ridge
from engine.vectors.directions import Matrix

TEXT, MEANING, SPELLING = 0.85, 0.8, 0.6  # weight of each block in the joined vector
TRUSTED = 5  # occurrences from which a word's text vector teaches the prediction
HALF_TRUSTED = 20  # occurrences at which its own text vector counts as much as the prediction
PREDICTED = 0.7  # length of a predicted text vector: less is known, so less is claimed
POWER = 0.7  # of the principal deviations: below 1 the strongest directions give way a little


@dataclass(frozen=True, eq=False)
class Blocks:
    """What is known of each word; rows have length 1, or 0 where nothing is known.

    Attributes
    ----------
    text, meaning, spelling
        (words, their widths).
    count
        Occurrences of each word in the text, (words,).
    """

    text: Matrix
    meaning: Matrix
    spelling: Matrix
    count: NDArray[np.int64]


def join_blocks(blocks: Blocks, width: int) -> Matrix:
    """Return one row a word, (words, width), with directions that mean something.

    Lengths are left over from the joining and carry no meaning.
    """
    text = _steady_text(blocks)
    meaning = _filled_meaning(blocks, text)
    joined = np.hstack([TEXT * text, MEANING * meaning, SPELLING * blocks.spelling])
    return _reduce(joined, width)


def _steady_text(blocks: Blocks) -> Matrix:
    """Draw the text vectors of rare words towards what meaning and spelling would predict."""
    taught = blocks.count >= TRUSTED
    known = np.hstack([blocks.meaning, blocks.spelling])
    weight = np.minimum(blocks.count, 50)[taught]
    predicted = known @ ridge(known[taught], blocks.text[taught], weight)
    predicted *= PREDICTED / _root_mean_square(predicted[taught])
    own = (blocks.count / (blocks.count + HALF_TRUSTED))[:, None].astype(np.float32)
    return np.asarray(own * blocks.text + (1 - own) * predicted, dtype=np.float32)


def _filled_meaning(blocks: Blocks, text: Matrix) -> Matrix:
    """Predict the meaning vector of words that no dictionary explains."""
    explained = np.linalg.norm(blocks.meaning, axis=1) > 0
    known = np.hstack([text, blocks.spelling])
    B = ridge(known[explained], blocks.meaning[explained], np.ones(int(explained.sum())))
    return np.where(explained[:, None], blocks.meaning, known @ B)


def _reduce(joined: Matrix, width: int) -> Matrix:
    """Return the principal components of `joined`, (words, width); zeros where it has fewer."""
    joined = joined - joined.mean(axis=0)
    variances, axes = np.linalg.eigh(joined.T @ joined / len(joined))
    variances, axes = variances[::-1][:width], axes[:, ::-1][:, :width]
    # eigh leaves the sign of an axis open; the largest entry decides.
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    deviations = np.sqrt(np.maximum(variances, 1e-12))
    reduced = np.zeros((len(joined), width), dtype=np.float32)
    reduced[:, : len(deviations)] = joined @ axes * deviations ** (POWER - 1)
    return reduced


def _root_mean_square(rows: Matrix) -> float:
    return float(np.sqrt(np.square(rows).sum(axis=1).mean())) or 1.0
