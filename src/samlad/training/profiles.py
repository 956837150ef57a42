"""What training figures look like for each indicator: made-up sizes, levels and trends, no real outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samlad.catalogue import Indicator

FIRST_YEAR = 2021


@dataclass(frozen=True)
class Profile:
    """How an indicator's figures are made up.

    Attributes:
        low, high: between these lies a committee's denominator, or its count, in the first year.
        start: the share in the first year, 0–1.
        trend: added to the share each year.
        women: women's part of the persons, 0–1.
        ages: weight of each age band that can occur.
        kf_target: an årsmål in percent that KF sets for all, raised by one each year; None where the
            committees set their own.
    """

    low: int
    high: int
    start: float
    trend: float
    women: float = 0.5
    ages: Mapping[str, int] = field(default_factory=lambda: {"18-25": 2, "26-64": 7, "65-": 1})
    kf_target: int | None = None


PROFILES: Mapping[str, Profile] = {
    "1.I1": Profile(1150, 1150, 0.62, 0.04, 0.46, {"18-25": 30, "26-64": 64, "65-": 6}, kf_target=75),
    "1.I2": Profile(142, 142, 0.44, 0.06, kf_target=60),
    "2.I1": Profile(3, 16, 0.52, 0.04),
    "2.I2": Profile(34, 88, 0, 0.05, 0.14, {"18-25": 18, "26-64": 74, "65-": 7}),
    "3.I1": Profile(9, 24, 0.48, 0.06, kf_target=65),
    "3.I2": Profile(18, 55, 0.35, 0.09),
    "4.I1": Profile(1, 1, 0.5, 0.1),
    "4.I2": Profile(22, 48, 0.4, 0.07),
    "5.I1": Profile(64, 150, 0.58, 0.03, 0.87, {"18-25": 20, "26-64": 74, "65-": 5}),
    "5.I2": Profile(214, 214, 0, 0.03, 0.63, {"0-12": 2, "13-17": 62, "18-25": 36}),
    "6.I1": Profile(14, 60, 0.5, 0.07, kf_target=60),
    "6.I2": Profile(14, 60, 0.42, 0.07),
    "7.I1": Profile(1, 1, 0.6, 0.08),
}

_PLAIN = Profile(20, 80, 0.5, 0.05)


def profile(indicator: Indicator) -> Profile:
    """The profile of an indicator; a plain one where the table has none."""
    return PROFILES.get(indicator.indicator_id, _PLAIN)
