"""The kontrollprotokoll for people: one page without requests or scripts."""

from __future__ import annotations

from jinja2 import Environment, StrictUndefined

from samlad.archive.audit.by_hand import ALIKE
from samlad.archive.audit.causes import FACTS
from samlad.archive.audit.destruction import BY_HAND
from samlad.archive.audit.protocol import (
    DEPTH_WORDS,
    DIFFERENCE_WORDS,
    NOTE_WORDS,
    SIGNED_WORDS,
    answer,
    commands,
)
from samlad.archive.audit.verdict import Verdict
from samlad.archive.closed_world import WORDS
from samlad.internal_page import FOOT, page_head

PAGE = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
HASHES = {
    "manifest.sha256": "manifestet",
    "requirements.lock": "paketlåset",
    "recipe": "receptet, som körningen säger det",
    "released": "de släppta tabellerna, som körningen säger det",
}
BODY = """<dl>
<dt>Körning</dt><dd>{{ v.run }}: {{ facts.title or facts.stem }}</dd>
<dt>Slag</dt><dd>{{ facts.kind or "okänt" }}</dd>
<dt>Diarienummer</dt><dd>{{ facts.dnr or "saknas" }}</dd>
<dt>Kontrollen gjordes</dt><dd>{{ day }}</dd>
<dt>Djup</dt><dd>{{ v.depth }}. {{ depth }}</dd>
<dt>Filer i körningen</dt><dd>{{ v.files }}</dd>
{% if v.remade %}
<dt>Filer som gjordes om och jämfördes</dt><dd>{{ v.remade }}</dd>
{% endif %}
<dt>Signatur</dt><dd>{{ signed }}{{ why }}</dd>
{% if v.destroyed %}
<dt>Underlag</dt><dd>{{ v.destroyed }} {{ v.destroyed.files }} filer. {{ noted }}</dd>
{% endif %}
</dl>
{{ table("hashar", "Hashar (sha256)", ("Vad", "Hash"), hashes) }}
{% if v.reason %}
<h2 id="skal">Varför körningen inte kunde göras om</h2>
<p>{{ v.reason }}</p>
{% endif %}
{% if v.lacking %}
<ul>
{% for one in v.lacking %}
<li>{{ one }}</li>
{% endfor %}
</ul>
{% endif %}
{% if v.faults %}
<h2 id="forsegling">Fel i förseglingen</h2>
{{ table("fel", "Filer som inte är vad manifestet säger", ("Fil", "Fel"), faults) }}
{% endif %}
{% if v.broken %}
<h2 id="eget-ord">Filer som inte är de som körningen gjordes av</h2>
<p>Filen run.json i körningen säger vilka filer den gjordes av, med deras hash. De här är andra, eller
finns inte, fast manifestet stämmer: körningen har ändrats och förseglats på nytt.</p>
{{ table("bytta", "Filer som är andra, eller saknas", ("Fil", "Enligt run.json", "I arkivet"), broken) }}
{% endif %}
{% if v.causes %}
<h2 id="orsak">Trolig orsak</h2>
<ul>
{% for one in v.causes %}
<li>{{ one.text }}</li>
{% endfor %}
</ul>
{% endif %}
{% if v.differences %}
<h2 id="skillnader">Skillnader</h2>
{% for one in v.differences %}
<h3>{{ one.file }}</h3>
<p>Filen {{ kinds[one.kind] }}. Trolig orsak: {{ one.cause }}.</p>
<p class="quiet">I körningen: <code>{{ one.sealed or "finns inte" }}</code><br>
Omgjord: <code>{{ one.again or "finns inte" }}</code></p>
{% if one.places %}
{{ table("skillnad-" ~ loop.index, "Skillnader i " ~ one.file, places, rows(one.places)) }}
{% endif %}
{% if one.more %}
<p>Och {{ one.more }} ställen till.</p>
{% endif %}
{% endfor %}
{% endif %}
{% if v.now %}
<h2 id="miljo">Miljön då och nu</h2>
<p>{{ v.net }} {{ built }}</p>
{{ table("miljo", "Miljön då och nu", ("Vad", "När körningen gjordes", "När den gjordes om"), environment) }}
{% if v.changed %}
<p>Det här skiljer:</p>
<ul>
{% for line in v.changed %}
<li>{{ line }}</li>
{% endfor %}
</ul>
{% else %}
<p>Python, system och alla låsta paket har samma version som när körningen gjordes.</p>
{% endif %}
{% endif %}
<h2 id="for-hand">Kontrollera utan Samlad</h2>
<p>Kommandona ges i körningens mapp. Säger de tre första ingenting är alla filer som manifestet säger, ingen
fil har lagts till, och ingenting är en länk.
{% if signed_run %}
Det fjärde prövar signaturen: betrodda är din egen fil med de nycklar du litar på, bredvid körningen, och VEM
den som ska ha signerat. -Overify-time prövar nyckeln som den gällde rapportens dag, eftersom en nyckel kan ha
gått ut sedan dess.
{% endif %}
</p>
{% if v.destroyed %}
<p>{{ without_input }}</p>
{% endif %}
{% for system, lines in commands.items() %}
<h3>{{ system }}</h3>
<pre>{{ lines | join("\\n") }}</pre>
{% endfor %}
"""


def as_page(verdict: Verdict, day: str) -> str:
    """The protocol as a page.

    Args:
        day: the day of the audit, in Swedish.
    """
    facts = {"title": "", "stem": verdict.run, "kind": "", "dnr": "", **verdict.facts}
    return PAGE.from_string(page_head() + BODY + FOOT).render(
        without_input=BY_HAND,
        title="Kontrollprotokoll",
        answer=answer(verdict),
        synthetic="Körningen är gjord av syntetiska övningsdata." if facts.get("synthetic") else "",
        v=verdict,
        numbers=(),
        places=("Plats", "I körningen", "Omgjord"),
        facts=facts,
        day=day,
        depth=DEPTH_WORDS[verdict.depth],
        signed=SIGNED_WORDS[verdict.signed.state],
        why=f" {why[:1].upper()}{why[1:]}." if (why := verdict.signed.reason) else "",
        noted=NOTE_WORDS[verdict.destroyed.signed.state] if verdict.destroyed else "",
        built=f"Paketen installerades ur körningens lås, från {verdict.built}." if verdict.built else "",
        kinds=DIFFERENCE_WORDS,
        commands=commands(verdict),
        signed_run=any(len(lines) > ALIKE for lines in commands(verdict).values()),
        rows=lambda places: [(one.where, one.before, one.after) for one in places],
        **_tables(verdict),
    )


def _tables(verdict: Verdict) -> dict[str, list[tuple[str, ...]]]:
    """The rows of the protocol's own tables."""
    then, now = verdict.then, verdict.now
    packages = ("installerade paket", *(str(len(one.get("packages") or {})) for one in (then, now)))
    return {
        "hashes": [(words, verdict.hashes[key]) for key, words in HASHES.items() if key in verdict.hashes],
        "faults": [(one.name, WORDS[one.kind]) for one in verdict.faults],
        "broken": [(one.name, one.then or "nämns inte", one.now or "finns inte") for one in verdict.broken],
        "environment": [
            *((label, str(then.get(key, "")), str(now.get(key, ""))) for key, (_, label) in FACTS.items()),
            packages,
        ],
    }
