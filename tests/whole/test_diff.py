"""`diff --old --new`: what a reader of two runs would see as changed, in a page and as JSON."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Desk

State = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def runs(built: Desk, tmp_path: Path) -> tuple[Path, Path]:
    """The run, and a copy of it that a test may change."""
    sealed = built.output / "archive" / "2024-r01"
    return tuple(Path(shutil.copytree(sealed, tmp_path / f"2024-r0{number}")) for number in (1, 2))  # type: ignore[return-value]


def change(run: Path, table: str, before: str, after: str) -> None:
    path = run / "released" / table
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def compared(built: Desk, runs: tuple[Path, Path]) -> dict[str, Any]:
    result = built.run("diff", "--old", str(runs[0]), "--new", str(runs[1]))
    assert result.returncode == 0, result.stderr
    content: dict[str, Any] = json.loads(
        (runs[1].with_name("2024-r02.diff") / "2024-r01.json").read_text(encoding="utf-8")
    )
    return content


def row(run: Path, table: str, start: str) -> str:
    lines = (run / "released" / table).read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(start))


def test_two_runs_alike_differ_in_nothing_and_neither_is_written_in(
    built: Desk, runs: tuple[Path, Path], state: State
) -> None:
    before = [state(run) for run in runs]
    content = compared(built, runs)
    assert not any(content["sections"].values()) and content["figures"] == []
    assert [state(run) for run in runs] == before


def test_a_changed_number_is_told_with_its_place_and_both_values(
    built: Desk, runs: tuple[Path, Path]
) -> None:
    old = row(runs[0], "cells.csv", "3.I1/stad/2024/VB/totalt/alla,")
    text = old.split(",")[-1] if not old.endswith('"') else re.findall(r'"([^"]*)"$', old)[0]
    change(runs[1], "cells.csv", old, old.replace(text, "99 %"))
    [one] = compared(built, runs)["sections"]["tal"]
    assert one["place"] == "3.I1, Hela staden 2024"
    assert one["after"] == "99 %"
    assert one["id"] == "3.I1/stad/2024/VB/totalt/alla"


def test_a_cell_that_was_hidden_is_told_apart_from_one_that_changed(
    built: Desk, runs: tuple[Path, Path]
) -> None:
    hidden = next(
        line
        for line in (runs[0] / "released" / "cells.csv").read_text(encoding="utf-8").splitlines()
        if ",suppressed," in line
    )
    change(
        runs[1], "cells.csv", hidden, hidden.replace(",suppressed,", ",missing,").replace(",..", ",saknas")
    )
    sections = compared(built, runs)["sections"]
    assert [(one["before"], one["after"]) for one in sections["skydd"]] == [("..", "saknas")]
    assert sections["tal"] == []


def test_texts_assessments_statuses_and_senders_are_told(built: Desk, runs: tuple[Path, Path]) -> None:
    change(runs[1], "analysis.json", '"assessment": "delvis"', '"assessment": "helt"')
    change(runs[1], "analysis.json", "avgörande", "viktigt")
    delivery = row(runs[1], "deliveries.csv", "2024,VB,farsta,")
    change(runs[1], "deliveries.csv", delivery + "\n", "")
    activity = row(runs[1], "activities.csv", "1.A1,2024,VB,farsta,")
    change(runs[1], "activities.csv", activity, re.sub(r"(stadsdelsnamnd),\w+,", r"\1,utgar,", activity))
    sections = compared(built, runs)["sections"]
    assert [(one["id"], one["after"]) for one in sections["bedomningar"]] == [("mal-1", "uppfylls helt")]
    [text] = sections["texter"]
    assert "avgörande" in text["before"] and "viktigt" in text["after"]
    [sender] = sections["avsandare"]
    assert (sender["place"], sender["after"]) == ("Farsta 2024", "har inte lämnat")
    [status] = sections["aktiviteter"]
    assert (status["place"], status["after"]) == ("1.A1, Farsta 2024", "utgår")


def test_a_changed_figure_is_shown_beside_the_old_one(built: Desk, runs: tuple[Path, Path]) -> None:
    page = runs[1] / "html" / "mal-3.html"
    text = page.read_text(encoding="utf-8")
    start = text.index('id="i-3.I1-diagram"')
    at = text.index("</svg>", text.index("</svg>", start) + 1)
    page.write_text(text[:at] + "<desc>annan</desc>" + text[at:], encoding="utf-8")
    assert compared(built, runs)["figures"] == [{"page": "mal-3", "id": "i-3.I1-diagram"}]
    shown = (runs[1].with_name("2024-r02.diff") / "2024-r01.html").read_text(encoding="utf-8")
    assert shown.count("<svg") == 2
    [title] = re.findall(r"<h3>(.+)</h3>", shown)
    assert title in text and title[0].isupper() and "i-3.I1" not in title
    ids = re.findall(r'\bid="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    assert "<script" not in shown and 'src="' not in shown


@pytest.mark.parametrize("words", [("--old", "x"), ("--old", "x", "--new", "y")])
def test_a_run_that_is_not_there_is_said_in_words(built: Desk, words: tuple[str, ...]) -> None:
    result = built.run("diff", *words)
    assert result.returncode == 2
    assert "--new" in result.stderr
