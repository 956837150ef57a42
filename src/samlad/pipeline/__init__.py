"""The one straight line of the house: the only room that knows the order of the stages.

What builds pages (`pages`, `publishing`) is not among the names here: it imports solvers, which take time.
"""

from samlad.pipeline.asked import Asked, ask, read_corrections
from samlad.pipeline.desk_pages import write_result_page
from samlad.pipeline.gate import GateResult, corrected, through_the_gate
from samlad.pipeline.job import Review
from samlad.pipeline.line import RunResult, build_report

__all__ = [
    "Asked",
    "GateResult",
    "Review",
    "RunResult",
    "ask",
    "build_report",
    "corrected",
    "read_corrections",
    "through_the_gate",
    "write_result_page",
]
