"""Stage 6: the only tables that a notebook can open, as files in a folder of their own."""

from samlad.release.open_data import write_open_data
from samlad.release.public_record import add_verdict, write_public_record
from samlad.release.release import open_released, release

__all__ = [
    "add_verdict",
    "open_released",
    "release",
    "write_open_data",
    "write_public_record",
]
