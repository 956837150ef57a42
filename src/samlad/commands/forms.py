"""`forms`: write the form of every committee for a period."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from samlad.archive import disk_faults_in_words
from samlad.errors import ParamsError
from samlad.intake.forms.issuing import Issuer, received_earlier, received_from_ils
from samlad.intake.forms.texts import load_form_texts
from samlad.params import PLAN, load_params
from samlad.paths import Folders, internal_folder, write_bytes
from samlad.pipeline import ask
from samlad.reference import Reference, load_reference

WHY_FORMS_ARE_INTERNAL = """Den här mappen får inte lämna huset som den är.
Varje formulär rymmer en nämnds egna tidigare utfall och ska bara skickas till den nämnden.
"""


def forms(folders: Folders, year: int, period: str) -> None:
    """Write the forms and say where they are.

    Everything is made before anything is written; a form of a committee that is gone is taken away.

    Raises:
        ParamsError, CatalogueError: exit 10.
        ArchiveError: the output folder can't be written in, or the disk is full (exit 18).
    """
    asked = ask(folders, year, period)
    issuer = Issuer(
        asked.reference,
        asked.params,
        period,
        load_form_texts(folders.reference("form_texts.yaml"), asked.reference.words),
        _previous(folders, year - 1, period),
        received_earlier(folders.incoming, asked.params, period, asked.reference),
        received_from_ils(folders.incoming, asked.params, period, asked.reference),
    )
    made = issuer.files()
    folder = folders.output / "forms" / f"{year}-{period}"
    with disk_faults_in_words(folders.output):
        _write(made, folder)
    print(f"{len(made)} formulär har skrivits till {folder}.")
    print("Skicka varje fil bara till den som den gäller: den rymmer deras egna tidigare utfall.")
    print(f"Lägg svaren i {folders.incoming / str(year) / period} och granska dem med validate.")


def _write(made: Mapping[str, bytes], folder: Path) -> None:
    """Write every form, and only then take away those of committees that are gone."""
    for inside in (folder.parent, folder):
        internal_folder(inside, WHY_FORMS_ARE_INTERNAL)
    for name, content in made.items():
        write_bytes(folder / name, content)
    for path in folder.glob("*.xlsx"):
        if path.name not in made:
            path.unlink()


def _previous(folders: Folders, year: int, period: str) -> Reference | None:
    """Last year's reference data; None where that year has no parameters, or had no plan to compare with."""
    if not (folders.params / f"{year}.yaml").is_file():
        return None
    try:
        params = load_params(folders.params, year)
        if period == PLAN and params.plan is None:
            return None
        return load_reference(folders, params)
    except ParamsError:
        return None
