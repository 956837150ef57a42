"""Named tables, figures, sentences, sections and texts: what a notebook's calls can ask for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from samlad.chapters.scope import Scope
from samlad.chapters.shown import Shown
from samlad.errors import ChapterError

Maker = Callable[[Scope], Shown | None]

KINDS = ("sentence", "table", "figure", "section", "prose")
MODULES = (
    "overview", "introduction", "goal", "committee", "committee_comments", "committee_duties", "activities",
    "comparison", "assessment", "quality", "plan_sections", "corrected", "surveys",
    "origins", "origin_deliveries", "origin_counts", "origin_series", "auditor",
)  # fmt: skip

_makers: dict[tuple[str, str], Maker] = {}


def named(kind: str, name: str) -> Callable[[Maker], Maker]:
    """Register a maker under a kind and a name; a name is used once per kind."""

    def register(maker: Maker) -> Maker:
        if kind not in KINDS or (kind, name) in _makers:
            raise ValueError(f"{kind} {name}: unknown kind or taken name")
        _makers[kind, name] = maker
        return maker

    return register


def find(kind: str, name: str) -> Maker:
    """The maker of that name.

    Raises:
        ChapterError: there is none; lists the names there are.
    """
    load()
    if (kind, name) not in _makers:
        raise ChapterError(
            f"Det finns inget som heter «{name}» att visa med chapter.{kind}().",
            details=[f"känt namn: {known}" for known in names(kind)],
        )
    return _makers[kind, name]


def names(kind: str) -> tuple[str, ...]:
    """All names of a kind."""
    load()
    return tuple(sorted(name for known, name in _makers if known == kind))


def load() -> None:
    """Import the modules that register makers; no figure is drawn and matplotlib is not imported."""
    for module in MODULES:
        import_module(f"samlad.chapters.{module}")
