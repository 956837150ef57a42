"""Takes numbers that are too long to be a figure out of what feedback repeats: they may be a personnummer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from samlad.stages import Received

TOO_LONG = 1e9
"""Ten digits: no count of ours comes near, and a personnummer typed as a number has ten or twelve."""


def figures_only(received: Received) -> Received:
    """The same rows, where a number of ten digits or more is unknown; in former files too."""
    return replace(received, tables=_short(received.tables), former=_short(received.former))


def _short(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    made = {}
    for name, frame in tables.items():
        numbers = frame.select_dtypes(include=["Float64"]).columns
        made[name] = frame.assign(**{one: frame[one].mask(frame[one].abs() >= TOO_LONG) for one in numbers})
    return made
