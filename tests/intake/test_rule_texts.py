"""Intake's rules say what they demand in words that may be printed: no place, no received text."""

from __future__ import annotations

from pathlib import Path

from samlad.intake import receive
from samlad.intake.rules import RULES
from samlad.params import load_params
from samlad.paths import Folders
from samlad.reference import load_reference

CHECKOUT = Path(__file__).parents[2]


def test_every_rule_says_what_it_demands_without_a_place_to_fill_in() -> None:
    for rule in RULES.values():
        assert rule.text.endswith(".") and "{" not in rule.text and "«" not in rule.text, rule.rule_id


def test_what_is_received_says_how_every_rule_fell_out(tmp_path: Path) -> None:
    folders = Folders(CHECKOUT, CHECKOUT / "data", CHECKOUT / "params", tmp_path)
    reference = load_reference(folders, load_params(folders.params, 2024))
    (tmp_path / "2024" / "VB").mkdir(parents=True)
    (tmp_path / "2024" / "VB" / "ovning_farsta.xlsx").write_bytes(b"")
    received = receive(tmp_path, ((2024, "VB"),), reference)
    results = {result.rule_id: result for result in received.rules}
    assert list(results) == list(RULES)
    broken = {rule_id: result.count for rule_id, result in results.items() if not result.success}
    assert broken == {"intake-unreadable-file": 1}
    assert results["intake-unreadable-file"].text == RULES["intake-unreadable-file"].text
