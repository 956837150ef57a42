"""Stage 9: a finished run, kept so that someone else can do it again."""

from samlad.archive.desk_lock import disk_faults_in_words, in_turn, one_at_a_time
from samlad.archive.placing import place, put_back, recover
from samlad.archive.runs import input_hashes, latest_run, same_recipe
from samlad.archive.seal import SealedParts, seal

__all__ = [
    "SealedParts",
    "disk_faults_in_words",
    "in_turn",
    "input_hashes",
    "latest_run",
    "one_at_a_time",
    "place",
    "put_back",
    "recover",
    "same_recipe",
    "seal",
]
