"""Known errors in what was received: read from data/corrections/<year>.yaml, and made before the gate.

Each entry says where, what to do, why, who answers for it, and what is expected to stand there; where
something else stands, nothing is built. Received files are never changed. No message holds a value.
"""

from samlad.corrections.counting import REVISED, counts
from samlad.corrections.entries import Correction, load_corrections
from samlad.corrections.leaving_out import delivery_hash, file_hash
from samlad.corrections.making import CorrectionError, Corrections

__all__ = [
    "REVISED",
    "Correction",
    "CorrectionError",
    "Corrections",
    "counts",
    "delivery_hash",
    "file_hash",
    "load_corrections",
]
