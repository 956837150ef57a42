"""Reads our documentation as data, so that it can be held to the code."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]

Table = list[list[str]]
ReadTables = Callable[[str], dict[str, list[Table]]]


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture(scope="session")
def documents() -> dict[str, str]:
    """Text of README, GLOSSARY and every page under docs/ and examples/, by name from the checkout."""
    paths = [CHECKOUT / "README.md", CHECKOUT / "GLOSSARY.md"]
    paths += [path for folder in ("docs", "examples") for path in sorted((CHECKOUT / folder).rglob("*.md"))]
    return {path.relative_to(CHECKOUT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@pytest.fixture(scope="session")
def read_tables(documents: dict[str, str]) -> ReadTables:
    """A page's tables by the heading above them: rows of cells, the heading row left out."""

    def read(name: str) -> dict[str, list[Table]]:
        found: dict[str, list[Table]] = {}
        heading, rows = "", None
        for line in documents[name].splitlines():
            if line.startswith("#"):
                heading = line.lstrip("# ").replace("`", "")
            if not line.startswith("|"):
                rows = None
            elif rows is None:
                rows = []
                found.setdefault(heading, []).append(rows)
            elif not re.fullmatch(r"[|:\- ]+", line):
                rows.append([cell.strip() for cell in line.strip("|").split(" | ")])
        return found

    return read
