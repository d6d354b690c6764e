"""Leads on sites of limited room: the plan that is worth most, and what more room would bring."""

from recommender.capacity.planned import Planned, plan
from recommender.capacity.reading import Capacities, read_capacities

__all__ = ["Capacities", "Planned", "plan", "read_capacities"]
