"""Two to five sites side by side: figures of the ranking, honest verdicts, and dominance."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from features.catalogue import Catalogue
from models.dominance import dominance
from models.value_draws import Utilities
from recommender import recommend
from recommender.address import address_of, draft_at
from recommender.best_in_row import Figures, best_by_figures, best_by_results
from recommender.draft import Draft
from recommender.errors import ComparisonError, UnknownSiteError
from recommender.explanation import explain
from recommender.profile import Profile
from recommender.ranking import EXCLUDED, Ranking
from recommender.separation import dominated, spreads
from recommender.side_by_side import among, side_by_side, sources_of, usual_sites

EXAMPLES = ("cell_therapy", "small_appliances", "hk_medtech")
THREE = ("zs-life-science-park", "zs-yigu-life-science-park", "guangzhou-bio-island")


@pytest.fixture(scope="module")
def rankings(catalogue: Catalogue, examples: dict[str, Profile]) -> dict[str, Ranking]:
    return {name: recommend(catalogue, examples[name]) for name in EXAMPLES}


def five(ranking: Ranking) -> list[str]:
    """Three cards, a later entry and a site that a must-have excludes."""
    heads = [entry.site_id for entry in ranking.entries]
    return [*heads[:3], heads[-1], ranking.standing(EXCLUDED)[0]]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_cell_is_known_where_the_matrix_knows_and_its_source_stands_beside_it(
    name: str, catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings[name]
    found = side_by_side(catalogue, ranking, five(ranking))
    for criterion in ranking.matrix.criteria:
        row = next(row for row in found.rows if row.name == criterion.name)
        for site, cell in zip(found.sites, row.cells, strict=True):
            assert cell.known == (not ranking.matrix.assumed.at[site, criterion.name])
            zero = ranking.matrix.performances.at[site, criterion.name] == 0
            assert not cell.known or cell.ground.sources or zero, (site, criterion.name)
            assert cell.known or "ask" in str(cell.says)


@pytest.mark.parametrize("name", EXAMPLES)
def test_points_are_those_of_the_ranking_and_of_the_explanation(
    name: str, catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings[name]
    found = side_by_side(catalogue, ranking, five(ranking))
    row = next(row for row in found.rows if row.name == "score")
    for site, cell in zip(found.sites, row.cells, strict=True):
        told = explain(catalogue, ranking, site)
        ends = [round(100 * end) for end in (told.score, told.score_low, told.score_high)]
        assert str(cell.says) == f"{ends[0]} of 100 ({ends[1]} to {ends[2]})"


@pytest.mark.parametrize("name", EXAMPLES)
def test_minutes_and_incentives_are_those_of_the_explanation(
    name: str, catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings[name]
    found = side_by_side(catalogue, ranking, five(ranking))
    for anchor in ranking.profile.anchors:
        row = next(r for r in found.rows if r.name == f"minutes:{anchor.place}:{anchor.mode}")
        minutes = catalogue.travel.minutes_to(anchor.place, ranking.profile.roads.by(anchor.mode))[
            "value"
        ]
        for site, cell in zip(found.sites, row.cells, strict=True):
            assert str(cell.says).startswith(f"{round(minutes[site])} min")
    money = next(row for row in found.rows if row.name == "incentives")
    for site, cell in zip(found.sites, money.cells, strict=True):
        total = explain(catalogue, ranking, site).paid.total
        assert cell.known == (not np.isnan(total["high"]))
        assert not cell.known or str(cell.says).startswith(f"{total['mid']:,.0f} CNY")


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_not_known_is_never_best_and_never_nothing(
    name: str, catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings[name]
    found = side_by_side(catalogue, ranking, five(ranking))
    for row in found.rows:
        cells = dict(zip(found.sites, row.cells, strict=True))
        assert all(cells[site].known for site in row.verdict.best), row.name
        assert all(not str(c.says).startswith("0 ") for c in row.cells if not c.known)


def test_an_excluded_site_shows_the_must_have_that_it_fails(
    catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings["small_appliances"]
    sites = five(ranking)
    found = side_by_side(catalogue, ranking, sites)
    land = next(row for row in found.rows if row.name == "gate:land_need")
    assert str(land.cells[-1].says).startswith("fail: ")
    assert "short" in str(land.cells[-1].says)
    assert sites[-1] not in land.verdict.best
    place = next(row for row in found.rows if row.name == "rank")
    assert str(place.cells[-1].says).startswith("Excluded; ")


def figures(*values: float, spread: float = 0.0, **more: object) -> Figures:
    low, high = tuple(v - spread for v in values), tuple(v + spread for v in values)
    return Figures(value=values, low=low, high=high, **more)  # type: ignore[arg-type]


def test_best_in_words_names_the_site_and_by_how_much(catalogue: Catalogue) -> None:
    found = best_by_figures(catalogue, THREE, figures(41, 53, 80, objective="min", unit="min"))
    assert found.best == (THREE[0],)
    assert str(found.says) == "best: Zhongshan Life Science Park, 12 min less than the next"


def test_overlapping_intervals_are_not_told_apart(catalogue: Catalogue) -> None:
    found = best_by_figures(catalogue, THREE, figures(41, 53, 72, spread=10, objective="min"))
    assert found.best == THREE[:2]
    assert (
        str(found.says) == "behind: Guangzhou International Bio Island; the others not told apart"
    )
    everyone = best_by_figures(catalogue, THREE, figures(41, 53, 60, spread=20, objective="min"))
    assert (everyone.best, str(everyone.says)) == ((), "not told apart")
    same = best_by_figures(catalogue, THREE, figures(5, 5, 5))
    assert (same.best, str(same.says)) == ((), "the same is known of all")


def test_one_known_value_is_not_judged_and_the_unknown_are_counted(catalogue: Catalogue) -> None:
    nan = float("nan")
    alone = best_by_figures(catalogue, THREE, figures(nan, 3, nan))
    assert alone.best == ()
    assert "only: not judged" in str(alone.says)
    two = best_by_figures(catalogue, THREE, figures(9, 3, nan, unit="places"))
    assert two.best == (THREE[0],)
    assert str(two.says).endswith("6 places more than the next; not known of 1: not judged")


def test_a_must_have_is_met_missed_or_not_known(catalogue: Catalogue) -> None:
    found = best_by_results(catalogue, THREE, ["pass", "fail", "unknown"])
    assert found.best == (THREE[0],)
    assert "not known of 1" in str(found.says)
    assert str(best_by_results(catalogue, THREE, ["pass"] * 3).says) == "met by all"


@given(values=st.lists(st.floats(0, 100), min_size=2, max_size=5), spread=st.floats(0, 60))
def test_a_best_site_is_surely_better_than_every_site_that_is_not_best(
    catalogue: Catalogue, values: list[float], spread: float
) -> None:
    sites = list(catalogue.sites.index[: len(values)])
    found = best_by_figures(catalogue, sites, figures(*values, spread=spread))
    best = [values[sites.index(site)] for site in found.best]
    rest = [v for site, v in zip(sites, values, strict=True) if site not in found.best]
    if best:
        assert all(v + spread < max(best) - spread for v in rest)


STEPS = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
CELLS = arrays.arrays(np.float64, (3, 4, 2), elements=STEPS)
KNOWN = arrays.arrays(np.bool_, (4, 2))
WEIGHTS = arrays.arrays(np.float64, 2, elements=st.floats(0, 1))


def utilities(cells: np.ndarray) -> Utilities:
    low, middle, high = np.sort(cells, axis=0)
    return Utilities(low=low, middle=middle, high=high)


@given(cells=CELLS, known=KNOWN, at=CELLS, weights=WEIGHTS)
def test_a_dominated_site_scores_no_more_under_any_weights_and_any_values(
    cells: np.ndarray, known: np.ndarray, at: np.ndarray, weights: np.ndarray
) -> None:
    found, ends = dominance(utilities(cells), known), utilities(cells)
    drawn = ends.low + at[0] * (ends.high - ends.low)
    scores = drawn @ weights
    for better, worse in np.argwhere(found.surely):
        assert scores[better] >= scores[worse] - 1e-12
        assert known[[better, worse]].all()


@given(cells=CELLS, known=KNOWN, blank=st.tuples(st.integers(0, 3), st.integers(0, 1)))
def test_forgetting_something_makes_no_site_dominate_or_be_dominated_for_sure(
    cells: np.ndarray, known: np.ndarray, blank: tuple[int, int]
) -> None:
    before = dominance(utilities(cells), known).surely
    less = known.copy()
    less[blank] = False
    after = dominance(utilities(cells), less).surely
    assert not (after & ~before).any()
    assert not after[blank[0]].any()
    assert not after[:, blank[0]].any()


@given(cells=CELLS, known=KNOWN)
def test_dominance_is_never_mutual_and_what_is_sure_holds_in_what_is_known(
    cells: np.ndarray, known: np.ndarray
) -> None:
    found = dominance(utilities(cells), known)
    assert not (found.surely & found.surely.T).any()
    assert not (found.in_known & found.in_known.T).any()
    assert not (found.surely & ~found.in_known).any()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_site_dominated_in_what_is_known_has_no_better_term(
    name: str, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings[name]
    sites = [entry.site_id for entry in ranking.entries[:20]]
    sure, in_known = dominated(ranking, sites)
    matrix = ranking.matrix
    for better, worse in (*sure, *in_known):
        both = ~matrix.assumed.loc[better] & ~matrix.assumed.loc[worse] & (matrix.weights > 0)
        terms = matrix.contributions.loc[:, both]
        assert (terms.loc[better] >= terms.loc[worse]).all()
        assert (terms.loc[better] > terms.loc[worse]).any()


def test_what_separates_them_are_the_terms_that_differ_most(
    catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings["small_appliances"]
    sites = five(ranking)
    terms = ranking.matrix.contributions.loc[sites]
    spread = spreads(ranking, sites)
    assert all(a >= b for a, b in pairwise(spread.values()))
    first = next(iter(spread))
    assert spread[first] == pytest.approx(terms[first].max() - terms[first].min())
    label = next(c.label for c in ranking.matrix.criteria if c.name == first)
    said = str(side_by_side(catalogue, ranking, sites).separates[0])
    assert said.startswith(
        f"What separates them most: “{label}” by up to {100 * spread[first]:.1f}"
    )


def test_questions_decide_who_is_first_of_exactly_these(
    catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings["hk_medtech"]
    sites = five(ranking)
    found = side_by_side(catalogue, ranking, sites)
    assert found.questions
    assert {q.site_id for q in found.questions} <= set(sites[:4])
    assert all(a.turns >= b.turns > 0 for a, b in pairwise(found.questions))
    alone = among(ranking, sites)
    assert [entry.rank for entry in alone.entries] == [1, 2, 3, 4]


def test_every_number_of_a_source_leads_to_one(
    catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    found = side_by_side(catalogue, rankings["cell_therapy"], THREE)
    cited = {str(source) for source in sources_of(found)}
    named = {str(s) for row in found.rows for cell in row.cells for s in cell.ground.sources}
    assert named == cited
    assert len(sources_of(found)) == len(cited)


def test_the_usual_sites_are_those_chosen_else_ticked_else_the_first_three(
    rankings: dict[str, Ranking],
) -> None:
    ranking = rankings["cell_therapy"]
    heads = [entry.site_id for entry in ranking.entries]
    assert usual_sites(ranking, (), ()) == tuple(heads[:3])
    assert usual_sites(ranking, (), heads[4:6]) == tuple(heads[4:6])
    assert usual_sites(ranking, heads[6:8], heads[4:6]) == tuple(heads[6:8])
    assert usual_sites(ranking, ("nowhere", heads[7]), ()) == (heads[7], *heads[:2])


@pytest.mark.parametrize("sites", [[], list(THREE[:1]), [THREE[0]] * 3])
def test_one_site_is_no_comparison(
    sites: list[str], catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    with pytest.raises(ComparisonError, match="Expected 2 to 5"):
        side_by_side(catalogue, rankings["cell_therapy"], sites)


def test_more_than_five_and_a_stranger_are_refused(
    catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    ranking = rankings["cell_therapy"]
    with pytest.raises(ComparisonError):
        side_by_side(catalogue, ranking, list(ranking.table.index[:6]))
    with pytest.raises(UnknownSiteError, match="nowhere"):
        side_by_side(catalogue, ranking, [THREE[0], "nowhere"])


def test_the_compared_sites_go_through_the_address() -> None:
    draft = Draft(sector="lamps", compared=THREE)
    assert draft_at(address_of(draft)) == draft


@pytest.mark.parametrize("language", ["en", "zh", "zh-Hant"])
def test_the_command_gives_the_same_comparison(
    language: str, catalogue: Catalogue, rankings: dict[str, Ranking]
) -> None:
    from tests.test_cli import run

    done = run("beside", "examples/hk_medtech.toml", *THREE[:2], "--json", "--lang", language)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert [site["site_id"] for site in answer["sites"]] == list(THREE[:2])
    for site in answer["sites"]:
        assert sum(site["contributions"].values()) == pytest.approx(site["score"])
    for row in answer["rows"]:
        assert set(row["cells"]) == set(THREE[:2])
        assert set(row["best"]) <= set(THREE[:2])
        numbers = [n for cell in row["cells"].values() for n in cell["sources"]]
        assert all(1 <= n <= len(answer["sources"]) for n in numbers)
    text = run("beside", "examples/hk_medtech.toml", *THREE[:2], "--lang", language)
    assert text.returncode == 0
    assert answer["separates"][0] in text.stdout


def test_the_command_refuses_one_site_and_strangers_in_one_line() -> None:
    from tests.test_cli import refused, run

    refused(run("beside", "examples/hk_medtech.toml", THREE[0]), "2 to 5")
    refused(run("beside", "examples/hk_medtech.toml", THREE[0], "nowhere"), "nowhere")
