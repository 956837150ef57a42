"""Which chapters a report has follows from the released tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samlad.execution import plan_chapters
from samlad.stages import Released

WORDS = {
    "chapter_sammanfattning": "Sammanfattning",
    "chapter_mal": "Mål {goal}",
    "chapter_mal_group": "Mål för mål",
    "chapter_namnd_group": "Nämnder och bolag",
    "chapter_samlad_bedomning": "Samlad bedömning",
}


@pytest.fixture
def tables(tmp_path: Path) -> Released:
    files = {
        "run.json": json.dumps(
            {"year": 2024, "period": "T1", "sections": ["sammanfattning", "mal", "namnd", "samlad-bedomning"]}
        ),
        "words.json": json.dumps(WORDS),
        "goals.csv": "goal_id,text\n1,Ett\n2,Två\n",
        "deliveries.csv": "year,period,committee_id\n2024,T1,bolaget\n2024,T1,farsta\n"
        "2023,T1,gamla\n2024,VB,ny\n",
        "organisation.csv": "committee_id,short_name,kind\nbolaget,Bolaget,bolag\nfarsta,Farsta,distrikt\n"
        "gamla,Gamla,distrikt\nny,Ny,distrikt\n",
        "kinds.csv": "kind,order\ndistrikt,1\nbolag,2\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Released(tmp_path, "")


def test_chapters_follow_the_sections_goals_and_those_who_reported(tables: Released) -> None:
    plans = plan_chapters(tables)
    assert [(plan.name, plan.notebook, plan.title, plan.group) for plan in plans] == [
        ("index", "sammanfattning.ipynb", "Sammanfattning", ""),
        ("mal-1", "mal.ipynb", "Mål 1", "Mål för mål"),
        ("mal-2", "mal.ipynb", "Mål 2", "Mål för mål"),
        ("namnd-farsta", "namnd.ipynb", "Farsta", "Nämnder och bolag"),
        ("namnd-bolaget", "namnd.ipynb", "Bolaget", "Nämnder och bolag"),
        ("samlad-bedomning", "samlad-bedomning.ipynb", "Samlad bedömning", ""),
    ]


def test_parameters_are_texts_and_integers_alone(tables: Released) -> None:
    assert plan_chapters(tables)[1].parameters == {
        "year": 2024, "period": "T1", "subject": "1", "released": "released",
    }  # fmt: skip
