"""The Frictionless datapackage.json: written by hand, never inferred, since a guess makes a code a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samlad.edition import Edition
from samlad.release import fields
from samlad.release.fields import Field


@dataclass(frozen=True)
class Resource:
    """One open data file, the released table that it comes from, and what makes a row one of its kind."""

    name: str
    source: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()


RESOURCES = (
    Resource(
        "outcomes",
        "cells",
        "Utfall",
        "Utfall i lång form: en rad per {indicator_singular}, år, period, område, kön och åldersgrupp. "
        "Täljare, nämnare och värde står bara på rader med status shown. Ett dolt eller saknat värde är "
        "aldrig noll.",
        fields.OUTCOMES,
        ("indicator_id", "year", "period", "committee_id", "sex", "age_group"),
    ),
    Resource(
        "activities",
        "activities",
        "{heading_activities}: status",
        "Vad {unit_heading_in_text} har rapporterat om {programme_noun_genitive} {activity_plural}.",
        fields.ACTIVITIES,
        ("activity_id", "year", "period", "committee_id"),
    ),
    Resource(
        "activity_counts",
        "activity_counts",
        "{heading_activities}: antal efter status",
        "Hur många av dem som skulle rapportera en {activity_singular} som har angett varje status.",
        fields.ACTIVITY_COUNTS,
        ("activity_id", "year", "period", "area", "status"),
    ),
    Resource(
        "surveys",
        "surveys",
        "{heading_surveys}",
        "Enkäter och andra undersökningar som {unit_heading_in_text} har lämnat, när orden i dem är lästa. "
        "En rad för frågan och en för varje svarsalternativ. En dold fördelning är dold hel.",
        fields.SURVEYS,
        ("own_id", "year", "period", "committee_id", "position"),
    ),
    Resource(
        "comparison",
        "comparison_values",
        "Jämförelse",
        "Publicerade värden från andra källor, med källa och version.",
        fields.COMPARISON,
    ),
    Resource(
        "organisation",
        "organisation",
        "{unit_heading}",
        "{unit_heading} med giltighet och efterföljare.",
        fields.ORGANISATION,
        ("committee_id",),
    ),
    Resource(
        "indicators",
        "indicators",
        "{heading_indicators}",
        "Det som följs upp i {programme_noun}: lydelse, enhet, täljare och nämnare i ord.",
        fields.INDICATORS,
        ("indicator_id",),
    ),
)

CHANGES = Resource(
    "andringar",
    "",
    "Ändringar",
    "Vad som skiljer varje utgåva från den förra: en rad för utgåvan själv, med dess skäl, och en för varje "
    "ändring.",
    fields.CHANGES,
)
"""Only in an edition; a draft has none before it."""

Codes = Mapping[str, list[Mapping[str, str]]]


def columns(resource: Resource, mark: str) -> tuple[Field, ...]:
    """A resource's columns; the one for the mark of training data only where there is a mark."""
    return tuple(field for field in resource.fields if mark or field is not fields.MARK)


def datapackage(
    facts: Mapping[str, Any],
    words: Mapping[str, Any],
    codes: Codes,
    mark: str,
    note: str = "",
    edition: Edition | None = None,
) -> dict[str, Any]:
    """The package's description; the same run gives the same bytes.

    Args:
        facts: run.json.
        words: words.json.
        codes: codelists.json.
        mark: the words that training data carries, or "".
        note: what holds for counts that are printed rounded, or "".
        edition: gives the version; a draft's is its fingerprint.
    """
    resources = RESOURCES if edition is None else (*RESOURCES, CHANGES)
    title, description = str(facts["title"]), f"{words.get('open_data_text') or ''} {note}".strip()
    return {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": f"samlad-{str(facts['stem']).lower()}",
        "title": f"{title} – {mark}" if mark else title,
        "description": f"{mark}. {description}" if mark else description,
        "version": f"{edition.number}.0.0" if edition else str(facts["fingerprint"])[:12],
        "created": f"{facts['report_date']}T00:00:00Z",
        "licenses": _licenses(words),
        "contributors": [{"title": str(words.get("publisher") or ""), "role": "publisher"}],
        "resources": [_resource(resource, words, codes, mark) for resource in resources],
    }


def _licenses(words: Mapping[str, Any]) -> list[dict[str, str]]:
    names = {"name": "licence_name", "title": "licence_title", "path": "licence_path"}
    entry = {key: str(words[word]) for key, word in names.items() if words.get(word)}
    return [entry] if entry else []


def _resource(resource: Resource, words: Mapping[str, Any], codes: Codes, mark: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field, words, codes) for field in columns(resource, mark)],
        "missingValues": [""],
    }
    if resource.key:
        schema["primaryKey"] = list(resource.key)
    return {
        "name": resource.name,
        "path": f"{resource.name}.csv",
        "profile": "tabular-data-resource",
        "title": resource.title.format_map(words),
        "description": _description(resource, words, mark),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": schema,
    }


def _description(resource: Resource, words: Mapping[str, Any], mark: str) -> str:
    """What the table holds; beside training data it is said of real values that they are real."""
    text = resource.description.format_map(words)
    if not mark or resource.name != "comparison":
        return text
    return f"{text} De är verkliga: märkningen «{mark}» gäller inte dem."


def _field(field: Field, words: Mapping[str, Any], codes: Codes) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, "type": field.type}
    described["description"] = field.description.format_map(words)
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.codes:
        constraints["enum"] = [row["code"] for row in codes[field.codes]]
    return {**described, "constraints": constraints} if constraints else described
