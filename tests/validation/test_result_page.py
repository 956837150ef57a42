"""The result page: Swedish, whole in itself, escaped, with every finding at its place."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from samlad.stages import Finding, GateRecord, RuleResult
from samlad.validation import render_result_page

VOID = {"meta", "link", "br", "hr", "img", "input"}
RESULT = RuleResult("regel", "received_goals", "goals", "critical", False, 1, "Kravet <på> mål.")
FINDING = Finding(
    "regel", "critical", "Fel & <script>alert(1)</script>", "Gör <så>.", 2024, "VB", "farsta",
    "2024/VB/ovning_<b>farsta</b>.xlsx", "Mål", 4, "C (Skäl)",
)  # fmt: skip
REMARK = Finding("bortfall", "warning", "Saknas.", "Påminn.", 2024, "VB", "bromma")


class Tags(HTMLParser):
    """Every start tag with its attributes, the texts, and whether tags close in order."""

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.text = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)

    def named(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


@pytest.fixture(scope="module")
def page(reference):
    record = GateRecord((RESULT,), (FINDING, REMARK))
    return render_result_page(record, record.findings, reference, 2024, "VB", synthetic=True)


@pytest.fixture(scope="module")
def parsed(page):
    parser = Tags()
    parser.feed(page)
    assert parser.open == []
    return parser


def test_the_page_says_first_whether_the_gate_is_open(page, reference):
    assert "Grinden är stängd: 1 fel i 1 fil måste rättas." in page
    open_page = render_result_page(GateRecord((), ()), (), reference, 2024, "T1", synthetic=False)
    assert "Grinden är öppen" in open_page and "tertialrapport 1 2024" in open_page


def test_the_page_is_swedish_and_has_one_heading_of_each_level_below_the_other(parsed):
    assert parsed.named("html") == [{"lang": "sv"}]
    levels = [int(tag[1]) for tag, _ in parsed.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_page_makes_no_request_and_runs_no_script(page, parsed):
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in parsed.tags}
    assert not re.search(r"url\(|@import|https?:", page)
    assert not [attrs for _, attrs in parsed.tags if any(name.startswith("on") for name in attrs)]


def test_everything_received_comes_out_as_text(page, parsed):
    assert "<script>" not in page and "<b>" not in page
    assert "Fel & <script>alert(1)</script>" in "".join(parsed.text)


def test_every_table_has_a_caption_and_scoped_headings_in_a_region_that_can_be_scrolled(parsed):
    tables = len(parsed.named("table"))
    assert tables == len(parsed.named("caption")) == 4
    assert all(attrs.get("scope") in ("col", "row") for attrs in parsed.named("th"))
    regions = [attrs for attrs in parsed.named("div") if attrs.get("role") == "region"]
    ids = {attrs["id"] for attrs in parsed.named("caption")}
    assert {attrs["aria-labelledby"] for attrs in regions} == ids
    assert all(attrs["tabindex"] == "0" for attrs in regions)


def test_ids_are_there_once_and_links_lead_somewhere(parsed):
    ids = [attrs["id"] for _, attrs in parsed.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {attrs["href"].removeprefix("#") for attrs in parsed.named("a")} <= set(ids)


def test_findings_stand_at_their_place_and_warnings_apart(page):
    errors, warnings = page.index('<h2 id="fel">'), page.index('<h2 id="varningar">')
    assert errors < page.index("bladet Mål, rad 4, kolumn C (Skäl)") < warnings < page.index("Påminn.")


def test_synthetic_data_is_marked_and_real_data_is_not(page, reference):
    mark = reference.words["synthetic_mark"]
    assert mark in page
    assert mark not in render_result_page(GateRecord((), ()), (), reference, 2024, "VB", synthetic=False)


def test_the_same_record_gives_the_same_page(page, reference):
    record = GateRecord((RESULT,), (FINDING, REMARK))
    assert render_result_page(record, record.findings, reference, 2024, "VB", synthetic=True) == page
