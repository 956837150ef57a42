"""Writes the released folder, reads it again, and refuses it when it holds what may not be there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from samlad.errors import ReleaseError
from samlad.folder_hash import fingerprint_of
from samlad.frames import CORRECTIONS, ORIGINS, build, csv_text, records
from samlad.ordering import in_order
from samlad.params import ReportParams
from samlad.paths import write_text
from samlad.prose import Analysis
from samlad.reference import Reference
from samlad.release.check import check_released
from samlad.release.documents import documents
from samlad.release.tables import tables
from samlad.stages import Protected, Released, RunFacts


def release(
    protected: Protected,
    reference: Reference,
    params: ReportParams,
    folder: Path,
    run: RunFacts,
    *,
    analysis: Analysis | None = None,
    corrections: pd.DataFrame | None = None,
    files: Mapping[str, str] | None = None,
) -> Released:
    """Write every released file into a new or empty folder.

    The same input gives the same bytes: rows are in canonical order, nothing tells time, place or machine.

    Args:
        protected: what may be shown; no other type can be released.
        folder: is made where it is missing; must be empty.
        analysis: the utredare's texts and assessments.
        corrections: how many corrections and revisions there are (`frames.CORRECTIONS`): counts alone.
        files: what each received file is called outside the house (`keyed.file_hash`), by its name; None
            where nothing is said of where the numbers come from.

    Raises:
        ReleaseError: the folder is not empty, or what was written holds a number that is not shown.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ReleaseError(
            "Mappen för släppta tabeller är inte tom.", remedy="töm mappen eller välj en ny, och kör igen."
        )
    counted = build(CORRECTIONS, []) if corrections is None else corrections
    files = {
        **tables(protected, reference, params),
        "corrections.csv": csv_text(in_order(counted, CORRECTIONS, reference)),
        "origins.csv": csv_text(_origins(protected, files)),
        **documents(reference, run, analysis or Analysis(), protected.record.public),
    }
    for name, text in sorted(files.items()):
        write_text(folder / name, text)
    check_released(folder, reference.programme, frozenset(files))
    return open_released(folder)


def _origins(protected: Protected, files: Mapping[str, str] | None) -> pd.DataFrame:
    if files is None:
        return build(ORIGINS, [])
    rows = records(protected.origins)
    unknown = sorted({row["file"] for row in rows} - files.keys())
    if unknown:
        raise ReleaseError(
            f"{len(unknown)} filer som siffrorna kommer från är inte med bland dem som togs emot.",
            details=unknown,
            remedy="anmäl felet.",
        )
    return build(ORIGINS, ({**row, "file": files[row["file"]]} for row in rows))


def open_released(folder: Path) -> Released:
    """A released folder as it stands, with its fingerprint."""
    return Released(folder, fingerprint_of(folder))
