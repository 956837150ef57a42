"""pyproject.toml, requirements.lock, environment.yml and the page of reasons name the same packages."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
DIRECT = {
    canonicalize_name(requirement.name): requirement
    for requirement in map(
        Requirement, [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    )
}
CONDA_NAMES = {"matplotlib-base": "matplotlib", "playwright-python": "playwright"}
"""Where conda-forge calls a package something else; matplotlib-base is matplotlib without a window system."""


def lock_entries() -> list[tuple[Requirement, list[str]]]:
    """Each entry of the lock with its options."""
    lines = LOCK.replace("\\\n", " ").splitlines()
    entries = (re.split(r"\s+(?=--)", line) for line in lines)
    return [(Requirement(first), options) for first, *options in entries]


def locked_versions() -> dict[str, set[str]]:
    """The locked versions by name; more than one where they differ between Pythons or systems."""
    versions: dict[str, set[str]] = defaultdict(set)
    for requirement, _ in lock_entries():
        (pin,) = requirement.specifier
        assert pin.operator == "=="
        versions[canonicalize_name(requirement.name)].add(pin.version)
    return versions


def conda_pins() -> dict[str, str]:
    """The versions in environment.yml, by the names that pip uses."""
    environment = YAML(typ="safe").load(ROOT / "environment.yml")
    lines = [line for line in environment["dependencies"] if isinstance(line, str) and line != "pip"]
    [by_pip] = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    pins = dict(re.split("==?", line) for line in [*lines, *by_pip])
    return {canonicalize_name(CONDA_NAMES.get(name, name)): version for name, version in pins.items()}


def test_the_lock_satisfies_every_direct_dependency() -> None:
    locked = locked_versions()
    assert locked.keys() >= DIRECT.keys()
    for name, requirement in DIRECT.items():
        assert all(requirement.specifier.contains(version) for version in locked[name]), name


def test_every_locked_package_has_hashes_and_nothing_else() -> None:
    for requirement, options in lock_entries():
        assert options, f"{requirement.name} saknar kontrollsumma"
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", option) for option in options)


def test_the_lock_holds_no_address_and_no_settings() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*(-|#)(?!-hash=)", LOCK, flags=re.MULTILINE)


def test_conda_gets_the_same_versions_of_the_same_packages() -> None:
    pins = conda_pins()
    python = pins.pop("python")
    assert python in SpecifierSet(PROJECT["project"]["requires-python"])
    assert pins.keys() == DIRECT.keys()
    assert {name: {version} for name, version in pins.items()} == {
        name: locked_versions()[name] for name in DIRECT
    }


def test_every_dependency_has_its_reason_and_no_other_has() -> None:
    page = (ROOT / "docs" / "explanation" / "dependencies.md").read_text(encoding="utf-8")
    reasons = dict(re.findall(r"^\| ([a-z0-9-]+) \| (.+) \|$", page, flags=re.MULTILINE))
    assert reasons.keys() == DIRECT.keys()
    assert all(reason.endswith(".") for reason in reasons.values())


def test_the_guide_shows_how_the_lock_is_made() -> None:
    guide = (ROOT / "docs" / "how-to" / "installera.md").read_text(encoding="utf-8")
    for option in ("--universal", "--generate-hashes", "--no-emit-index-url", "--group dev"):
        assert option in guide
