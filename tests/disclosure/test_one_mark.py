"""Hidden numbers reach what is published through which rows are hidden, and through nothing else."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from small_city import DISCLOSURE, Reports, params, reference, run_facts

from samlad.disclosure import Approved, protect
from samlad.disclosure import primary as reasons
from samlad.frames import records
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.reference import Reference
from samlad.release import release, write_open_data, write_public_record
from samlad.stages import Protected

Sexes = tuple[int, int]
DISTRICTS = ("ange", "berga", "nya", "oster")


def protected(reports: Reports, facts: Reference) -> Protected:
    outcomes = build_outcomes(reports.validated(), facts, params())
    return protect(measure(outcomes, facts, params()), facts, params(), Approved(), key=b"prov")


def city(values: dict[str, Sexes]) -> Reports:
    reports = Reports()
    for who, (women, men) in sorted(values.items()):
        reports = reports.split("1.I2", who, 2024, kvinnor=(women, None), man=(men, None))
        reports = reports.value("1.I2", who, 2023, value=women + men)
    return reports


def published(result: Protected, facts: Reference) -> dict[str, bytes]:
    """Every file that leaves the house with these tables."""
    with TemporaryDirectory() as place:
        out = release(result, facts, params(), Path(place) / "released", run_facts())
        write_open_data(out, Path(place) / "data")
        write_public_record(out, Path(place) / "disclosure.json")
        return {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in sorted(Path(place).rglob("*"))
            if path.is_file()
        }


def hidden(result: Protected) -> list[str]:
    return [row["cell_id"] for row in records(result.cells) if row["status"] == "suppressed"]


def test_the_small_one_and_its_companion_can_change_places_and_nothing_published_changes() -> None:
    facts = reference()
    one, other = (
        protected(city({"ange": (3, 0), "berga": (20, 40), "nya": (25, 30)}), facts),
        protected(city({"ange": (20, 40), "berga": (3, 0), "nya": (25, 30)}), facts),
    )
    assert hidden(one) == hidden(other) != []
    assert published(one, facts) == published(other, facts)


big = st.tuples(st.integers(30, 60), st.integers(30, 60))
small = st.tuples(st.integers(1, 3), st.just(0))


@settings(max_examples=6, deadline=None)
@given(small, small, big, big, st.booleans())
def test_a_person_moved_between_hidden_rows_leaves_no_trace(
    giver: Sexes, taker: Sexes, one: Sexes, other: Sexes, show_zero: bool
) -> None:
    facts = reference(disclosure={**DISCLOSURE, "show_zero": show_zero})
    values = {"ange": (giver[0] + 1, 0), "berga": taker, "nya": one, "oster": other}
    moved = {**values, "ange": giver, "berga": (taker[0] + 1, 0)}
    before, after = protected(city(values), facts), protected(city(moved), facts)
    assume(hidden(before) == hidden(after))
    assert published(before, facts) == published(after, facts)


def test_no_reason_stands_in_anything_published() -> None:
    facts = reference()
    result = protected(city({"ange": (3, 0), "berga": (20, 40), "oster": (2, 1)}), facts)
    text = b"".join(published(result, facts).values()).decode("utf-8")
    codes = {row["rule_id"] for row in records(result.record.hidden)}
    codes |= {reasons.COUNT, reasons.NUMERATOR, reasons.COMPLEMENT, reasons.DENOMINATOR, reasons.UNKNOWN_BASE}
    assert codes
    assert not [code for code in codes if code in text]


def test_all_hidden_cells_have_one_sign_and_nothing_but_their_place_tells_them_apart() -> None:
    result = protected(city({"ange": (3, 0), "berga": (20, 40), "oster": (2, 1)}), reference())
    rows = [row for row in records(result.cells) if row["status"] == "suppressed"]
    assert len(rows) > 2
    told = {(row["text"], row["numerator"], row["denominator"], row["value"], row["note"]) for row in rows}
    assert told == {("..", None, None, None, "")}
