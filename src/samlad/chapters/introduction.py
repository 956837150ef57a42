"""The introduction: mission, programme, target groups, who answers for what, how the follow-up was made."""

from __future__ import annotations

from typing import Any

from samlad import swedish
from samlad.chapters.markup import joined, listed, paragraph, slug, tag
from samlad.chapters.origin_links import counted_link
from samlad.chapters.presentable import Column, PresentableTable, TableCell, TableRow
from samlad.chapters.prose import prose
from samlad.chapters.registry import named
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, section, sentence
from samlad.chapters.units import EVERYONE
from samlad.chapters.wording import capital


@named("section", "inledning_uppdrag")
def mission(scope: Scope) -> Section | None:
    """Whose mission the follow-up is, and which report this is."""
    words = [scope.word("mission_paragraph_1"), scope.word("mission_paragraph_2"), _report(scope)]
    return section(scope.word("heading_mission"), "uppdraget", [sentence(*words)])


@named("prose", "inledning")
def text(scope: Scope) -> Passage | None:
    """The utredare's introduction."""
    return prose(scope, "inledning")


@named("section", "inledning_programmet")
def programme(scope: Scope) -> Section | None:
    """The programme: title, validity, decision, vision, purpose, background."""
    facts = scope.programme.facts
    valid = f"{_year(facts.get('valid_from'))}–{_year(facts.get('valid_to'))}".strip("–")
    status = _text(facts.get("status"))
    lines = [
        f"{_text(facts.get('title'))}.",
        f"Gäller {valid}{f' ({status})' if status else ''}. {_text(facts.get('decided'))}".strip()
        if valid
        else "",
        _counts(scope),
        _text(facts.get("purpose")),
        *map(_text, _list(facts.get("background"))),
    ]
    vision = _text(facts.get("vision"))
    quote = Passage(tag("blockquote", paragraph(vision)), "Vision") if vision else None
    inner = section(scope.word("heading_vision"), "visionen", [quote], level=3)
    return section(scope.word("heading_programme"), "programmet", [sentence(*lines), inner, _regional(scope)])


@named("section", "inledning_malgrupper")
def target_groups(scope: Scope) -> Section | None:
    """For whom the programme is."""
    groups = [_text(entry) for entry in _list(scope.programme.facts.get("target_groups"))]
    content = Passage(listed(groups), "Målgrupper") if groups else None
    return section(scope.word("heading_target_groups"), "malgrupper", [content])


@named("section", "inledning_omfattning")
def covered(scope: Scope) -> Section | None:
    """What the programme covers, each kind in the programme's own words."""
    return section(scope.word("heading_violence_types"), "omfattning", [_terms(scope, "violence_types")])


@named("section", "inledning_uttryck")
def expressions(scope: Scope) -> Section | None:
    """In which forms it shows itself, in the programme's own words."""
    return section(scope.word("heading_expressions"), "uttryck", [_terms(scope, "expressions")])


@named("section", "inledning_ansvar")
def responsibility(scope: Scope) -> Section | None:
    """Who answers for how many indicators and activities of each goal."""
    table = _responsibility_table(scope)
    parts = [sentence(scope.word("responsibility_intro")) if table is not None else None, table]
    return section(scope.word("heading_responsibility"), "ansvar", parts)


@named("section", "inledning_skyldigheter")
def duties(scope: Scope) -> Section | None:
    """Duties of running text, which hold for those without an activity of their own too."""
    texts: dict[str, list[str]] = {}
    for row in scope.material.rows("ansvar"):
        texts.setdefault(row["responsible"], []).append(row["text"])
    parts = [_duties_of(scope, name, found) for name, found in texts.items()]
    intro = sentence(scope.word("duties_intro"))
    return section(scope.word("heading_duties"), "skyldigheter", [intro, *parts] if parts else [])


def _duties_of(scope: Scope, name: str, texts: list[str]) -> Section | None:
    who = capital(scope.word("unit_responsible_all") if name == EVERYONE else scope.units.short(name))
    return section(who, f"skyldigheter-{slug(name)}", [Passage(listed(texts), who)], level=3)


@named("section", "inledning_metod")
def method(scope: Scope) -> Section | None:
    """How the follow-up was made."""
    words = [scope.word(f"method_paragraph_{number}") for number in range(1, 7)]
    return section(scope.word("heading_method"), "metod", [sentence(*words)])


def _report(scope: Scope) -> str:
    run = scope.run
    words = scope.word("report_sentence")
    day = f" {scope.word('report_date_label')}: {swedish.day(run.report_date)}." if run.report_date else ""
    dnr = f" {scope.word('report_dnr_label')}: {run.dnr}." if run.dnr else ""
    return f"{words}{day}{dnr}"


def _counts(scope: Scope) -> str:
    goals, items, acts = scope.programme.goals, scope.programme.indicators, scope.programme.activities
    counted = [
        (len(goals), "mål"),
        (len(items), scope.things("indicator", len(items))),
        (len(acts), scope.things("activity", len(acts))),
    ]
    words = swedish.listing([f"{n} {noun}" for n, noun in counted if n])
    return f"{capital(scope.word('programme_noun'))} har {words}."


def _regional(scope: Scope) -> Section | None:
    strategy: Any = scope.programme.facts.get("regional_strategy") or {}
    name = _text(strategy.get("name")).rstrip(".")
    parts = [sentence(f"{name}." if name else "", _text(strategy.get("note")))]
    return section(scope.word("heading_regional_strategy"), "regional-strategi", parts, level=3)


def _terms(scope: Scope, key: str) -> Passage | None:
    entries = _list(scope.programme.facts.get(key))
    terms = [joined([tag("dt", _text(entry["name"])), tag("dd", _text(entry["text"]))]) for entry in entries]
    return Passage(tag("dl", *terms, class_="definition"), key) if terms else None


def _responsibility_table(scope: Scope) -> PresentableTable | None:
    items = [row["indicator_id"] for row in scope.programme.indicators]
    acts = [row["activity_id"] for row in scope.programme.activities]
    names = {name: None for item in (*items, *acts) for name in scope.programme.responsible(item)}
    several = [name for name in names if name.startswith("kind:")]
    rows = []
    for name in (*several, *scope.units.in_order(name for name in names if name not in several)):
        shares = [
            sum(name in scope.programme.responsible(item) for item in kind) for kind in (items, acts) if kind
        ]
        link = "" if name in several else scope.unit_link(name)
        origin = counted_link(scope, "ansvar")
        header = TableCell(capital(scope.units.short(name)), href=link)
        rows.append(TableRow(header, tuple(TableCell(str(share), href=origin) for share in shares)))
    kinds = [kind for kind, found in (("indicator", items), ("activity", acts)) if found]
    columns = tuple(Column(capital(scope.things(kind))) for kind in kinds)
    stub = scope.word("column_responsible")
    caption = scope.word("heading_responsibility")
    return PresentableTable("ansvar-tabell", caption, stub, columns, tuple(rows)) if rows else None


def _text(value: Any) -> str:
    return str(value or "").strip()


def _list(value: Any) -> list[Any]:
    return list(value or [])


def _year(value: Any) -> str:
    return _text(value)[:4]
