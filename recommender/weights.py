"""Named weights: the shares that an archetype of investor gives to each criterion."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from recommender.errors import (
    DataError,
    UnknownArchetypeError,
    UnknownCriterionError,
    WeightError,
)
from recommender.files import write_whole

WEIGHTS = Path(
    os.environ.get("BAYSITE_WEIGHTS") or Path(__file__).parent.parent / "data" / "weights"
)
"""Folder of the sets; `BAYSITE_WEIGHTS` names another one."""

SHIPPED = ("biomedical", "headquarters", "logistics", "manufacturing", "r_and_d")
"""Sets that come with the program; a saved set never replaces one."""

_NAME = re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True, kw_only=True)
class WeightSet:
    """Weights of one archetype, with default anchors and the ground that they rest on."""

    name: str
    label: str
    ground: str
    weights: Mapping[str, float]
    anchors: Mapping[str, float]
    author: str = ""

    def changed(self, criterion: str, weight: float) -> WeightSet:
        """The set with one criterion at `weight`, the others scaled so that all sum to 1.

        Raises
        ------
        UnknownCriterionError
            If no weight has that name.
        WeightError
            If the weight is not between 0 and 1, or nothing is left to scale.

        Examples
        --------
        >>> mine = read_weights("manufacturing").changed("anchor_access", 0.5)
        >>> round(sum(mine.weights.values()), 9), mine.weights["anchor_access"]
        (1.0, 0.5)
        """
        check_names({criterion: weight}, tuple(self.weights), where=f"A change of {self.name}")
        rest = {name: w for name, w in self.weights.items() if name != criterion}
        total = sum(rest.values())
        if not 0 <= weight <= 1 or (total == 0 and weight < 1):
            raise WeightError(
                f"Weight of {criterion} in {self.name!r} is {weight}. Expected a share between 0 "
                "and 1, with something left for the others. Choose another."
            )
        scale = (1 - weight) / total if total else 0.0
        scaled = {name: w * scale for name, w in rest.items()}
        return replace(self, weights={**scaled, criterion: weight})

    def save(self, name: str, *, author: str, ground: str, on: date) -> Path:
        """The file of `WEIGHTS` that now holds the set as of a day; the page's menu shows it.

        Raises
        ------
        WeightError
            If the name is not plain, belongs to a shipped set, or author or ground is blank.
        """
        if not _NAME.fullmatch(name) or name in SHIPPED or not author.strip() or not ground.strip():
            raise WeightError(
                f"Weights cannot be saved as {name[:60]!r} by {author[:60]!r}. Expected a name of "
                "small letters, digits and _ that no shipped set has "
                f"({', '.join(SHIPPED)}), an author and a ground. Choose another."
            )
        path = WEIGHTS / f"{name}.toml"
        write_whole(path, self._toml(name, author, ground, on).encode())
        return path

    def _toml(self, name: str, author: str, ground: str, on: date) -> str:
        quoted = [
            f"{key} = {json.dumps(text, ensure_ascii=False)}"
            for key, text in (("label", name), ("author", author), ("ground", ground))
        ]
        lines = ["version = 1", f"date = {on}", *quoted]
        for title, table in (("weights", self.weights), ("anchors", self.anchors)):
            lines += [
                "",
                f"[{title}]",
                *[f"{json.dumps(k)} = {float(v)!r}" for k, v in table.items()],
            ]
        return "\n".join(lines) + "\n"


def archetypes() -> tuple[str, ...]:
    """Names of the weight files in `data/weights/`, in alphabetical order.

    Examples
    --------
    >>> "manufacturing" in archetypes()
    True
    """
    return tuple(sorted(path.stem for path in WEIGHTS.glob("*.toml")))


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
    try:
        values = tomllib.loads((WEIGHTS / f"{name}.toml").read_text(encoding="utf-8"))
        return WeightSet(
            name=name,
            author=values.get("author", ""),
            label=values["label"],
            ground=values["ground"],
            weights=values["weights"],
            anchors=values["anchors"],
        )
    except (KeyError, ValueError) as error:
        raise DataError(
            f"data/weights/{name}.toml cannot be read, or lacks {error}. Expected label, "
            "ground, [weights] and [anchors]. Correct it."
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


def rebalanced(
    shares: Mapping[str, int], moved: str, share: int, locked: Collection[str] = ()
) -> dict[str, int]:
    """Shares of 100 after one of them was moved: the others give way, the locked ones stay.

    The moved share goes no higher than the locked ones leave room for; what was even stays even,
    and rounding goes to the largest remainders.

    Examples
    --------
    >>> rebalanced({"a": 50, "b": 30, "c": 20}, "a", 20, locked=["c"])
    {'a': 20, 'b': 60, 'c': 20}
    """
    held = {name: w for name, w in shares.items() if name in locked and name != moved}
    free = [name for name in shares if name not in held and name != moved]
    room = max(100 - sum(held.values()), 0)
    mine = min(max(share, 0), room) if free else room
    given = _split(room - mine, {name: shares[name] for name in free})
    return {name: mine if name == moved else held.get(name, given.get(name, 0)) for name in shares}


def _split(amount: int, by: Mapping[str, float]) -> dict[str, int]:
    total = sum(by.values())
    exact = {name: amount * (w / total if total else 1 / len(by)) for name, w in by.items()}
    floor = {name: int(part) for name, part in exact.items()}
    first = sorted(by, key=lambda name: (floor[name] - exact[name], name))
    for name in first[: amount - sum(floor.values())]:
        floor[name] += 1
    return floor


def as_shares(weights: Mapping[str, float]) -> dict[str, int]:
    """Weights as whole shares that sum to 100, rounding to the largest remainders.

    Examples
    --------
    >>> as_shares({"a": 1.0, "b": 1.0, "c": 1.0})
    {'a': 34, 'b': 33, 'c': 33}
    """
    return _split(100, weights)
