"""`docs`: write the reference pages that follow from data."""

from __future__ import annotations

from samlad.intake.refusals import CAUSES
from samlad.params import load_params
from samlad.paths import Folders, write_text
from samlad.reference import Reference, load_reference
from samlad.validation.rules_reference import rules_markdown
from samlad.validation.suites import read_suites


def docs(folders: Folders, year: int) -> None:
    """Write docs/reference/regler.md from the rules in expectations/."""
    page = folders.checkout / "docs" / "reference" / "regler.md"
    write_text(page, rules_page(folders, load_reference(folders, load_params(folders.params, year))))
    print(f"Sidan är skriven: {page}")


def rules_page(folders: Folders, reference: Reference) -> str:
    """The page that lists every rule."""
    refusals = [(cause.message, cause.remedy) for cause in CAUSES.values()]
    return rules_markdown(read_suites(folders.expectations), reference.rules, refusals, reference.words)
