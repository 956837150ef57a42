"""Runs suites in Great Expectations and keeps nothing of it but verdicts and row numbers.

Importing this module imports Great Expectations, which takes seconds: import it inside a function.
Its result objects carry values, and its tracebacks too, even in the leanest format; none leaves here.
"""

from __future__ import annotations

import builtins
import logging
import os
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd

# Before the import: usage analytics must be off when the package is loaded (ARCHITECTURE §8 trap 4).
os.environ["GX_ANALYTICS_ENABLED"] = "false"

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its own use of deprecated modules is nothing that our reader can mend
    import great_expectations as gx
    from great_expectations import exceptions as gx_exceptions
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.expectations.registry import list_registered_expectation_implementations

    from samlad.validation import own_expectations

from samlad.validation.suites import Expectation, Suite, refuse

RESULT_FORMAT = {
    "result_format": "COMPLETE",
    "exclude_unexpected_values": True,
    "partial_unexpected_count": 0,
    "return_unexpected_index_query": False,
}
"""Row numbers without values; without index columns it is also several times faster."""
LAST_LINE = re.compile(r"^(?:[a-z_]\w*\.)*([A-Z]\w*)(?::|$)", re.MULTILINE)


@dataclass(frozen=True)
class Verdict:
    """How one expectation fell out.

    Attributes:
        rows: positions in the frame of the rows that failed.
        error: the type of what was raised, where the expectation could not run.
    """

    expectation: Expectation
    success: bool
    rows: tuple[int, ...]
    error: str = ""


@dataclass(frozen=True)
class Question:
    """A suite to be asked of a frame, with its placeholders filled (one mapping per expectation)."""

    suite: Suite
    kwargs: Sequence[Mapping[str, Any]]
    frame: pd.DataFrame


def check_types(suites: Sequence[Suite]) -> None:
    """Refuse expectation types that nobody knows, before anything is evaluated.

    Raises:
        SuiteError: with the file and the misspelt expectation of each.
    """
    known = {*list_registered_expectation_implementations(), *own_expectations.TYPES}
    refuse(
        [
            f"{suite.name}.json, regeln {line.rule.rule_id}: expectation «{line.kind}» finns inte"
            for suite in suites
            for line in suite.expectations
            if line.kind not in known
        ]
    )


def evaluate(questions: Sequence[Question]) -> list[tuple[Verdict, ...]]:
    """The verdicts on each question, in the order of its suite.

    Raises:
        SuiteError: a suite was loaded or evaluated with other expectations than its file has.
    """
    check_types([question.suite for question in questions])
    with _silent():
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        source = context.data_sources.add_pandas("received")
        return [_evaluate(source, question) for question in questions]


def _evaluate(source: Any, question: Question) -> tuple[Verdict, ...]:
    suite = question.suite
    loaded = _load(question)
    asset = source.add_dataframe_asset(suite.name)
    batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": question.frame})
    results = batch.validate(loaded, result_format=RESULT_FORMAT).results
    by_number = {result.expectation_config.meta["number"]: result for result in results}
    if len(results) != len(suite.expectations) or sorted(by_number) != list(range(len(suite.expectations))):
        refuse([f"{suite.name}.json: {len(suite.expectations)} regler i filen, men {len(results)} prövades"])
    return tuple(_verdict(line, by_number[number]) for number, line in enumerate(suite.expectations))


def _load(question: Question) -> gx.ExpectationSuite:
    """The suite as Great Expectations has it; it drops what it does not know and says nothing of it."""
    suite = question.suite
    lines: list[Any] = [
        {
            "type": line.kind,
            "kwargs": dict(kwargs),
            "meta": {"number": number},
            "severity": line.rule.severity,
        }
        for number, (line, kwargs) in enumerate(zip(suite.expectations, question.kwargs, strict=True))
    ]
    try:
        loaded = gx.ExpectationSuite(name=suite.name, expectations=lines)
    except Exception as error:
        refuse([f"{suite.name}.json: en expectation har fel argument ({type(error).__name__})"])
        raise
    wanted = [line.kind for line in suite.expectations]
    got = [line.expectation_type for line in loaded.expectations]
    if not wanted or sorted(got) != sorted(wanted):
        missing = sorted({kind for kind in wanted if got.count(kind) != wanted.count(kind)})
        refuse(
            [f"{suite.name}.json: {len(wanted)} regler i filen, {len(got)} lästes in ({', '.join(missing)})"]
        )
    return loaded


def _verdict(expectation: Expectation, result: Any) -> Verdict:
    error = _error(result.exception_info)
    if error:
        return Verdict(expectation, success=False, rows=(), error=error)
    rows = result.result.get("unexpected_index_list") or ()
    return Verdict(expectation, bool(result.success), tuple(int(row) for row in rows))


def _error(info: Mapping[str, Any]) -> str:
    """The type of what was raised, if anything was; never its text, which quotes values."""
    entries = [info] if "raised_exception" in info else [entry for entry in info.values() if entry]
    for entry in entries:
        if entry["raised_exception"]:
            names = LAST_LINE.findall(str(entry["exception_traceback"] or ""))
            known = [name for name in names if hasattr(builtins, name) or hasattr(gx_exceptions, name)]
            return known[0] if known else "Exception"
    return ""


@contextmanager
def _silent() -> Iterator[None]:
    """Its log lines and warnings quote values too, and would reach the terminal."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
