"""The attack on pages: one that says what is shown passes, and a leak in each kind of place is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from released_folder import Folder

from samlad.disclosure.attacker import attack_pages

PAGE = """<!doctype html><html lang="sv"><head><title>Mål 1</title></head><body><main id="innehall">
<h1 id="mal-1">Mål 1</h1>
<ul><li><a href="#i-1.I1">Personer som fått stöd</a>: <strong>60,0 procent</strong>.
3 av 3 nämnder har svarat.</li></ul>
<h3 id="i-1.I1">1.I1 Personer som fått stöd</h3>
<p>1 av 2 nämnder når sitt eget årsmål.</p>
<figure class="figur" id="i-1.I1-diagram"><figcaption><p>Andelen var 60,0 procent</p></figcaption>
<svg viewBox="0 0 720 300" role="img"><title>Andelen var 60,0 procent</title>
<desc>Linjediagram, procent. Totalt: 2023 50,0; 2024 60,0. Kvinnor: 2023 52,0; 2024 redovisas inte. Män:
2023 48,0; 2024 redovisas inte. Streckad linje: Årsmål 65.</desc>
<path d="M 24.8 270 L 613.2 270 " style="stroke:var(--grid, #d9d9d6)"></path>
<path d="M 24.8 187.3 L 613.2 187.3 " style="stroke:var(--grid, #d9d9d6)"></path>
<path d="M 24.8 104.7 L 613.2 104.7 " style="stroke:var(--grid, #d9d9d6)"></path>
<path d="M 32.8 187.3 L 605.2 104.7 " style="fill:none;stroke:var(--text, #333333)"></path>
<use x="32.8" y="170.8"></use><use x="32.8" y="203.8"></use>
<text style="text-anchor:end" x="18.8" y="275">40</text>
<text style="text-anchor:end" x="18.8" y="192.3">50</text>
<text style="text-anchor:end" x="18.8" y="109.7">60</text>
<text style="text-anchor:start" x="623" y="105">Totalt 60,0</text></svg>
<p class="anm">Axeln går från 40 till 60 procent.</p>
<details><table id="i-1.I1-diagram-data"><thead><tr><th>Serie</th><th>2023</th><th>2024</th></tr></thead>
<tbody><tr><th>Totalt</th><td>50,0</td><td>60,0</td></tr>
<tr><th>Kvinnor</th><td>52,0</td><td>redovisas inte</td></tr>
<tr><th>Män</th><td>48,0</td><td>redovisas inte</td></tr></tbody></table></details></figure>
<figure class="figur" id="i-1.I1-per-enhet"><svg viewBox="0 0 720 90" role="img">
<desc>Stapeldiagram, procent. Ånge redovisas inte; Berga 55,0.</desc>
<path d="M 100 30 L 300 30 L 300 46 L 100 46 z " style="fill:var(--quiet, #595959)"></path></svg>
<table id="i-1.I1-per-enhet-data"><thead><tr><th>Stapel</th><th>2024</th></tr></thead>
<tbody><tr><th>Ånge</th><td>redovisas inte</td></tr>
<tr><th>Berga</th><td>55,0</td></tr></tbody></table></figure>
<table id="i-1.I1-tabell"><tbody><tr><th>Totalt</th><td id="c-1.I1-stad-2024-VB-totalt-alla">60,0</td></tr>
<tr><th>Kvinnor</th><td id="c-1.I1-stad-2024-VB-kvinnor-alla"><span>..</span><span>dold</span></td></tr>
</tbody></table>
<p>Av dem har <a href="#c-1.I1-stad-2024-VB-totalt-alla">60,0 procent</a> fått stöd.</p>
<h3 id="i-1.I2">1.I2 Skolor</h3><p>12 av 17 skolor arbetar förebyggande.</p>
</main></body></html>"""

HIDDEN = ".."


@pytest.fixture
def released(tmp_path: Path) -> Path:
    folder = Folder(tmp_path / "released").indicator("1.I1", "andel").indicator("1.I2", about_persons="nej")
    folder.cell("1.I1", "stad", (30, 60), year=2023).cell("1.I1", "stad", (36, 60))
    folder.cell("1.I1", "stad", (13, 25), year=2023, sex="kvinnor").cell(
        "1.I1", "stad", HIDDEN, sex="kvinnor"
    )
    folder.cell("1.I1", "stad", (12, 25), year=2023, sex="man").cell("1.I1", "stad", HIDDEN, sex="man")
    folder.cell("1.I1", "ange", HIDDEN).cell("1.I1", "berga", (22, 40)).cell("1.I2", "stad", 12)
    folder.own_indicator("Samtal", HIDDEN)
    for row in folder.cells:
        if isinstance(row.get("denominator"), int):
            row["value"] = 100 * row["numerator"] / row["denominator"]
            row["text"] = f"{row['value']:.1f} %".replace(".", ",")
    for area, name in (("ange", "Ånge"), ("berga", "Berga")):
        folder.lines("organisation", committee_id=area, successor="", short_name=name, name=f"{name}s nämnd")
        outcome = {"ange": "suppressed", "berga": "nar"}[area]
        folder.lines("attainment", indicator_id="1.I1", committee_id=area, year=2024, period="VB", target=65,
                     value="", outcome=outcome)  # fmt: skip
    folder.lines("attainment", indicator_id="1.I1", committee_id="ek", year=2024, period="VB", target=50,
                 value="", outcome="nar_inte")  # fmt: skip
    folder.lines("coverage", item_id="1.I1", item_kind="indicator", year=2024, period="VB", area="stad",
                 n_reported=3, n_due=3)  # fmt: skip
    return folder.write()


def site(tmp_path: Path, page: str = PAGE, **files: str) -> Path:
    pages = tmp_path / "sidor"
    (pages / "data").mkdir(parents=True)
    (pages / "mal-1.html").write_text(page, encoding="utf-8")
    for name, text in files.items():
        (pages / "data" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return pages


def test_a_page_that_says_what_is_shown_passes(tmp_path: Path, released: Path) -> None:
    assert attack_pages(site(tmp_path), released) == ()


def test_units_that_have_answered_may_be_counted_in_words(tmp_path: Path, released: Path) -> None:
    page = PAGE.replace("3 av 3 nämnder har svarat.", "Alla tre nämnder har svarat, av tolv indikatorer.")
    assert attack_pages(site(tmp_path, page), released) == ()


CELL = '<td id="c-1.I1-stad-2024-VB-kvinnor-alla"><span>..</span>'
ID = "1.I1/stad/2024/VB/kvinnor/alla"
LEAKS = {
    "the cell itself": (CELL, CELL.replace("..", "4")),
    "a number word in the cell": (CELL, CELL.replace("..", "Fyra")),
    "hidden text in the cell": (CELL, f'{CELL}<span style="display:none">4</span>'),
    "a comment in the cell": (CELL, f"{CELL}<!-- 4 -->"),
    "a title on the cell": (CELL, CELL.replace("<td", '<td title="4 personer"')),
    "a data attribute on the cell": (CELL, CELL.replace("<td", '<td data-n="4"')),
    "an aria-label in the cell": (CELL, CELL.replace("<span", '<span aria-label="4"')),
    "the figure's table": ("<td>52,0</td><td>redovisas inte</td>", "<td>52,0</td><td>52,0</td>"),
    "a bar's row": ("<th>Ånge</th><td>redovisas inte</td>", "<th>Ånge</th><td>55,0</td>"),
    "the figure's description": ("Kvinnor: 2023 52,0; 2024 redovisas inte", "Kvinnor: 2023 52,0; 2024 60,0"),
    "a label in the drawing's title": ("<title>Andelen var 60,0", "<title>Kvinnor 61,5, andelen var 60,0"),
    "a label in the drawing": (">Totalt 60,0</text>", ">Totalt 60,0</text><text>Kvinnor 61,5</text>"),
    "a mark in the drawing": ('<use x="32.8" y="203.8"></use>', '<use x="605.2" y="150"></use>'),
    "a line in the drawing": ("M 32.8 187.3 L 605.2 104.7", "M 32.8 187.3 L 605.2 104.7 L 605.2 230"),
    "the axis of the drawing": (">60</text>", ">130</text>"),
    "a bar too many": (" z \" style", ' z " style="fill:red"></path><path d="M 0 0 L 9 9 z" style="fill:x'),
    "a sentence": ("når sitt eget årsmål.", "når sitt eget årsmål. Av kvinnorna fick 61,5 procent stöd."),
    "a count of few": ("når sitt eget årsmål.", "når sitt eget årsmål. Av 13 kvinnor fick 4 stöd."),
    "a count in words": ("når sitt eget årsmål.", "når sitt eget årsmål. Av kvinnorna fick fyra stöd."),
    "a count over hidden rows": ("1 av 2 nämnder når", "2 av 3 nämnder når"),
    "the first answer": ("<strong>60,0 procent</strong>", "<strong>60,0 procent, män 58,3</strong>"),
    "an alternative text": ("<figcaption>", '<figcaption><img src="x" alt="män 58,3">'),
    "running text that names the indicator": ("<h1 id", "<p>Enligt 1.I1 fick 58,3 procent stöd.</p><h1 id"),
    "running text with a number word": ("<h1 id", "<p>Enligt 1.I1 fick tre män stöd.</p><h1 id"),
    "data in the page": ("</main>", f'<script type="text/json">[{{"id": "{ID}", "n": 4}}]</script></main>'),
    "data by name": ("</main>", f'<script type="application/json">{{"{ID}": [4, 13]}}</script></main>'),
    "a script": ("</main>", f'<script>var cells = {{}}; cells["{ID}"] = 4;</script></main>'),
    "data in an attribute": ("<main", f"<main data-cells='{{\"{ID}\": 4}}'"),
    "a committee's own indicator": ("</main>", "<table><tr><th>Samtal</th><td>3</td></tr></table></main>"),
}  # fmt: skip


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_in_a_page_is_found(tmp_path: Path, released: Path, leak: str) -> None:
    before, after = LEAKS[leak]
    assert PAGE.count(before) >= 1
    found = attack_pages(site(tmp_path, PAGE.replace(before, after, 1)), released)
    assert found
    assert all(failure.place.startswith("mal-1.html, ") for failure in found)


HEAD = "indicator_id,committee_id,year,period,sex,age_group,numerator,denominator,value,text"
DOWNLOADS = {
    "a hidden row with numbers": f"{HEAD}\n1.I1,stad,2024,VB,kvinnor,alla,4,13,,..",
    "a hidden row with a number in its text": f"{HEAD}\n1.I1,stad,2024,VB,kvinnor,alla,,,,4",
    "a sum that is no released row": f"{HEAD}\n1.I1,summa,2024,VB,kvinnor,alla,4,13,,30",
    "a shown row with another number": f"{HEAD}\n1.I1,stad,2024,VB,totalt,alla,37,60,,60",
    "a number beside the released ones": f"{HEAD},rest\n1.I1,stad,2024,VB,totalt,alla,36,60,60.0,60,4",
    "a table of another form": "indicator_id,grupp,antal\n1.I1,kvinnor,4",
}


@pytest.mark.parametrize("leak", DOWNLOADS)
def test_a_leak_in_a_download_is_found(tmp_path: Path, released: Path, leak: str) -> None:
    found = attack_pages(site(tmp_path, outcomes_csv=DOWNLOADS[leak]), released)
    assert [failure.place for failure in found] == ["data/outcomes.csv, rad 2"]


def test_a_leak_in_a_data_file_is_found(tmp_path: Path, released: Path) -> None:
    found = attack_pages(site(tmp_path, facts_json=f'{{"rows": [{{"cell": "{ID}", "n": 4}}]}}'), released)
    assert [failure.place for failure in found] == ["data/facts.json"]


def test_released_rows_may_be_downloaded(tmp_path: Path, released: Path) -> None:
    rows = "1.I1,stad,2024,VB,totalt,alla,36,60,60.0,60\n1.I1,stad,2024,VB,kvinnor,alla,,,,.."
    assert attack_pages(site(tmp_path, outcomes_csv=f"{HEAD}\n{rows}"), released) == ()


def test_the_message_says_where_and_never_what(tmp_path: Path, released: Path) -> None:
    page = PAGE.replace("når sitt eget årsmål.", "når sitt eget årsmål. 61,5 procent av kvinnorna.")
    (failure,) = attack_pages(site(tmp_path, page), released)
    assert "61" not in f"{failure.place} {failure.why}"


ORIGIN = """<!doctype html><html lang="sv"><body><h3 id="u-N09890">N09890 Stöd</h3>
<div id="u-N09890-ange-2024-VB-totalt-alla" class="ursprung"><h4>N09890 Ånge, 2024: <span>..</span></h4>
<ul><li>Underlag: fil <a href="#fil-1-aaaaaaaaaaaa">aaaaaaaaaaaa</a>, blad Indikatorer, rad 7</li></ul></div>
<ul><li><a href="#u-N09890-ange-2024-VB-totalt-alla">Ånge</a>: ..</li></ul></body></html>"""
PLANTED = {
    "a number": ("<li>Underlag", "<li>Antal: 3</li><li>Underlag"),
    "another row than its own": ("rad 7", "rad 3"),
    "a number in the heading": ("<span>..</span>", "<span>3</span>"),
    "a title": ("<h4>", '<h4 title="3 personer">'),
    "a number beside a link to it": ("Ånge</a>: ..", "Ånge</a>: 3 av 9"),
}


@pytest.fixture
def followed(tmp_path: Path) -> Path:
    """A hidden row of an indicator whose id has many digits, and where it comes from."""
    folder = Folder(tmp_path / "released").indicator("N09890").cell("N09890", "ange", HIDDEN)
    folder.lines("organisation", committee_id="ange", successor="", short_name="Ånge", name="Ånge")
    folder.lines("origins", cell_id="N09890/ange/2024/VB/totalt/alla", committee_id="ange", file="a" * 64,
                 sheet="Indikatorer", row=7)  # fmt: skip
    return folder.write()


def test_the_origin_of_a_hidden_row_may_say_where_the_row_stands(tmp_path: Path, followed: Path) -> None:
    assert attack_pages(site(tmp_path, ORIGIN), followed) == ()


@pytest.mark.parametrize("leak", PLANTED)
def test_a_leak_at_the_origin_of_a_hidden_row_is_found(tmp_path: Path, followed: Path, leak: str) -> None:
    before, after = PLANTED[leak]
    assert ORIGIN.count(before) == 1
    assert attack_pages(site(tmp_path, ORIGIN.replace(before, after)), followed)
