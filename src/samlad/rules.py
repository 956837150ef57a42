"""The rules that the program itself asks, read from expectations/rules.yaml, and what every rule says.

The rules of the suites (expectations/*.json) have the same parts; docs/reference/regler.md lists them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from samlad.files import Faults, read_yaml

FILE = "rules.yaml"
SEVERITIES = ("critical", "warning", "info")
INTAKE = "intake-"
"""How the ids of rules begin that are asked while a file is read."""

NOT_RUN = "regel-kunde-inte-provas"
NO_ROWS_NEEDED = "tabell-utan-rader"
LARGE_CHANGE = "stor-forandring"
CORRECTION = "rattelse-stammer-inte"
EMPTIED = "text-tomd"
NAMED = (NOT_RUN, NO_ROWS_NEEDED, LARGE_CHANGE, CORRECTION, EMPTIED)
"""The rules that code names; each has its words in the file."""


@dataclass(frozen=True)
class Rule:
    """What a rule demands, in Swedish. Several expectations may check one rule, in different columns.

    Attributes:
        text: what is demanded, without a place, as the report prints it.
        fault, remedy: what is wrong and how to mend it; braces are filled with our own words, never with
            received text.
        reason: why the rule is there.
    """

    rule_id: str
    severity: str
    text: str
    fault: str
    remedy: str
    reason: str


Rules = Mapping[str, Rule]


def read_rules(folder: Path, faults: Faults) -> Rules:
    """The rules by id, in the file's order; faults where one is not whole or has an unknown severity."""
    content = read_yaml(folder / FILE, faults)
    if content.get("format") != 1 or set(content) != {"format", "rules"}:
        faults.append(f"{FILE}: ska ha format: 1 och rules, inget annat")
    keys = {field.name for field in fields(Rule)} - {"rule_id"}
    rules = {}
    for rule_id, given in dict(content.get("rules") or {}).items():
        if not isinstance(given, dict) or set(given) != keys or not all(given.values()):
            faults.append(f"{FILE}, {rule_id}: ska ha {', '.join(sorted(keys))}, alla ifyllda")
        elif given["severity"] not in SEVERITIES:
            faults.append(f"{FILE}, {rule_id}: severity ska vara något av {', '.join(SEVERITIES)}")
        else:
            rules[str(rule_id)] = Rule(rule_id=str(rule_id), **{key: str(given[key]) for key in keys})
    faults.extend(f"{FILE}: regeln {rule_id} saknas" for rule_id in NAMED if rule_id not in rules)
    return MappingProxyType(rules)
