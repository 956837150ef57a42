"""Stage 11: may the report leave the house as the edition that counts? What a person must have seen to."""

from samlad.publication.checklist import Line, listed, missing
from samlad.publication.comments import open_comments
from samlad.publication.pages import page_faults
from samlad.publication.points import Point, point
from samlad.publication.record import Record, load_record, record_yaml
from samlad.publication.texts import unassessed, unwritten

__all__ = [
    "Line",
    "Point",
    "Record",
    "listed",
    "load_record",
    "missing",
    "open_comments",
    "page_faults",
    "point",
    "record_yaml",
    "unassessed",
    "unwritten",
]
