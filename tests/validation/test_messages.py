"""What the gate says: how much first, then where and how, per committee; long lists are cut with a count."""

from __future__ import annotations

from samlad.stages import Finding
from samlad.validation import GateClosedError, validate
from samlad.validation.grouping import groups, row_words
from samlad.validation.messages import SHOWN_COMMITTEES, SHOWN_PER_COMMITTEE, listing


def finding(row=None, **more):
    given = {
        "rule_id": "regel", "severity": "critical", "message": "Täljaren är större än nämnaren.",
        "remedy": "Rätta täljaren eller nämnaren.", "year": 2024, "period": "VB", "committee_id": "farsta",
        "file": "2024/VB/ovning_farsta.xlsx", "sheet": "Indikatorer", "column": "E (Täljare)",
    }  # fmt: skip
    return Finding(**given | more, row=row)


def test_the_message_of_a_closed_gate(sent, reference, suites, params, change_row):
    change_row(sent.row("indicators", "3.I1"), numerator=51, value=None)
    change_row(sent.row("indicators", "3.I2"), value=0.54)
    change_row(sent.row("activities", "1.A1"), status="nästan")
    try:
        validate(sent.made(), reference, suites, params)
    except GateClosedError as closed:
        text = str(closed)
    first = text.split("\n\n")[:2]
    assert first == [
        "Grinden är stängd: 3 fel i 1 fil måste rättas.\nIngen rapport har gjorts, och den förra är orörd.",
        "\n".join(
            [
                "Södermalms stadsdelsnämnd",
                "  2024/VB/ovning_sodermalm.xlsx, bladet Aktiviteter, rad 2, kolumn C (Status): "
                "Status är inte ett av de val som finns för VB 2024.",
                "    Gör så här: Välj ett av formulärets värden för Status: ej påbörjad, pågår enligt plan, "
                "försenad, avslutad, utgår. (Regel: kod-okand)",
                "  2024/VB/ovning_sodermalm.xlsx, bladet Indikatorer, rad 6, kolumn E (Täljare): "
                "Täljaren är större än nämnaren.",
                "    Gör så här: Rätta täljaren eller nämnaren. (Regel: taljare-over-namnare)",
                "  2024/VB/ovning_sodermalm.xlsx, bladet Indikatorer, rad 7, kolumn G (Utfall): "
                "Utfallet kan vara skrivet som en del av ett i stället för i procent, och då är det "
                "hundra gånger för litet.",
                "    Gör så här: Skriv med procenttecken: 54 % om det är 54 av hundra, 0,54 % om det är "
                "en halv av hundra. Fyll också i täljare och nämnare. (Regel: andel-enhet)",
            ]
        ),
    ]
    assert "varningar, som inte hindrar rapporten" in text


def test_rows_with_the_same_fault_are_one_line_with_ranges(reference):
    text = listing([finding(row) for row in (3, 4, 5, 9)], reference)
    assert "4 fel i 1 fil" in text.splitlines()[0]
    assert text.count("Täljaren är större än nämnaren.") == 1
    assert "rad 3–5, 9" in text


def test_long_lists_are_cut_and_counted(reference):
    rows = [finding(row, message=f"Fel {row}.") for row in range(100)]
    text = listing(rows, reference)
    assert f"… och {100 - SHOWN_PER_COMMITTEE} fel till" in text
    many = [
        finding(1, committee_id=one)
        for one in list(reference.organisation.committees)[: SHOWN_COMMITTEES + 4]
    ]
    assert "… och 4 fel hos 4 avsändare till." in listing(many, reference)


def test_a_sender_that_is_not_known_comes_last_under_a_heading_of_its_own(reference):
    text = listing([finding(1, committee_id=""), finding(1)], reference)
    assert text.index("Farsta stadsdelsnämnd") < text.index("Avsändare som inte har kunnat bestämmas")


def test_rows_are_written_as_ranges_and_at_most_eight_of_them():
    assert row_words([]) == ""
    assert row_words([7]) == "rad 7"
    assert row_words([1, 2, 3, 7]) == "rad 1–3, 7"
    assert row_words(range(1, 40, 2)) == "rad 1, 3, 5, 7, 9, 11, 13, 15 och 12 rader till"


def test_groups_keep_the_order_and_the_number_of_what_they_hold():
    found = groups([finding(4), finding(2), finding(2, column="G")])
    assert [(group.rows, group.count, group.column) for group in found] == [
        ((2, 4), 2, "E (Täljare)"),
        ((2,), 1, "G"),
    ]
