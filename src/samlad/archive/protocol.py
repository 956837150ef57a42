"""The kontrollprotokoll: what an audit compared and found, as one HTML page and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from jinja2 import Environment, StrictUndefined

from samlad.archive.audit import AGREES, DIFFERS, REPRODUCE, VERIFY, Verdict
from samlad.archive.closed_world import STILL_THERE, WORDS
from samlad.archive.signature import BAD, GOOD, UNSIGNED, UNTRIED
from samlad.internal_page import FOOT, page_head

FORMAT_VERSION = 1
DEPTH_WORDS = {
    "verify": "Varje fil hölls mot manifestet, och signaturen prövades. Ingenting gjordes om.",
    "rerender": "Kapitlen och sidorna gjordes om av de släppta tabellerna, med körningens egen kod.",
    "reproduce": "Hela körningen gjordes om av de mottagna filerna, genom grinden, med körningens egen kod.",
}
SIGNED_WORDS = {
    UNSIGNED: "Körningen är inte signerad.",
    GOOD: "Signaturen är giltig.",
    BAD: "Signaturen är inte giltig.",
    UNTRIED: "Körningen är signerad, men signaturen är inte prövad.",
}
NOTE_WORDS = {
    UNSIGNED: "Notisen om gallringen är inte signerad.",
    GOOD: "Notisen om gallringen är signerad, och signaturen är giltig.",
    BAD: "Signaturen på notisen om gallringen är inte giltig.",
    UNTRIED: "Notisen om gallringen är signerad, men signaturen är inte prövad.",
}
DIFFERENCE_WORDS = {
    "saknas": "gjordes inte om",
    "ny": "finns inte i körningen",
    "andrad": "är inte densamma",
}
PAGE = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
BODY = """<dl>
<dt>Körning</dt><dd>{{ v.run }}: {{ v.facts.title or v.facts.stem }}</dd>
<dt>Diarienummer</dt><dd>{{ v.facts.dnr or "saknas" }}</dd>
<dt>Kontrollen gjordes</dt><dd>{{ day }}</dd>
<dt>Djup</dt><dd>{{ v.depth }}. {{ depth }}</dd>
<dt>Filer i körningen</dt><dd>{{ v.files }}</dd>
{% if v.remade %}
<dt>Filer som gjordes om och jämfördes</dt><dd>{{ v.remade }}</dd>
{% endif %}
<dt>Signatur</dt><dd>{{ signed }} {{ v.signed.reason }}</dd>
{% if v.destroyed %}
<dt>Underlag</dt><dd>{{ v.destroyed }} {{ v.destroyed.files }} filer. {{ noted }}</dd>
{% endif %}
<dt>Receptets hash</dt><dd><code>{{ v.facts.recipe }}</code></dd>
</dl>
{% if v.reason %}
<h2 id="skal">Varför körningen inte kunde göras om</h2>
<pre>{{ v.reason }}</pre>
{% endif %}
{% if v.faults %}
<h2 id="forsegling">Fel i förseglingen</h2>
<div class="wide" tabindex="0" role="region" aria-label="Fel i förseglingen"><table>
<caption>Filer som inte är vad manifestet säger</caption>
<thead><tr><th scope="col">Fil</th><th scope="col">Fel</th></tr></thead>
<tbody>
{% for fault in v.faults %}
<tr><th scope="row">{{ fault.name }}</th><td>{{ words[fault.kind] }}</td></tr>
{% endfor %}
</tbody></table></div>
{% endif %}
{% if v.differences %}
<h2 id="skillnader">Skillnader</h2>
{% for one in v.differences %}
<h3>{{ one.file }}</h3>
<p>Filen {{ kinds[one.kind] }}.</p>
{% if one.places %}
<div class="wide" tabindex="0" role="region" aria-label="Skillnader i {{ one.file }}"><table>
<caption>Skillnader i {{ one.file }}</caption>
<thead><tr><th scope="col">Plats</th><th scope="col">I körningen</th><th scope="col">Omgjord</th></tr></thead>
<tbody>
{% for place in one.places %}
<tr><th scope="row">{{ place.where }}</th><td>{{ place.before }}</td><td>{{ place.after }}</td></tr>
{% endfor %}
</tbody></table></div>
{% endif %}
{% if one.more %}
<p>Och {{ one.more }} ställen till.</p>
{% endif %}
{% endfor %}
{% endif %}
{% if remade %}
<h2 id="miljo">Miljön då och nu</h2>
{% if v.causes %}
<p>{{ cause }}</p>
<ul>
{% for line in v.causes %}
<li>{{ line }}</li>
{% endfor %}
</ul>
{% else %}
<p>Python, system och alla paket har samma version som när körningen gjordes.</p>
{% endif %}
{% endif %}
"""


def as_json(verdict: Verdict, day: str) -> str:
    """The protocol for machines: `format_version`, the day, and every fact of the verdict."""
    content = {"format_version": FORMAT_VERSION, "day": day, **asdict(verdict)}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def as_page(verdict: Verdict, day: str) -> str:
    """The protocol for people: one page without requests or scripts.

    Args:
        day: the day of the audit, in Swedish.
    """
    likely = "Det är den troliga orsaken till skillnaderna." if verdict.differences else "Det som skiljer:"
    return PAGE.from_string(page_head() + BODY + FOOT).render(
        title="Kontrollprotokoll",
        answer=answer(verdict),
        synthetic="Körningen är gjord av syntetiska övningsdata." if verdict.facts.get("synthetic") else "",
        v=verdict,
        day=day,
        depth=DEPTH_WORDS[verdict.depth],
        signed=SIGNED_WORDS[verdict.signed.state],
        noted=NOTE_WORDS[verdict.destroyed.signed.state] if verdict.destroyed else "",
        words=WORDS,
        kinds=DIFFERENCE_WORDS,
        remade=verdict.depth != VERIFY and not verdict.faults and not _without_input(verdict),
        cause=f"Miljön är en annan än när körningen gjordes. {likely}",
    )


def _without_input(verdict: Verdict) -> bool:
    """Whether nothing was tried, since what it would be made from is destroyed."""
    return verdict.depth == REPRODUCE and verdict.destroyed is not None


def answer(verdict: Verdict) -> str:
    """The verdict as one sentence."""
    if verdict.outcome == AGREES:
        return f"{verdict.run} stämmer helt."
    if verdict.outcome == DIFFERS:
        if verdict.destroyed and {one.kind for one in verdict.faults} == {STILL_THERE}:
            left = _number(len(verdict.faults), "filer")
            return (
                f"{verdict.run} avviker: gallringen enligt beslut {verdict.destroyed.decision} är inte "
                f"färdig, {left} finns kvar. Kör gallra med samma beslut igen."
            )
        if verdict.faults:
            return f"{verdict.run} avviker: {_number(len(verdict.faults), 'fel')} i förseglingen."
        if verdict.signed.state == BAD:
            return f"{verdict.run} avviker: signaturen är inte giltig."
        return f"{verdict.run} avviker: {_number(len(verdict.differences), 'filer')} är inte desamma."
    return f"{verdict.run} kan inte återskapas."


def _number(count: int, noun: str) -> str:
    return f"{count} {noun if count != 1 or noun == 'fel' else 'fil'}"
