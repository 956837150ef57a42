"""`audit --run`, as someone else does it: a copy of the run in a folder of their own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from commanding import ran

from samlad.archive.destroying.take_out import take_out
from samlad.archive.manifest import write_manifest
from samlad.archive.signature import sign

from .conftest import CHECKOUT, Desk

DOCS = CHECKOUT / "docs" / "how-to" / "kontrollera.md"
WHO = "uppfoljning@exempel.se"
"""Who signs, in the docs' commands."""
State = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def run(built: Desk, tmp_path: Path) -> Path:
    """The run, copied to an auditor's folder with another name."""
    return Path(shutil.copytree(built.output / "archive" / "2024-r01", tmp_path / "hos revisorn å"))


@pytest.fixture
def small_run(small_built: Desk, tmp_path: Path) -> Path:
    """A small run, copied in the same way."""
    return Path(shutil.copytree(small_built.output / "archive" / "2024-r01", tmp_path / "hos revisorn å"))


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
    take_out(run, "ÖVNING 2029/1", date(2029, 1, 1), None)
    assert not (run / "incoming").exists()
    result = built.run("audit", "--run", str(run), "--depth", "rerender", "--trust")
    assert result.returncode == 0, result.stderr
    content = protocol(run, "rerender")
    assert content["remade"] == sum(
        1 for part in ("chapters", "html") for path in (run / part).rglob("*") if path.is_file()
    )


def test_a_number_that_does_not_follow_from_the_tables_is_found_though_the_seal_was_renewed(
    small_built: Desk, small_run: Path
) -> None:
    run = small_run
    page = run / "html" / "mal-3.html"
    text = page.read_text(encoding="utf-8")
    assert "procent" in text
    page.write_text(text.replace("procent", "promille", 1), encoding="utf-8")
    write_manifest(run)
    assert small_built.run("audit", "--run", str(run)).returncode == 0
    result = small_built.run("audit", "--run", str(run), "--depth", "rerender", "--trust")
    assert result.returncode == 19
    [difference] = protocol(run, "rerender")["differences"]  # type: ignore[misc]
    assert difference["file"] == "html/mal-3.html"  # type: ignore[index]
    assert "promille" in difference["places"][0]["before"]  # type: ignore[index]
    assert difference["places"][0]["where"].startswith("under ”")  # type: ignore[index]
    assert "troligen är filen i körningen ändrad" in result.stderr


def test_a_whole_run_made_again_from_its_input_is_the_same_bytes_also_when_something_was_out_before(
    small_desk: Desk, tmp_path: Path
) -> None:
    assert small_desk.run("report", "--year", "2024", "--review").returncode == 0
    params = small_desk.checkout / "params" / "2024.yaml"
    params.write_text(params.read_text(encoding="utf-8").replace("2025-03-31", "2025-04-01"), "utf-8")
    assert "2024-r02" in small_desk.report().stdout
    run = Path(shutil.move(small_desk.output / "archive" / "2024-r02", tmp_path / "flyttad"))
    assert (run / "register" / "2024-g01" / "cells.csv").is_file()
    shutil.rmtree(small_desk.checkout / "data")
    (small_desk.checkout / "data").mkdir()
    result = small_desk.run("audit", "--run", str(run), "--depth", "reproduce", "--trust")
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


