"""Readable for ever: a run of every format that was ever used is still verified and rendered again."""

from __future__ import annotations

import importlib.util
import json
import shutil
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from samlad.archive.audit.audit import audit
from samlad.archive.audit.verdict import AGREES, RERENDER, VERIFY, Asked
from samlad.archive.destroying.take_out import take_out
from samlad.archive.runs import FORMAT_VERSION

VERSIONS = range(1, FORMAT_VERSION + 1)


@pytest.fixture(scope="module")
def samples() -> ModuleType:
    """The script that makes them."""
    path = Path(__file__).parents[1] / "sample_run.py"
    spec = importlib.util.spec_from_file_location("sample_run", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module", params=VERSIONS)
def run(
    request: pytest.FixtureRequest, samples: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    return Path(samples.unpack(request.param, tmp_path_factory.mktemp("format") / "körning"))


def test_every_format_has_its_sample_and_there_is_no_other(samples: ModuleType) -> None:
    kept = {path.name for path in samples.SAMPLES.iterdir()}
    assert kept == {samples.sample(version).name for version in VERSIONS}
    assert all(samples.sample(version).stat().st_size <= samples.MOST_BYTES for version in VERSIONS)


def test_a_sample_says_its_format_and_holds_training_data_alone(run: Path) -> None:
    facts = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert facts["format_version"] in VERSIONS
    assert facts["synthetic"] is True
    assert {path.name.partition("_")[0] for path in (run / "incoming").rglob("*.*")} == {"ovning"}


def test_a_sample_is_what_its_manifest_says(run: Path) -> None:
    verdict = audit(Asked(run, VERIFY))
    assert (verdict.outcome, verdict.faults) == (AGREES, ())


def test_a_samples_input_can_be_destroyed_and_the_rest_is_still_whole(run: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(run, tmp_path / "körning"))
    take_out(copy, "ÖVNING 2029/7", date(2029, 5, 3), None)
    assert not (copy / "incoming").exists()
    assert audit(Asked(copy, VERIFY)).outcome == AGREES


def test_a_sample_is_rendered_again_by_its_own_code_to_the_same_bytes(run: Path) -> None:
    """Fails when a package that is upgraded gives other bytes: see docs/reference/arkiv.md, Format."""
    verdict = audit(Asked(run, RERENDER, trust=True))
    assert (verdict.outcome, verdict.reason, verdict.differences) == (AGREES, "", ())
    assert verdict.remade > 5
