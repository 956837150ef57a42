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
