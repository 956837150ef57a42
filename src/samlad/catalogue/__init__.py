"""The programme as data (docs/explanation/programmets-data.md): what an edition says, and how it is read."""

from samlad.catalogue.programme import (
    Activity,
    Ansvar,
    Condition,
    Goal,
    IlsMatt,
    Indicator,
    Programme,
    TablePlan,
)
from samlad.catalogue.reading import ACTIVITY_COLUMNS, INDICATOR_COLUMNS, KINDS, load_programme

__all__ = [
    "ACTIVITY_COLUMNS",
    "INDICATOR_COLUMNS",
    "KINDS",
    "Activity",
    "Ansvar",
    "Condition",
    "Goal",
    "IlsMatt",
    "Indicator",
    "Programme",
    "TablePlan",
    "load_programme",
]
