"""`nytt-ar`: a year laid out after the last one, never written over, with what people must decide."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.commands.new_year import new_year
from samlad.disclosure import load_approved
from samlad.errors import ParamsError, UsageError
from samlad.files import Faults, read_yaml
from samlad.new_year import make_year
from samlad.new_year.params_file import params_text
from samlad.params import SECTIONS, ReportParams, load_params
from samlad.paths import Folders
from samlad.prose import load_analysis
from samlad.undecided import UNDECIDED, set_aside

CHECKOUT = Path(__file__).parents[2]
LAST = (CHECKOUT / "params" / "2024.yaml").read_text(encoding="utf-8")
RETENTION = 'retention: {decision: "SN 2020/1", received: 2031-12-31, drafts: 2027-12-31}\n'


def desk(root: Path, year: int = 2024, more: str = RETENTION) -> Folders:
    """A desk outside the checkout, with one year's params and its texts."""
    for name in ("data", "params"):
        (root / name).mkdir(parents=True)
    text = LAST.replace("year: 2024", f"year: {year}")
    text = re.sub(r"(2024|2025)(-\d\d-\d\d)", lambda found: f"{int(found[1]) + year - 2024}{found[2]}", text)
    (root / "params" / f"{year}.yaml").write_text(text + more, encoding="utf-8")
    shutil.copytree(CHECKOUT / "data" / "analysis" / "2024", root / "data" / "analysis" / str(year))
    return Folders(CHECKOUT, root / "data", root / "params", root / "output")


def state(folders: Folders) -> dict[str, tuple[bytes, int]]:
    root = folders.data.parent
    return {
        path.relative_to(root).as_posix(): (
            path.read_bytes() if path.is_file() else b"",
            path.stat().st_mtime_ns,
        )
        for path in sorted(root.rglob("*"))
    }


def content(folders: Folders) -> dict[str, bytes]:
    return {name: one for name, (one, _) in state(folders).items()}


def test_a_year_is_laid_out_and_the_second_time_nothing_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = desk(tmp_path)
    new_year(folders, 2025)
    said = capsys.readouterr().out
    assert "2025 är upplagt efter 2024" in said
    assert f"Skriv det i {folders.params / '2025.yaml'} och" in said
    for name in (
        "params/2025.yaml", "data/incoming/2025/VP", "data/incoming/2025/T1", "data/incoming/2025/VB",
        "data/corrections/2025.yaml", "data/analysis/2025/mal-7.md", "data/analysis/2025/sammanfattning.md",
        "data/analysis/2025/namnd-jarva.md", "data/analysis/2025/godkand.yaml",
    ):  # fmt: skip
        assert (tmp_path / name).exists(), name
    assert not (tmp_path / "data" / "analysis" / "2025-T1").exists()
    before = state(folders)
    new_year(folders, 2025)
    assert "Ingenting har ändrats" in capsys.readouterr().out
    assert state(folders) == before


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    folders = desk(tmp_path)
    mine = ("params/2025.yaml", "data/corrections/2025.yaml", "data/analysis/2025/mal-1.md")
    for name in mine:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CHECKOUT / "params" / "2025.yaml", tmp_path / name)
    before = content(folders)
    made = make_year(folders, 2025).made
    assert not set(mine) & set(made)
    assert {name: content(folders)[name] for name in before} == before
    assert "data/analysis/2025/mal-2.md" in made
    assert "data/incoming/2025/T1/" not in made  # that year's own params have no T1


def test_a_kill_at_any_moment_leaves_a_year_that_the_same_command_completes(tmp_path: Path) -> None:
    whole = desk(tmp_path / "hel")
    make_year(whole, 2025)
    for kill in range(6):
        folders = desk(tmp_path / str(kill))
        process = multiprocessing.get_context("fork").Process(target=make_year, args=(folders, 2025))
        process.start()
        time.sleep(0.15 + 0.1 * kill)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        left = {name for name in content(folders) if not Path(name).name.startswith(".")}
        if "params/2025.yaml" in left:
            assert left == set(content(whole))
        make_year(folders, 2025)
        found = {name: one for name, one in content(folders).items() if not Path(name).name.startswith(".")}
        assert found == content(whole)


