"""inv, run for real in a small checkout: what it installs, what it says when it cannot, what it leaves."""

from __future__ import annotations

import ast
import errno
import os
import signal
import subprocess
import sys
import time
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from commanding import started

if TYPE_CHECKING:
    from .conftest import Checkout

INV = Path(__file__).parents[2] / "inv"
INSTALLING = "Installerar Python-paketen"


def only_sentence(stderr: str) -> str:
    """The one sentence said besides progress; it names no address."""
    said = [line for line in stderr.splitlines() if not line.startswith(INSTALLING)]
    assert len(said) == 1, stderr
    assert said[0].endswith(".")
    assert "://" not in said[0]
    return said[0]


def test_the_first_run_installs_exactly_the_lock_and_the_next_only_runs(checkout: Checkout) -> None:
    checkout.lock(checkout.wheel("litet", "1.0"), checkout.uv())
    # The user's settings for where things are installed must not lead the packages elsewhere.
    elsewhere = checkout.variables(
        PIP_TARGET=str(checkout.outside),
        UV_TARGET=str(checkout.outside),
        PIP_USER="1",
        UV_NO_VERIFY_HASHES="1",
    )
    first = checkout.inv("report", "--year", "2024", variables=elsewhere)
    assert first.returncode == 0, first.stderr + checkout.log.read_text()
    arguments, folder, packages = first.stdout.splitlines()
    assert arguments == "arguments report --year 2024"
    assert folder == f"folder {checkout.outside}"
    assert {"litet==1.0", "uv==0.0.1"} <= set(packages.split())
    assert first.stderr.startswith(INSTALLING)

    made = checkout.environment.stat().st_ino
    second = checkout.inv("fail")
    assert (second.returncode, second.stderr) == (3, "")
    assert checkout.environment.stat().st_ino == made

    imported = subprocess.run(
        [sys.executable, "-I", "-S", "-X", "importtime", checkout.folder / "inv"],
        capture_output=True,
        text=True,
        check=False,
    ).stderr
    start_up, _, _ = imported.partition("samlad")
    assert not {"subprocess", "shutil", "contextlib", "typing", "asyncio"} & {
        line.rpartition("|")[2].strip() for line in start_up.splitlines() if "import time" in line
    }


def test_an_environment_from_another_lock_is_replaced_and_pip_does_where_the_lock_has_no_uv(
    checkout: Checkout,
) -> None:
    stale = checkout.earlier_environment()
    checkout.lock(checkout.wheel("litet", "2.0"))
    run = checkout.inv("--list")
    assert run.returncode == 0, run.stderr + checkout.log.read_text()
    assert "litet==2.0" in run.stdout
    assert (stale / "samlad-stamp.txt").read_text() != "an earlier lock"
    assert not (checkout.folder / ".venv.previous").exists()


def test_a_package_with_the_wrong_hash_is_refused_in_one_sentence(checkout: Checkout) -> None:
    right = checkout.wheel("litet", "1.0")
    checkout.lock(right[:-4] + "0000", checkout.uv())
    run = checkout.inv("--list")
    assert run.returncode == 1
    assert "kontrollsumman" in only_sentence(run.stderr)
    assert not checkout.environment.exists()
    assert "Hash mismatch for `litet==1.0`" in checkout.log.read_text()


def test_without_network_one_sentence_is_said_and_nothing_is_left(checkout: Checkout) -> None:
    checkout.lock(checkout.wheel("litet", "1.0"), checkout.uv())
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_INDEX": "0", "PIP_FIND_LINKS": ""}
    run = checkout.inv("--list", variables=checkout.variables(**nowhere))
    assert run.returncode == 1
    assert "nätet eller er paketkälla inte svarar" in only_sentence(run.stderr)
    assert sorted(path.name for path in checkout.folder.iterdir()) == [
        ".venv-installation.log",
        "inv",
        "requirements.lock",
        "src",
    ]


def test_a_python_without_ensurepip_is_told_what_to_install(checkout: Checkout) -> None:
    checkout.lock()
    run = checkout.inv("--list", variables=checkout.without_ensurepip())
    assert run.returncode == 1
    assert f"apt-get install python3.{sys.version_info.minor}-venv" in only_sentence(run.stderr)
    assert not checkout.environment.exists()


def test_a_replacement_that_fails_leaves_the_earlier_environment(checkout: Checkout) -> None:
    stale = checkout.earlier_environment()
    checkout.lock()
    run = checkout.inv("--list", variables=checkout.without_ensurepip())
    assert run.returncode == 1
    assert (stale / "samlad-stamp.txt").read_text() == "an earlier lock"
    assert not (checkout.folder / ".venv.previous").exists()


def test_what_a_killed_inv_left_is_tidied_by_the_next(checkout: Checkout) -> None:
    half_made = checkout.environment / "lib"
    half_made.mkdir(parents=True)
    checkout.earlier_environment(".venv.previous")
    checkout.lock()
    checkout.inv("--list", variables=checkout.without_ensurepip())
    assert not half_made.exists()
    assert (checkout.environment / "samlad-stamp.txt").read_text() == "an earlier lock"


