"""What the utredare is told: how much is hidden, and what other tables would show; never a value."""

from __future__ import annotations

import re

from small_city import Reports, params, reference

from samlad.disclosure import Approved, choices, choices_lines, choices_page, own_hidden, protect
from samlad.disclosure.choices import Choice, Option
from samlad.measures import measure
from samlad.outcomes import build_outcomes
from samlad.stages import Measured, Protected

FACTS = reference()
KEY = b"prov"


def made(reports: Reports) -> tuple[Measured, Protected]:
    measured = measure(build_outcomes(reports.validated(), FACTS, params()), FACTS, params())
    return measured, protect(measured, FACTS, params(), Approved(), key=KEY)


def found(reports: Reports) -> tuple[Choice, ...]:
    return choices(*made(reports), FACTS, params(), "VB", key=KEY)


def ages(reports: Reports, who: str, **bands: int) -> Reports:
    for band, count in bands.items():
        reports = reports.value("1.I2", who, 2024, value=count, age_group=band.strip("b").replace("_", "-"))
    return reports


def small_age() -> Reports:
    reports = Reports().split("1.I2", "ange", 2024, kvinnor=(40, None), man=(30, None))
    reports = ages(reports, "ange", b0_12=3, b13_17=27, b18_25=40)
    for who, count in (("berga", 50), ("nya", 60), ("oster", 70)):
        reports = reports.value("1.I2", who, 2024, value=count)
    return reports


def test_it_says_that_leaving_ages_out_would_show_all_the_rest() -> None:
    [one] = found(small_age())
    assert one.indicator_id == "1.I2"
    assert one.now.hidden >= 2
    without_age = next(option for option in one.others if option.name == "utan_alder")
    assert without_age.hidden == 0
    assert without_age.rows == one.now.rows - 3


def test_an_alternative_that_changes_nothing_for_an_indicator_is_not_an_alternative() -> None:
    reports = Reports()
    for who, count in (("ange", 3), ("berga", 50), ("nya", 60), ("oster", 70)):
        reports = reports.value("1.I2", who, 2024, value=count)
    [one] = found(reports)
    assert {option.name for option in one.others} == {"slag", "bara_staden"}
    kinds = next(option for option in one.others if option.name == "slag")
    assert (kinds.rows, kinds.hidden) == (2, 0)


def test_an_indicator_without_hidden_rows_is_not_there() -> None:
    assert found(Reports().value("1.I2", "ange", 2024, value=50)) == ()
    text = "\n".join(choices_lines((), (0, 0), FACTS.words))
    assert text == "Inget värde för perioden är dolt som skydd mot röjande."


def test_it_is_about_the_reports_own_period_alone() -> None:
    reports = Reports().value("1.I2", "ange", 2023, value=3).value("1.I2", "ange", 2024, value=50)
    assert found(reports) == ()


def test_the_choice_that_says_most_weighs_most_and_is_what_is_now_where_nothing_is_better() -> None:
    now, less, more = Option("", 9, 3, 40), Option("utan_alder", 5, 0, 39), Option("slag", 4, 0, 41)
    assert Choice("1.I2", "x", now, (less, Option("slag", 4, 0, 40))).best == now
    assert Choice("1.I2", "x", now, (less, more)).best == more


def test_the_table_fits_a_window_and_holds_no_value() -> None:
    reports = small_age()
    lines = choices_lines(found(reports), (0, 0), FACTS.words)
    assert max(map(len, lines)) <= 79
    text = "\n".join(lines)
    assert "utan ålder" in text
    assert "nämnder" in text
    told = {int(number) for number in re.findall(r"\d+", text.replace("1.I2", ""))}
    assert not told & {40, 30, 70, 27, 50, 60, 250}


def test_the_page_says_the_same_in_words_and_carries_the_mark() -> None:
    _, protected = made(small_age().own("E1", "ange", 2024, value=3))
    own = own_hidden(protected.own_indicators, 2024, "VB")
    assert own == (1, 1)
    page = choices_page(found(small_age()), own, FACTS.words, "helår 2024", "Märkt <prov>")
    assert "Märkt &lt;prov&gt;" in page
    assert '<th scope="col" class="number">utan ålder</th>' in page
    assert "Av 1 rader i egna indikatorer är 1 dolda." in page
    for secret in ("litet_antal", "foljd", ">3<"):
        assert secret not in page
