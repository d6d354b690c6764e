"""What people can change at a site: an unknown confirmed, a price, an incentive, a delivery."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from recommender.criterion import Answer, Criterion
from recommender.gate import FAIL, UNKNOWN
from recommender.messages import Message, message
from recommender.profile import Profile, Told
from recommender.ranking import Ranking

MET_BY_SUPPLY = ("building", "start_date", "land_need")
"""Must-haves that supply and delivery can meet."""


@dataclass(frozen=True, kw_only=True)
class Lever:
    """One change that people can make at a site.

    Attributes
    ----------
    about : criterion or must-have that the change is told about
    weight : of the criterion, 0..1; 0 for a must-have alone
    now, least, best : utilities 0..1: what counts today, the least that the change may bring, the
        best that it can
    unknown : whether the criterion is not known today
    gates : must-haves that the change decides
    amount : a utility to the amount that people say, in whole steps and never less than needed
    sentence : the change in words, for an amount
    """

    about: str
    weight: float
    now: float
    least: float
    best: float
    unknown: bool
    gates: tuple[str, ...]
    amount: Callable[[float], float]
    sentence: Callable[[float], Message]

    def utility(self, share: float) -> float:
        """The utility when the lever is pulled to a share of its way."""
        return max(self.least, self.now + share * (self.best - self.now))

    def gain(self, share: float) -> float:
        """Points of the score, 0..1, that a share of the way brings."""
        return self.weight * (self.utility(share) - self.now)

    def change(self, site_id: str, share: float) -> Told:
        """The change as an answer that was told."""
        return Told(site_id=site_id, about=self.about, value=self.amount(self.utility(share)))


def levers(ranking: Ranking, site_id: str) -> list[Lever]:
    """What can be changed at a site under a profile, the weightiest first."""
    matrix = ranking.matrix
    by_criterion = [
        _of_criterion(ranking, site_id, c, c.answer)
        for c in matrix.criteria
        if c.answer is not None and matrix.weights[c.name] > 0
    ]
    found = [lever for lever in by_criterion if lever is not None]
    answered = {gate for lever in found for gate in lever.gates}
    found += _of_gates(ranking, site_id, answered)
    return sorted(found, key=lambda lever: (-lever.gain(1.0), lever.about))


def _of_criterion(
    ranking: Ranking, site_id: str, criterion: Criterion, answer: Answer
) -> Lever | None:
    """The lever of a criterion; None where it is known and nobody can change it, or at its best."""
    matrix, profile = ranking.matrix, ranking.profile
    unknown = bool(matrix.assumed.at[site_id, criterion.name])
    now = float(matrix.counted.at[site_id, criterion.name])
    open_gate = _open(ranking, site_id, criterion.must_have)
    best = max(criterion.value_function.ys)
    least = _just_enough(criterion) if criterion.must_have in _asked(ranking) else now
    if (not unknown and not answer.changes and not open_gate) or (best <= now and not open_gate):
        return None
    return Lever(
        about=criterion.name,
        weight=float(matrix.weights[criterion.name]),
        now=now,
        least=max(least, now),
        best=max(best, now),
        unknown=unknown,
        gates=(criterion.must_have,) if criterion.must_have else (),
        amount=lambda utility: _amount(criterion, answer, profile, utility),
        sentence=lambda amount: answer.sentence(profile, amount),
    )


def _asked(ranking: Ranking) -> set[str]:
    return {check.name for check in ranking.matrix.checks}


def _open(ranking: Ranking, site_id: str, gate: str) -> bool:
    """True where a must-have is failed or not decided."""
    return any(
        check.name == gate and check.result(site_id) in (FAIL, UNKNOWN)
        for check in ranking.matrix.checks
    )


def _just_enough(criterion: Criterion) -> float:
    """The utility of an answer that just meets the criterion's must-have: 1 in its unit."""
    return float(criterion.value_function(1.0))


def _amount(criterion: Criterion, answer: Answer, profile: Profile, utility: float) -> float:
    """The amount whose utility is at least `utility`, in whole steps towards the better side."""
    value = criterion.value_function.performance(utility)
    exact, step = answer.amount(profile, value), answer.step(profile)
    better = answer.amount(profile, value + (1 if criterion.objective == "max" else -1) * 1e-3)
    whole = math.ceil if better > exact else math.floor
    return max(0.0, whole(exact / step + (1e-9 if whole is math.floor else -1e-9)) * step)


def _of_gates(ranking: Ranking, site_id: str, answered: set[str]) -> list[Lever]:
    """Must-haves that supply can meet and that no criterion's answer decides."""
    labels = {
        check.name: check.label
        for check in ranking.matrix.checks
        if check.name in MET_BY_SUPPLY
        and check.name not in answered
        and check.result(site_id) in (FAIL, UNKNOWN)
    }
    return [_of_gate(name, label) for name, label in labels.items()]


def _of_gate(name: str, label: str) -> Lever:
    def sentence(amount: float) -> Message:
        return message("the site meets the must-have “{gate}”", gate=message(label))

    return Lever(
        about=name, weight=0.0, now=0.0, least=0.0, best=0.0, unknown=False, gates=(name,),
        amount=lambda utility: 1.0, sentence=sentence,
    )  # fmt: skip
