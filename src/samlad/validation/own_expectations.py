"""Makes a Great Expectations type of each of our own conditions, named as the condition.

Great Expectations is imported here and in `engine` only. A type made here is a multicolumn map
expectation: it can be given row numbers of what failed without any value (docs/explanation of the gate).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pandas as pd
from great_expectations.compatibility import pydantic
from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider import (
    MulticolumnMapMetricProvider,
    multicolumn_condition_partial,
)

from samlad.validation import group_conditions, row_conditions, survey_conditions

Condition = Callable[..., pd.Series]


def conditions(module: ModuleType) -> dict[str, Condition]:
    """A module's own conditions by name."""
    return {
        name: function
        for name, function in vars(module).items()
        if name.startswith("expect_") and function.__module__ == module.__name__
    }


CONDITIONS = {
    **conditions(row_conditions),
    **conditions(group_conditions),
    **conditions(survey_conditions),
}


def _limits(condition: Condition) -> tuple[str, ...]:
    parameters = inspect.signature(condition).parameters.values()
    return tuple(parameter.name for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY)


def _metric(name: str, condition: Condition) -> None:
    """Register the metric that evaluates a condition; the base class registers it when it is made."""
    limits = _limits(condition)

    def pandas(cls: type, column_list: pd.DataFrame, **kwargs: Any) -> pd.Series:
        return condition(column_list, **{limit: kwargs[limit] for limit in limits})

    type(MulticolumnMapMetricProvider)(
        f"{_class_name(name)}Metric",
        (MulticolumnMapMetricProvider,),
        {
            "__module__": __name__,
            "condition_metric_name": f"multicolumn_values.{name}",
            "condition_domain_keys": ("batch_id", "table", "column_list", "ignore_row_if"),
            "condition_value_keys": limits,
            "_pandas": multicolumn_condition_partial(engine=PandasExecutionEngine)(pandas),
        },
    )


def _expectation(name: str, condition: Condition) -> type:
    """The expectation type of a condition; every limit must be given, and no row is left out unasked."""
    limits = _limits(condition)
    made: type = type(MulticolumnMapExpectation)(
        _class_name(name),
        (MulticolumnMapExpectation,),
        {
            "__module__": __name__,
            "__doc__": condition.__doc__,
            "__annotations__": {"ignore_row_if": str, **dict.fromkeys(limits, Any)},
            "ignore_row_if": "never",
            **{limit: pydantic.Field(...) for limit in limits},
            "map_metric": f"multicolumn_values.{name}",
            "success_keys": ("mostly", *limits),
            "args_keys": ("column_list", *limits),
        },
    )
    return made


def _class_name(name: str) -> str:
    return "".join(part.title() for part in name.split("_"))


for _name, _condition in CONDITIONS.items():
    _metric(_name, _condition)

TYPES = {name: _expectation(name, condition) for name, condition in CONDITIONS.items()}
"""Our own expectation types by name; making them registers them with Great Expectations."""
