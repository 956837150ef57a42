"""Tries to win small counts back from everything in the public archive.

Each probe is shown to find something where it should: in the internal archive, or in a public one that has
been spoilt.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import hmac
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from unpacking import found_in, unpacked

from samlad.disclosure.attacker import attack, attack_pages

from .conftest import Desk
from .publishing import MARKS, OLD

HASHES = ("sha256", "sha1", "md5", "sha512", "sha224", "sha384", "blake2b", "blake2s", "sha3_256")
SMALL = range(10)
"""What someone who knows the form would try for a hidden count."""
EASY_KEYS = (b"", b"2024", b"2024-u1", b"2024-r02", b"samlad", b"underlag", b"0" * 64, b"\0" * 32)
"""Keys that are no secret."""
HIDDEN = b";totalt;65 \xe5r och \xe4ldre;2;5;40,0 %;"
"""A row of the form of which the published table shows two dots."""


@cache
def everything(folder: Path) -> bytes:
    """Every byte that is there, whatever it is packed in, and every name."""
    parts = []
    for path in sorted(folder.rglob("*")):
        parts.append(path.relative_to(folder).as_posix().encode())
        if path.is_file():
            parts += [content for _, content in unpacked(path.name, path.read_bytes())]
    return b"\n".join(parts)


@dataclass(frozen=True)
class Held:
    """What a folder holds that may be a digest: windows of what is written in base 16 and 64, and bytes."""

    written: frozenset[bytes]
    coded: frozenset[bytes]
    raw: np.ndarray
    bytes_: bytes

    def has(self, digest: bytes) -> bool:
        """Whether a digest is there: written, cut short to sixteen letters or more, or as it is."""
        if digest.hex()[:HEX].encode() in self.written or base64.b64encode(digest)[:CODED] in self.coded:
            return True
        first = np.frombuffer(digest[:4], dtype="<u4")[0]
        at = np.searchsorted(self.raw, first)
        return bool(at < len(self.raw) and self.raw[at] == first and digest[:16] in self.bytes_)


HEX, CODED = 16, 20


@cache
def held(folder: Path) -> Held:
    content = everything(folder)
    written = {
        run[place : place + HEX].lower()
        for run in re.findall(rb"[0-9a-fA-F]{16,4096}", content)
        for place in range(len(run) - HEX + 1)
    }
    coded = {
        run[place : place + CODED]
        for run in re.findall(rb"[A-Za-z0-9+/]{20,4096}", content.replace(b"-", b"+").replace(b"_", b"/"))
        for place in range(len(run) - CODED + 1)
    }
    every = [
        np.frombuffer(content[shift : shift + (len(content) - shift) // 4 * 4], "<u4") for shift in range(4)
    ]
    return Held(frozenset(written), frozenset(coded), np.unique(np.concatenate(every)), content)


def is_there(folder: Path, digest: bytes) -> bool:
    return held(folder).has(digest)


def digests(content: bytes) -> Iterator[bytes]:
    """Hashes of some content without a secret: plain, twice, named as ours are, under keys anyone knows."""
    for name in HASHES:
        yield hashlib.new(name, content).digest()
    plain = hashlib.sha256(content)
    for text in (plain.digest(), plain.hexdigest().encode(), b"underlag\0" + plain.hexdigest().encode()):
        yield hashlib.sha256(text).digest()
        yield from (hmac.new(key, text, hashlib.sha256).digest() for key in EASY_KEYS)


def guesses(form: bytes) -> Iterator[bytes]:
    """The form with each small value in the hidden row's place."""
    assert form.count(HIDDEN) == 1
    for numerator in SMALL:
        for base in SMALL:
            row = HIDDEN.replace(b";2;5;40,0 %;", f";{numerator};{base};".encode())
            share = f"{100 * numerator / base:.1f} %".replace(".", ",").encode() if base else b""
            yield form.replace(HIDDEN, row + share + b";")


