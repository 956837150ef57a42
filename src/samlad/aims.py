"""Whether a value reaches an aim, as both are printed."""

from __future__ import annotations

from samlad.swedish import rounded

REACHED, NOT_REACHED, NOT_MEASURED, UNDECIDED = "nar", "nar_inte", "ej_matt", "ej_bestamd"


def outcome(value: float | None, target: float, direction: str) -> str:
    """nar, nar_inte, ej_matt, or ej_bestamd where nothing says which way is better.

    Both are compared as they are printed, with one decimal: 79,96 is printed as 80,0 and reaches 80.
    """
    if value is None:
        return NOT_MEASURED
    if direction not in ("hogre", "lagre"):
        return UNDECIDED
    there, wanted = rounded(value), rounded(target)
    reached = there >= wanted if direction == "hogre" else there <= wanted
    return REACHED if reached else NOT_REACHED
