"""`gallra`: only what is past its day goes, what is out stays, and a protocol without values says so."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samlad.archive.destroying.left_behind import inputs_of
from samlad.archive.manifest import write_manifest
from samlad.archive.runs import next_run
from samlad.commands.gallra import gallra_year
from samlad.commands.gallra_run import gallra_run
from samlad.errors import ArchiveError, DisclosureError, ParamsError, UsageError
from samlad.paths import Folders
from samlad.register import REVIEW, enter, load_register

CHECKOUT = Path(__file__).parents[2]
PARAMS = (CHECKOUT / "params" / "2024.yaml").read_text(encoding="utf-8")
SECRET = "personnummer 19121212-1212"
NAMED = "850101-1234 svar.xlsx"
RECEIVED = {
    f"data/incoming/2024/VB/{NAMED}", "data/incoming/2024/VB/djupt/ö.csv", "data/incoming/2024/T1/a.csv",
    "data/incoming/2024/diarium.csv", "data/corrections/2024.yaml", "output/forms/2024-VB/farsta.xlsx",
}  # fmt: skip
FEEDBACK = {"output/feedback/2024-VB/index.html", "output/feedback/2024-VP/index.html"}
DRAFTS = {
    "output/2024/index.html", "output/2024-T1/index.html", "output/2024-namnd-farsta/index.html",
    "output/archive/2024-r01/incoming/2024/VB/a.csv", "output/archive/2024-r01.kontroll/protokoll.html",
    "output/archive/2024-T1-r01/run.json", "output/lab/2024-r01/mal.ipynb",
}  # fmt: skip
KEPT = {
    "data/analysis/2024/mal-1.md", "data/hemligt/fro-2024", "data/incoming/2023/VB/b.csv",
    "data/incoming/2025/VB/b.csv", "data/corrections/2025.yaml", "data/programme/p.csv",
    "output/feedback/2025-VB/index.html", "output/forms/2025-VB/farsta.xlsx", "output/2025/index.html",
    "output/2021-2024/index.html", "output/20240/index.html",
    "output/archive/2024-r02/incoming/2024/VB/a.csv", "output/archive/2024-r02.diff/diff.html",
    "output/archive/2024-r03/released/cells.csv", "output/archive/2024-r03-public/released/cells.csv",
    "output/archive/2024-r04/html/index.html", "output/archive/2025-r01/incoming/2024/VB/a.csv",
}  # fmt: skip
ALL = RECEIVED | FEEDBACK | DRAFTS | KEPT


def facts(run: Path, **more: object) -> None:
    files = {path.relative_to(run).as_posix(): "0" * 64 for path in run.rglob("*.csv")}
    content = {
        "format_version": 1,
        "kind": "internt",
        "report_date": "2025-03-31",
        "files": files,
        "edition": None,
        **more,
    }
    run.mkdir(parents=True, exist_ok=True)
    (run / "run.json").write_text(json.dumps(content), encoding="utf-8")
    write_manifest(run)


def lay(root: Path) -> Folders:
    """A desk where 2024-r02 was let out for review, and r03 and r04 were published."""
    for name in ALL:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"{SECRET}, {name}", encoding="utf-8")
    archive = root / "output" / "archive"
    for name in ("2024-r01", "2024-T1-r01", "2024-r02", "2024-r03", "2025-r01"):
        facts(archive / name)
    facts(archive / "2024-r04", edition={"id": "2024-u1"})
    (root / "params").mkdir()
    out = archive / "2024-r03" / "released"
    enter(
        root / "data", out, kind=REVIEW, stem="2024", year=2024, period="VB", recipient="", run="2024-r02",
        let_out_on=date(2025, 3, 31), recipe="r", read=load_register(root / "data"),
    )  # fmt: skip
    return Folders(CHECKOUT, root / "data", root / "params", root / "output")


def decide(folders: Folders, **days: str) -> None:
    lines = "".join(f"  {kind}: {day}\n" for kind, day in days.items())
    text = f'{PARAMS}retention:\n  decision: "ÖVNING 2024/9"\n{lines}'
    (folders.params / "2024.yaml").write_text(text, encoding="utf-8")


PAST, TO_COME = "2025-03-31", "2999-12-31"
ALL_PAST = {"received": PAST, "feedback": PAST, "drafts": PAST}


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return lay(tmp_path)


def there(folders: Folders) -> set[str]:
    """The desk's files, without what the program writes of its own accord."""
    root = folders.data.parent
    names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return {name for name in names if name in ALL or ".gallras-" in name}


