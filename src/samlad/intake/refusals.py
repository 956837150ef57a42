"""Why a file or a sheet was not read: a cause, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass

from samlad.intake import bounds


class Refused(Exception):
    """A file that is not read further. `cause` is a key of `CAUSES`; it never holds anything received."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


@dataclass(frozen=True)
class Cause:
    """What is wrong with a file, and how to mend it, in Swedish."""

    message: str
    remedy: str


_SAVE_AGAIN = "Öppna filen i Excel eller LibreOffice, spara den på nytt som .xlsx och skicka den igen."
_SEND_FORM = "Lämna uppgifterna i formuläret (.xlsx, .ods eller .xls), som CSV eller som ILS-text (.txt)."
_MEGABYTES = bounds.MAX_FILE_BYTES // 2**20

CAUSES = {
    "link": Cause("Filen är en länk och följs inte.", "Lägg själva filen i mappen."),
    "not_regular": Cause("Det här är inte en vanlig fil.", "Lägg en vanlig fil i mappen."),
    "folder": Cause("En mapp i periodens mapp läses inte.", "Lägg filerna direkt i periodens mapp."),
    "suffix": Cause("Filtypen kan inte läsas.", _SEND_FORM),
    "name": Cause("Filnamnet har tecken som inte går att läsa.", "Döp om filen med vanliga bokstäver."),
    "vanished": Cause("Filen gick inte att öppna.", "Kontrollera att filen finns kvar och får läsas."),
    "empty": Cause("Filen är tom (0 byte).", "Skicka filen på nytt."),
    "size": Cause(f"Filen är större än {_MEGABYTES} MB.", _SAVE_AGAIN),
    "magic": Cause("Innehållet är inte det som filändelsen säger.", _SAVE_AGAIN),
    "locked": Cause(
        "Filen är lösenordsskyddad eller sparad i ett äldre Excelformat.",
        "Spara den som .xlsx utan lösenord och skicka den igen.",
    ),
    "package": Cause("Kalkylfilen är skadad eller avhuggen.", _SAVE_AGAIN),
    "package_size": Cause("Kalkylfilen packar upp till mer än vad som läses.", _SAVE_AGAIN),
    "macro": Cause("Kalkylfilen innehåller makron.", "Spara den som .xlsx utan makron och skicka den igen."),
    "external": Cause(
        "Kalkylfilen innehåller länkar till andra filer, inbäddade objekt eller anslutningar.",
        "Ta bort dem (klistra in värden i stället) och skicka filen igen.",
    ),
    "doctype": Cause("Kalkylfilen innehåller en dokumenttypsdeklaration, som inte läses.", _SAVE_AGAIN),
    "content": Cause("Kalkylfilens inre uppbyggnad går inte att läsa.", _SAVE_AGAIN),
    "extent": Cause(
        f"En tabell sträcker sig längre än {bounds.MAX_ROWS} rader eller {bounds.MAX_COLUMNS} kolumner.",
        "Ta bort det som står långt utanför tabellen och skicka filen igen.",
    ),
    "merged": Cause(
        "Sammanfogade celler döljer andra celler som har innehåll.",
        "Dela de sammanfogade cellerna, ta bort det som inte ska vara med, och skicka filen igen.",
    ),
    "died": Cause("Läsningen avbröts: filen får läsprogrammet att ta slut på minne eller tid.", _SAVE_AGAIN),
    "encoding": Cause(
        "Filens teckenkodning går inte att avgöra.", "Spara den som CSV UTF-8 och skicka den igen."
    ),
    "control": Cause("Filen innehåller styrtecken som inte hör hemma i text.", _SEND_FORM),
    "quotes": Cause(
        "Ett citattecken i filen saknar sitt par, så cellerna går inte att skilja åt.",
        "Sätt citattecken runt hela cellen och dubbla dem inuti, eller ta bort dem.",
    ),
    "cell": Cause(
        f"En cell har fler än {bounds.MAX_CELL_CHARACTERS} tecken.",
        "Korta texten, eller kontrollera att citattecknen är i par.",
    ),
}
"""Cause → words. The causes are the only thing that the reading process says about a bad file."""
