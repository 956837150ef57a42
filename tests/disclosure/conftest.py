"""Makes the hand-made city and the hand-made released folders importable."""

import sys
from pathlib import Path

for place in (Path(__file__).resolve().parents[1], Path(__file__).resolve().parent):
    if str(place) not in sys.path:
        sys.path.append(str(place))
