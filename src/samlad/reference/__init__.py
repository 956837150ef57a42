"""Stage 0: everything that is known before a file is opened, read together and checked against itself."""

from samlad.reference.loading import SERIES_COLUMNS, VALUE_COLUMNS, load_reference
from samlad.reference.reference import Duty, Reference

__all__ = ["SERIES_COLUMNS", "VALUE_COLUMNS", "Duty", "Reference", "load_reference"]
