"""The template of the gate's result page, with its style (LOOK.md); text only, nothing is computed here."""

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
h1 { font-size: 2rem; line-height: 1.25; hyphens: auto; } h2 { font-size: 1.5rem; margin-top: 3rem; }
h3 { font-size: 1.125rem; margin-top: 2rem; }
a { color: var(--link); } :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.synthetic { border: 2px solid var(--text); padding: 0.5rem 1rem; max-width: none; font-weight: 600; }
.answer { font-size: 1.25rem; font-weight: 600; }
.quiet { color: var(--quiet); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 0.5rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 1rem 0.5rem 0; min-width: 5rem;
  border-bottom: 1px solid var(--line); }
th.number, td.number { text-align: right; }
tbody th { font-weight: 400; }
@media print { body { max-width: none; background: none; } .wide { overflow: visible; }
  tr { break-inside: avoid; } @page { size: A4; margin: 2cm; } }
"""


def page_head(more_style: str = "") -> str:
    """The beginning of every page of the gate, to its answer; each page ends with `FOOT`."""
    return (
        """<!DOCTYPE html>
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

TEMPLATE = (
    page_head()
    + """<p>{{ totals[0] }} fel, {{ totals[1] }} varningar och {{ totals[2] }} upplysningar.
Sidan är intern: den visar var i filerna något är fel, men inga inlämnade värden.</p>
<ul>
{% for part in parts %}
<li><a href="#{{ part.key }}">{{ part.title }} ({{ part.count }})</a></li>
{% endfor %}
{% if committees %}
<li><a href="#avsandare">{{ words.unit_heading }}</a></li>
{% endif %}
<li><a href="#regler">Alla regler</a></li>
</ul>
{% for part in parts %}
<h2 id="{{ part.key }}">{{ part.title }}</h2>
{% if not part.committees %}
<p>Inga.</p>
{% else %}
<p>{{ part.note }}</p>
{% for committee in part.committees %}
<h3 id="{{ part.key }}-{{ loop.index }}">{{ committee.name }}</h3>
<div class="wide" role="region" tabindex="0" aria-labelledby="t-{{ part.key }}-{{ loop.index }}"><table>
<caption id="t-{{ part.key }}-{{ loop.index }}">Var, vad och hur: {{ committee.name }}</caption>
<thead><tr><th scope="col">Var</th><th scope="col">Vad</th><th scope="col">Gör så här</th>
<th scope="col" class="number">Antal</th><th scope="col">Regel</th></tr></thead>
<tbody>
{% for group in committee.groups %}
<tr><th scope="row">{{ group.place or "Hela leveransen" }}</th><td>{{ group.message }}</td>
<td>{{ group.remedy }}</td><td class="number">{{ group.count }}</td><td>{{ group.rule_id }}</td></tr>
{% endfor %}
</tbody></table></div>
{% if committee.left %}
<p>Ytterligare {{ committee.left }} av samma grad skrivs inte ut.</p>
{% endif %}
{% endfor %}
{% endif %}
{% endfor %}
{% if committees %}
<h2 id="avsandare">{{ words.unit_heading }}</h2>
<div class="wide" role="region" tabindex="0" aria-labelledby="t-avsandare"><table>
<caption id="t-avsandare">Antal fel, varningar och upplysningar</caption>
<thead><tr><th scope="col">Avsändare</th><th scope="col" class="number">Fel</th>
<th scope="col" class="number">Varningar</th><th scope="col" class="number">Upplysningar</th></tr></thead>
<tbody>
{% for name, counts in committees.items() %}
<tr><th scope="row">{{ name }}</th>
{% for count in counts %}
<td class="number">{{ count }}</td>
{% endfor %}
</tr>
{% endfor %}
</tbody></table></div>
{% endif %}
<h2 id="regler">Alla regler</h2>
<div class="wide" role="region" tabindex="0" aria-labelledby="t-regler"><table>
<caption id="t-regler">Regler som prövades, och hur många gånger de bröts</caption>
<thead><tr><th scope="col">Regel</th><th scope="col">Vad den kräver</th><th scope="col">Grad</th>
<th scope="col" class="number">Antal</th></tr></thead>
<tbody>
{% for rule in rules %}
<tr><th scope="row">{{ rule.id }}</th><td>{{ rule.text }}</td><td>{{ severities[rule.severity] }}</td>
<td class="number">{{ rule.count }}</td></tr>
{% endfor %}
</tbody></table></div>
"""
    + FOOT
)
