"""The released JSON files: code lists, programme, words, rules, texts, and facts of the run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from samlad.prose import Analysis
from samlad.reference import Reference
from samlad.stages import RunFacts


def documents(
    reference: Reference, run: RunFacts, analysis: Analysis, disclosure: Mapping[str, Any]
) -> dict[str, str]:
    """Text of every JSON file by name."""
    content: dict[str, Any] = {
        "codelists": {name: [dict(row) for row in codes.rows] for name, codes in reference.codelists.items()},
        "programme": reference.programme.facts,
        "words": reference.words,
        "disclosure": dict(disclosure),
        "analysis": analysis.as_json(),
        "run": _run(run),
    }
    return {f"{name}.json": _json(value) for name, value in content.items()}


def _run(run: RunFacts) -> dict[str, Any]:
    parameters = [{"name": name, "text": text} for name, text in run.parameters]
    return {**asdict(run), "parameters": parameters}


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
