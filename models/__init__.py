"""The scoring model and what judges it. Knows no geometry, no catalogue and no storage."""
