"""The templates of the page to a committee and of the utredare's overview; text only."""

from __future__ import annotations

from samlad.internal_page import FOOT, page_head

_HEAD = page_head(
    "pre { white-space: pre-wrap; border: 1px solid var(--line); padding: 0.75rem; max-width: 48rem; }\n"
)

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
<p>Ingenting har kommit in för perioden. Sista dag för uppgifterna är {{ cutoff }}.</p>
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
<p>{{ part.note }}</p>
{{ table(part.key, part.title ~ ": var, vad och hur", ["Var", "Vad", "Gör så här", "Regel"], part.rows) }}
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
<p>De kan vara riktiga. Kontrollera talen. Stämmer de bekräftar ni genom att skriva varför i kommentaren på
raden.</p>
{{ table("andrat", "Totalens utfall i år och förra året", ["Indikator", "Förra året", "I år", "Läge"],
  changes) }}
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
    + """<p>Sista dag för uppgifterna är {{ cutoff }}. Sidan är intern. Skicka en {{ words.unit_singular }}
bara dess egen sida och arbetsbok. Allt som grinden fann står i
<a href="{{ result_page }}">{{ result_page }}</a>.</p>
{{ table("alla", words.unit_heading ~ ": vad som har kommit in", heads, rows) }}
{% if nobody %}
<h2>Anmärkningar utan avsändare</h2>
{{ table("ingen", "Var, vad och hur", ["Var", "Vad", "Gör så här", "Regel"], nobody) }}
{% endif %}
<h2>Påminnelser att skicka</h2>
{% for one in reminders %}
<h3>{{ one.name }}</h3>
<pre tabindex="0">{{ one.text }}</pre>
{% else %}
<p>Ingen behöver påminnas.</p>
{% endfor %}
<h2>Poster till data/corrections</h2>
<p>En post gör att något släpps fram eller lämnas utanför. Fyll i skäl och namn, och kontrollera först.</p>
{% for entry in entries %}
<h3>{{ entry.title }}</h3>
<pre tabindex="0">{{ entry.text }}</pre>
{% else %}
<p>Inga poster behövs.</p>
{% endfor %}
"""
    + FOOT
)