def protocols(folders: Folders) -> list[dict[str, object]]:
    paths = sorted((folders.output / "gallring").glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def test_without_the_flag_there_is_only_a_list(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    decide(folders, **ALL_PAST)
    gallra_year(folders, 2024, "", execute=False)
    said = capsys.readouterr().out
    assert there(folders) == ALL
    assert not (folders.output / "gallring").exists()
    assert "data/incoming/2024/VB: mottaget underlag, 2 filer" in said
    assert "Ingenting har tagits bort" in said and "--utfor" in said
    assert SECRET not in said and NAMED not in said


def test_what_is_past_its_day_goes_and_the_rest_stays(folders: Folders) -> None:
    decide(folders, **ALL_PAST)
    gallra_year(folders, 2024, "", execute=True)
    assert there(folders) == KEPT
    assert not (folders.incoming / "2024").exists()
    load_register(folders.data)


@pytest.mark.parametrize(
    ("kind", "goes"), [("received", RECEIVED), ("feedback", FEEDBACK), ("drafts", DRAFTS)]
)
def test_each_kind_has_a_day_of_its_own(folders: Folders, kind: str, goes: set[str]) -> None:
    decide(folders, **{**dict.fromkeys(ALL_PAST, TO_COME), kind: PAST})
    gallra_year(folders, 2024, "", execute=True)
    assert there(folders) == ALL - goes


def test_the_last_day_is_still_a_day_to_keep_and_what_has_none_is_kept(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(folders, received="2030-05-01")
    gallra_year(folders, 2024, "2030-05-01", execute=False)
    assert "Ingenting har passerat sin dag." in capsys.readouterr().out
    gallra_year(folders, 2024, "2030-05-02", execute=False)
    said = capsys.readouterr().out
    assert "data/incoming/2024/VB: mottaget underlag" in said
    assert "output/2024: ingen dag är beslutad" in said


def test_the_list_says_why_each_thing_stays(folders: Folders, capsys: pytest.CaptureFixture[str]) -> None:
    decide(folders, received=PAST, feedback="2030-06-30")
    gallra_year(folders, 2024, "", execute=False)
    said = capsys.readouterr().out
    for line in (
        "output/feedback/2024-VB: ska finnas kvar till och med 30 juni 2030",
        "output/2024: ingen dag är beslutad",
        "output/archive/2024-r02: 2024-g01 i registret vilar på den; rymmer 1 mottagna filer",
        "output/archive/2024-r02.diff: hör till 2024-r02, som bevaras",
        "output/archive/2024-r03-public: publika arkiv bevaras",
        "data/hemligt/fro-2024: nyckeln",
        "Kopior av 2024 års mottagna filer finns också i körningar av andra år: 2025-r01",
        "Formulären 2025-VB är förifyllda med 2024 års tal",
    ):
        assert line in said


def test_another_day_can_be_listed_but_nothing_is_destroyed_by_it(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(folders, received="2998-12-31")
    gallra_year(folders, 2024, "2999-01-01", execute=False)
    assert "data/incoming/2024/VB: mottaget underlag" in capsys.readouterr().out
    with pytest.raises(UsageError, match="bara lista"):
        gallra_year(folders, 2024, "2999-01-01", execute=True)
    assert there(folders) == ALL


def test_a_year_without_a_decision_is_left_alone(folders: Folders) -> None:
    (folders.params / "2024.yaml").write_text(PARAMS, encoding="utf-8")
    with pytest.raises(ParamsError, match="Inget beslut om gallring gäller 2024") as caught:
        gallra_year(folders, 2024, "", execute=True)
    assert str(folders.params / "2024.yaml") in caught.value.remedy and "gallra.md" in caught.value.remedy
    assert there(folders) == ALL


def test_the_protocol_says_what_when_and_by_which_decision_without_a_value(folders: Folders) -> None:
    decide(folders, **ALL_PAST)
    gallra_year(folders, 2024, "", execute=True)
    folder = folders.output / "gallring"
    assert (folder.stat().st_mode & 0o777, (folder / "INTERNT.txt").is_file()) == (0o700, True)
    [content] = protocols(folders)
    assert (content["state"], content["decision"]) == ("avslutad", "ÖVNING 2024/9")
    assert date.fromisoformat(str(content["day"])) > date.fromisoformat(PAST)
    removed = {one["name"]: one for one in content["removed"]}  # type: ignore[attr-defined]
    assert removed["data/incoming/2024/VB"]["files"] == len(removed["data/incoming/2024/VB"]["sha256"]) == 2
    assert removed["output/2024"]["sha256"] == []
    [page] = folder.glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "ÖVNING 2024/9" in text and 'lang="sv"' in text and "http" not in text and "<script" not in text
    for path in folder.iterdir():
        assert SECRET not in path.read_text(encoding="utf-8")
        assert "850101" not in path.read_text(encoding="utf-8")


def test_the_next_destruction_leaves_the_earlier_protocol_as_it_is(folders: Folders) -> None:
    decide(folders, received=PAST)
    gallra_year(folders, 2024, "", execute=True)
    before = {path: path.read_bytes() for path in (folders.output / "gallring").iterdir()}
    decide(folders, **ALL_PAST)
    gallra_year(folders, 2024, "", execute=True)
    gallra_year(folders, 2024, "", execute=True)
    after = {path: path.read_bytes() for path in (folders.output / "gallring").iterdir()}
    assert {path: after[path] for path in before} == before
    assert len(protocols(folders)) == 2


class Killed(BaseException):
    """The process ended here."""


def killed_at(folders: Folders, number: int) -> bool:
    """Let the command end before its step of that number; says whether there was one."""
    steps: Iterator[int] = iter(range(number))

    def die(_: str) -> None:
        if next(steps, None) is None:
            raise Killed

    try:
        gallra_year(folders, 2024, "", execute=True, step=die)
    except Killed:
        return True
    return False


def sums(folders: Folders) -> tuple[int, list[str], dict[str, int]]:
    """All protocols together: files, hashes, and files by place."""
    parts = [part for content in protocols(folders) for part in content["removed"]]  # type: ignore[attr-defined]
    places: dict[str, int] = {}
    for part in parts:
        places[part["name"]] = places.get(part["name"], 0) + part["files"]
    return sum(places.values()), sorted(sha for part in parts for sha in part["sha256"]), places


def test_a_kill_at_any_step_keeps_what_is_to_be_kept_and_the_same_command_completes(tmp_path: Path) -> None:
    whole = lay(tmp_path / "hel")
    decide(whole, **ALL_PAST)
    assert not killed_at(whole, 10_000)
    expected = sums(whole)
    number = 0
    while True:
        folders = lay(tmp_path / str(number))
        decide(folders, **ALL_PAST)
        if not killed_at(folders, number):
            break
        assert there(folders) >= KEPT
        [content] = protocols(folders)
        assert content["state"] == "påbörjad"
        assert not list((folders.output / "gallring").glob("*.html"))
        assert not (folders.output / "2024" / "annat").exists()
        gallra_year(folders, 2024, "", execute=True)
        assert there(folders) == KEPT
        assert {one["state"] for one in protocols(folders)} <= {"avslutad", "avbruten"}
        assert sums(folders) == expected
        number += 1
    assert number > len(RECEIVED | FEEDBACK | DRAFTS)


def test_a_number_that_a_destroyed_run_has_had_is_never_given_to_another(folders: Folders) -> None:
    decide(folders, **ALL_PAST)
    gallra_year(folders, 2024, "", execute=True)
    assert not (folders.archive / "2024-T1-r01").exists()
    assert next_run(folders.archive, "2024-T1").name == "2024-T1-r02"
    assert next_run(folders.archive, "2024").name == "2024-r05"
    assert next_run(folders.archive, "2026").name == "2026-r01"
    (folders.archive / "nummer.json").write_text("{", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"nummer\.json"):
        next_run(folders.archive, "2024-T1")


def test_the_numbers_are_kept_however_the_destruction_is_stopped(tmp_path: Path) -> None:
    for number in range(12):
        folders = lay(tmp_path / str(number))
        decide(folders, **ALL_PAST)
        assert killed_at(folders, number)
        assert next_run(folders.archive, "2024-T1").name == "2024-T1-r02"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kills=st.lists(st.integers(0, 40), max_size=4))
def test_however_often_it_is_stopped_the_protocols_add_up(
    tmp_path_factory: pytest.TempPathFactory, kills: list[int]
) -> None:
    folders = lay(tmp_path_factory.mktemp("gallring"))
    decide(folders, **ALL_PAST)
    for number in kills:
        killed_at(folders, number)
        assert there(folders) >= KEPT
    gallra_year(folders, 2024, "", execute=True)
    gallra_year(folders, 2024, "", execute=True)
    assert there(folders) == KEPT
    assert {one["state"] for one in protocols(folders)} <= {"avslutad", "avbruten"}
    assert sums(folders)[0] == len(RECEIVED | FEEDBACK | DRAFTS) + 3


def test_a_half_destroyed_run_is_no_run_and_a_half_destroyed_delivery_is_not_read(folders: Folders) -> None:
    decide(folders, **ALL_PAST)
    number = 0
    while killed_at(folders, number):
        left = {name for name in there(folders) - KEPT if "/.gallras-" not in name}
        for kind in ("data/incoming/2024/VB/", "output/archive/2024-r01/"):
            whole = {name for name in RECEIVED | DRAFTS if name.startswith(kind)}
            assert whole & left in (whole, set())
        number += 1


def test_a_link_stops_everything_since_what_it_leads_to_would_be_left(
    folders: Folders, tmp_path: Path
) -> None:
    decide(folders, **ALL_PAST)
    (tmp_path / "annanstans").write_text(SECRET, encoding="utf-8")
    (folders.incoming / "2024" / "VB" / "länk.csv").symlink_to(tmp_path / "annanstans")
    with pytest.raises(ArchiveError, match="Ingenting har tagits bort") as caught:
        gallra_year(folders, 2024, "", execute=True)
    assert "länk.csv är en länk" in caught.value.details[0]
    assert there(folders) == ALL


def test_the_checkouts_own_training_files_are_never_destroyed(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(folders, **ALL_PAST)
    own = Folders(CHECKOUT, CHECKOUT / "data", folders.params, folders.output)
    gallra_year(own, 2024, "", execute=False)
    assert "övningsdata, som är spårade i git" in capsys.readouterr().out
    before = sorted((CHECKOUT / "data" / "incoming").rglob("*"))
    with pytest.raises(ArchiveError) as caught:
        gallra_year(own, 2024, "", execute=True)
    assert "--data" in caught.value.details[0]
    assert sorted((CHECKOUT / "data" / "incoming").rglob("*")) == before


def test_an_edition_that_the_register_does_not_know_stops_everything(folders: Folders) -> None:
    decide(folders, **ALL_PAST)
    (folders.output / "utgava" / "2024-u1").mkdir(parents=True)
    with pytest.raises(ArchiveError) as caught:
        gallra_year(folders, 2024, "", execute=True)
    assert "Är det rätt --data?" in caught.value.details[0]
    assert there(folders) == ALL


def test_a_register_that_is_not_whole_stops_everything(folders: Folders) -> None:
    decide(folders, **ALL_PAST)
    shutil.rmtree(folders.data / "released")
    with pytest.raises(DisclosureError):
        gallra_year(folders, 2024, "", execute=True)
    assert there(folders) == ALL


@pytest.mark.skipif(os.name == "nt", reason="flock")
def test_nothing_is_destroyed_while_a_report_of_the_year_is_built(folders: Folders) -> None:
    import fcntl

    decide(folders, **ALL_PAST)
    with (folders.output / ".las-2024-T1").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(ArchiveError, match="En rapport för 2024-T1 byggs redan"):
            gallra_year(folders, 2024, "", execute=True)
    assert there(folders) == ALL


def test_a_protocol_that_cannot_be_read_stops_everything(folders: Folders) -> None:
    decide(folders, **ALL_PAST)
    (folders.output / "gallring").mkdir()
    (folders.output / "gallring" / "ar-2024-2026-01-01-01.json").write_text("{", encoding="utf-8")
    with pytest.raises(ArchiveError, match="går inte att läsa"):
        gallra_year(folders, 2024, "", execute=True)
    assert there(folders) == ALL


def test_a_run_without_a_decision_only_says_what_would_go(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    gallra_run(folders, folders.archive / "2024-r02", "")
    said = capsys.readouterr().out
    assert "incoming/2024/VB: de mottagna filerna, 1 fil" in said
    assert there(folders) == ALL


@pytest.mark.parametrize("decision", ["\n", "SN\n1", "<b>", "x" * 81])
def test_a_decision_is_a_case_number(folders: Folders, decision: str) -> None:
    with pytest.raises(UsageError, match="inget diarienummer"):
        gallra_run(folders, folders.archive / "2024-r02", decision)


def test_a_run_leaves_a_protocol_that_the_same_command_writes_again_where_it_is_missing(
    folders: Folders, capsys: pytest.CaptureFixture[str]
) -> None:
    run = folders.archive / "2024-r02"
    gallra_run(folders, run, "ÖVNING 2029/7")
    assert there(folders) == ALL - {"output/archive/2024-r02/incoming/2024/VB/a.csv"}
    [content] = protocols(folders)
    assert [one["files"] for one in content["removed"]] == [1]  # type: ignore[attr-defined]
    shutil.rmtree(folders.output / "gallring")
    gallra_run(folders, run, "ÖVNING 2029/7")
    assert protocols(folders) == [content]
    assert "var redan gallrat" in capsys.readouterr().out


def test_a_run_that_cannot_be_read_names_no_received_files(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"files": {"inco', encoding="utf-8")
    assert inputs_of(tmp_path) == []
    assert inputs_of(tmp_path / "borta") == []
