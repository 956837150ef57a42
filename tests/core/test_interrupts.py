"""Ctrl-C stops the work wherever it comes, does not disturb the tidying, and leaves no waiting process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
START = "import os, signal; from samlad.interrupts import held_back, leave, once, said\n"


def run(program: str, *, ignoring: bool = False) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", START + program],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=lambda: signal.signal(
            signal.SIGINT, signal.SIG_IGN if ignoring else signal.default_int_handler
        ),
    )


PRESS = "os.kill(os.getpid(), signal.SIGINT)\n"


def test_the_first_one_stops_the_work_and_the_next_does_not_disturb_the_tidying() -> None:
    done = run(f"""
with once():
    try:
        {PRESS}
        print("arbetade vidare")
    finally:
        {PRESS}
        print("städat")
""")
    assert done.stdout == "städat\n"
    assert done.returncode == -signal.SIGINT


def test_one_that_python_dropped_comes_again_by_itself_and_nothing_is_said_of_it() -> None:
    done = run(f"""
import time
class Dropped:
    def __del__(self):
        {PRESS}
with once():
    try:
        Dropped()
        time.sleep(30)
        print("arbetade vidare")
    finally:
        print("städat")
""")
    assert done.stdout == "städat\n"
    assert done.returncode == -signal.SIGINT
    assert "Exception ignored" not in done.stderr


def test_one_that_was_dropped_when_the_work_was_done_does_not_come_after_it() -> None:
    done = run(f"""
import time
class Dropped:
    def __del__(self):
        {PRESS}
with once():
    Dropped()
time.sleep(0.2)
print("färdigt")
""")
    assert (done.returncode, done.stdout) == (0, "färdigt\n")


def test_what_else_python_drops_is_said_as_usual() -> None:
    done = run("""
class Faulty:
    def __del__(self):
        raise ValueError("fel i städningen")
with once():
    Faulty()
""")
    assert (done.returncode, done.stderr.count("fel i städningen")) == (0, 1)


def test_one_that_something_swallowed_can_be_pressed_again_when_tidying_would_be_done() -> None:
    done = run(f"""
import samlad.interrupts, time
samlad.interrupts.TIDYING = 0.2
with once():
    try:
        {PRESS}
    except BaseException:
        pass
    time.sleep(0.3)
    {PRESS}
    print("arbetade vidare")
""")
    assert "arbetade vidare" not in done.stdout
    assert done.returncode == -signal.SIGINT


def test_steps_that_belong_together_are_all_taken() -> None:
    done = run(f"""
with once():
    with held_back():
        {PRESS}
        print("båda stegen")
    print("färdigt")
    {PRESS}
    print("arbetade vidare")
""")
    assert done.stdout == "båda stegen\nfärdigt\n"


def test_the_words_for_what_was_interrupted_come_with_it() -> None:
    done = run(f"""
try:
    with once(), said("Ingenting är ändrat."):
        {PRESS}
except KeyboardInterrupt as interrupt:
    print(interrupt)
    leave()
""")
    assert (done.returncode, done.stdout, done.stderr) == (130, "Ingenting är ändrat.\n", "")


def test_where_it_is_ignored_it_stays_so() -> None:
    assert run(f"with once():\n    {PRESS}    print('kvar')\n", ignoring=True).stdout == "kvar\n"


def test_it_leaves_though_a_thread_is_in_the_middle_of_its_work() -> None:
    done = run("""
import threading, time
threading.Thread(target=time.sleep, args=(3600,)).start()
leave()
""")
    assert done.returncode == 130


@pytest.mark.parametrize("moment", ["start", "cancel"])
def test_a_run_that_is_interrupted_while_a_file_is_given_its_time_does_not_wait_for_that_time(
    moment: str,
) -> None:
    """The limit is longer than this test's patience; an interrupt in `start` once left its thread behind."""
    done = run(f"""
import threading
from samlad.intake.reading_process import ReadingProcess
usual = threading.Timer.{moment}
def interrupted(timer):
    if {moment!r} == "start":
        usual(timer)
    raise KeyboardInterrupt
threading.Timer.{moment} = interrupted
with ReadingProcess(wall_seconds=3600) as reader:
    reader.read(b"")
""")
    assert done.returncode == -signal.SIGINT


def test_one_that_comes_before_the_libraries_are_there_is_answered_in_words(tmp_path: Path) -> None:
    (tmp_path / "invoke.py").write_text(f"import os, signal\n{PRESS}", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", "-m", "samlad.program", "--list"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(SOURCE)])},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "Avbrutet.\n")
