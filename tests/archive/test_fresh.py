"""A fresh environment from a run's lock: what is installed, what can't be, and what is never said of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from commanding import started, wait_until
from small_wheel import small_wheel

from samlad.archive.audit.audit import audit
from samlad.archive.audit.build_faults import explain, named
from samlad.archive.audit.closed_net import closed_net
from samlad.archive.audit.fresh import build
from samlad.archive.audit.locked import ABSENT, OTHER, UNREACHED, Lacking, Pin
from samlad.archive.audit.making import PREFIX
from samlad.archive.audit.verdict import AGREES, IMPOSSIBLE, RERENDER, Asked, Verdict
from samlad.archive.environment import environment
from samlad.archive.manifest import write_manifest

from .conftest import SmallRun


def audited(run: SmallRun, wheels: Path | None, told: list[str] | None = None) -> Verdict:
    asked = Asked(run.path, RERENDER, trust=True, fresh=True, wheels=wheels)
    return audit(asked, (told if told is not None else []).append)


def test_a_run_is_made_again_with_the_packages_of_its_own_lock_and_no_others(
    run_with_lock: SmallRun, wheels: Path
) -> None:
    small_wheel(wheels, "hello", "2.0", __init__='GREETING = "nytt"')
    small_wheel(wheels, "annat", "1.0")
    told: list[str] = []
    verdict = audited(run_with_lock, wheels, told)
    assert (verdict.outcome, verdict.reason) == (AGREES, "")
    assert verdict.now["packages"] == {"hello": "1.0"} and verdict.changed == ()
    assert verdict.built == "en mapp med paketfiler, utan paketkälla"
    assert told[0] == "Bygger miljön ur körningens lås …"
    without = audit(Asked(run_with_lock.path, RERENDER, trust=True))
    assert [str(one) for one in without.changed] == ["hello: 1.0 då, finns inte nu"]


def test_the_python_of_the_run_is_looked_for_and_another_is_said(
    run_with_lock: SmallRun, wheels: Path
) -> None:
    assert audited(run_with_lock, wheels).now["python"] == environment()["python"]
    run_with_lock.replace("environment.json", f'"{environment()["python"]}"', '"3.0.1"')
    verdict = audited(run_with_lock, wheels)
    assert [str(one) for one in verdict.changed] == [f"Python: 3.0.1 då, {environment()['python']} nu"]


def drop(wheels: Path) -> None:
    (wheels / "hello-1.0-py3-none-any.whl").unlink()


def replace(wheels: Path) -> None:
    small_wheel(wheels, "hello", "1.0", __init__='GREETING = "ont"')


@pytest.mark.parametrize(
    ("change", "why", "by"), [(drop, ABSENT, "uv"), (replace, OTHER, "uv"), (drop, ABSENT, "pip")]
)
def test_an_environment_that_cannot_be_built_is_a_verdict_that_names_the_packages(
    run_with_lock: SmallRun,
    wheels: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], None],
    why: str,
    by: str,
) -> None:
    if by == "pip":
        monkeypatch.setattr(shutil, "which", lambda name, path=None: None)
    change(wheels)
    verdict = audited(run_with_lock, wheels)
    assert (verdict.outcome, verdict.lacking) == (IMPOSSIBLE, (Lacking("hello", "1.0", why),))
    assert verdict.reason.startswith("Miljön gick inte att bygga: ")
    assert str(wheels) not in repr(verdict)
    assert "://" not in verdict.reason


def test_pip_builds_the_environment_where_there_is_no_uv(
    run_with_lock: SmallRun, wheels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name, path=None: None)
    verdict = audited(run_with_lock, wheels)
    assert verdict.outcome == AGREES
    assert verdict.now["packages"]["hello"] == "1.0" and verdict.changed == ()
    assert "inte stängt" in verdict.net


def test_the_desks_own_settings_for_uv_and_pip_say_where_packages_come_from(
    run_with_lock: SmallRun, wheels: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    source = shutil.copytree(wheels, tmp_path / "paketkalla")  # pip parts its folders at spaces
    monkeypatch.setenv("PIP_FIND_LINKS", str(source))
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    verdict = audited(run_with_lock, None)
    assert (verdict.outcome, verdict.built) == (AGREES, "datorns inställda paketkälla")
    drop(source)
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "tom"))
    assert audited(run_with_lock, None).lacking == (Lacking("hello", "1.0", ""),)


def test_where_the_source_cannot_be_reached_every_package_of_the_run_is_named(
    run_with_lock: SmallRun, wheels: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = small_wheel(wheels, "annat", "1.0")
    lock = run_with_lock.path / "requirements.lock"
    run_with_lock.put("requirements.lock", f"{lock.read_text(encoding='utf-8')}{other}\n")
    run_with_lock.replace("environment.json", '"hello": "1.0"', '"annat": "1.0",\n"hello": "1.0"')
    for name, value in (("DEFAULT_INDEX", "http://127.0.0.1:9/simple"), ("HTTP_RETRIES", "0")):
        monkeypatch.setenv(f"UV_{name}", value)
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "tom"))
    verdict = audited(run_with_lock, None)
    assert verdict.reason == "Miljön gick inte att bygga: paketkällan gick inte att nå."
    assert verdict.lacking == (Lacking("hello", "1.0", UNREACHED), Lacking("annat", "1.0", UNREACHED))


def test_a_lock_without_hashes_is_not_installed(run_with_lock: SmallRun, wheels: Path) -> None:
    run_with_lock.put("requirements.lock", "hello==1.0\n")
    verdict = audited(run_with_lock, wheels)
    assert verdict.outcome == IMPOSSIBLE
    assert "saknar hash" in verdict.reason


def test_a_wheelhouse_or_a_lock_that_is_not_there_is_said(run_with_lock: SmallRun, wheels: Path) -> None:
    assert "mappen med paketfiler" in audited(run_with_lock, wheels / "finns-inte").reason
    (run_with_lock.path / "requirements.lock").unlink()
    write_manifest(run_with_lock.path)
    assert "requirements.lock saknas" in audited(run_with_lock, wheels).reason


PINS = (Pin("rpds-py", "0.30", frozenset()), Pin("bleach", "6.4.0", frozenset()), Pin("a", "1", frozenset()))
NO_NETWORK = """error: Failed to fetch: https://hemlig.exempel/simple/rpds-py/
  cause: client error (Connect)
  cause: dns error"""


@pytest.mark.parametrize(
    ("output", "sentence", "names"),
    [
        (NO_NETWORK, "paketkällan gick inte att nå", ["rpds-py"]),
        (
            "error: Failed to download `bleach==6.4.0`\n  cause: Hash mismatch for `bleach==6.4.0`",
            "ett paket stämde inte med låsets hash",
            ["bleach"],
        ),
        (
            "Because there is no version of bleach==6.4.0 and you require bleach==6.4.0, we can conclude",
            "paket finns inte där, eller inte för den här datorns Python",
            ["bleach"],
        ),
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken: /simple/bleach/\n"
            "ERROR: No matching distribution found for bleach==6.4.0",
            "paketkällan gick inte att nå",
            ["bleach"],
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n"
            "    bleach==6.4.0 from https://hemlig.exempel/bleach.whl:\n        Expected sha256 00",
            "ett paket stämde inte med låsets hash",
            ["bleach"],
        ),
        (
            "because bleach==6.4.0 has no wheels with a matching platform tag",
            "paket finns inte där, eller inte för den här datorns Python",
            ["bleach"],
        ),
        ("error: Failed to write: No space left on device (os error 28)", "disken är full", []),
        ("något annat om hemlig==1 på /root", "installationen misslyckades utan känd orsak", []),
    ],
)
def test_what_uv_and_pip_say_is_told_in_our_words_with_names_from_the_lock_alone(
    output: str, sentence: str, names: list[str]
) -> None:
    assert explain(output) == sentence
    assert [one.name for one in named(output, PINS)] == names


def test_the_same_network_that_is_closed_for_the_run_is_closed_for_a_wheelhouse(
    run_with_lock: SmallRun, wheels: Path, tmp_path: Path
) -> None:
    net = closed_net()
    built = build(run_with_lock.path, tmp_path / "miljo", wheels, net, {"python": environment()["python"]})
    assert built.python is not None and built.python.is_relative_to(tmp_path)


SLEEP = "BEFORE = None", "import time; Path(work, 'igång').touch(); time.sleep(60)"


@contextmanager
def auditing(run: SmallRun, temporary: Path) -> Iterator[subprocess.Popen[str]]:
    """An audit in a process of its own, that has come to the run's own code."""
    temporary.mkdir(exist_ok=True)
    code = (
        "import sys; from pathlib import Path; from samlad.archive.audit.audit import audit; "
        "from samlad.archive.audit.verdict import Asked; "
        "audit(Asked(Path(sys.argv[1]), 'rerender', trust=True))"
    )
    environment = {**os.environ, "TMPDIR": str(temporary)}
    with started([sys.executable, "-c", code, run.path], env=environment) as process:
        wait_until(lambda: bool(list(temporary.glob(f"{PREFIX}*/gjord/igång"))))
        yield process


def test_nothing_is_left_after_ctrl_c_and_what_a_killed_audit_left_is_removed_by_the_next(
    small_run: SmallRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_run.code(*SLEEP)
    temporary = tmp_path / "tmp"
    with auditing(small_run, temporary) as process:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) != 0
    assert list(temporary.iterdir()) == []

    with auditing(small_run, temporary) as killed:
        killed.kill()
        killed.wait()
    assert len(list(temporary.glob(f"{PREFIX}*"))) == 1
    small_run.code("BEFORE = None", "BEFORE = 1")
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    audit(Asked(small_run.path, RERENDER, trust=True))
    assert list(temporary.iterdir()) == []
