"""No received value leaves the gate: marked values are planted everywhere, and looked for everywhere."""

from __future__ import annotations

import traceback

import pytest

from samlad.validation import GateClosedError, render_result_page, validate

MARK = "hemligt-märke"
NUMBER = 987_654_321.25
PLACES = ("file", "sheet", "form", "year", "period", "row", "stated_year", "committee_id")


def planted(sent):
    """A delivery where every cell that can hold anything holds a mark of its own, and many rules break."""
    number = 0
    for table, rows in sent.tables.items():
        for row in rows:
            for column in [
                name for name in row if name not in PLACES and not name.endswith(("_mark", "_cell"))
            ]:
                if table == "about" and column == "field":
                    continue
                number += 1
                if row[column] is None or isinstance(row[column], int | float):
                    row[column], row[f"{column}_mark"] = -(NUMBER + number), ""
                else:
                    row[column] = f"{MARK}-{number}"
    for row in sent.deliveries:
        row.update({name: MARK for name in row if name not in (*PLACES, "files")})
    return sent


@pytest.fixture(scope="module")
def closed(whole, reference, suites, params):
    """The closed gate of a delivery full of marks."""
    with pytest.raises(GateClosedError) as raised:
        validate(planted(whole.copied()).made(), reference, suites, params)
    return raised.value


def test_many_rules_are_broken_so_that_there_is_much_to_leak_from(closed):
    assert len({one.rule_id for one in closed.record.findings}) > 12


@pytest.mark.parametrize("secret", [MARK, "987654", "987 654"])
def test_no_planted_value_is_in_record_message_page_or_traceback(closed, reference, secret):
    page = render_result_page(closed.record, closed.record.findings, reference, 2024, "VB", synthetic=True)
    told = "".join(traceback.format_exception(closed))
    for text in (repr(closed.record), str(closed), repr(closed), repr(closed.args), page, told):
        assert secret not in text


def test_nothing_is_said_beside_the_record(whole, reference, suites, params, capfd, caplog):
    caplog.set_level("DEBUG")
    with pytest.raises(GateClosedError):
        validate(planted(whole.copied()).made(), reference, suites, params)
    out, err = capfd.readouterr()
    assert (out, err) == ("", "")
    assert MARK not in caplog.text and "987654" not in caplog.text


def test_a_rule_that_meets_the_wrong_type_says_no_value(whole, reference, suites, params):
    received = whole.made()
    received.tables["indicators"]["value"] = MARK
    with pytest.raises(GateClosedError) as raised:
        validate(received, reference, suites, params)
    assert MARK not in repr(raised.value.record) + str(raised.value)
