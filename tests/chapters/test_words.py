"""Sentences: counts first, better and worse only where a direction is set, caution where cases are few."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.chapters import Chapter
from samlad.chapters.activity_words import activities_reported
from samlad.chapters.assessments import units_sentence
from samlad.chapters.caution import answers_note, persons_note, small_base
from samlad.chapters.cells import Change
from samlad.chapters.findings import finding, in_short, target_sentence
from samlad.chapters.indicator import coverage
from samlad.chapters.wording import Movement, compared, rising

SHARE = {"kind": "andel"}


def change(size: float, kind: str = "andel", direction: str = "hogre") -> Movement:
    unit = "antal" if kind == "antal" else "procentenheter"
    return Movement(Change("a", "1.I1/stad/2023/VB/totalt/alla", size, unit, ""), kind, direction)


@given(st.floats(-100, 100), st.sampled_from(["andel", "antal", "tal", "ja_nej"]))
def test_no_word_says_better_or_worse_where_the_direction_is_undecided(size: float, kind: str) -> None:
    assert change(size, kind, "ej_bestamd").verdict == ""
    assert "bättre" not in compared(change(size, kind, "ej_bestamd"))
    assert "sämre" not in compared(change(size, kind, "ej_bestamd"))


@pytest.mark.parametrize(("size", "direction", "words"), [
    (4.2, "hogre", "4,2 procentenheter högre än 2023 (bättre)"),
    (4.2, "lagre", "4,2 procentenheter högre än 2023 (sämre)"),
    (-4.2, "lagre", "4,2 procentenheter lägre än 2023 (bättre)"),
    (-4.2, "ej_bestamd", "4,2 procentenheter lägre än 2023"),
    (0.04, "hogre", "oförändrat sedan 2023"),
])  # fmt: skip
def test_a_change_in_words(size: float, direction: str, words: str) -> None:
    assert compared(change(size, "andel", direction)) == words


def test_counts_are_more_or_fewer_and_have_no_decimals() -> None:
    assert compared(change(13.0, "antal", "ej_bestamd")) == "13 fler än 2023"
    assert compared(change(-1.0, "antal", "ej_bestamd")) == "1 färre än 2023"
    assert rising(change(0.0, "antal"), {"kind": "antal"}) == "Antalet är oförändrat"
    assert rising(change(-2.5), SHARE) == "Andelen minskade med 2,5 procentenheter"


def test_an_undecided_direction_is_kept_on_every_page(material: Any, opened: Callable[..., Chapter]) -> None:
    for row in material.rows["indicators"]:
        row["direction"] = "ej_bestamd"
    for subject, names in (
        ("", ("sammanfattning_redovisning", "samlad_underlag", "samlad_skillnader")),
        ("1", ("mal_svar", "mal_indikatorer")),
        ("asen", ("namnd_svar", "namnd_utfall")),
    ):
        chapter = opened(material, subject)
        shown = [chapter.section(name) for name in names]
        if not subject:
            shown += [chapter.sentence("sammanfattning_svar"), chapter.table("sammanfattning_mal")]
        # What is left of the definition says itself that nothing is decided.
        text = " ".join(str(part.html()) for part in shown if part is not None)
        text = text.replace("om ett högre eller lägre värde är bättre", "")
        assert "bättre" not in text
        assert "sämre" not in text


def test_small_bases_are_told_in_numbers_and_with_caution(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    scope = opened(material, "1").scope
    indicator = scope.programme.indicator("1.I1")
    assert in_short(scope, indicator).startswith("21 av 32 skolor (65,6\u00a0procent), mot 20 av 40")
    assert small_base(scope, indicator).startswith("Underlaget är 32 skolor; ett enda fall motsvarar 3,1")
    material.rows["changes"][0]["change"] = 3.0
    scope = opened(material, "1").scope
    assert scope.word("small_base_note") in small_base(scope, indicator)


def test_large_bases_are_told_in_per_cent(material: Any, opened: Callable[..., Chapter]) -> None:
    for row in material.rows["cells"]:
        if row["committee_id"] == "stad" and row["indicator_id"] == "1.I1":
            row.update(numerator=row["numerator"] * 100, denominator=row["denominator"] * 100)
    scope = opened(material, "1").scope
    words = finding(scope, scope.programme.indicator("1.I1"))
    assert words == "Andelen ökade med 15,6 procentenheter sedan 2023, till 65,6\u00a0procent"


def test_who_has_answered_is_said_with_their_own_word(material: Any, opened: Callable[..., Chapter]) -> None:
    scope = opened(material, "1").scope
    words = coverage(scope, scope.programme.indicator("1.I1"))
    assert words == "3 av 4 kvarter har svarat. Uppgifter saknas från Dalen."


def test_a_change_that_may_come_from_who_answered_says_so(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    for row in material.rows["cells"]:
        if (row["indicator_id"], row["committee_id"]) == ("1.I1", "stad"):
            row.update(n_reported=3 if row["year"] == 2024 else 4, n_due=4)
    scope = opened(material, "1").scope
    note = answers_note(scope, scope.programme.indicator("1.I1"))
    said = "4 av 4 kvarter ingår i värdet för 2023 och 3 av 4 i värdet för 2024."
    assert note == f"{said} {scope.word('answers_note')}"


def test_persons_can_be_counted_twice_unless_the_indicator_adds_up(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    scope = opened(material, "1").scope
    assert persons_note(scope, scope.programme.indicator("1.I2")) == scope.word("persons_counted")
    assert persons_note(scope, scope.programme.indicator("1.I1")) == ""


def test_the_whole_is_held_to_the_councils_aim_and_units_to_their_own(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    scope = opened(material, "1").scope
    indicator = scope.programme.indicator("1.I1")
    assert (
        target_sentence(scope, indicator)
        == "Årsmålet är 60 procent, satt av storrådet. Hela köpingen når årsmålet."
    )
    del material.rows["attainment"][0], material.rows["targets"][0]
    scope = opened(material, "1").scope
    assert target_sentence(scope, indicator) == "0 av 1 kvarter når sitt eget årsmål."


@pytest.mark.parametrize(("status", "words"), [
    ("suppressed", "redovisas inte"), ("missing", "saknas"), ("not_measured", "inte mätt"),
    ("discontinued", "utgått"),
])  # fmt: skip
def test_a_whole_without_a_number_says_why(
    status: str, words: str, material: Any, opened: Callable[..., Chapter]
) -> None:
    for row in material.rows["cells"]:
        if (row["indicator_id"], row["committee_id"], row["year"]) == ("1.I1", "stad", 2024):
            row.update(status=status, numerator="", denominator="", value="", text="..")
    scope = opened(material, "1").scope
    assert words in finding(scope, scope.programme.indicator("1.I1"))


def test_units_are_counted_where_there_is_no_whole(
    plain_material: Any, opened: Callable[..., Chapter]
) -> None:
    scope = opened(plain_material, "1").scope
    assert finding(scope, scope.programme.indicator("1.I1")) == "Andelen ökade för 25 av 25 byar sedan 2022"


def test_an_assessment_that_nobody_has_made_is_not_made_up(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    html = str(opened(material, "2").section("mal_svar").html())  # type: ignore[union-attr]
    assert '<p class="bedomning">Bedömning saknas.</p>' in html


def test_that_no_assessment_is_made_is_said_to_be_decided_and_by_whom(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    material.documents["analysis"]["mal-1"] |= {"assessment": "saknas", "reason": "Underlaget räcker inte."}
    html = str(opened(material, "1").section("mal_svar").html())  # type: ignore[union-attr]
    assert "Underlaget räcker inte." in html
    assert "Att ingen bedömning görs är beslutat av Ada Prov, 3 mars 2025." in html
    assert "Bedömningen är gjord" not in html


def test_what_units_think_of_a_goal_is_one_sentence(material: Any, opened: Callable[..., Chapter]) -> None:
    now = {"year": 2024, "period": "VB", "goal_id": "1"}
    material.add("assessments", **now, committee_id="dalen", assessment="ej")
    material.add("assessments", **now, committee_id="sjolunden", assessment="delvis")
    said = (
        "1 av 4 kvarter som har gjort en egen bedömning anser att målet uppfylls helt, "
        "2 att det uppfylls delvis och 1 att det inte uppfylls."
    )
    assert units_sentence(opened(material, "1").scope, "1") == said


def test_kinds_of_different_groups_are_named_together(material: Any, opened: Callable[..., Chapter]) -> None:
    units = opened(material, "1").scope.units
    assert units.who(["kvarter"]).plural == "kvarter"
    assert units.who(["kvarter", "gille"]).plural == "kretser"
    material.rows["kinds"][1]["group"] = "bod"
    units = opened(material, "1").scope.units
    assert units.who(["kvarter", "gille"]).plural == "kretser och bod"
    assert units.who(["gille"]).definite == "gillena"


def test_one_of_one_is_singular(material: Any, opened: Callable[..., Chapter]) -> None:
    rows = opened(material, "gillet").section("namnd_svar")
    assert rows is not None
    assert "1 av 1 aktivitet har redovisats." in str(rows.html())
    scope = opened(material, "1").scope
    row = scope.programme.goal_activities("1")[1]
    words = "1 av 1 aktivitet har minst ett svar, och 1 av 1 väntat svar har kommit in."
    assert activities_reported(scope, [row]) == words


def test_the_first_paragraph_counts_goals_movements_aims_and_reports(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    for row in material.rows["cells"]:
        if row["committee_id"] == "stad" and row["indicator_id"] == "1.I1":
            row.update(numerator=row["numerator"] * 100, denominator=row["denominator"] * 100)
    html = str(opened(material).sentence("sammanfattning_svar").html())  # type: ignore[union-attr]
    assert html.startswith(
        '<p class="forsta-svar">1 av programmets 2 mål uppfylls delvis, enligt utredarens bedömning. '
        "1 mål är inte bedömt. 1 av 3 indikatorer visar en förbättring sedan 2023. För 1 är underlaget "
        "för litet för att avgöra det och för 1 är det inte bestämt vad som är bättre. "
        "1 av 1 årsmål för hela köpingen nås. "
    )
    assert html.endswith("<p>Rapporten bygger på hela året 2024.</p>")


def test_where_nothing_is_summed_the_first_paragraph_counts_units(
    plain_material: Any, opened: Callable[..., Chapter]
) -> None:
    html = str(opened(plain_material).sentence("sammanfattning_svar").html())  # type: ignore[union-attr]
    first = "3 av 3 indikatorer har ökat för de flesta byar sedan 2022."
    assert html.startswith(f'<p class="forsta-svar">{first} ')
    assert html.index(first) < html.index("Inget av programmets 3 mål är bedömt ännu.")


def test_a_period_without_indicators_is_told_by_its_activities(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    material.rows["due"] = [row for row in material.rows["due"] if row["item_kind"] == "activity"]
    html = str(opened(material).sentence("sammanfattning_svar").html())  # type: ignore[union-attr]
    said = (
        "3 av 3 aktiviteter har minst ett svar, och 4 av 5 väntade svar har kommit in. "
        "Så fördelar sig svaren: ej påbörjad 1, pågår enligt plan 1, försenad 1 och avslutad 1. "
        "Inga indikatorer mäts för perioden."
    )
    assert said in html


def test_those_with_duties_of_running_text_alone_are_told_apart(
    material: Any, opened: Callable[..., Chapter]
) -> None:
    for name in ("Ån", "Dammen"):
        material.add("organisation", kind="gille", committee_id=name, name=name, short_name=name)
    material.add("organisation", kind="gille", committee_id="x", short_name="Gamla", valid_to="2023-12-31")
    material.add("deliveries", year=2024, period="VB", committee_id="Dammen")
    chapter = opened(material)
    summary = str(chapter.section("sammanfattning_redovisning").html())  # type: ignore[union-attr]
    assert chapter.scope.word("others_sentence", n=1, m=2, names="Dammen") in summary
    quality = str(chapter.section("kvalitet_bortfall").html())  # type: ignore[union-attr]
    assert chapter.scope.word("others_missing", names="Ån") in quality


def test_a_comment_stands_under_what_it_is_about(material: Any, opened: Callable[..., Chapter]) -> None:
    told = {"year": 2024, "period": "VB", "committee_id": "asen", "kind": "analysis"}
    material.add("comments", **told, comment_id="k2", goal_id="1", text="Om målet.")
    material.add("comments", **told, comment_id="k3", text="Om allt.")
    material.add("comments", **told, comment_id="k4", goal_id="1", item_id="EA1", text="Om det egna.")
    section = opened(material, "asen").section("namnd_kommentarer")
    assert section is not None
    headings = re.findall(r"<h3>(.*?)</h3>", str(section.html()))
    assert headings == ["1.I1 Skolor med farthinder", "Mål 1", "Arbetet som helhet", "Gå tillsammans"]
