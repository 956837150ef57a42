"""What may stand in a page: an allow-list of elements, attributes and addresses. No script, no request."""

from __future__ import annotations

import re

import nh3

TEXT = (
    "a abbr b blockquote br cite code dd del dfn div dl dt em h1 h2 h3 h4 h5 h6 hr i ins kbd li ol p pre q s "
    "section small span strong sub sup ul var"
)
BLOCKS = "details figcaption figure summary caption col colgroup table tbody td tfoot th thead tr"
DRAWING = (
    "svg g path line polyline polygon rect circle ellipse text tspan title desc defs use clipPath marker "
    "linearGradient stop pattern symbol"
)
GENERAL = {"class", "id", "lang", "role", "style", "tabindex", "title"}
ATTRIBUTES = {
    "a": "href",
    "details": "open",
    "ol": "start",
    "col colgroup": "span",
    "th": "scope colspan rowspan headers abbr",
    "td": "colspan rowspan headers data-rubrik",
    "svg": "viewBox xmlns width height preserveAspectRatio focusable",
    "use": "href xlink:href x y width height",
    "stop": "offset",
    "linearGradient": "x1 x2 y1 y2 gradientUnits gradientTransform",
    "marker": "markerWidth markerHeight refX refY orient viewBox",
    "pattern": "x y width height patternUnits",
    "clipPath": "clipPathUnits",
}
SHAPES = "g path line polyline polygon rect circle ellipse text tspan use symbol"
GEOMETRY = (
    "d x y x1 x2 y1 y2 dx dy cx cy r rx ry width height points transform viewBox clip-path clip-rule fill "
    "fill-opacity fill-rule opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-width text-anchor dominant-baseline font-family font-size "
    "font-weight font-style marker-end marker-start marker-mid vector-effect paint-order"
)
STYLES = (
    "fill fill-opacity fill-rule opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width font font-family font-size font-weight "
    "font-style text-anchor dominant-baseline text-align vertical-align paint-order stop-color stop-opacity "
    "white-space"
)
HERE = re.compile(r"#[^\s]*")
ON_THE_SITE = re.compile(r"(?![a-zA-Z][a-zA-Z0-9+.-]*:|//|\\)[^\\]*")
ELSEWHERE = re.compile(r"https?://[^\s]+|mailto:[^\s]+")
FOREIGN_PAINT = re.compile(r"url\(\s*[\"']?(?!\s*[\"']?#)|expression|@import|image-set|src\(", re.IGNORECASE)


def _attributes() -> dict[str, set[str]]:
    allowed: dict[str, set[str]] = {"*": set(GENERAL)}
    for names, words in (*ATTRIBUTES.items(), (SHAPES, GEOMETRY)):
        for name in names.split():
            allowed.setdefault(name, set()).update(words.split())
    return allowed


def _keep(element: str, attribute: str, value: str) -> str | None:
    """The attribute's value, or None where it would fetch something or run something."""
    if attribute in ("href", "xlink:href"):
        if element == "a":
            return value if ON_THE_SITE.fullmatch(value) or ELSEWHERE.fullmatch(value) else None
        return value if HERE.fullmatch(value) else None
    if "(" in value and attribute not in ("d", "transform", "title"):
        return None if FOREIGN_PAINT.search(value) else value
    return value


_cleaner = nh3.Cleaner(
    tags=set(f"{TEXT} {BLOCKS} {DRAWING}".split()),
    clean_content_tags={"script", "style", "template", "iframe", "object", "embed", "noscript"},
    attributes=_attributes(),
    generic_attribute_prefixes={"aria-"},
    attribute_filter=_keep,
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
    filter_style_properties=set(STYLES.split()),
)


def sanitise(html: str) -> str:
    """The fragment without anything that is not on the list; well formed, attributes in double quotes."""
    return _cleaner.clean(html)
