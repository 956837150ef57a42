"""What had left the house is an ingredient, but what a recipe lets out itself makes no new run of it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from samlad.paths import Folders
from samlad.pipeline import Asked, ask
from samlad.recipe import Recipe, read_recipe
from samlad.register import EDITION, REVIEW, Entry, Register

CHECKOUT = Path(__file__).parents[2]


@cache
def asked() -> Asked:
    return ask(Folders(CHECKOUT, CHECKOUT / "data", CHECKOUT / "params", CHECKOUT / "output"), 2024, "VB")


def recipe(folder: Path, *entries: Entry) -> Recipe:
    one = asked()
    register = Register(folder, entries)
    for entry in entries:
        register.tables(entry).mkdir(exist_ok=True)
        (register.tables(entry) / "cells.csv").write_text(f"{entry.edition_id}\n", encoding="utf-8")
    return read_recipe(one.folders, one.params, one.period, one.reference, register)


def entry(name: str, digest: str, kind: str = REVIEW) -> Entry:
    return Entry(name, kind, "2024", 2024, "VB", "", "2025-04-01", "2024-r01", digest, {})


@pytest.fixture
def own(tmp_path: Path) -> str:
    return recipe(tmp_path).digest


def test_a_draft_that_was_reviewed_and_then_published_is_still_of_the_same_recipe(
    tmp_path: Path, own: str
) -> None:
    out = (entry("2024-g01", own), entry("2024-g02", own), entry("2024-u1", own, EDITION))
    for count in range(1, 4):
        again = recipe(tmp_path, *out[:count])
        assert (again.digest, again.editions) == (own, ())


def test_what_another_recipe_let_out_is_an_ingredient(tmp_path: Path, own: str) -> None:
    other = entry("2024-T1-u1", "annat", EDITION)
    after = recipe(tmp_path, other)
    assert after.digest != own and after.editions == ("2024-T1-u1",)
    published = entry("2024-u1", after.digest, EDITION)
    assert recipe(tmp_path, other, published) == after


def test_what_came_out_between_two_of_the_same_recipe_counts(tmp_path: Path, own: str) -> None:
    first, between = entry("2024-u1", own, EDITION), entry("2024-T1-u1", "annat", EDITION)
    assert recipe(tmp_path, first, between).editions == ("2024-u1", "2024-T1-u1")
    assert recipe(tmp_path, first, between, replace(first, edition_id="2024-u2")).editions == (
        "2024-u1", "2024-T1-u1", "2024-u2",
    )  # fmt: skip
