"""The utredare's texts: read strictly, with references in place of typed numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_city import reference

from samlad.prose import ProseError, load_analysis
from samlad.typed_numbers import typed_numbers

WHOLE = """---
assessment: delvis
assessed_by: "Anna Andersson"
assessed_on: 2025-02-20
reason: "Andelen är {1.I1/stad/2024/VB}."
conditions:
  "1.V1": {assessment: helt, reason: "Rutiner finns."}
numbers: {"40 miljoner": "Budget 2024"}
---
## Läget

Andelen är {1.I1/stad/2024/VB/kvinnor}, av 40 miljoner.
"""


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_text_has_its_assessment_and_its_body(tmp_path: Path) -> None:
    analysis = load_analysis(write(tmp_path, "mal-1.md", WHOLE), reference()).as_json()
    assert analysis["mal-1"]["assessment"] == "delvis"
    assert analysis["mal-1"]["assessed_on"] == "2025-02-20"
    assert analysis["mal-1"]["conditions"] == {"1.V1": {"assessment": "helt", "reason": "Rutiner finns."}}
    assert analysis["mal-1"]["body"].startswith("## Läget")
    assert "numbers" not in analysis["mal-1"]


def test_a_text_without_front_matter_has_no_assessment_and_none_is_made_up(tmp_path: Path) -> None:
    assert load_analysis(write(tmp_path, "mal-1.md", "Bara text."), reference()).as_json() == {
        "mal-1": {"assessment": "saknas", "body": "Bara text."}
    }


def test_no_folder_is_no_text(tmp_path: Path) -> None:
    assert load_analysis(tmp_path / "2024", reference()).as_json() == {}


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("mal-9.md", "Text.", "hör inte till något kapitel"),
        ("mal-1.md", "---\nassesment: helt\n---\n", "nyckeln «assesment» är okänd"),
        ("mal-1.md", "---\nassessment: bra\n---\n", "bedömningen «bra» finns inte"),
        ("mal-1.md", "---\nassessment: helt\n---\n", "en bedömning ska ha assessed_by"),
        ("mal-1.md", "---\nassessment: helt\nassessment: ej\n---\n", "går inte att tolka som YAML"),
        ("mal-2.md", '---\nconditions: {"1.V1": {assessment: helt}}\n---\n', "hör inte till målet"),
        ("mal-1.md", "Rad.\nAndelen är 54 %.", "rad 2: talet «54 %» är skrivet för hand"),
        ("mal-1.md", "\n\nAndelen är 54 %.", "rad 3: talet «54 %»"),
        ("mal-1.md", "---\nreason: ja\n---\n\nRad.\nDet är 7.", "rad 6: talet «7»"),
        ("mal-1.md", "---\r\nreason: ja\r\n---\r\nDet är 7.", "rad 4: talet «7»"),
        ("mal-1.md", '---\nreason: "Bara 12 av dem."\n---\n', "i skälet: talet «12»"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_said_where(
    tmp_path: Path, name: str, text: str, says: str
) -> None:
    with pytest.raises(ProseError) as error:
        load_analysis(write(tmp_path, name, text), reference())
    assert any(line.startswith(f"{name}: ") and says in line for line in error.value.details)
    assert error.value.exit_code == 15


def test_all_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    write(tmp_path, "mal-1.md", "Andelen är 54 %.")
    with pytest.raises(ProseError) as error:
        load_analysis(write(tmp_path, "mal-2.md", "Det är 7 av 11."), reference())
    assert len(error.value.details) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Se {1.I1/stad/2024/VB} och {1.I1/stad/2024/VB/kvinnor/alla}.",
        "Under 2024, 2021–2024 och 2021-24.",
        "Den 30 april 2024 och 2024-04-30.",
        "Mål 3, indikator 1.I1 och aktivitet 1.A2, mål 1–4.",
        "Unga 13–25 år, en 12-åring, barn under 18 år, 12 till 21 år.",
        "Förordning 2010:1122, 26 kap. 1 §.",
        "1. Först\n2) Sedan",
        "Se [sidan](https://exempel.se/3/4) eller https://exempel.se/12.",
        "Dnr 3.1.1-432/2020.",
    ],
)
def test_what_is_no_outcome_may_be_typed(text: str) -> None:
    assert list(typed_numbers(text, reference())) == []


@pytest.mark.parametrize("text", ["54", "54,3 procent", "1 234", "7 av 11 distrikt", "ökade med 3"])
def test_an_outcome_may_not_be_typed(text: str) -> None:
    assert list(typed_numbers(text, reference()))
