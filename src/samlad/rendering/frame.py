"""What every page of a report has around its text, read from the released tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samlad import swedish
from samlad.edition import Edition
from samlad.stages import Released


@dataclass(frozen=True)
class Frame:
    """Words and facts of the run that pages name; no clock, path, host or run number among them.

    Attributes:
        words: the reader's words (words.json).
        run: facts of the run (run.json).
        edition: which edition it is; None for a draft.
    """

    words: Mapping[str, str]
    run: Mapping[str, Any]
    edition: Edition | None = None

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
        if self.edition is not None:
            facts |= {
                "edition_number": self.edition.number,
                "edition_date": swedish.day(self.edition.approved_on),
                "edition_approver": self.edition.approved_by,
                "edition_dnr": self.edition.dnr,
            }
        return self.words[key].format(**facts)

    @property
    def status(self) -> str:
        """Whether it is a draft, or which edition: on top of each page."""
        return self.word("edition_mark" if self.edition else "draft_mark")

    @property
    def about_edition(self) -> tuple[str, ...]:
        """What the first page and the quality chapter say of the edition, a sentence each."""
        if self.edition is None:
            return ()
        before = self.edition.replaces
        if before is None:
            return (self.word("edition_text"),)
        changes = ", ".join(
            f"{self.word(f'edition_change_{name}')} ({count})" for name, count in self.edition.counts.items()
        )
        replaced = swedish.day(before["approved_on"])
        return (
            self.word("edition_text"),
            self.words["edition_replaces"].format(date=replaced),
            self.words["edition_reason"].format(reason=_as_sentence(self.edition.reason)),
            self.words["edition_changes"].format(changes=changes)
            if changes
            else self.word("edition_unchanged"),
        )

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Date and case number, with their labels."""
        date = swedish.day(str(self.run["report_date"]))
        return (
            (self.word("report_date_label"), date),
            (self.word("report_dnr_label"), str(self.run["dnr"])),
        )


def _as_sentence(text: str) -> str:
    """Text with a full stop after it, unless it ends in a sign of its own."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def read_frame(released: Released, edition: Edition | None = None) -> Frame:
    """The frame of the pages of a run."""
    words, run = (
        json.loads((released.folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("words", "run")
    )
    return Frame({key: str(value) for key, value in words.items()}, run, edition)
