"""How every page for the desk and for committees begins and ends, with its style (LOOK.md)."""

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
    """The beginning of every internal page, to its answer; each page ends with `FOOT`."""
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
