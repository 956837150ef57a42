"""Describes a sealed run for programs of others: RO-Crate 1.1 with the profiles for runs.

The crate is written by own code, with the terms of the 1.1 context that it uses inside it, so that it is read
without a network. It carries the report's date and no clock. It is no seal: that is the manifest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from samlad.archive.contents import CRATE, README, part_of
from samlad.archive.crate_parts import SOURCE, Entity, data_entities, references
from samlad.archive.crate_steps import AGENT, STEPS, WHOLE, actions, step_id
from samlad.archive.manifest import MANIFEST, SIGNATURE, files_in
from samlad.paths import write_text

RO_CRATE = "https://w3id.org/ro/crate/1.1"
PROCESS_RUN = "https://w3id.org/ro/wfrun/process/0.5"
WORKFLOW_RUN = "https://w3id.org/ro/wfrun/workflow/0.5"
WORKFLOW = "https://w3id.org/workflowhub/workflow-ro-crate/1.0"
PROFILES = {
    PROCESS_RUN: ("Process Run Crate", "0.5"),
    WORKFLOW_RUN: ("Workflow Run Crate", "0.5"),
    WORKFLOW: ("Workflow RO-Crate", "1.0"),
}
TERMS = Path(__file__).with_name("ro_crate_terms.json")
"""The terms used, as the 1.1 context has them (version 1.1.0, CC0): the whole is 164 kB in each run."""


def write_crate(folder: Path, facts: Mapping[str, Any]) -> Path:
    """Write `ro-crate-metadata.json` over what lies in the folder; gives its path.

    For an internal run and a public one alike: only files that are there are named, and the manifest, which
    is written next. A stage whose material isn't in the folder keeps its action, with what it handed on in
    memory. Call it when everything but the manifest and its signature is in place, and again when something
    has been taken out.

    Args:
        folder: the run, with `released/words.json`.
        facts: what its run.json says: title, stem, report_date, dnr, kind, synthetic, samlad, and edition
            where it is one.
    """
    names = sorted({*files_in(folder), MANIFEST} - {CRATE, SIGNATURE})
    words = json.loads((folder / "released" / "words.json").read_text(encoding="utf-8"))
    graph = _graph(names, facts, words)
    content = {"@context": _context(graph), "@graph": graph}
    path = folder / CRATE
    write_text(path, json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return path


def _graph(names: Sequence[str], facts: Mapping[str, Any], words: Mapping[str, Any]) -> list[Entity]:
    profiles = list(PROFILES) if SOURCE in names else [PROCESS_RUN]
    version, licence = str(facts.get("samlad", "okänd")), _licence(facts, words)
    entities = [
        licence,
        {"@id": AGENT, "@type": "Organization", "name": str(words.get("publisher") or "okänd")},
        *(_profile(name) for name in profiles),
        *data_entities(names, version),
        *actions(names, version),
    ]
    parts = sorted({part_of(name) for name in names})
    head = [_descriptor(profiles), _root(parts, facts, profiles) | {"license": {"@id": licence["@id"]}}]
    return [*head, *sorted(entities, key=lambda one: str(one["@id"]))]


def _descriptor(profiles: Sequence[str]) -> Entity:
    conforms = [RO_CRATE, *(name for name in profiles if name == WORKFLOW)]
    return {"@id": CRATE, "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": _links(conforms)}


def _root(parts: Sequence[str], facts: Mapping[str, Any], profiles: Sequence[str]) -> Entity:
    edition = facts.get("edition")
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": str(facts["title"]),
        "description": _description(facts),
        "datePublished": str(facts["report_date"]),
        "creativeWorkStatus": "utgåva" if edition else "utkast",
        "author": {"@id": AGENT},
        "publisher": {"@id": AGENT},
        "conformsTo": _links(profiles),
        "hasPart": references(parts),
        "mentions": _links(step_id(step) for step in (WHOLE, *STEPS)),
    }
    if facts["dnr"]:
        root["identifier"] = str(facts["dnr"])
    if edition:
        root["version"] = str(edition["id"])
    if SOURCE in parts:
        root["mainEntity"] = {"@id": SOURCE}
    return root


def _description(facts: Mapping[str, Any]) -> str:
    kind = "Intern" if facts["kind"] == "internt" else "Publik"
    text = f"{kind} förseglad körning. Vad varje del är och hur den prövas står i {README}."
    return f"{text} Gjord av syntetiska övningsdata." if facts["synthetic"] else text


def _licence(facts: Mapping[str, Any], words: Mapping[str, Any]) -> Entity:
    if facts["kind"] == "internt":
        said = "Mappen innehåller uppgifter som kan vara sekretessbelagda."
        return _work("#villkor", "Får inte lämna huset", said)
    if words.get("licence_path"):
        title = str(words.get("licence_title") or words["licence_path"])
        return _work(str(words["licence_path"]), title, str(words.get("licence_text") or title))
    return _work("#villkor", "Villkor för användning", "Utgivaren har inte angett några villkor.")


def _work(name: str, title: str, text: str) -> Entity:
    return {"@id": name, "@type": "CreativeWork", "name": title, "description": text}


def _profile(name: str) -> Entity:
    title, version = PROFILES[name]
    return {"@id": name, "@type": "CreativeWork", "name": title, "version": version}


def _links(names: Iterable[str]) -> list[Entity]:
    """Pointers to addresses and to what stands in the crate alone, whose ids are not names of files."""
    return [{"@id": name} for name in names]


def _context(graph: Sequence[Entity]) -> dict[str, str]:
    """The terms that the graph uses, each as the 1.1 context has it."""
    used = {key for entity in graph for key in entity if not key.startswith("@")}
    for entity in graph:
        kinds = entity["@type"]
        used |= {kinds} if isinstance(kinds, str) else set(kinds)
    terms = _terms()
    return {name: terms[name] for name in sorted(used)}


@cache
def _terms() -> dict[str, str]:
    terms: dict[str, str] = json.loads(TERMS.read_text(encoding="utf-8"))["@context"]
    return terms
