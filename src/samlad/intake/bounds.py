"""Bounds on received files, written down in this one place, each with its reason. Imports nothing.

They are far above what a committee's form holds (about 200 rows and 13 columns) and far below what has
been measured to end a reader. People read them in docs/reference/formular.md.
"""

from __future__ import annotations

MAX_FILES = 4_000
"""Files in one period's folder: 31 committees send some 60, and a country's 290 municipalities with one CSV
file for each of seven tables 2 030; more is a folder copied by mistake."""

MAX_FILE_BYTES = 10 * 2**20
"""A filled form is 20 kB; a larger file is read whole into memory twice, so 10 MB is the end."""

MAX_PARTS = 500
"""Parts in a workbook's package; a form of seven sheets has about 20."""

MAX_PART_BYTES = 50 * 2**20
"""One part unpacked. Counted while unpacking too, since the size in a zip directory can lie."""

MAX_UNPACKED_BYTES = 100 * 2**20
"""The whole package unpacked: ten times the largest file, so that a zip bomb ends here."""

MAX_ROWS = 20_000
"""Rows in use: a form has 200, a whole country's units 5 000. A cell at row 1 048 576 makes the reader lay
out every row before it."""

MAX_COLUMNS = 500
"""Columns in use: the widest table has 13 headings, a real export with one column per area 433. A cell at
XFD1 ended the process when tried."""

MAX_CELLS = 1_000_000
"""Cells laid out in one sheet, rows × columns from A1: what matters for memory when both are large."""

MAX_SHEETS = 50
"""Sheets in a workbook; the form has seven."""

MAX_MERGES = 5_000
"""Merged areas in a sheet; a form has none, and each is compared with the cells that it covers."""

MAX_STRINGS = 1_000_000
"""Shared strings that a workbook may say it has: the reader sets room aside for what is said, not for what
is there, and ended when one byte was changed."""

MAX_CELL_CHARACTERS = 32_767
"""Excel's own limit for a cell."""

MAX_DIGITS = 15
"""Digits in a number: more than a float holds exactly, and `int()` of thousands of digits hangs."""

CHILD_MEMORY_BYTES = 1_500 * 2**20
"""Address space of the process that opens workbooks: every crafted file ended within it when tried."""

CHILD_CPU_SECONDS = 20
"""Processor time for one file: a full form takes 0.02 s, the slowest good file of 200 000 rows 3 s."""

CHILD_WALL_SECONDS = 60.0
"""Clock time for one file, for what waits without working."""
