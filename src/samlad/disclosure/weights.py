"""What it costs to hide a row, and how many values a hidden count must have (disclosure.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from samlad.cells import CITY, KIND


@dataclass(frozen=True)
class Weights:
    """Whole numbers from 1; the dearer a row is, the longer it stays.

    Attributes:
        city_total, kind_total, committee_total: rows split neither by sex nor by age.
        city_split: the city by sex or by age.
        other: all others.
    """

    city_total: int = 1
    city_split: int = 1
    kind_total: int = 1
    committee_total: int = 1
    other: int = 1

    def of(self, area: str, *, whole: bool) -> int:
        """The weight of a row of an area; `whole` when it is split by nothing."""
        if area == CITY:
            return self.city_total if whole else self.city_split
        if not whole:
            return self.other
        return self.kind_total if area.startswith(KIND) else self.committee_total


def read_weights(content: Mapping[str, Any], faults: list[str]) -> tuple[int, Weights]:
    """k and the weights; every one must be there, with a reason."""
    given = content.get("protection")
    if not isinstance(given, Mapping) or not str(given.get("reason") or "").strip():
        faults.append("protection ska ha k, weights och ett skäl (reason)")
        return 3, Weights()
    k = given.get("k")
    if not isinstance(k, int) or isinstance(k, bool) or k < 3:
        faults.append("protection.k ska vara ett heltal från 3 och uppåt")
        k = 3
    weights = given.get("weights")
    names = [field.name for field in fields(Weights)]
    if not isinstance(weights, Mapping) or set(weights) != set(names):
        faults.append(f"protection.weights ska ha {', '.join(names)}")
        return k, Weights()
    wrong = [name for name in names if type(weights[name]) is not int or weights[name] < 1]
    faults += [f"protection.weights.{name} ska vara ett heltal från 1 och uppåt" for name in wrong]
    return k, Weights() if wrong else Weights(**weights)
