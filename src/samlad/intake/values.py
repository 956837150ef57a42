"""Reads single cells into what the frames hold: texts, codes, numbers with marks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from samlad.catalogue import KINDS, IlsMatt
from samlad.codelists import Codelist, Codelists, normal
from samlad.intake.cells import Cell, as_text
from samlad.intake.numbers import Number, read_number, symbol_marks, text_mark
from samlad.reference import Reference

YES = "ja"
NO = "nej"
_COUNTS = ("numerator", "denominator", "answers", "chosen")


@dataclass(frozen=True)
class Values:
    """Reads cells with the catalogue and code lists of one run."""

    reference: Reference

    @cached_property
    def _marks(self) -> dict[str, str]:
        return dict(symbol_marks(self.codelists["symbols"]))

    @cached_property
    def _ids(self) -> dict[str, str]:
        programme = self.reference.programme
        return {item_id.casefold(): item_id for item_id in (*programme.indicators, *programme.activities)}

    @property
    def codelists(self) -> Codelists:
        """The code lists of the run."""
        return self.reference.codelists

    def code(self, text: str, name: str) -> str:
        """The code that a text means, else the text as written."""
        codelist: Codelist = self.codelists[name]
        return codelist.find(text) or text if text else ""

    def choice(self, cell: Cell, name: str) -> tuple[str, str]:
        """What a cell of choices holds, as `code` gives it, and why there is nothing: see `text_mark`."""
        mark = text_mark(cell)
        return ("" if mark else self.code(as_text(cell), name)), mark

    def item_id(self, text: str) -> str:
        """An id of the catalogue in its own spelling, else the text as written."""
        return self._ids.get(text.casefold(), text)

    @cached_property
    def _matt(self) -> dict[str, IlsMatt]:
        return {normal(matt.matt): matt for matt in self.reference.programme.ils_matt}

    def matt(self, name: str) -> IlsMatt | None:
        """What a mått name, or its code and column's code with / between, means in the catalogue, or None."""
        return self._matt.get(normal(name))

    def kind(self, text: str) -> str:
        """The kind of an own indicator: one of the catalogue's kinds, else the text as written."""
        plain = normal(text).replace("/", "_")
        return plain if plain in KINDS else text

    def kind_of(self, item_id: str) -> str:
        """The kind of an indicator in the catalogue; "" when it is not there."""
        indicator = self.reference.programme.indicators.get(item_id)
        return indicator.kind if indicator else ""

    def number(self, cell: Cell, field: str, kind: str) -> Number:
        """A number of an indicator of a kind; yes and no are 1 and 0 where the answer is one of them."""
        is_part = field in _COUNTS
        if kind == "ja_nej" and not is_part:
            if cell.kind == "bool":
                return Number(cell.number)
            answer = self.codelists["yes_no"].find(as_text(cell)) if cell.kind == "text" else None
            if answer in (YES, NO):
                return Number(float(answer == YES))
        # Percent has no meaning for a count, nor for the parts of a share.
        percent = not is_part and kind in ("andel", "")
        return read_number(cell, self._marks, percent=percent)

    def committee_id(self, text: str) -> str:
        """The committee that a name means, whether or not it exists on the day; "" when unknown.

        That it exists is a rule of the gate, which can then say who it is that does not. A genitive -s at the
        end means the name without it.
        """
        find = self.reference.organisation.find
        plain = normal(text)
        return find(plain) or (plain.endswith("s") and find(plain[:-1])) or ""
