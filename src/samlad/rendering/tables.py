"""Tables that may not fit a telephone get a region that scrolls by keyboard too, named by their caption."""

from __future__ import annotations

import re

from markupsafe import escape

REGION = "tabell-yta"
ALWAYS_FITS = 2
"""Columns that fit any screen."""

TABLE = re.compile(rf'(<div class="{REGION}"[^<>]*>)?(<table\b.*?</table>)', re.DOTALL)
CAPTION = re.compile(r'<caption[^<>]*\sid="([^"]*)"')
COLUMN = re.compile(r"<th[\s>]")
HEAD = re.compile(r"<thead\b.*?</thead>", re.DOTALL)


def in_regions(html: str, label: str) -> str:
    """Put every table with more than two columns in a region, unless it has one.

    Args:
        html: sanitised.
        label: what a region is called whose table has no caption with an id.
    """

    def wrapped(match: re.Match[str]) -> str:
        region, table = match[1], match[2]
        head = HEAD.search(table)
        columns = len(COLUMN.findall(head[0])) if head else ALWAYS_FITS + 1
        if region or columns <= ALWAYS_FITS:
            return match[0]
        caption = CAPTION.search(table)
        name = f'aria-labelledby="{caption[1]}"' if caption else f'aria-label="{escape(label)}"'
        return f'<div class="{REGION}" role="region" tabindex="0" {name}>{table}</div>'

    return TABLE.sub(wrapped, html)
