"""The utredare's table of what was hidden and what other tables would show: for the desk, and as a page."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import jinja2

from samlad.disclosure.choices import (
    ALTERNATIVES,
    CITY_ALONE,
    KINDS,
    WITHOUT_AGE,
    WITHOUT_SEX,
    Choice,
    Option,
)
from samlad.internal_page import FOOT, page_head

Words = Mapping[str, Any]
NAME_WIDTH, WIDTH = 22, 11
BEST = "*"

TEMPLATE = (
    page_head()
    + """{% for paragraph in paragraphs %}
<p>{{ paragraph }}</p>
{% endfor %}
{% if rows %}
<div class="wide" role="region" tabindex="0" aria-labelledby="t-val"><table>
<caption id="t-val">Rader som visas, av alla rader med ett tal</caption>
<thead><tr><th scope="col">{{ stub }}</th>
{% for head in heads %}
<th scope="col" class="number">{{ head }}</th>
{% endfor %}
<th scope="col">Säger mest</th></tr></thead>
<tbody>
{% for row in rows %}
<tr><th scope="row">{{ row.name }}</th>
{% for cell in row.cells %}
<td class="number">{{ cell }}</td>
{% endfor %}
<td>{{ row.best }}</td></tr>
{% endfor %}
</tbody></table></div>
{% endif %}
{% for note in notes %}
<p class="quiet">{{ note }}</p>
{% endfor %}
"""
    + FOOT
)


def choices_lines(found: Sequence[Choice], own: tuple[int, int], words: Words) -> list[str]:
    """The table in plain text, as wide as a desk's window can be counted on to be."""
    if not found:
        return [answer(found), *_own(own, words)]
    heads = [_wrapped(name) for name in _heads(words)]
    height = max(map(len, heads))
    lines = textwrap.wrap(answer(found), 79)
    for place in range(height):
        cells = [head[place - height + len(head)] if place >= height - len(head) else "" for head in heads]
        lines.append(_line("", cells))
    for one in found:
        cells = [_cell(option, one, mark=True) for option in _options(one)]
        lines.append(_line(f"{one.indicator_id} {one.text}", cells))
    best = "n av m: rader som visas av rader med ett tal. * säger mest: störst vikt visas."
    return [*lines, *_own(own, words), *textwrap.wrap(best, 79)]


def choices_page(
    found: Sequence[Choice], own: tuple[int, int], words: Words, occasion: str, mark: str
) -> str:
    """The same as a page for an internal folder; no value, and no reason per cell."""
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True,
                                     undefined=jinja2.StrictUndefined)  # fmt: skip
    names = _names(words)
    rows = [
        {
            "name": f"{one.indicator_id} {one.text}",
            "cells": [_cell(option, one) for option in _options(one)],
            "best": names[one.best.name],
        }
        for one in found
    ]
    return environment.from_string(TEMPLATE).render(
        title=f"Skydd mot röjande: {occasion}",
        synthetic=mark,
        answer=answer(found),
        paragraphs=[*INTRODUCTION, *_own(own, words)] if found else _own(own, words),
        rows=rows,
        stub=str(words["heading_indicators"]),
        heads=_heads(words),
        notes=NOTES if found else (),
    )


INTRODUCTION = (
    "Skydd är också ett val av tabeller. Färre tabeller ger färre dolda rader: då finns färre summor som kan "
    "ge bort ett dolt tal. Här står hur många rader som skulle visas med andra val. "
    "Tabellplanen ändras i tables.csv.",
)
NOTES = (
    "Säger mest: det val där de rader som visas väger tyngst. Vikterna står i disclosure.yaml.",
    "Varje val är skyddat på nytt för perioden ensam, utan summor med tidigare år och utgåvor. Talen är en "
    "prognos. «Samma» betyder att valet inte ändrar något för raden.",
    "Sidan är intern. Den rymmer inga värden, och inget skäl för någon enskild rad.",
)


def answer(found: Sequence[Choice]) -> str:
    """How much is hidden, in one line."""
    hidden, rows = sum(one.now.hidden for one in found), sum(one.now.rows for one in found)
    if not found:
        return "Inget värde för perioden är dolt som skydd mot röjande."
    return f"{hidden} av {rows} rader döljs som skydd mot röjande, i de tabeller där något döljs."


def _names(words: Words) -> dict[str, str]:
    return {
        "": "nu",
        WITHOUT_AGE: "utan ålder",
        WITHOUT_SEX: "utan kön",
        KINDS: f"{words['unit_plural']} efter slag",
        CITY_ALONE: f"bara {words['city_in_text']}",
    }


def _heads(words: Words) -> list[str]:
    names = _names(words)
    return [names[""], *(names[name] for name in ALTERNATIVES)]


def _options(one: Choice) -> list[Option | None]:
    others = {option.name: option for option in one.others}
    return [one.now, *(others.get(name) for name in ALTERNATIVES)]


def _cell(option: Option | None, choice: Choice, *, mark: bool = False) -> str:
    if option is None:
        return "samma"
    star = BEST if mark and option == choice.best else ""
    return f"{option.shown} av {option.rows}{star}"


def _line(name: str, cells: Sequence[str]) -> str:
    short = textwrap.shorten(name, NAME_WIDTH, placeholder=" …")
    return f"  {short:<{NAME_WIDTH}}{''.join(f'{cell:>{WIDTH}}' for cell in cells)}".rstrip()


def _wrapped(head: str) -> list[str]:
    return textwrap.wrap(head, WIDTH - 1)


def _own(own: tuple[int, int], words: Words) -> list[str]:
    hidden, rows = own
    return [f"Av {rows} rader i egna {words['indicator_plural']} är {hidden} dolda."] if hidden else []
