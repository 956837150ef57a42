"""The attacker in a whole run: its verdict is in the record, and a leak stops the report before it is out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Desk

pytestmark = pytest.mark.xdist_group("whole")


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
