"""Leads against sites: every lead ranked like a single project, in bulk."""

from recommender.match.many import match_leads
from recommender.match.matched import Matched, MatchedEntry, Setting, match_one

__all__ = ["Matched", "MatchedEntry", "Setting", "match_leads", "match_one"]
