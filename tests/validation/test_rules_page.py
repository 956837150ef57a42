"""docs/reference/regler.md is made from the suites, and is never behind them."""

from __future__ import annotations

from pathlib import Path

from samlad.validation.rules_reference import rules_markdown
from samlad.validation.suites import read_suites, rules_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "regler.md"


def test_the_page_of_rules_is_what_the_suites_say(suites, reference):
    assert PAGE.read_text(encoding="utf-8") == rules_markdown(read_suites(suites), reference.words)


def test_every_rule_stands_on_the_page_once(suites):
    page = PAGE.read_text(encoding="utf-8")
    rules = {rule.rule_id for suite in read_suites(suites).values() for rule in rules_of(suite)}
    assert {rule_id: page.count(f"| `{rule_id}` |") for rule_id in rules} == dict.fromkeys(rules, 1)


def test_what_a_rule_says_is_a_sentence_in_swedish(suites):
    for suite in read_suites(suites).values():
        for rule in rules_of(suite):
            for text in (rule.text, rule.fault, rule.remedy, rule.reason):
                assert text.endswith(".") and text[0] in "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ{", (
                    rule.rule_id,
                    text,
                )
