"""The ids of a run's published numbers, and which of them somebody means: matched by a pattern, looked up."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence

from samlad.errors import UsageError
from samlad.ids import DELIVERY, activity_id, own_id, series_value_id, survey_id, target_id

FORM = re.compile(r"[^\s/]+(?:/[^\s/]+){2,7}")
NEAR = 5
TAIL = ("totalt", "alla")

Rows = Sequence[Mapping[str, str]]


def known_ids(tables: Mapping[str, Rows]) -> tuple[str, ...]:
    """Every number's id in a run's released tables, each once."""
    return tuple(dict.fromkeys(_ids(tables)))


def _ids(tables: Mapping[str, Rows]) -> Iterator[str]:
    yield from (row["cell_id"] for row in tables["cells"])
    yield from map(target_id, tables["targets"])
    yield from map(counts_id, tables["activity_counts"])
    yield from map(activity_id, tables["activities"])
    yield from map(own_id, tables["own_indicators"])
    yield from map(survey_id, tables["surveys"])
    yield from map(series_value_id, tables.get("comparison_values", ()))
    yield from (
        row["cell_id"] for row in tables.get("origins", ()) if row["cell_id"].startswith(f"{DELIVERY}/")
    )


def counts_id(row: Mapping[str, str]) -> str:
    """What the counts of an activity in an area are called: `1.A1/stad/2024/VB`."""
    return "/".join(row[name] for name in ("activity_id", "area", "year", "period"))


def find_id(asked: str, known: Sequence[str], period: str) -> str:
    """The id that is meant; its period, sex and age may be left out.

    Raises:
        UsageError: it is no id, or there is no such number in the run; names those that are near.
    """
    written = asked.strip().strip("{}")
    if FORM.fullmatch(written) is None:
        raise UsageError(
            f"«{asked}» är inget id för ett tal.",
            remedy="skriv indikator/område/år, till exempel 3.I1/stad/2024; det står i adressen till talets "
            "ursprung i rapporten.",
        )
    parts = written.split("/")
    if len(parts) == len("ioy"):
        parts.append(period)
    whole = "/".join(parts)
    for candidate in (written, whole, f"{whole}/{TAIL[1]}", f"{whole}/{'/'.join(TAIL)}"):
        if candidate in known:
            return candidate
    near = difflib.get_close_matches("/".join([*parts, *TAIL][:6]), known, NEAR, 0.6)
    raise UsageError(
        f"Körningen har inget publicerat tal med id {written}.",
        details=[f"närmast: {one}" for one in near],
        remedy="rätta id:t. Kön och ålder kan utelämnas: då gäller det helheten.",
    )
