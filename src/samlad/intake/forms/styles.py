"""The cell formats of an issued form: what is filled in has a frame, what is not is locked or hatched."""

from __future__ import annotations

from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.format import Format

_FRAME = {"border": 1, "border_color": "#3B5B7A", "bg_color": "#F4F8FC", "locked": False}
_TOP = {"valign": "top", "text_wrap": True}
# Looks apart in black and white too: framed, plain or hatched.
_HATCH = {"pattern": 14, "fg_color": "#C8C8C8", "bg_color": "#FFFFFF", "border": 1, "border_color": "#C8C8C8"}

_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "headline": {"bold": True, "font_size": 16, **_TOP},
    "subtitle": {"bold": True, "font_size": 12, **_TOP},
    "section": {"bold": True, "font_size": 12, **_TOP, "bottom": 1},
    "body": _TOP,
    "lead": {"valign": "top"},
    "band": {"italic": True, **_TOP},
    "heading": {"bold": True, **_TOP, "bottom": 2, "top": 1},
    "printed": _TOP,
    "printed_count": {"num_format": "#,##0", **_TOP},
    "printed_number": {"num_format": "General", **_TOP},
    "printed_percent": {"num_format": "0.0 %", **_TOP},
    "closed": _HATCH,
    "open": {**_TOP, **_FRAME},
    "open_id": {**_TOP, **_FRAME, "num_format": "@"},
    "open_count": {**_TOP, **_FRAME, "num_format": "#,##0"},
    "open_number": {**_TOP, **_FRAME, "num_format": "General"},
    "open_percent": {**_TOP, **_FRAME, "num_format": "0.0 %"},
    "open_date": {**_TOP, **_FRAME, "num_format": "yyyy-mm-dd", "align": "left"},
}


# What ILS has filled in is slanted and has a dashed frame; a column says it in words too.
_HELD = {"italic": True, "border": 3}


def add_formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    """All formats by name, added to a workbook in a fixed order; each open one also as `<name>_held`."""
    held = {f"{name}_held": {**look, **_HELD} for name, look in _LOOKS.items() if name.startswith("open")}
    return {name: workbook.add_format(dict(look)) for name, look in {**_LOOKS, **held}.items()}
