"""What is received says how each of intake's rules fell out."""

from __future__ import annotations

from pathlib import Path

from samlad.intake import receive
from samlad.params import load_params
from samlad.paths import Folders
from samlad.reference import load_reference
from samlad.rules import INTAKE

CHECKOUT = Path(__file__).parents[2]


def test_what_is_received_says_how_every_rule_fell_out(tmp_path: Path) -> None:
    folders = Folders(CHECKOUT, CHECKOUT / "data", CHECKOUT / "params", tmp_path)
    reference = load_reference(folders, load_params(folders.params, 2024))
    (tmp_path / "2024" / "VB").mkdir(parents=True)
    (tmp_path / "2024" / "VB" / "ovning_farsta.xlsx").write_bytes(b"")
    received = receive(tmp_path, ((2024, "VB"),), reference)
    results = {result.rule_id: result for result in received.rules}
    assert list(results) == [rule_id for rule_id in reference.rules if rule_id.startswith(INTAKE)]
    broken = {rule_id: result.count for rule_id, result in results.items() if not result.success}
    assert broken == {"intake-unreadable-file": 1}
    assert results["intake-unreadable-file"].text == reference.rules["intake-unreadable-file"].text
