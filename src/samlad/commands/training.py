"""`training-data`: write the synthetic material again, or a whole made-up country beside the checkout."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from samlad.errors import UsageError
from samlad.params import load_params
from samlad.paths import TRAINING_PREFIX, Folders
from samlad.reference import load_reference
from samlad.training import generate
from samlad.training.country import MARK, write_country

MOST_MUNICIPALITIES = 999
"""Their numbers have three digits; the largest country there is to compare with has 290."""

COUNTRY_PERIODS = ((2024, "VB"),)


def training_data(folders: Folders) -> None:
    """Write the training files into the data folder's incoming/ and say how many they are."""
    reference = load_reference(folders, load_params(folders.params, _last_year(folders)))
    others = sorted(
        path.name
        for path in folders.incoming.rglob("*")
        if path.is_file() and not path.name.startswith((TRAINING_PREFIX, "."))
    )
    if others:
        raise UsageError(
            f"Mappen {folders.incoming} innehåller annat än övningsdata, så inget har skrivits.",
            details=others[:10],
            remedy="övningsdata hör hemma i checkoutens egen data-mapp.",
        )
    written = generate(reference, folders.incoming)
    print(f"{len(written)} övningsfiler har skrivits till {folders.incoming}. De är påhittade.")


def training_country(folders: Folders, municipalities: str, target: Path | None) -> None:
    """Write a year of a made-up country of municipalities into a folder of its own.

    Args:
        folders: the checkout's own.
        municipalities: how many, as typed.
        target: the data folder to make; one that was made here before is made again.

    Raises:
        UsageError: no number, no folder, a folder within the checkout, or one that holds something else.
    """
    count = _count(municipalities)
    folder = _free(folders, target)
    year = COUNTRY_PERIODS[0][0]
    write_country(folders, load_reference(folders, load_params(folders.params, year)), count, folder)
    made = replace(folders, data=folder)
    reference = load_reference(made, load_params(made.params, year))
    written = generate(reference, made.incoming, COUNTRY_PERIODS)
    print(
        f"{len(written)} övningsfiler från {count} påhittade kommuner har skrivits till {made.incoming}.\n"
        f"Pröva dem med ./inv validate --year {year} --period VB --data {folder} --output MAPP."
    )


def _last_year(folders: Folders) -> int:
    return max(int(path.stem) for path in folders.params.glob("[0-9][0-9][0-9][0-9].yaml"))


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and int(text)):
        raise UsageError(
            f"«{text}» är inte ett antal kommuner.",
            remedy=f"skriv ett heltal från 1 till {MOST_MUNICIPALITIES}, till exempel --municipalities 290.",
        )
    return int(text)


def _free(folders: Folders, target: Path | None) -> Path:
    if target is None:
        raise UsageError(
            "Ett påhittat land skrivs bara i en mapp som du anger.",
            remedy="lägg till --data MAPP, en tom mapp utanför checkouten.",
        )
    if target.resolve().is_relative_to(folders.checkout.resolve()):
        raise UsageError(
            f"Mappen {target} ligger i checkouten, där landet inte hör hemma.",
            remedy="ange en mapp utanför checkouten.",
        )
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / MARK).exists())):
        raise UsageError(
            f"Mappen {target} innehåller redan något annat, så inget har skrivits.",
            remedy="ange en tom mapp.",
        )
    return target
