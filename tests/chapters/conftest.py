"""Small released folders made by hand, about a city that is not: other words, units and questions."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from samlad.chapters import Chapter, open_chapter
from samlad.paths import write_text

from .another_city import FORBIDDEN
from .full_material import full
from .plain_material import plain
from .released_material import Material


@pytest.fixture
def material() -> Material:
    return full()


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Chapter]:
    """Write a folder and open a chapter on it, from the folder above as a notebook does."""
    monkeypatch.chdir(tmp_path)

    def open_on(made: Material, subject: str = "") -> Chapter:
        made.write(tmp_path / "released")
        run = made.documents["run"]
        return open_chapter(run["year"], run["period"], subject, "released")

    return open_on


@pytest.fixture
def plain_material() -> Material:
    return plain()


@pytest.fixture(scope="session")
def forbidden_words() -> tuple[str, ...]:
    return FORBIDDEN


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare with a file in git; with SAMLAD_GOLDEN=write it is written anew, to be read as a diff."""

    def compare(name: str, content: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if os.environ.get("SAMLAD_GOLDEN") == "write":
            write_text(path, f"{content}\n")
        assert path.read_text(encoding="utf-8") == f"{content}\n"

    return compare
