"""`report --year 2024`, as the utredare, the reader and the auditor meet it."""

from __future__ import annotations

import csv
import json
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commanding import ran

from samlad.archive.audit.compare import NOT_COMPARED

from .conftest import CHECKOUT, Desk

MARK = "Syntetiska övningsdata – inga verkliga utfall"
REQUEST = re.compile(
    r'(?:src|srcset|poster|data|action)="|@import|url\((?!#)|<link\b|<script\b|<iframe\b', re.I
)


def pages(desk: Desk) -> list[Path]:
    return sorted((desk.output / "2024").glob("*.html"))


def test_every_chapter_has_a_page_and_there_is_one_file_for_mailing(built: Desk) -> None:
    names = {path.stem for path in pages(built)}
    fixed = {"index", "inledning", "aktiviteter", "jamforelse", "samlad-bedomning", "kvalitet", "rapport"}
    assert fixed | {f"mal-{number}" for number in range(1, 8)} <= names
    assert {"namnd-farsta", "namnd-socialnamnden", "namnd-svenska-bostader"} <= names


def test_no_page_asks_the_network_for_anything(built: Desk) -> None:
    asking = {path.name: REQUEST.findall(path.read_text(encoding="utf-8")) for path in pages(built)}
    assert {name: found for name, found in asking.items() if found} == {}


def test_no_page_shows_code_or_an_unfilled_reference(built: Desk) -> None:
    for path in pages(built):
        text = path.read_text(encoding="utf-8")
        assert "open_chapter" not in text, path.name
        assert not re.search(r"\{\d\.I\d/", text), path.name


def test_every_page_figure_and_table_file_says_that_the_data_are_synthetic(built: Desk) -> None:
    for path in pages(built):
        text = path.read_text(encoding="utf-8")
        assert MARK in text
        for figure in re.findall(r"<figure\b.*?</figure>", text, re.S):
            # Published series from elsewhere are real: to mark them would be as wrong as not to mark ours.
            real = "jamforelse-" in figure.partition(">")[0]
            assert (MARK in figure) is not real, f"{path.name}: {figure[:80]}"
    data = built.output / "2024" / "data"
    assert MARK in (data / "datapackage.json").read_text(encoding="utf-8")
    assert MARK in (data / "outcomes.csv").read_text(encoding="utf-8")


def test_every_figure_has_a_text_for_those_who_do_not_see_it_and_its_data_as_a_table(built: Desk) -> None:
    seen = 0
    for path in pages(built):
        for figure in re.findall(r"<figure\b.*?</figure>", path.read_text(encoding="utf-8"), re.S):
            seen += 1
            assert figure.count('role="img"') == figure.count("<svg")
            assert figure.count("<desc") >= 1
            assert "<table" in figure
    assert seen > 30


def test_ids_are_unique_and_links_within_the_report_lead_somewhere(built: Desk) -> None:
    ids = {
        path.name: re.findall(r'\bid="([^"]+)"', path.read_text(encoding="utf-8")) for path in pages(built)
    }
    for name, found in ids.items():
        assert len(found) == len(set(found)), name
    broken = [
        f"{path.name} → {href}"
        for path in pages(built)
        for href in re.findall(r'<a [^>]*href="([^"]+)"', path.read_text(encoding="utf-8"))
        if not href.startswith(("http", "mailto")) and not leads(path, href, ids)
    ]
    assert broken == []


def leads(path: Path, href: str, ids: dict[str, list[str]]) -> bool:
    address, _, anchor = href.partition("#")
    if address and not (path.parent / address).is_file():
        return False
    return not anchor or anchor in ids.get(address or path.name, [])


def test_a_script_in_a_comment_comes_out_as_text(built: Desk) -> None:
    everything = "".join(path.read_text(encoding="utf-8") for path in pages(built))
    assert "&lt;script" in everything
    assert "<script" not in everything.casefold()


