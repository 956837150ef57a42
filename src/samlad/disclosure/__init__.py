"""Stage 5: which cells may be shown. There is no switch to turn it off."""

from samlad.disclosure.approved import Approved, Entry, load_approved, text_hash, to_approve
from samlad.disclosure.protect import protect

__all__ = ["Approved", "Entry", "load_approved", "protect", "text_hash", "to_approve"]
