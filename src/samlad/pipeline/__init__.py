"""The one straight line of the house: the only room that knows the order of the stages."""

from samlad.pipeline.asked import Asked, ask, read_corrections
from samlad.pipeline.desk_pages import write_result_page
from samlad.pipeline.finishing import Published
from samlad.pipeline.gate import GateResult, corrected, through_the_gate
from samlad.pipeline.line import Job, Review, RunResult, build_report, make_pages
from samlad.pipeline.publishing import publish_again, publish_report
from samlad.pipeline.ready import Approval

__all__ = [
    "Approval",
    "Asked",
    "GateResult",
    "Job",
    "Published",
    "Review",
    "RunResult",
    "ask",
    "build_report",
    "corrected",
    "make_pages",
    "publish_again",
    "publish_report",
    "read_corrections",
    "through_the_gate",
    "write_result_page",
]
