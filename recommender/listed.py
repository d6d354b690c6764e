"""A list that can be sent: open, or under a codename."""

from recommender.confidential.listed import Confidential
from recommender.shortlist import Shortlist

Listed = Shortlist | Confidential
