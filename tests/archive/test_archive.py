"""The archive's first form: one step into place, one report at a time, and a manifest anyone can check."""

import errno
import multiprocessing
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from samlad.archive import one_at_a_time, place, put_back, recover
from samlad.archive.manifest import read_manifest, write_manifest
from samlad.archive.runs import latest_run, next_run, same_recipe
from samlad.archive.source import pack
from samlad.errors import ArchiveError


def folder(path: Path, text: str, files: int = 40) -> Path:
    path.mkdir(parents=True)
    for number in range(files):
        (path / f"{number}.html").write_text(text, encoding="utf-8")
    return path


def content(path: Path) -> set[str]:
    return {file.read_text(encoding="utf-8") for file in path.iterdir()}


def test_a_new_report_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    target = folder(tmp_path / "2024", "gammal")
    place(folder(tmp_path / "ny", "ny"), target)
    assert content(target) == {"ny"}
    assert [path.name for path in tmp_path.iterdir()] == ["2024"]


def replace_for_ever(root: Path) -> None:
    number = 0
    while True:
        number += 1
        place(folder(root / f"ny-{number}", str(number)), root / "2024")


def test_a_kill_at_any_moment_leaves_a_whole_report(tmp_path: Path) -> None:
    folder(tmp_path / "2024", "0")
    for kill in range(12):
        process = multiprocessing.get_context("fork").Process(target=replace_for_ever, args=(tmp_path,))
        process.start()
        time.sleep(0.01 + kill * 0.003)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        recover(tmp_path / "2024")
        assert len(content(tmp_path / "2024")) == 1
        assert len(list((tmp_path / "2024").iterdir())) == 40
        for left in tmp_path.glob("ny-*"):
            shutil.rmtree(left)


def test_a_report_that_was_moved_aside_comes_back(tmp_path: Path) -> None:
    folder(tmp_path / ".undan-2024", "gammal")
    recover(tmp_path / "2024")
    assert content(tmp_path / "2024") == {"gammal"}


def test_a_second_report_of_the_same_year_is_refused_while_the_first_is_built(tmp_path: Path) -> None:
    with one_at_a_time(tmp_path, "2024"):
        with (
            pytest.raises(ArchiveError, match="En rapport för 2024 byggs redan"),
            one_at_a_time(tmp_path, "2024"),
        ):
            pass
        with one_at_a_time(tmp_path, "2023") as other:
            assert other.is_dir()


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    left = folder(tmp_path / ".arbete-2024.gammal", "halvt")
    another = folder(tmp_path / ".arbete-2024-T1.annan", "annan")
    with one_at_a_time(tmp_path, "2024") as work:
        assert not left.exists()
        assert work.is_dir()
    assert not work.exists()
    assert another.exists()


def test_an_output_folder_that_cannot_be_written_in_is_said(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("en fil, inte en mapp", encoding="utf-8")
    with (
        pytest.raises(ArchiveError, match="går inte att skriva i"),
        one_at_a_time(tmp_path / "output", "2024"),
    ):
        pass


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "Disken är full"), (errno.EROFS, "inte att skriva i")]
)
def test_a_disk_that_fills_or_closes_in_the_middle_is_said(tmp_path: Path, number: int, words: str) -> None:
    with pytest.raises(ArchiveError, match=words), one_at_a_time(tmp_path, "2024"):
        raise OSError(number, "texten följer språket på datorn")
    assert [path.name for path in tmp_path.iterdir()] == [".las-2024"]


def test_a_fault_that_is_not_the_disks_is_not_hidden(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), one_at_a_time(tmp_path, "2024"):
        (tmp_path / "finns inte").read_bytes()


def test_the_manifest_is_checked_with_sha256sum_and_none_of_our_code(tmp_path: Path) -> None:
    run = folder(tmp_path / "run", "å", files=3)
    (run / "mapp med mellanslag").mkdir()
    (run / "mapp med mellanslag" / "ö.csv").write_text("1\n", encoding="utf-8")
    write_manifest(run)
    command = ["sha256sum", "--strict", "--quiet", "-c", "manifest.sha256"]
    assert subprocess.run(command, cwd=run, check=False).returncode == 0
    (run / "1.html").write_text("ändrad", encoding="utf-8")
    assert subprocess.run(command, cwd=run, check=False, capture_output=True).returncode == 1


def test_runs_are_numbered_and_a_run_without_manifest_is_none(tmp_path: Path) -> None:
    assert next_run(tmp_path, "2024").name == "2024-r01"
    for name in ("2024-r01", "2024-r09", "2024-T1-r30"):
        write_manifest(folder(tmp_path / name, name, files=1))
    folder(tmp_path / "2024-r10", "halv", files=1)
    latest = latest_run(tmp_path, "2024")
    assert latest is not None
    assert latest.name == "2024-r09"
    assert next_run(tmp_path, "2024").name == "2024-r11", "the half one's name is taken"


def test_only_the_newest_run_counts_as_unchanged(tmp_path: Path) -> None:
    for name, recipe in (("2024-r01", "a"), ("2024-r02", "b")):
        run = folder(tmp_path / name, name, files=1)
        (run / "run.json").write_text(f'{{"recipe": "{recipe}"}}', encoding="utf-8")
        write_manifest(run)
    assert same_recipe(tmp_path, "2024", "b") == tmp_path / "2024-r02"
    assert same_recipe(tmp_path, "2024", "a") is None


def test_a_report_that_was_changed_by_hand_is_put_back_from_its_run(tmp_path: Path) -> None:
    run = tmp_path / "2024-r01"
    folder(run / "html", "rapport", files=3)
    write_manifest(run)
    work = tmp_path / "arbete"
    work.mkdir()
    assert put_back(run, tmp_path / "2024", work)
    assert not put_back(run, tmp_path / "2024", work)
    (tmp_path / "2024" / "1.html").write_text("ändrad", encoding="utf-8")
    assert put_back(run, tmp_path / "2024", work)
    assert content(tmp_path / "2024") == {"rapport"}
    assert set(read_manifest(run)) == {f"html/{number}.html" for number in range(3)}


def test_the_source_archive_has_the_same_bytes_whatever_the_files_times(tmp_path: Path) -> None:
    for name in ("b.py", "a.py"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    files = {f"src/{name}": tmp_path / name for name in ("b.py", "a.py")}
    first = pack(files)
    os.utime(tmp_path / "a.py", (0, 0))
    (tmp_path / "b.py").chmod(0o600)
    assert pack(files) == first
