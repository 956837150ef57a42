"""`audit --run`, as someone else does it: a copy of the run in a folder of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from samlad.archive.manifest import write_manifest

from .conftest import Desk

State = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def run(built: Desk, tmp_path: Path) -> Path:
    """The run, copied to an auditor's folder with another name."""
    return Path(shutil.copytree(built.output / "archive" / "2024-r01", tmp_path / "hos revisorn å"))


def protocol(run: Path, depth: str) -> dict[str, object]:
    path = run.with_name(f"{run.name}.kontroll") / f"kontrollprotokoll-{depth}.json"
    content: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_a_run_as_it_was_sealed_agrees_and_nothing_is_written_in_it(
    built: Desk, run: Path, state: State
) -> None:
    before = state(run)
    result = built.run("audit", "--run", str(run))
    assert (result.returncode, result.stderr) == (0, "")
    assert "stämmer helt" in result.stdout
    assert "inte signerad" in result.stdout
    page = run.with_name(f"{run.name}.kontroll") / "kontrollprotokoll-verify.html"
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text and "http" not in text
    assert state(run) == before


def test_a_changed_and_an_added_file_are_named(built: Desk, run: Path) -> None:
    (run / "html" / "index.html").write_text("annat", encoding="utf-8")
    (run / "extra.txt").write_text("x", encoding="utf-8")
    result = built.run("audit", "--run", str(run))
    assert result.returncode == 19
    assert "html/index.html: filen är ändrad" in result.stderr
    assert "extra.txt: filen står inte i manifestet" in result.stderr
    assert protocol(run, "verify")["outcome"] == "avviker"


def test_the_runs_code_is_not_executed_until_someone_says_that_it_may(built: Desk, run: Path) -> None:
    for depth in ("rerender", "reproduce"):
        result = built.run("audit", "--run", str(run), "--depth", depth)
        assert result.returncode == 2
        assert "--trust" in result.stderr


def test_pages_made_again_from_the_released_tables_are_the_same_bytes_without_any_received_file(
    built: Desk, run: Path
) -> None:
    shutil.rmtree(run / "incoming")
    write_manifest(run)
    result = built.run("audit", "--run", str(run), "--depth", "rerender", "--trust")
    assert result.returncode == 0, result.stderr
    content = protocol(run, "rerender")
    assert content["remade"] == sum(
        1 for part in ("chapters", "html") for path in (run / part).rglob("*") if path.is_file()
    )


def test_a_number_that_does_not_follow_from_the_tables_is_found_though_the_seal_was_renewed(
    built: Desk, run: Path
) -> None:
    page = run / "html" / "mal-3.html"
    text = page.read_text(encoding="utf-8")
    assert "procent" in text
    page.write_text(text.replace("procent", "promille", 1), encoding="utf-8")
    write_manifest(run)
    assert built.run("audit", "--run", str(run)).returncode == 0
    result = built.run("audit", "--run", str(run), "--depth", "rerender", "--trust")
    assert result.returncode == 19
    [difference] = protocol(run, "rerender")["differences"]  # type: ignore[misc]
    assert difference["file"] == "html/mal-3.html"  # type: ignore[index]
    assert "promille" in difference["places"][0]["before"]  # type: ignore[index]


def test_a_whole_run_made_again_from_its_input_is_the_same_bytes_also_when_something_was_out_before(
    built_desk: Desk, tmp_path: Path
) -> None:
    assert built_desk.run("report", "--year", "2024", "--review").returncode == 0
    params = built_desk.checkout / "params" / "2024.yaml"
    params.write_text(params.read_text(encoding="utf-8").replace("2025-03-31", "2025-04-01"), "utf-8")
    assert "2024-r02" in built_desk.report().stdout
    run = Path(shutil.move(built_desk.output / "archive" / "2024-r02", tmp_path / "flyttad"))
    assert (run / "register" / "2024-g01" / "cells.csv").is_file()
    shutil.rmtree(built_desk.checkout / "data")
    (built_desk.checkout / "data").mkdir()
    result = built_desk.run("audit", "--run", str(run), "--depth", "reproduce", "--trust")
    assert result.returncode == 0, result.stderr
    assert protocol(run, "reproduce")["differences"] == []


