"""The engine: plain functions and frozen values, no window. Begin with `engine.attention`."""

from engine.errors import Cancelled, PeonyError
from engine.pipeline import Analyser, Request
from engine.resources import Resources
from engine.settings import OPTIONS, Settings
from engine.trace import MATRICES, Trace

VERSION = "0.1.0"

__all__ = [
    "MATRICES",
    "OPTIONS",
    "VERSION",
    "Analyser",
    "Cancelled",
    "PeonyError",
    "Request",
    "Resources",
    "Settings",
    "Trace",
]
