"""Demand gaps: which attribute at which of our sites lost how many leads, jobs and investment."""

from recommender.gaps.ours import our_sites
from recommender.gaps.pairs import Pair, gap_pairs, pairs_of

__all__ = ["Pair", "gap_pairs", "our_sites", "pairs_of"]
