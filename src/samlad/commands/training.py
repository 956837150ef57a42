"""`training-data`: write the synthetic material again."""

from __future__ import annotations

from samlad.errors import UsageError
from samlad.params import load_params
from samlad.paths import Folders
from samlad.reference import load_reference
from samlad.training import generate


def training_data(folders: Folders) -> None:
    """Write the training files into the data folder's incoming/ and say how many they are."""
    years = sorted(int(path.stem) for path in folders.params.glob("[0-9][0-9][0-9][0-9].yaml"))
    reference = load_reference(folders, load_params(folders.params, years[-1]))
    others = sorted(
        path.name
        for path in folders.incoming.rglob("*")
        if path.is_file() and not path.name.startswith(("ovning_", "."))
    )
    if others:
        raise UsageError(
            f"Mappen {folders.incoming} innehåller annat än övningsdata, så inget har skrivits.",
            details=others[:10],
            remedy="övningsdata hör hemma i checkoutens egen data-mapp.",
        )
    written = generate(reference, folders.incoming)
    print(f"{len(written)} övningsfiler har skrivits till {folders.incoming}. De är påhittade.")