def test_a_half_made_environment_without_an_earlier_one_is_removed(checkout: Checkout) -> None:
    (checkout.environment / "lib").mkdir(parents=True)
    checkout.lock()
    checkout.inv("--list", variables=checkout.without_ensurepip())
    assert not checkout.environment.exists()


def test_ctrl_c_leaves_no_half_made_environment(checkout: Checkout) -> None:
    checkout.lock(checkout.wheel("litet", "1.0"))
    with started([sys.executable, checkout.folder / "inv", "--list"], env=checkout.variables()) as process:
        while not (checkout.environment / "pyvenv.cfg").exists():
            assert process.poll() is None
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)  # as the terminal does: to inv and to what it has started
        _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert only_sentence(stderr).startswith("Avbrutet innan .venv var färdig")
    assert not checkout.environment.exists()


def test_two_at_once_wait_for_each_other(checkout: Checkout) -> None:
    fcntl = pytest.importorskip("fcntl")
    checkout.lock()
    with (
        checkout.log.open("a") as held,
        started([sys.executable, checkout.folder / "inv"], env=checkout.without_ensurepip()) as second,
    ):
        fcntl.flock(held, fcntl.LOCK_EX)
        assert second.stderr is not None
        assert second.stderr.readline() == "Väntar på en annan inv som installerar …\n"
        assert not checkout.environment.exists()
        fcntl.flock(held, fcntl.LOCK_UN)
        _, stderr = second.communicate(timeout=30)
    assert stderr.startswith(INSTALLING)


def test_a_missing_lock_is_said_with_the_way_to_get_it(checkout: Checkout) -> None:
    run = checkout.inv("--list")
    assert run.returncode == 1
    assert "git checkout requirements.lock" in only_sentence(run.stderr)


def test_a_python_that_is_too_old_is_told_which_one_is_needed() -> None:
    ast.parse(INV.read_text(encoding="utf-8"), feature_version=(3, 7))  # or it could only fail to be read
    pretend = "import runpy, sys; sys.version_info = (3, 8, 18, 'final', 0); runpy.run_path(sys.argv[1])"
    run = subprocess.run(
        [sys.executable, "-c", pretend, INV], capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 1
    assert only_sentence(run.stderr).startswith(
        "Samlad behöver Python 3.11 eller senare men startades med 3.8:"
    )


@pytest.fixture(scope="module")
def inv() -> ModuleType:
    """inv as a module, for what only its words are tried of."""
    loader = SourceFileLoader("inv_as_module", str(INV))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "WRONG_HASH"),
        ("error: Failed to download `six==1.17.0`\n  cause: Hash mismatch for `six==1.17.0`", "WRONG_HASH"),
        ("error: In `--require-hashes` mode, all requirements must have a hash, but none were", "WRONG_HASH"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "DISK_FULL",
        ),
        ("  cause: failed to copy file: No space left on device (os error 28)", "DISK_FULL"),
        ("error: Failed to fetch: …\n  cause: client error (Connect)\n  cause: dns error", "NO_NETWORK"),
        ("error: Failed to fetch: …\n  cause: invalid peer certificate: UnknownIssuer", "CERTIFICATE"),
        ("SSLError(… [SSL: CERTIFICATE_VERIFY_FAILED] …\n(from versions: none)", "CERTIFICATE"),
        ("Failed to fetch: …\n  cause: HTTP status client error (401 Unauthorized)", "REFUSED"),
        ("Could not find a version that satisfies six==1.17.0 (from versions: none)", "NO_NETWORK"),
        ("(from versions: 1.16.0)\nERROR: No matching distribution found for six==1.17.0", "NO_PACKAGE"),
        ("Because there is no version of six==99.0 and you require six==99.0", "NO_PACKAGE"),
        ("hint: six==1.17.0 has no wheels with a matching Python ABI tag", "NO_PACKAGE"),
        ("Something that nobody has seen", "UNKNOWN"),
    ],
)
def test_each_known_failure_of_pip_and_uv_has_its_sentence(
    inv: ModuleType, output: str, sentence: str
) -> None:
    assert inv.explain(output) == getattr(inv, sentence)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, "DISK_FULL"), (errno.EROFS, "NO_PERMISSION"), (errno.EIO, "UNKNOWN")],
)
def test_errors_of_the_system_have_their_sentences(inv: ModuleType, number: int, sentence: str) -> None:
    assert inv.explain_system_error(OSError(number, "i datorns språk")) == getattr(inv, sentence)


def test_pips_sources_are_passed_on_to_uv_but_never_over_the_users_own(
    inv: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = {
        "index-url": "a",
        "extra-index-url": "b\nc",
        "find-links": "d e",
        "cert": "f",
        "timeout": "60",
    }
    monkeypatch.setattr(inv, "pip_settings", lambda: settings)
    for name in [name for name in os.environ if name.startswith("UV_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SSL_CERT_FILE", "mine")
    assert inv.sources_for_uv() == {
        "UV_DEFAULT_INDEX": "a",
        "UV_INDEX": "b c",
        "UV_FIND_LINKS": "d,e",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    monkeypatch.setenv("UV_DEFAULT_INDEX", "mine")
    assert inv.sources_for_uv() == {}
