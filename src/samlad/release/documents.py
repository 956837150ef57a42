"""The released JSON files: code lists, programme, words, rules, texts, and facts of the run."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from samlad.prose import Analysis
from samlad.reference import Reference
from samlad.stages import RunFacts

PUBLIC_RULES = ("thresholds", "thresholds_source", "thresholds_status", "show_zero", "sign", "applies_to")
RULE_KEYS = ("id", "text", "source", "reason")


def documents(reference: Reference, run: RunFacts, analysis: Analysis) -> dict[str, str]:
    """Text of every JSON file by name."""
    content: dict[str, Any] = {
        "codelists": {name: [dict(row) for row in codes.rows] for name, codes in reference.codelists.items()},
        "programme": reference.programme.facts,
        "words": reference.words,
        "rules": _rules(reference),
        "analysis": analysis.as_json(),
        "run": _run(run),
    }
    return {f"{name}.json": _json(value) for name, value in content.items()}


def _rules(reference: Reference) -> dict[str, Any]:
    """Thresholds and texts alone: a reason per cell would tell which hidden cells are small."""
    content = reference.disclosure
    rules = [{key: str(rule.get(key) or "") for key in RULE_KEYS} for rule in content.get("rules") or []]
    own = {str(one): dict(limits) for one, limits in (content.get("indicators") or {}).items()}
    return {**{key: content.get(key) for key in PUBLIC_RULES}, "indicators": own, "rules": rules}


def _run(run: RunFacts) -> dict[str, Any]:
    parameters = [{"name": name, "text": text} for name, text in run.parameters]
    return {**asdict(run), "parameters": parameters}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
