"""A sealed run is exactly what its manifest says: nothing missing, changed, added, linked or renamed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samlad.archive.audit.by_hand import by_hand
from samlad.archive.closed_world import faults_in
from samlad.archive.manifest import MANIFEST, write_manifest

NAMES = ("run.json", "html/index.html", "html/namnd-älvsjö.html", "released/cells.csv", "två ord.txt")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "2024-r01"
    for name in NAMES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"innehåll i {name}\n", encoding="utf-8")
    write_manifest(folder)
    return folder


def test_a_run_as_it_was_sealed_has_no_faults_and_passes_sha256sum(run: Path) -> None:
    assert faults_in(run) == ()
    subprocess.run(["sha256sum", "--strict", "--quiet", "-c", MANIFEST], cwd=run, check=True)


def add(folder: Path) -> None:
    (folder / "html" / "extra.html").write_text("x", encoding="utf-8")


def swap(folder: Path) -> None:
    one, other = folder / NAMES[0], folder / NAMES[1]
    first = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(first)


def link(folder: Path) -> None:
    (folder / NAMES[3]).unlink()
    (folder / NAMES[3]).symlink_to("/etc/hostname")


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "rör")


def case(folder: Path) -> None:
    (folder / "RUN.json").write_text("annat", encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda folder: (folder / NAMES[1]).unlink(), ["html/index.html: filen saknas"]),
        (lambda folder: (folder / NAMES[4]).write_text("x"), ["två ord.txt: filen är ändrad"]),
        (add, ["html/extra.html: filen står inte i manifestet"]),
        (swap, ["html/index.html: filen är ändrad", "run.json: filen är ändrad"]),
        (link, ["released/cells.csv: är en länk eller något annat än en vanlig fil"]),
        (pipe, ["rör: är en länk eller något annat än en vanlig fil"]),
        (
            case,
            [
                "RUN.json: filen står inte i manifestet",
                "run.json: skiljer sig från ett annat namn bara i stora och små bokstäver",
            ],
        ),
        (lambda folder: (folder / MANIFEST).unlink(), ["manifest.sha256: manifestet saknas"]),
    ],
)
def test_every_change_is_found_and_named(
    run: Path, change: Callable[[Path], object], said: list[str]
) -> None:
    change(run)
    assert [str(fault) for fault in faults_in(run)] == said


def beside_the_manifest(folder: Path) -> None:
    (folder / "html" / "manifest.sha256.txt").write_text("x", encoding="utf-8")


def said_by_hand(folder: Path) -> str:
    """What the printed commands for Linux say of a folder, all together."""
    lines = by_hand("2025-03-31", signed=False)["Linux"]
    done = subprocess.run(["bash", "-c", "\n".join(lines)], cwd=folder, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("change", [add, swap, link, pipe, case, beside_the_manifest])
def test_the_printed_commands_find_every_change_without_our_code(
    run: Path, change: Callable[[Path], None]
) -> None:
    assert said_by_hand(run) == ""
    change(run)
    assert said_by_hand(run) != ""


@pytest.mark.parametrize(
    "line", ["skräp", "0" * 64 + "  ../utanför", "0" * 64 + "  /etc/passwd", "A" * 64 + "  run.json", ""]
)
def test_a_line_that_points_elsewhere_or_says_nothing_is_a_fault(run: Path, line: str) -> None:
    manifest = run / MANIFEST
    manifest.write_text(manifest.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    assert [str(one) for one in faults_in(run)] == [
        f"{MANIFEST}, rad {len(NAMES) + 1}: raden i manifestet går inte att läsa"
    ]


def test_a_name_listed_twice_is_a_fault(run: Path) -> None:
    manifest = run / MANIFEST
    first = manifest.read_text(encoding="utf-8").splitlines()[0]
    manifest.write_text(manifest.read_text(encoding="utf-8") + first + "\n", encoding="utf-8")
    assert len(faults_in(run)) == 1


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    name=st.sampled_from(NAMES), place=st.integers(min_value=0), flip=st.integers(min_value=1, max_value=255)
)
def test_one_changed_byte_anywhere_is_found(run: Path, name: str, place: int, flip: int) -> None:
    whole = (run / name).read_bytes()
    at = place % len(whole)
    (run / name).write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
    assert [str(one) for one in faults_in(run)] == [f"{name}: filen är ändrad"]
    (run / name).write_bytes(whole)


def test_a_copy_elsewhere_is_the_same_run(run: Path, tmp_path: Path) -> None:
    shutil.copytree(run, tmp_path / "någon annanstans")
    assert faults_in(tmp_path / "någon annanstans") == ()
