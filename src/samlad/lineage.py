"""Which committees went into which: the merger history of the organisation table (beslut 2)."""

from __future__ import annotations

from datetime import date

from samlad.organisation import Organisation


def sources(organisation: Organisation, committee_id: str, on: date) -> tuple[str, ...]:
    """The committees that did on a day what this one does now.

    Itself where it existed; else those of its predecessors, or theirs, that did; none where nobody did.
    """
    committee = organisation.committees[committee_id]
    if committee.exists(on):
        return (committee_id,)
    if on >= committee.valid_from:
        return ()
    found = (sources(organisation, earlier, on) for earlier in organisation.predecessors(committee_id))
    return tuple(dict.fromkeys(one for ids in found for one in ids))
