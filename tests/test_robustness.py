"""How sure an order is, on the real catalogue: shares, groups, ties and their sentences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.catalogue import Catalogue
from models.acceptability import LEADERS
from recommender.engine import recommend
from recommender.errors import ProfileError
from recommender.profile import Doubt, Profile
from recommender.ranking import Ranking
from recommender.report import ranking_json, site_entries
from recommender.robustness import (
    TOLD_APART,
    confidence_factor,
    ideas,
    plausible_weights,
    robustness,
    tiers,
)
from recommender.sureness_words import answer_in_words, investor_in_words, standing_in_words
from recommender.texts import render

EXAMPLES = [
    "cell_therapy", "small_appliances", "hk_medtech", "only_a_sector", "zhangjiagang_new_energy",
]  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_shares_sum_to_one_over_the_entries(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples[name])
    found = robustness(ranking)
    assert list(found.table.index) == [entry.site_id for entry in ranking.entries]
    assert found.table["top1_share"].sum() == pytest.approx(1)
    assert found.table["top3_share"].sum() == pytest.approx(min(3, len(found.table)))
    assert 1 <= len(found.group()) <= 5


@pytest.mark.parametrize("name", ["cell_therapy", "hk_medtech"])
def test_the_shares_are_what_ranking_again_gives(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    """With nothing in doubt but the weights, each draw is a ranking of the engine."""
    profile = replace(examples[name], doubt=Doubt(draws=100, seed=11))
    ranking = recommend(catalogue, profile)
    sites, begins = ideas(ranking.entries)
    names = list(ranking.matrix.weights.index)
    drawn = plausible_weights(ranking.matrix.weights.to_numpy(), names, profile.doubt)
    heads = [entry.site_id for entry in ranking.entries]
    scores = np.maximum.reduceat(drawn @ ranking.matrix.counted.loc[sites].to_numpy().T,
                                 begins, axis=1)  # fmt: skip
    for weights, row in list(zip(drawn, scores, strict=True))[:25]:
        again = recommend(
            catalogue, replace(profile, weights=dict(zip(names, weights, strict=True)))
        )
        expected = heads[int(np.argmax(row))]
        mine = next(e for e in ranking.entries if e.site_id == expected)
        assert again.entries[0].site_id in {expected, *mine.family}


@pytest.mark.parametrize("name", EXAMPLES)
def test_same_inputs_and_seed_give_the_same_bytes_and_another_seed_nearly_the_same(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples[name])
    once, twice = robustness(ranking), robustness(recommend(catalogue, examples[name]))
    assert once.acceptability.to_numpy().tobytes() == twice.acceptability.to_numpy().tobytes()
    other = recommend(catalogue, replace(examples[name], doubt=Doubt(seed=2)))
    gap = (robustness(other).table["top1_share"] - once.table["top1_share"]).abs().max()
    assert 0 < gap < 0.02


@pytest.mark.parametrize("name", EXAMPLES)
def test_members_of_the_first_group_are_the_ones_that_the_first_does_not_beat_clearly(
    name: str, catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    found = robustness(recommend(catalogue, examples[name]))
    first = found.table.index[0]
    over_first = found.wins[first]
    for site, row in found.table.iterrows():
        if site != first:
            assert (row["tier"] == 1) == (over_first[site] > 1 - TOLD_APART)


@given(st.integers(2, 8), st.integers(0, 10_000))
@settings(max_examples=100, deadline=None)
def test_every_site_has_a_group_and_groups_are_numbered_without_gaps(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    upper = np.triu(rng.random((n, n)), 1)
    wins = upper + np.tril(1 - upper.T, -1)
    np.fill_diagonal(wins, 0.5)
    group = tiers(wins, np.arange(n))
    assert group[0] == 1
    assert set(group) == set(range(1, group.max() + 1))


def test_sites_too_far_back_to_be_compared_are_one_last_group(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    wide = replace(examples["small_appliances"], regions=("China",))
    found = robustness(recommend(catalogue, wide)).table
    assert len(found) > LEADERS
    assert found["tier"].iloc[LEADERS:].nunique() == 1
    assert (found["tier"].iloc[LEADERS:] == found["tier"].max()).all()


def test_less_doubt_about_weights_never_makes_the_first_less_sure_here(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    """Around the stated weights the first of the lamps is surer than over their order, and there
    surer than over all weights."""
    shares = [
        robustness(
            recommend(catalogue, replace(examples["only_a_sector"], doubt=Doubt(weights=how)))
        ).table["top1_share"].iloc[0]
        for how in ("stated", "order", "any")
    ]  # fmt: skip
    assert shares == sorted(shares, reverse=True)


def test_interval_weights_are_kept_and_wrong_ones_are_refused(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    narrow = Doubt(weights="intervals", intervals={"sector_fit": (0.6, 0.7)})
    ranking = recommend(catalogue, replace(examples["only_a_sector"], doubt=narrow))
    names = list(ranking.matrix.weights.index)
    drawn = plausible_weights(ranking.matrix.weights.to_numpy(), names, ranking.profile.doubt)
    mine = drawn[:, names.index("sector_fit")]
    assert 0.6 <= mine.min() < mine.max() <= 0.7
    for intervals in ({"no_such": (0.0, 1.0)}, dict.fromkeys(names, (0.0, 0.1))):
        wrong = Doubt(weights="intervals", intervals=intervals)
        asked = replace(examples["only_a_sector"], doubt=wrong)
        with pytest.raises(ProfileError, match=r"doubt\.intervals"):
            robustness(recommend(catalogue, asked))
    with pytest.raises(ProfileError, match="intervals"):
        Doubt(intervals={"sector_fit": (0.1, 0.2)})
    with pytest.raises(ProfileError, match="draws"):
        Doubt(draws=3)


def test_central_weights_lean_to_what_a_site_is_good_at(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, replace(examples["cell_therapy"], doubt=Doubt(weights="any")))
    found = robustness(ranking)
    central = found.central.dropna()
    assert central.sum(axis=1).to_numpy() == pytest.approx(np.ones(len(central)))
    for site in central.index[:5]:
        own, all_ = ranking.matrix.counted.loc[site], ranking.matrix.counted.loc[central.index]
        best = (own - all_.mean()).idxmax()
        assert central.at[site, best] > central[best].mean() - 0.05
    assert found.central.isna().all(axis=1).sum() == len(found.table) - len(central)


def test_a_confidence_factor_is_a_share_and_none_for_a_site_that_is_never_first(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["only_a_sector"])
    found = robustness(ranking)
    assert confidence_factor(ranking, found, ranking.entries[0]) > 0.6
    assert confidence_factor(ranking, found, ranking.entries[-1]) is None
    assert investor_in_words(ranking, found.central.iloc[-1], None) is None


def only(catalogue: Catalogue, profile: Profile, sites: list[str]) -> Ranking:
    return recommend(catalogue.only(sites), profile)


def test_one_site_left_and_none_left_are_said(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    profile = examples["only_a_sector"]
    alone = only(catalogue, profile, ["zs-town-guzhen"])
    assert robustness(alone).table["top1_share"].tolist() == [1.0]
    said = answer_in_words(catalogue, alone, robustness(alone))
    assert "nothing to compare it with" in str(said)
    assert "只剩" in render(said, "zh")
    none = only(catalogue, profile, ["zs-guhe-tcm-park"])
    assert robustness(none).table.empty
    answer = ranking_json(catalogue, none, none.entries, "en")
    assert answer["ranking"] == []
    assert answer["sure"] is None
    assert answer["ask_first"] == []
    assert answer["empty"]


def test_identical_sites_get_equal_shares_and_the_answer_says_tie(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    """Towns that a project weighs by their readiness alone are the same to it."""
    profile = replace(examples["only_a_sector"], weights={"readiness": 1.0})
    ranking = recommend(catalogue, profile)
    found = robustness(ranking)
    tied = [entry.site_id for entry in ranking.entries if entry.rank == 1]
    assert len(tied) > 1
    weighed = ranking.matrix.weights.to_numpy() > 0
    groups: dict[bytes, list[str]] = {}
    for entry in ranking.entries:
        if len(entry.may_head) == 1:
            cells = ranking.matrix.doubts([entry.site_id])
            key = np.hstack([part[:, weighed] for part in (cells.low, cells.middle, cells.high)])
            groups.setdefault(key.tobytes(), []).append(entry.site_id)
    assert max(map(len, groups.values())) > 1
    for sites in groups.values():
        assert found.table.loc[sites, "top1_share"].nunique() == 1
    for said in (
        answer_in_words(catalogue, ranking, found),
        standing_in_words(catalogue, ranking, found, tied[0]),
    ):
        assert "tie" in str(said).lower()
        assert "并列" in render(said, "zh")


def test_every_value_unknown_is_a_tie_of_typical_values(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    """Where nothing that is weighed is known of any site, nothing can be ranked, and it says so."""
    profile = replace(examples["zhangjiagang_new_energy"], weights={"anchor_access": 1.0})
    ranking = recommend(catalogue, profile)
    assert ranking.entries == ()
    assert set(ranking.table["standing"]) <= {"too_little_known", "other_industry", "excluded"}
    assert robustness(ranking).table.empty


def test_sites_instead_of_families_have_shares_of_their_own(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    ranking = recommend(catalogue, examples["cell_therapy"])
    every = site_entries(ranking)
    found = robustness(ranking, every)
    assert len(found.table) == len(every) > len(ranking.entries)
    answer = ranking_json(catalogue, ranking, every[:3], "en")
    assert all(row["top1_share"] is not None for row in answer["ranking"])
