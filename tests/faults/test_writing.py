"""A write that is stopped, or finds no room: the file is the old one or the new one, and nothing is left."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from samlad.locks import held_folder, remove_left, temporary_folder
from samlad.paths import write_bytes, write_text

SOURCE = Path(__file__).resolve().parents[2] / "src"
SIZE = 3_000_000
WRITE_FOR_EVER = f"""
import sys
from pathlib import Path
from samlad.paths import write_bytes
print("börjar", flush=True)
while True:
    for letter in (b"a", b"b"):
        write_bytes(Path(sys.argv[1]), letter * {SIZE})
"""
WRITE_AND_WAIT = """
import os, sys
from pathlib import Path
from samlad.paths import write_bytes
def wait(handle):
    print("skriver", flush=True)
    sys.stdin.read()
os.fsync = wait
write_bytes(Path(sys.argv[1]), b"c")
"""
SAY_MODE = """
import os, sys
from pathlib import Path
from samlad.paths import write_text
def hook(event, arguments):
    if event == "os.rename":
        print(oct(os.stat(arguments[0]).st_mode & 0o777))
sys.addaudithook(hook)
os.umask(0)
write_text(Path(sys.argv[1]), "hemligt", mode=0o600)
"""
HOLD_FOLDER = """
import sys
from samlad.locks import held_folder
print(held_folder("prov-", sys.argv[1]).path, flush=True)
sys.stdin.read()
"""


def process(code: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_write_that_is_killed_leaves_a_whole_file_and_the_next_write_removes_the_half(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sida.html"
    left = 0
    moments = random.Random(7)
    for _ in range(12):
        with process(WRITE_FOR_EVER, path) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(moments.uniform(0.01, 0.1))
            writer.kill()
        content = path.read_bytes() if path.exists() else b""
        assert (len(content), len(set(content))) in ((SIZE, 1), (0, 0))
        left += len(names(tmp_path)) > 1
    assert left > 0, "no kill came in the middle of a write"
    write_text(path, "klar")
    assert names(tmp_path) == ["sida.html"]


def test_what_another_process_is_writing_is_not_taken_for_left(tmp_path: Path) -> None:
    path = tmp_path / "sida.html"
    with process(WRITE_AND_WAIT, path) as writer:
        assert writer.stdout is not None and writer.stdin is not None
        assert writer.stdout.readline() == "skriver\n"
        write_text(path, "min")
        assert len(names(tmp_path)) == 2
        writer.stdin.close()
    assert writer.returncode == 0
    assert path.read_bytes() == b"c"
    assert names(tmp_path) == ["sida.html"]


def test_a_secret_file_is_never_readable_by_others_not_even_for_a_moment(tmp_path: Path) -> None:
    with process(SAY_MODE, tmp_path / "fro-2024") as writer:
        said, _ = writer.communicate(timeout=30)
    assert said == "0o600\n"
    assert stat.S_IMODE((tmp_path / "fro-2024").stat().st_mode) == 0o600


def test_a_write_without_room_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "sida.html"
    write_text(path, "gammal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(OSError) as caught:
            write_bytes(path, b"x" * SIZE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.errno == errno.EFBIG
    assert path.read_text(encoding="utf-8") == "gammal"
    assert names(tmp_path) == ["sida.html"]


def test_a_folder_whose_maker_was_killed_is_removed_and_one_in_use_is_not(tmp_path: Path) -> None:
    mine = held_folder("prov-", str(tmp_path))
    with process(HOLD_FOLDER, tmp_path) as other:
        assert other.stdout is not None
        theirs = Path(other.stdout.readline().strip())
        remove_left("prov-", str(tmp_path))
        assert theirs.is_dir()
        assert mine.path.is_dir()
        other.send_signal(signal.SIGKILL)
    with temporary_folder("prov-", tmp_path):
        assert not theirs.exists()
    mine.remove()
    assert names(tmp_path) == []


def test_a_link_or_a_file_with_the_name_of_such_a_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "annat").mkdir()
    (tmp_path / "prov-lank").symlink_to(tmp_path / "annat")
    (tmp_path / "prov-fil").write_text("en fil", encoding="utf-8")
    remove_left("prov-", str(tmp_path))
    assert names(tmp_path) == ["annat", "prov-fil", "prov-lank"]
