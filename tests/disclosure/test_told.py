"""What only the attacker can tell gets company before it is let out, or is refused by name."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from small_city import Reports, params, run_facts
from test_rounding import FIVES, STEPS, facts
from test_rounding_attacked import city

from samlad.attacked import Trial, attack_tables
from samlad.disclosure import Approved, protect, read_edition
from samlad.errors import DisclosureError
from samlad.frames import records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.reference import Reference
from samlad.release import release
from samlad.stages import Protected, Released


def let_out(reports: Reports, given: Reference, folder: Path, *earlier: Path) -> tuple[Protected, Trial]:
    """A run's own order: protect, write, attack, and again while something can be told."""
    measured = measure(build_outcomes(reports.validated(), given, params()), given, params())

    def write(result: Protected) -> Released:
        shutil.rmtree(folder, ignore_errors=True)
        return release(result, given, params(), folder, run_facts())

    trial = Trial(write, earlier, measured, given)
    editions = [read_edition(one, one.name) for one in earlier]
    result = protect(measured, given, params(), Approved(), key=b"prov", editions=editions, attack=trial)
    trial.outcome()
    return result, trial


BEFORE = {"ange": (4, 4, 0, 0), "berga": (0, 10, 0, 44), "nya": (32, 1, 0, 3), "oster": (2, 50, 0, None)}
AFTER = {**BEFORE, "ange": (4, 5, 0, 0), "berga": (2, 10, 0, 46)}


def test_what_a_committee_could_tell_of_revised_rounded_editions_gets_company(tmp_path: Path) -> None:
    """Ånge could have told Berga and Öster: both were 0–2, and together they are four now."""
    let_out(city(BEFORE), facts(FIVES), tmp_path / "u1")
    result, trial = let_out(city(AFTER), facts(STEPS), tmp_path / "nu", tmp_path / "u1")
    assert trial.turns > 1
    shares = [row for row in records(result.cells) if row["indicator_id"] == "1.I1"]
    assert sum(row["status"] == "suppressed" for row in shares) > 3
    assert all(verdict.held for _, verdict in trial.found)


def test_a_base_that_an_edition_printed_as_it_is_need_not_be_kept_from_anyone(tmp_path: Path) -> None:
    """The base beside a rounded numerator is out; when both are revised, that is nothing to refuse."""
    before = {
        "ange": (47, 16, 1, 57),
        "berga": (0, 15, 0, None),
        "nya": (40, 5, 0, None),
        "oster": (28, 50, 0, None),
    }
    after = {**before, "ange": (48, 19, 1, 57), "berga": (0, 16, 0, None)}
    let_out(city(before), facts(STEPS), tmp_path / "u1")
    result, _ = let_out(city(after), facts(STEPS), tmp_path / "nu", tmp_path / "u1")
    assert "shown" in {row["status"] for row in records(result.cells) if row["committee_id"] == "berga"}


HIDDEN_THEN = {
    "ange": (0, 1, 0, 3),
    "berga": (1, 32, 0, 51),
    "nya": (3, 49, 1, None),
    "oster": (6, 5, 0, None),
}
ZERO_NOW = {"ange": (0, 0, 0, 3), "berga": (1, 34, 0, 50), "nya": (3, 58, 1, None), "oster": (5, 6, 0, None)}


def test_what_nothing_can_protect_is_refused_by_indicator_and_committee_and_the_advice_helps(
    tmp_path: Path,
) -> None:
    """A row that was hidden and is now printed 0, which may be 0–2, is one or two to whoever has both."""
    given = facts(STEPS)
    let_out(city(HIDDEN_THEN), given, tmp_path / "u1")
    with pytest.raises(DisclosureError) as refused:
        let_out(city(ZERO_NOW), given, tmp_path / "nu", tmp_path / "u1")
    said = str(refused.value)
    assert refused.value.exit_code == 15
    assert "1.I2 Kort 1.I2, 2024 VB: Ånge" in said
    assert "låt rättelsen vänta" in said and "tables.csv" in said and "Ingenting har publicerats" in said
    # The advice: the table with that row is left out of the plan.
    plan = tuple(
        table for table in given.programme.tables if (table.indicator_id, table.area) != ("1.I2", "committee")
    )
    fewer = replace(given, programme=replace(given.programme, tables=plan))
    let_out(city(ZERO_NOW), fewer, tmp_path / "nu", tmp_path / "u1")


def splits(**committees: tuple[int, int]) -> Reports:
    reports = Reports()
    for who, (women, men) in committees.items():
        reports = reports.split("1.I2", who, 2024, kvinnor=(women, None), man=(men, None))
    return reports


def test_what_a_committee_knows_of_its_own_unpublished_sexes_is_held_too(tmp_path: Path) -> None:
    """Ånge has 24 of its 50 women, so the city's printed 25 and 30 are no fewer than 52: Öster has two."""
    given, reports = facts(FIVES), splits(ange=(24, 26), oster=(0, 2))
    measured = measure(build_outcomes(reports.validated(), given, params()), given, params())
    alone = protect(measured, given, params(), Approved(), key=b"prov")
    released = release(alone, given, params(), tmp_path / "utan", run_facts())
    with pytest.raises(DisclosureError, match="för den som känner uppgifterna från Ånge"):
        attack_tables(released, [], measured, alone, given)
    result, _ = let_out(reports, given, tmp_path / "nu")
    assert "suppressed" in set(result.cells["status"])
