"""What every page of a report has around its text, read from the released tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samlad import swedish
from samlad.stages import Released


@dataclass(frozen=True)
class Frame:
    """Words and facts of the run that pages name; no clock, path, host or run number among them.

    Attributes:
        words: the reader's words (words.json).
        run: facts of the run (run.json).
        mark: the synthetic mark, or "" for real data.
    """

    words: Mapping[str, str]
    run: Mapping[str, Any]

    @property
    def mark(self) -> str:
        """The words on top of each page of training data."""
        return self.words["synthetic_mark"] if self.run["synthetic"] else ""

    @property
    def title(self) -> str:
        """The report's title."""
        return str(self.run["title"])

    def word(self, key: str) -> str:
        """One of the reader's words, with what it asks for filled in from the run."""
        facts = {
            "year": self.run["year"],
            "period_label": self.run["period_label"],
            "date": swedish.day(str(self.run["report_date"])),
            "dnr": self.run["dnr"],
            "title": self.run["title"],
            "fingerprint": self.run["fingerprint"],
        }
        return self.words[key].format(**facts)

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Date and case number, with their labels."""
        date = swedish.day(str(self.run["report_date"]))
        return (
            (self.word("report_date_label"), date),
            (self.word("report_dnr_label"), str(self.run["dnr"])),
        )


def read_frame(released: Released) -> Frame:
    """The frame of the pages of a run."""
    words, run = (
        json.loads((released.folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("words", "run")
    )
    return Frame({key: str(value) for key, value in words.items()}, run)
