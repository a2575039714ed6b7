"""The report: one HTML page that holds everything, opens offline and prints well."""

from gui.report.page import report

__all__ = ["report"]
