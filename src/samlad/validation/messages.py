"""What the gate says in the terminal: per committee where each fault is and how to mend it, in Swedish."""

from __future__ import annotations

from collections.abc import Sequence

from samlad.reference import Reference
from samlad.stages import Finding
from samlad.validation.grouping import Group, by_committee

SHOWN_PER_COMMITTEE = 12
SHOWN_COMMITTEES = 15


def listing(findings: Sequence[Finding], reference: Reference) -> str:
    """The message of a closed gate: how much is wrong first, then every critical fault at its place.

    Long lists are cut, with the number of what was left out; the result page has them all. Warnings are
    counted only.
    """
    critical = [finding for finding in findings if finding.severity == "critical"]
    lines = [headline(critical), "Ingen rapport har gjorts, och den förra är orörd."]
    committees = by_committee(critical, reference)
    for name, found in list(committees.items())[:SHOWN_COMMITTEES]:
        lines += ["", name, *_committee(found)]
    left = list(committees.values())[SHOWN_COMMITTEES:]
    if left:
        lines += [
            "",
            f"… och {_faults(sum(_count(found) for found in left))} hos {len(left)} avsändare till.",
        ]
    warnings = sum(finding.severity == "warning" for finding in findings)
    if warnings:
        lines += [
            "",
            f"Dessutom finns {_number(warnings, 'varning', 'varningar')}, som inte hindrar rapporten.",
        ]
    return "\n".join(lines)


def headline(critical: Sequence[Finding]) -> str:
    """`Grinden är stängd: 3 fel i 2 filer måste rättas.`"""
    files = len({finding.file for finding in critical if finding.file})
    where = f" i {_number(files, 'fil', 'filer')}" if files else ""
    return f"Grinden är stängd: {_faults(len(critical))}{where} måste rättas."


def _committee(found: Sequence[Group]) -> list[str]:
    lines = [line for group in found[:SHOWN_PER_COMMITTEE] for line in _group(group)]
    left = found[SHOWN_PER_COMMITTEE:]
    if left:
        lines.append(f"  … och {_faults(_count(left))} till; alla står i översikten.")
    return lines


def _group(group: Group) -> list[str]:
    place = f"{group.place}: " if group.place else ""
    return [f"  {place}{group.message}", f"    Gör så här: {group.remedy} (Regel: {group.rule_id})"]


def _count(found: Sequence[Group]) -> int:
    return sum(group.count for group in found)


def _faults(count: int) -> str:
    return _number(count, "fel", "fel")


def _number(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
