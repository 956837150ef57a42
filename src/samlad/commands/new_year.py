"""`nytt-ar`: make a new year of last year's, and say what must be decided before it can be used."""

from __future__ import annotations

from collections.abc import Iterator

from samlad.errors import ParamsError, UsageError
from samlad.new_year import NewYear, make_year, to_decide
from samlad.paths import Folders


def new_year(folders: Folders, year: int) -> None:
    """Make what the year lacks, never writing over anything, and list what people must decide.

    Raises:
        UsageError: the folders are the checkout's own.
        ParamsError, CatalogueError: last year is missing, or something of it is not right (exit 10).
    """
    checkout = folders.checkout.resolve()
    if any(one.resolve().is_relative_to(checkout) for one in (folders.data, folders.params)):
        raise UsageError(
            "Ett nytt år läggs inte upp i checkouten: där finns bara övningsdata.",
            remedy="peka ut egna mappar i lokalt.yaml, eller med --data och --params.",
        )
    try:
        made = make_year(folders, year)
    except OSError as error:
        raise ParamsError(
            f"Allt för {year} gick inte att skriva i mapparna för data och params.",
            remedy="se till att disken inte är full och att mapparna inte är skrivskyddade, och kör samma "
            "kommando igen: det gör det som fattas.",
        ) from error
    print("\n".join(_said(folders, made)))


def _said(folders: Folders, new: NewYear) -> Iterator[str]:
    if new.made:
        yield f"{new.year} är upplagt efter {new.year - 1}. Det här är nytt:"
        yield from (f"  {name}" for name in new.made)
    else:
        yield f"{new.year} är redan upplagt. Ingenting har ändrats."
    yield f"Att besluta eller kontrollera för {new.year}:"
    for heading, lines in to_decide(new):
        yield f"{heading}:"
        yield from (f"  - {line}" for line in lines)
    params = folders.params / f"{new.year}.yaml"
    yield f"Skriv det i {params} och i referensdata. Listan skrivs ut igen med samma kommando."
