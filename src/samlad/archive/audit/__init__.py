"""Stage 10: an archived run checked by someone else, at three depths, and what is said of it."""
