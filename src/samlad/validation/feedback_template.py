"""The templates of the page to a committee and of the utredare's overview; text only."""

from __future__ import annotations

from samlad.internal_page import FOOT, page_head

_HEAD = page_head("pre { white-space: pre-wrap; border: 1px solid var(--line); padding: 0.75rem; }\n")

COMMITTEE = (
    _HEAD
    + """{% if files %}
<p>Samma anmärkningar står vid cellerna i arbetsboken <a href="{{ workbook }}">{{ workbook }}</a>.</p>
{% endif %}
<h2>Det här har kommit in</h2>
{% if files %}
<ul>
{% for file in files %}
<li>{{ file }}</li>
{% endfor %}
</ul>
{% else %}
<p>Ingenting har kommit in för perioden.</p>
{% endif %}
{% if revised %}
<h2>Det här har ändrats sedan den förra filen</h2>
<ul>
{% for line in revised %}
<li>{{ line }}</li>
{% endfor %}
</ul>
{% endif %}
{% for part in parts %}
<h2>{{ part.title }} ({{ part.count }})</h2>
{% if part.groups %}
<p>{{ part.note }}</p>
<div class="wide" role="region" tabindex="0" aria-labelledby="t-{{ part.key }}"><table>
<caption id="t-{{ part.key }}">{{ part.title }}: var, vad och hur</caption>
<thead><tr><th scope="col">Var</th><th scope="col">Vad</th><th scope="col">Gör så här</th>
<th scope="col">Regel</th></tr></thead>
<tbody>
{% for group in part.groups %}
<tr><th scope="row">{{ group.place or "Hela leveransen" }}</th><td>{{ group.message }}</td>
<td>{{ group.remedy }}</td><td>{{ group.rule_id }}</td></tr>
{% endfor %}
</tbody></table></div>
{% else %}
<p>Inga.</p>
{% endif %}
{% endfor %}
<h2>Det här saknas</h2>
{% if missing %}
<p>{{ missing|length }} av {{ due }} uppgifter har inget svar. Finns ingen uppgift skrivs ett bindestreck.</p>
<ul>
{% for line in missing %}
<li>{{ line }}</li>
{% endfor %}
</ul>
{% else %}
<p>Alla uppgifter har ett svar.</p>
{% endif %}
{% if changes %}
<h2>Stora förändringar att bekräfta</h2>
<p>De kan vara riktiga. Kontrollera dem, och skriv gärna varför i kommentaren.</p>
<div class="wide" role="region" tabindex="0" aria-labelledby="t-andrat"><table>
<caption id="t-andrat">Totalens utfall i år och förra året</caption>
<thead><tr><th scope="col">Indikator</th><th scope="col" class="number">Förra året</th>
<th scope="col" class="number">I år</th></tr></thead>
<tbody>
{% for change in changes %}
<tr><th scope="row">{{ change.name }}</th><td class="number">{{ change.before }}</td>
<td class="number">{{ change.now }}</td></tr>
{% endfor %}
</tbody></table></div>
{% endif %}
<h2>Så skickar ni igen</h2>
<ol>
<li>Rätta i den fil ni skickade, inte i arbetsboken med anmärkningar.</li>
<li>Spara filen med samma namn och ett nummer sist: <code>_r2</code> första gången, sedan
<code>_r3</code>.</li>
<li>Skicka hela filen till den som har hand om uppföljningen. Den gäller i stället för den förra.</li>
</ol>
"""
    + FOOT
)

OVERVIEW = (
    _HEAD
    + """<p>Sidan är intern. Skicka en {{ words.unit_singular }} bara dess egen sida och arbetsbok.
Allt som grinden fann står i <a href="{{ result_page }}">{{ result_page }}</a>.</p>
<div class="wide" role="region" tabindex="0" aria-labelledby="t-alla"><table>
<caption id="t-alla">{{ words.unit_heading }}: vad som har kommit in</caption>
<thead><tr><th scope="col">Avsändare</th><th scope="col">Läge</th><th scope="col" class="number">Filer</th>
<th scope="col" class="number">Fel</th><th scope="col" class="number">Varningar</th>
<th scope="col" class="number">Saknas</th></tr></thead>
<tbody>
{% for row in rows %}
<tr><th scope="row"><a href="{{ row.page }}">{{ row.name }}</a></th><td>{{ row.state }}</td>
<td class="number">{{ row.files }}</td><td class="number">{{ row.errors }}</td>
<td class="number">{{ row.warnings }}</td><td class="number">{{ row.missing }}</td></tr>
{% endfor %}
</tbody></table></div>
{% if nobody %}
<h2>Anmärkningar utan avsändare</h2>
<ul>
{% for group in nobody %}
<li>{{ group.place }}: {{ group.message }} {{ group.remedy }} (Regel: {{ group.rule_id }})</li>
{% endfor %}
</ul>
{% endif %}
<h2>Påminnelser att skicka</h2>
{% for row in rows if row.reminder %}
<h3>{{ row.name }}</h3>
<pre>{{ row.reminder }}</pre>
{% else %}
<p>Ingen behöver påminnas.</p>
{% endfor %}
<h2>Poster till data/corrections</h2>
<p>En post gör att något släpps fram eller lämnas utanför. Fyll i skäl och namn, och kontrollera först.</p>
{% for entry in entries %}
<h3>{{ entry.title }}</h3>
<pre>{{ entry.text }}</pre>
{% else %}
<p>Inga poster behövs.</p>
{% endfor %}
"""
    + FOOT
)
