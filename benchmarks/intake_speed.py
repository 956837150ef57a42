"""Time and peak memory of receiving a full city, per form of file.

    python benchmarks/intake_speed.py [--times 1]

A full city is one filled form from every committee and company that has something to report in 2024, made by the
training generator. Each form of file is received in a process of its own, so that its peak memory is its alone;
.ods and .xls are the .xlsx ones saved by LibreOffice, and are left out where it is not installed. `--times 10`
receives every file ten times under other names: 290 municipalities are about ten such cities.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT / "src"))

from samlad.desk import read_folders  # noqa: E402
from samlad.intake import receive  # noqa: E402
from samlad.intake.form import Form, empty_form, is_due  # noqa: E402
from samlad.intake.form_writer import form_bytes  # noqa: E402
from samlad.params import load_params  # noqa: E402
from samlad.reference import Reference, load_reference  # noqa: E402
from samlad.training.text_files import csv_files, ils_bytes  # noqa: E402
