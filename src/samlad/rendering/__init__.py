"""Stage 8: executed chapters to pages that fetch nothing. nbconvert is imported here alone."""

from samlad.rendering.mark import unmarked
from samlad.rendering.site import render_site

__all__ = ["render_site", "unmarked"]
