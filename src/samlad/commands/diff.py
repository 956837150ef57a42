"""`diff`: what changed between two runs, for reviewers between drafts and readers between years."""

from __future__ import annotations

from pathlib import Path

from samlad.archive.differences.diff import diff, open_run
from samlad.archive.differences.diff_page import diff_answer, diff_json, diff_page
from samlad.paths import internal_folder, write_text

WHY_INTERNAL = """Den här mappen får inte lämna huset.
Den säger vad som skiljer två körningar, också sådant som ännu inte har lämnats ut.
"""


def run_diff(old: Path, new: Path, output: Path | None) -> None:
    """Compare two runs, write the page and the JSON, and say how much changed.

    Args:
        output: where they go; None for beside the newer run.

    Raises:
        UsageError: a folder is no run.
    """
    before, after = open_run(old), open_run(new)
    found = diff(before, after)
    names = before.path.name, after.path.name
    folder = output if output is not None else after.path.with_name(f"{after.path.name}.diff")
    internal_folder(folder, WHY_INTERNAL)
    page = folder / f"{names[0]}.html"
    write_text(page, diff_page(found, *names))
    write_text(page.with_suffix(".json"), diff_json(found, *names))
    print(diff_answer(found))
    print(f"Läs här: {page}")
