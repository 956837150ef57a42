"""What an internal run holds, part by part, and whether it goes when the received input is destroyed.

Closed by default: a part that isn't named here stops the command, so that nothing secret is left behind by a
later version of the run that nobody thought of.
"""

from __future__ import annotations

from collections.abc import Iterable

from samlad.archive.manifest import OUTSIDE

TAKEN = {
    "incoming/": "de mottagna filerna",
    "corrections/": "rättelserna, som anger de mottagna värden som väntas på platsen",
    "disclosure/witnesses.csv": "skyddets prövade tabeller, vars tal ligger nära de dolda",
}
"""What holds received values, by how its name begins, and why it goes (in Swedish, for the protocol)."""

KEPT = {
    "analysis/": "utredarens egna texter; godkända fria texter är bara nycklade hashar",
    "chapters/": "görs av de släppta tabellerna",
    "html/": "görs av de släppta tabellerna",
    "released/": "det som får visas",
    "register/": "det som redan har lämnat huset",
    "reference/": "programmet, organisationen, kodlistorna och orden",
    "params/": "vad som efterfrågades",
    "notebooks/": "behövs för att göra om sidorna",
    "expectations/": "grindens regler, utan värden",
    "hemligt/": "nyckeln: utan den går det inte att visa vilka filer som de nycklade hasharna gäller, "
    "och en rättad utgåva skulle dölja andra rader; den säger inget om värdena",
    "disclosure/intervals.csv": "gränser som en läsare kan räkna ut av det som visas",
    "disclosure/problems.csv": "hur många rader som prövades, utan värden",
    "disclosure/origins.csv": "vilken fil och rad varje tal kom från, utan värden",
    "disclosure.json": "vilka rader som doldes, och enligt vilken regel",
    "gate.json": "grindens besked: regler och platser, utan värden",
    "input.json": "filernas namn, storlek och hash",
    "run.json": "körningens uppgifter och filernas hashar",
    "environment.json": "programversioner",
    "andringar.csv": "vad som ändrades i utgåvan och varför; är publicerat",
    "publicering.yaml": "vad som sågs över före utgivningen: meddelanden utan värden",
    "ro-crate-metadata.json": "beskriver körningen som den förseglades",
    "reuse.json": "vad som togs från en tidigare körning",
    "tider.json": "hur lång tid stegen tog",
    "LASMIG.txt": "vad körningen är och hur den kontrolleras",
    "logg.txt": "vad som gjordes, utan värden",
    "source.tar": "programmets källkod",
    "requirements.lock": "paketen med hashar",
    "INTERNT.txt": "varför mappen är intern",
}
"""Everything else that a run holds, and why it stays."""


def is_taken(name: str) -> bool:
    """Whether a file of a run, named relative to it, goes with the received input."""
    return _named(name, TAKEN)


def unknown_parts(names: Iterable[str]) -> list[str]:
    """Files of a run that are neither known to hold received values nor known not to."""
    return [
        name for name in names if name not in OUTSIDE and not _named(name, TAKEN) and not _named(name, KEPT)
    ]


def _named(name: str, parts: Iterable[str]) -> bool:
    return any(name.startswith(part) if part.endswith("/") else name == part for part in parts)
