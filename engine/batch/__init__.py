"""Every line of a text file, computed with the same options: streamed, bounded, and resumed after any end.

The output is JSON, an object a line. The first says what was computed: ``{"format": "peony-batch",
"version": 1, "input": …, "settings": …, "lexicon": …, "table": …, "weight_edits": …}``, the last of
them the entries of W set by hand. Each other one is a line of the input, by its number from 1:
``tokens``, ``spans``, ``kept``, ``all_tokens``, ``S`` (masked scores are null), ``A``, ``norms``,
``received`` and ``weights_used`` as in an exported ``.json``, or ``skipped`` with the reason:
``encoding`` or ``length``. Empty lines have none.
"""

from engine.batch.computing import Report, run_batch

__all__ = ["Report", "run_batch"]
