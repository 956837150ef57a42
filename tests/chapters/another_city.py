"""The words of a city that is not: the checkout's own, with every word of its city exchanged.

A word of that city on a page made with these can only have come out of code or notebooks.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

CHECKOUT = Path(__file__).parents[2]
EXCHANGED = (
    ("Stockholms stad", "Granby köping"), ("Stockholms", "Granbys"), ("Stockholm", "Granby"),
    ("Socialnämnd", "Trivselgille"), ("socialnämnd", "trivselgille"),
    ("stadsdelsnämnd", "kvarter"),
    ("nämnd", "krets"), ("Nämnd", "Krets"), ("Hela staden", "Hela köpingen"),
    ("hela staden", "hela köpingen"),
    ("staden", "köpingen"), ("stadens", "köpingens"), ("kommunfullmäktige", "storrådet"), ("våld", "oväsen"),
    ("Våld", "Oväsen"), ("stadsdelar", "kvarter"), ("bolag", "bod"), ("Kolada", "Källan"),
)  # fmt: skip
FORBIDDEN = ("Stockholm", "nämnd", "Nämnd", "stadsdel", "Kolada", "våld", "Våld", "kommunfullmäktige")
"""Words that no page of this city may hold."""


def exchanged(text: str) -> str:
    """The text with the checkout's city exchanged for another."""
    for ours, theirs in EXCHANGED:
        text = text.replace(ours, theirs)
    return text


def documents(title: str, years: list[int], *, synthetic: bool) -> dict[str, Any]:
    """words, codelists, programme, disclosure, analysis and run, as release gives them."""
    words = YAML(typ="safe").load((CHECKOUT / "data" / "words.yaml").read_text(encoding="utf-8"))
    codelists = {}
    for path in sorted((CHECKOUT / "data" / "codelists").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            codelists[path.stem] = [{key: exchanged(cell) for key, cell in row.items()}
                                    for row in csv.DictReader(stream)]  # fmt: skip
    return {
        "words": {key: exchanged(str(text)) for key, text in words.items()},
        "codelists": codelists,
        "programme": {"title": title, "valid_from": "2021-01-01", "valid_to": "2025-12-31",
                      "status": "antaget", "vision": "Alla kommer fram.", "target_groups": ["Barn på väg"],
                      "violence_types": [{"name": "Buller", "text": "Ljud som stör."}],
                      "not_measured": ["Cyklar i mörker"]},
        "disclosure": {"sign": "..",
                       "thresholds": {"count_low": 1, "count_high": 4, "survey_answers_min": 10},
                  "rules": [{"id": "R1", "text": "Antal {count_low}–{count_high} visas som {sign}.",
                             "source": "Köpingen", "reason": "Få kan kännas igen."}]},
        "analysis": {},
        "run": {"year": years[-1], "period": "VB", "period_label": "hela året", "stem": str(years[-1]),
                "report_date": f"{years[-1] + 1}-03-31", "dnr": "PROV 1", "title": title,
                "synthetic": synthetic, "years": years, "edition": "2021-2025", "fingerprint": "ab12",
                "sections": ["sammanfattning", "inledning", "mal", "namnd", "aktiviteter", "jamforelse",
                             "samlad-bedomning", "kvalitet", "for-revisorn", "ursprung"],
                "parameters": [{"name": "År", "text": str(years[-1])}]},
    }  # fmt: skip
