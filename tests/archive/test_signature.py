"""The signature says who sealed the run, and fails for every other run, key, purpose and time."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from samlad.archive.audit.seal_causes import of_seal
from samlad.archive.closed_world import faults_in
from samlad.archive.manifest import MANIFEST, SIGNATURE, write_manifest
from samlad.archive.signature import BAD, GOOD, UNSIGNED, UNTRIED, sign, verify
from samlad.errors import ArchiveError

IDENTITY = "uppfoljning@prov.example"
DAY = "20250331"


def make_key(path: Path) -> Path:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "prov", "-f", path], check=True)
    return path


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory, needs_program: Callable[..., str]) -> Path:
    needs_program("ssh-keygen", apt="openssh-client")
    return make_key(tmp_path_factory.mktemp("nyckel") / "nyckel")


@pytest.fixture
def signers(key: Path, tmp_path: Path) -> Path:
    public = key.with_suffix(".pub").read_text(encoding="utf-8").split()
    text = f'{IDENTITY} namespaces="samlad-korning",valid-before="20300101" {public[0]} {public[1]}\n'
    (tmp_path / "betrodda").write_text(text, encoding="utf-8")
    return tmp_path / "betrodda"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "2024-r01"
    folder.mkdir()
    (folder / "run.json").write_text("{}\n", encoding="utf-8")
    write_manifest(folder)
    return folder


def test_a_signed_run_is_verified_by_us_and_by_the_plain_command(run: Path, key: Path, signers: Path) -> None:
    sign(run, key)
    assert verify(run, signers, IDENTITY, DAY).state == GOOD
    assert faults_in(run) == ()
    command = ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", IDENTITY, "-n", "samlad-korning"]
    with (run / MANIFEST).open("rb") as manifest:
        subprocess.run([*command, "-s", run / SIGNATURE], stdin=manifest, check=True, capture_output=True)


def test_signing_again_gives_the_same_bytes(run: Path, key: Path) -> None:
    assert sign(run, key).read_bytes() == sign(run, key).read_bytes()


def test_an_unsigned_run_says_so(run: Path, signers: Path) -> None:
    assert verify(run, signers, IDENTITY, DAY).state == UNSIGNED


def test_a_signature_is_never_called_good_without_the_auditors_own_list_of_keys(run: Path, key: Path) -> None:
    sign(run, key)
    assert verify(run, None, IDENTITY, DAY).state == UNTRIED
    assert verify(run, run / "finns inte", IDENTITY, DAY).state == UNTRIED


def test_another_manifest_key_name_or_day_is_not_accepted(
    run: Path, key: Path, signers: Path, tmp_path: Path
) -> None:
    sign(run, key)
    assert verify(run, signers, "annan@prov.example", DAY).state == BAD
    assert verify(run, signers, IDENTITY, "20310101").state == BAD
    (run / "run.json").write_text('{"annat": 1}\n', encoding="utf-8")
    write_manifest(run)
    assert verify(run, signers, IDENTITY, DAY).state == BAD
    sign(run, make_key(tmp_path / "annan"))
    assert verify(run, signers, IDENTITY, DAY).state == BAD


def test_an_old_signature_on_a_new_run_is_not_accepted(
    run: Path, key: Path, signers: Path, tmp_path: Path
) -> None:
    sign(run, key)
    newer = tmp_path / "2024-r02"
    shutil.copytree(run, newer)
    (newer / "run.json").write_text('{"nytt": 1}\n', encoding="utf-8")
    write_manifest(newer)
    assert faults_in(newer) == ()
    assert verify(newer, signers, IDENTITY, DAY).state == BAD


def test_a_signature_without_the_manifest_that_it_is_over_is_not_accepted(
    run: Path, key: Path, signers: Path
) -> None:
    sign(run, key)
    (run / MANIFEST).unlink()
    assert verify(run, signers, IDENTITY, DAY).state == BAD


def swapped_manifest(run: Path) -> None:
    (run / MANIFEST).write_text(f"{'0' * 64}  run.json\n", encoding="utf-8")


def resealed(run: Path) -> None:
    (run / "run.json").write_text('{"a": 1}\n', encoding="utf-8")
    write_manifest(run)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        (lambda run: (run / "run.json").unlink(), "inte helt kopierad"),
        (lambda run: (run / "run.json").write_text("{ }"), "har ändrats efteråt"),
        (swapped_manifest, "manifestet är inte det som signerades"),
        (resealed, "för en annan körning"),
    ],
)
def test_what_is_wrong_with_a_seal_has_its_likely_cause(
    run: Path, key: Path, signers: Path, change: Callable[[Path], object], cause: str
) -> None:
    sign(run, key)
    assert of_seal(faults_in(run), verify(run, signers, IDENTITY, DAY), ()) == ()
    change(run)
    found = of_seal(faults_in(run), verify(run, signers, IDENTITY, DAY), ())
    assert any(cause in one.text for one in found)


def test_a_key_that_is_missing_or_no_key_is_said_in_words(run: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="finns inte"):
        sign(run, tmp_path / "ingen")
    (tmp_path / "skräp").write_text("skräp", encoding="utf-8")
    with pytest.raises(ArchiveError, match="kunde inte signeras"):
        sign(run, tmp_path / "skräp")
