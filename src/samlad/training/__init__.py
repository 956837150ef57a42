"""Training data: a made-up set of received files, the same bytes every time, and named for what it is.

Everything in it is invented from a fixed seed; sizes and trends follow no real outcome. The door is
`generate`.
"""

from samlad.training.generate import generate, training_files

__all__ = ["generate", "training_files"]
