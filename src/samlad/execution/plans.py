"""Which chapters a report has, read from the released tables alone."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from samlad.stages import ChapterPlan, Released

FRONT_PAGE = {"sammanfattning": "index"}
"""Kinds of chapter whose page has another name than the kind."""

OTHER = "ursprung-ovrigt"
"""The notebook, and the page, of the origins that are no goal's own."""

FOLDER = "released"
"""Where a chapter finds its tables, from where its kernel stands."""

Row = Mapping[str, str]


def plan_chapters(released: Released) -> tuple[ChapterPlan, ...]:
    """The chapters of a report in the reader's order, as run.json's sections ask for.

    One per goal for `mal` and `ursprung`, which has one more for what is no goal's own; one per committee or
    company that reported for `namnd`, else one.
    A plan's name is its page's name without `.html`; its group is "" for chapters that stand by themselves.
    """
    run = _json(released, "run")
    more: dict[str, Callable[[Released, Mapping[str, Any]], list[ChapterPlan]]]
    more = {"mal": _goals, "namnd": _committees, "ursprung": _origins}
    plans: list[ChapterPlan] = []
    for section in run["sections"]:
        plans += more[section](released, run) if section in more else [_single(released, run, section)]
    return tuple(plans)


def _single(released: Released, run: Mapping[str, Any], section: str) -> ChapterPlan:
    title = _json(released, "words")[f"chapter_{section.replace('-', '_')}"]
    return _plan(run, section, FRONT_PAGE.get(section, section), title)


def _goals(released: Released, run: Mapping[str, Any]) -> list[ChapterPlan]:
    return _per_goal(released, run, "mal")


def _origins(released: Released, run: Mapping[str, Any]) -> list[ChapterPlan]:
    words = _json(released, "words")
    title, group = words["chapter_ursprung_ovrigt"], words["chapter_ursprung_group"]
    other = _plan(run, OTHER, OTHER, title, group=group)
    return [*_per_goal(released, run, "ursprung"), other]


def _per_goal(released: Released, run: Mapping[str, Any], section: str) -> list[ChapterPlan]:
    words = _json(released, "words")
    return [
        _plan(
            run,
            section,
            f"{section}-{goal['goal_id']}",
            words[f"chapter_{section}"].format(goal=goal["goal_id"]),
            subject=goal["goal_id"],
            group=words[f"chapter_{section}_group"],
        )
        for goal in _rows(released, "goals")
    ]


def _committees(released: Released, run: Mapping[str, Any]) -> list[ChapterPlan]:
    asked = (str(run["year"]), run["period"])
    reporting = {
        row["committee_id"] for row in _rows(released, "deliveries") if (row["year"], row["period"]) == asked
    }
    order = {row["kind"]: int(row["order"]) for row in _rows(released, "kinds")}
    committees = [row for row in _rows(released, "organisation") if row["committee_id"] in reporting]
    group = _json(released, "words")["chapter_namnd_group"]
    return [
        _plan(run, "namnd", f"namnd-{row['committee_id']}", row["short_name"], row["committee_id"], group)
        for row in sorted(committees, key=lambda row: order[row["kind"]])
    ]


def _plan(
    run: Mapping[str, Any], section: str, name: str, title: str, subject: str = "", group: str = ""
) -> ChapterPlan:
    parameters: dict[str, str | int] = {
        "year": int(run["year"]), "period": str(run["period"]), "subject": subject, "released": FOLDER,
    }  # fmt: skip
    return ChapterPlan(name, f"{section}.ipynb", parameters, title, group)


def _rows(released: Released, table: str) -> list[Row]:
    with (released.folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _json(released: Released, name: str) -> dict[str, Any]:
    path: Path = released.folder / f"{name}.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
