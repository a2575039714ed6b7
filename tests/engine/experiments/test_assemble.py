"""An output row put together with a plain loop."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest

from engine.experiments.assemble import assemble

SETTINGS = [
    {},
    {"heads": 3, "head_dim": 5},
    {"attention": "raw", "activation": "none", "scale": False},
    {"activation": "relu", "mask": "causal"},
    {"vectors": "onehot"},
    {"mask": "self", "heads": 2},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
@pytest.mark.parametrize("row", range(5))
def test_terms_add_up_to_the_output_row(analyse, settings, row: int) -> None:
    trace = analyse(**settings)
    for head in (None, *range(trace.heads)):
        found = assemble(trace, row, head)
        heads = range(trace.heads) if head is None else [head]
        weight = {j: sum(trace.A[h, row, j] for h in heads) / len(heads) for j in range(5)}
        assert sorted(found.order) == [0, 1, 2, 3, 4]
        sizes = [abs(weight[j]) for j in found.order]
        assert all(a >= b - 1e-15 for a, b in pairwise(sizes))
        running = np.zeros(len(heads) * trace.V.shape[2])
        for place, j in enumerate(found.order):
            term = np.concatenate([trace.A[h, row, j] * trace.V[h, j] for h in heads])
            running = running + term
            assert found.weights[place] == pytest.approx(weight[j])
            np.testing.assert_allclose(found.terms[place], term, rtol=1e-12, atol=1e-15)
            np.testing.assert_allclose(found.sums[place], running, rtol=1e-12, atol=1e-12)
            assert found.lengths[place] == pytest.approx(math.sqrt(sum(x * x for x in term)), abs=1e-12)
            assert found.reached[place] == pytest.approx(math.sqrt(sum(x * x for x in running)), abs=1e-12)
        np.testing.assert_allclose(running, found.output, rtol=1e-9, atol=1e-12)
        assert found.residual <= 1e-12 * max(1, np.abs(found.output).max())
    assert assemble(trace, row).output.tolist() == trace.Z[row].tolist()
    assert assemble(trace, row).reached[-1] == pytest.approx(trace.norms[row], abs=1e-12)


def test_how_many_terms_come_near_and_what_cancels(analyse) -> None:
    for text in ("原野中,牡丹是最美丽的花卉。", "医生在医院给病人看病，老师在学校给学生上课。"):
        trace = analyse(text)
        for row in range(len(trace.tokens)):
            found = assemble(trace, row)
            for share in (0.01, 0.1, 0.5):
                near = [
                    np.linalg.norm(total - found.output) <= share * np.linalg.norm(found.output)
                    for total in found.sums
                ]
                stays = next(n for n in range(1, len(near) + 1) if all(near[n - 1 :]))
                assert found.needed(share) == stays
            lost = 1 - np.linalg.norm(found.output) / sum(found.lengths)
            assert found.cancelled == pytest.approx(lost)
            assert -1e-12 <= found.cancelled <= 1


def test_a_row_of_zeros(analyse) -> None:
    found = assemble(analyse("牡丹", mask="self"), 0)
    assert (found.residual, found.cancelled, found.needed(0.1)) == (0, 0, 1)


def test_a_row_that_is_not_there(analyse) -> None:
    for row in (-1, 5):
        with pytest.raises(IndexError):
            assemble(analyse(), row)


def test_nothing_can_be_written_into_the_result(analyse) -> None:
    found = assemble(analyse(), 0)
    for array in (found.terms, found.sums, found.lengths, found.reached, found.weights, found.output):
        assert not array.flags.writeable


@pytest.mark.reference
def test_the_last_sum_equals_pytorchs_product(torch, analyse) -> None:
    trace = analyse(heads=4)
    A, V = (torch.tensor(np.array(each)) for each in (trace.A, trace.V))
    wanted = (A @ V).transpose(0, 1).reshape(5, -1)
    for row in range(5):
        np.testing.assert_allclose(assemble(trace, row).sums[-1], wanted[row], rtol=1e-9, atol=1e-12)
