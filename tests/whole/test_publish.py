"""`publish`: a draft becomes the edition that counts, or what is missing is said; kills leave no half one."""

from __future__ import annotations

import csv
import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from commanding import ran

from samlad.archive import faults_in
from samlad.register import load_register
from samlad.rendering import unmarked

from .conftest import Desk, copied
from .publishing import APPROVED, OLD, filled_in, published_again

State = Callable[[Path], dict[str, bytes]]
KILLED = Path(__file__).with_name("killed_at_a_rename.py")


def page(desk: Desk, name: str) -> str:
    return (desk.output / "utgava" / name).read_text(encoding="utf-8")


# What must be in place


def test_the_list_is_shown_and_nothing_is_published_before_it_is_complete(
    ready: Desk, tmp_path: Path, state: State
) -> None:
    desk = copied(ready, tmp_path)
    record = desk.checkout / "data" / "publicering" / "2024.yaml"
    record.unlink()
    before = state(desk.output)
    result = desk.run("publish", "--year", "2024")
    assert result.returncode == 20
    for line in (
        "ja   utkastet 2024-r01 är gjort av det som nu ligger i mapparna",
        "ja   alla analystexter är skrivna",
        "ja   alla bedömningar är gjorda",
        "nej  varje varning från granskningen är sedd",
        "ja   ingen granskningskommentar är öppen",
        "ja   skyddet mot röjande är bevisat",
        "ja   sidorna och de öppna data är prövade",
        "nej  uppgifter som inte är beslutade är godtagna",
        "- Kulturnämnden: preliminär",
        "nej  utgåvan är godkänd",
        "publicering/2024.yaml är skriven: ",
        " nya punkter att se över och fylla i.",
    ):
        assert line in result.stdout, line
    assert "Utgåvan är inte klar att ges ut: 3 av 10 saker återstår." in result.stderr
    assert "Traceback" not in result.stderr
    warned = record.read_text(encoding="utf-8").partition("\nvarningar:")[2]
    assert warned.index('"Bromma, ') < warned.index('"Utbildningsnämnden, ') < warned.index('"Äldrenämnden, ')
    assert str(OLD) not in record.read_text(encoding="utf-8") + result.stdout + result.stderr
    assert state(desk.output) == before
    assert not (desk.checkout / "data" / "released.yaml").exists()


def test_without_a_draft_there_is_nothing_to_publish(ready: Desk, tmp_path: Path) -> None:
    words = ("--output", str(tmp_path / "tom"))
    result = ready.run("publish", "--year", "2024", *APPROVED, *words)
    assert result.returncode == 20
    assert "report --year 2024" in result.stderr


def test_each_thing_that_is_not_in_place_refuses(ready: Desk, tmp_path: Path) -> None:
    desk = copied(ready, tmp_path)
    data = desk.checkout / "data"
    (data / "review" / "2024").mkdir(parents=True)
    open_one = "format: 1\nkommentarer:\n  - id: k7\n    status: oppen\n"
    (data / "review" / "2024" / "a.yaml").write_text(open_one, encoding="utf-8")
    record = data / "publicering" / "2024.yaml"
    text = record.read_text(encoding="utf-8")
    place = text.index("klart: ja", text.index("\nvarningar:"))
    record.write_text(text[:place] + text[place:].replace("klart: ja", "klart: nej", 1), encoding="utf-8")
    (data / "analysis" / "2024" / "sammanfattning.md").unlink()
    goal = data / "analysis" / "2024" / "mal-5.md"
    goal.write_text(
        goal.read_text(encoding="utf-8").replace("reason:", "numbers: {}\n#", 1), encoding="utf-8"
    )
    verdict = desk.output / "archive" / "2024-r01" / "released" / "attack.json"
    verdict.write_text(verdict.read_text(encoding="utf-8").replace("true", "false"), encoding="utf-8")
    mal = desk.output / "archive" / "2024-r01" / "html" / "mal-1.html"
    mal.write_text(mal.read_text(encoding="utf-8") + '<a href="finns-inte.html">', encoding="utf-8")
    result = desk.run("publish", "--year", "2024", "--on", "2999-01-01", *APPROVED[:2])
    assert result.returncode == 20
    for line in (
        "nej  utkastet 2024-r01",
        "released/attack.json: filen är ändrad",
        "något har ändrats sedan dess",
        "sammanfattning.md",
        "- mål 5",
        "a.yaml: k7 är öppen",
        "utkastets prov av skyddet saknas eller höll inte",
        "mal-1.html: länken finns-inte.html leder ingenstans",
        "1 januari 2999 har inte varit än",
    ):
        assert line in result.stdout, line
    assert "8 av 10 saker återstår" in result.stderr


def test_a_reason_without_an_earlier_edition_and_a_day_that_is_none_are_usage_errors(ready: Desk) -> None:
    assert ready.run("publish", "--year", "2024", *APPROVED, "--reason", "Rättat").returncode == 2
    result = ready.run("publish", "--year", "2024", "--approver", "A", "--on", "i går")
    assert result.returncode == 2
    assert "ÅÅÅÅ-MM-DD" in result.stderr


