"""A desk to try things on: the checkout's code with the training data, whole or only what a few have sent.

Used by the scripts that run the report many times over.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
PARTS = ("src", "notebooks", "expectations", "params", "tasks.py", "requirements.lock")
FEW = ("ovning_farsta.xlsx", "ovning_ils_1.txt", "ovning_socialnamnden.xlsx")
"""Two committees' workbooks, and what others have entered in the planning system."""
FULL_YEAR, SMALL_YEAR = "2024", "2021"
"""The small desk reports the first year of the programme, so that no earlier year is read."""


def lay(desk: Path, *, small: bool, sections: Sequence[str] = ()) -> str:
    """Lay out a desk in a folder that is not there; gives the year to report.

    Args:
        small: three received files instead of several years of everyone's.
        sections: the chapters of the small report; all that the params have when empty. The other has all.
    """
    desk.mkdir(parents=True)
    for part in PARTS:
        source = CHECKOUT / part
        if source.is_dir():
            shutil.copytree(source, desk / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, desk / part)
    shutil.copytree(CHECKOUT / "data", desk / "data", ignore=shutil.ignore_patterns("2025", "T2"))
    if not small:
        return FULL_YEAR
    incoming = desk / "data" / "incoming"
    for year in incoming.iterdir():
        if year.name != SMALL_YEAR:
            shutil.rmtree(year)
    for path in (incoming / SMALL_YEAR / "VB").iterdir():
        if path.name not in FEW:
            path.unlink()
    if sections:
        _only(desk / "params" / f"{SMALL_YEAR}.yaml", sections)
    return SMALL_YEAR


def _only(params: Path, sections: Sequence[str]) -> None:
    listed = "sections:\n" + "".join(f'  - "{name}"\n' for name in sections)
    text = params.read_text(encoding="utf-8")
    params.write_text(re.sub(r"^sections:\n(?:  - .*\n)+", listed, text, flags=re.M), encoding="utf-8")
