"""Named weights: the shares that an archetype of investor gives to each criterion."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recommender.errors import DataError, UnknownArchetypeError, UnknownCriterionError

WEIGHTS = Path(__file__).parent.parent / "data" / "weights"


@dataclass(frozen=True, kw_only=True)
class WeightSet:
    """Weights of one archetype, with default anchors and the ground that they rest on."""

    name: str
    label: str
    ground: str
    weights: Mapping[str, float]
    anchors: Mapping[str, float]


def archetypes() -> tuple[str, ...]:
    """Names of the weight files in `data/weights/`, in alphabetical order.

    Examples
    --------
    >>> "manufacturing" in archetypes()
    True
    """
    return tuple(sorted(path.stem for path in WEIGHTS.glob("*.toml")))


@cache
def read_weights(name: str) -> WeightSet:
    """The weight file of an archetype.

    Raises
    ------
    UnknownArchetypeError
        If no file has that name.
    DataError
        If the file lacks its ground, its label or its weights.
    """
    if name not in archetypes():
        raise UnknownArchetypeError(
            f"Archetype {name!r} has no weight file. Known: {', '.join(archetypes())}. "
            "Name one of these, or leave `archetype` out."
        )
    values = tomllib.loads((WEIGHTS / f"{name}.toml").read_text(encoding="utf-8"))
    try:
        return WeightSet(
            name=name,
            label=values["label"],
            ground=values["ground"],
            weights=values["weights"],
            anchors=values["anchors"],
        )
    except KeyError as error:
        raise DataError(
            f"data/weights/{name}.toml lacks {error}. Expected label, ground, [weights] and "
            "[anchors]. Add it."
        ) from error


def check_names(weights: Mapping[str, float], known: tuple[str, ...], *, where: str) -> None:
    """Nothing, if every weight names a criterion.

    Raises
    ------
    UnknownCriterionError
        Naming the unknown criteria and the known ones.
    """
    unknown = sorted(set(weights) - set(known))
    if unknown:
        raise UnknownCriterionError(
            f"{where} weights {', '.join(unknown)}, which are not criteria. Known: "
            f"{', '.join(known)}. Rename the weight or add a file to recommender/criteria/."
        )
