"""The audit attacks a run's released tables before it makes pages of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from released_folder import Folder

from samlad.commands.again import rerender
from samlad.errors import DisclosureError, ParamsError

HIDDEN = ".."


def run_with(folder: Path, *hidden: str) -> Path:
    """A run that has released one indicator with these committees hidden."""
    tables = Folder(folder / "released").indicator("1.I1").cell("1.I1", "stad", 63, n=3)
    for area, number in {"ange": 3, "berga": 30, "ek": 30}.items():
        tables.cell("1.I1", area, HIDDEN if area in hidden else number)
    tables.write()
    facts = {"released": "", "year": 2024, "period": "VB", "editions": []}
    (folder / "run.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder


def test_a_hidden_number_that_can_be_worked_out_stops_the_audit(tmp_path: Path) -> None:
    with pytest.raises(DisclosureError, match="Skyddet mot röjande höll inte"):
        rerender(run_with(tmp_path / "run", "ange"), tmp_path / "work")
    assert not (tmp_path / "work").exists()


def test_what_left_the_house_before_is_known_to_the_audits_attacker(tmp_path: Path) -> None:
    run = run_with(tmp_path / "run", "ange", "berga")
    # Protected as it is: the audit comes to the run's params, which this one lacks.
    with pytest.raises(ParamsError):
        rerender(run, tmp_path / "work")
    run_with(tmp_path / "before", "ange")
    (run / "register").mkdir()
    (tmp_path / "before" / "released").rename(run / "register" / "2024-u1")
    facts = json.loads((run / "run.json").read_text(encoding="utf-8"))
    (run / "run.json").write_text(json.dumps({**facts, "editions": ["2024-u1"]}), encoding="utf-8")
    with pytest.raises(DisclosureError):
        rerender(run, tmp_path / "work")
