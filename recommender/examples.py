"""The example projects in `examples/`, each with its own day of knowledge."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from recommender.messages import message
from recommender.profile import Profile, read_profile

EXAMPLES = Path(__file__).parent.parent / "examples"

_LABELS = {
    "cell_therapy": message("Cell therapy from Guangzhou").text,
    "small_appliances": message("Small appliances from Shenzhen").text,
    "hk_medtech": message("Hong Kong medical devices").text,
    "zhangjiagang_new_energy": message("New energy in Zhangjiagang").text,
    "only_a_sector": message("Only an industry").text,
}


def example_names() -> dict[str, str]:
    """File names of the examples to label, a key of the catalogue of texts.

    Examples
    --------
    >>> example_names()["cell_therapy"]
    'Cell therapy from Guangzhou'
    """
    return dict(_LABELS)


def read_example(name: str) -> Profile:
    """The profile of an example, which carries its own day of knowledge."""
    return read_profile(EXAMPLES / f"{name}.toml", today=date.max)
