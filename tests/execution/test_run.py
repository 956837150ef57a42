"""Whole executions: the same bytes each time, all or nothing, and no process left behind."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from commanding import processes_of, started, wait_until

from samlad.errors import ChapterError
from samlad.execution import Pool, execute, start_pool
from samlad.execution.run_folder import PREFIX, run_folder
from samlad.stages import ChapterPlan, ExecutedChapter, Released

LINUX = sys.platform == "linux"
SOURCE = Path(__file__).resolve().parents[2] / "src"
CODE = "import pandas\npandas.read_csv(released + '/cells.csv')"
STYLED = "{word for word in ('a', 'b', 'c', 'd')}"

RUN_FOR_EVER = """
import signal, sys
from pathlib import Path
from samlad.execution import execute, start_pool
from samlad.stages import ChapterPlan, Released
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
folder = Path(sys.argv[1])
parameters = {"year": 2024, "period": "VB", "subject": "", "released": "released"}
plans = [ChapterPlan(f"k{n}", "lang.ipynb", parameters, f"Kapitel {n}", "") for n in range(3)]
with start_pool(forked=sys.argv[3] == "forked") as pool:
    execute(plans, folder, Released(Path(sys.argv[2]), ""), folder / "out", workers=2, pool=pool)
"""


@pytest.fixture
def plans(tmp_path: Path, write: Callable[..., Path], plan: Callable[..., ChapterPlan]) -> list[ChapterPlan]:
    path = write(tmp_path / "mal.ipynb", CODE, STYLED, "year")
    return [plan(path, name) for name in ("index", "mal-1", "mal-2")]


def test_two_executions_give_the_same_bytes_forked_or_not(
    plans: list[ChapterPlan], tmp_path: Path, released: Released
) -> None:
    seen = set()
    for forked, workers in ((True, 1), (True, 3), (False, 2)):
        if forked and not LINUX:
            continue
        with start_pool(forked=forked) as pool:
            folder = tmp_path / f"out-{forked}-{workers}"
            done = execute(plans, tmp_path, released, folder, workers=workers, pool=pool)
        assert [chapter.path.name for chapter in done] == ["index.ipynb", "mal-1.ipynb", "mal-2.ipynb"]
        seen.add(tuple(hashlib.sha256(chapter.path.read_bytes()).hexdigest() for chapter in done))
    assert len(seen) == 1


def test_chapters_come_back_in_the_readers_order_and_progress_is_told(
    plans: list[ChapterPlan], tmp_path: Path, released: Released
) -> None:
    told: list[tuple[int, int, str]] = []
    done = execute(plans, tmp_path, released, tmp_path / "out", progress=lambda *args: told.append(args))
    expected = [ExecutedChapter(p.name, p.title, "", tmp_path / "out" / f"{p.name}.ipynb") for p in plans]
    assert list(done) == expected
    assert [step[:2] for step in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_chapter_that_raises_is_named_kept_and_nothing_is_written(
    plans: list[ChapterPlan],
    plan: Callable[..., ChapterPlan],
    write: Callable[..., Path],
    tmp_path: Path,
    released: Released,
) -> None:
    bad = plan(write(tmp_path / "namnd.ipynb", "1", "chapter.table('borta')"), "namnd-farsta")
    with start_pool() as pool, pytest.raises(ChapterError) as caught:
        execute([*plans, bad], tmp_path, released, tmp_path / "out", pool=pool)
    assert caught.value.message == "Kapitlet «Kapitel namnd-farsta» misslyckades: cell 3 gav ett fel."
    assert caught.value.details[:3] == (
        "notebook: namnd.ipynb",
        "cellen börjar: chapter.table('borta')",
        "felet: NameError: name 'chapter' is not defined",
    )
    kept = Path(caught.value.details[3].removeprefix("så långt kom den: "))
    assert "NameError" in kept.read_text(encoding="utf-8")
    assert not (tmp_path / "out").exists()
    kept.unlink()
    kept.parent.rmdir()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import time\ntime.sleep(600)", "cell 2 blev inte färdig inom tidsgränsen (2 sekunder)"),
        ("import os\nos._exit(9)", "cell 2 avbröts: processen som körde den dog"),
    ],
)
def test_a_chapter_that_hangs_or_dies_is_named_and_the_next_execution_is_as_if_it_had_not_been(
    code: str,
    said: str,
    plans: list[ChapterPlan],
    plan: Callable[..., ChapterPlan],
    write: Callable[..., Path],
    tmp_path: Path,
    released: Released,
) -> None:
    bad = plan(write(tmp_path / "namnd.ipynb", code), "namnd-farsta")
    with pytest.raises(ChapterError) as caught:
        execute([*plans, bad], tmp_path, released, tmp_path / "out", timeout=2)
    assert caught.value.message == f"Kapitlet «Kapitel namnd-farsta» misslyckades: {said}."
    assert not (tmp_path / "out").exists()
    shutil.rmtree(Path(caught.value.details[-1].removeprefix("så långt kom den: ")).parent)
    assert len(execute(plans, tmp_path, released, tmp_path / "out")) == len(plans)


@pytest.mark.skipif(not LINUX, reason="looks at processes as Linux shows them")
def test_a_worker_that_no_longer_answers_is_given_up(
    plans: list[ChapterPlan], tmp_path: Path, released: Released, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samlad.execution.run.GRACE", 1.0)
    with start_pool() as pool:

        def stop_all(done: int, _total: int, _title: str) -> None:
            assert pool.zygote is not None
            for child in children_of(pool.zygote.pid):
                with contextlib.suppress(ProcessLookupError):  # a kernel may end while the list is read
                    os.kill(child, signal.SIGSTOP)

        with pytest.raises(ChapterError, match="blev inte färdig inom tidsgränsen"):
            execute(plans, tmp_path, released, tmp_path / "out", timeout=1, progress=stop_all, pool=pool)
    assert not processes_of(pool.folder.path)


@pytest.mark.skipif(not LINUX, reason="ordinary kernels are used there")
def test_kernels_are_forked_from_a_process_with_one_thread_and_no_data_open(pool: Pool) -> None:
    pool.worker()
    assert pool.zygote is not None
    zygote = pool.zygote.pid
    assert len(list(Path(f"/proc/{zygote}/task").iterdir())) == 1
    opened = [str(entry.readlink()) for entry in Path(f"/proc/{zygote}/fd").iterdir()]
    files = [name for name in opened if name.startswith("/") and not name.endswith("errors.log")]
    assert files == []


@pytest.mark.skipif(not LINUX, reason="what is promised of a killed run is promised on Linux")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("code", ["import time\ntime.sleep(600)", "import re\nre.match('(a+)+b', 'a' * 64)"])
def test_an_interrupted_run_leaves_no_process(
    how: signal.Signals, code: str, write: Callable[..., Path], tmp_path: Path, released: Released
) -> None:
    write(tmp_path / "lang.ipynb", code)
    stop_in_the_middle(how, tmp_path, released, "forked")


@pytest.mark.skipif(not LINUX, reason="what is promised of a killed run is promised on Linux")
def test_ordinary_processes_end_too_when_their_run_is_killed(
    write: Callable[..., Path], tmp_path: Path, released: Released
) -> None:
    write(tmp_path / "lang.ipynb", "import time\ntime.sleep(600)")
    stop_in_the_middle(signal.SIGKILL, tmp_path, released, "ordinary")


def stop_in_the_middle(how: signal.Signals, tmp_path: Path, released: Released, kind: str) -> None:
    """Stop a run whose chapters never end, and wait until all its processes are gone."""
    with tempfile.TemporaryDirectory(prefix="s-") as name:
        temporary = Path(name)  # short: sockets lie in it
        command = [sys.executable, "-c", RUN_FOR_EVER, str(tmp_path), str(released.folder), kind]
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TMPDIR": name}
        with started(command, env=environment) as run:
            wait_until(lambda: len(list(temporary.glob(f"{PREFIX}*/kernels/*-ipc-5"))) == 2)
            time.sleep(0.5)
            run.send_signal(how)
            run.wait(timeout=20)
            wait_until(lambda: not processes_of(temporary))
    assert not (tmp_path / "out").exists()


def test_runs_that_start_at_once_do_not_take_one_anothers_folder_for_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("samlad.execution.run_folder.LONGEST_SOCKET_FOLDER", 1000)

    def start(_: int) -> bool:
        with run_folder() as folder:
            time.sleep(0.001)
            return folder.executed.is_dir()

    with ThreadPoolExecutor(16) as threads:
        assert all(threads.map(start, range(800)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")
def test_what_a_killed_run_left_is_removed_and_what_is_in_use_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("samlad.execution.run_folder.LONGEST_SOCKET_FOLDER", 1000)
    left = tmp_path / f"{PREFIX}left"
    (left / "work").mkdir(parents=True)
    with run_folder() as one, run_folder() as other:
        assert not left.exists()
        assert one.work.is_dir()
        assert other.work.is_dir()
    assert list(tmp_path.iterdir()) == []


def children_of(parent: int) -> list[int]:
    """Process ids of live children."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(process.name))
    return found
