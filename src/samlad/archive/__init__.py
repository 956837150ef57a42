"""Stage 9: a finished run, kept so that someone else can do it again."""

from samlad.archive.closed_world import faults_in
from samlad.archive.desk_lock import disk_faults_in_words, in_turn, one_at_a_time
from samlad.archive.destroying.destroyed import has_note
from samlad.archive.differences.changes import with_changes
from samlad.archive.final import seal_edition, sealed_editions
from samlad.archive.manifest import digest, files_in
from samlad.archive.placing import is_placed, place, place_new, put_back, recover
from samlad.archive.public import public_archive, seal_public
from samlad.archive.readable import check_readable
from samlad.archive.runs import (
    PAGES,
    damaged,
    facts_of,
    input_hashes,
    latest_draft,
    latest_run,
    runs,
    same_recipe,
)
from samlad.archive.seal import SealedParts, seal

__all__ = [
    "PAGES",
    "SealedParts",
    "check_readable",
    "damaged",
    "digest",
    "disk_faults_in_words",
    "facts_of",
    "faults_in",
    "files_in",
    "has_note",
    "in_turn",
    "input_hashes",
    "is_placed",
    "latest_draft",
    "latest_run",
    "one_at_a_time",
    "place",
    "place_new",
    "public_archive",
    "put_back",
    "recover",
    "runs",
    "same_recipe",
    "seal",
    "seal_edition",
    "seal_public",
    "sealed_editions",
    "with_changes",
]
