"""Reads all reference data together; every fault is said at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from samlad.catalogue import load_programme
from samlad.codelists import COLUMNS, codelist_file, load_codelists
from samlad.errors import CatalogueError
from samlad.files import Faults, read_table, read_yaml
from samlad.layout import load_layout
from samlad.organisation import load_organisation
from samlad.params import ReportParams
from samlad.paths import Folders
from samlad.reference.checks import check_across, check_words
from samlad.reference.reference import Reference
from samlad.rules import read_rules

SERIES_COLUMNS = (
    "series_id", "goal_id", "title", "unit", "publisher", "source_title", "source_url", "area", "group",
    "sex", "note", "status",
)  # fmt: skip
VALUE_COLUMNS = (
    "series_id", "year", "value", "value_low", "value_high", "approximate", "vintage", "revised",
    "break_before", "note",
)  # fmt: skip
CONTACT_COLUMNS = ("kontakt", "vad", "kalla")
LARGE_CHANGE_LIMITS = {"share_points", "count_ratio", "count_least"}
_FILES = ("words.yaml", "forms.yaml", "disclosure.yaml", "kontakter.csv", "kontroll.yaml")


def load_reference(folders: Folders, params: ReportParams) -> Reference:
    """Read all reference data and check everything against everything.

    Raises:
        CatalogueError: with every fault that was found, one line each.
    """
    faults = Faults()
    own_lists, shared_lists = folders.data / "codelists", folders.checkout / "data" / "codelists"
    sources = {
        "programme": folders.reference("programme") / params.programme,
        **{part: folders.reference(part) for part in ("organisation", "comparison")},
        **{f"codelists/{name}.csv": codelist_file(name, own_lists, shared_lists) for name in COLUMNS},
        **{part: folders.reference(part) for part in _FILES},
    }
    comparison = sources["comparison"]
    reference = Reference(
        programme=load_programme(sources["programme"], faults),
        organisation=load_organisation(sources["organisation"], faults),
        codelists=load_codelists(own_lists, faults, shared_lists),
        layout=load_layout(sources["forms.yaml"], faults),
        words=read_yaml(sources["words.yaml"], faults),
        disclosure=read_yaml(sources["disclosure.yaml"], faults),
        series=_frame(comparison / "series.csv", SERIES_COLUMNS, faults),
        values=_frame(comparison / "values.csv", VALUE_COLUMNS, faults),
        sources=sources,
        contacts=tuple(
            row["kontakt"] for row in read_table(sources["kontakter.csv"], CONTACT_COLUMNS, faults)
        ),
        rules=read_rules(folders.expectations, faults),
        control=_control(sources["kontroll.yaml"], faults),
    )
    check_across(reference, params, faults)
    shared_words = folders.checkout / "data" / "words.yaml"
    if sources["words.yaml"] != shared_words:
        check_words(reference.words, read_yaml(shared_words, faults), faults)
    if faults:
        raise CatalogueError(
            f"Referensdata har {len(faults)} fel; ingenting har byggts.",
            details=faults,
            remedy="rätta filerna som nämns; formatet beskrivs i docs/reference/referensdata.md.",
        )
    return reference


def _frame(path: Path, columns: tuple[str, ...], faults: Faults) -> pd.DataFrame:
    return pd.DataFrame(read_table(path, columns, faults), columns=list(columns), dtype=str)


def _control(path: Path, faults: Faults) -> dict[str, Any]:
    """Limits by subject and name, each a number with its reason and where it comes from."""
    content = read_yaml(path, faults)
    if not content:
        return {}
    given = content.get("large_change")
    limits = given if isinstance(given, dict) else {}
    if content.get("format") != 1 or set(limits) != LARGE_CHANGE_LIMITS:
        faults.append(f"{path.name}: large_change ska ha {', '.join(sorted(LARGE_CHANGE_LIMITS))}")
        return {}
    for name, entry in limits.items():
        whole = isinstance(entry, dict) and set(entry) == {"limit", "reason", "ursprung"}
        if not whole or not isinstance(entry["limit"], int | float) or not entry["reason"]:
            faults.append(f"{path.name}, {name}: ska ha limit (ett tal), reason och ursprung")
    return {"large_change": limits}
