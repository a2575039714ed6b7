"""The experiments: one file each, a question asked of the present sentence."""

from __future__ import annotations

from gui.experiments.experiment import Experiment
from gui.experiments.fit import FitExperiment
from gui.experiments.rank import RankExperiment
from gui.experiments.saturation import SaturationExperiment

# In the order in which they are offered. A new one is one line here, and its texts.
EXPERIMENTS: dict[str, type[Experiment]] = {
    "fit": FitExperiment,
    "rank": RankExperiment,
    "saturation": SaturationExperiment,
}
