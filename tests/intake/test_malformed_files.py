"""Some hundred malformed files of the benchmark's generator: each is read or refused, and the run goes on."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from samlad.intake.reading_process import ReadingProcess

CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_intake", CHECKOUT / "benchmarks" / "fuzz_intake.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_generator_makes_the_same_files_for_the_same_seed(fuzz: ModuleType) -> None:
    first, second = list(fuzz.malformed_files(60, 7)), list(fuzz.malformed_files(60, 7))
    assert first == second
    assert {file.form for file in first} == {"xlsx", "ods", "xls", "csv"}


def test_hundreds_of_malformed_files_are_read_or_refused_one_by_one(fuzz: ModuleType) -> None:
    tally = fuzz.run(fuzz.malformed_files(420, 2))
    assert sum(tally.outcomes.values()) == 420
    # Both happen, so the changes are neither harmless nor all the same.
    assert tally.outcomes["read"] > 40
    assert len(tally.outcomes) > 5
    assert tally.ended == []
    assert tally.slowest[0] < 20


def test_a_good_file_is_read_after_all_of_them(fuzz: ModuleType) -> None:
    good = (fuzz.REAL / "kolada_export_2019.xlsx").read_bytes()
    with ReadingProcess() as process:
        for file in fuzz.malformed_files(70, 3):
            fuzz._outcome(process, file)
        assert process.read(good)[0].name == "Kolada nyckeltal"
