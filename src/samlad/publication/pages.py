"""The published forms as they lie: every link leads somewhere, nothing is fetched, data are as described."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FETCHING = {"script", "img", "link", "iframe", "object", "embed", "source", "video", "audio"}
MUST = ("index.html", "rapport.html", "disclosure.json", "data/datapackage.json")


class _Page(HTMLParser):
    """Names and links of one page, and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.names.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in FETCHING and any(given.get(name) for name in ("src", "href", "data", "srcset")):
            self.fetched.append(tag)


def page_faults(folder: Path) -> tuple[str, ...]:
    """What is wrong with the forms of a report, a line each; none when they may go out.

    Args:
        folder: the rendered report.
    """
    gone = [f"{name} saknas" for name in MUST if not (folder / name).is_file()]
    return (*gone, *_links(folder), *_data(folder / "data"))


def _links(folder: Path) -> Iterator[str]:
    pages = {path.name: _read(path) for path in sorted(folder.glob("*.html"))}
    for name, page in pages.items():
        yield from (f"{name}: elementet {tag} hämtar något" for tag in page.fetched)
        for link in dict.fromkeys(page.links):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = unquote(parts.path) or name
            names = pages[target].names if target in pages else {unquote(parts.fragment)}
            if not (folder / target).is_file() or (parts.fragment and unquote(parts.fragment) not in names):
                yield f"{name}: länken {link} leder ingenstans"


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def _data(folder: Path) -> Iterator[str]:
    """Every table of the package is there with the columns that it describes, and no other table is."""
    package = folder / "datapackage.json"
    if not package.is_file():
        return
    described = {one["path"]: one for one in json.loads(package.read_text(encoding="utf-8"))["resources"]}
    there = {path.name for path in folder.glob("*.csv")}
    yield from (f"data/{name}: filen saknas" for name in sorted(described.keys() - there))
    yield from (f"data/{name}: filen är inte beskriven" for name in sorted(there - described.keys()))
    for name in sorted(described.keys() & there):
        with (folder / name).open(encoding="utf-8", newline="") as stream:
            header = next(csv.reader(stream), [])
        if header != [field["name"] for field in described[name]["schema"]["fields"]]:
            yield f"data/{name}: kolumnerna är inte de beskrivna"
