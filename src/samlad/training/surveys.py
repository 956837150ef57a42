"""Fills in surveys in a training form: most with answers enough, some with too few or a small part."""

from __future__ import annotations

from samlad.intake.form import FormRow
from samlad.organisation import Committee
from samlad.reference import Reference
from samlad.training.draws import chance, choose, fraction, integer
from samlad.training.texts import SURVEYS

_SIZES = ((4, 9), (12, 18), (40, 90), (150, 420))
"""Fewest and most answers of a survey, each as likely as the others: the first is too few to be shown."""


def survey_rows(reference: Reference, committee: Committee, goals: list[str], year: int) -> list[FormRow]:
    """One question of a committee's own survey; some have one, the same every year."""
    name = committee.committee_id
    if not chance(0.3, "survey", name):
        return []
    question, method, respondents, about_persons, multiple, alternatives = choose(SURVEYS, "survey", name)
    fewest, most = choose(_SIZES, "survey size", name)
    answers = integer(fewest, most, "survey answers", name, year)
    labels = reference.codelists["yes_no"]
    first: FormRow = {
        "own_id": "F1",
        "goal_id": choose(goals or list(reference.programme.goals), "survey goal", name),
        "question": question,
        "method": reference.codelists["survey_methods"].label(method),
        "respondents": respondents,
        "conducted": "hösten",
        "about_persons": labels.label(about_persons),
        "multiple": labels.label(multiple),
        "answers": answers,
    }
    counts = _distribution(len(alternatives), answers, name, year)
    rows: list[FormRow] = [{"own_id": "F1"} for _ in alternatives]
    rows[0] = first
    for row, alternative, count in zip(rows, alternatives, counts, strict=True):
        row |= {"alternative": alternative, "chosen": count}
    return rows


def _distribution(parts: int, answers: int, name: str, year: int) -> list[int]:
    """Counts that add up to the answers; the first alternatives are the most common."""
    left, counts = answers, []
    for part in range(parts - 1):
        count = round(left * (0.45 + 0.3 * fraction("survey part", part, name, year)))
        counts.append(count)
        left -= count
    return [*counts, left]
