"""Parameters passed and declared must be the same: papermill would only warn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from samlad.errors import ChapterError
from samlad.execution import execute
from samlad.execution.parameters import check_plans
from samlad.stages import ChapterPlan, Released


@pytest.fixture
def mal(tmp_path: Path, write: Callable[..., Path], plan: Callable[..., ChapterPlan]) -> ChapterPlan:
    return plan(write(tmp_path / "mal.ipynb", "1"))


def test_matching_parameters_pass(mal: ChapterPlan, tmp_path: Path) -> None:
    check_plans([mal], tmp_path)


def test_a_misspelt_parameter_stops_everything_before_it_runs(
    mal: ChapterPlan, tmp_path: Path, released: Released
) -> None:
    parameters = {**mal.parameters, "perod": "VB"}
    del parameters["period"]
    wrong = replace(mal, parameters=parameters)
    with pytest.raises(ChapterError, match="inget kapitel har körts") as caught:
        execute([mal, wrong], tmp_path, released, tmp_path / "out")
    assert caught.value.exit_code == 16
    assert caught.value.details == (
        "mal.ipynb: tar inte emot perod",
        "mal.ipynb: period har fått inget värde",
    )
    assert not (tmp_path / "out").exists()


def test_a_missing_notebook_and_a_broken_one_are_named(mal: ChapterPlan, tmp_path: Path) -> None:
    (tmp_path / "trasig.ipynb").write_text("{", encoding="utf-8")
    wrong = [replace(mal, notebook="borta.ipynb"), replace(mal, notebook="trasig.ipynb")]
    with pytest.raises(ChapterError) as caught:
        check_plans(wrong, tmp_path)
    assert caught.value.details == (
        "borta.ipynb: filen saknas i notebooks-mappen",
        "trasig.ipynb: går inte att läsa som en notebook",
    )


@pytest.mark.parametrize(
    "cell", ["year = 1 + 1", "year = 2024.5", "import os", "year = period = 1", "year = True"]
)
def test_a_parameters_cell_holds_names_with_texts_and_integers_only(
    cell: str, write: Callable[..., Path], mal: ChapterPlan, tmp_path: Path
) -> None:
    write(tmp_path / "mal.ipynb", "1", parameters=cell)
    with pytest.raises(ChapterError) as caught:
        check_plans([mal], tmp_path)
    assert "cellen parameters får bara ha rader som" in caught.value.details[0]
