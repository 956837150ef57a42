"""What ILS holds is not asked for twice: it is filled in, or only confirmed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from samlad.intake.forms.issued import Issued
from samlad.intake.forms.issuing import Issuer
from samlad.intake.forms.lines import Line
from samlad.intake.forms.workbook import issued_bytes
from samlad.stages import Received

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


LINES = "ils_provning.txt"


def export(issuer: Issuer, name: str, values: dict[str, str], *, statuses: bool = False) -> bytes:
    """An ILS export of one committee: the values of mått by name, and every status it owes if wanted."""
    committee = issuer.reference.organisation.committees[name]
    rows = dict(values)
    if statuses:
        of = {one.item_id: one.matt for one in issuer.reference.programme.ils_matt if one.part == "status"}
        activities = issuer.form(committee).asked.activities
        rows |= {of[item.activity_id]: "pågår enligt plan" for item in activities}
    lines = ["organisation\tperiod\tmått\tvärde"]
    lines += [f"{committee.name}\tVB 2024\t{matt}\t{value}" for matt, value in rows.items()]
    return "".join(f"{line}\n" for line in lines).encode()


def from_export(issuer: Issuer, name: str, found: Received) -> Issued:
    tables = {key: table[table["form"] == "ils"] for key, table in found.tables.items()}
    helped = replace(issuer, current=replace(found, tables=tables))
    return helped.form(issuer.reference.organisation.committees[name])


def rows_of(form: Issued, item_id: str) -> list[Line]:
    return [line for line in form.tables["indicators"] if line.cells["item_id"] == item_id]


SOME = {
    "Mot våld 5.I2 utfall": "90", "Mot våld 5.I2 utfall kvinnor": "60", "Mot våld 5.I2 utfall män": "30",
    "Mot våld 5.I2 utfall 13-17 år": "25", "Mot våld 5.I2 årsmål KF": "80",
    "Mot våld 5.I2 årsmål nämnd": "95",
}  # fmt: skip


def test_both_arsmal_and_all_splits_of_an_export_are_filled_in_and_read_back(
    alone: Issuer, inbox: Callable[..., Received]
) -> None:
    content = export(alone, "socialnamnden", SOME)
    found = inbox({LINES: content})
    assert found.faults == ()
    form = from_export(alone, "socialnamnden", found)
    assert form.variant == "prefilled"
    rows = rows_of(form, "5.I2")
    held = {
        (line.cells["sex"], line.cells["age_group"], line.cells.get("value"), line.cells.get("target"))
        for line in rows
        if line.from_ils
    }
    assert held == {
        ("totalt", "alla åldrar", 90, 80), ("totalt", "alla åldrar", None, 95),
        ("kvinnor", "alla åldrar", 60, None), ("män", "alla åldrar", 30, None),
        ("totalt", "13–17 år", 25, None),
    }  # fmt: skip
    again = inbox({LINES: content, "socialnamnden.xlsx": issued_bytes(form, alone.reference)})
    mine = again.tables["indicators"]
    mine = mine[(mine["item_id"] == "5.I2") & (mine["form"] == "xlsx")]
    assert set(zip(mine["target"].dropna(), mine["target_setter"][mine["target"].notna()], strict=True)) == {
        (80.0, "kf"), (95.0, "namnd")
    }  # fmt: skip
    assert {one.rule_id for one in again.faults} == {"intake-ils-replaced"}


def test_each_row_says_in_words_what_ils_has_filled_in_and_what_is_beyond_it(
    alone: Issuer, inbox: Callable[..., Received]
) -> None:
    form = from_export(alone, "socialnamnden", inbox({LINES: export(alone, "socialnamnden", SOME)}))
    total = rows_of(form, "5.I2")[0]
    assert total.cells["held"] == "Ur ILS: utfall, årsmål och årsmål satt av. Utöver ILS: kommentar."
    beside = rows_of(form, next(one.indicator.indicator_id for one in form.asked.indicators
                                if one.indicator.kind == "andel"))[0]  # fmt: skip
    assert beside.from_ils == frozenset()
    assert str(beside.cells["held"]).startswith("Utöver ILS: täljare, nämnare, utfall")
    workbook = openpyxl.load_workbook(io.BytesIO(issued_bytes(form, alone.reference)))
    sheet = workbook["Indikatorer"]
    letters = {cell.value: cell.column_letter for cell in sheet[4]}
    fetched = [cell for cell in sheet[letters["Utfall"]][5:] if cell.value == 90]
    assert [cell.font.italic for cell in fetched] == [True]
    assert "Vad som finns i ILS" not in {
        cell.value for cell in openpyxl.load_workbook(
            io.BytesIO(issued_bytes(alone.form(form.asked.committee), alone.reference)))["Indikatorer"][4]
    }  # fmt: skip


def test_an_export_is_complete_when_it_holds_what_is_due_and_not_every_printed_row(
    alone: Issuer, inbox: Callable[..., Received]
) -> None:
    due = alone.form(alone.reference.organisation.committees["kulturnamnden"]).asked
    of = {(one.item_id, one.part): one.matt for one in alone.reference.programme.ils_matt
          if (one.sex or "totalt", one.age_group or "alla") == ("totalt", "alla")}  # fmt: skip
    values: dict[str, str] = {}
    for one in due.indicators:
        item_id, kind = one.indicator.indicator_id, one.indicator.kind
        parts = {"andel": {"numerator": "30", "denominator": "60"}, "ja_nej": {"value": "Ja"}}
        values |= {of[item_id, part]: said for part, said in parts.get(kind, {"value": "40"}).items()}

    def variant() -> str:
        content = export(alone, "kulturnamnden", values, statuses=True)
        return from_export(alone, "kulturnamnden", inbox({LINES: content})).variant

    assert variant() == "confirm"
    values.popitem()
    assert variant() == "prefilled"


def confirmation(issuer: Issuer, name: str, answer: str) -> bytes:
    committee = issuer.reference.organisation.committees[name]
    workbook = openpyxl.load_workbook(io.BytesIO(issued_bytes(issuer.form(committee), issuer.reference)))
    sheet = workbook["Om rapporten"]
    given = {"Uppgifterna ur ILS stämmer": answer, "Uppgiftslämnare": "Ann-Sofi Övning"}
    given |= {"Nämndens beslut": "beslutad", "Beslutsdatum": "2025-02-14", "Diarienummer": "Övning 1"}
    for label, cell, *_ in sheet.iter_rows(min_row=6):
        if label.value in given:
            cell.value = given[label.value]
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("answer", "rule"),
    [("ja", None), ("nej", ("intake-ils-refuted", "critical")), ("", ("intake-ils-unconfirmed", "warning"))],
)
def test_a_confirmation_gives_the_decision_and_the_sender_of_what_ils_holds(
    issuer: Issuer, inbox: Callable[..., Received], answer: str, rule: tuple[str, str] | None
) -> None:
    files = {path.name: path.read_bytes() for path in INCOMING.glob("*ils*.txt")}
    name = next(name for name, variant in variants(issuer).items() if variant == "confirm")
    found = inbox({**files, f"{name}.xlsx": confirmation(issuer, name, answer)})
    assert [(one.rule_id, one.severity) for one in found.faults if one.committee_id == name] == (
        [rule] if rule else []
    )
    delivery = found.deliveries[found.deliveries["committee_id"] == name].iloc[0]
    assert (delivery["reporter"], delivery["decision_status"], delivery["decision_dnr"]) == (
        "Ann-Sofi Övning", "beslutad", "Övning 1"
    )  # fmt: skip
    assert set(str(delivery["form"]).split(" | ")) == {"ils", "xlsx"}
    rows = found.tables["activities"]
    assert set(rows.loc[rows["committee_id"] == name, "form"]) == {"ils"}


def test_a_confirmation_shows_last_year_beside_what_ils_holds(issuer: Issuer) -> None:
    name = next(name for name, variant in variants(issuer).items() if variant == "confirm")
    form = issuer.form(issuer.reference.organisation.committees[name])
    assert any(before != "" for *_, before in form.held)
    workbook = openpyxl.load_workbook(io.BytesIO(issued_bytes(form, issuer.reference)))
    assert [cell.value for cell in workbook["Ur ILS"][4]][-2:] == ["Värde i ILS", "2023"]


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
