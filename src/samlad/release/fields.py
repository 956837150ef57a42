"""Every column of the open data, described in Swedish: what it means, its type, and its code list.

`{word}` in a description becomes one of the reader's words (words.yaml).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Field:
    """One column.

    Attributes:
        type: a type of Table Schema: string, integer or number.
        description: what it means, in Swedish.
        source: the released column that it comes from, where the name differs.
        codes: the code list whose codes it holds.
        required: whether it is filled in on every row.
    """

    name: str
    type: str
    description: str
    source: str = ""
    codes: str = ""
    required: bool = False


def _text(name: str, description: str, *, source: str = "", codes: str = "") -> Field:
    return Field(name, "string", description, source, codes)


def _given(name: str, description: str, codes: str = "") -> Field:
    return Field(name, "string", description, codes=codes, required=True)


def _whole(name: str, description: str) -> Field:
    return Field(name, "integer", description, required=True)


def _number(name: str, description: str) -> Field:
    return Field(name, "number", description)


INDICATOR = _given("indicator_id", "Id för {indicator_definite} i katalogen.")
ACTIVITY = _given("activity_id", "Id för {activity_definite} i katalogen.")
YEAR = _whole("year", "Året som uppgiften gäller.")
PERIOD = _given("period", "Period inom året.", "periods")
COMMITTEE = _given(
    "committee_id", "Id i organisation.csv, «stad» för {city_in_text}, eller «kind:» följt av ett slag."
)
COMMITTEE_KIND = _given("committee_kind", "Slag enligt organisation.csv; «stad» för {city_in_text}.")
AREA = _given("area", "«stad» för {city_in_text}, eller «kind:» följt av ett slag.")
DUTY = _text("duty", "due: svaret hör till ansvaret. extra: svar utöver ansvaret, ingår inte i någon summa.")
MARK = _text("mark", "Märkning som gäller varje rad: {synthetic_mark}.")
"""Stands only in tables made from training data: nothing made from real data speaks of them."""

OUTCOMES = (
    INDICATOR,
    YEAR,
    PERIOD,
    COMMITTEE,
    COMMITTEE_KIND,
    _given("sex", "Kön; totalt innefattar okänt.", "sex"),
    _given("age_group", "Åldersgrupp i år; alla är hela gruppen.", "age_groups"),
    _number("numerator", "Täljare, eller antal. Finns bara när status är shown."),
    _number("denominator", "Nämnare. Finns bara när status är shown och värdet är en andel."),
    _number(
        "value", "Värdet i den enhet som unit anger; andelar i procent, 0–100. Bara när status är shown."
    ),
    _text("unit", "Värdets enhet: procent, antal eller annan."),
    _given("status", "Radens status. Allt utom shown saknar tal, och är aldrig noll.", "statuses"),
    _given("text", "Värdet som det står i rapporten, eller tecknet i dess ställe."),
    _text(
        "basis",
        "rapporterad: som lämnat. summerad: summa. omraknad: föregångarnas summa, före en sammanslagning.",
    ),
    _whole("n_reported", "Hur många {unit_heading_in_text} som ingår i värdet."),
    _whole("n_due", "Hur många {unit_heading_in_text} som skulle ha rapporterat."),
    DUTY,
    _text("note", "Anmärkning till raden."),
    MARK,
)

ACTIVITIES = (
    ACTIVITY,
    YEAR,
    PERIOD,
    COMMITTEE,
    COMMITTEE_KIND,
    _text("status", "Status enligt kodlistan; tom när inget svar har lämnats."),
    _given("answer", "shown när en status har lämnats, annars vad som sades i stället.", "statuses"),
    DUTY,
    MARK,
)

ACTIVITY_COUNTS = (
    ACTIVITY,
    YEAR,
    PERIOD,
    AREA,
    _given("status", "Status enligt kodlistan, eller vad som sades i stället; saknas när inget lämnats."),
    _whole("n", "Hur många som har angett statusen."),
    _whole("n_due", "Hur många som skulle ha svarat."),
    MARK,
)

SURVEYS = (
    _given("own_id", "Frågans id hos den som har lämnat den."),
    _text("goal_id", "Målet som frågan hör till; tomt för helheten."),
    YEAR,
    PERIOD,
    COMMITTEE,
    _given("question", "Frågan."),
    _text("method", "Slag av undersökning.", codes="survey_methods"),
    _text("respondents", "Vilka som har svarat."),
    _text("conducted", "När undersökningen gjordes."),
    _text("about_persons", "nej när svaren uttryckligen inte handlar om personer."),
    _text("multiple", "ja när flera svar får väljas."),
    _whole("position", "0 är frågans egen rad; svarsalternativen räknas från 1."),
    _text("alternative", "Svarsalternativet; tomt på frågans egen rad."),
    _number("answers", "Antal svar, på frågans egen rad. Finns bara när status är shown."),
    _number("chosen", "Antal som valde alternativet. Finns bara när status är shown och antalet är lämnat."),
    _number("share", "Andel som valde alternativet, i procent. Finns bara när status är shown."),
    _given("status", "Radens status. Allt utom shown saknar tal, och är aldrig noll.", "statuses"),
    _given("text", "Antalet svar eller andelen som det står i rapporten, eller tecknet i dess ställe."),
    MARK,
)

COMPARISON = (
    _given("series_id", "Seriens id."),
    _text("goal_id", "Målet som serien står bredvid; tomt för bakgrund."),
    _given("title", "Vad serien mäter."),
    _text("unit", "Värdets enhet."),
    _given("publisher", "Den som har publicerat värdet."),
    _text("source_title", "Källans titel."),
    _text("source_url", "Källans adress."),
    _text("area", "Området som värdet gäller."),
    _text("group", "Gruppen som värdet gäller."),
    _text("sex", "Kön."),
    _text("years", "År eller årsintervall; tomt när källan inte säger det.", source="year"),
    _number("value", "Värdet som källan har publicerat det."),
    _number("value_low", "Lägsta värde, när källan anger ett intervall."),
    _number("value_high", "Högsta värde, när källan anger ett intervall."),
    _text("approximate", "ja när källan anger värdet ungefärligt."),
    _text("vintage", "Vilken version av källan värdet kommer från."),
    _text("revised", "ja när källan har ändrat ett tidigare värde."),
    _text("break_before", "ja när definitionen ändrades före detta värde."),
    _text("note", "Anmärkning till värdet."),
    _text("series_note", "Anmärkning till serien."),
    _text("series_status", "pagaende eller utgatt."),
)

CHANGES = (
    _given("edition", "Utgåvan som ändringen kom med."),
    _given("approved_on", "Dagen då utgåvan godkändes, ÅÅÅÅ-MM-DD."),
    _text("reason", "Skälet till att utgåvan gjordes; tomt för den första."),
    _given(
        "section",
        "utgava: raden gäller utgåvan själv. tal, skydd, lage, aktiviteter, bedomningar, texter, avsandare: "
        "vad ändringen gäller.",
    ),
    _text("place", "Vad som är ändrat, i ord."),
    _text("id", "Id för det som är ändrat; för ett tal är det cellens id."),
    _text("before", "Som det stod i utgåvan före; tomt för texter."),
    _text("after", "Som det står i utgåvan; tomt för texter."),
    MARK,
)

ORGANISATION = (
    _given("committee_id", "Id i tabellerna."),
    _given("name", "Fullständigt namn."),
    _given("short_name", "Kort namn."),
    _given("kind", "Slag."),
    _text("parent", "Id för den som den hör till."),
    _text("valid_from", "Finns från och med, ÅÅÅÅ-MM-DD; tomt när det inte är känt."),
    _text("valid_to", "Finns till och med, ÅÅÅÅ-MM-DD; tomt när den finns kvar."),
    _text("successor", "Id för den som har tagit över."),
)

INDICATORS = (
    INDICATOR,
    _given("goal_id", "Målets nummer."),
    _given("text", "Lydelsen i {programme_noun}."),
    _given("kind", "andel, antal, ja_nej eller tal."),
    _given("unit", "Statistisk enhet i plural."),
    _text("value_unit", "Värdets enhet."),
    _text("numerator_text", "Täljaren i ord."),
    _text("denominator_text", "Nämnaren i ord."),
    _text("about_persons", "ja när uppgifterna handlar om personer eller familjer."),
    _text("direction", "hogre eller lagre: åt vilket håll som är bättre. ej_bestamd: inte bestämt."),
)
