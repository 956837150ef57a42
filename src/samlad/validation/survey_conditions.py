"""Conditions on the rows of a survey: what is said of a question, and that its distribution adds up.

They take columns by name as in `group_conditions`, and say per row whether it is right.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from samlad.validation.row_conditions import SLACK, Bools

HALF_A_PERCENT = 0.5
"""What a share in whole per cent may be off by; so may the sum, once for each alternative."""


def expect_question_told_alike(columns: pd.DataFrame) -> Bools:
    """Columns agrees, own_id: the rows of a question say the same of it, or nothing."""
    return columns["agrees"] == "ja"


def expect_distribution_to_add_up(columns: pd.DataFrame, *, yes: Sequence[str], percent_max: float) -> Bools:
    """Columns keys…, whole, multiple_of_all, answers_of_all, chosen, share: a whole distribution adds up.

    Counts add up to the answers, shares to 100 within what rounding explains. Where several alternatives
    may be chosen, none is chosen by more than have answered. A distribution that is not whole is not added.
    """
    keys = [columns[name] for name in columns.columns[:-5]]
    whole, several = columns["whole"] == "ja", columns["multiple_of_all"].isin(list(yes))
    answers, chosen, share = (columns[name] for name in ("answers_of_all", "chosen", "share"))
    counted = chosen.notna() & whole
    # Where there are counts, a share is held against its own.
    shared = share.notna() & whole & ~chosen.notna().groupby(keys, dropna=False).transform("any")
    total = chosen.groupby(keys, dropna=False).transform("sum")
    percent = share.groupby(keys, dropna=False).transform("sum")
    slack = HALF_A_PERCENT * share.notna().groupby(keys, dropna=False).transform("sum") + SLACK
    wrong_sum = counted & (total != answers) & answers.notna()
    wrong_sum |= shared & ((percent - percent_max).abs() > slack)
    too_many = (chosen > answers) | (share > percent_max + SLACK)
    return ~(too_many | (wrong_sum & ~several))


def expect_share_of_answers(columns: pd.DataFrame, *, percent_max: float) -> Bools:
    """Columns answers_of_all, chosen, share: a share that stands beside its count is the count's."""
    answers, chosen, share = (columns[name] for name in ("answers_of_all", "chosen", "share"))
    computed = percent_max * chosen / answers.where(answers > 0)
    return ~((share - computed).abs() > HALF_A_PERCENT + SLACK)
