"""The text of a new year's params file: what carries over stands, what must be decided says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from samlad.params import PERIODS
from samlad.undecided import UNDECIDED

KEYS = ("cutoff_date", "report_date", "dnr")
DAYS = ("received", "feedback", "drafts")
HEAD = """# Vad som efterfrågas för {year}. Nycklarna beskrivs i docs/reference/parametrar.md.
# Gjord av {last}.yaml. Ersätt "{mark}" med det som har beslutats; förra årets värde står bredvid. En period
# väntar tills alla dess uppgifter är beslutade. Ta bort en period som inte ska ha någon rapport.
"""
PLAN = "# Planerna för året, som lämnas innan det börjar. Ta bort raderna om inga planer samlas in.\n"
NO_PLAN = "# Förra året samlades inga planer in. Ska de göra det: plan: {cutoff_date: ÅÅÅÅ-MM-DD}\n"
THRESHOLDS = "# Förra årets trösklar. De ska stämma med disclosure.yaml.\n"
RETENTION = (
    "# Gallring: beslutet, och den sista dag som något ska finnas kvar. Utan beslut gallras inget.\n"
    "# Se docs/how-to/gallra.md.\n"
)
Content = Mapping[str, Any]


def params_text(year: int, last: Content, programme: str | None) -> str:
    """The new file.

    Args:
        year: the new year.
        last: last year's params file as read; the program has accepted it.
        programme: the edition that is in force all of the new year; None where nobody has decided.
    """
    return "".join(_lines(year, last, programme))


def _lines(year: int, last: Content, programme: str | None) -> Iterator[str]:
    before = year - 1
    yield HEAD.format(year=year, last=before, mark=UNDECIDED)
    yield f"format: 1\nyear: {year}\n"
    if programme is None:
        yield _open("programme", last["programme"], before, "")
    else:
        yield f'programme: "{programme}"\n'
    yield f"series_from: {last['series_from']}\n"
    yield "sections:\n" + "".join(f'  - "{one}"\n' for one in last["sections"])
    plan = last.get("plan")
    yield NO_PLAN if plan is None else PLAN + "plan:\n" + _open("cutoff_date", plan["cutoff_date"], before)
    yield "periods:\n"
    for period in sorted(last["periods"], key=PERIODS.index):
        yield f"  {period}:\n"
        yield from (_open(key, last["periods"][period].get(key), before, "    ") for key in KEYS)
    yield THRESHOLDS + "thresholds:\n"
    yield from (f"  {key}: {value}\n" for key, value in last["thresholds"].items())
    yield from (f"{key}: {last[key]}\n" for key in ("chapter_seconds", "disclosure_method") if key in last)
    yield from _retention(last.get("retention") or {}, before)


def _retention(last: Content, before: int) -> Iterator[str]:
    yield RETENTION + "retention:\n"
    decision = last.get("decision", UNDECIDED)
    yield f'  decision: "{decision}"\n'
    yield from (_open(key, last.get(key), before) for key in DAYS)


def _open(key: str, last: object, before: int, indent: str = "  ") -> str:
    known = isinstance(last, date | str) and last != UNDECIDED
    was = f"  # {before}: {last}" if known else ""
    return f'{indent}{key}: "{UNDECIDED}"{was}\n'