def pieces(form: bytes) -> Iterator[bytes]:
    """What of a form a hash may be made of: all of it, its text, its rows, and rows in other dress."""
    yield form
    try:
        text = form.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = form.decode("cp1252", errors="replace")
    yield text.encode()
    for line in text.splitlines():
        cells = next(csv.reader([line], delimiter=";"), [])
        yield from (line.encode(), line.encode("cp1252", "replace"), f"{line}\n".encode())
        for glue in (";", ",", "\t", "|", "\0", "/"):
            yield glue.join(cells).encode()
        yield json.dumps(cells, ensure_ascii=False).encode()


def received(internal: Path) -> dict[str, bytes]:
    return {
        path.relative_to(internal).as_posix(): path.read_bytes()
        for part in ("incoming", "corrections", "analysis", "hemligt")
        for path in sorted((internal / part).rglob("*"))
        if path.is_file()
    }


# (a) every guess of a hidden form's counts


def won_back(folder: Path, form: bytes) -> list[bytes]:
    """The guesses that something in a folder confirms."""
    return [
        guess
        for guess in guesses(form)
        if any(is_there(folder, digest) for digest in digests(guess))
    ]  # fmt: skip


def test_no_guess_of_a_hidden_count_is_confirmed_by_any_hash(internal: Path, public: Path) -> None:
    form = received(internal)["incoming/2024/VB/ovning_sodermalm_indikatorer.csv"]
    assert won_back(public, form) == []
    # With the internal archive the first look gives the form, and so the counts.
    assert won_back(internal, form) == [form]


def test_no_row_of_a_received_file_is_there_as_a_hash(internal: Path, public: Path) -> None:
    form = received(internal)["incoming/2024/VB/ovning_sodermalm_indikatorer.csv"]
    rows = list(pieces(form))
    assert len(rows) > 50
    assert not [row for row in rows if any(is_there(public, digest) for digest in digests(row))]


def test_a_hash_of_one_row_would_be_found(public: Path, internal: Path, tmp_path: Path) -> None:
    form = received(internal)["incoming/2024/VB/ovning_sodermalm_indikatorer.csv"]
    row = next(piece for piece in pieces(form) if HIDDEN in piece)
    for number, digest in enumerate(
        (hashlib.sha256(row).hexdigest()[:16].encode(), hashlib.md5(row).digest())
    ):
        spoilt = tmp_path / str(number)
        spoilt.mkdir()
        with zipfile.ZipFile(spoilt / "a.zip", "w") as package:
            package.writestr("b.json", b'{"rad": "' + digest + b'"}')
        assert any(is_there(spoilt, one) for one in digests(row))


# (b) the attacker, on what is in it


def test_the_attacker_tells_nothing_of_the_tables_and_pages_in_it(public: Path) -> None:
    verdict = attack(public / "released")
    assert verdict.failures == () and verdict.contradictions == () and verdict.judged
    assert attack_pages(public / "html", public / "released") == ()


