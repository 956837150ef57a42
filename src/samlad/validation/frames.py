"""Types the received columns and joins the catalogue's facts to them, so that rules can be asked.

Columns are typed before Great Expectations sees them: its error messages quote values (docs, the gate).
Numbers become float64 with NaN, whole numbers int64, texts `str` with None for an empty one. Rows keep
their order and are numbered from 0, which is how a failed row is found again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from samlad.errors import GateError
from samlad.params import PLAN
from samlad.reference import Reference
from samlad.stages import Received
from samlad.validation.duty import DutyBook
from samlad.validation.plan_frames import join_plan_facts, join_planned_targets
from samlad.validation.survey_facts import SAID_ONCE, join_survey_facts

PLACE = ["file", "sheet", "row", "form", "year", "period", "stated_year", "stated_period", "committee_id"]
NEEDED: Mapping[str, Sequence[str]] = {
    "about": [*PLACE, "field"],
    "indicators": [
        *PLACE,
        "item_id",
        "sex",
        "age_group",
        "numerator",
        "denominator",
        "value",
        "target",
        "target_setter",
        "numerator_mark",
        "denominator_mark",
        "value_mark",
        "value_sign",
        "target_sign",
        "forecast_sign",
    ],
    "activities": [*PLACE, "item_id", "status", "status_mark"],
    "goals": [*PLACE, "goal_id", "assessment", "assessment_mark"],
    "own_indicators": [*PLACE, "own_id"],
    "own_activities": [*PLACE, "own_id", "status", "status_mark"],
    "surveys": [*PLACE, *SAID_ONCE, "own_id", "alternative", "chosen", "share", "chosen_mark", "share_mark"],
    "analysis": [*PLACE, "goal_id"],
}
"""The columns that facts are joined on; the other columns are the suites' own concern."""
NEEDED_OF_PLANS: Mapping[str, Sequence[str]] = {
    "plan_indicators": [*PLACE, "item_id", "target", "target_setter", "target_mark", "target_sign"],
    "plan_activities": [*PLACE, "item_id", "planned", "planned_mark", "planned_work"],
    "plan_goals": [*PLACE, "goal_id", "how", "follow_up"],
    "plan_own_indicators": [*PLACE, "own_id", "target_mark"],
    "plan_own_activities": [*PLACE, "own_id", "planned", "planned_mark"],
}
"""The same of the tables of a plan, which are there where plans are read."""
DECLARED = {
    "indicators": "own_indicators", "activities": "own_activities",
    "plan_indicators": "plan_own_indicators", "plan_activities": "plan_own_activities",
}  # fmt: skip
"""Where a sender declares the ids of its own that may stand in a table."""
CODED = {
    "activities": "status", "own_activities": "status", "goals": "assessment",
    "plan_activities": "planned", "plan_own_activities": "planned",
}  # fmt: skip
"""The coded column in which a mark such as `..` may stand instead, by table."""


