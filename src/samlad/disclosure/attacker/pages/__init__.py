"""The attack on what is not a released table: pages, charts, sentences, attributes and downloads."""

from samlad.disclosure.attacker.pages.attack import attack_pages

__all__ = ["attack_pages"]
