"""The attacker: sees only what is published, shares no code with the protector, and runs every time.

Imports nothing of ours but the errors (a test of the doors holds it).
"""

from samlad.disclosure.attacker.attack import attack
from samlad.disclosure.attacker.counts import Count
from samlad.disclosure.attacker.insiders import Known
from samlad.disclosure.attacker.pages import attack_pages
from samlad.disclosure.attacker.verdict import Failure, Judged, Verdict, Witness
from samlad.disclosure.attacker.witnesses import check_witnesses

__all__ = [
    "Count",
    "Failure",
    "Judged",
    "Known",
    "Verdict",
    "Witness",
    "attack",
    "attack_pages",
    "check_witnesses",
]
