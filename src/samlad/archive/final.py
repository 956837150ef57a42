"""Seals the edition that a draft became: the draft's run with the final pages, and who approved them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from samlad.archive.audit.compare import LOG
from samlad.archive.crate import write_crate
from samlad.archive.manifest import OUTSIDE, write_manifest
from samlad.archive.readme import write_readme
from samlad.archive.runs import PAGES, RUN, facts_of, next_run, runs
from samlad.archive.signature import sign
from samlad.edition import CHANGES, Edition, changes_csv
from samlad.paths import copy_folder, move_settled, write_text

LOOKED_AT = "publicering.yaml"
"""What was looked at before the edition was approved; internal."""
MADE_ANEW = (PAGES, RUN, *OUTSIDE)
"""What the edition does not take over from the draft: its pages, its facts and its seal."""


def seal_edition(
    draft: Path, pages: Path, edition: Edition, looked_at: str, archive: Path, work: Path, key: Path | None
) -> Path:
    """Assemble the edition's internal run in `work` and move it to the archive in one step.

    Args:
        draft: the sealed run that it was; nothing is written in it.
        pages: the final pages.
        looked_at: the record of what was looked at before.
        key: what to sign it with; None where runs are not signed.

    Raises:
        ArchiveError: it could not be signed.
    """
    folder = work / "forseglas"
    copy_folder(draft, folder, MADE_ANEW)
    folder.chmod(0o700)
    copy_folder(pages, folder / PAGES)
    write_text(folder / CHANGES, changes_csv(edition))
    write_text(folder / LOOKED_AT, looked_at)
    facts = facts_of(draft) | {"edition": edition.facts}
    write_facts(folder, facts)
    said = (folder / LOG).read_text(encoding="utf-8") if (folder / LOG).is_file() else ""
    write_text(folder / LOG, f"{said}Gav ut utkastet som {edition.id}, med slutliga sidor (publication)\n")
    write_readme(folder, facts)
    write_crate(folder, facts)
    write_manifest(folder)
    if key is not None:
        sign(folder, key)
    target = next_run(archive, str(facts_of(draft)["stem"]))
    move_settled(folder, target)
    return target


def write_facts(folder: Path, facts: dict[str, object]) -> None:
    """Write run.json."""
    write_text(folder / RUN, json.dumps(facts, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def sealed_editions(archive: Path, stem: str) -> Iterator[tuple[Path, str]]:
    """Runs of a stem that are editions, each with the edition's id."""
    for run in runs(archive, stem):
        edition = facts_of(run).get("edition")
        if edition is not None:
            yield run, str(edition["id"])
