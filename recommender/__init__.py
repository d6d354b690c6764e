"""The decision: from a profile to a ranking that can be explained, and its edges.

Examples
--------
>>> from recommender import read_catalogue, read_example, recommend
>>> ranking = recommend(read_catalogue(), read_example("only_a_sector"))
>>> ranking.entries[0].rank
1
"""

from importlib import import_module
from typing import Any

_PUBLIC = {
    "read_catalogue": "features.catalogue",
    "Project": "features.project",
    "Profile": "recommender.profile",
    "Anchor": "recommender.profile",
    "read_profile": "recommender.profile",
    "read_example": "recommender.examples",
    "recommend": "recommender.engine",
    "explain": "recommender.explanation",
}

__all__ = sorted(_PUBLIC)


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'recommender' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)
