"""Leads seen from a site: who suits it, who does not and by what, and what would win them."""

from recommender.reverse.filled import Filled, fill_site
from recommender.reverse.seen import Miss, Suit, seen_from

__all__ = ["Filled", "Miss", "Suit", "fill_site", "seen_from"]
