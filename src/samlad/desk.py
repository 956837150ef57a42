"""The desk: which folders a command works with, and the arguments that people type, read kindly."""

from __future__ import annotations

import re
from pathlib import Path

from samlad.errors import ParamsError, UsageError
from samlad.files import Faults, read_yaml
from samlad.params import PERIODS, PLAN
from samlad.paths import Folders

KEYS = ("data", "params", "output")
SIGNING = "signing_key"
"""The key that runs are signed with; it lies outside the checkout."""


def read_folders(checkout: Path, data: str = "", params: str = "", output: str = "") -> Folders:
    """The folders of one command: what was typed, else lokalt.yaml, else the checkout's own.

    Args:
        checkout: the folder with tasks.py; relative paths in lokalt.yaml start there.
        data, params, output: as typed, relative to where the user stands; "" where not given.

    Raises:
        ParamsError: lokalt.yaml has an unknown key, or names a data folder that is not there.
    """
    local = _local(checkout)
    typed = {"data": data, "params": params, "output": output}
    chosen = {
        key: _plain(Path(), typed[key]) if typed[key] else _plain(checkout, local.get(key, key))
        for key in KEYS
    }
    for key in ("data", "params"):
        if not chosen[key].is_dir():
            raise ParamsError(
                f"Mappen för {key} finns inte: {typed[key] or local.get(key, key)}.",
                remedy=f"rätta --{key} eller raden {key} i lokalt.yaml.",
            )
    key = local.get(SIGNING, "")
    return Folders(
        checkout=checkout, signing_key=(checkout / Path(key).expanduser()) if key else None, **chosen
    )


def _plain(start: Path, written: str) -> Path:
    """A folder's whole path, as messages say it: no `~` and no `..`."""
    path = (start / Path(written).expanduser()).absolute()
    return path.resolve() if ".." in path.parts else path


def _local(checkout: Path) -> dict[str, str]:
    path = checkout / "lokalt.yaml"
    if not path.exists():
        return {}
    faults = Faults()
    content = read_yaml(path, faults)
    faults.extend(f"{key}: nyckeln är okänd" for key in content if key not in (*KEYS, SIGNING))
    faults.extend(f"{key}: ska vara en mapp" for key in KEYS if not isinstance(content.get(key, ""), str))
    if not isinstance(content.get(SIGNING, ""), str):
        faults.append(f"{SIGNING}: ska vara en fil")
    if faults:
        raise ParamsError(
            f"lokalt.yaml har {len(faults)} fel.",
            details=faults,
            remedy="filen får ha raderna data, params och output, var och en med en mapp, och signing_key.",
        )
    return content


def read_year(text: str) -> int:
    """The year that was typed.

    Raises:
        UsageError: nothing was typed, or it is not a year.
    """
    if not text:
        raise UsageError("Kommandot behöver ett år.", remedy="lägg till --year, till exempel --year 2024.")
    if not re.fullmatch(r"20\d\d", text):
        raise UsageError(
            f"«{text}» är inte ett år.", remedy="skriv året med fyra siffror, till exempel 2024."
        )
    return int(text)


def read_period(text: str) -> str:
    """The period that was typed, in the letters that code lists use.

    Raises:
        UsageError: it is not a period.
    """
    if text.upper() not in (PLAN, *PERIODS):
        raise UsageError(f"«{text}» är inte en period.", remedy="välj VP, T1, T2 eller VB.")
    return text.upper()
