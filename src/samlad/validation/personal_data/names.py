"""Names of sheets and files are received text too: one that holds a personnummer is not said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from samlad.reference import Reference
from samlad.stages import Finding
from samlad.validation.personal_data.search import CRITICAL, Search

HIDDEN = "(dolt namn)"


def discreet(findings: Iterable[Finding], reference: Reference) -> tuple[Finding, ...]:
    """Findings whose file and sheet can be said."""
    search = Search()

    def said(name: str, one: Finding) -> str:
        kinds = search.kinds(name, reference.period_end(one.year, one.period))
        return HIDDEN if CRITICAL in kinds else name

    return tuple(replace(one, file=said(one.file, one), sheet=said(one.sheet, one)) for one in findings)