def test_the_year_waits_for_its_decisions_period_by_period(tmp_path: Path) -> None:
    folders = desk(tmp_path)
    make_year(folders, 2025)
    with pytest.raises(ParamsError, match="inte färdig") as caught:
        load_params(folders.params, 2025)
    assert "plan.cutoff_date" in caught.value.details
    path = folders.params / "2025.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line == "  T1:")
    for number, value in ((first + 1, "2025-05-23"), (first + 2, "2025-06-13"), (first + 3, '"SN 2025/1"')):
        lines[number] = lines[number].replace(f'"{UNDECIDED}"', value)
    plan = next(number for number, line in enumerate(lines) if line == "plan:")
    lines[plan + 1] = "  cutoff_date: 2025-01-31"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    params = load_params(folders.params, 2025)
    assert params.collected == ("VP", "T1")
    assert set(params.undecided) == {"T2", "VB"}
    assert params.retention is not None
    assert (params.retention.decision, params.retention.received) == ("SN 2020/1", None)


def test_what_must_be_decided_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new_year(desk(tmp_path, 2025), 2026)
    said = capsys.readouterr().out
    for line in (
        "periods.VB.dnr ska beslutas",
        "Programutgåvan 2021-2025 gäller till och med 31 december 2025. Ingen utgåva",
        "Trösklarna är förra årets",
        "kontakter.csv",
        "Har någon tillkommit, upphört eller slagits samman?",
        "pågående serier i comparison/ saknar värde för 2025",
        "retention.received ska beslutas",
        "när T1 är beslutad: ./inv forms --year 2026 --period T1",
    ):
        assert line in said


def test_the_texts_of_goals_wait_for_the_programme_and_come_when_it_is_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = desk(tmp_path, 2025)
    assert not [name for name in make_year(folders, 2026).made if "mal-" in name]
    path = folders.params / "2026.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f'programme: "{UNDECIDED}"', 'programme: "2021-2025"'), encoding="utf-8")
    assert len([name for name in make_year(folders, 2026).made if "mal-" in name]) == 7
    new_year(folders, 2026)
    said = capsys.readouterr().out
    assert "gäller till och med 31 december 2025. Har den förlängts?" in said
    assert "7.A2 skulle vara klar 31 december 2021. Ska den efterfrågas 2026?" in said


def test_a_new_edition_of_the_programme_is_found_by_its_dates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = desk(tmp_path, 2025)
    for name in ("2017-2020", "2021-2025"):
        shutil.copytree(CHECKOUT / "data" / "programme" / name, folders.data / "programme" / name)
    new = shutil.copytree(folders.data / "programme" / "2021-2025", folders.data / "programme" / "2026-2030")
    facts = (new / "programme.yaml").read_text(encoding="utf-8")
    for old, other in (
        ("2021-01-01", "2026-01-01"),
        ("2025-12-31", "2030-12-31"),
        ('"2021-2025"', '"2026-2030"'),
    ):
        facts = facts.replace(old, other)
    (new / "programme.yaml").write_text(facts, encoding="utf-8")
    new_year(folders, 2026)
    assert "Utgåvan är 2026-2030; förra året var den 2021-2025" in capsys.readouterr().out
    assert 'programme: "2026-2030"\n' in (folders.params / "2026.yaml").read_text(encoding="utf-8")
    assert (folders.data / "analysis" / "2026" / "mal-7.md").is_file()


def test_a_committee_that_ends_is_told_and_gets_no_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = desk(tmp_path)
    shutil.copytree(CHECKOUT / "data" / "organisation", folders.data / "organisation")
    path = folders.data / "organisation" / "organisation.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("jarva,"))
    path.write_text(
        text.replace(row, row.replace("2023-07-01,", "2023-07-01,2025-06-30", 1)), encoding="utf-8"
    )
    new_year(folders, 2025)
    assert "Järva stadsdelsnämnd upphör 30 juni 2025" in capsys.readouterr().out
    assert not (folders.data / "analysis" / "2025" / "namnd-jarva.md").exists()
    assert (folders.data / "analysis" / "2025" / "namnd-socialnamnden.md").exists()


