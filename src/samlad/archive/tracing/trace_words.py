"""What is said of a number that has been followed, in Swedish, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from samlad import swedish
from samlad.archive.tracing.trace import Origin, Traced
from samlad.archive.tracing.trace_ids import counts_id
from samlad.ids import (
    DELIVERY,
    SERIES,
    activity_id,
    delivery_id,
    own_id,
    series_value_id,
    survey_id,
    target_id,
)

SECRET = "Internt arkiv: nedan står mottagna värden och filnamn. De får inte lämna huset."
OPEN = "Publikt arkiv: filer är namngivna med en nycklad hash, och mottagna värden finns inte här."
Row = Mapping[str, str]


def trace_lines(traced: Traced, values: Mapping[Origin, Sequence[str]]) -> Iterator[str]:
    """The whole answer.

    Args:
        values: what stands in each row, as `heading: text`; none where it could not be read.
    """
    run = traced.run
    yield SECRET if run.internal else OPEN
    yield ""
    yield traced.number_id
    yield from _said(traced)
    kind = traced.number_id.partition("/")[0]
    counted = sum(int(row["count"]) for row in run.tables["findings"])
    if kind != SERIES:
        yield f"Granskning: grinden öppen, {counted} anmärkningar som inte stoppar"
    yield f"Körning: {run.path.resolve().name}, underlagets fingeravtryck {run.facts['fingerprint']}"
    if kind == SERIES:
        return
    if traced.destroyed:
        yield f"De mottagna filerna är gallrade {traced.destroyed}. Platserna och hasharna står kvar."
    whole = kind == DELIVERY
    yield f"Underlag: {_counted(len(traced.origins), whole)}"
    for origin in traced.origins:
        yield f"  {_name(traced, origin.committee_id)}"
        yield from (f"    {line}" for line in (*_places(origin, whole), *values.get(origin, ())))


def _counted(n: int, whole: bool) -> str:
    one, many = ("fil", "filer") if whole else ("rad", "rader")
    return {0: f"ingen {one} har lämnats", 1: f"en {one}"}.get(n, f"{n} {many}")


def _places(origin: Origin, whole: bool) -> Iterator[str]:
    """Where a row stands, unless the whole file is meant, and what the file is called here and outside."""
    file = f"fil {origin.name}" if origin.name else f"fil med nycklad hash {origin.file}"
    sheet = f"blad {origin.sheet}" if origin.sheet else ""
    unnumbered = "" if whole else "radens nummer anges inte"
    row = f"rad {origin.row}" if origin.row else unnumbered
    yield ", ".join(part for part in (file, sheet, row) if part)
    if origin.name:
        yield from (f"{what} {hashed}" for what, hashed in
                    (("sha256", origin.sha256), ("nycklad hash", origin.file)) if hashed)  # fmt: skip


def _said(traced: Traced) -> Iterator[str]:
    """What the released tables say of the number: what it is, its value, how it is computed, its status."""
    tables, number_id = traced.run.tables, traced.number_id
    named = {
        "cells": lambda row: row["cell_id"], "targets": target_id, "activity_counts": counts_id,
        "activities": activity_id, "own_indicators": own_id, "surveys": survey_id,
        "deliveries": delivery_id, "plan_senders": delivery_id, "comparison_values": series_value_id,
    }  # fmt: skip
    for table, id_of in named.items():
        rows = [row for row in tables.get(table, ()) if id_of(row) == number_id]
        if rows:
            yield from _ABOUT[table](traced, rows)
            return


def _cell(traced: Traced, rows: Sequence[Row]) -> Iterator[str]:
    [row] = rows
    indicator = _one(traced.run.tables["indicators"], "indicator_id", row["indicator_id"])
    yield f"{indicator['text']}"
    yield f"{_where(traced, row)}, {_group(traced, row)}"
    yield from _shown(traced, row, row["text"])
    if row["status"] == "shown" and row["numerator"] and row["denominator"]:
        parts = (swedish.number(float(row[name])) for name in ("numerator", "denominator"))
        yield f"Uträkning: 100 × {' / '.join(parts)} = {row['text']}"
    terms = (("Täljare", "numerator_text"), ("Nämnare", "denominator_text"))
    yield from (f"{term}: {indicator[name]}" for term, name in terms if indicator[name])


def _target(traced: Traced, rows: Sequence[Row]) -> Iterator[str]:
    [row] = rows
    setter = _label(traced, "target_setters", row["setter"])
    yield f"Årsmål för {row['indicator_id']}: {_where(traced, row)}"
    yield f"Värde: {swedish.number(float(row['target']))}, satt av {setter}"


def _counts(traced: Traced, rows: Sequence[Row]) -> Iterator[str]:
    text = _one(traced.run.tables["activity_texts"], "activity_id", rows[0]["activity_id"])["text"]
    yield text
    yield f"{_name(traced, rows[0]['area'])}, {rows[0]['period']} {rows[0]['year']}"
    said = [
        f"{_label(traced, 'activity_status', row['status'])} {row['n']}" for row in rows if row["n"] != "0"
    ]
    yield f"Värde: {', '.join(said)}, av {rows[0]['n_due']} som skulle svara"
    yield "Uträkning: antalet svar med varje status"


def _answer(traced: Traced, rows: Sequence[Row]) -> Iterator[str]:
    [row] = rows
    yield _one(traced.run.tables["activity_texts"], "activity_id", row["activity_id"])["text"]
    status = _label(traced, "activity_status", row["status"] or "saknas")
    yield f"{_where(traced, row)}: {status}"


def _own(traced: Traced, rows: Sequence[Row]) -> Iterator[str]:
    [row] = rows
    yield row["name"] or "(namnet är inte granskat)"
    yield f"{_where(traced, row)}, {_group(traced, row)}"
    yield from _shown(traced, row, row["text"])


def _survey(traced: Traced, rows: Sequence[Row]) -> Iterator[str]:
    [row] = rows
    yield row["question"]
    asked = row["alternative"] or "antal svar"
    yield f"{_where(traced, row)}, {asked}"
    yield from _shown(traced, row, row["text"])


def _delivery(traced: Traced, rows: Sequence[Row]) -> Iterator[str]:
    [row] = rows
    yield f"Leverans: {_where(traced, row)}"
    decided = (_label(traced, "delivery_status", row["decision_status"]), row["decision_dnr"])
    yield f"Beslut: {', '.join(part for part in decided if part) or 'framgår inte'}"
    mine = [one for one in traced.run.tables["due"] if one["expected"] == "ja"
            and all(one[name] == row[name] for name in ("committee_id", "year", "period"))]  # fmt: skip
    came = sum(one["reported"] == "ja" for one in mine)
    yield f"Uträkning: {came} av {len(mine)} väntade svar har kommit in"


def _plan(traced: Traced, rows: Sequence[Row]) -> Iterator[str]:
    [row] = rows
    yield f"Plan: {_where(traced, row)}"
    yield f"Uträkning: planen svarar om {row['n_planned']} av {row['n_due']} aktiviteter"


def _published(traced: Traced, rows: Sequence[Row]) -> Iterator[str]:
    """A value of another source, in every version that the report has."""
    about = _one(traced.run.tables["comparison_series"], "series_id", rows[0]["series_id"])
    who = (about["title"], about["area"], about["group"], about["unit"])
    yield ", ".join(part for part in who if part)
    for row in rows:
        ends = (row["value_low"], row["value_high"]) if row["value_low"] else (row["value"],)
        value = swedish.EN_DASH.join(swedish.number(float(one)) for one in ends)
        yield f"Värde: {value} ({row['year'] or 'år okänt'}, {row['vintage']})"
    yield f"Källa: {about['publisher']}, {about['source_title']} {about['source_url']}".strip()
    yield f"Fil: reference/comparison/values.csv, raderna med series_id {about['series_id']}"


_ABOUT = {
    "cells": _cell, "targets": _target, "activity_counts": _counts, "activities": _answer,
    "own_indicators": _own, "surveys": _survey, "deliveries": _delivery, "plan_senders": _plan,
    "comparison_values": _published,
}  # fmt: skip


def _shown(traced: Traced, row: Row, text: str) -> Iterator[str]:
    status = _one(traced.run.document("codelists")["statuses"], "code", row["status"])
    yield f"Värde: {text}"
    yield f"Status: {status['label']}. {'' if row['status'] == 'shown' else status['explanation']}".strip()


def _where(traced: Traced, row: Row) -> str:
    return f"{_name(traced, row['committee_id'])}, {row['period']} {row['year']}"


def _group(traced: Traced, row: Row) -> str:
    return f"{_label(traced, 'sex', row['sex'])}, {_label(traced, 'age_groups', row['age_group'])}"


def _label(traced: Traced, codelist: str, code: str) -> str:
    found = [one["label"] for one in traced.run.document("codelists")[codelist] if one["code"] == code]
    return str(found[0]) if found else code


def _name(traced: Traced, area: str) -> str:
    """A committee by its name; the whole and kinds in the reader's words."""
    tables = traced.run.tables
    for row in tables["organisation"]:
        if row["committee_id"] == area:
            return row["name"]
    for row in tables["kinds"]:
        if f"kind:{row['kind']}" == area:
            return row["label_definite_plural"]
    return str(traced.run.document("words")["city_column"])


def _one(rows: Sequence[Row], column: str, value: str) -> Row:
    return next(row for row in rows if row[column] == value)
