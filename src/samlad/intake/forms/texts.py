"""The words of the issued form, read from data/form_texts.yaml and filled with the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samlad.errors import CatalogueError
from samlad.files import Faults, read_yaml


@dataclass(frozen=True)
class FormTexts:
    """Texts by dotted name; braces are filled with words.yaml and what the caller knows.

    Attributes:
        content: form_texts.yaml as read.
        words: what braces may name.
    """

    content: Mapping[str, Any]
    words: Mapping[str, Any]

    def with_words(self, **words: Any) -> FormTexts:
        """The same texts with more to fill in."""
        return FormTexts(self.content, {**self.words, **words})

    def in_period(self, period: str) -> FormTexts:
        """The texts of a period's form: what stands under the period's own code comes before the rest."""
        own = self.content.get(period)
        return FormTexts(_over(self.content, own), self.words) if isinstance(own, Mapping) else self

    def get(self, name: str, **words: Any) -> str:
        """A text, such as `first.title`.

        Raises:
            CatalogueError: there is none of that name, or it names a word that is not there.
        """
        return self._filled(name, self._at(name), words)

    def lines(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self._at(name)
        return tuple(self._filled(name, text, {}) for text in (found if isinstance(found, list) else []))

    def names(self, name: str) -> tuple[str, ...]:
        """A list of names of ours, as they stand."""
        found = self._at(name)
        return tuple(str(one) for one in found) if isinstance(found, list) else ()

    def changes(self, year: int) -> tuple[str, ...]:
        """What has changed in sheets and headings since the year before."""
        rows = self.content.get("changes") or []
        return tuple(self._filled("changes", row["text"], {}) for row in rows if int(row["year"]) == year)

    def _at(self, name: str) -> Any:
        found: Any = self.content
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        if found is None:
            raise CatalogueError(f"form_texts.yaml saknar «{name}».", remedy="skriv in texten och kör igen.")
        return found

    def _filled(self, name: str, text: Any, words: Mapping[str, Any]) -> str:
        try:
            filled = str(text).format_map({**self.words, **words})
        except (KeyError, ValueError, IndexError):
            raise CatalogueError(
                f"form_texts.yaml, «{name}»: ett ord inom klammer finns inte.",
                remedy="använd ord som finns i words.yaml.",
            ) from None
        # A sentence may begin with a word of words.yaml, which stands there in lower case.
        return filled[:1].upper() + filled[1:]


def _over(content: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The content with what is its own in place of the same name, level by level."""
    mixed = dict(content)
    for key, value in own.items():
        beneath = mixed.get(key)
        both = isinstance(value, Mapping) and isinstance(beneath, Mapping)
        mixed[key] = _over(beneath, value) if both and isinstance(beneath, Mapping) else value
    return mixed


def load_form_texts(path: Path, words: Mapping[str, Any]) -> FormTexts:
    """Read the texts.

    Raises:
        CatalogueError: the file is missing or cannot be read.
    """
    faults = Faults()
    content = read_yaml(path, faults)
    if faults:
        raise CatalogueError("Formulärets texter går inte att läsa.", details=faults, remedy="rätta filen.")
    return FormTexts(content, words)