def test_a_draft_that_cannot_be_rendered_as_it_was_is_not_published(
    small_ready: Desk, tmp_path: Path
) -> None:
    from samlad.archive.manifest import write_manifest

    desk = copied(small_ready, tmp_path)
    run = desk.output / "archive" / "2024-r01"
    mal = run / "html" / "mal-1.html"
    mal.write_text(mal.read_text(encoding="utf-8").replace("</h1>", " </h1>", 1), encoding="utf-8")
    write_manifest(run)
    result = desk.run("publish", "--year", "2024", *APPROVED)
    assert result.returncode == 20
    assert "html/mal-1.html" in result.stderr and "html/mal-2.html" not in result.stderr
    assert not (desk.output / "utgava").exists()
    assert not (desk.checkout / "data" / "released.yaml").exists()


# The edition


def test_the_final_pages_say_edition_day_and_dnr_and_are_the_draft_s_in_all_else(published: Desk) -> None:
    draft, final = published.output / "2024", published.output / "utgava" / "2024-u1"
    names = {path.relative_to(final).as_posix() for path in final.rglob("*") if path.is_file()}
    assert names - {path.relative_to(draft).as_posix() for path in draft.rglob("*")} == {"data/andringar.csv"}
    for path in final.glob("*.html"):
        text, before = path.read_text(encoding="utf-8"), (draft / path.name).read_text(encoding="utf-8")
        assert "Utgåva 1, godkänd 2 april 2025" in text and "Utkast</span>" not in text, path.name
        assert "Utkast</span>" in before and "godkänd 2 april" not in before
        assert unmarked(text) == unmarked(before), path.name
    about = "Utgåva 1, godkänd 2 april 2025 av Prov Person, enhetschef &lt;å&gt;. Diarienummer ÖVNING 2024/3."
    for name in ("index.html", "kvalitet.html", "rapport.html"):
        assert about in (final / name).read_text(encoding="utf-8"), name
    assert about not in (final / "mal-1.html").read_text(encoding="utf-8")


def test_both_archives_are_signed_and_whole_and_the_register_has_the_edition(
    published: Desk, tmp_path: Path
) -> None:
    archive = published.output / "archive"
    for name, kind in (("2024-r02", "internt"), ("2024-r02-public", "publikt")):
        facts = json.loads((archive / name / "run.json").read_text(encoding="utf-8"))
        assert facts["kind"] == kind
        assert facts["edition"] == {
            "id": "2024-u1", "number": 1, "approved_by": "Prov Person, enhetschef <å>",
            "approved_on": "2025-04-02", "dnr": "ÖVNING 2024/3", "reason": "",
        }  # fmt: skip
        assert faults_in(archive / name) == ()
        words = ("--signers", "betrodda", "--identity", "prov")
        result = published.run("audit", "--run", str(archive / name), "--output", str(tmp_path), *words)
        assert result.returncode == 0, result.stderr
        assert "stämmer helt" in result.stdout
    assert json.loads((archive / "2024-r01" / "run.json").read_text(encoding="utf-8"))["edition"] is None
    [entry] = load_register(published.checkout / "data").entries
    assert (entry.edition_id, entry.kind, entry.run) == ("2024-u1", "utgava", "2024-r02")
    assert (entry.approved_by, entry.let_out_on) == ("Prov Person, enhetschef <å>", "2025-04-02")


def test_a_public_archive_cannot_be_made_again_from_what_was_received_and_says_why(
    published: Desk, tmp_path: Path
) -> None:
    run = published.output / "archive" / "2024-r02-public"
    words = ("--depth", "reproduce", "--trust", "--output", str(tmp_path))
    result = published.run("audit", "--run", str(run), *words)
    assert result.returncode == 19
    assert "kan inte återskapas" in result.stderr


def test_afterwards_the_draft_is_a_draft_and_nothing_is_built_or_published_twice(
    published: Desk, tmp_path: Path, state: State
) -> None:
    desk = copied(published, tmp_path)
    before = {name: state(desk.output / name) for name in ("2024", "archive", "utgava")}
    again = desk.report()
    assert again.returncode == 0 and "Ingenting har ändrats sedan 2024-r01" in again.stdout
    once_more = desk.run("publish", "--year", "2024", *APPROVED)
    assert once_more.returncode == 0 and "2024-u1 finns redan" in once_more.stdout
    assert {name: state(desk.output / name) for name in before} == before
    status = desk.run("status", "--year", "2024")
    assert (
        "Senaste körningen: 2024-r02 (utgåvan 2024-u1)" in status.stdout
        and "ny utgåva behövs" not in status.stdout
    )


def test_a_changed_edition_is_told_and_never_written_over(published: Desk, tmp_path: Path) -> None:
    desk = copied(published, tmp_path)
    changed = desk.output / "utgava" / "2024-u1" / "index.html"
    changed.write_text("annat", encoding="utf-8")
    result = desk.run("publish", "--year", "2024", *APPROVED)
    assert result.returncode == 18 and "inte de som godkändes" in result.stderr
    assert changed.read_text(encoding="utf-8") == "annat"


