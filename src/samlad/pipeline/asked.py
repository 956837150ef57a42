"""What one command was asked for, and what is known of it before a received file is opened."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samlad.corrections import Corrections, load_corrections
from samlad.errors import ParamsError
from samlad.params import PLAN, ReportParams, load_params
from samlad.paths import Folders, stem
from samlad.recipe import read_key
from samlad.reference import Reference, load_reference
from samlad.undecided import UNDECIDED
from samlad.validation import known_rules


@dataclass(frozen=True)
class Asked:
    """What one command was asked for, with everything that is known before a file is opened."""

    folders: Folders
    params: ReportParams
    period: str
    reference: Reference

    @property
    def stem(self) -> str:
        """The report's name."""
        return stem(self.params.year, self.period)

    @property
    def typed(self) -> str:
        """How a command asks for this report."""
        period = "" if self.period == "VB" else f" --period {self.period}"
        return f"--year {self.params.year}{period}"

    @property
    def feedback(self) -> Path:
        """The folder with what goes back to the committees, and the utredare's overview."""
        return self.folders.output / "feedback" / f"{self.params.year}-{self.period}"

    @property
    def result_page(self) -> Path:
        """Where the utredare reads everything that the gate found."""
        return self.feedback / "granskning.html"

    @property
    def unread_texts(self) -> Path:
        """Where the utredare reads the free texts that nobody has approved."""
        return self.result_page.with_name("att-godkanna.yaml")

    @property
    def looked_at(self) -> Path:
        """Where the utredare says what has been looked at before an edition."""
        return self.folders.data / "publicering" / f"{self.stem}.yaml"

    @property
    def hidden_page(self) -> Path:
        """Where the utredare reads what was hidden, and what other tables would show."""
        return self.result_page.with_name("skydd.html")


def ask(folders: Folders, year: int, period: str) -> Asked:
    """Stage 0: read params and reference data.

    Raises:
        ParamsError, CatalogueError: exit 10.
    """
    params = load_params(folders.params, year)
    if period in params.undecided:
        raise ParamsError(
            f"Parametrarna för {year} är inte färdiga för {period}. Det här ska beslutas först.",
            details=[f"periods.{period}.{key}" for key in params.undecided[period]],
            remedy=f"ersätt «{UNDECIDED}» på raderna i {year}.yaml.",
        )
    if period not in params.collected:
        if period == PLAN:
            raise ParamsError(
                f"Parametrarna för {year} säger att inga planer samlas in.",
                remedy=f"lägg till plan med cutoff_date i {year}.yaml, eller välj en annan period.",
            )
        known = ", ".join(params.periods)
        raise ParamsError(
            f"Parametrarna för {year} har ingen rapport för {period}, bara för {known}.",
            remedy=f"lägg till {period} under periods i {year}.yaml, eller välj en av de andra.",
        )
    return Asked(folders, params, period, load_reference(folders, params))


def read_corrections(asked: Asked) -> Corrections:
    """The year's corrections that concern the periods that the report reads.

    Raises:
        ParamsError: the file is not what it should be.
    """
    path = asked.folders.data / "corrections" / f"{asked.params.year}.yaml"
    wanted = set(asked.params.wanted(asked.period, asked.reference.programme.indicators.values()))
    listed = load_corrections(
        path, asked.params.year, known_rules(asked.folders.expectations, asked.reference)
    )
    entries = [one for one in listed if (one.year, one.period) in wanted]
    # Without entries nothing is hashed, and a command that only looks makes no key.
    key = read_key(asked.folders, asked.params, asked.period) if entries else b""
    statuses = [row["code"] for row in asked.reference.codelists["statuses"].rows]
    return Corrections(entries, key, statuses, asked.reference.rules)
