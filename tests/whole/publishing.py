"""What the tests of `publish` do at the desk: write what is missing, fill in what has been seen, approve."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment

from .conftest import CHECKOUT, Desk, settled

APPROVED = ("--approver", "Prov Person,  enhetschef <å>", "--on", "2025-04-02")
MARKS = ("märkkommentar", "märkfritext", "märkskäl", "märkägare", "märkfil")
"""Planted in a workbook's note, in a text that nobody approved, in a correction, and in a file's name."""
OLD = 987654
"""Planted in a cell, and mended by the correction."""
TUTORIAL = CHECKOUT / "docs" / "tutorial" / "din-forsta-utgava.md"


def assess(desk: Desk) -> None:
    """Say that no assessment is made of the goals that the training data leave open, as the tutorial does."""
    [front] = re.findall(
        r"```\n(---\nassessment: .*?---\n)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL
    )
    for goal in "57":
        path = desk.checkout / "data" / "analysis" / "2024" / f"mal-{goal}.md"
        own = front.replace("5.V1", f"{goal}.V1")
        path.write_text(own + path.read_text(encoding="utf-8"), encoding="utf-8")


def plant(desk: Desk) -> None:
    """Put marks where nothing may leave from."""
    path = desk.incoming / "ovning_farsta.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Indikatorer"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    sheet["A2"].comment = Comment(MARKS[0], "A")
    sheet.cell(2, headings["Kommentar"], f"{MARKS[1]} står här")
    numerator = sheet.cell(2, headings["Täljare"])
    item, mended, numerator.value = sheet.cell(2, 1).value, numerator.value, OLD
    book.save(path)
    path.rename(path.with_name(f"ovning_farsta_{MARKS[4]}.xlsx"))
    (desk.checkout / "data" / "corrections" / "2024.yaml").write_text(
        "format: 1\ncorrections:\n  - {action: override, period: VB, committee: farsta, table: indicators,\n"
        f"     item: {item}, field: numerator, expect: {OLD}, value: {mended}, rule: taljare-over-namnare,\n"
        f"     reason: {MARKS[2]}, owner: {MARKS[3]}}}\n",
        encoding="utf-8",
    )


def sign(desk: Desk) -> None:
    """Give the desk a key, and the auditor its open half."""
    key = desk.checkout / "nyckel"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "prov", "-f", str(key)], check=True)
    (desk.checkout / "lokalt.yaml").write_text("signing_key: nyckel\n", encoding="utf-8")
    public = key.with_suffix(".pub").read_text(encoding="utf-8").split()[:2]
    (desk.checkout / "betrodda").write_text(
        f'prov namespaces="samlad-korning" {" ".join(public)}\n', encoding="utf-8"
    )


def prepare(desk: Desk) -> None:
    """Build a draft and say all that is to be said of it, so that it lacks nothing but approval."""
    assess(desk)
    sign(desk)
    built = desk.report()
    assert built.returncode == 0, built.stderr
    assert desk.run("publish", "--year", "2024", *APPROVED).returncode == 20
    filled_in(desk)
    settled(desk)


def publish(desk: Desk) -> None:
    """Give out the draft as the first edition."""
    result = desk.run("publish", "--year", "2024", *APPROVED)
    assert result.returncode == 0, result.stderr + result.stdout
    assert "Båda arkiven är signerade." in result.stdout


def filled_in(desk: Desk) -> Path:
    """Say of every point that it has been seen."""
    path = desk.checkout / "data" / "publicering" / "2024.yaml"
    text = path.read_text(encoding="utf-8").replace("klart: nej", "klart: ja")
    text = text.replace('granskad_av: ""', 'granskad_av: "Utredare Övning"')
    path.write_text(text.replace('granskad_den: ""', 'granskad_den: "2025-03-28"'), encoding="utf-8")
    return path


def correct(desk: Desk) -> None:
    """Give out a second edition, of what Södermalm has sent again."""
    receive_a_correction(desk)
    assert desk.report().returncode == 0
    assert "ersätter" not in (desk.output / "2024" / "index.html").read_text(encoding="utf-8")
    refused = published_again(desk, "")
    assert refused.returncode == 20 and "skälet till att 2024-u1 rättas är sagt" in refused.stdout
    archive = desk.output / "archive"
    words = ("--old", str(archive / "2024-r02"), "--new", str(archive / "2024-r03"))
    assert desk.run("diff", *words).returncode == 0
    filled_in(desk)
    result = published_again(desk, "Södermalms uppgifter & <b>text")
    assert result.returncode == 0, result.stderr + result.stdout


def receive_a_correction(desk: Desk) -> None:
    """Södermalm sends another numerator, and a base past the threshold for those of 65 and above."""
    path = desk.incoming / "ovning_sodermalm_indikatorer.csv"
    raw = path.read_bytes()
    for before, after in (
        (b";52;103;50,5 %;", b";53;103;51,5 %;"),
        (b";46;90;51,1 %;", b";47;90;52,2 %;"),
        (b";39;77;50,6 %;", b";22;58;37,9 %;"),
        (b";2;5;40,0 %;", b";20;24;83,3 %;"),
    ):
        assert raw.count(before) == 1, before
        raw = raw.replace(before, after)
    path.write_bytes(raw)


def published_again(desk: Desk, reason: str) -> subprocess.CompletedProcess[str]:
    """Publish a correction."""
    words = ("--approver", "Prov Person, enhetschef", "--on", "2025-04-09", "--reason", reason)
    return desk.run("publish", "--year", "2024", *words)
