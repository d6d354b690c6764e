"""The worth of a question: how often its answer would change the first three."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.memo import IdentityMemo
from models.value_draws import drawn_utilities
from recommender.counterfactual import AHEAD
from recommender.explanation import Unknown, unknowns
from recommender.inquiry import whom_to_ask
from recommender.levers import Lever, levers
from recommender.messages import Message, several
from recommender.places import site_name
from recommender.ranking import Ranking
from recommender.robustness import Robustness, ideas, plausible_weights, robustness
from recommender.texts import in_language, render

if TYPE_CHECKING:
    from features.catalogue import Catalogue

FIRST = 3
"""Places whose holders a question may change."""

YES = 0.5
"""Share in which a must-have that nobody answered is taken to be met (judgement: nothing says how
often a site says yes)."""

LEADING = 0.05
"""Share of the weightings in which a site is among the first three, from which it is asked."""

MOST_ASKED = 10
"""Sites that are asked at most, those that are most often among the first three."""

DRAWS = 2_000
"""Weightings over which the worth of a question is counted."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What to ask one site, and what the answer could do.

    Attributes
    ----------
    about : criterion or must-have
    changes : share 0..1 of plausible weightings and answers in which the three sites that are
        named first are others than without the answer
    turns : the same for first place alone; of questions that decide as often, it comes first
    weight : of what is not known, 0..1; 1 for a must-have
    leads_if : the answer that alone would put the site first; None if none does, or it is first
    """

    site_id: str
    about: str
    question: Message
    changes: float
    turns: float
    weight: float
    leads_if: Message | None


def worth_asking(
    ranking: Ranking, found: Robustness | None = None, sites: Sequence[str] | None = None
) -> tuple[Question, ...]:
    """The open questions of the leading sites, or of `sites`, the one that decides most first.

    A question is drawn apart from the others: everything else that is unknown stays at its typical
    value, as in the headline score.
    """
    if not ranking.entries:
        return ()
    how = found or robustness(ranking)
    asked = tuple(leading(how) if sites is None else sites)
    return _ASKED.get((ranking,), asked, lambda: _worth_asking(ranking, asked))


_ASKED = IdentityMemo(size=16)


def _worth_asking(ranking: Ranking, asked: tuple[str, ...]) -> tuple[Question, ...]:
    board = _Board.of(ranking)
    questions = [q for site in asked for q in _questions(ranking, board, site)]
    return tuple(sorted(questions, key=_order))


def _order(question: Question) -> tuple[float, float, float, str, str]:
    worth = (-round(question.changes, 12), -round(question.turns, 12), -question.weight)
    return *worth, question.site_id, question.about


def leading(found: Robustness) -> list[str]:
    """The sites whose answers matter: the first group, and who may be among the first three."""
    table = found.table
    may = (table["tier"] == 1) | (table["top3_share"] >= LEADING)
    return list(table[may].sort_values("top3_share", ascending=False, kind="stable").index)[
        :MOST_ASKED
    ]


@dataclass(frozen=True, kw_only=True)
class _Board:
    """Scores of the ideas under drawn weights, everything unknown at its typical value."""

    sites: list[str]
    idea: NDArray[np.intp]
    weights: Floats
    scores: Floats

    @staticmethod
    def of(ranking: Ranking) -> _Board:
        sites, begins = ideas(ranking.entries)
        doubt, shares = ranking.profile.doubt, ranking.matrix.weights
        weights = plausible_weights(shares.to_numpy(), list(shares.index), doubt)[:DRAWS]
        scores = weights @ ranking.matrix.counted.loc[sites].to_numpy().T
        idea = np.searchsorted(begins, np.arange(len(sites)), side="right") - 1
        return _Board(sites=sites, idea=idea, weights=weights, scores=scores)

    def bar(self, site: str, places: int) -> Floats:
        """The score, draw by draw, that the site's idea has to pass to be among the first
        `places`: of nothing where there are fewer other ideas."""
        own = self.idea[self.sites.index(site)] if site in self.sites else -1
        best = [
            self.scores[:, self.idea == i].max(axis=1) for i in np.unique(self.idea) if i != own
        ]
        if len(best) < places:
            return np.full(len(self.weights), -np.inf)
        return np.asarray(np.partition(np.stack(best), -places, axis=0)[-places])

    def siblings(self, site: str) -> Floats:
        """The best score of the other sites of its idea, draw by draw."""
        if site not in self.sites:
            return np.full(len(self.weights), -np.inf)
        mine = self.idea == self.idea[self.sites.index(site)]
        mine[self.sites.index(site)] = False
        rest = self.scores[:, mine]
        return rest.max(axis=1) if rest.shape[1] else np.full(len(self.weights), -np.inf)


@dataclass(frozen=True, kw_only=True)
class _Seat:
    """One site against the board: its score, and what it has to pass to be one of the first that
    are named, draw by draw: other ideas, and the other sites of its own."""

    ranking: Ranking
    board: _Board
    site: str
    score: Floats
    bar: Floats

    @staticmethod
    def of(ranking: Ranking, board: _Board, site: str, places: int) -> _Seat:
        score = board.weights @ ranking.matrix.counted.loc[site].to_numpy()
        bar = np.maximum(board.bar(site, places), board.siblings(site))
        return _Seat(ranking=ranking, board=board, site=site, score=score, bar=bar)

    def changed_by(self, about: str, lever: Lever | None) -> float:
        """Share of draws in which the answer takes the site into the places, or out of them."""
        criteria = list(self.ranking.matrix.weights.index)
        if about not in criteria:
            return self._changed_by_yes_or_no(criteria, lever)
        j, seed = criteria.index(about), self.ranking.profile.doubt.seed
        ends = self.ranking.matrix.doubts([self.site])
        low, middle, high = (float(part[0, j]) for part in (ends.low, ends.middle, ends.high))
        n = len(self.score)
        order = np.random.default_rng([seed, j]).permutation((np.arange(n) + 0.5) / n)
        gained = drawn_utilities(low, middle, high, order) - middle
        inside, after = self.score > self.bar, self.score + self.board.weights[:, j] * gained
        return float((inside != (after > self.bar)).mean())

    def _changed_by_yes_or_no(self, criteria: list[str], lever: Lever | None) -> float:
        """A yes may lift the site past the bar; a no takes it off the list."""
        inside, better = self.score > self.bar, self.score
        if lever is not None and lever.about in criteria:
            gained = lever.least - lever.now
            better = self.score + self.board.weights[:, criteria.index(lever.about)] * gained
        enters = ~inside & (better > self.bar)
        return float(YES * enters.mean() + (1 - YES) * inside.mean())


def _questions(ranking: Ranking, board: _Board, site: str) -> list[Question]:
    able = levers(ranking, site)
    by_name = {gate: lever for lever in able for gate in (*lever.gates, lever.about)}
    three, first = (_Seat.of(ranking, board, site, places) for places in (FIRST, 1))
    said: dict[str, list[Unknown]] = {}
    for unknown in unknowns(ranking, site):  # one answer may settle two: a plot and its floor
        said.setdefault(unknown.about, []).append(unknown)
    return [
        Question(
            site_id=site,
            about=about,
            question=several([unknown.question for unknown in same]),
            changes=three.changed_by(about, by_name.get(about)),
            turns=first.changed_by(about, by_name.get(about)),
            weight=max(unknown.weight for unknown in same),
            leads_if=_leads_if(ranking, site, by_name.get(about)),
        )
        for about, same in said.items()
    ]


def _leads_if(ranking: Ranking, site: str, lever: Lever | None) -> Message | None:
    """The least answer that alone puts a listed site first; None if none does or it is first."""
    first = ranking.entries[0].site_id
    heads = {head for entry in ranking.entries for head in entry.may_head}
    if lever is None or site == first or site not in heads:
        return None
    missing = ranking.table_score(first) - ranking.table_score(site) + AHEAD
    way = lever.best - lever.now
    share = (missing / lever.weight) / way if lever.weight > 0 and way > 0 else np.inf
    if share > 1:
        return None
    return lever.sentence(lever.change(site, share).value)


def split_by_questions(
    found: Robustness, questions: Sequence[Question], *, most: int = 5
) -> dict[str, list[Question]]:
    """For a first group larger than `most`, the question that decides most at each of its sites,
    gathered by what it is about, the one that splits most first; empty for a smaller group."""
    group = set(found.group())
    if len(group) <= most:
        return {}
    top: dict[str, Question] = {}
    for question in questions:
        if question.site_id in group:
            top.setdefault(question.site_id, question)
    gathered: dict[str, list[Question]] = {}
    for question in top.values():
        gathered.setdefault(question.about, []).append(question)
    return dict(sorted(gathered.items(), key=lambda item: -sum(q.changes for q in item[1])))


def call_list(catalogue: Catalogue, rankings: Sequence[Ranking], language: str) -> pd.DataFrame:
    """What to ask each park over many projects, the park whose answers decide most first.

    One row a site and question: site_id, name, about, question (of the first project that asks it),
    projects (how many), changes (in how many of them, counted in shares, the first three change),
    whom, reach, source, as_of.
    """
    asked = [(i, q) for i, ranking in enumerate(rankings) for q in worth_asking(ranking)]
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for _, question in asked:
        row = rows.setdefault(
            (question.site_id, question.about),
            {"site_id": question.site_id, "about": question.about,
             "name": in_language(site_name(catalogue, question.site_id), language),
             "question": render(question.question, language), "projects": 0, "changes": 0.0,
             **whom_to_ask(catalogue, question.site_id, language)},
        )  # fmt: skip
        row["projects"] = int(str(row["projects"])) + 1
        row["changes"] = float(str(row["changes"])) + question.changes
    table = pd.DataFrame(list(rows.values()), columns=list(CALLS))
    by_site = table.groupby("site_id")["changes"].transform("sum")
    order = table.assign(_site=by_site).sort_values(
        ["_site", "site_id", "changes"], ascending=[False, True, False], kind="stable"
    )
    return order.drop(columns="_site").reset_index(drop=True)


CALLS = (
    "site_id", "name", "about", "question", "projects", "changes", "whom", "reach", "source",
    "as_of",
)  # fmt: skip
"""Columns of the call list."""
