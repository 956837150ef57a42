"""The gallringsprotokoll: what was destroyed, when and by which decision, as HTML and JSON, without values.

It says of every folder how many files and bytes went and their hashes, never a received file's name: the
folder that it lies in is internal and is never destroyed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from samlad.errors import ArchiveError
from samlad.internal_page import FOOT, page_head
from samlad.paths import internal_folder, write_text
from samlad.swedish import day, number

FORMAT_VERSION = 1
FOLDER = "gallring"
BEGUN, DONE, STOPPED = "påbörjad", "avslutad", "avbruten"
WHY_INTERNAL = """Den här mappen får inte lämna huset.
Den säger vad som har gallrats, med filernas hashar. En hash kan röja vad som stod i en fil.
Protokollen bevaras.
"""
ANSWERS = {
    DONE: "Gallringen är gjord.",
    STOPPED: "Gallringen avbröts. Här står vad som hann tas bort; resten står i ett senare protokoll.",
}
PAGE = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
BODY = """<dl>
<dt>Vad</dt><dd>{{ p.subject }}</dd>
<dt>Beslut</dt><dd>{{ p.decision }}</dd>
<dt>Dag</dt><dd>{{ day }}</dd>
<dt>Omfattning</dt><dd>{{ scope }}</dd>
</dl>
{{ table("gallrat", "Gallrat", ["Plats", "Slag", "Filer", "Storlek"], removed) }}
{% if kept %}
{{ table("bevarat", "Bevarat", ["Plats", "Varför"], kept) }}
{% endif %}
<p>Filernas hashar (SHA-256) står i JSON-filen bredvid.
Säkerhetskopior gallras av den som sköter dem.</p>
<p>Gallringen utfördes av: ________________________________</p>
"""


@dataclass(frozen=True)
class Removed:
    """What went from one place: its kind in words, how many files and bytes, and their sha256, sorted."""

    name: str
    kind: str
    files: int
    size: int
    sha256: tuple[str, ...]


@dataclass(frozen=True)
class Protocol:
    """One destruction.

    Attributes:
        subject: what was gone through, in words.
        state: `påbörjad` before anything goes, `avslutad` when all of it is gone, or `avbruten`.
        kept: place and reason of what was looked at and stays.
        mark: what says that the data are training data; "" where they are not.
    """

    subject: str
    decision: str
    day: str
    state: str
    removed: tuple[Removed, ...]
    kept: tuple[tuple[str, str], ...] = ()
    mark: str = ""


def store(output: Path, name: str, protocol: Protocol) -> Path:
    """Write a protocol as JSON and, when it has ended, as a page in `output/gallring/`; gives the page.

    The same name is written again only to say how the same destruction ended.
    """
    folder = internal_folder(output / FOLDER, WHY_INTERNAL)
    page = folder / f"{name}.html"
    # A destruction that has begun has no page; and the JSON comes last, so that as long as it says that there
    # is more to do the next command writes both.
    if protocol.state != BEGUN:
        write_text(page, _page(protocol))
    content = {"format_version": FORMAT_VERSION, **asdict(protocol)}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_text(folder / f"{name}.json", text)
    return page


def free_name(output: Path, begins: str) -> str:
    """A name that no protocol has: `<begins>-01` and so on."""
    taken = {path.stem for path in (output / FOLDER).glob(f"{begins}-*")}
    return next(name for number in range(1, 1000) if (name := f"{begins}-{number:02d}") not in taken)


def unfinished(output: Path, begins: str) -> list[tuple[str, Protocol]]:
    """Protocols of destructions that were stopped in the middle, by name.

    Raises:
        ArchiveError: one of them cannot be read.
    """
    found = []
    for path in sorted((output / FOLDER).glob(f"{begins}-*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            del content["format_version"]
            removed = tuple(Removed(**{**one, "sha256": tuple(one["sha256"])}) for one in content["removed"])
            kept = tuple((name, why) for name, why in content["kept"])
            protocol = Protocol(**{**content, "removed": removed, "kept": kept})
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise ArchiveError(
                f"Gallringsprotokollet {path.name} går inte att läsa. Ingenting har tagits bort.",
                remedy="ta tillbaka det ur säkerhetskopian och kör kommandot igen.",
            ) from error
        if protocol.state == BEGUN:
            found.append((path.stem, protocol))
    return found


def ended(protocol: Protocol, left: Sequence[Removed]) -> Protocol:
    """A stopped destruction's protocol, with only what was in fact destroyed.

    Args:
        left: what is still there now.
    """
    now = {one.name: one for one in left}
    gone = [_less(one, now[one.name]) if one.name in now else one for one in protocol.removed]
    stopped = any(one.name in now for one in protocol.removed)
    return replace(
        protocol, state=STOPPED if stopped else DONE, removed=tuple(one for one in gone if one.files)
    )


def _less(one: Removed, left: Removed) -> Removed:
    hashes = Counter(one.sha256) - Counter(left.sha256)
    files, size = max(0, one.files - left.files), max(0, one.size - left.size)
    return replace(one, files=files, size=size, sha256=tuple(sorted(hashes.elements())))


def size_words(size: int) -> str:
    """`812 byte`, `1,2 MB`: bytes as a reader wants them."""
    for unit, least in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= least:
            return f"{number(size / least, 1)} {unit}"
    return f"{size} byte"


def files_words(count: int) -> str:
    """`1 fil`, `1 234 filer`."""
    return "1 fil" if count == 1 else f"{number(count)} filer"


def scope(removed: Sequence[Removed]) -> str:
    """How much went, in words."""
    return f"{files_words(sum(one.files for one in removed))}, {size_words(sum(one.size for one in removed))}"


@cache
def _template() -> Template:
    return PAGE.from_string(page_head() + BODY + FOOT)


def _page(protocol: Protocol) -> str:
    return _template().render(
        title="Gallringsprotokoll",
        answer=ANSWERS[protocol.state],
        synthetic=protocol.mark,
        p=protocol,
        day=day(protocol.day),
        scope=scope(protocol.removed),
        removed=[[one.name, one.kind, number(one.files), size_words(one.size)] for one in protocol.removed],
        kept=[list(one) for one in protocol.kept],
        numbers=["Filer", "Storlek"],
    )
