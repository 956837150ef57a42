"""Which of the utredare's texts and assessments are not written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from samlad.prose import NONE, Analysis
from samlad.reference import Reference

WHOLE = ("sammanfattning", "samlad-bedomning")
"""Chapters about the whole that someone has to write, where the report has them."""
SIGNED = ("reason", "assessed_by", "assessed_on")


def unwritten(reference: Reference, sections: Sequence[str], analysis: Analysis) -> Iterator[str]:
    """Names of the files without a text: each goal's, and those of the chapters about the whole."""
    for name in (*(f"mal-{goal}" for goal in reference.programme.goals), *WHOLE):
        wanted = name not in WHOLE or name in sections
        if wanted and (name not in analysis.texts or not analysis.texts[name].body.strip()):
            yield name


def unassessed(reference: Reference, analysis: Analysis) -> Iterator[str]:
    """Goals and conditions without an assessment.

    That no assessment is made can be somebody's decision too: `saknas`, with a reason, a name and a date.
    """
    for goal in reference.programme.goals:
        text = analysis.texts.get(f"mal-{goal}")
        front: Mapping[str, Any] = text.front if text is not None else {}
        if not _decided(front):
            yield f"mål {goal}"
        made = front.get("conditions") or {}
        for name, condition in reference.programme.conditions.items():
            if condition.goal_id == goal and not _said(made.get(name) or {}):
                yield f"förutsättning {name}"


def _decided(front: Mapping[str, Any]) -> bool:
    code = front.get("assessment")
    return bool(code) and (code != NONE or all(front.get(key) for key in SIGNED))


def _said(condition: Mapping[str, Any]) -> bool:
    code = condition.get("assessment")
    return bool(code) and (code != NONE or bool(condition.get("reason")))
