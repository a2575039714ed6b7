"""The experiments: one file each, a question asked of the present sentence."""

from __future__ import annotations

from gui.experiments.experiment import Experiment
from gui.experiments.fit import FitExperiment
from gui.experiments.heads import HeadsExperiment
from gui.experiments.neuron import NeuronExperiment
from gui.experiments.order import OrderExperiment
from gui.experiments.rank import RankExperiment
from gui.experiments.saturation import SaturationExperiment
from gui.experiments.sum import SumExperiment
from gui.experiments.vectors import VectorsExperiment

# In the order in which they are offered, which is that of the claims they show. A new one is one line
# here, and its texts.
EXPERIMENTS: dict[str, type[Experiment]] = {
    "vectors": VectorsExperiment,
    "sum": SumExperiment,
    "fit": FitExperiment,
    "rank": RankExperiment,
    "saturation": SaturationExperiment,
    "order": OrderExperiment,
    "neuron": NeuronExperiment,
    "heads": HeadsExperiment,
}
