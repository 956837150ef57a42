"""A desk that little has come in to: what a few have sent for one year, in every form, in a few chapters.

For tests of what is the same whatever the report holds. Its report takes a third of the whole one's time.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

FILES = (
    "ovning_farsta.xlsx", "ovning_norra-innerstaden.xlsx", "ovning_familjebostader_*.csv", "ovning_ils_1.txt",
)  # fmt: skip
SECTIONS = ("sammanfattning", "mal", "kvalitet")


def make_small(data: Path, params: Path) -> None:
    """Take away all but `FILES` and `SECTIONS` from a copy of the training year, and what is before it."""
    only_one_year(data, params)
    for path in (data / "incoming" / "2024" / "VB").iterdir():
        if not any(path.match(name) for name in FILES):
            path.unlink()
    path = params / "2024.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^sections:\n(?:  - .*\n)+", f"sections: [{', '.join(SECTIONS)}]\n", text, flags=re.M)
    path.write_text(text, encoding="utf-8")


def only_one_year(data: Path, params: Path) -> None:
    """Take away what has come in for other years, for tertials and as plans."""
    incoming = data / "incoming"
    for folder in [*incoming.iterdir(), *(incoming / "2024").iterdir()]:
        if folder.name not in ("2024", "VB"):
            shutil.rmtree(folder)
    # What the texts refer to is not there any more.
    for path in (data / "analysis" / "2024").glob("*.md"):
        path.write_text(re.sub(r"\{\d.*?\}", "…", path.read_text(encoding="utf-8")), encoding="utf-8")
    path = params / "2024.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^plan:.*\n", "", text, flags=re.M)
    path.write_text(text.replace("series_from: 2021", "series_from: 2024"), encoding="utf-8")
