"""A new year on the desk: its params, folders and files, made from last year's and never written over."""

from samlad.new_year.decisions import to_decide
from samlad.new_year.making import NewYear, make_year

__all__ = ["NewYear", "make_year", "to_decide"]
