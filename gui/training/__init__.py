"""Learning a table from a person's own text: a dialog, and what its buttons do."""

from gui.training.training import Training

__all__ = ["Training"]
