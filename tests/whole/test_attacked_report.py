"""The attacker in a whole run: its verdict is in the record, and a leak stops the report before it is out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from samlad.attacked import attack_tables
from samlad.disclosure import Approved, protect
from samlad.errors import DisclosureError
from samlad.facts import run_facts
from samlad.frames import CELLS, TEXT, build, records
from samlad.measures import measure
from samlad.paths import Folders
from samlad.pipeline import ask, through_the_gate
from samlad.recipe import Recipe
from samlad.release import release
from samlad.stages import Measured, Protected

from .conftest import CHECKOUT, Desk


def test_the_record_says_that_the_protection_held_and_against_how_much(built: Desk) -> None:
    record = json.loads((built.output / "2024" / "disclosure.json").read_text(encoding="utf-8"))
    attack = record["attack"]
    assert attack["held"] is True
    assert attack["hidden_counts"] > 0 and attack["tables"] >= 3
    assert set(attack) == {"held", "hidden_counts", "derived_counts", "tables", "editions"}


def test_a_page_that_tells_a_hidden_number_stops_the_report_and_nothing_changes(
    built_desk: Desk, state: Callable[[Path], dict[str, bytes]]
) -> None:
    notebook = built_desk.checkout / "notebooks" / "mal.ipynb"
    content = json.loads(notebook.read_text(encoding="utf-8"))
    leak = {"cell_type": "markdown", "id": "lacka", "metadata": {}}
    content["cells"].append(
        {**leak, "source": ["Av dem under 26 år fick 61,7 procent stöd enligt 5.I1: 37 av 60."]}
    )
    notebook.write_text(json.dumps(content), encoding="utf-8")
    before = {name: state(built_desk.output / name) for name in ("2024", "archive")}
    result = built_desk.report()
    assert result.returncode == 15, result.stderr
    assert "Ingenting har släppts" in result.stderr and "mal-5.html" in result.stderr
    assert "61,7" not in result.stderr
    assert {name: state(built_desk.output / name) for name in before} == before


def test_whatever_is_opened_of_the_training_year_s_protection_is_found(tmp_path: Path) -> None:
    folders = Folders(CHECKOUT, CHECKOUT / "data", CHECKOUT / "params", tmp_path / "output")
    asked = ask(folders, 2024, "VB")
    reference, params = asked.reference, asked.params
    unprotected = measure(through_the_gate(asked).outcomes, reference, params)
    protected = protect(unprotected, reference, params, Approved(), key=b"prov")
    assert set(protected.record.problems["gap"]) == {0.0}
    companions = [
        row["cell_id"] for row in records(protected.record.hidden) if row["part"] == "complementary"
    ]
    assert companions
    facts = run_facts(params, "VB", reference, Recipe({}, "0" * 64, "0" * 64), synthetic=True)
    found = []
    for number, companion in enumerate(companions):
        result = opened(protected, unprotected, companion)
        released = release(result, reference, params, tmp_path / str(number), facts)
        with pytest.raises(DisclosureError):
            attack_tables(released, [], unprotected, result, reference)
        found.append(companion)
    assert found == companions


def opened(result: Protected, unprotected: Measured, name: str) -> Protected:
    """The protected tables with the numbers of one hidden row put back."""
    before = {row["cell_id"]: row for row in records(unprotected.cells)}
    numbers = {one: before[name][one] for one in ("numerator", "denominator", "value")}
    rows = [
        {**row, **numbers, "status": "shown"} if row["cell_id"] == name else row
        for row in records(result.cells)
    ]
    return replace(result, cells=build({**CELLS, "text": TEXT}, rows))