def test_the_archive_is_whole_private_and_checked_without_our_code(built: Desk) -> None:
    run = built.output / "archive" / "2024-r01"
    assert stat.S_IMODE(run.stat().st_mode) == 0o700
    assert (
        subprocess.run(["sha256sum", "--quiet", "-c", "manifest.sha256"], cwd=run, check=False).returncode
        == 0
    )
    assert {path.name for path in run.iterdir()} >= {
        "params", "reference", "requirements.lock", "source.tar", "input.json", "gate.json", "released",
        "chapters", "html", "run.json", "environment.json", "disclosure.json", "INTERNT.txt",
    }  # fmt: skip


def test_the_archived_pages_are_the_published_ones(
    built: Desk, state: Callable[[Path], dict[str, bytes]]
) -> None:
    assert state(built.output / "archive" / "2024-r01" / "html") == state(built.output / "2024")


def test_nothing_of_the_machine_stands_in_pages_tables_or_chapters(built: Desk) -> None:
    import getpass
    import socket

    run = built.output / "archive" / "2024-r01"
    telling = (str(built.checkout).encode(), socket.gethostname().encode() * (len(socket.gethostname()) > 6))
    for part in ("html", "released", "chapters"):
        for path in (run / part).rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert not any(word and word in content for word in telling), path.name
                assert b"/home/" + getpass.getuser().encode() not in content, path.name


def test_the_grounds_of_the_protection_are_in_the_internal_archive_and_nowhere_else(built: Desk) -> None:
    run = built.output / "archive" / "2024-r01"
    sealed = json.loads((run / "disclosure.json").read_text(encoding="utf-8"))
    reasons = {row["rule_id"] for row in sealed["hidden"]}
    assert len(reasons) > 1
    for name in ("problems", "intervals", "witnesses"):
        assert (run / "disclosure" / f"{name}.csv").read_text(encoding="utf-8").count("\n") > 1
    public = json.loads((built.output / "2024" / "disclosure.json").read_text(encoding="utf-8"))
    assert public["cells"]["suppressed"] > 0
    assert not {"hidden", "problems", "intervals", "witnesses"} & set(public)
    for folder in (built.output / "2024", run / "released", run / "chapters"):
        for path in folder.rglob("*"):
            if path.suffix in (".html", ".csv", ".json", ".ipynb", ".svg"):
                text = path.read_text(encoding="utf-8")
                assert not [reason for reason in reasons if reason in text], path.name


def test_the_utredare_is_told_what_is_hidden_and_what_other_tables_would_show(built: Desk) -> None:
    page = (built.output / "feedback" / "2024-VB" / "skydd.html").read_text(encoding="utf-8")
    assert "rader döljs som skydd mot röjande" in page
    assert "utan ålder" in page


