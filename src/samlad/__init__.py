"""Samlad: a consolidated follow-up from received files to a sealed, rerunnable report."""

__version__ = "0.1.0"
