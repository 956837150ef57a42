"""The template of the gate's result page; text only, nothing is computed here."""

from __future__ import annotations

from samlad.internal_page import FOOT, page_head

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
{{ table(part.key ~ "-" ~ loop.index, "Var, vad och hur: " ~ committee.name,
  ["Var", "Vad", "Gör så här", "Antal", "Regel"], committee.rows) }}
{% if committee.left %}
<p>Ytterligare {{ committee.left }} av samma grad skrivs inte ut.</p>
{% endif %}
{% endfor %}
{% endif %}
{% endfor %}
{% if committees %}
<h2 id="avsandare">{{ words.unit_heading }}</h2>
{{ table("avsandare", "Antal fel, varningar och upplysningar",
  ["Avsändare", "Fel", "Varningar", "Upplysningar"], committees) }}
{% endif %}
<h2 id="regler">Alla regler</h2>
{{ table("regler", "Regler som prövades, och hur många gånger de bröts",
  ["Regel", "Vad den kräver", "Grad", "Antal"], rules) }}
"""
    + FOOT
)
