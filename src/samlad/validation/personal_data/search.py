"""Which kinds of personal data a text holds; public contacts are not personal data."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from unicodedata import normalize

from samlad.validation.personal_data.identity_numbers import has_identity_number
from samlad.validation.personal_data.other_kinds import addresses, cases, emails, phones
from samlad.validation.personal_data.plain import plain

CRITICAL = "identity"
_OTHERS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "phone": phones,
    "email": emails,
    "address": addresses,
    "case": cases,
}
KINDS = (CRITICAL, *_OTHERS)
"""Personnummer or samordningsnummer, then the kinds that are warnings."""
NOTHING: frozenset[str] = frozenset()
WORTH_SEARCHING = re.compile(r"[\d@(\[]")
"""Without a digit of any script, an at-sign or a bracket around one, a text holds none of the kinds."""


@dataclass(frozen=True)
class Search:
    """Searches texts, and remembers their kinds (not the places: texts are said again and again).

    Attributes:
        contacts: public contacts, as data/kontakter.csv writes them.
    """

    contacts: Collection[str] = ()
    _known: dict[tuple[str, date], frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    def kinds(self, text: str, period_end: date) -> frozenset[str]:
        """The kinds (`KINDS`) that stand in a text about a period."""
        key = (text, period_end)
        if key not in self._known:
            # Normalised first, as `plain` does: a circled digit is a digit to a reader.
            worth = WORTH_SEARCHING.search(normalize("NFKC", text))
            self._known[key] = self._search(plain(text), period_end) if worth else NOTHING
        return self._known[key]

    def _search(self, text: str, period_end: date) -> frozenset[str]:
        public = {_bare(contact) for contact in self.contacts}
        found = {
            kind for kind, finder in _OTHERS.items() if any(_bare(hit) not in public for hit in finder(text))
        }
        if has_identity_number(text, period_end):
            found.add(CRITICAL)
            # Parts of a number look like numbers of other kinds; the gravest is enough.
            found.discard("phone")
        return frozenset(found)


def _bare(contact: str) -> str:
    """A contact without its spaces and dashes, and without country code, to be compared."""
    letters = "".join(letter for letter in plain(contact).casefold() if letter.isalnum() or letter == "@")
    return "0" + letters[2:].removeprefix("0") if letters.startswith("46") else letters
