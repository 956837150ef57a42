"""CSV and ILS text come in through the same intake, each row with its place and its sender."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from samlad.catalogue import IlsMatt
from samlad.intake import receive
from samlad.reference import Reference
from samlad.stages import Received

Read = Callable[..., Received]

HEAD = (
    "Nämnd;Period;Indikator-id;Indikator;Kön;Ålder;Täljare;Nämnare;Utfall;"
    "Årsmål;Årsmål satt av;Prognos helår;Kommentar"
)


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\r\n".join([head, *rows, ""]).encode()


def rules(found: Received) -> list[str]:
    return [finding.rule_id for finding in found.faults]


def test_a_csv_row_keeps_place_sender_period_and_values(received: Read) -> None:
    content = table("FARSTA  stadsdelsnämnd ;VB 2024;3.i1;;flickor;;5;8;62,5 %;;;;Text")
    found = received({"farsta.csv": content})
    [line] = found.tables["indicators"].to_dict("records")
    assert rules(found) == []
    assert (line["file"], line["sheet"], line["row"], line["form"]) == ("2024/VB/farsta.csv", "", 2, "csv")
    assert (line["committee_text"], line["committee_id"]) == ("FARSTA  stadsdelsnämnd", "farsta")
    assert (line["stated_year"], line["stated_period"], line["item_id"]) == (2024, "VB", "3.I1")
    assert (line["sex"], line["age_group"], line["value"], line["value_cell"]) == (
        "kvinnor",
        "alla",
        62.5,
        "I2",
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_thousands_and_letters_survive_every_encoding(received: Read, encoding: str) -> None:
    content = table("Äldrenämnden;VB 2024;6.I1;;;;1\u00a0204;2\u00a0000;60,2;;;;å").decode().encode(encoding)
    [line] = received({"a.csv": content}).tables["indicators"].to_dict("records")
    assert (line["committee_id"], line["numerator"], line["comment"]) == ("aldrenamnden", 1204, "å")


def test_a_former_name_is_known_so_that_the_gate_can_say_who_does_not_exist(received: Read) -> None:
    found = received(
        {"a.csv": table("Rinkeby-Kista;VB 2024;6.I1;;;;1;2;50;;;;", "Okänd nämnd;VB 2024;6.I1;;;;1;2;50;;;;")}
    )
    assert list(found.tables["indicators"]["committee_id"]) == ["rinkeby-kista", ""]
    assert list(found.deliveries["committee_id"]) == ["rinkeby-kista"]


def test_each_csv_table_is_known_by_its_headings(received: Read) -> None:
    found = received(
        {
            "1.csv": table(
                "Farsta;VB 2024;År;2024",
                "Farsta;VB 2024;Nämndens beslut;preliminärt",
                head="Nämnd;Period;Fält;Uppgift",
            ),
            "2.csv": table(
                "Farsta;2024-12-31;1.A1;;pågående;",
                head="Nämnd;Period;Aktivitet-id;Aktivitet;Status;Kommentar",
            ),
            "3.csv": table("Farsta;VB;1;;helt;", head="Nämnd;Period;Mål-id;Mål;Nämndens bedömning;Skäl"),
            "4.csv": table(
                "Farsta;VB 2024;EA1;1;Namn;pågår;", head="Nämnd;Period;Eget id;Mål-id;Namn;Status;Kommentar"
            ),
            "5.csv": table("Farsta;VB 2024;;Text", head="Nämnd;Period;Mål-id;Analys"),
        }
    )
    assert rules(found) == []
    counts = {key: len(frame) for key, frame in found.tables.items() if len(frame)}
    assert counts == {"about": 2, "activities": 1, "goals": 1, "own_activities": 1, "analysis": 1}
    [delivery] = found.deliveries.to_dict("records")
    assert delivery["decision_status"] == "preliminar"
    assert delivery["files"] == " | ".join(f"2024/VB/{number}.csv" for number in range(1, 6))


@pytest.mark.parametrize(
    ("content", "rule", "row"),
    [
        (table("Farsta;VB 2024;3.I1;;;;5;8"), "intake-row-length", 2),
        (table("Farsta;VB 2024;3.I1;;;;5;8;62;5;;;;;extra"), "intake-row-length", 2),
        (table(), "intake-no-rows", 1),
        (
            table("Farsta;VB 2024;a;b;5", head="Nämnd;Period;Indikator-id;Indikator;Täljare"),
            "intake-missing-heading",
            1,
        ),
        (table("3.I1;62,5", head="Indikator-id;Utfall"), "intake-missing-heading", 1),
        (table("a;b", head="Förnamn;Efternamn"), "intake-unreadable-table", 1),
        (b"Bara en rad text", "intake-unreadable-table", 1),
    ],
)
def test_a_csv_file_that_cannot_be_trusted_says_where(
    received: Read, content: bytes, rule: str, row: int
) -> None:
    found = [finding for finding in received({"a.csv": content}).faults if finding.rule_id == rule]
    assert [finding.row for finding in found][:1] == [row]


def test_trailing_separators_and_blank_lines_are_nothing(received: Read) -> None:
    found = received(
        {"a.csv": table("", "Farsta;VB 2024;3.I1;;;;5;8;62,5;;;;;", ";;;;;;;;;;;;;", head=HEAD + ";")}
    )
    assert rules(found) == []
    assert list(found.tables["indicators"]["row"]) == [3]


def ils(*rows: str, head: str = "Organisation\tPeriod\tMått\tVärde") -> bytes:
    return "\r\n".join([head, *rows, ""]).encode("cp1252")


def named(reference: Reference, item_id: str, part: str, sex: str = "totalt") -> str:
    return next(
        matt.matt
        for matt in reference.programme.ils_matt
        if (matt.item_id, matt.part, matt.sex or "totalt", matt.age_group or "alla")
        == (item_id, part, sex, "alla")
    )


def test_ils_lines_become_one_row_per_indicator_and_split(received: Read, reference: Reference) -> None:
    name = "Södermalms stadsdelsnämnd\t2024-12-31"
    content = ils(
        f"{name}\t{named(reference, '5.I1', 'numerator')}\t52",
        f"{name}\t{named(reference, '5.I1', 'denominator')}\t1 030",
        f"{name}\t{named(reference, '5.I1', 'numerator', 'kvinnor')}\t..",
        f"{name}\t{named(reference, '5.I1', 'value')}\t5,0 %",
        f"Farsta\tVB 2024\t{named(reference, '4.I1', 'value')}\tNej",
        f"Farsta\tVB 2024\t{named(reference, '1.A1', 'status')}\tFörsenad",
    )
    found = received({"ils.txt": content})
    total, women, yes = found.tables["indicators"].to_dict("records")
    assert rules(found) == []
    assert (total["numerator"], total["denominator"], total["value"]) == (52, 1030, 5)
    assert (total["row"], total["numerator_cell"], total["value_cell"]) == (2, "D2", "D5")
    assert (women["sex"], women["numerator_mark"], women["denominator_mark"]) == (
        "kvinnor",
        "suppressed_by_source",
        "blank",
    )
    assert (yes["committee_id"], yes["value"], yes["form"]) == ("farsta", 0, "ils")
    [activity] = found.tables["activities"].to_dict("records")
    assert (activity["item_id"], activity["status"], activity["status_cell"]) == ("1.A1", "forsenad", "D7")
    assert list(found.deliveries["committee_id"]) == ["farsta", "sodermalm"]


def test_two_targets_by_two_setters_stand_on_two_rows(received: Read, reference: Reference) -> None:
    kf, own = named(reference, "3.I1", "target_kf"), named(reference, "3.I1", "target_namnd")
    value = named(reference, "3.I1", "value")
    found = received(
        {
            "i.txt": ils(
                f"Farsta\tVB 2024\t{kf}\t65", f"Farsta\tVB 2024\t{own}\t70", f"Farsta\tVB 2024\t{value}\t60"
            )
        }
    )
    rows = found.tables["indicators"][["target_setter", "target", "value_mark"]].to_dict("records")
    assert rows == [
        {"target_setter": "kf", "target": 65, "value_mark": ""},
        {"target_setter": "namnd", "target": 70, "value_mark": "blank"},
    ]


@pytest.mark.parametrize(
    ("rows", "rule", "row"),
    [
        (["Farsta\tVB 2024\tMått som inte finns\t1"], "intake-unknown-matt", 2),
        (["Farsta\tVB 2024\tfor få"], "intake-row-length", 2),
        ([], "intake-no-rows", 1),
    ],
)
def test_ils_lines_that_cannot_be_placed_say_so(received: Read, rows: list[str], rule: str, row: int) -> None:
    [finding] = received({"i.txt": ils(*rows)}).faults
    assert (finding.rule_id, finding.row) == (rule, row)


def test_the_same_matt_twice_is_refused(received: Read, reference: Reference) -> None:
    line = f"Farsta\tVB 2024\t{named(reference, '3.I1', 'value')}\t60"
    [finding] = received({"i.txt": ils(line, line)}).faults
    assert (finding.rule_id, finding.row, finding.committee_id) == ("intake-matt-twice", 3, "farsta")


def test_ils_text_without_its_headings_is_refused(received: Read) -> None:
    assert rules(received({"i.txt": ils(head="Enhet\tDatum\tKod\tVärde")})) == ["intake-unreadable-table"]


@pytest.mark.parametrize("separator", [",", "\t"])
def test_commas_and_tabs_between_cells_are_read_as_semicolons_are(received: Read, separator: str) -> None:
    quote = "" if separator == "\t" else '"'
    cells = ["Farsta", "VB 2024", "3.I1", "", "", "", "5", "8", f"{quote}62,5{quote}", "", "", "", "å; och ä"]
    lines = [separator.join(HEAD.split(";")), separator.join(cells), ""]
    [line] = received({"a.csv": "\n".join(lines).encode()}).tables["indicators"].to_dict("records")
    assert (line["committee_id"], line["value"], line["value_cell"]) == ("farsta", 62.5, "I2")
    assert line["comment"] == "å; och ä"


def test_a_decimal_comma_that_splits_a_cell_is_said_and_not_read_in_silence(received: Read) -> None:
    content = "\n".join([HEAD.replace(";", ","), "Farsta,VB 2024,3.I1,,,,5,8,62,5,,,,Text"]).encode()
    assert "intake-row-length" in rules(received({"a.csv": content}))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_file_in_utf_16_is_read(received: Read, encoding: str) -> None:
    content = table("Äldrenämnden;VB 2024;6.I1;;;;1\u202f204;2\u00a0000;60,2;;;;å").decode().encode(encoding)
    [line] = received({"a.csv": content}).tables["indicators"].to_dict("records")
    assert (line["committee_id"], line["numerator"], line["denominator"]) == ("aldrenamnden", 1204, 2000)


def test_lines_above_the_headings_and_moved_columns_are_found_in_text_too(received: Read) -> None:
    content = "Uttag ur systemet;;\n\nUtfall;Indikator-id;Nämnd;Period;\n54 %;6.I1;Farsta;2024-11-02;\n"
    found = received({"a.csv": content.encode()})
    [line] = found.tables["indicators"].to_dict("records")
    assert (line["row"], line["value"], line["value_cell"], line["stated_period"]) == (4, 54, "A4", "VB")


@pytest.mark.parametrize(
    ("text", "committee_id"),
    [
        ("Farstas", "farsta"),
        ("Hägersten-Älvsjös stadsdelsnämnds", "hagersten-alvsjo"),
        ("SOCIALNÄMNDENS  ", "socialnamnden"),
        ("  södermalms", "sodermalm"),
        ("A\u0308ldrena\u0308mnden", "aldrenamnden"),
        ("Farstass", ""),
        ("s", ""),
    ],
)
def test_names_are_known_in_genitive_odd_capitals_and_loose_rings(
    received: Read, text: str, committee_id: str
) -> None:
    [line] = (
        received({"a.csv": table(f"{text};VB 2024;6.I1;;;;1;2;50;;;;")})
        .tables["indicators"]
        .to_dict("records")
    )
    assert line["committee_id"] == committee_id


def test_ils_text_with_codes_is_read_where_the_codes_are_in_data(
    tmp_path: Path, reference: Reference
) -> None:
    coded = (
        IlsMatt("M17/UTF", "3.I1", "value", "totalt", "alla"),
        IlsMatt("M17/MAL", "3.I1", "target_kf", "totalt", "alla"),
    )
    programme = replace(reference.programme, ils_matt=(*reference.programme.ils_matt, *coded))
    folder = tmp_path / "2024" / "VB"
    folder.mkdir(parents=True)
    lines = [
        "Datum\tEnhetskod\tMåttkod\tKolumnkod\tVärde",
        "2024-09-01\tSDN Farsta\tM17\tUTF\t62,5",
        "2024-12-31\tSDN Farsta\tM17\tMAL\t70",
        "2024-12-31\tSDN Farsta\tM17\tPROG\t71",
    ]
    (folder / "ils.txt").write_bytes("\r\n".join(lines).encode("utf-16"))
    found = receive(tmp_path, [(2024, "VB")], replace(reference, programme=programme))
    [line] = found.tables["indicators"].to_dict("records")
    assert (line["committee_id"], line["stated_period"], line["form"]) == ("farsta", "VB", "ils")
    assert (line["value"], line["value_cell"], line["target"], line["target_cell"]) == (62.5, "E2", 70, "E3")
    assert [(finding.rule_id, finding.row) for finding in found.faults] == [("intake-unknown-matt", 4)]


def test_two_days_of_a_period_and_two_spellings_of_a_committee_are_the_same(
    received: Read, reference: Reference
) -> None:
    name = named(reference, "3.I1", "value")
    lines = ils(f"Farsta\t2024-01-25\t{name}\t60", f"Farsta stadsdelsnämnd\t2024-04-30\t{name}\t61")
    found = received({"i.txt": lines}, period="T1")
    assert [(finding.rule_id, finding.row) for finding in found.faults] == [("intake-matt-twice", 3)]
    assert list(found.tables["indicators"]["stated_period"]) == ["T1"]


def test_ils_text_may_have_lines_above_it_trailing_tabs_and_another_order(
    received: Read, reference: Reference
) -> None:
    name = named(reference, "3.I1", "value")
    content = f"Uttag 2025-01-10\n\nMått\tVärde\tOrganisation\tPeriod\t\n{name}\t60\tFarsta\tVB 2024\t\n"
    found = received({"i.txt": content.encode()})
    [line] = found.tables["indicators"].to_dict("records")
    assert (rules(found), line["value"], line["value_cell"], line["row"]) == ([], 60, "B4", 4)
