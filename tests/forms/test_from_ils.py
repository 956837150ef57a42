"""What ILS holds is not asked for twice: it is filled in, or only confirmed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from samlad.intake.forms.issuing import Issuer
from samlad.intake.forms.workbook import issued_bytes
from samlad.stages import Received

pytestmark = pytest.mark.xdist_group("forms")
INCOMING = Path(__file__).parents[2] / "data" / "incoming" / "2024" / "VB"


def variants(issuer: Issuer) -> dict[str, str]:
    return {one.committee_id: issuer.form(one).variant for one in issuer.committees()}


def test_only_those_with_an_ils_export_are_helped_by_it(issuer: Issuer) -> None:
    assert issuer.current is not None
    senders = {
        name for key in ("indicators", "activities") for name in issuer.current.tables[key]["committee_id"]
    }
    helped = {name for name, variant in variants(issuer).items() if variant in ("prefilled", "confirm")}
    assert helped
    assert helped <= senders


def test_a_complete_export_is_confirmed_and_not_asked_for_again(issuer: Issuer) -> None:
    confirming = [name for name, variant in variants(issuer).items() if variant == "confirm"]
    assert confirming
    for name in confirming:
        form = issuer.form(issuer.reference.organisation.committees[name])
        assert not {"indicators", "activities"} & set(form.tables)
        assert form.held


def test_a_confirmation_and_its_export_can_be_received_together(
    issuer: Issuer, inbox: Callable[..., Received]
) -> None:
    files = {path.name: path.read_bytes() for path in INCOMING.glob("*ils*.txt")}
    confirming = [name for name, variant in variants(issuer).items() if variant == "confirm"]
    for name in confirming:
        committee = issuer.reference.organisation.committees[name]
        files[f"{name}.xlsx"] = issued_bytes(issuer.form(committee), issuer.reference)
    found = inbox(files)
    rows = found.tables["activities"]
    assert set(rows.loc[rows["committee_id"].isin(confirming), "form"]) == {"ils"}
    assert not [one for one in found.faults if one.severity == "critical"]


def test_a_form_filled_in_from_ils_stands_for_the_lines_it_was_filled_from(
    issuer: Issuer, inbox: Callable[..., Received]
) -> None:
    lines = next(iter(sorted(INCOMING.glob("*ils*.txt")))).name
    content = (INCOMING / lines).read_bytes()
    alone = inbox({lines: content})
    name = str(alone.tables["activities"]["committee_id"].iloc[0])
    item = str(alone.tables["activities"]["item_id"].iloc[0])
    kept = [
        line for line in content.decode("cp1252").splitlines(keepends=True)
        if f" {item} " not in line and not line.rsplit("\t", 2)[-2].endswith(item)
    ]  # fmt: skip
    shorter = "".join(kept).encode("cp1252")
    partial = inbox({lines: shorter})
    from dataclasses import replace

    tables = {key: table[table["form"] == "ils"] for key, table in partial.tables.items()}
    form = replace(issuer, current=replace(partial, tables=tables)).form(
        issuer.reference.organisation.committees[name]
    )
    assert form.variant == "prefilled"
    found = inbox({lines: shorter, f"{name}.xlsx": issued_bytes(form, issuer.reference)})
    rows = found.tables["activities"]
    assert set(rows.loc[rows["committee_id"] == name, "form"]) == {"xlsx"}
    assert "intake-ils-replaced" in {one.rule_id for one in found.faults}
    assert set(partial.tables["activities"]["committee_id"]) == set(rows["committee_id"])
