"""Stage 8: executed notebooks become pages that make no request, and one file for mailing.

nbconvert is imported here alone.
"""

from samlad.rendering.site import render_site

__all__ = ["render_site"]
