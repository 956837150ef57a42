"""Corrections: each is made where it says, and fails loudly where the source holds something else."""

from __future__ import annotations

from dataclasses import replace
from textwrap import indent

import pytest

from samlad.corrections import CorrectionError, Corrections, counts, delivery_hash, load_corrections
from samlad.errors import ParamsError
from samlad.keyed import text_hash
from samlad.stages import Finding

KEY = b"nyckel"
STATUSES = ("missing", "not_measured")
RULES = ("r", "x", "andel-stammer-inte")
SIGNED = "reason: fel i källan\nowner: Anna\nperiod: VB\n"
PLACE = "committee: sodermalm\ntable: indicators\nitem: 3.I1\n"


@pytest.fixture
def written(tmp_path, reference):
    """Corrections as read from a file with these entries."""

    def write(*entries):
        rows = "".join("  - " + indent(SIGNED + entry, "    ").lstrip() + "\n" for entry in entries)
        path = tmp_path / "2024.yaml"
        path.write_text(f"format: 1\ncorrections:\n{rows}", encoding="utf-8")
        return Corrections(load_corrections(path, 2024, RULES), KEY, STATUSES, reference.rules)

    return write


def row_of(received, item_id="3.I1"):
    frame = received.tables["indicators"]
    return frame[(frame["item_id"] == item_id) & (frame["sex"] == "totalt")].iloc[0]


def test_a_value_is_replaced_and_the_received_one_is_left_as_it_was(sent, written):
    received = sent.made()
    mended = written(f"action: override\n{PLACE}field: numerator\nexpect: 27\nvalue: 28").applied(received)
    assert row_of(mended)["numerator"] == 28
    assert row_of(received)["numerator"] == 27


def test_an_unreadable_cell_can_be_expected_by_its_mark_and_get_a_number(sent, change_row, written):
    row = sent.row("indicators", "3.I1")
    row["numerator"], row["numerator_mark"] = None, "invalid"
    entry = f"action: override\n{PLACE}field: numerator\nexpect: invalid\nvalue: 28"
    assert row_of(written(entry).applied(sent.made()))["numerator_mark"] == ""


def test_a_cell_can_be_emptied_and_a_row_dropped(sent, written):
    emptied = written(f"action: drop\n{PLACE}field: value\nexpect: 54").applied(sent.made())
    assert row_of(emptied)["value_mark"] == "blank"
    dropped = written(f"action: drop\n{PLACE}expect: {{numerator: 27}}").applied(sent.made())
    assert len(dropped.tables["indicators"]) == len(sent.tables["indicators"]) - 1


@pytest.mark.parametrize(
    "entry",
    [
        f"action: override\n{PLACE}field: numerator\nexpect: 26\nvalue: 28",
        f"action: override\n{PLACE}field: numerator\nexpect: blank\nvalue: 28",
        f"action: drop\n{PLACE}expect: {{numerator: 26}}",
        f"action: explain\n{PLACE}field: numerator\nexpect: 26\nrule: x",
        "action: override\ncommittee: bromma\ntable: indicators\nitem: 3.I1\n"
        "field: numerator\nexpect: 27\nvalue: 28",
        "action: leave_out_delivery\ncommittee: sodermalm\nkontroll: abc",
        "action: release\nfile: x.csv\nrow: 2\ntable: analysis\nfield: text\nkontroll: abc",
    ],
)
def test_a_correction_whose_source_holds_something_else_stops_the_run(sent, written, entry):
    with pytest.raises(CorrectionError) as raised:
        written(entry).applied(sent.made())
    assert raised.value.exit_code == 12
    assert "rättelse 1" in str(raised.value)


def test_the_message_says_neither_old_nor_expected_value(sent, written):
    entry = f"action: override\n{PLACE}field: numerator\nexpect: 987654\nvalue: 876543"
    with pytest.raises(CorrectionError) as raised:
        written(entry).applied(sent.made())
    assert "987654" not in str(raised.value) and "876543" not in str(raised.value)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("action: mend\n", "action ska vara"),
        (f"action: override\n{PLACE}field: numerator\nexpect: 27", "value saknas"),
        (f"action: drop\n{PLACE}field: numerator\nexpect: 27\ntypo: 1", "typo är okänd"),
        (f"action: drop\n{PLACE}expect: 27", "minst ett fält"),
        (f"action: drop\n{PLACE}field: numerator\nexpect: 27\nrule: Anna Andersson", "regeln finns inte"),
        ("action: leave_out_delivery\nkontroll: abc", "antingen committee eller file"),
        ("action: leave_out_delivery\nkontroll: abc\ncommittee: x\nfile: y", "antingen committee eller file"),
        ("action: drop\ncommittee: x\ntable: tabell\nexpect: {a: 1}", "table ska vara"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused(written, entry, words):
    with pytest.raises(ParamsError) as raised:
        written(entry)
    assert raised.value.exit_code == 10
    assert words in str(raised.value)


def test_a_delivery_that_is_left_out_is_gone_with_its_faults(sent, written, ask_gate):
    received = sent.made()
    fault = Finding("intake-x", "critical", "fel", "rätta", 2024, "VB", "sodermalm", sent.files[0].file)
    received = replace(received, faults=(fault,))
    kontroll = delivery_hash(received, ("sodermalm", 2024, "VB"), KEY)
    left = written(f"action: leave_out_delivery\ncommittee: sodermalm\nkontroll: {kontroll}").applied(
        received
    )
    assert left.faults == ()
    assert len(left.deliveries) == 0
    assert all(len(frame) == 0 for frame in left.tables.values())


def test_an_explained_warning_is_information_and_an_error_stays_an_error(sent, written):
    received = sent.made()
    row = sent.row("indicators", "3.I1")
    made = written(f"action: explain\n{PLACE}field: numerator\nexpect: 27\nrule: r")
    one = Finding("r", "warning", "m", "å", 2024, "VB", "sodermalm", row["file"], row["sheet"], row["row"])
    told = made.explained([one, replace(one, severity="critical"), replace(one, row=999)], received)
    assert [each.severity for each in told] == ["info", "critical", "warning"]


def test_a_released_alarm_is_silent_for_exactly_that_text(sent, written):
    text = "Perioden 811228-9874 är ett intervall"
    sent.tables["analysis"][0]["text"] = text
    row = sent.tables["analysis"][0]
    entry = (
        f"action: release\nfile: {row['file']}\nsheet: {row['sheet']}\nrow: {row['row']}\n"
        f"table: analysis\nfield: text\nkontroll: {text_hash(text, KEY)}"
    )
    made = written(entry)
    made.applied(sent.made())
    place = {"file": row["file"], "sheet": row["sheet"], "row": row["row"]}
    place |= {"source": "analysis", "field": "text"}
    assert made.released(place, text)
    assert not made.released(place, text + " och mer")
    assert not made.released(place | {"row": row["row"] + 1}, text)


def test_corrections_are_counted_per_committee_and_rule(sent, written):
    entry = f"action: drop\n{PLACE}field: value\nexpect: 54\nrule: andel-stammer-inte"
    frame = counts(written(entry, entry).entries, sent.made(), {"andel-stammer-inte": "Krav."})
    [row] = frame.to_dict("records")
    assert list(row.values()) == [2024, "VB", "sodermalm", "andel-stammer-inte", "drop", 2, "Krav."]
