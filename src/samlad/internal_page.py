"""How every page for the desk and for committees begins and ends, with its style (LOOK, Page)."""

from __future__ import annotations

STYLE = """
:root { color-scheme: light dark; --text: #333333; --quiet: #595959; --link: #00549B; --paper: #FAF9F6;
  --line: #D0CEC8; }
@media (prefers-color-scheme: dark) {
  :root { --text: #F2F2F2; --quiet: #B8B8B8; --link: #7CB8F2; --paper: #16191C; --line: #4A4F54; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem 1rem 4rem; max-width: 62rem; overflow-wrap: break-word;
  background: var(--paper); color: var(--text);
  font: 1.0625rem/1.6 Arial, "Helvetica Neue", Verdana, sans-serif; }
p, ul { max-width: 68ch; }
h1 { font-size: clamp(1.5rem, 6.5vw, 2rem); line-height: 1.25; hyphens: auto; }
h2 { font-size: 1.5rem; margin-top: 3rem; }
h3 { font-size: 1.125rem; margin-top: 2rem; }
a { color: var(--link); } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.synthetic { border: 2px solid var(--text); padding: 0.5rem 1rem; max-width: none; font-weight: 600; }
.answer { font-size: 1.25rem; font-weight: 600; }
.quiet { color: var(--quiet); }
.wide { overflow-x: auto; } pre { white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; min-width: 5rem;
  border-bottom: 1px solid var(--line); }
th.number, td.number { text-align: right; }
tbody th { font-weight: 400; }
@media screen and (max-width: 40rem) {
  .rows, .rows tbody, .rows tbody tr, .rows tbody th, .rows tbody td, .rows caption { display: block; }
  .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows tbody tr { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
  .rows tbody th, .rows tbody td, .rows tbody td.number { border: 0; padding: 0 0 0.25rem; text-align: left; }
  .rows tbody th { font-weight: 600; }
  .rows tbody td::before { content: attr(data-heading) ": "; color: var(--quiet); } }
@media print { body { max-width: none; background: none; } .wide { overflow: visible; }
  tr { break-inside: avoid; } @page { size: A4; margin: 2cm; } }
"""


TABLE = """{% macro table(key, caption, heads, rows) %}
<div class="wide" role="region" tabindex="0" aria-labelledby="t-{{ key }}">
<table class="rows" role="table" aria-labelledby="t-{{ key }}">
<caption id="t-{{ key }}">{{ caption }}</caption>
<thead role="rowgroup"><tr role="row">
{% for head in heads %}
<th scope="col" role="columnheader"{% if head in numbers %} class="number"{% endif %}>{{ head }}</th>
{% endfor %}
</tr></thead>
<tbody role="rowgroup">
{% for row in rows %}
<tr role="row"><th scope="row" role="rowheader">
{%- if row[0] is mapping %}<a href="{{ row[0].href }}">{{ row[0].text }}</a>
{%- else %}{{ row[0] }}{% endif %}</th>
{%- for cell in row[1:] %}
{% set head = heads[loop.index] %}
<td role="cell" data-heading="{{ head }}"{% if head in numbers %} class="number"{% endif %}>{{ cell }}</td>
{%- endfor %}</tr>
{% endfor %}
</tbody></table></div>
{% endmacro %}
"""
"""One table: on a telephone each row is a block, and roles keep it a table for screen readers.

Takes the headings and rows as lists, the first cell of each row its header; `numbers` are the headings of
columns with numbers. A header that leads somewhere is a mapping with `text` and `href`.
"""
NUMBERS = ("Antal", "Fel", "Varningar", "Upplysningar", "Filer", "Saknas", "Förra året", "I år")


def page_head(more_style: str = "") -> str:
    """The beginning of every internal page, to its answer; each page ends with `FOOT`."""
    return (
        TABLE
        + """<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{ title }}</title>
<style>"""
        + STYLE
        + more_style
        + """</style>
</head>
<body>
<main>
{% if synthetic %}
<p class="synthetic">{{ synthetic }}</p>
{% endif %}
<h1>{{ title }}</h1>
<p class="answer">{{ answer }}</p>
"""
    )


FOOT = """</main>
</body>
</html>
"""
