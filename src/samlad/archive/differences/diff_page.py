"""The page of what changed between two runs: first how much, then each change at its place."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from samlad.archive.differences.diff import Differences
from samlad.internal_page import FOOT, page_head

FORMAT_VERSION = 1
NAMED = re.compile(r"""(\bid="|href="#|url\(#)""")
LISTED = re.compile(r'(aria-(?:labelledby|describedby)=")([^"]*)"')
"""Where a figure names an id of its own: one, or several."""
TITLES = {
    "tal": "Ändrade tal",
    "skydd": "Dolt och öppnat",
    "lage": "Kommit in eller fallit bort",
    "aktiviteter": "Aktiviteters status",
    "bedomningar": "Bedömningar",
    "texter": "Texter",
    "avsandare": "Nämnder och bolag",
}
STYLE = """
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1rem; }
.pair svg { max-width: 100%; height: auto; } .pair figure { margin: 0; } td.text { white-space: pre-line; }
"""
PAGE = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
BODY = """<p>{{ before }} jämförs med {{ after }}.</p>
<ul>
{% for key, title in titles.items() %}
<li>{% if d.sections[key] %}<a href="#{{ key }}">{{ title }}</a>{% else %}{{ title }}{% endif %}: \
{{ d.sections[key] | length }}</li>
{% endfor %}
<li>{% if d.figures %}<a href="#figurer">Figurer</a>{% else %}Figurer{% endif %}: \
{{ d.figures | length }}</li>
</ul>
{% for key, title in titles.items() if d.sections[key] %}
<h2 id="{{ key }}">{{ title }}</h2>
<div class="wide" tabindex="0" role="region" aria-label="{{ title }}"><table>
<caption>{{ title }}: {{ d.sections[key] | length }}</caption>
<thead><tr><th scope="col">Var</th><th scope="col">Före</th><th scope="col">Efter</th></tr></thead>
<tbody>
{% for one in d.sections[key] %}
<tr><th scope="row">{{ one.place }}</th><td class="text">{{ one.before }}</td>\
<td class="text">{{ one.after }}</td></tr>
{% endfor %}
</tbody></table></div>
{% endfor %}
{% if d.figures %}
<h2 id="figurer">Figurer</h2>
{% for one in d.figures %}
<h3>{{ one.title | safe }}</h3>
<p>{{ one.page }}.html#{{ one.id }}</p>
<div class="pair">
<figure><figcaption>Före</figcaption>\
{{ svg(one.before, "fore", loop.index) or "Figuren fanns inte." }}</figure>
<figure><figcaption>Efter</figcaption>\
{{ svg(one.after, "efter", loop.index) or "Figuren finns inte." }}</figure>
</div>
{% endfor %}
{% endif %}
"""


def diff_json(found: Differences, old: str, new: str) -> str:
    """All changes for machines; figures by page and id alone."""
    sections = {key: [asdict(one) for one in changes] for key, changes in found.sections.items()}
    figures = [{"page": one.page, "id": one.id} for one in found.figures]
    content = {
        "format_version": FORMAT_VERSION, "old": old, "new": new, "sections": sections, "figures": figures,
    }  # fmt: skip
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def diff_page(found: Differences, old: str, new: str) -> str:
    """All changes for people.

    Args:
        old, new: the runs' names.
    """
    synthetic = found.old["synthetic"] or found.new["synthetic"]
    return PAGE.from_string(page_head(STYLE) + BODY + FOOT).render(
        title=f"Skillnader mellan {old} och {new}",
        answer=diff_answer(found),
        synthetic="Minst en av körningarna är gjord av syntetiska övningsdata." if synthetic else "",
        d=found,
        titles=TITLES,
        before=f"{old} ({found.old['title']})",
        after=f"{new} ({found.new['title']})",
        svg=_picture,
    )


def diff_answer(found: Differences) -> str:
    """How much changed, in one sentence."""
    if not found.any:
        return "Ingenting som en läsare ser skiljer."
    count = sum(len(changes) for changes in found.sections.values())
    return f"{count} {'uppgift' if count == 1 else 'uppgifter'} och {len(found.figures)} " + (
        "figur är ändrade." if len(found.figures) == 1 else "figurer är ändrade."
    )


def _picture(svg: str, side: str, number: int) -> Markup:
    """A figure of a sealed page; ids get a prefix, since both sides and all figures share one page."""
    if not svg:
        return Markup("")
    prefix = f"{side}-{number}-"
    svg = NAMED.sub(lambda found: found[1] + prefix, svg)
    svg = LISTED.sub(lambda found: found[1] + " ".join(prefix + one for one in found[2].split()) + '"', svg)
    return Markup(svg)
