"""The mark that tells an edition's page from its draft's: what it is, so that all else can be held equal."""

from __future__ import annotations

import re

MARK = re.compile(r'<span class="utgavemarke">[^<]*</span>|<aside class="om-utgavan".*?</aside>\n', re.DOTALL)
"""As the templates write it; its texts are escaped, so that none of them can end it."""


def unmarked(page: str) -> str:
    """A page without what only a draft or only an edition says of itself."""
    return MARK.sub("", page)
