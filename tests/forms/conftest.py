"""Forms as they are issued for the training year, and forms filled in as a careful person would."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from samlad.desk import read_folders
from samlad.intake import receive
from samlad.intake.form import FormCell, Percent
from samlad.intake.forms.issued import Issued
from samlad.intake.forms.issuing import Issuer, received_earlier, received_from_ils
from samlad.intake.forms.lines import Line
from samlad.intake.forms.texts import FormTexts, load_form_texts
from samlad.intake.forms.workbook import issued_bytes
from samlad.params import ReportParams, load_params
from samlad.paths import Folders
from samlad.reference import Reference, load_reference
from samlad.stages import Received

CHECKOUT = Path(__file__).parents[2]
TOTAL = ("totalt", "alla åldrar")


@pytest.fixture(scope="session")
def folders() -> Folders:
    return read_folders(CHECKOUT)


@pytest.fixture(scope="session")
def params() -> ReportParams:
    return load_params(CHECKOUT / "params", 2024)


@pytest.fixture(scope="session")
def reference(folders: Folders, params: ReportParams) -> Reference:
    return load_reference(folders, params)


@pytest.fixture(scope="session")
def texts(reference: Reference) -> FormTexts:
    return load_form_texts(CHECKOUT / "data" / "form_texts.yaml", reference.words)


@pytest.fixture(scope="session")
def issuer(folders: Folders, params: ReportParams, reference: Reference, texts: FormTexts) -> Issuer:
    """The training year's forms, as `forms --year 2024` makes them."""
    return Issuer(
        reference,
        params,
        "VB",
        texts,
        load_reference(folders, load_params(folders.params, 2023)),
        received_earlier(folders.incoming, params, "VB", reference),
        received_from_ils(folders.incoming, params, "VB", reference),
    )


@pytest.fixture(scope="session")
def alone(issuer: Issuer) -> Issuer:
    """The same year with nothing received before: every form works alone."""
    return replace(issuer, previous=None, earlier=None, current=None)


@pytest.fixture(scope="session")
def filled() -> Callable[[Issued], Issued]:
    """A form with every cell filled in that asks for something, in numbers that agree with one another."""

    def fill(form: Issued) -> Issued:
        tables = {
            key: [_filled(key, number, line) for number, line in enumerate(lines)]
            for key, lines in form.tables.items()
        }
        about = {
            "reporter": "Ann-Sofi Övning",
            "manager": "Chef Övning",
            "reported_on": "2025-01-20",
            "decision_status": "beslutad",
            "decision_date": "2025-02-14",
            "decision_dnr": "Övning 2024/17",
        }
        return replace(form, tables=tables, about={**form.about, **about})

    return fill


def _filled(key: str, number: int, line: Line) -> Line:
    if key in ("own_indicators", "own_activities", "surveys") and number > 1:
        return line
    answers = {field: cell for field, cell in _answers(key, number, line).items() if field in line.open}
    return replace(line, cells={**line.cells, **answers})


def _answers(key: str, number: int, line: Line) -> Mapping[str, FormCell]:
    total = (line.cells.get("sex"), line.cells.get("age_group")) == TOTAL
    if key == "indicators":
        value: FormCell = {"antal": 90 if total else 4, "ja_nej": "ja", "tal": 12.5}.get(line.kind, "")
        target: FormCell = {"andel": Percent(60), "ja_nej": "ja"}.get(line.kind, 100)
        parts = {"numerator": 33, "denominator": 90} if total else {"numerator": 1, "denominator": 4}
        more = {"value": value} if value != "" else {}
        given = {"target": target, "target_setter": "nämnden"} if total else {}
        return {**parts, **more, **given, "comment": f"= rad {number}, å ä ö – “citat”"}
    if key == "activities":
        return {"status": "försenad", "comment": "@ väntar"}
    if key == "goals":
        return {"assessment": "uppfylls delvis", "reason": "Hälften är på plats."}
    if key == "analysis":
        return {"text": f"Analys {number}.\nAndra raden, å ä ö."}
    if key == "surveys":
        said: dict[str, FormCell] = {"goal_id": "1", "question": "Hur går det?", "method": "enkät"}
        said |= {"answers": 60, "respondents": "boende", "conducted": "våren", "about_persons": "ja"}
        said["multiple"] = "nej"
        count = (50, 10)[line.place]
        parts: dict[str, FormCell] = {"alternative": f"alternativ {line.place}", "chosen": count}
        return parts if line.place else said | parts
    own: dict[str, FormCell] = {"own_id": f"E{number}", "goal_id": "1", "name": "Eget", "comment": ""}
    if key == "own_activities":
        return own | {"status": "pågår enligt plan"}
    return own | {
        "kind": "antal",
        "about_persons": "nej",
        "sex": "totalt",
        "age_group": "alla åldrar",
        "value": 7,
    }


Inbox = Callable[[Mapping[str, bytes]], Received]


@pytest.fixture(scope="session")
def reading(reference: Reference) -> Callable[[Path, str], Inbox]:
    """Make a folder's inbox for a period of 2024: what reads files as if they had been received for it."""

    def inbox(where: Path, period: str) -> Inbox:
        def read(files: Mapping[str, bytes]) -> Received:
            folder = where / "incoming" / "2024" / period
            folder.mkdir(parents=True, exist_ok=True)
            for path in folder.iterdir():
                path.unlink()
            for name, content in files.items():
                (folder / name).write_bytes(content)
            return receive(where / "incoming", [(2024, period)], reference)

        return read

    return inbox


@pytest.fixture
def inbox(tmp_path: Path, reading: Callable[[Path, str], Inbox]) -> Inbox:
    """Read files as if they had been received for 2024 VB."""
    return reading(tmp_path, "VB")


@pytest.fixture
def plan_inbox(tmp_path: Path, reading: Callable[[Path, str], Inbox]) -> Inbox:
    """Read files as if they had been received as plans for 2024."""
    return reading(tmp_path, "VP")


@pytest.fixture(scope="session")
def as_written(
    written: dict[str, bytes],
    reading: Callable[[Path, str], Inbox],
    tmp_path_factory: pytest.TempPathFactory,
) -> Received:
    """What is received of the filled forms of every committee."""
    return reading(tmp_path_factory.mktemp("skrivna"), "VB")(written)


@pytest.fixture
def saved_by_libreoffice(
    tmp_path: Path, libreoffice: Callable[..., list[Path]]
) -> Callable[[Mapping[str, bytes], str], dict[str, bytes]]:
    """Open workbooks in LibreOffice and save them in the form with the ending that is asked for."""

    def save(files: Mapping[str, bytes], ending: str) -> dict[str, bytes]:
        source, saved = tmp_path / "skickade", tmp_path / "sparade"
        source.mkdir()
        for name, content in files.items():
            (source / name).write_bytes(content)
        libreoffice(ending, saved, *sorted(source.iterdir()))
        found = {path.name: path.read_bytes() for path in sorted(saved.iterdir())}
        assert {Path(name).stem for name in found} == {Path(name).stem for name in files}
        return found

    return save


@pytest.fixture(scope="session")
def written(alone: Issuer, filled: Callable[[Issued], Issued]) -> dict[str, bytes]:
    """A filled form of every committee, none of them helped by ILS."""
    return {
        f"{one.committee_id}.xlsx": issued_bytes(filled(alone.form(one)), alone.reference)
        for one in alone.committees()
    }
