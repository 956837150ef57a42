"""The secret input taken out of a sealed run: what goes, what stays, and what an audit says of it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samlad.archive.audit.audit import AGREES, DIFFERS, IMPOSSIBLE, Asked, Verdict, audit
from samlad.archive.audit.protocol import answer
from samlad.archive.closed_world import STILL_THERE
from samlad.archive.destroying.destroyed import read_note
from samlad.archive.destroying.take_out import take_out
from samlad.archive.manifest import read_manifest, write_manifest
from samlad.archive.runs import same_recipe
from samlad.archive.signature import BAD, GOOD, UNSIGNED, UNTRIED, sign
from samlad.errors import ArchiveError, AuditError, SamladError, UsageError

DECISION = "ÖVNING 2029/7"
DAY = date(2029, 5, 3)
SECRET = ("incoming/2024/VB/a.xlsx", "incoming/2024/VB/djupt/å.csv", "incoming/2023/VB/b.csv",
          "corrections/2024.yaml", "disclosure/witnesses.csv")  # fmt: skip
OPEN = ("released/cells.csv", "html/index.html", "disclosure/intervals.csv", "hemligt/fro-2024", "input.json",
        "source.tar")  # fmt: skip


class Killed(BaseException):
    """The process ended here."""


def lay(run: Path, kind: str = "internt", more: tuple[str, ...] = ()) -> Path:
    """A small sealed run with a file of every sort."""
    for name in (*SECRET, *OPEN, *more):
        (run / name).parent.mkdir(parents=True, exist_ok=True)
        (run / name).write_text(f"innehåll i {name}", encoding="utf-8")
    facts = {
        "format_version": 1,
        "kind": kind,
        "stem": "2024",
        "report_date": "2025-03-31",
        "title": "",
        "dnr": "",
        "recipe": "r",
    }
    (run / "run.json").write_text(json.dumps(facts), encoding="utf-8")
    write_manifest(run)
    return run


def there(run: Path) -> set[str]:
    return {path.relative_to(run).as_posix() for path in run.rglob("*") if path.is_file()}


def seen(run: Path, **more: object) -> Verdict:
    return audit(Asked(run, **more))  # type: ignore[arg-type]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return lay(tmp_path / "2024-r01")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "nyckel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


def trusted(key: Path, *names: str) -> Path:
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    path = key.with_suffix(".betrodda")
    lines = [f'{name} namespaces="samlad-korning" {public}' for name in names]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_only_the_secret_input_goes_and_every_hash_stays(run: Path) -> None:
    listed, manifest = read_manifest(run), (run / "manifest.sha256").read_bytes()
    result = take_out(run, DECISION, DAY, None)
    assert there(run) == {*OPEN, "run.json", "manifest.sha256", "gallring/gallring.json",
                          "gallring/manifest.sha256"}  # fmt: skip
    assert (run / "manifest.sha256").read_bytes() == manifest
    assert {one.name: one.sha256 for one in result.note.files} == {name: listed[name] for name in SECRET}
    assert not (run / "incoming").exists()
    assert [path.name for path in run.parent.iterdir() if path.is_dir()] == ["2024-r01"]


def test_verify_says_by_which_decision_and_reproduce_that_it_cannot_be_done(run: Path) -> None:
    take_out(run, DECISION, DAY, None)
    verdict = seen(run)
    assert verdict.outcome == AGREES
    assert str(verdict.destroyed) == "Underlag gallrat enligt beslut ÖVNING 2029/7, 3 maj 2029."
    again = seen(run, depth="reproduce")
    assert (again.outcome, again.reason) == (IMPOSSIBLE, str(verdict.destroyed))


def test_without_our_code_the_rest_is_checked_with_sha256sum(run: Path) -> None:
    take_out(run, DECISION, DAY, None)
    for folder, words in ((run, ["--ignore-missing"]), (run / "gallring", [])):
        command = ["sha256sum", "--strict", "--quiet", *words, "-c", "manifest.sha256"]
        assert subprocess.run(command, cwd=folder, check=False).returncode == 0


@pytest.mark.parametrize("kill", range(2 + len(SECRET)))
def test_a_kill_at_any_step_leaves_a_truth_that_the_same_command_completes(run: Path, kill: int) -> None:
    steps: list[str] = []

    def die(what: str) -> None:
        steps.append(what)
        if len(steps) == kill + 1:
            raise Killed

    with pytest.raises(Killed):
        take_out(run, DECISION, DAY, None, die)
    left = [name for name in SECRET if (run / name).exists()]
    verdict = seen(run)
    if not (run / "gallring").exists():
        assert (verdict.outcome, verdict.destroyed, len(left)) == (AGREES, None, len(SECRET))
    else:
        assert {(one.kind, one.name) for one in verdict.faults} == {(STILL_THERE, name) for name in left}
        assert verdict.outcome == (DIFFERS if left else AGREES)
        assert ("är inte färdig" in answer(verdict)) == bool(left)
    result = take_out(run, DECISION, date(2030, 1, 1), None)
    assert seen(run).outcome == AGREES
    assert len(result.note.files) == len(SECRET)
    assert result.note.day == (DAY.isoformat() if kill else "2030-01-01")
    assert [path.name for path in run.parent.iterdir() if path.is_dir()] == ["2024-r01"]


def test_a_second_time_nothing_is_done_and_another_decision_is_refused(run: Path) -> None:
    first = take_out(run, DECISION, DAY, None)
    before = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    again = take_out(run, DECISION, date(2031, 1, 1), None)
    assert (again.note, again.already, first.already) == (first.note, True, False)
    with pytest.raises(UsageError, match="redan gallrad"):
        take_out(run, "SN 2031/1", DAY, None)
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file()} == before


def test_a_draft_without_its_input_is_not_taken_for_the_report_that_is_asked_for(run: Path) -> None:
    assert same_recipe(run.parent, "2024", "r") == run
    take_out(run, DECISION, DAY, None)
    assert same_recipe(run.parent, "2024", "r") is None


def test_a_public_archive_has_nothing_to_destroy(tmp_path: Path) -> None:
    run = lay(tmp_path / "2024-r01-public", kind="publikt")
    before = there(run)
    with pytest.raises(UsageError, match="publikt arkiv"):
        take_out(run, DECISION, DAY, None)
    assert there(run) == before


def test_a_run_with_a_part_that_nobody_has_judged_is_left_alone(tmp_path: Path) -> None:
    run = lay(tmp_path / "2024-r01", more=("nytt/varden.csv",))
    with pytest.raises(ArchiveError, match="inte känner till"):
        take_out(run, DECISION, DAY, None)
    assert set(SECRET) <= there(run)


def test_a_run_that_is_not_what_its_manifest_says_is_looked_into_first(run: Path) -> None:
    (run / "html" / "index.html").write_text("annat", encoding="utf-8")
    with pytest.raises(AuditError, match="utredas"):
        take_out(run, DECISION, DAY, None)
    assert set(SECRET) <= there(run)


Spoil = Callable[[Path], object]


def rewritten(**changes: object) -> Spoil:
    """The note with other content, and a manifest of its own that agrees with it."""

    def spoil(run: Path) -> None:
        path = run / "gallring" / "gallring.json"
        content = {**json.loads(path.read_text(encoding="utf-8")), **changes}
        path.write_text(json.dumps(content), encoding="utf-8")
        write_manifest(run / "gallring")

    return spoil


def one_more(name: str, run: Path) -> list[dict[str, object]]:
    content = json.loads((run / "gallring" / "gallring.json").read_text(encoding="utf-8"))
    return [*content["files"], {"name": name, "sha256": read_manifest(run).get(name, "0" * 64), "size": 1}]


SPOILT: dict[str, tuple[Spoil, str]] = {
    "another file gone": (lambda run: (run / "html/index.html").unlink(), "html/index.html: filen saknas"),
    "the note gone": (lambda run: shutil.rmtree(run / "gallring"), "incoming/2023/VB/b.csv: filen saknas"),
    "the note edited": (
        lambda run: (run / "gallring/gallring.json").write_text("{}", encoding="utf-8"), "filen är ändrad"),
    "not a note": (rewritten(files="alla"), "går inte att läsa"),
    "no decision": (rewritten(decision=" "), "går inte att läsa"),
    "of another run": (rewritten(manifest="0" * 64), "hör inte till den här körningen"),
    "a note of a later form": (rewritten(format_version=2), "går inte att läsa"),
    "something beside the note": (
        lambda run: (run / "gallring/mer.txt").write_text("x", encoding="utf-8"), "står inte i manifestet"),
    "a file put back": (
        lambda run: (run / "corrections").mkdir() or (run / SECRET[3]).write_text("x", encoding="utf-8"),
        "finns kvar"),
    "a page listed as destroyed": (
        lambda run: rewritten(files=one_more("html/index.html", run))(run), "inget underlag"),
    "a stranger listed as destroyed": (
        lambda run: rewritten(files=one_more("incoming/2024/VB/annan.csv", run))(run), "inget underlag"),
    "the folder a link": (
        lambda run: (run / "gallring").rename(run.parent / "g") and (run / "gallring").symlink_to(
            run.parent / "g"), "länk"),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILT)
def test_anything_else_than_what_the_note_says_is_found(run: Path, case: str) -> None:
    spoil, words = SPOILT[case]
    take_out(run, DECISION, DAY, None)
    spoil(run)
    verdict = seen(run)
    assert verdict.outcome == DIFFERS
    assert any(words in str(fault) for fault in verdict.faults), verdict.faults
    assert seen(run, depth="reproduce").outcome == DIFFERS


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.sets(st.sampled_from([*SECRET, *OPEN]), min_size=1))
def test_files_that_go_without_a_note_are_missed_whichever_they_are(run: Path, names: set[str]) -> None:
    for name in names:
        (run / name).rename(run.parent / "undan")
        assert seen(run).outcome == DIFFERS
        (run.parent / "undan").rename(run / name)
    assert seen(run).outcome == AGREES


def test_a_signed_note_is_tried_and_may_be_another_persons_than_the_run(run: Path, key: Path) -> None:
    sign(run, key)
    signers = trusted(key, "arkivarie@exempel.se")
    assert take_out(run, DECISION, DAY, key).signed
    untried = seen(run).destroyed
    verdict = seen(run, signers=signers, identity="arkivarie@exempel.se")
    assert untried is not None and verdict.destroyed is not None
    assert (untried.signed.state, verdict.destroyed.signed.state) == (UNTRIED, GOOD)
    assert verdict.outcome == AGREES


def test_a_note_signed_by_a_stranger_or_changed_after_it_was_signed_is_forged(
    run: Path, key: Path, tmp_path: Path
) -> None:
    take_out(run, DECISION, DAY, key)
    stranger = tmp_path / "annan"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(stranger)], check=True)
    for signers in (trusted(stranger, "annan@exempel.se"), trusted(key, "arkivarie@exempel.se")):
        if signers.stem == key.stem:
            rewritten(decision="SN 2000/1")(run)
        verdict = seen(run, signers=signers, identity="vem@exempel.se")
        assert verdict.outcome == DIFFERS
        assert verdict.destroyed is not None and verdict.destroyed.signed.state == BAD
        assert [fault.name for fault in verdict.faults] == ["gallring/manifest.sha256.sig"]


def test_a_signed_run_needs_a_signed_note(run: Path, key: Path) -> None:
    sign(run, key)
    with pytest.raises(ArchiveError, match="måste också signeras"):
        take_out(run, DECISION, DAY, None)
    assert set(SECRET) <= there(run)
    take_out(run, DECISION, DAY, key)
    (run / "gallring" / "manifest.sha256.sig").unlink()
    verdict = seen(run)
    assert verdict.outcome == DIFFERS
    assert "gallringens notis är det inte" in str(verdict.faults[0])


def test_an_unsigned_run_may_have_an_unsigned_note_which_is_said(run: Path) -> None:
    assert not take_out(run, DECISION, DAY, None).signed
    destroyed = seen(run).destroyed
    assert destroyed is not None and destroyed.signed.state == UNSIGNED


def test_a_note_of_another_run_does_not_excuse_what_is_missing_here(run: Path, tmp_path: Path) -> None:
    other = lay(tmp_path / "2024-r02", more=("params/2024.yaml",))
    take_out(run, DECISION, DAY, None)
    shutil.rmtree(other / "incoming")
    shutil.copytree(run / "gallring", other / "gallring")
    assert read_note(other) is None
    verdict = seen(other)
    assert verdict.outcome == DIFFERS
    assert any("incoming/2023/VB/b.csv: filen saknas" in str(fault) for fault in verdict.faults)
    with pytest.raises(SamladError):
        take_out(other, DECISION, DAY, None)
