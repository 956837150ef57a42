"""Reads our own YAML and CSV files strictly; faults are collected, so that all are said at once."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError


class Faults(list[str]):
    """Faults found so far, one Swedish line each, in the order they were found."""


def read_yaml(path: Path, faults: Faults) -> dict[str, Any]:
    """A YAML 1.2 mapping, with duplicate keys refused; `{}` and a fault where it cannot be had.

    YAML 1.2 is used since 1.1 reads `0114` as 76 and `no` as false (ARCHITECTURE §8 trap 6).
    """
    try:
        content = YAML(typ="safe", pure=True).load(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        faults.append(f"{path.name}: filen saknas")
    except OSError:
        faults.append(f"{path.name}: filen går inte att läsa")
    except UnicodeDecodeError:
        faults.append(f"{path.name}: filen är inte sparad som UTF-8")
    except DuplicateKeyError as error:
        faults.append(f"{path.name}{_place(error)}: en nyckel står två gånger")
    except YAMLError as error:
        faults.append(f"{path.name}{_place(error)}: går inte att tolka som YAML")
    else:
        if isinstance(content, dict):
            return content
        faults.append(f"{path.name}: ska bestå av rader på formen «nyckel: värde»")
    return {}


def _place(error: YAMLError) -> str:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    return f", rad {mark.line + 1}" if mark is not None else ""


def read_table(
    path: Path, columns: Sequence[str], faults: Faults, *, more: bool = False
) -> list[dict[str, str]]:
    """Rows of a UTF-8 CSV table with comma and header, every cell as text.

    Args:
        path: the table.
        columns: the headings it must have, in any order.
        faults: gets a line for a missing file, a wrong heading or a row of the wrong length.
        more: whether further columns are allowed.
    """
    name = f"{path.parent.name}/{path.name}"
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            lines = list(csv.reader(stream, strict=True))
    except FileNotFoundError:
        faults.append(f"{name}: filen saknas")
        return []
    except (OSError, UnicodeDecodeError, csv.Error):
        faults.append(f"{name}: filen går inte att läsa som CSV i UTF-8")
        return []
    if not lines:
        faults.append(f"{name}: filen är tom, rubrikraden saknas")
        return []
    header, rows = lines[0], lines[1:]
    missing = [column for column in columns if column not in header]
    unknown = [] if more else [column for column in header if column not in columns]
    if missing or unknown or len(set(header)) != len(header):
        words = [f"kolumnen {column} saknas" for column in missing]
        words += [f"kolumnen {column} är okänd" for column in unknown]
        faults.append(f"{name}: {', '.join(words) or 'en kolumnrubrik står två gånger'}")
        return []
    return _rows(name, header, rows, faults)


def _rows(name: str, header: list[str], rows: list[list[str]], faults: Faults) -> list[dict[str, str]]:
    result = []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            faults.append(f"{name}, rad {number}: {len(row)} celler, men rubrikraden har {len(header)}")
        elif any("\n" in cell or "\r" in cell for cell in row):
            faults.append(f"{name}, rad {number}: en cell har radbrytning")
        else:
            result.append(dict(zip(header, row, strict=True)))
    return result
