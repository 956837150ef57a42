"""Why a run isn't what its seal says, as far as the seal itself tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from samlad.archive.audit.causes import ARCHIVE, Cause
from samlad.archive.audit.own_word import Broken
from samlad.archive.closed_world import MISSING, Fault
from samlad.archive.signature import BAD, GOOD, Signed

HALF = "körningen är inte helt kopierad, eller så har filer tagits bort ur den"
OTHER_MANIFEST = "manifestet är inte det som signerades: det har bytts ut, eller skrivits om efter en ändring"
OTHER_SIGNATURE = (
    "signaturen är gjord för en annan körning eller av någon annan, eller så har körningen förseglats på nytt"
)
AFTERWARDS = "manifestet är det som signerades, så det som avviker har ändrats efteråt"
RESEALED = "körningen har ändrats och sedan förseglats på nytt"


def of_seal(faults: Sequence[Fault], signed: Signed, broken: Sequence[Broken]) -> tuple[Cause, ...]:
    """The likely causes of what is wrong with a seal; none where nothing is, or nothing can be told."""
    return tuple(Cause(ARCHIVE, words) for words in _words(faults, signed, broken))


def _words(faults: Sequence[Fault], signed: Signed, broken: Sequence[Broken]) -> Iterator[str]:
    if faults and {one.kind for one in faults} == {MISSING}:
        yield HALF
    if faults and signed.state == GOOD:
        yield AFTERWARDS
    if signed.state == BAD:
        yield OTHER_MANIFEST if faults else OTHER_SIGNATURE
    if broken:
        yield RESEALED