def test_an_edition_that_the_register_has_lost_stops_the_next(published: Desk, tmp_path: Path) -> None:
    desk = copied(published, tmp_path)
    (desk.checkout / "data" / "released.yaml").unlink()
    result = desk.run("publish", "--year", "2024", *APPROVED)
    assert result.returncode == 15 and "står inte i registret" in result.stderr
    assert (desk.output / "archive" / "2024-r02").is_dir()


# Kills


def test_a_kill_before_each_write_leaves_no_half_edition_and_the_next_publish_makes_it_whole(
    small_ready: Desk, small_published: Desk, tmp_path: Path, state: State
) -> None:
    desk = copied(small_ready, tmp_path)
    data, output = desk.checkout / "data", desk.output
    words = ("publish", "--year", "2024", *APPROVED)
    for at, entered in (
        ("archive/2024-r02", 0), ("data/released.yaml", 0), ("archive/2024-r02-public", 1),
        ("utgava/2024-u1", 1),
    ):  # fmt: skip
        result = ran([sys.executable, "-P", KILLED, at, *words], **desk.place)
        assert result.returncode == -signal.SIGKILL, (at, result.stderr)
        assert len(load_register(data).entries) == entered, at
        assert not (output / "utgava" / "2024-u1").exists(), at
        assert state(output / "2024") == state(small_ready.output / "2024"), at
        for run in (output / "archive").glob("2024-r*"):
            assert faults_in(run) == (), (at, run.name)
    done = desk.run(*words)
    assert done.returncode == 0, done.stderr
    assert "hade avbrutits. Nu är den klar." in done.stdout
    for name in ("utgava", "archive"):
        assert state(output / name) == state(small_published.output / name), name
    assert state(data / "released") == state(small_published.checkout / "data" / "released")
    assert not list(output.glob(".arbete-*/*"))


# Corrections


def rows(desk: Desk, name: str) -> list[dict[str, str]]:
    with (desk.output / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_correction_needs_its_reason_and_the_difference_read(corrected: Desk) -> None:
    record = (corrected.checkout / "data" / "publicering" / "2024.yaml").read_text(encoding="utf-8")
    assert 'vad: "jämförelsen mellan 2024-r02 och 2024-r03"' in record


def test_a_correction_is_a_new_edition_that_says_what_it_changed_and_why(
    corrected: Desk, published: Desk, state: State
) -> None:
    assert state(corrected.output / "utgava" / "2024-u1") == state(published.output / "utgava" / "2024-u1")
    for name in ("index.html", "kvalitet.html", "rapport.html"):
        text = page(corrected, f"2024-u2/{name}")
        assert "<strong>Rättad utgåva.</strong> Utgåva 2, godkänd 9 april 2025" in text, name
        assert "Den ersätter utgåvan från 2 april 2025." in text
        assert "Skäl: Södermalms uppgifter &amp; &lt;b&gt;text. Det här är ändrat: tal (" in text
    package = json.loads(page(corrected, "2024-u2/data/datapackage.json"))
    assert package["version"] == "2.0.0"
    assert json.loads(page(corrected, "2024-u1/data/datapackage.json"))["version"] == "1.0.0"
    changes = rows(corrected, "utgava/2024-u2/data/andringar.csv")
    made = [(one["edition"], one["approved_on"]) for one in changes if one["section"] == "utgava"]
    assert made == [("2024-u1", "2025-04-02"), ("2024-u2", "2025-04-09")]
    [change] = [one for one in changes if one["id"] == "5.I1/sodermalm/2024/VB/totalt/alla"]
    assert (change["before"], change["after"]) == ("50,5\u00a0%", "51,5\u00a0%")
    assert len(load_register(corrected.checkout / "data").entries) == 2


def test_what_the_first_edition_hid_is_hidden_in_the_next(corrected: Desk) -> None:
    """The hidden base grew past the threshold: alone it would be shown."""
    before, after = (
        {one["committee_id"] + one["sex"] + one["age_group"]: one["status"]
         for one in rows(corrected, f"utgava/2024-u{number}/data/outcomes.csv")
         if one["indicator_id"] == "5.I1" and one["year"] == "2024"}
        for number in (1, 2)
    )  # fmt: skip
    hidden = {name for name, status in before.items() if status == "suppressed"}
    assert hidden and hidden == {name for name, status in after.items() if status == "suppressed"}


def test_both_archives_of_a_correction_render_again_and_the_internal_one_is_made_again(
    corrected: Desk, tmp_path: Path
) -> None:
    for name, depth in (("2024-r04-public", "rerender"), ("2024-r04", "reproduce")):
        run = corrected.output / "archive" / name
        words = ("--depth", depth, "--trust", "--output", str(tmp_path))
        result = corrected.run("audit", "--run", str(run), *words)
        assert result.returncode == 0, result.stderr + result.stdout


def test_the_same_underlag_is_no_correction(corrected: Desk, tmp_path: Path) -> None:
    desk = copied(corrected, tmp_path)
    assert "2024-u2 finns redan" in published_again(desk, "Skäl").stdout
    filled_in(desk)
    assert len(load_register(desk.checkout / "data").entries) == 2