def prepared(received: Received, reference: Reference) -> dict[str, pd.DataFrame]:
    """Every received table typed and with the facts that its suite asks for, by table name.

    Beside the received kinds: `files` (file, year, period, synthetic) and `deliveries`. All have
    `committee_id`, `year`, `period` and `file`; received rows and deliveries also `period_end`.

    Raises:
        GateError: a table lacks a column that it is to have; a fault of ours, not of a sender.
    """
    _check_columns(received)
    known = {**NEEDED, **NEEDED_OF_PLANS}
    frames = {name: typed(frame) for name, frame in received.tables.items() if name in known}
    book = DutyBook(reference)
    for frame in frames.values():
        frame["period_end"] = _period_ends(frame, reference)
    for table, column in CODED.items():
        if table in frames:
            _set_marks_apart(frames[table], column, reference)
    for table, answer in (
        ("activities", "status"),
        ("plan_activities", "planned"),
        ("plan_indicators", "target"),
    ):
        if table in frames:
            frames[table]["duty"] = _duties(frames[table], book)
            frames[table]["is_total"] = "ja"
            frames[table]["answered"] = _yes(frames[table][answer].notna())
    _join_indicator_facts(frames["indicators"], reference, book)
    for table, own in DECLARED.items():
        if table in frames and own in frames:
            frames[table]["declared"] = _declared(frames[table], frames[own])
    frames["own_indicators"]["parts_required"] = "nej"
    join_survey_facts(frames["surveys"])
    join_plan_facts(frames, reference)
    join_planned_targets(frames)
    return {**frames, "files": _files(received), "deliveries": _deliveries(received, reference)}


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy with plain types: float64, int64 where nothing is missing, and object with str or None."""
    columns = {str(name): _typed_column(frame[name]) for name in frame.columns}
    return pd.DataFrame(columns, index=pd.RangeIndex(len(frame)))


def _typed_column(column: pd.Series) -> pd.Series:
    column = column.reset_index(drop=True)
    if pd.api.types.is_bool_dtype(column):
        return _yes(column)
    if pd.api.types.is_integer_dtype(column) and not column.isna().any():
        return column.astype("int64")
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("Float64").astype("float64")
    texts = column.astype("string").str.strip()
    return texts.astype(object).where(texts.notna() & (texts != ""), None)


def _yes(flags: pd.Series) -> pd.Series:
    return flags.map({True: "ja", False: "nej"}).astype(object)


def _check_columns(received: Received) -> None:
    faults = [
        f"tabellen {name} saknar kolumnen {column}"
        for name, columns in {**NEEDED, **NEEDED_OF_PLANS}.items()
        if name in NEEDED or name in received.tables
        for column in columns
        if name not in received.tables or column not in received.tables[name].columns
    ]
    if faults:
        raise GateError(
            "Mottagna tabeller har inte de kolumner som grinden prövar; felet ligger i programmet.",
            details=faults,
            remedy="meddela den som sköter Samlad.",
        )


def _period_ends(frame: pd.DataFrame, reference: Reference) -> pd.Series:
    pairs = zip(frame["year"], frame["period"], strict=True)
    days = [reference.period_end(int(year), str(period)).isoformat() for year, period in pairs]
    return pd.Series(days, index=frame.index, dtype=object)


def _join_indicator_facts(frame: pd.DataFrame, reference: Reference, book: DutyBook) -> None:
    indicators = reference.programme.indicators
    facts = {
        "kind": {key: item.kind for key, item in indicators.items()},
        "parts_required": {key: "ja" if item.parts_required else "nej" for key, item in indicators.items()},
        "cumulative": {key: "ja" if item.cumulative else "nej" for key, item in indicators.items()},
    }
    for name, by_item in facts.items():
        values = [by_item.get(item_id) for item_id in frame["item_id"]]
        frame[name] = pd.Series(values, index=frame.index, dtype=object)
    frame["duty"] = _duties(frame, book)
    frame["answered"] = _yes(frame[["numerator", "denominator", "value"]].notna().any(axis=1))
    frame["is_total"] = _yes((frame["sex"] == "totalt") & (frame["age_group"] == "alla"))
    marks = frame[["numerator_mark", "denominator_mark", "value_mark"]]
    target_alone = (marks == "blank").all(axis=1) & frame["target"].notna()
    # KF and the committee may both have set an årsmål; the second then stands on a row of its own.
    frame["holds"] = frame["target_setter"].where(target_alone, "utfall")
    cell = ["committee_id", "year", "period", "item_id", "sex", "age_group"]
    answered_beside = (~target_alone).groupby([frame[name] for name in cell], dropna=False).transform("any")
    frame.loc[target_alone & answered_beside, "is_total"] = "nej"


def _set_marks_apart(frame: pd.DataFrame, column: str, reference: Reference) -> None:
    """A mark such as `..` or `-` in a coded column moves to `<column>_mark`, as a code of statuses.csv.

    A cell with nothing in it keeps intake's mark, blank, error_cell or uncalculated; one with a code or a
    text has none.
    """
    symbols = {row["code"].casefold(): row["status"] for row in reference.codelists["symbols"].rows}
    pairs = zip(frame[column], frame[f"{column}_mark"], strict=True)
    marks = [
        (mark or "blank") if text is None else symbols.get(" ".join(str(text).split()).casefold())
        for text, mark in pairs
    ]
    frame[f"{column}_mark"] = pd.Series(marks, index=frame.index, dtype=object)
    frame[column] = frame[column].where(frame[f"{column}_mark"].isna(), None)


def _duties(frame: pd.DataFrame, book: DutyBook) -> pd.Series:
    keys = zip(frame["item_id"], frame["committee_id"], frame["year"], frame["period"], strict=True)
    return pd.Series([book.duty(*key) for key in keys], index=frame.index, dtype=object)


def _declared(frame: pd.DataFrame, own: pd.DataFrame) -> pd.Series:
    """Whether the sender has declared the row's id as its own in the same delivery."""
    key = ["committee_id", "year", "period"]
    known = set(zip(*(own[name] for name in (*key, "own_id")), strict=True))
    rows = zip(*(frame[name] for name in (*key, "item_id")), strict=True)
    return pd.Series(["ja" if row in known else "nej" for row in rows], index=frame.index, dtype=object)


def _files(received: Received) -> pd.DataFrame:
    records = [
        {"file": record.file, "year": record.year, "period": record.period, "synthetic": record.synthetic}
        for record in received.files
    ]
    frame = typed(pd.DataFrame(records, columns=["file", "year", "period", "synthetic"]))
    frame["committee_id"] = None
    return frame


def _deliveries(received: Received, reference: Reference) -> pd.DataFrame:
    frame = typed(received.deliveries)
    frame["file"] = frame["files"].map(lambda files: str(files or "").split(" | ")[0])
    frame["period_end"] = _period_ends(frame, reference)
    # A plan is decided before the year that it is about; anything else when its period is over.
    plan = frame["period"] == PLAN
    year_before = pd.Series([f"{int(year) - 1}-01-01" for year in frame["year"]], index=frame.index)
    frame["decided_from"] = frame["period_end"].mask(plan, year_before)
    return frame