def test_what_cannot_be_made_again_is_said_with_its_reason(built: Desk, run: Path) -> None:
    shutil.rmtree(run / "incoming")
    write_manifest(run)
    result = built.run("audit", "--run", str(run), "--depth", "reproduce", "--trust")
    assert result.returncode == 19
    assert "kan inte återskapas" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("words", [["--run", "finns-inte"], []])
def test_a_run_that_is_not_there_is_said_in_words(built: Desk, words: list[str]) -> None:
    result = built.run("audit", *words)
    assert result.returncode == (19 if words else 2)
    assert "körning" in result.stderr


def test_a_depth_that_does_not_exist_is_a_usage_error(built: Desk, run: Path) -> None:
    result = built.run("audit", "--run", str(run), "--depth", "djup")
    assert result.returncode == 2
    assert "verify, rerender, reproduce" in result.stderr


def test_a_signed_run_is_trusted_by_its_signature_and_no_longer_when_the_seal_is_renewed(
    built_desk: Desk, tmp_path: Path, needs_program: Callable[..., str]
) -> None:
    needs_program("ssh-keygen", apt="openssh-client")
    key = tmp_path / "nyckel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "prov", "-f", key], check=True)
    (built_desk.checkout / "lokalt.yaml").write_text(f'signing_key: "{key}"\n', encoding="utf-8")
    params = built_desk.checkout / "params" / "2024.yaml"
    params.write_text(params.read_text(encoding="utf-8").replace("2025-03-31", "2025-04-01"), "utf-8")
    assert built_desk.report().returncode == 0
    run = built_desk.output / "archive" / "2024-r02"
    signers = tmp_path / "betrodda"
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    signers.write_text(f'vi@prov.example namespaces="samlad-korning" {public}', encoding="utf-8")
    asked = ("audit", "--run", str(run), "--signers", str(signers), "--identity", "vi@prov.example")
    good = built_desk.run(*asked, "--depth", "rerender")
    assert good.returncode == 0, good.stderr
    assert "Signaturen är giltig" in good.stdout
    (run / "gate.json").write_text("{}", encoding="utf-8")
    write_manifest(run)
    bad = built_desk.run(*asked)
    assert bad.returncode == 19
    assert "signaturen är inte giltig" in bad.stderr


def test_an_auditor_opens_a_copy_by_hand_and_another_parameter_shows_no_more_than_was_released(
    built_desk: Desk, run: Path, state: State
) -> None:
    before = state(run)
    result = built_desk.run("lab", "--run", str(run), "--copy-only")
    assert result.returncode == 0, result.stderr
    copy = built_desk.output / "lab" / run.name
    script = (
        "import nbformat; from nbclient import NotebookClient;"
        "nb = nbformat.read('mal-3.ipynb', 4);"
        "cells = [one for one in nb.cells if one.cell_type == 'code' and 'subject = \"3\"' in one.source];"
        "assert cells; cells[-1].source = cells[-1].source.replace('\"3\"', '\"4\"');"
        "NotebookClient(nb, kernel_name='python3').execute(); nbformat.write(nb, '../tmp/korning.ipynb')"
    )
    by_hand = subprocess.run(
        [*built_desk.command()[:1], "-c", script],
        cwd=copy / "work",
        env={**built_desk.environment, "JUPYTER_PATH": str(copy / "jupyter")},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert by_hand.returncode == 0, by_hand.stderr

    def shown(path: Path) -> list[object]:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [one.get("data") for cell in cells for one in cell.get("outputs", [])]

    assert shown(copy / "tmp" / "korning.ipynb") == shown(run / "chapters" / "mal-4.ipynb")
    assert state(run) == before


def test_a_folder_that_is_no_run_is_not_opened(built: Desk, tmp_path: Path) -> None:
    result = built.run("lab", "--run", str(tmp_path), "--copy-only")
    assert result.returncode == 2
    assert "ingen körning" in result.stderr
