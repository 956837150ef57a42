"""The gate opens for a faultless delivery, and what others have not sent is a warning."""

from __future__ import annotations


def test_a_faultless_delivery_passes_with_nothing_but_the_others_missing(usual):
    assert {finding.rule_id for finding in usual} == {"leverans-saknas"}
    assert {finding.severity for finding in usual} == {"warning"}
    assert "sodermalm" not in {finding.committee_id for finding in usual}
