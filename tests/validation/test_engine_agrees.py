"""The engine finds exactly the rows that a condition says are wrong, wherever they stand."""

from __future__ import annotations

import random

import pandas as pd

from samlad.rules import Rule
from samlad.validation import engine, row_conditions
from samlad.validation.suites import Expectation, Suite

RULE = Rule("regel", "critical", "krav", "fel", "gör så", "skäl")


def test_row_numbers_from_the_engine_are_those_of_the_condition_also_where_cells_are_empty():
    chance = random.Random(20241231)
    numbers = [
        (chance.choice([None, float(chance.randint(0, 9))]), float(chance.randint(0, 9))) for _ in range(500)
    ]
    frame = pd.DataFrame(numbers, columns=["numerator", "denominator"]).astype("float64")
    kind = "expect_numerator_not_above_denominator"
    line = Expectation(RULE, kind, {}, "", "row")
    question = engine.Question(
        Suite("prov", "prov", "prov", False, (line,)), [{"column_list": ["numerator", "denominator"]}], frame
    )
    ((verdict,),) = engine.evaluate([question])
    right = getattr(row_conditions, kind)(frame)
    assert 0 < len(verdict.rows) < 500
    assert list(verdict.rows) == right.index[~right].tolist()
    assert not verdict.success and not verdict.error
