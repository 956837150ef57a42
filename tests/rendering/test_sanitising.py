"""Nothing that a committee or an utredare writes can run, fetch or break out of its place."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samlad.rendering.fragments import TAG, make_fragment
from samlad.rendering.links import for_single_file, places
from samlad.rendering.markdown import markdown_to_html
from samlad.rendering.sanitising import sanitise

HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)></svg>",
    "<svg><foreignObject><iframe src=//a.b></iframe></foreignObject></svg>",
    '<svg><use href="https://a.b/x.svg#y"></use></svg>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    '<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>',
    '<svg><g style="fill: url(https://a.b/x)"></g></svg>',
    '<svg><g clip-path="url( https://a.b/x )"></g></svg>',
    '<svg><style>@import "https://a.b/x";</style></svg>',
    '<p style="background: url(https://a.b/x); position: fixed">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="mal-1.html" onclick="alert(1)">x</a>',
    '<iframe src="https://a.b"></iframe>',
    '<link rel="stylesheet" href="https://a.b">',
    '<meta http-equiv="refresh" content="0;url=https://a.b">',
    '<form action="https://a.b"><input></form>',
    '<base href="https://a.b">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<table><caption><script>alert(1)</script>Rubrik</caption></table>",
]


@pytest.mark.parametrize("html", HARMFUL)
def test_nothing_harmful_gets_through(html: str) -> None:
    cleaned = sanitise(html)
    tags = "".join(TAG.findall(cleaned)).lower()
    assert not re.search(
        r"<(?:script|style|img|iframe|link|meta|form|base|animate|foreignobject)|\son\w+=", tags
    )
    assert "javascript" not in tags
    assert "a.b" not in tags


def test_tables_and_drawings_stay_as_they_are() -> None:
    html = (
        '<table id="t"><caption id="r">Rubrik</caption><thead><tr><th scope="col" id="a">A</th></tr></thead>'
        '<tbody><tr><td headers="a" class="tal">1\u202f234</td></tr></tbody></table>'
        '<svg viewBox="0 0 9 9" role="img" aria-labelledby="n"><title id="n">Namn</title>'
        '<path d="M 0 0 L 1 1" style="fill:none;stroke:var(--man, #b92f00)"></path>'
        '<text x="1" y="2" transform="rotate(-90 1 2)">Å</text></svg>'
        "<details><summary>Visa</summary><p>Text</p></details>"
    )
    assert sanitise(html) == html


def test_raw_html_in_a_markdown_cell_is_text() -> None:
    cleaned = sanitise(markdown_to_html("Hej <script>alert(1)</script>\n\n<div onclick='x()'>a</div>"))
    assert "<script" not in cleaned
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in cleaned
    assert "&lt;div onclick" in cleaned


def test_a_picture_in_a_markdown_cell_is_its_words() -> None:
    assert sanitise(markdown_to_html("![en bild](https://a.b/x.png)")) == "<p>en bild</p>\n"


@given(st.text(alphabet="<>\"'=&/ abidhrefscript#.:-", max_size=80))
def test_text_that_looks_like_markup_survives_a_change_of_ids(text: str) -> None:
    """Only tags are changed: the reader's words are the same in a page and in the single file."""
    fragment = make_fragment("mal-1", "Mål", "", sanitise(f"<h1>Mål</h1><p>{text}</p>"))
    changed = for_single_file(fragment, places([fragment]))
    assert TAG.sub("", changed) == TAG.sub("", fragment.html)
    assert sanitise(changed) == changed