def test_no_number_of_a_hidden_row_stands_in_the_open_data(built: Desk) -> None:
    with (built.output / "2024" / "data" / "outcomes.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    hidden = [row for row in rows if row["status"] != "shown"]
    assert {row["status"] for row in hidden} >= {"suppressed", "missing"}
    assert all(row["numerator"] == row["denominator"] == row["value"] == "" for row in hidden)


def test_a_report_of_unchanged_material_makes_no_new_run(
    built_desk: Desk, state: Callable[[Path], dict[str, bytes]]
) -> None:
    before = state(built_desk.output)
    result = built_desk.report()
    assert result.returncode == 0
    assert "Ingenting har ändrats sedan 2024-r01" in result.stdout
    assert state(built_desk.output) == before


def test_the_same_material_gives_the_same_bytes_in_another_folder_time_zone_and_locale(
    built: Desk, desk: Desk, state: Callable[[Path], dict[str, bytes]]
) -> None:
    result = desk.report(TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7", HOME=str(desk.checkout))
    assert result.returncode == 0, result.stderr
    mine, theirs = (state(one.output / "archive" / "2024-r01") for one in (desk, built))
    assert mine.keys() == theirs.keys()
    assert [name for name in mine if mine[name] != theirs[name] and name not in NOT_COMPARED] == []


def test_the_fingerprint_on_the_page_is_keyed_and_not_the_plain_hash(built: Desk) -> None:
    facts = json.loads((built.output / "archive" / "2024-r01" / "run.json").read_text(encoding="utf-8"))
    page = (built.output / "2024" / "index.html").read_text(encoding="utf-8")
    assert facts["fingerprint"] in page
    assert facts["recipe"] not in page
    plain = set(facts["files"].values())
    everything = "".join(path.read_text(encoding="utf-8") for path in (built.output / "2024").rglob("*.*"))
    assert not any(digest in everything for digest in plain)


def test_a_cell_run_by_hand_in_the_lab_gives_what_the_report_gave(built_desk: Desk) -> None:
    import nbformat

    result = built_desk.run("lab", "--year", "2024", "--copy-only")
    assert result.returncode == 0, result.stderr
    copy = built_desk.output / "lab" / "2024-r01"
    work = copy / "work"
    assert {path.name for path in work.iterdir()} == {
        "released",
        *(path.name for path in (built_desk.output / "archive" / "2024-r01" / "chapters").iterdir()),
    }
    attempt = 'try:\n    open("../../../../data/words.yaml")\nexcept PermissionError as no:\n    print(no)'
    script = (
        "import nbformat; from nbclient import NotebookClient;"
        "nb = nbformat.read('mal-3.ipynb', 4);"
        f"nb.cells.append(nbformat.v4.new_code_cell({attempt!r}));"
        "NotebookClient(nb, kernel_name='python3').execute(); nbformat.write(nb, '../tmp/korning.ipynb')"
    )
    environment = {**built_desk.environment, "JUPYTER_PATH": str(copy / "jupyter")}
    run = ran([sys.executable, "-c", script], cwd=work, env=environment)
    assert run.returncode == 0, run.stderr
    by_hand = nbformat.read(copy / "tmp" / "korning.ipynb", 4)
    archived = nbformat.read(built_desk.output / "archive" / "2024-r01" / "chapters" / "mal-3.ipynb", 4)
    for mine, theirs in zip(by_hand.cells, archived.cells, strict=False):
        assert [one.get("data") for one in mine.get("outputs", [])] == [
            one.get("data") for one in theirs.get("outputs", [])
        ]
    assert "får bara öppna de släppta tabellerna" in by_hand.cells[-1].outputs[0].text


def test_status_says_what_has_come_in_and_what_is_left_to_write(built: Desk) -> None:
    result = built.run("status", "--year", "2024")
    assert result.returncode == 0, result.stderr
    assert "19 av 21 ansvariga nämnder och bolag har lämnat uppgifter." in result.stdout
    assert "Inget har kommit från Bromma och Kungsholmen." in result.stdout
    tutorial = (CHECKOUT / "docs" / "tutorial" / "forsta-rapporten.md").read_text(encoding="utf-8")
    [chapters], [warnings] = (
        re.findall(words, tutorial) for words in (r"färdig: (\d+) kapitel", r"Se över (\d+) varningar")
    )
    assert len(list((built.output / "archive" / "2024-r01" / "chapters").glob("*.ipynb"))) == int(chapters)
    assert f"Grinden är öppen, med {warnings} varningar." in result.stdout
    left = "mål 5, förutsättning 5.V1, mål 7 och förutsättning 7.V1"
    assert f"Bedömning saknas för {left}." in result.stdout
    assert (
        "Senaste körningen: 2024-r01, ett utkast. Vad som återstår säger publish --year 2024."
        in result.stdout
    )


def test_every_command_has_one_line_of_help_in_swedish(built: Desk) -> None:
    result = built.run("--list")
    assert result.returncode == 0
    for name in ("report", "validate", "status", "lab", "training-data", "test", "lint"):
        assert re.search(rf"^  {name} +[A-ZÅÄÖ].+", result.stdout, re.M), name


@pytest.mark.parametrize("words", [("rapport",), ("report", "--yaer", "2024"), ("report", "--year")])
def test_a_usage_error_is_a_swedish_sentence_and_exit_2(built: Desk, words: tuple[str, ...]) -> None:
    result = built.run(*words)
    assert result.returncode == 2
    assert "./inv --list" in result.stderr
    assert "Traceback" not in result.stderr
