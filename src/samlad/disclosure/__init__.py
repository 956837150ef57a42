"""Stage 5: which cells may be shown. There is no switch to turn it off."""

from samlad.disclosure.approved import Approved, Entry, load_approved, to_approve
from samlad.disclosure.protect import protect
from samlad.keyed import text_hash

__all__ = ["Approved", "Entry", "load_approved", "protect", "text_hash", "to_approve"]
