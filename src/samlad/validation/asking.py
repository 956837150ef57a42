"""Asks suites of frames and tells what came out as rule results and findings, never as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from samlad.rules import NO_ROWS_NEEDED, NOT_RUN, SEVERITIES, Rules
from samlad.stages import Finding, RuleResult
from samlad.validation.parameters import filled
from samlad.validation.places import Placer, fill
from samlad.validation.suites import Suite

if TYPE_CHECKING:
    from samlad.validation.engine import Verdict


@dataclass(frozen=True)
class Asked:
    """A suite and the frame that it is asked of; `may_be_empty` where no row at all is legal."""

    suite: Suite
    frame: pd.DataFrame
    may_be_empty: bool = False


@dataclass(frozen=True)
class Questions:
    """What is to be asked.

    Attributes:
        asked: suite and frame by table.
        suites: all suites of the folder; their types are checked even where they are not asked.
        parameters: what placeholders stand for.
        period: year and period of a finding that has no row.
    """

    asked: Mapping[str, Asked]
    suites: Sequence[Suite]
    parameters: Mapping[str, Any]
    placer: Placer
    period: tuple[int, str]


@dataclass(frozen=True)
class Answers:
    """What came out, in the order asked."""

    results: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]


def ask(questions: Questions, tables: Sequence[str]) -> Answers:
    """Ask the suites of these tables, in this order.

    Raises:
        SuiteError: a suite would not have been asked as it is written.
    """
    # Imported here: it takes seconds, and whoever needs no gate should not pay.
    from samlad.validation import engine

    engine.check_types(questions.suites)
    asked = [questions.asked[table] for table in tables]
    with_rows = [one for one in asked if len(one.frame) or not one.may_be_empty]
    verdicts = engine.evaluate(
        [engine.Question(one.suite, filled(one.suite, questions.parameters), one.frame) for one in with_rows]
    )
    by_suite = {one.suite.name: found for one, found in zip(with_rows, verdicts, strict=True)}
    results: list[RuleResult] = []
    findings: list[Finding] = []
    for one in asked:
        if one.suite.name not in by_suite:
            results.append(_skipped(one.suite, questions.placer.reference.rules))
            continue
        broken = [(verdict, _findings(one, verdict, questions)) for verdict in by_suite[one.suite.name]]
        results += _results(one.suite, broken, questions.placer)
        findings += [finding for _, found in broken for finding in found]
    return Answers(tuple(results), tuple(findings))


def ordered(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each finding once, gravest first, then by committee and place."""
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda one: (
                SEVERITIES.index(one.severity), one.committee_id, one.year, one.period, one.file, one.sheet,
                one.row or 0, one.column, one.rule_id, one.message,
            ),
        )
    )  # fmt: skip


def _findings(one: Asked, verdict: Verdict, questions: Questions) -> list[Finding]:
    placer = questions.placer
    if verdict.error:
        return [_not_run(verdict, questions)]
    rows = one.frame.iloc[list(verdict.rows)]
    found = list(dict.fromkeys(placer.findings(one.suite.table, verdict.expectation, rows)))
    if not verdict.success and not found:
        return [placer.placeless(verdict.expectation.rule, one.suite.title, *questions.period)]
    return found


def _not_run(verdict: Verdict, questions: Questions) -> Finding:
    """Where a rule could not be asked: a fault of ours, and as grave as a broken rule."""
    rule, (year, period) = questions.placer.reference.rules[NOT_RUN], questions.period
    message = rule.fault.format(rule=verdict.expectation.rule.rule_id, cause=verdict.error)
    return Finding(rule.rule_id, rule.severity, message, rule.remedy, year, period)


def _results(
    suite: Suite, broken: Sequence[tuple[Verdict, Sequence[Finding]]], placer: Placer
) -> list[RuleResult]:
    """One result per rule, over all the columns that it was asked of."""
    by_rule: dict[str, list[tuple[Verdict, Sequence[Finding]]]] = {}
    for verdict, found in broken:
        by_rule.setdefault(verdict.expectation.rule.rule_id, []).append((verdict, found))
    return [
        RuleResult(
            rule_id=rule_id,
            suite=suite.name,
            table=suite.table,
            severity=parts[0][0].expectation.rule.severity,
            success=all(verdict.success for verdict, _ in parts),
            count=len(dict.fromkeys(finding for _, found in parts for finding in found)),
            text=fill(parts[0][0].expectation.rule.text, placer.reference.words),
        )
        for rule_id, parts in by_rule.items()
    ]


def _skipped(suite: Suite, rules: Rules) -> RuleResult:
    """Where nobody has sent a row of a table that is voluntary."""
    rule = rules[NO_ROWS_NEEDED]
    text = rule.fault.format(sheet=suite.title)
    return RuleResult(rule.rule_id, suite.name, suite.table, rule.severity, success=True, count=0, text=text)
