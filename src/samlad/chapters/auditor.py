"""What an auditor asks first: mission, who answers, what is decided, which rules hold, how to verify it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from samlad import swedish
from samlad.chapters import introduction as introduction_chapter
from samlad.chapters import quality
from samlad.chapters.disclosure_record import thresholds_table
from samlad.chapters.disclosure_words import rules_table
from samlad.chapters.markup import listed
from samlad.chapters.presentable import PresentableTable
from samlad.chapters.registry import named
from samlad.chapters.reporting import all_due
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, Sentence, Shown, section, sentence

DECIDED, PRELIMINARY = "beslutad", "preliminar"
PREFIX = "revisor-"
STEPS = 4


@named("sentence", "revisor_inledning")
def introduction(scope: Scope) -> Sentence | None:
    """What the page gathers, and for whom."""
    return sentence(scope.word("auditor_intro"))


@named("section", "revisor_uppdrag")
def mission(scope: Scope) -> Section | None:
    """Whose mission the follow-up is, and which report this is."""
    return _here(introduction_chapter.mission(scope))


@named("section", "revisor_ansvar")
def responsibility(scope: Scope) -> Section | None:
    """Who answers for how much."""
    return _here(introduction_chapter.responsibility(scope))


@named("section", "revisor_leveranser")
def deliveries(scope: Scope) -> Section | None:
    """Committee by committee: decided or preliminary, when, and under which number."""
    return _here(quality.decisions(scope))


@named("section", "revisor_installningar")
def settings(scope: Scope) -> Section | None:
    """What the report was asked for."""
    return _here(quality.settings(scope))


@named("section", "revisor_beslut")
def decisions(scope: Scope) -> Section | None:
    """The decisions that the follow-up rests on: the programme's, the report's own, the deliveries'."""
    facts = scope.programme.facts
    told = (str(facts.get(key) or "").strip().rstrip(".") for key in ("title", "decided"))
    about = " ".join(f"{text}." for text in told if text)
    day = swedish.day(scope.run.report_date) if scope.run.report_date else ""
    own = {"report_date_label": day, "report_dnr_label": scope.run.dnr}
    said = [f"{scope.word(label)}: {text}." for label, text in own.items() if text]
    lines = [f"{scope.word('programme_heading')}: {about}" if about else "", " ".join(said)]
    return section(scope.word("auditor_decisions"), "revisor-grunder", [sentence(*lines, _decided(scope))])


def _decided(scope: Scope) -> str:
    """How many deliveries are decided and how many preliminary; and who has sent none."""
    counts = Counter(row["decision_status"] for row in scope.now("deliveries"))
    absent = scope.units.in_order(unit for unit in all_due(scope) if unit not in scope.delivered)
    names = swedish.listing([scope.units.short(unit) for unit in absent])
    unclear = counts.total() - counts[DECIDED] - counts[PRELIMINARY]
    preliminary = str(counts[PRELIMINARY])
    said = scope.word("auditor_decided", n=counts[DECIDED], m=counts.total(), word=preliminary)
    said += f" {scope.word('auditor_unclear', n=unclear)}" if unclear else ""
    return f"{said} {scope.word('missing_units_sentence', names=names) if names else ''}".strip()


@named("section", "revisor_regler")
def rules(scope: Scope) -> Section | None:
    """The rules in force: of the gate in words, of the protection one by one."""
    parts = [
        sentence(scope.word("method_paragraph_2"), scope.word("quality_disclosure_intro")),
        rules_table(scope),
        thresholds_table(scope),
    ]
    return _here(section(scope.word("auditor_rules"), "regler", parts))


@named("section", "revisor_kontroll")
def verifying(scope: Scope) -> Section | None:
    """How to see that the report follows from its input: by hand, and with one command."""
    steps = [scope.word(f"auditor_step_{number}") for number in range(1, STEPS + 1)]
    fingerprint = scope.word("footer_fingerprint", fingerprint=scope.run.fingerprint)
    parts = [sentence(scope.word("auditor_verify"), fingerprint), Passage(listed(steps), "Steg")]
    return section(scope.word("auditor_verify_heading"), "revisor-kontroll", parts)


def _here(found: Shown | None) -> Section | None:
    """A section of another chapter with anchors of this one: no anchor stands twice in the report."""
    if not isinstance(found, Section):
        return None
    parts = (
        replace(part, anchor=f"{PREFIX}{part.anchor}") if isinstance(part, PresentableTable) else part
        for part in found.parts
    )
    return Section(replace(found.heading, anchor=f"{PREFIX}{found.heading.anchor}"), tuple(parts))
