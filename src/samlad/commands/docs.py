"""`docs`: write the reference pages that follow from data."""

from __future__ import annotations

from samlad.params import load_params
from samlad.paths import Folders, write_text
from samlad.reference import load_reference
from samlad.validation.rules_reference import rules_markdown
from samlad.validation.suites import read_suites


def docs(folders: Folders, year: int) -> None:
    """Write docs/reference/regler.md from the rules in expectations/."""
    reference = load_reference(folders, load_params(folders.params, year))
    page = folders.checkout / "docs" / "reference" / "regler.md"
    write_text(page, rules_markdown(read_suites(folders.expectations), reference.words))
    print(f"Sidan är skriven: {page}")
