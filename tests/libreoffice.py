"""Workbooks as LibreOffice saves them: all of them in one start, with a profile that is made once."""

from __future__ import annotations

from pathlib import Path

from commanding import ran

SAVED_AS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods"}
"""What LibreOffice calls the forms that committees save in, by their ending."""


def saved(soffice: str, profile: Path, ending: str, folder: Path, *files: Path) -> list[Path]:
    """Open workbooks and save them under the same names in a folder, in the form with this ending.

    Args:
        soffice: the program.
        profile: a folder of its own, made if it is not there, which takes longer than a small workbook.
    """
    command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to"]
    done = ran([*command, SAVED_AS[ending], "--outdir", folder, *files], timeout=900)
    # Without Java, which forms do not need, LibreOffice says so each time it starts.
    said = [line for line in done.stderr.splitlines() if "javaldx" not in line]
    assert (done.returncode, said) == (0, []), done.stderr
    made = [folder / f"{path.stem}.{ending}" for path in files]
    assert all(path.exists() for path in made), done.stdout
    return made
