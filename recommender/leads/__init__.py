"""Leads: a table of projects, one a row, most of its cells blank."""

from recommender.leads.lead import CellFault, Lead, Leads
from recommender.leads.reading import lead_table, read_leads

__all__ = ["CellFault", "Lead", "Leads", "lead_table", "read_leads"]
