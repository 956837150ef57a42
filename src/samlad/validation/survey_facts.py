"""What is said once of a question in a survey, joined to each of its rows so that rules can be asked."""

from __future__ import annotations

import pandas as pd

KEYS = ["file", "committee_id", "year", "period", "own_id"]
"""What the rows of one question have in common."""
SAID_ONCE = (
    "goal_id", "question", "method", "respondents", "conducted", "about_persons", "multiple", "answers",
)  # fmt: skip
"""Fields that are about the question; they may stand on its first row alone, and must not differ."""


def join_survey_facts(frame: pd.DataFrame) -> None:
    """Add to typed survey rows, in place:

    `<field>_of_all`, the first that is said of the question; `agrees`, ja where the row says nothing else;
    `has_alternative` and `has_number`, ja or nothing; `whole`, ja where every alternative of the question has
    a count, or every one a share; `count_kind` and `share_kind`, the kinds that the rules of numbers take.
    """
    groups = [frame[name] for name in KEYS]
    agrees = pd.Series(True, index=frame.index)
    for field in SAID_ONCE:
        first = frame[field].groupby(groups, dropna=False).transform("first")
        frame[f"{field}_of_all"] = first.where(first.notna(), None) if first.dtype == object else first
        agrees &= frame[field].isna() | (frame[field] == first)
    frame["agrees"] = _yes(agrees)
    frame["has_alternative"] = frame["alternative"].map(lambda text: None if text is None else "ja")
    given = (frame[["chosen_mark", "share_mark"]] != "blank").any(axis=1)
    frame["has_number"] = given.map({True: "ja", False: None}).astype(object)
    listed = frame["has_alternative"].notna() | given
    whole = pd.Series(False, index=frame.index)
    for field in ("chosen", "share"):
        there = frame[field].notna() | ~listed
        whole |= there.groupby(groups, dropna=False).transform("all") & listed
    frame["whole"] = _yes(whole)
    frame["count_kind"], frame["share_kind"] = "antal", "andel"


def _yes(flags: pd.Series) -> pd.Series:
    return flags.map({True: "ja", False: "nej"}).astype(object)
