"""Ids and links of chapters that come to stand in one and the same file."""

from __future__ import annotations

import re
from collections.abc import Collection

HOLDS_IDS = re.compile(r'\b(id|headers|aria-labelledby)="([^"]*)"')
LINK = re.compile(r'\b(xlink:href|href)="([^"]*)"')
CLIP = re.compile(r"url\((?:&quot;|')?#([^)'&]+)(?:&quot;|')?\)")
HEADING = re.compile(r"<(/?)h([1-5])\b")


def for_single_file(html: str, page: str, pages: Collection[str]) -> str:
    """The chapter's HTML with ids of its own, links within the file, and headings one step down.

    Args:
        html: a chapter as it stands on its own page, attributes in double quotes.
        page: its page's name without ending, which begins its ids here.
        pages: all page names; links to them become links within the file.
    """

    def ids(found: re.Match[str]) -> str:
        names = " ".join(f"{page}--{name}" for name in found[2].split())
        return f'{found[1]}="{names}"'

    def link(found: re.Match[str]) -> str:
        return f'{found[1]}="{_target(found[2], page, pages)}"'

    html = HOLDS_IDS.sub(ids, html)
    html = LINK.sub(link, html)
    html = CLIP.sub(lambda found: f"url(#{page}--{found[1]})", html)
    return HEADING.sub(lambda found: f"<{found[1]}h{int(found[2]) + 1}", html)


def _target(href: str, page: str, pages: Collection[str]) -> str:
    address, _, anchor = href.partition("#")
    name = address.removesuffix(".html") if address else page
    if name not in pages or (not address and not anchor):
        return href
    return f"#{name}--{anchor}" if anchor else f"#{name}"
