"""From matplotlib's SVG document to one element of a page: ids of its own, CSS colours, words beside it."""

from __future__ import annotations

import re

from samlad.chapters.drawing.canvas import COLOURS
from samlad.chapters.markup import Markup, tag

FONT = "Arial, 'Helvetica Neue', Verdana, sans-serif"
ROOT = "stroke-linejoin: round; stroke-linecap: butt; font-family: " + FONT

_OPENING = re.compile(r"<svg [^>]*viewBox=\"([^\"]*)\"[^>]*>")
_DROPPED = re.compile(r"\s*<metadata>.*?</metadata>|\s*<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)
_GROUP_ID = re.compile(r"<g id=\"[^\"]*\"")
_ID = re.compile(r"(\bid=\"|href=\"#|url\(#)")
_FONT = re.compile(r"; font-family: [^;\"]*|font-family: [^;\"]*; ?")
_UNTURNED = re.compile(r" transform=\"rotate\(-0 [^\"]*\"")
_NUMBERS = re.compile(r" (?:d|x|y|transform|width|height)=\"[^\"]*\"", re.DOTALL)
_DECIMALS = re.compile(r"-?[0-9]+\.[0-9]{2,}")


def as_element(document: str, prefix: str, title: str, text: str) -> Markup:
    """The document's drawing as an `svg` element that scales, with its words.

    Args:
        document: what matplotlib wrote.
        prefix: begins every id, so that ids differ within a page.
        title, text: the drawing's name, and its description.
    """
    opening = _OPENING.search(document)
    if opening is None:
        raise ValueError("no svg element")
    body = document[opening.end() : document.rindex("</svg>")]
    body = _GROUP_ID.sub("<g", _DROPPED.sub("", body))
    body = _ID.sub(rf"\g<1>{prefix}-", body)
    body = _UNTURNED.sub("", _FONT.sub("", body))
    body = _NUMBERS.sub(lambda match: _DECIMALS.sub(_rounded, match.group(0)), body)
    for role, colour in COLOURS.items():
        body = body.replace(colour, f"var(--{role}, {colour})")
    words = tag("title", title, id=f"{prefix}-namn") + tag("desc", text, id=f"{prefix}-text")
    # The body is matplotlib's own and escapes its texts; everything else is built by `tag`.
    return tag(
        "svg", words, Markup(body.strip()), xmlns="http://www.w3.org/2000/svg",
        xmlns_xlink=None, viewBox=opening.group(1), role="img",
        aria_labelledby=f"{prefix}-namn {prefix}-text", style=ROOT,
    )  # fmt: skip


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match.group(0)):.1f}"