def test_the_new_texts_are_read_as_unwritten_and_nothing_is_approved(tmp_path: Path) -> None:
    folders = desk(tmp_path)
    new = make_year(folders, 2025)
    analysis = load_analysis(folders.prose("2025"), new.reference)
    assert {text.body for text in analysis.texts.values()} == {""}
    assert {text.assessment for text in analysis.texts.values()} == {"saknas"}
    load_approved(folders.prose("2025") / "godkand.yaml", b"nyckel")


def test_without_last_year_there_is_nothing_to_make_it_of(tmp_path: Path) -> None:
    folders = desk(tmp_path)
    before = state(folders)
    with pytest.raises(ParamsError, match=r"2026\.yaml saknas"):
        new_year(folders, 2027)
    assert state(folders) == before


@pytest.mark.parametrize("text", ["- ett\n", "year: 2025\nperiods: [T1]\n"])
def test_params_that_are_begun_but_wrong_are_said_and_nothing_is_made(tmp_path: Path, text: str) -> None:
    folders = desk(tmp_path)
    (folders.params / "2025.yaml").write_text(text, encoding="utf-8")
    before = state(folders)
    with pytest.raises(ParamsError):
        new_year(folders, 2025)
    assert state(folders) == before


def test_the_training_folder_gets_no_new_year() -> None:
    own = Folders(CHECKOUT, CHECKOUT / "data", CHECKOUT / "params", CHECKOUT / "output")
    with pytest.raises(UsageError, match="bara övningsdata"):
        new_year(own, 2026)
    assert not (CHECKOUT / "params" / "2026.yaml").exists()


DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@st.composite
def last_years(draw: st.DrawFn) -> dict[str, object]:
    """Params files of 2024 as read, with every key that may be there or not."""
    periods = draw(st.sets(st.sampled_from(["T1", "T2", "VB"]), min_size=1))
    dnr = draw(st.from_regex(r"[A-ZÅÄÖ]{2,4} 2024/[0-9]{1,4}", fullmatch=True))
    made: dict[str, object] = {
        "format": 1, "year": 2024, "programme": "2021-2025", "series_from": draw(st.integers(2017, 2024)),
        "sections": list(draw(st.permutations(SECTIONS)))[: draw(st.integers(1, len(SECTIONS)))],
        "periods": {
            one: {"cutoff_date": date(2024, 5, 1), "report_date": draw(DAYS), "dnr": dnr} for one in periods
        },
        "thresholds": {"count_low": 1, "count_high": 4, "denominator_min": 21, "survey_answers_min": 10},
    }  # fmt: skip
    if draw(st.booleans()):
        made["plan"] = {"cutoff_date": draw(DAYS)}
    if draw(st.booleans()):
        made["chapter_seconds"] = draw(st.integers(10, 3600))
    if draw(st.booleans()):
        made["disclosure_method"] = "stadens_avrundning"
    if draw(st.booleans()):
        made["retention"] = {"decision": dnr, "received": date(2030, 1, 1)}
    return made


@given(last=last_years(), programme=st.sampled_from([None, "2021-2025"]))
def test_every_new_file_is_last_years_with_all_that_must_be_decided_marked(
    tmp_path_factory: pytest.TempPathFactory, last: dict[str, object], programme: str | None
) -> None:
    path = tmp_path_factory.mktemp("params") / "2025.yaml"
    text = params_text(2025, last, programme)
    path.write_text(text, encoding="utf-8")
    read = read_yaml(path, Faults())
    assert ("programme" in set_aside(read)[2]) == (programme is None)
    assert all(set(one.values()) == {UNDECIDED} for one in read["periods"].values())
    decided = re.sub(rf'((?:date|received|feedback|drafts)): "{UNDECIDED}"', r"\1: 2026-03-31", text)
    path.write_text(decided.replace(UNDECIDED, "SN 2025/1"), encoding="utf-8")
    params = load_params(path.parent, 2025)
    asked = ReportParams.model_validate(last)
    for key in ("sections", "series_from", "thresholds", "chapter_seconds", "disclosure_method"):
        assert getattr(params, key) == getattr(asked, key)
    assert params.periods.keys() == asked.periods.keys()
    assert (params.plan is None) == (asked.plan is None)
