"""Tables that change little: the committees' own assessments, deliveries, counts of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from samlad.frames import DELIVERIES
from samlad.outcomes.source import Source, text
from samlad.stages import Validated


def assessment_rows(source: Source) -> Iterator[dict[str, Any]]:
    """A committee's own assessments of goals, or what it says in place of one; a blank row is left out."""
    goals = source.reference.programme.goals
    for row in source.known("goals"):
        assessment, answer = source.choice("assessments", row["assessment"])
        if row["goal_id"] in goals and text(row, "assessment"):
            yield {**row, "assessment": assessment, "answer": answer, "reason": text(row, "reason")}


def delivery_rows(source: Source) -> Iterator[dict[str, Any]]:
    """Deliveries as received, with the decision as a code where it is known."""
    for row in source.deliveries:
        decision = source.code("delivery_status", row["decision_status"])
        plain = {name: row.get(name) for name in DELIVERIES}
        yield {**plain, "decision_status": decision or text(row, "decision_status")}


def finding_rows(source: Source, validated: Validated) -> Iterator[dict[str, Any]]:
    """How many findings each rule gave per committee and period told of in full; no places, no messages.

    `text` is what the rule demands, the same for every finding; "" where the gate's record lacks the rule.
    """
    record = validated.record
    counts = Counter(
        (finding.rule_id, finding.severity, finding.committee_id, finding.year, finding.period)
        for finding in record.findings
        if (finding.year, finding.period) in source.pairs.in_full
    )
    texts = {result.rule_id: result.text for result in record.results}
    names = ("rule_id", "severity", "committee_id", "year", "period")
    for key, count in sorted(counts.items()):
        yield {**dict(zip(names, key, strict=True)), "count": count, "text": texts.get(key[0], "")}
