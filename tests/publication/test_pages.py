"""The published forms as they lie: links, nothing fetched, data as described."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samlad.publication import page_faults


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(
        '<h2 id="här">A</h2><a href="rapport.html#del">B</a><a href="#h%C3%A4r">C</a>'
        '<a href="https://exempel.se/">D</a><a href="data/datapackage.json">E</a>',
        encoding="utf-8",
    )
    (tmp_path / "rapport.html").write_text('<p id="del">F</p>', encoding="utf-8")
    (tmp_path / "disclosure.json").write_text("{}", encoding="utf-8")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    fields = [{"name": "x"}, {"name": "y"}]
    package = {"resources": [{"path": "a.csv", "schema": {"fields": fields}}]}
    (tmp_path / "data" / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return tmp_path


def test_a_whole_report_has_no_faults(site: Path) -> None:
    assert page_faults(site) == ()


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a href="finns-inte.html">', "leder ingenstans"),
        ('<a href="rapport.html#fel">', "leder ingenstans"),
        ('<a href="#fel">', "leder ingenstans"),
        ('<script src="https://exempel.se/x.js"></script>', "script hämtar något"),
        ('<img src="x.png">', "img hämtar något"),
    ],
)
def test_a_link_that_leads_nowhere_and_what_is_fetched_are_faults(site: Path, html: str, said: str) -> None:
    path = site / "index.html"
    path.write_text(path.read_text(encoding="utf-8") + html, encoding="utf-8")
    [fault] = page_faults(site)
    assert said in fault


@pytest.mark.parametrize("name", ["index.html", "rapport.html", "disclosure.json", "data/datapackage.json"])
def test_a_form_that_is_not_there_is_a_fault(site: Path, name: str) -> None:
    (site / name).unlink()
    assert f"{name} saknas" in page_faults(site)


def test_data_are_exactly_the_described(site: Path) -> None:
    (site / "data" / "a.csv").write_text("x,z\n", encoding="utf-8")
    (site / "data" / "b.csv").write_text("x\n", encoding="utf-8")
    assert page_faults(site) == (
        "data/b.csv: filen är inte beskriven", "data/a.csv: kolumnerna är inte de beskrivna",
    )  # fmt: skip
