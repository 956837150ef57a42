"""How counts of what has been sent are made: what is counted, and the way to each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samlad.chapters.activity_tables import count_origin, reported_words
from samlad.chapters.anchors import origin_anchor
from samlad.chapters.assessments import unit_counts
from samlad.chapters.markup import Markup, joined, tag
from samlad.chapters.material import Row
from samlad.chapters.origin_blocks import Block
from samlad.chapters.origin_deliveries import delivery_rows
from samlad.chapters.origin_links import OTHER, counted_id, delivery_link, plan_link
from samlad.chapters.origin_rows import Origins
from samlad.chapters.plans import YES, plan_senders, planned_rows
from samlad.chapters.registry import named
from samlad.chapters.reporting import activity_ids, all_due, reported_rows
from samlad.chapters.scope import Scope
from samlad.chapters.shown import Passage, Section, Sentence, section, sentence
from samlad.chapters.wording import capital


@named("sentence", "ursprung_ovrigt_inledning")
def introduction(scope: Scope) -> Sentence | None:
    """What the page is for, and how a file is named."""
    return sentence(scope.word("origin_other_intro"), scope.word("origin_files_note"))


@named("section", "ursprung_raknat")
def counts(scope: Scope) -> Section | None:
    """Every way in which what has been sent is counted."""
    goals = scope.programme.goals
    blocks = [
        _reported(scope),
        _all_answers(scope),
        *(_answers(scope, goal) for goal in goals),
        _activities(scope),
        _plans(scope),
        *(_assessments(scope, goal) for goal in goals),
        *(_plain(scope, name) for name in ("status", "granskning", "ansvar")),
    ]
    told = [block.html() for block in blocks if block is not None]
    return section(
        scope.word("heading_origin_counts"), f"u-{OTHER}-raknat", [Passage(joined(told, "\n"), "Räknat")]
    )


@named("section", "ursprung_ovrigt_filer")
def files(scope: Scope) -> Section | None:
    """The whole name of every file that the page has named, and the run."""
    origins = Origins(scope.material, OTHER)
    found = dict.fromkeys(row["file"] for row in delivery_rows(scope))
    entries = [tag("li", file, id=origins.file_anchor(file)) for file in found]
    content = Passage(tag("ul", *entries, class_="filer"), "Filer") if entries else None
    run = joined([scope.word("origin_run"), " ", tag("span", scope.run.fingerprint, class_="fingeravtryck")])
    said = sentence(scope.word("origin_files_intro") if entries else "")
    return section("Filer och körning", f"u-{OTHER}-filer", [said, content, sentence(run)])


def _reported(scope: Scope) -> Block | None:
    due = all_due(scope)
    entries = [
        _entry(scope.units.short(unit), delivery_link(scope, unit),
               "har lämnat" if unit in scope.delivered else "har inte lämnat")
        for unit in scope.units.in_order(due)
    ]  # fmt: skip
    return _block(scope, "redovisning", scope.word("heading_coverage"), entries) if entries else None


def _all_answers(scope: Scope) -> Block | None:
    """Over the goals together; what each is made of stands below."""
    rows = [goal for goal in scope.programme.goals if _goal_answers(scope, goal)]
    entries = [
        _entry(scope.goal_title(goal["goal_id"]), f"#{origin_anchor(counted_id(_of(goal)))}") for goal in rows
    ]
    return _block(scope, "svar", scope.word("heading_origin_answers"), entries) if entries else None


def _of(goal: Row) -> str:
    return f"svar-{goal['goal_id']}"


def _goal_answers(scope: Scope, goal: Row) -> list[Markup]:
    return [*_indicator_answers(scope, goal["goal_id"]), *_activity_answers(scope, goal["goal_id"])]


def _answers(scope: Scope, goal: Row) -> Block | None:
    """How many of the goal's answers have come in: item by item, with the way to them."""
    entries = _goal_answers(scope, goal)
    title = f"{scope.word('heading_origin_answers')}: {scope.word('chapter_mal', goal=goal['goal_id'])}"
    return _block(scope, "svar", title, entries, goal["goal_id"]) if entries else None


def _indicator_answers(scope: Scope, goal_id: str) -> Iterator[Markup]:
    for row in scope.programme.goal_indicators(goal_id):
        n, m = reported_rows(scope, [row["indicator_id"]])
        link = scope.origin_link(row["indicator_id"], goal_id)
        if m:
            yield _entry(row["short_text"], link, f"{n} av {m}")


def _activity_answers(scope: Scope, goal_id: str = "") -> Iterator[Markup]:
    texts = {row["activity_id"]: row for row in scope.programme.activities}
    for item in activity_ids(scope, goal_id):
        if reported_rows(scope, [item])[1]:
            name = f"{item} {texts[item]['text']}"
            yield _entry(name, count_origin(scope, item), reported_words(scope, texts[item]))


def _activities(scope: Scope) -> Block | None:
    entries = list(_activity_answers(scope))
    return _block(scope, "aktiviteter", capital(scope.things("activity")), entries) if entries else None


def _plans(scope: Scope) -> Block | None:
    rows = {row["committee_id"]: row for row in plan_senders(scope)}
    entries = [
        _entry(scope.units.short(unit), plan_link(scope, unit),
               "har lämnat en plan" if rows[unit]["delivered"] == YES else "har inte lämnat någon plan")
        for unit in scope.units.in_order(rows)
    ]  # fmt: skip
    told = entries or planned_rows(scope)
    return _block(scope, "planer", scope.word("heading_plan"), entries) if told else None


def _assessments(scope: Scope, goal: Row) -> Block | None:
    counted, entries = unit_counts(scope, goal["goal_id"]), []
    rows = {row["committee_id"]: row["assessment"] for row in scope.now("assessments")
            if row["goal_id"] == goal["goal_id"] and row["assessment"] in counted}  # fmt: skip
    for unit in scope.units.in_order(rows):
        label = scope.material.code("assessments", rows[unit])["label"]
        entries.append(_entry(scope.units.short(unit), delivery_link(scope, unit), label))
    title = f"{scope.word('heading_unit_assessments')}: {scope.word('chapter_mal', goal=goal['goal_id'])}"
    return _block(scope, "bedomningar", title, entries, goal["goal_id"]) if entries else None


def _plain(scope: Scope, name: str) -> Block:
    return _block(scope, name, scope.word(f"heading_origin_{name}"))


def _block(scope: Scope, name: str, title: str, entries: Sequence[Markup] = (), goal_id: str = "") -> Block:
    lines: list[str | Markup] = [f"Uträkning: {scope.word(f'origin_counted_{name}')}"]
    if entries:
        lines.append(joined(["Underlag:", tag("ul", *(tag("li", entry) for entry in entries))]))
    return Block(counted_id(f"{name}-{goal_id}" if goal_id else name), title, tuple(lines), 3)


def _entry(name: str, href: str, said: str = "") -> Markup:
    """A part with the way to it, and what is counted of it."""
    return joined([tag("a", name, href=href) if href else name, f": {said}" if said else ""])
