"""Why a run made again isn't what was sealed: what the evidence says, and "unknown" where it says nothing.

Evidence comes in two kinds. The archive may contradict itself: a file of it isn't the one that run.json
names. And the environment may be another than the one that the run was made in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samlad.archive.audit.locked import Pin, same_name
from samlad.archive.audit.own_word import Broken

INPUT, CODE, LOCK, TABLES = "underlag", "kod", "las", "tabeller"
PYTHON, MACHINE, PACKAGES, ARCHIVE, UNKNOWN = "python", "dator", "paket", "arkiv", "okand"
NOTEBOOKS = "notebooks"
PARTS = {
    "incoming": (INPUT, "annat underlag"),
    "corrections": (INPUT, "andra rättelser"),
    "analysis": (INPUT, "andra texter av utredaren"),
    "params": (INPUT, "andra parametrar"),
    "reference": (INPUT, "andra referensdata"),
    "register": (INPUT, "andra tabeller i registret över det som är ute"),
    "hemligt": (INPUT, "en annan nyckel"),
    "expectations": (CODE, "andra regler i grinden"),
    NOTEBOOKS: (CODE, "annan kod i kapitlen"),
    "src": (CODE, "annan kod"),
    "source.tar": (CODE, "källkoden går inte att läsa"),
    "requirements.lock": (LOCK, "ett annat lås"),
    "released": (TABLES, "andra släppta tabeller än de som körningen gjorde"),
}
"""The first part of a name in run.json: the kind of cause, and its words, in the order they are told."""
FOR_PAGES = (NOTEBOOKS, "src", "source.tar", "released")
"""What pages that are made again from the released tables can follow from."""
FACTS = {
    "python": (PYTHON, "Python"),
    "implementation": (PYTHON, "Pythonvariant"),
    "system": (MACHINE, "operativsystem"),
    "machine": (MACHINE, "processor"),
}
MOST_NAMES = 6
CHANGED_ARCHIVE = (
    "troligen är filen i körningen ändrad efter att den gjordes: kod, underlag, Python och paket är desamma, "
    "och koden gav samma byte två gånger, men andra än de som är förseglade"
)
UNSTEADY = (
    "okänd: kod, underlag, Python och paket är desamma, men koden gav inte samma byte de två gånger som "
    "den kördes"
)


@dataclass(frozen=True)
class Cause:
    """A likely cause: its kind, and the words that the protocol has.

    `notebooks` are those that differ, where that is the cause: they explain the chapters that they make.
    """

    kind: str
    text: str
    notebooks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changed:
    """Something of the environment that is another now: `locked` is what the run's lock says, if anything."""

    kind: str
    name: str
    then: str
    now: str
    locked: str = ""

    def __str__(self) -> str:
        told = f"{self.name}: {self.then or 'fanns inte'} då, {self.now or 'finns inte'} nu"
        if self.kind != PACKAGES or not self.locked or self.then in self.locked.split(", "):
            return told
        return f"{told} (körningens lås säger {self.locked})"


def changed(then: Mapping[str, Any], now: Mapping[str, Any], locked: Sequence[Pin]) -> tuple[Changed, ...]:
    """How two environments differ: Python, the system, and packages; of these those that the lock names.

    What the lock doesn't name (pip itself) is in both environments as they are told, and explains nothing.
    """
    found = [
        Changed(kind, label, str(then.get(key, "")), str(now.get(key, "")))
        for key, (kind, label) in FACTS.items()
        if then.get(key) != now.get(key)
    ]
    versions: dict[str, list[str]] = {}
    for pin in locked:
        versions.setdefault(same_name(pin.name), []).append(pin.version)
    before, after = (dict(one.get("packages") or {}) for one in (then, now))
    for name in sorted(before.keys() | after.keys(), key=str.casefold):
        pinned = versions.get(same_name(name))
        if pinned and before.get(name) != after.get(name):
            told = ", ".join(dict.fromkeys(pinned))
            found.append(Changed(PACKAGES, name, before.get(name, ""), after.get(name, ""), told))
    return tuple(found)


def likely(broken: Sequence[Broken], changes: Sequence[Changed], *, pages_only: bool) -> tuple[Cause, ...]:
    """The causes that there is evidence for, what the archive says of itself first.

    Args:
        pages_only: only pages were made again, which follow from less.
    """
    return (*_of_archive(broken, pages_only), *_of_environment(changes))


def _of_archive(broken: Sequence[Broken], pages_only: bool) -> Iterator[Cause]:
    for part, (kind, words) in PARTS.items():
        names = [one.name for one in broken if one.name.partition("/")[0] == part]
        if names and (not pages_only or part in FOR_PAGES):
            yield Cause(kind, f"{words}: {_listed(names)}", tuple(names) if part == NOTEBOOKS else ())


def _of_environment(changes: Sequence[Changed]) -> Iterator[Cause]:
    words = {PYTHON: "annan Python", MACHINE: "annan dator", PACKAGES: "annan paketversion"}
    for kind, said in words.items():
        found = [str(one) for one in changes if one.kind == kind]
        if found:
            yield Cause(kind, f"{said}: {_listed(found)}")


def _listed(names: Iterable[str]) -> str:
    told = list(names)
    more = f" och {len(told) - MOST_NAMES} till" if len(told) > MOST_NAMES else ""
    return ", ".join(told[:MOST_NAMES]) + more


def explain(chapter: str, causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """The causes that can have to do with a page that was made again from the released tables.

    Args:
        chapter: the notebook that made it, without its suffix; "" for what several chapters make together.
    """
    own = f"{NOTEBOOKS}/{chapter}.ipynb"
    return tuple(one for one in causes if not chapter or not one.notebooks or own in one.notebooks)
