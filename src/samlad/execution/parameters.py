"""Parameters passed and declared must be the same names: papermill only warns, and runs on with defaults."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from samlad.errors import ChapterError
from samlad.stages import ChapterPlan


def check_plans(plans: Sequence[ChapterPlan], notebooks: Path) -> None:
    """Check every plan against its notebook before anything runs.

    Raises:
        ChapterError: a notebook is missing, cannot be read or declares other parameters; all faults.
    """
    faults = list(dict.fromkeys(fault for plan in plans for fault in _faults(plan, notebooks)))
    if faults:
        raise ChapterError(
            f"{len(faults)} fel i kapitlens notebooks; inget kapitel har körts.",
            details=faults,
            remedy="rätta cellen med taggen parameters i de notebooks som nämns.",
        )


def declared(notebook: Mapping[str, Any]) -> dict[str, str | int]:
    """Names and defaults in the cell tagged `parameters`.

    Raises:
        ValueError: there is not exactly one such cell, or it holds more than names with a text or an integer.
    """
    cells = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    if len(cells) != 1:
        raise ValueError(f"ska ha en cell med taggen parameters, men har {len(cells)}")
    found: dict[str, str | int] = {}
    for statement in ast.parse("".join(cells[0]["source"])).body:
        match statement:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Constant(value=str() | int() as value)
            ) if not isinstance(value, bool):
                found[name] = value
            case _:
                raise ValueError('cellen parameters får bara ha rader som namn = "text" eller namn = heltal')
    return found


def in_declared_order(plan: ChapterPlan, notebooks: Path) -> dict[str, str | int]:
    """The plan's parameters in the order that its notebook declares them, which papermill writes them in."""
    names = declared(_read(notebooks / plan.notebook))
    return {name: plan.parameters[name] for name in names}


def _faults(plan: ChapterPlan, notebooks: Path) -> Iterable[str]:
    path = notebooks / plan.notebook
    try:
        names = declared(_read(path))
    except FileNotFoundError:
        return [f"{plan.notebook}: filen saknas i notebooks-mappen"]
    except (json.JSONDecodeError, KeyError, UnicodeDecodeError, SyntaxError):
        return [f"{plan.notebook}: går inte att läsa som en notebook"]
    except ValueError as error:
        return [f"{plan.notebook}: {error}"]
    unknown = [f"{plan.notebook}: tar inte emot {name}" for name in plan.parameters if name not in names]
    missing = [
        f"{plan.notebook}: {name} har fått inget värde" for name in names if name not in plan.parameters
    ]
    return [*unknown, *missing]


def _read(path: Path) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return notebook
