"""What an audit says when a run isn't made again as it was sealed: the place, both values, and the cause."""

from __future__ import annotations

import json
import socket
import tarfile
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from samlad.archive.audit.audit import audit
from samlad.archive.audit.causes import ARCHIVE, CODE, INPUT, PACKAGES, PYTHON, TABLES, UNKNOWN
from samlad.archive.audit.closed_net import closed_net
from samlad.archive.audit.protocol import answer, as_json, commands
from samlad.archive.audit.protocol_page import as_page
from samlad.archive.audit.verdict import AGREES, DIFFERS, IMPOSSIBLE, REPRODUCE, RERENDER, Asked, Verdict
from samlad.archive.manifest import digest, files_in
from samlad.errors import AuditError, UsageError

from .conftest import CELLS, SmallRun


def audited(run: SmallRun, depth: str) -> Verdict:
    return audit(Asked(run.path, depth, trust=True))


def kinds(verdict: Verdict) -> set[str]:
    return {one.kind for one in verdict.causes}


def places(verdict: Verdict, file: str) -> list[tuple[str, str, str]]:
    [one] = [one for one in verdict.differences if one.file == file]
    return [(place.where, place.before, place.after) for place in one.places]


@pytest.mark.parametrize("depth", [RERENDER, REPRODUCE])
def test_a_run_made_again_as_it_was_agrees_and_nothing_is_written_in_it(
    small_run: SmallRun, depth: str
) -> None:
    before = {name: (small_run.path / name).read_bytes() for name in files_in(small_run.path)}
    verdict = audited(small_run, depth)
    assert (verdict.outcome, verdict.reason, verdict.differences) == (AGREES, "", ())
    assert verdict.remade > 0 and verdict.now["packages"] == verdict.then["packages"]
    assert {name: (small_run.path / name).read_bytes() for name in files_in(small_run.path)} == before


def test_a_changed_released_value_is_told_with_its_place_and_both_numbers(small_run: SmallRun) -> None:
    small_run.put("released/cells.csv", CELLS.replace(",7", ",8"))
    assert audit(Asked(small_run.path)).outcome == DIFFERS
    verdict = audited(small_run, RERENDER)
    where = "under ”mal”, tabellen ”Tal”, raden ”1.I1/norr/2024”, kolumnen ”Tal”"
    assert places(verdict, "html/mal.html") == [(where, "7", "8")]
    assert places(verdict, "chapters/mal.ipynb")[0][1:] == ("7", "8")
    assert kinds(verdict) == {TABLES}
    assert "andra släppta tabeller" in verdict.differences[0].cause


def test_a_changed_input_is_told_with_its_file_and_hashes(small_run: SmallRun) -> None:
    small_run.put("incoming/norr.csv", CELLS.replace(",12", ",13"))
    [one] = audit(Asked(small_run.path)).broken
    assert one.name == "incoming/norr.csv" and len({one.then, one.now}) == 2
    assert audited(small_run, RERENDER).differences == ()
    verdict = audited(small_run, REPRODUCE)
    assert ("1.I1/stad/2024, kolumn value", "12", "13") in places(verdict, "released/cells.csv")
    assert kinds(verdict) == {INPUT}
    assert "annat underlag: incoming/norr.csv" in verdict.causes[0].text


def test_a_file_that_was_added_to_the_input_is_other_input(small_run: SmallRun) -> None:
    small_run.put("incoming/syd.csv", "1.I1/syd/2024,3\n")
    verdict = audited(small_run, REPRODUCE)
    assert kinds(verdict) == {INPUT}
    assert "incoming/syd.csv" in verdict.causes[0].text


def test_changed_code_is_told(small_run: SmallRun) -> None:
    small_run.code('EXTRA = ""', 'EXTRA = "<p>mer</p>"')
    verdict = audited(small_run, RERENDER)
    assert kinds(verdict) == {CODE}
    assert verdict.causes[0].text == "annan kod: src/samlad/commands/again.py"
    assert places(verdict, "html/mal.html") == [("under ”mal”", "", "mer")]


def test_a_changed_notebook_explains_its_own_pages_and_no_others(small_run: SmallRun) -> None:
    small_run.replace("notebooks/mal.ipynb", "chapter.table()", "chapter.table(2)")
    small_run.replace("html/kvalitet.html", "hej", "hopp")
    verdict = audited(small_run, RERENDER)
    causes = {one.file: one.cause for one in verdict.differences}
    assert causes["html/mal.html"] == "annan kod i kapitlen: notebooks/mal.ipynb"
    assert causes["html/kvalitet.html"].startswith("troligen är filen i körningen ändrad")
    assert kinds(verdict) == {CODE, ARCHIVE}


def test_a_changed_page_is_put_down_to_the_archive_when_the_code_is_steady(small_run: SmallRun) -> None:
    small_run.replace("html/mal.html", ">12<", ">14<")
    verdict = audited(small_run, RERENDER)
    assert [one.file for one in verdict.differences] == ["html/mal.html"]
    assert places(verdict, "html/mal.html")[0][1:] == ("14", "12")
    assert kinds(verdict) == {ARCHIVE}


