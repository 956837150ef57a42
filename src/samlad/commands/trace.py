"""`trace`: from a published number to the rows it comes from, as an archived run knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from samlad.archive.tracing.trace import Origin, Traced, trace
from samlad.archive.tracing.trace_words import trace_lines
from samlad.intake.one_row import read_rows
from samlad.intake.reading_process import ReadingProcess


def run_trace(run: Path, number_id: str) -> None:
    """Print where a number comes from; with what stands in the rows where the run is internal.

    Raises:
        UsageError: there is no such number (exit 2). AuditError: there is no run (exit 19).
    """
    traced = trace(run, number_id)
    print("\n".join(trace_lines(traced, _values(traced))))


def _values(traced: Traced) -> Mapping[Origin, Sequence[str]]:
    """What stands in the received rows, read anew from the run's own files: no copy of it is kept."""
    found: dict[Origin, Sequence[str]] = {}
    with ReadingProcess() as process:
        for origin in traced.origins:
            if origin.there is not None and origin.row:
                row = int(origin.row)
                found[origin] = read_rows(origin.there, origin.sheet, [row], process).get(row, ())
    return found
