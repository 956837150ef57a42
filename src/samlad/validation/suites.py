"""Reads the suites in expectations/: which rules there are, in our own words. Knows nothing of the engine.

A suite is a JSON file in the form of Great Expectations (name, meta, expectations with type, kwargs and
meta). What is read here is refused as soon as it could mean that a rule is not checked (ARCHITECTURE §8
trap 1): unknown keys, duplicate keys, a placeholder that nobody fills, a value set typed into the file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from samlad.errors import SuiteError
from samlad.reference import Reference
from samlad.rules import SEVERITIES, Rule

PLACES = ("cell", "row", "sender", "sheet", "file", "none")
PLACEHOLDER = "$PARAMETER"
COLUMN_KEYS = ("column", "column_A", "column_B", "column_list")
RULE_KEYS = ("rule_id", "severity", "text", "fault", "remedy", "reason")
FIELDS = ("column", "committee", "item", "period", "validity", "successor", "sheet", "choices")
"""What `fault` and `remedy` may name in braces about the row, beside words of words.yaml (`unit_…`)."""
REQUIRED_FIRST = ("expect_table_row_count_to_be_between", "expect_column_values_to_not_be_null")


@dataclass(frozen=True)
class Expectation:
    """One line of a suite: the rule it checks, how, and how a fault is placed.

    Attributes:
        kind: the expectation type, as `expect_column_values_to_not_be_null`.
        kwargs: columns as they stand, limits and value sets as placeholders.
        field: the column that a fault is placed in, or "".
        place: one of `PLACES`: how near a fault can be placed.
    """

    rule: Rule
    kind: str
    kwargs: Mapping[str, Any]
    field: str
    place: str


@dataclass(frozen=True)
class Suite:
    """One suite file: its table, what the table is called in Swedish, and its expectations in order.

    Attributes:
        optional: whether it is legal that nobody has sent a single row of this table.
    """

    name: str
    table: str
    title: str
    optional: bool
    expectations: tuple[Expectation, ...]


def read_suites(folder: Path) -> Mapping[str, Suite]:
    """Every suite in a folder, by name, in the order of their names.

    Raises:
        SuiteError: with every fault of every file, one line each.
    """
    paths = sorted(folder.glob("*.json"))
    faults: list[str] = [] if paths else ["mappen innehåller inga regelfiler (*.json)"]
    suites = {path.stem: _read(path, faults) for path in paths}
    _check_same_rule_same_words(suites.values(), faults)
    refuse(faults)
    return suites


def refuse(faults: Sequence[str]) -> None:
    """Stop when there are faults in the suites: a rule might go unchecked."""
    if faults:
        raise SuiteError(
            f"Reglerna i expectations/ har {len(faults)} fel; grinden kan inte öppnas.",
            details=faults,
            remedy="rätta regelfilerna som nämns; felet ligger i programmet, inte i de mottagna filerna.",
        )


def _read(path: Path, faults: list[str]) -> Suite:
    content = _json(path, faults)
    meta = content.get("meta") if isinstance(content.get("meta"), dict) else {}
    assert isinstance(meta, dict)
    if content.get("name") != path.stem:
        faults.append(f"{path.name}: name ska vara «{path.stem}»")
    _check_keys(content, ("name", "meta", "expectations"), path.name, faults)
    _check_keys(meta, ("table", "title", "optional"), f"{path.name}, meta", faults)
    given = content.get("expectations")
    lines = given if isinstance(given, list) else []
    expectations = tuple(
        _expectation(line, f"{path.name}, expectation {number}", faults)
        for number, line in enumerate(lines, start=1)
        if isinstance(line, dict)
    )
    _check_beginning(expectations, path.name, faults)
    return Suite(
        path.stem, str(meta.get("table")), str(meta.get("title")), meta.get("optional") is True, expectations
    )


def _json(path: Path, faults: list[str]) -> dict[str, Any]:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in items]
        faults.extend(
            f"{path.name}: nyckeln {key} står två gånger" for key in {k for k in keys if keys.count(k) > 1}
        )
        return dict(items)

    try:
        content = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=pairs)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError):
        faults.append(f"{path.name}: går inte att läsa som JSON i UTF-8")
        return {}
    return content if isinstance(content, dict) else {}


def _check_keys(given: Mapping[str, Any], wanted: Sequence[str], place: str, faults: list[str]) -> None:
    faults.extend(f"{place}: nyckeln {key} saknas" for key in wanted if key not in given)
    faults.extend(f"{place}: nyckeln {key} är okänd" for key in given if key not in wanted)


def _expectation(line: Mapping[str, Any], place: str, faults: list[str]) -> Expectation:
    _check_keys(line, ("type", "kwargs", "meta"), place, faults)
    kind, kwargs, meta = (
        str(line.get("type", "")),
        dict(line.get("kwargs") or {}),
        dict(line.get("meta") or {}),
    )
    place = f"{place} ({kind})"
    column = kwargs.get("column", "")
    field, near = str(meta.pop("field", column)), str(meta.pop("place", "cell"))
    _check_keys(meta, RULE_KEYS, place, faults)
    if meta.get("severity") not in SEVERITIES:
        faults.append(f"{place}: severity ska vara något av {', '.join(SEVERITIES)}")
    if near not in PLACES:
        faults.append(f"{place}: place ska vara något av {', '.join(PLACES)}")
    for key, value in kwargs.items():
        if key not in COLUMN_KEYS and not (isinstance(value, dict) and set(value) == {PLACEHOLDER}):
            faults.append(f"{place}: {key} ska hämtas från katalogen, som {{«{PLACEHOLDER}»: «namn»}}")
    rule = Rule(**{key: str(meta.get(key, "")) for key in RULE_KEYS})
    faults.extend(f"{place}: {{{name}}} kan inte fyllas i" for name in _unknown_braces(rule))
    return Expectation(rule, kind, kwargs, field, near)


def _unknown_braces(rule: Rule) -> list[str]:
    named = [(rule.text, ()), (rule.fault, FIELDS), (rule.remedy, FIELDS)]
    return [
        name
        for template, fields in named
        for _, name, _, _ in Formatter().parse(template)
        if name is not None and name not in fields and not name.startswith("unit_")
    ]


def _check_beginning(expectations: Sequence[Expectation], name: str, faults: list[str]) -> None:
    """A row count and a not-null come first: other rules pass on nothing (ARCHITECTURE §8 trap 2)."""
    kinds = [expectation.kind for expectation in expectations]
    if not kinds:
        faults.append(f"{name}: filen har inga regler; en tom fil skulle alltid gå igenom")
    elif tuple(kinds[:2]) != REQUIRED_FIRST:
        faults.append(f"{name}: de två första ska vara {' och '.join(REQUIRED_FIRST)}")


def _check_same_rule_same_words(suites: Any, faults: list[str]) -> None:
    rules: dict[str, Rule] = {}
    for suite in suites:
        for expectation in suite.expectations:
            rule = expectation.rule
            if rules.setdefault(rule.rule_id, rule) != rule:
                faults.append(
                    f"{suite.name}.json: regeln {rule.rule_id} har andra ord än på ett annat ställe"
                )


def known_rules(folder: Path, reference: Reference) -> frozenset[str]:
    """The ids of all rules: those of the suites in a folder, and those that the program itself asks."""
    asked = {rule.rule_id for suite in read_suites(folder).values() for rule in rules_of(suite)}
    return frozenset(asked | set(reference.rules))


def rules_of(suite: Suite) -> tuple[Rule, ...]:
    """A suite's rules in order, each once."""
    return tuple(dict.fromkeys(expectation.rule for expectation in suite.expectations))