def test_what_differs_each_time_is_said_to_be_unknown(small_run: SmallRun) -> None:
    small_run.code('EXTRA = ""', "EXTRA = os.urandom(8).hex()")
    facts = json.loads((small_run.path / "run.json").read_text(encoding="utf-8"))
    facts["files"] = {name: value for name, value in facts["files"].items() if not name.startswith("src/")}
    small_run.put("run.json", json.dumps(facts))
    verdict = audited(small_run, RERENDER)
    assert verdict.broken == ()
    assert kinds(verdict) == {UNKNOWN}
    assert verdict.differences[0].cause.startswith("okänd")


def test_another_package_version_is_a_cause_only_where_something_differs(small_run: SmallRun) -> None:
    then = json.loads((small_run.path / "environment.json").read_text(encoding="utf-8"))
    now = then["packages"]["pandas"]
    then["packages"] |= {"pandas": "0.0.1", "finns-inte-i-laset": "9.9"}
    small_run.put("environment.json", json.dumps(then))
    verdict = audited(small_run, RERENDER)
    told = f"pandas: 0.0.1 då, {now} nu (körningens lås säger {now})"
    assert (verdict.outcome, [str(one) for one in verdict.changed], verdict.causes) == (AGREES, [told], ())
    small_run.replace("html/mal.html", ">12<", ">14<")
    verdict = audited(small_run, RERENDER)
    assert kinds(verdict) == {PACKAGES}
    assert verdict.causes[0].text == f"annan paketversion: {told}"


def test_another_python_is_a_cause(small_run: SmallRun) -> None:
    then = json.loads((small_run.path / "environment.json").read_text(encoding="utf-8"))
    small_run.put("environment.json", json.dumps({**then, "python": "3.9.1"}))
    small_run.replace("html/mal.html", ">12<", ">14<")
    assert kinds(audited(small_run, RERENDER)) == {PYTHON}


def test_a_public_archive_is_rendered_again_but_not_made_from_input(small_run: SmallRun) -> None:
    facts = json.loads((small_run.path / "run.json").read_text(encoding="utf-8"))
    del facts["files"], facts["recipe"]
    small_run.put("run.json", json.dumps({**facts, "kind": "publikt"}))
    (small_run.path / "incoming" / "norr.csv").unlink()
    small_run.seal()
    assert audit(Asked(small_run.path)).outcome == AGREES
    assert audited(small_run, RERENDER).outcome == AGREES
    verdict = audit(Asked(small_run.path, REPRODUCE))
    assert verdict.outcome == IMPOSSIBLE
    assert "öppna arkivet har inte de mottagna filerna" in verdict.reason


@pytest.mark.parametrize("files", ["[]", "7", "null", '{"incoming/norr.csv": 3}'])
@pytest.mark.parametrize("packages", ["[]", '"skräp"'])
def test_facts_that_are_nonsense_are_read_without_a_fault_of_ours(
    small_run: SmallRun, files: str, packages: str
) -> None:
    facts = json.loads((small_run.path / "run.json").read_text(encoding="utf-8"))
    small_run.put("run.json", json.dumps({**facts, "files": json.loads(files)}))
    small_run.put("environment.json", f'{{"packages": {packages}}}')
    verdict = audit(Asked(small_run.path))
    assert verdict.outcome in (AGREES, DIFFERS)
    page = as_page(verdict, "1 januari 2026")
    assert "<script" not in page and "http" not in page
    assert json.loads(as_json(verdict, "2026-01-01"))["outcome"] == verdict.outcome


def test_source_that_holds_a_link_or_is_no_archive_is_other_code(small_run: SmallRun) -> None:
    with tarfile.open(small_run.path / "source.tar", "a") as archive:
        link = tarfile.TarInfo("src/samlad/länk.py")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    small_run.seal()
    assert [one.name for one in audit(Asked(small_run.path)).broken] == ["src/samlad/länk.py"]
    small_run.put("source.tar", "skräp")
    assert [one.name for one in audit(Asked(small_run.path)).broken] == ["source.tar"]


def test_the_protocol_has_everything_that_was_found(small_run: SmallRun) -> None:
    small_run.put("incoming/norr.csv", CELLS.replace(",12", ",<b>13</b>"))
    verdict = audited(small_run, REPRODUCE)
    page, told = as_page(verdict, "1 januari 2026"), json.loads(as_json(verdict, "2026-01-01"))
    for text in (
        "&lt;b&gt;13",
        "annat underlag: incoming/norr.csv",
        "Miljön då och nu",
        verdict.net,
        "PowerShell",
    ):
        assert text in page
    assert "check-novalidate" not in page and "<b>13" not in page
    [one] = [one for one in told["differences"] if one["file"] == "released/cells.csv"]
    assert len({one["sealed"], one["again"]}) == 2 and one["cause"].startswith("annat underlag")
    assert told["then"]["packages"] and told["now"]["packages"] and "files" not in told["facts"]
    assert told["hashes"]["manifest.sha256"] == digest(small_run.path / "manifest.sha256")


