"""Feedback where hardly anyone has sent anything yet."""

from __future__ import annotations

import shutil
from pathlib import Path

from samlad.desk import read_folders
from samlad.intake import receive
from samlad.params import load_params
from samlad.reference import load_reference
from samlad.validation.changed_since import changed_since

CHECKOUT = Path(__file__).parents[2]


def test_a_table_that_nobody_has_sent_rows_of_stops_no_feedback(tmp_path: Path) -> None:
    folder = tmp_path / "2021" / "VB"
    folder.mkdir(parents=True)
    shutil.copy(CHECKOUT / "data" / "incoming" / "2021" / "VB" / "ovning_farsta.xlsx", folder)
    folders = read_folders(CHECKOUT, str(CHECKOUT / "data"), str(CHECKOUT / "params"))
    params = load_params(folders.params, 2021)
    reference = load_reference(folders, params)
    received = receive(tmp_path, ((2021, "VB"),), reference)
    assert any(table.empty for table in received.tables.values())
    assert changed_since(received, reference, ("farsta", 2021, "VB")) == ()