def test_the_attacker_would_tell_what_the_internal_archive_knows(
    public: Path, internal: Path, tmp_path: Path
) -> None:
    """One companion row opened, with numbers of a witness that only the internal archive holds."""
    record = json.loads((internal / "disclosure.json").read_text(encoding="utf-8"))
    companion = next(one["cell_id"] for one in record["hidden"] if one["part"] == "complementary")
    with (internal / "disclosure" / "witnesses.csv").open(encoding="utf-8", newline="") as stream:
        known = {one["count"]: one["value"] for one in csv.DictReader(stream) if one["cell_id"] == companion}
    spoilt = shutil.copytree(public / "released", tmp_path / "released")
    lines = list(csv.DictReader(io.StringIO((spoilt / "cells.csv").read_text(encoding="utf-8"))))
    for line in lines:
        if line["cell_id"] == companion:
            line |= {"status": "shown", "numerator": known["numerator"]}
            line["denominator"] = known.get("denominator", "")
    with (spoilt / "cells.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, lines[0])
        writer.writeheader()
        writer.writerows(lines)
    verdict = attack(spoilt)
    assert verdict.failures or verdict.contradictions


# (c) no key, and no plain hash of anything secret


def test_no_key_is_in_it(internal: Path, public: Path) -> None:
    keys = [path.read_bytes().strip() for path in (internal / "hemligt").iterdir()]
    assert keys
    for key in keys:
        hexadecimal = re.fullmatch(rb"[0-9a-fA-F]+", key)
        raw = bytes.fromhex(key.decode()) if hexadecimal else key
        for one in (key, key.upper(), key.hex().encode(), raw, *map(base64.b64encode, (key, raw))):
            assert one not in everything(public)
        assert key in everything(internal)


def test_no_plain_hash_of_what_was_received_written_or_kept_secret_is_in_it(
    internal: Path, public: Path
) -> None:
    secret = received(internal)
    assert {name.partition("/")[0] for name in secret} == {"incoming", "corrections", "analysis", "hemligt"}
    told = [
        name for name, content in secret.items() if any(is_there(public, one) for one in digests(content))
    ]
    assert told == []
    assert all(is_there(internal, hashlib.sha256(content).digest()) for content in secret.values())
    recipe = json.loads((internal / "run.json").read_text(encoding="utf-8"))["recipe"]
    assert not is_there(public, bytes.fromhex(recipe)) and is_there(internal, bytes.fromhex(recipe))


def test_received_files_are_named_by_keyed_hashes_alone(internal: Path, public: Path) -> None:
    facts = json.loads((internal / "run.json").read_text(encoding="utf-8"))
    names = [name for name in facts["files"] if name.startswith("incoming/")]
    hashes = json.loads((public / "underlag.json").read_text(encoding="utf-8"))["hmac_sha256"]
    assert len(hashes) == len(names) == len(set(hashes)) and hashes == sorted(hashes)
    key = next((internal / "hemligt").iterdir()).read_bytes().strip()
    for name in names:
        text = b"underlag\0" + facts["files"][name].encode()
        assert hmac.new(key, text, hashlib.sha256).hexdigest() in hashes
    assert not set(hashes) & set(facts["files"].values())


# (d) marks planted where nothing may leave from


def test_nothing_of_what_was_planted_is_in_it(internal: Path, public: Path, published: Desk) -> None:
    secrets = [*MARKS, str(OLD)]
    assert found_in(public, secrets) == []
    assert found_in(published.output / "utgava" / "2024-u1", secrets) == []
    found = found_in(internal, secrets)
    for secret in secrets:
        assert any(one.startswith(f"{secret}:") for one in found), secret


def test_no_received_file_s_name_is_in_it(internal: Path, public: Path) -> None:
    names = sorted({path.name for path in (internal / "incoming").rglob("*") if path.is_file()})
    assert len(names) > 50
    assert [name for name in names if name.encode() in everything(public)] == []
    assert all(name.encode() in everything(internal) for name in names)


# What it is


def test_it_says_what_is_left_out_and_why_and_has_nothing_else(internal: Path, public: Path) -> None:
    left_out = {path.name for path in internal.iterdir()} - {path.name for path in public.iterdir()}
    assert {"incoming", "corrections", "analysis", "hemligt", "gate.json", "input.json", "disclosure",
            "disclosure.json", "publicering.yaml", "INTERNT.txt"} <= left_out  # fmt: skip
    assert not (public / "reference" / "disclosure.yaml").exists()
    facts = json.loads((public / "run.json").read_text(encoding="utf-8"))
    assert not {"files", "recipe", "editions"} & set(facts)
    said = "".join(path.read_text(encoding="utf-8") for path in public.glob("*.txt"))
    for word in ("mottagna filerna", "hashar", "rättelserna", "nyckeln", "varför en cell är dold", "loggen"):
        assert word in said, word
    assert public.stat().st_mode & 0o777 == 0o755
    assert internal.stat().st_mode & 0o077 == 0
