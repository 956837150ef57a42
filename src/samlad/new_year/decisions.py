"""What people must decide or look over before a new year can be followed up, in Swedish."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from samlad.new_year.making import NewYear
from samlad.params import PERIODS, PLAN
from samlad.reference import Reference
from samlad.swedish import day, listing
from samlad.undecided import undecided_places

BOUNDED = "avgransad"
ASSUMED = "antagande"
ONGOING = "pagaende"
MOST = 6


def to_decide(new: NewYear) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Headings, each with what there is to decide under it; headings without anything are left out."""
    for heading, lines in (
        ("Datum och diarienummer", tuple(_dates(new))),
        ("Programutgåva", tuple(_programme(new))),
        ("Trösklar", tuple(_thresholds(new))),
        ("Kontaktuppgifter", tuple(_contacts(new.reference))),
        ("Organisation", tuple(_organisation(new))),
        ("Jämförelser", tuple(_comparison(new))),
        ("Aktiviteter", tuple(_activities(new))),
        ("Gallring", tuple(_retention(new))),
        ("Formulär", tuple(_forms(new))),
    ):
        if lines:
            yield heading, lines


def _dates(new: NewYear) -> Iterator[str]:
    places = undecided_places({key: new.content.get(key) or {} for key in ("plan", "periods")})
    yield from (f"{place} ska beslutas" for place in places)
    periods = new.content["periods"]
    absent = [one for one in PERIODS if one not in periods]
    if absent:
        yield f"Rapport görs för {listing(list(periods))}. Ska någon göras för {listing(absent)}?"
    if not new.content.get("plan"):
        yield "Planer samlas inte in. Ska de göra det?"


def _programme(new: NewYear) -> Iterator[str]:
    last, facts = new.last.programme, new.reference.programme.facts
    end = str(facts.get("valid_to") or "")
    if new.programme is None:
        yield f"Programutgåvan {last} gäller till och med {day(end)}. Ingen utgåva i programme/ gäller sedan."
        yield "Lägg in den nya utgåvan som en mapp där, och skriv dess namn vid programme i params."
        yield f'Har programmet förlängts: skriv "{last}" där, och ändra valid_to i programme.yaml.'
        yield "Målens texter görs när utgåvan är vald: kör nytt-ar igen."
    elif end and end < f"{new.year}-12-31":
        yield f"Programutgåvan {new.programme} gäller till och med {day(end)}. Har den förlängts?"
    elif end[:4] == str(new.year):
        yield f"{new.year} är sista året för programutgåvan {new.programme}."
    if new.programme not in (None, last):
        yield f"Utgåvan är {new.programme}; förra året var den {last}. Ska series_from ändras?"


def _thresholds(new: NewYear) -> Iterator[str]:
    rules = new.reference.disclosure
    if rules["thresholds"] != new.content.get("thresholds"):
        yield "Trösklarna i params stämmer inte med disclosure.yaml."
    yield f"Trösklarna är förra årets. disclosure.yaml säger: {rules.get('thresholds_status', '')}."


def _contacts(reference: Reference) -> Iterator[str]:
    yield f"words.yaml, contact: «{reference.words.get('contact', '')}» Stämmer det?"
    if reference.contacts:
        yield f"kontakter.csv har {len(reference.contacts)} nummer och adresser. Kontrollera att de gäller."


def _organisation(new: NewYear) -> Iterator[str]:
    organisation = new.reference.organisation
    start = date(new.year - 1, 1, 1)
    for one in organisation.committees.values():
        if one.valid_to is not None and one.valid_to >= start:
            successor = organisation.committees.get(one.successor)
            to = f", efterträds av {successor.name}" if successor else ""
            yield f"{one.name} upphör {day(one.valid_to)}{to}."
        if one.valid_from > start:
            yield f"{one.name} finns från {day(one.valid_from)}."
    there = f"{len(organisation.on(date(new.year, 12, 31)))} {new.reference.words['unit_heading_in_text']}"
    yield f"organisation.csv har {there} vid årets slut. Har någon tillkommit, upphört eller slagits samman?"
    assumed = [one for one in organisation.roles if one.ursprung == ASSUMED and one.valid_to is None]
    if assumed:
        names = [organisation.committees[one.committee_id].short_name for one in assumed]
        roles = listing(sorted({one.role for one in assumed}))
        yield f"Vilka som har rollen {roles} är ett antagande: {listing(names)}."


def _comparison(new: NewYear) -> Iterator[str]:
    series, values = new.reference.series, new.reference.values
    latest: dict[str, str] = {}
    for one, year in zip(values["series_id"], values["year"], strict=True):
        latest[one] = max(latest.get(one, ""), str(year)[-4:])
    ongoing = series.loc[series["status"] == ONGOING]
    behind = ongoing.loc[[latest.get(one, "") < str(new.year - 1) for one in ongoing["series_id"]]]
    if len(behind):
        whose = _some(sorted(set(behind["publisher"])))
        yield (
            f"{len(behind)} av {len(ongoing)} pågående serier i comparison/ saknar värde för {new.year - 1}, "
            f"från {whose}."
        )


def _activities(new: NewYear) -> Iterator[str]:
    if new.programme is None:
        return
    bounded = [one for one in new.reference.programme.activities.values() if one.slag == BOUNDED]
    ended = [one for one in bounded if one.end_date and one.end_date < f"{new.year}-01-01"]
    if bounded:
        yield (
            "Avgränsade aktiviteter efterfrågas tills den som ansvarar har rapporterat dem avslutade: "
            f"{listing([one.activity_id for one in bounded])}."
        )
    for one in ended:
        yield f"{one.activity_id} skulle vara klar {day(one.end_date)}. Ska den efterfrågas {new.year}?"


def _retention(new: NewYear) -> Iterator[str]:
    places = list(undecided_places({"retention": new.content.get("retention") or {}}))
    yield from (f"{place} ska beslutas" for place in places)
    if places or not new.content.get("retention"):
        yield "Utan beslut och dag gallras inget."


def _forms(new: NewYear) -> Iterator[str]:
    periods = [PLAN] if new.content.get("plan") else []
    for period in [*periods, *(new.content.get("periods") or ())]:
        yield f"när {period} är beslutad: ./inv forms --year {new.year} --period {period}"


def _some(names: list[str]) -> str:
    if len(names) <= MOST:
        return listing(names)
    return f"{', '.join(names[:MOST])} med flera"
