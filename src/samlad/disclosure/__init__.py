"""Stage 5: which cells may be shown. There is no switch to turn it off."""

from samlad.disclosure.approved import Approved, Entry, load_approved
from samlad.disclosure.choices import choices, own_hidden
from samlad.disclosure.choices_page import choices_lines, choices_page
from samlad.disclosure.editions import Edition, PublishedRow, read_edition
from samlad.disclosure.protect import protect
from samlad.disclosure.unread import unread, unread_yaml
from samlad.keyed import text_hash

__all__ = [
    "Approved",
    "Edition",
    "Entry",
    "PublishedRow",
    "choices",
    "choices_lines",
    "choices_page",
    "load_approved",
    "own_hidden",
    "protect",
    "read_edition",
    "text_hash",
    "unread",
    "unread_yaml",
]
