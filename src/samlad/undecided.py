"""What a params file says is still to be decided: marked so that it can be read before all of it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

UNDECIDED = "att besluta"
"""What stands in the place of a value that somebody has to decide."""
Content = dict[str, Any]


def set_aside(content: Content) -> tuple[Content, dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Take out what can wait: a period that nobody asks for yet, and a day of destruction.

    Returns:
        The content without them; the keys that each such period lacks; and the places that cannot wait.
        Where no period is left all of them are such places.
    """
    periods = content.get("periods")
    waiting = {
        name: tuple(key for key, value in given.items() if value == UNDECIDED)
        for name, given in (periods.items() if isinstance(periods, Mapping) else ())
        if isinstance(given, Mapping) and UNDECIDED in given.values()
    }
    if isinstance(periods, Mapping) and waiting.keys() != periods.keys():
        content = {**content, "periods": {key: one for key, one in periods.items() if key not in waiting}}
    else:
        waiting = {}
    kept = content.get("retention")
    if isinstance(kept, Mapping) and UNDECIDED in kept.values():
        decided = {key: value for key, value in kept.items() if value != UNDECIDED}
        content = {key: value for key, value in content.items() if key != "retention"}
        content |= {"retention": decided} if "decision" in decided else {}
    return content, waiting, tuple(undecided_places(content))


def undecided_places(content: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """The places of a params file that are still to be decided, as `periods.T1.dnr`."""
    for key, value in content.items():
        if isinstance(value, Mapping):
            yield from undecided_places(value, f"{before}{key}.")
        elif value == UNDECIDED:
            yield f"{before}{key}"
