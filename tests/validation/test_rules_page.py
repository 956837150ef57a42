"""Each rule is written once, as data; docs/reference/regler.md lists them all and is never behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from samlad.commands.docs import rules_page
from samlad.files import Faults
from samlad.paths import Folders
from samlad.rules import read_rules
from samlad.validation.suites import read_suites, rules_of

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = CHECKOUT / "docs" / "reference" / "regler.md"


@pytest.fixture
def every_rule(suites, reference):
    asked = [rule for suite in read_suites(suites).values() for rule in rules_of(suite)]
    return {*asked, *reference.rules.values()}


def test_the_page_of_rules_is_what_the_files_of_rules_say(reference):
    folders = Folders(CHECKOUT, CHECKOUT / "data", CHECKOUT / "params", CHECKOUT / "output")
    assert PAGE.read_text(encoding="utf-8") == rules_page(folders, reference)


def test_every_rule_stands_on_the_page_once(every_rule):
    page = PAGE.read_text(encoding="utf-8")
    ids = [rule.rule_id for rule in every_rule]
    assert len(ids) == len(set(ids))
    assert {rule_id: page.count(f"| `{rule_id}` |") for rule_id in ids} == dict.fromkeys(ids, 1)


def test_what_a_rule_says_is_a_sentence_in_swedish(every_rule):
    for rule in every_rule:
        for text in (rule.text, rule.fault, rule.remedy, rule.reason):
            assert text.endswith((".", "{message}", "{remedy}")), (rule.rule_id, text)
            assert text[0] in "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ{", (rule.rule_id, text)


def test_what_a_rule_demands_is_said_without_a_place_to_fill_in(reference):
    for rule in reference.rules.values():
        assert "{" not in rule.text and "«" not in rule.text, rule.rule_id


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("severity: critical", "severity: farlig"),
        ("  intake-empty-sheet:\n", "  intake-empty-sheet:\n    extra: x\n"),
        ("  rattelse-stammer-inte:", "  rattelse-annat:"),
    ],
)
def test_a_rule_that_is_not_whole_is_refused(tmp_path, wrong, words):
    text = (CHECKOUT / "expectations" / "rules.yaml").read_text(encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(text.replace(wrong, words, 1), encoding="utf-8")
    faults = Faults()
    read_rules(tmp_path, faults)
    assert len(faults) == 1 and faults[0].startswith("rules.yaml")
