"""What an audit found, in words and as JSON; the page is in `protocol_page`."""

from __future__ import annotations

import json
from dataclasses import asdict

from samlad.archive.audit.by_hand import by_hand
from samlad.archive.audit.verdict import AGREES, DIFFERS, Verdict
from samlad.archive.closed_world import STILL_THERE
from samlad.archive.signature import BAD, GOOD, UNSIGNED, UNTRIED

FORMAT_VERSION = 1
DEPTH_WORDS = {
    "verify": "Varje fil hölls mot manifestet och mot det som körningen själv säger att den gjordes av, och "
    "signaturen prövades. Ingenting gjordes om.",
    "rerender": "Kapitlen och sidorna gjordes om av de släppta tabellerna, med körningens egen kod.",
    "reproduce": "Hela körningen gjordes om av de mottagna filerna, genom grinden, med körningens egen kod.",
}
SIGNED_WORDS = {
    UNSIGNED: "Körningen är inte signerad.",
    GOOD: "Signaturen är giltig.",
    BAD: "Signaturen är inte giltig.",
    UNTRIED: "Körningen är signerad, men signaturen är inte prövad.",
}
NOTE_WORDS = {
    UNSIGNED: "Notisen om gallringen är inte signerad.",
    GOOD: "Notisen om gallringen är signerad, och signaturen är giltig.",
    BAD: "Signaturen på notisen om gallringen är inte giltig.",
    UNTRIED: "Notisen om gallringen är signerad, men signaturen är inte prövad.",
}
DIFFERENCE_WORDS = {
    "saknas": "gjordes inte om",
    "ny": "finns inte i körningen",
    "andrad": "är inte densamma",
}


def as_json(verdict: Verdict, day: str) -> str:
    """The protocol for machines: `format_version`, the day, and every fact of the verdict.

    The run's own list of files is left out: it lies in run.json, and the manifest's hash says which one.
    """
    content = asdict(verdict)
    facts = {name: value for name, value in verdict.facts.items() if name != "files"}
    lines = {
        "changed": [{**asdict(one), "text": str(one)} for one in verdict.changed],
        "answer": answer(verdict),
        "by_hand": commands(verdict),
    }
    told = {"format_version": FORMAT_VERSION, "day": day, **content, **lines, "facts": facts}
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def commands(verdict: Verdict) -> dict[str, tuple[str, ...]]:
    """The commands that an auditor can check this run with, without our code, by system."""
    signed = verdict.signed.state != UNSIGNED
    return by_hand(str(verdict.facts.get("report_date", "")), signed=signed)


def answer(verdict: Verdict) -> str:
    """The verdict as one sentence."""
    if verdict.outcome == AGREES:
        return f"{verdict.run} stämmer helt."
    if verdict.outcome == DIFFERS:
        if verdict.destroyed and {one.kind for one in verdict.faults} == {STILL_THERE}:
            left = _number(len(verdict.faults), "filer")
            return (
                f"{verdict.run} avviker: gallringen enligt beslut {verdict.destroyed.decision} är inte "
                f"färdig, {left} finns kvar. Kör gallra med samma beslut igen."
            )
        if verdict.faults:
            return f"{verdict.run} avviker: {_number(len(verdict.faults), 'fel')} i förseglingen."
        if verdict.signed.state == BAD:
            return f"{verdict.run} avviker: signaturen är inte giltig."
        if verdict.differences:
            return f"{verdict.run} avviker: {_number(len(verdict.differences), 'filer')} är inte desamma."
        changed, those = _number(len(verdict.broken), "filer"), "den" if len(verdict.broken) == 1 else "de"
        return f"{verdict.run} avviker: {changed} är inte {those} som körningen gjordes av."
    if verdict.lacking:
        return f"{verdict.run} kan inte återskapas: {_number(len(verdict.lacking), 'paket')} går inte att få."
    return f"{verdict.run} kan inte återskapas."


def _number(count: int, noun: str) -> str:
    return f"{count} {'fil' if count == 1 and noun == 'filer' else noun}"
