"""A criterion: one point of view on a site, in one file of `recommender/criteria/`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from models.value_functions import ValueFunction
from recommender import criteria
from recommender.errors import CriterionError
from recommender.messages import Message, message
from recommender.profile import Profile

if TYPE_CHECKING:
    from features.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How people answer a criterion's question, and what the answer is worth.

    Attributes
    ----------
    unit : of the amount that people say, an English text
    basis : the same as a short code that a kept answer carries, with what it counts from
    performance : an amount in that unit to the criterion's natural unit
    amount : the way back
    sentence : what somebody would have to confirm or grant, for an amount
    step : amounts are said in whole steps of this
    changes : people can change it even where it is known (a rent, an incentive)
    """

    unit: Callable[[Profile], str]
    basis: Callable[[Profile], str]
    performance: Callable[[Profile, float], float]
    amount: Callable[[Profile, float], float]
    sentence: Callable[[Profile, float], Message]
    step: Callable[[Profile], float]
    changes: bool = False


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One point of view on a site, with its unit, its anchors and what a blank means.

    Attributes
    ----------
    name : file name and column
    label, unit : English texts, keys of the catalogue of texts
    objective : "max" if more is better, "min" if less is
    key : what the measure depends on for a profile; None when the profile does not ask
    measure : a table of value, low and high in `unit`, index the whole catalogue's sites
    value_function : performances to utilities, by fixed anchors
    absence : "unknown" if a blank is unknown, "none" if it means that none is known to exist
    typical : utility that a blank counts for in the headline score
    group, reference : where it stands in the form, and its ground
    question : what to ask the site when the performance is unknown
    must_have : gate that asks the same question, so that it is asked once
    answer : how people answer the question; None where nobody can change or confirm it
    describe : a sentence on one site's known performance; None writes label, value and unit
    brief : the same in a few words, for a row of a table; None takes `describe`
    """

    name: str
    label: str
    unit: str
    objective: Literal["min", "max"]
    key: Callable[[Profile], Hashable | None]
    measure: Callable[[Catalogue, Hashable], pd.DataFrame]
    value_function: ValueFunction
    absence: Literal["none", "unknown"]
    typical: float
    group: str
    reference: str
    question: str = ""
    must_have: str = ""
    answer: Answer | None = None
    describe: Callable[[Catalogue, Profile, str, float], Message] | None = None
    brief: Callable[[Catalogue, Profile, str, float], Message] | None = None

    def __post_init__(self) -> None:
        if self.value_function.rises != (self.objective == "max") or not 0 <= self.typical <= 1:
            raise CriterionError(
                f"Criterion {self.name!r} has objective {self.objective!r}, anchors "
                f"{self.value_function.xs} and typical {self.typical}. Expected a utility that "
                "rises for max and falls for min, and typical in 0..1. Correct its file."
            )

    def sentence(
        self, catalogue: Catalogue, profile: Profile, site_id: str, value: float
    ) -> Message:
        """What a known performance of a site says, in words."""
        if self.describe is not None:
            return self.describe(catalogue, profile, site_id, value)
        return message(
            "{label}: {value} {unit}",
            label=message(self.label),
            value=round(value, 2),
            unit=message(self.unit) if self.unit else "",
        )

    def in_brief(
        self, catalogue: Catalogue, profile: Profile, site_id: str, value: float
    ) -> Message:
        """What a known performance of a site says, in a few words."""
        words = self.brief or self.sentence
        return words(catalogue, profile, site_id, value)

    def ask(self) -> Message:
        """The question that an unknown performance leaves open."""
        if self.question:
            return message(self.question)
        return message("Ask for: {label}", label=message(self.label))


def all_criteria() -> tuple[Criterion, ...]:
    """Every criterion of the folder `recommender/criteria/`, in order of file name.

    Raises
    ------
    CriterionError
        If a file holds no CRITERION of its own name.

    Examples
    --------
    >>> "sector_fit" in [criterion.name for criterion in all_criteria()]
    True
    """
    names = sorted(module.name for module in pkgutil.iter_modules(criteria.__path__))
    return tuple(_criterion(name) for name in names)


def _criterion(name: str) -> Criterion:
    found = getattr(importlib.import_module(f"{criteria.__name__}.{name}"), "CRITERION", None)
    if not isinstance(found, Criterion) or found.name != name:
        raise CriterionError(
            f"recommender/criteria/{name}.py: expected CRITERION = Criterion(name={name!r}, ...), "
            f"found {getattr(found, 'name', found)!r}. Name the criterion like its file."
        )
    return found
