"""What may stand on a page: an allow-list of elements and attributes; scripts and handlers never pass.

`sanitize_html` of nbconvert is no remedy here: it turns tables and SVG into text (ARCHITECTURE §8 trap 9).
"""

from __future__ import annotations

import nh3

TEXT = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "details", "div", "dl", "dt", "em", "figcaption",
    "figure", "h1", "h2", "h3", "h4", "h5", "hr", "i", "li", "ol", "p", "section", "small", "span", "strong",
    "sub", "summary", "sup", "ul",
}  # fmt: skip
TABLE = {"caption", "col", "colgroup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
SVG = {
    "circle", "clipPath", "defs", "desc", "g", "line", "path", "polygon", "polyline", "rect", "svg", "text",
    "title", "tspan", "use",
}  # fmt: skip
EVERYWHERE = {"aria-hidden", "aria-label", "aria-labelledby", "class", "id", "lang", "role", "tabindex"}
DRAWN = {
    "clip-path", "cx", "cy", "d", "dx", "dy", "fill", "height", "href", "points", "preserveAspectRatio", "r",
    "rx", "ry", "stroke", "stroke-dasharray", "stroke-width", "style", "text-anchor", "transform", "version",
    "viewBox", "width", "x", "x1", "x2", "xlink:href", "xmlns", "xmlns:xlink", "y", "y1", "y2",
}  # fmt: skip
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "ol": {"start"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"colspan", "headers", "rowspan", "scope"},
    **{element: DRAWN for element in SVG},
}
SCHEMES = {"http", "https", "mailto"}


def clean(html: str) -> str:
    """The HTML with everything that is not on the list taken away; relative links and anchors stay."""
    return nh3.clean(
        html,
        tags=TEXT | TABLE | SVG,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
