"""The doors of the house (ARCHITECTURE §3), held by walking every import in the package."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "samlad"
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = ("intake", "validation", "outcomes", "measures", "disclosure", "release", "chapters", "execution",
          "rendering", "archive", "publication")  # fmt: skip
OWNERS = {
    "great_expectations": ("validation",),
    "papermill": ("execution",),
    "jupyter_client": ("execution",),
    "ipykernel": ("execution",),
    "nbclient": ("execution",),
    "nbconvert": ("rendering",),
    "matplotlib": ("chapters", "execution"),
    "python_calamine": ("intake",),
    "xlsxwriter": ("intake",),
    "highspy": ("disclosure",),
    "scipy": ("disclosure",),
    "personnummer": ("validation",),
    "invoke": ("command_line",),
    "tqdm": ("commands",),
}
"""Who alone may import what; execution imports matplotlib only to have it warm before a kernel is forked."""


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide which door is used"
            yield node.module or ""
            if node.module == "samlad":
                yield from (f"samlad.{alias.name}" for alias in node.names)


def ours(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imports(path) if name.startswith("samlad.")}


def test_there_are_modules_in_every_stage() -> None:
    assert set(STAGES) <= {room(path) for path in MODULES}


@pytest.mark.parametrize(("library", "rooms"), OWNERS.items())
def test_a_library_is_imported_only_by_the_rooms_that_own_it(library: str, rooms: tuple[str, ...]) -> None:
    users = {room(path) for path in MODULES for name in imports(path) if name.split(".")[0] == library}
    assert users <= set(rooms)


def test_stages_do_not_import_one_another() -> None:
    reached = {(room(path), other) for path in MODULES if room(path) in STAGES for other in ours(path)}
    # The process that forks kernels loads what a chapter needs beforehand, and nothing of it is called.
    allowed = {("execution", "chapters")}
    assert {pair for pair in reached if pair[1] in STAGES and pair[0] != pair[1]} - allowed == set()


def test_only_the_pipeline_and_the_commands_know_more_than_one_stage() -> None:
    knowing = {room(path) for path in MODULES if len(ours(path) & set(STAGES) - {room(path)}) > 1}
    assert knowing <= {"pipeline", "commands"}


@pytest.mark.parametrize("foundation", ["errors", "locks", "paths", "stages"])
def test_the_foundation_imports_nothing_above_it(foundation: str) -> None:
    assert ours(PACKAGE / f"{foundation}.py") <= {"errors", "locks"}


def test_the_attacker_shares_no_code_with_the_protector() -> None:
    own = "samlad.disclosure.attacker"
    attacker = [path for path in MODULES if path.is_relative_to(PACKAGE / "disclosure" / "attacker")]
    used = {name for path in attacker for name in imports(path)}
    ours = {name for name in used if name.startswith("samlad") and not name.startswith(own)}
    assert ours == {"samlad.errors"}
    assert {name.split(".")[0] for name in used} <= {"samlad", "numpy", "scipy", *sys.stdlib_module_names}
    protector = [path for path in MODULES if room(path) == "disclosure" and path not in attacker]
    assert not {name for path in protector for name in imports(path) if name.startswith(own)}


def test_chapters_reach_released_tables_only() -> None:
    reached = {name for path in MODULES if room(path) == "chapters" for name in ours(path)}
    assert not reached & {"params", "reference", "intake", "pipeline", "recipe", "outcomes", "measures"}


def test_print_stays_at_the_desk() -> None:
    printing = {
        room(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing <= {"commands"}


def test_no_code_knows_which_city_or_source_it_serves() -> None:
    forbidden = ("stockholm", "kolada", "farsta", "socialnämnd", "stadsdelsnämnd")
    found = [
        f"{path.relative_to(PACKAGE)}: {word}"
        for path in MODULES
        if room(path) not in ("training",)
        for word in forbidden
        if word in path.read_text(encoding="utf-8").casefold()
    ]
    assert found == []