@pytest.mark.parametrize("width", [360, 1440])
def test_the_protocol_does_not_stick_out_of_the_screen(
    small_run: SmallRun, browser: Browser, width: int
) -> None:
    (small_run.path / "manifest.sha256.sig").write_text("x", encoding="utf-8")
    text = as_page(audit(Asked(small_run.path)), "1 januari 2026")
    assert "Körningen är signerad, men signaturen är inte prövad. Säg vilka" in text
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        page.set_content(text)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_date_that_is_no_date_never_reaches_a_printed_command(small_run: SmallRun) -> None:
    small_run.replace("run.json", '"2025-03-31"', '"2025; rm -rf ~"')
    (small_run.path / "manifest.sha256.sig").write_text("x", encoding="utf-8")
    printed = [line for lines in commands(audit(Asked(small_run.path))).values() for line in lines]
    assert any("ssh-keygen -Y verify" in line for line in printed)
    assert not any("rm -rf" in line or "Overify-time" in line for line in printed)


def test_input_that_is_gone_is_named_before_any_code_is_run(small_run: SmallRun) -> None:
    (small_run.path / "incoming" / "norr.csv").unlink()
    small_run.seal()
    verdict = audit(Asked(small_run.path, REPRODUCE))
    assert (verdict.outcome, verdict.now) == (IMPOSSIBLE, {})
    assert verdict.reason == "Mottagna filer saknas i körningen: incoming/norr.csv."


@pytest.mark.parametrize("name", ["incoming/norr.csv", "params/2024.yaml"])
def test_a_file_that_was_removed_and_the_seal_renewed_is_missed(small_run: SmallRun, name: str) -> None:
    (small_run.path / name).unlink()
    small_run.seal()
    verdict = audit(Asked(small_run.path))
    assert (verdict.outcome, verdict.faults) == (DIFFERS, ())
    assert [(one.name, one.now) for one in verdict.broken] == [(name, "")]
    assert [one.text for one in verdict.causes] == ["körningen har ändrats och sedan förseglats på nytt"]
    assert "1 fil är inte den som" in answer(verdict)


def test_a_run_that_was_half_copied_says_so_also_when_it_no_longer_says_what_it_is(
    small_run: SmallRun,
) -> None:
    (small_run.path / "run.json").unlink()
    with pytest.raises(AuditError, match=r"run\.json saknas") as raised:
        audit(Asked(small_run.path))
    assert any("inte helt kopierad" in line for line in raised.value.details)
    (small_run.path / "manifest.sha256").unlink()
    with pytest.raises(AuditError, match="ingen förseglad körning") as raised:
        audit(Asked(small_run.path))
    assert any("inte helt kopierad" in line for line in raised.value.details)


@pytest.mark.parametrize("depth", [RERENDER, REPRODUCE])
@pytest.mark.parametrize("fresh", [False, True])
def test_no_code_of_the_run_starts_and_no_environment_is_built_until_someone_trusts_it(
    small_run: SmallRun, tmp_path: Path, depth: str, fresh: bool
) -> None:
    mark = tmp_path / "kördes"
    small_run.code("BEFORE = None", f"BEFORE = Path({str(mark)!r}).touch()")
    told: list[str] = []
    with pytest.raises(UsageError, match="inte visat vem"):
        audit(Asked(small_run.path, depth, fresh=fresh), told.append)
    assert told == []
    assert not mark.exists()
    audit(Asked(small_run.path, depth, trust=True))
    assert mark.exists()


def test_code_that_stops_is_a_run_that_cannot_be_made_again(small_run: SmallRun) -> None:
    small_run.code("BEFORE = None", "raise ValueError('personuppgift')")
    verdict = audited(small_run, RERENDER)
    assert (verdict.outcome, verdict.reason) == (IMPOSSIBLE, "ValueError")


def test_the_code_of_the_run_reaches_no_network_or_the_verdict_says_so(small_run: SmallRun) -> None:
    reached: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)

        def listen() -> None:
            try:
                reached.append(server.accept()[1])
            except OSError:
                return

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        address = server.getsockname()
        attempt = f"BEFORE = socket.socket().connect_ex({address!r})"
        small_run.code("BEFORE = None", attempt)
        verdict = audited(small_run, RERENDER)
    if closed_net().closed:
        assert reached == []
        assert verdict.net.startswith("Nätet var stängt")
    else:
        assert reached
        assert verdict.net.startswith("Nätet var inte stängt")


def test_where_the_system_cannot_close_the_network_it_is_said_with_what_was_tried(
    small_run: SmallRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert audited(small_run, RERENDER).net == (
        "Nätet var inte stängt medan koden kördes: programmet unshare (paketet util-linux) finns inte på "
        "datorn."
    )
    refusing = tmp_path / "unshare"
    refusing.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    refusing.chmod(0o755)
    verdict = audited(small_run, RERENDER)
    assert verdict.outcome == AGREES
    assert "systemet tillät det inte. Försök gjordes med unshare --net, unshare --user" in verdict.net
