"""A cell is shown against a rule only where someone has decided it, for that cell, with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_city import DISCLOSURE, Reports, params, reference

from samlad.cells import cell_id
from samlad.disclosure import Approved, protect
from samlad.errors import DisclosureError
from samlad.frames import records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.stages import Protected

KEY = ("1.I2", "ange", 2024, "VB", "totalt", "alla")
CELL = cell_id(KEY)
WHOLE: dict[str, Any] = {
    "cell": CELL,
    "reason": "Redan publicerad av nämnden själv",
    "by": "Anna Prov, chef",
    "on": date(2025, 3, 1),
    "dnr": "PROV 2025/1",
}


def protected(reports: Reports, *entries: Any) -> Protected:
    facts = reference(disclosure={**DISCLOSURE, "exceptions": list(entries)})
    return protect(
        measure(build_outcomes(reports.validated(), facts, params()), facts, params()),
        facts,
        params(),
        Approved(),
        key=b"prov",
    )


def test_an_exception_shows_its_cell_and_hides_nothing_for_its_sake() -> None:
    result = protected(Reports().value("1.I2", "ange", 2024, value=3).value("1.I2", "berga", 2024, value=30),
                       WHOLE)  # fmt: skip
    texts = {row["cell_id"]: row["text"] for row in records(result.cells)}
    assert texts[CELL] == "3"
    assert ".." not in texts.values()


def test_an_exception_is_listed_with_reason_name_date_and_case() -> None:
    reports = Reports().value("1.I2", "ange", 2024, value=3).value("1.I2", "berga", 2024, value=30)
    result = protected(reports, WHOLE)
    assert result.record.public["exceptions"] == [
        {
            "cell_id": CELL,
            "reason": "Redan publicerad av nämnden själv",
            "by": "Anna Prov, chef",
            "on": "2025-03-01",
            "dnr": "PROV 2025/1",
        }
    ]


def test_an_exception_that_gives_another_hidden_row_away_stops_the_run() -> None:
    with pytest.raises(DisclosureError, match="går inte att skydda"):
        protected(Reports().value("1.I2", "ange", 2024, value=3), WHOLE)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (WHOLE | {"cell": "1.I2/angee/2024/VB/totalt/alla"}, "raden finns inte bland dem som redovisas"),
        (WHOLE | {"cell": "1.I2/berga/2024/VB/totalt/alla"}, "ingen regel döljer raden"),
        (WHOLE | {"cell": "1.I2/ange"}, "cell ska vara på formen"),
        (WHOLE | {"reason": " "}, "alla ifyllda"),
        ({key: value for key, value in WHOLE.items() if key != "by"}, "ska ha cell, reason, by, on, dnr"),
        (WHOLE | {"on": "i mars"}, "on ska vara ett datum"),
    ],
)
def test_an_exception_that_does_not_hold_stops_the_run(entry: Any, said: str) -> None:
    reports = Reports().value("1.I2", "ange", 2024, value=3).value("1.I2", "berga", 2024, value=30)
    with pytest.raises(DisclosureError) as error:
        protected(reports, entry)
    assert error.value.exit_code == 15
    assert said in str(error.value)


def test_a_cell_has_one_exception_at_most() -> None:
    with pytest.raises(DisclosureError, match="mer än ett undantag"):
        protected(Reports().value("1.I2", "ange", 2024, value=3), WHOLE, WHOLE)


def test_an_exception_for_another_years_report_waits_for_it() -> None:
    other = WHOLE | {"cell": "1.I2/ange/2019/VB/totalt/alla"}
    result = protected(Reports().value("1.I2", "ange", 2024, value=30), other)
    assert result.record.public["exceptions"] == []