def documented(run: Path) -> int:
    """The commands for Linux, as they stand in the docs, given in the run's folder: 0 when all is well."""
    blocks = re.findall(r"^```sh\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 3 and "ssh-keygen" in blocks[-1]
    script = "set -euo pipefail\n" + "".join(blocks)
    done = subprocess.run(["bash", "-c", script], cwd=run, capture_output=True, encoding="utf-8", check=False)
    said = [line for line in done.stdout.splitlines() if not line.startswith("Good ")]
    return done.returncode or len(said)


def test_the_documented_commands_find_what_was_changed_added_removed_and_linked(
    built: Desk, tmp_path: Path, needs_program: Callable[..., str]
) -> None:
    needs_program("ssh-keygen", apt="openssh-client")
    key = tmp_path / "nyckel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "prov", "-f", key], check=True)
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    (tmp_path / "betrodda").write_text(f'{WHO} namespaces="samlad-korning" {public}', encoding="utf-8")
    changes: tuple[Callable[[Path], object], ...] = (
        lambda run: (run / "html" / "index.html").write_text("annat", encoding="utf-8"),
        lambda run: (run / "html" / "ny.html").touch(),
        lambda run: (run / "run.json").unlink(),
        lambda run: (run / "länk").symlink_to("run.json"),
        write_manifest_of_another_run,
    )
    for number, change in enumerate(changes):
        run = Path(shutil.copytree(built.output / "archive" / "2024-r01", tmp_path / f"r{number}"))
        sign(run, key)
        assert documented(run) == 0
        change(run)
        assert documented(run) != 0


def write_manifest_of_another_run(run: Path) -> None:
    (run / "gate.json").write_text("{}", encoding="utf-8")
    write_manifest(run)


def test_a_signed_run_is_trusted_by_its_signature_and_no_longer_when_the_seal_is_renewed(
    small_desk: Desk, tmp_path: Path, needs_program: Callable[..., str]
) -> None:
    needs_program("ssh-keygen", apt="openssh-client")
    key = tmp_path / "nyckel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "prov", "-f", key], check=True)
    (small_desk.checkout / "lokalt.yaml").write_text(f'signing_key: "{key}"\n', encoding="utf-8")
    params = small_desk.checkout / "params" / "2024.yaml"
    params.write_text(params.read_text(encoding="utf-8").replace("2025-03-31", "2025-04-01"), "utf-8")
    assert small_desk.report().returncode == 0
    run = small_desk.output / "archive" / "2024-r02"
    signers = run.parent / "betrodda"
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    signers.write_text(f'{WHO} namespaces="samlad-korning" {public}', encoding="utf-8")
    asked = ("audit", "--run", str(run), "--signers", str(signers), "--identity", WHO)
    assert documented(run) == 0
    good = small_desk.run(*asked, "--depth", "rerender")
    assert good.returncode == 0, good.stderr
    assert "Signaturen är giltig" in good.stdout
    (run / "gate.json").write_text("{}", encoding="utf-8")
    write_manifest(run)
    bad = small_desk.run(*asked)
    assert bad.returncode == 19
    assert "signaturen är inte giltig" in bad.stderr
    assert documented(run) != 0


def test_an_auditor_opens_a_copy_by_hand_and_another_parameter_shows_no_more_than_was_released(
    built_desk: Desk, run: Path, state: State
) -> None:
    before = state(run)
    result = built_desk.run("lab", "--run", str(run), "--copy-only")
    assert result.returncode == 0, result.stderr
    assert "--trust" not in result.stdout
    copy = built_desk.output / "lab" / run.name
    variables = {**built_desk.environment, "JUPYTER_PATH": str(copy / "jupyter")}
    north, south = "farsta", "skarpnack"
    names = run_by_hand(copy / "work", variables, [
        ("mal-3.ipynb", "", ""),
        ("mal-3.ipynb", '"3"', '"4"'),
        (f"namnd-{north}.ipynb", f'"{north}"', f'"{south}"'),
    ])  # fmt: skip
    sealed = ["mal-3.ipynb", "mal-4.ipynb", f"namnd-{south}.ipynb"]
    for name, expected in zip(names, sealed, strict=True):
        assert shown(copy / "tmp" / name) == shown(run / "chapters" / expected)
    assert state(run) == before


def run_by_hand(folder: Path, variables: dict[str, str], asked: list[tuple[str, str, str]]) -> list[str]:
    """What Run All does: every cell of a copied chapter in its own folder, with one parameter changed."""
    script = (
        "import json, sys, nbformat\n"
        "from nbclient import NotebookClient\n"
        "for number, (name, old, new) in enumerate(json.loads(sys.argv[1])):\n"
        "    nb = nbformat.read(name, 4)\n"
        "    cells = [one for one in nb.cells if 'injected-parameters' in one.metadata.get('tags', [])]\n"
        "    assert len(cells) == 1 and old in cells[0].source\n"
        "    cells[0].source = cells[0].source.replace(old, new) if old else cells[0].source\n"
        "    NotebookClient(nb, kernel_name='python3').execute()\n"
        "    nbformat.write(nb, f'../tmp/{number}.ipynb')\n"
    )
    (folder.parent / "tmp").mkdir(exist_ok=True)
    done = ran([sys.executable, "-c", script, json.dumps(asked)], cwd=folder, env=variables)
    assert done.returncode == 0, done.stderr
    return [f"{number}.ipynb" for number in range(len(asked))]


def shown(path: Path) -> list[object]:
    """Everything that a notebook's cells show."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [one.get("data") for cell in cells for one in cell.get("outputs", [])]


def test_an_auditor_opens_a_chapter_in_an_environment_of_their_own_by_the_documented_commands(
    built: Desk, tmp_path: Path
) -> None:
    run = built.output / "archive" / "2024-r01"
    [commands] = re.findall(
        r"^```bash\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    told = commands.replace("2024-r01", str(run).replace(" ", "\\ "))
    subprocess.run(["bash", "-e", "-c", told], cwd=tmp_path, check=True)
    desk = tmp_path / "bord"
    kept = {name: value for name, value in built.environment.items() if name != "JUPYTER_PATH"}
    [name] = run_by_hand(desk, {**kept, "PYTHONPATH": "src"}, [("mal-3.ipynb", "", "")])
    assert shown(tmp_path / "tmp" / name) == shown(run / "chapters" / "mal-3.ipynb")


def test_a_run_made_with_other_code_is_opened_with_its_own_when_someone_trusts_it(
    built_desk: Desk, run: Path
) -> None:
    rules = built_desk.checkout / "src" / "samlad" / "chapters" / "__init__.py"
    rules.write_text(
        rules.read_text(encoding="utf-8") + "\nraise RuntimeError('dagens kod')\n", encoding="utf-8"
    )
    todays = built_desk.run("lab", "--run", str(run), "--copy-only")
    assert "Lägg till --trust" in todays.stdout
    own = built_desk.run("lab", "--run", str(run), "--copy-only", "--trust")
    assert "körningens egen kod" in own.stdout
    copy = built_desk.output / "lab" / run.name
    variables = {**built_desk.environment, "JUPYTER_PATH": str(copy / "jupyter")}
    [name] = run_by_hand(copy / "work", variables, [("mal-3.ipynb", "", "")])
    assert shown(copy / "tmp" / name) == shown(run / "chapters" / "mal-3.ipynb")


def test_a_folder_that_is_no_run_is_not_opened(built: Desk, tmp_path: Path) -> None:
    result = built.run("lab", "--run", str(tmp_path), "--copy-only")
    assert result.returncode == 2
    assert "ingen körning" in result.stderr
