"""The recipe of a run: everything that its bytes follow from, and one fingerprint over it.

The fingerprint that pages print is keyed: a plain hash of a guessable form would give its counts back
(ARCHITECTURE §6).
"""

from __future__ import annotations

import hashlib
import hmac
import platform
import secrets
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from samlad.errors import DisclosureError
from samlad.params import ReportParams
from samlad.paths import TRAINING_PREFIX, Folders, stem, write_text
from samlad.reference import Reference
from samlad.register import Entry, Register, load_register

TRAINING_KEY = "ovning_fro"
PUBLISHED_KEY = "oppen_fro"
INCOMING = "incoming/"
"""How the names of received files begin in a recipe."""
REGISTER_PART = "register"
"""Where a recipe, and so an archive, names what had left the house; `released/` there is the run's own."""


@dataclass(frozen=True)
class Recipe:
    """What a run is made from.

    Attributes:
        files: sha256 of every file by its name in the recipe, such as `params/2024.yaml`; internal.
        digest: sha256 over all of it; internal.
        fingerprint: what pages print: the digest under the year's key, 64 hexadecimal digits.
        editions: ids of what had left the house before, in order; their tables are among the files.
    """

    files: Mapping[str, str]
    digest: str
    fingerprint: str
    editions: tuple[str, ...] = ()


def read_recipe(
    folders: Folders, params: ReportParams, period: str, reference: Reference, register: Register
) -> Recipe:
    """Hash everything that the report of a period follows from: no clock, path, host or user.

    Every edition that is out is an ingredient, since disclosure reckons with it. One that was let out from
    this very recipe adds nothing to itself: to let a draft out doesn't make the next run a new one.
    """
    key = read_key(folders, params, period)
    files = _hashed(recipe_files(folders, params, period, reference))
    editions = {one.edition_id: _hashed(edition_files(register, one)) for one in register.entries}
    used = _before(files, editions, register.entries, period)
    digest = _digest(files, editions, used, period)
    names = tuple(one.edition_id for one in used)
    for name in names:
        files |= editions[name]
    return Recipe(files, digest, hmac.new(key, digest.encode(), hashlib.sha256).hexdigest(), names)


def _before(
    files: Mapping[str, str],
    editions: Mapping[str, Mapping[str, str]],
    entries: Sequence[Entry],
    period: str,
) -> Sequence[Entry]:
    """What was out before this recipe first let something out: a draft and its edition may be of the same."""
    for count in range(len(entries)):
        digest = _digest(files, editions, entries[:count], period)
        if all(one.recipe == digest for one in entries[count:]):
            return entries[:count]
    return entries


def _hashed(files: Mapping[str, Path]) -> dict[str, str]:
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sorted(files.items())}


def _digest(
    files: Mapping[str, str], editions: Mapping[str, Mapping[str, str]], used: Sequence[Entry], period: str
) -> str:
    lines = [f"{digest}  {name}" for name, digest in files.items()]
    for one in used:
        lines += [f"{digest}  {name}" for name, digest in editions[one.edition_id].items()]
    lines += [f"period {period}", f"python {platform.python_version()}", f"machine {platform.machine()}"]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def edition_files(register: Register, entry: Entry) -> dict[str, Path]:
    """The tables that an entry let out, and its facts, by their names in the recipe."""
    return _named(f"{REGISTER_PART}/{entry.edition_id}", register.tables(entry))


def recipe_files(
    folders: Folders, params: ReportParams, period: str, reference: Reference
) -> dict[str, Path]:
    """Every file of the recipe by the name it has there."""
    files = {f"params/{params.year}.yaml": folders.params / f"{params.year}.yaml"}
    for part, source in reference.sources.items():
        files |= _named(f"reference/{part}", source)
    for year, wanted in params.wanted(period, reference.programme.indicators.values()):
        files |= _named(f"{INCOMING}{year}/{wanted}", folders.incoming / str(year) / wanted)
    report = stem(params.year, period)
    files |= _named(f"analysis/{report}", folders.prose(report))
    files |= _named(f"corrections/{params.year}.yaml", folders.data / "corrections" / f"{params.year}.yaml")
    key = key_file(folders, params, period)
    files |= _named(f"hemligt/{key.name}", key)
    files |= _named("expectations", folders.expectations)
    files |= _named("notebooks", folders.notebooks)
    files |= _named("src/samlad", folders.checkout / "src" / "samlad")
    return files | _named("requirements.lock", folders.checkout / "requirements.lock")


def _named(name: str, source: Path) -> dict[str, Path]:
    if source.is_file():
        return {name: source}
    return {f"{name}/{path.relative_to(source).as_posix()}": path for path in _files(source)}


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in inside)
        if not hidden and not path.name.startswith("~$") and path.is_file():
            yield path


def key_file(folders: Folders, params: ReportParams, period: str) -> Path:
    """The file with the year's key: `hemligt/fro-<year>`, or an open one where nothing is secret.

    Training files are made with the tracked `ovning_fro`; values that others have published, in an example
    that says so by having it, with `oppen_fro`. Files that a desk has received never are.
    """
    folder = folders.data / "hemligt"
    own = folder / f"fro-{params.year}"
    received = [path for year, asked in params.wanted(period) for path in _received(folders, year, asked)]
    synthetic = bool(received) and all(path.name.startswith(TRAINING_PREFIX) for path in received)
    shared = folder / (TRAINING_KEY if synthetic else PUBLISHED_KEY)
    return shared if not own.exists() and shared.is_file() else own


def _received(folders: Folders, year: int, period: str) -> Iterator[Path]:
    yield from _files(folders.incoming / str(year) / period)


def read_key(folders: Folders, params: ReportParams, period: str) -> bytes:
    """The year's secret key, made now if it is not there; kept with the run in the internal archive.

    Raises:
        DisclosureError: the key is empty or readable by others, or it is missing though something about the
            year is out: a new draw could hide other cells than those that readers have seen hidden.
    """
    path = key_file(folders, params, period)
    if not path.is_file():
        if load_register(folders.data).letting_out(params.year):
            raise DisclosureError(
                f"Nyckelfilen hemligt/{path.name} saknas, men uppgifter om {params.year} har lämnat huset.",
                remedy="ta tillbaka den ur arkivet (hemligt/ i körningens mapp). En ny kan inte göras.",
            )
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_text(path, secrets.token_hex(32) + "\n", mode=0o600)
    if path.name not in (TRAINING_KEY, PUBLISHED_KEY):
        _check_private(path)
    return _content(path)


def _content(path: Path) -> bytes:
    content = path.read_bytes().strip()
    if not content:
        raise DisclosureError(
            f"Nyckelfilen hemligt/{path.name} är tom.", remedy="ta tillbaka den ur arkivet."
        )
    return content


def _check_private(path: Path) -> None:
    if sys.platform != "win32" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise DisclosureError(
            f"Nyckelfilen hemligt/{path.name} kan läsas av andra än dig.",
            remedy=f"kör chmod 600 på hemligt/{path.name} och pröva igen.",
        )
