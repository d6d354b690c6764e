"""The laws of the design, each as a property of the real engine on the real catalogue."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from features.catalogue import Catalogue
from features.roads import Roads
from models.additive import AdditiveValueModel
from models.value_functions import linear
from recommender.criterion import all_criteria
from recommender.engine import recommend
from recommender.explanation import explain
from recommender.gate import FAIL, PASS, UNKNOWN
from recommender.gates import checks
from recommender.profile import Anchor, Profile
from recommender.ranking import LISTED
from recommender.understanding import understand
from tests.conftest import ROOT

FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
MANY = settings(max_examples=150, deadline=None)
NAMES = [criterion.name for criterion in all_criteria()]
EXAMPLE_NAMES = ["cell_therapy", "hk_medtech", "only_a_sector", "small_appliances"]

weights_of = st.dictionaries(
    st.sampled_from(NAMES), st.floats(0.01, 10), min_size=1, max_size=len(NAMES)
).filter(lambda w: {"sector_fit", "anchor_access", "readiness"} & set(w))
example_of = st.sampled_from(EXAMPLE_NAMES)
SITES = sorted(
    feature["id"]
    for feature in json.loads((ROOT / "data/parks.geojson").read_text(encoding="utf-8"))["features"]
)
site_of = st.sampled_from(SITES)


def tables_of(columns: int) -> st.SearchStrategy[np.ndarray]:
    cell = st.one_of(st.floats(0, 100), st.just(float("nan")))
    row = st.lists(cell, min_size=columns, max_size=columns)
    return st.lists(row, min_size=2, max_size=8).map(np.array)


def model_of(weights: list[float]) -> AdditiveValueModel:
    names = [f"x{i}" for i in range(len(weights))]
    return AdditiveValueModel(
        weights=dict(zip(names, weights, strict=True)),
        value_functions={n: linear(worst=0, best=100) for n in names},
        typical=dict.fromkeys(names, 0.25),
    )


class TestLaw1Contributions:
    @MANY
    @given(tables_of(3), st.lists(st.floats(0.01, 5), min_size=3, max_size=3))
    def test_contributions_sum_to_the_score(self, table: np.ndarray, weights: list[float]) -> None:
        model = model_of(weights).fit(table)
        assert model.contributions(table).sum(axis=1) == pytest.approx(
            model.predict(table), abs=1e-9
        )

    @pytest.mark.slow
    @FEW
    @given(example_of, weights_of)
    def test_an_explanation_reads_the_terms_that_made_the_score(
        self,
        catalogue: Catalogue,
        examples: dict[str, Profile],
        name: str,
        weights: dict[str, float],
    ) -> None:
        ranking = recommend(catalogue, replace(examples[name], weights=weights))
        for site in ranking.table.index[:20:5]:
            terms = explain(catalogue, ranking, site).terms
            assert terms["contribution"].sum() == pytest.approx(
                ranking.table.at[site, "score"], abs=1e-9
            )


class TestLaw2OtherCandidatesDoNotMatter:
    @FEW
    @given(example_of, st.integers(0, 2**32 - 1))
    def test_narrowing_the_candidates_moves_no_score(
        self, catalogue: Catalogue, examples: dict[str, Profile], name: str, seed: int
    ) -> None:
        whole = recommend(catalogue, examples[name]).table
        some = np.random.default_rng(seed).choice(catalogue.sites.index, 40, replace=False)
        part = recommend(catalogue.only(some), examples[name]).table
        assert part["score"].equals(whole["score"].reindex(part.index))
        assert part["standing"].equals(whole["standing"].reindex(part.index))

    def test_a_region_moves_no_score(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        whole = recommend(catalogue, examples["cell_therapy"]).table["score"]
        part = recommend(catalogue, replace(examples["cell_therapy"], regions=("Zhongshan",))).table
        assert part["score"].equals(whole.reindex(part.index))


class TestLaw3BetterIsNeverWorse:
    @MANY
    @given(
        tables_of(3),
        st.lists(st.floats(0.01, 5), min_size=3, max_size=3),
        st.floats(0, 50),
        st.integers(0, 2),
    )
    def test_a_better_performance_never_lowers_score_or_rank(
        self, table: np.ndarray, weights: list[float], gain: float, column: int
    ) -> None:
        model = model_of(weights).fit(table)
        better = table.copy()
        better[0, column] += gain
        before, after = model.predict(table), model.predict(better)
        assert after[0] >= before[0] - 1e-12
        assert (after > after[0] + 1e-12).sum() <= (before > before[0] + 1e-12).sum()

    @FEW
    @given(example_of, weights_of, st.floats(0.01, 1000))
    def test_a_constant_factor_on_all_weights_changes_nothing(
        self,
        catalogue: Catalogue,
        examples: dict[str, Profile],
        name: str,
        weights: dict[str, float],
        factor: float,
    ) -> None:
        scaled = {k: w * factor for k, w in weights.items()}
        one = recommend(catalogue, replace(examples[name], weights=weights))
        other = recommend(catalogue, replace(examples[name], weights=scaled))
        assert np.allclose(one.table["score"], other.table["score"].reindex(one.table.index))
        assert [e.site_id for e in one.entries[:10]] == [e.site_id for e in other.entries[:10]]

    def test_ties_share_a_rank_and_stand_in_order_of_site_id(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        ranking = recommend(
            catalogue, replace(examples["only_a_sector"], weights={"sector_fit": 1.0})
        )
        listed = ranking.table[ranking.table["standing"] == LISTED]
        tied = listed.groupby(listed["score"].round(12))
        assert tied.size().max() > 1, "the case has ties"
        for _, rows in tied:
            assert rows["rank"].min() == rows["rank"].max()
            assert list(rows.index) == sorted(rows.index)


class TestLaw4OrderAndMutation:
    @pytest.mark.slow
    @FEW
    @given(example_of, st.integers(0, 2**32 - 1))
    def test_row_order_is_irrelevant(
        self, catalogue: Catalogue, examples: dict[str, Profile], name: str, seed: int
    ) -> None:
        order = np.random.default_rng(seed).permutation(len(catalogue.sites))
        shuffled = catalogue.sites.iloc[order]
        other = replace(catalogue, sites=shuffled, candidates=tuple(shuffled.index))
        one = recommend(catalogue, examples[name])
        two = recommend(other, examples[name])
        assert one.table[["score", "rank", "standing"]].equals(
            two.table[["score", "rank", "standing"]]
        )
        assert one.entries == two.entries

    def test_recommending_mutates_no_input(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        before = [catalogue.sites.copy(), catalogue.supply.copy(), catalogue.incentives.copy()]
        for profile in examples.values():
            explain(catalogue, ranking := recommend(catalogue, profile), ranking.table.index[0])
        after = [catalogue.sites, catalogue.supply, catalogue.incentives]
        for one, two in zip(before, after, strict=True):
            pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(two))


def blanked(catalogue: Catalogue, site: str, columns: list[str]) -> Catalogue:
    sites = catalogue.sites.copy()
    for column in columns:
        sites.loc[[site], column] = None
    located = gpd.GeoDataFrame(sites, geometry="geometry", crs=catalogue.sites.crs)
    return replace(catalogue, sites=located)


GATED = ["city", "area_km2", "kind", "geometry"]
BLANKABLE = ["sectors", "level", "status", "geometry", "area_km2"]


class TestLaw5UnknownIsNeverRewarded:
    @FEW
    @given(example_of, site_of, st.sampled_from(GATED))
    def test_blanking_a_gated_attribute_never_turns_pass_into_fail_or_fail_into_pass(
        self, catalogue: Catalogue, examples: dict[str, Profile], name: str, site: str, column: str
    ) -> None:
        profile = understand(catalogue, examples[name]).profile
        other = blanked(catalogue, site, [column])
        pairs = zip(checks(catalogue, profile), checks(other, profile), strict=True)
        for before, after in pairs:
            was, now = before.result(site), after.result(site)
            assert (was, now) not in {(PASS, FAIL), (FAIL, PASS), (UNKNOWN, FAIL)}

    def test_blanking_the_city_turns_the_region_gate_into_unknown(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        profile = understand(
            catalogue, replace(examples["cell_therapy"], regions=("Zhongshan",))
        ).profile
        for site, was in (("zs-torch-hidz", PASS), ("hk-science-park", FAIL)):
            gate = checks(catalogue, profile)[0]
            assert gate.result(site) == was
            assert checks(blanked(catalogue, site, ["city"]), profile)[0].result(site) == UNKNOWN

    @pytest.mark.slow
    @FEW
    @given(example_of, site_of)
    def test_a_site_of_which_nothing_is_known_is_never_among_the_first_ten(
        self, catalogue: Catalogue, examples: dict[str, Profile], name: str, site: str
    ) -> None:
        other = blanked(catalogue, site, BLANKABLE)
        ranking = recommend(other, examples[name])
        assert site not in [entry.site_id for entry in ranking.entries[:10]]

    @FEW
    @given(example_of, site_of)
    def test_a_blank_never_lifts_a_site_above_its_twin_known_to_be_typical_or_better(
        self, catalogue: Catalogue, examples: dict[str, Profile], name: str, site: str
    ) -> None:
        ranking = recommend(catalogue, examples[name])
        matrix = ranking.matrix
        if site not in ranking.table.index:
            return
        for criterion in matrix.criteria:
            utility = matrix.utilities.at[site, criterion.name]
            if not np.isnan(utility) and utility >= criterion.typical:
                blank = matrix.performances.loc[[site]].copy()
                blank[criterion.name] = np.nan
                assert matrix.model.predict(blank)[0] <= ranking.table_score(site) + 1e-12

    @FEW
    @given(
        example_of,
        st.sampled_from(["hz_huicheng", "zq_duanzhou", "hk_central", "sz_futian"]),
        st.dates(date(2010, 1, 1), date(2026, 11, 24)),
    )
    def test_wherever_the_anchor_and_whenever_the_day_an_unknown_beats_no_more_than_a_quarter(
        self, catalogue: Catalogue, examples: dict[str, Profile], name: str, place: str, day: date
    ) -> None:
        facts = replace(examples[name].project, start=None)
        profile = replace(examples[name], project=facts, on=day, anchors=(Anchor(place=place),))
        matrix = recommend(catalogue, profile).matrix
        places = catalogue.sites.index[catalogue.sites["role"] == "place"]
        known = matrix.utilities["anchor_access"].reindex(places).dropna()
        assert (known < matrix.model.typical["anchor_access"]).mean() <= 0.25

    def test_a_site_off_the_network_is_no_answer_to_a_limit_in_minutes(
        self, catalogue: Catalogue
    ) -> None:
        values = {
            "regions": ["Bay Area", "Zhangjiagang"],
            "project": {"sector": "hydrogen energy and solar photovoltaics"},
            "anchors": [{"place": "114.42,23.08", "max_minutes": 60}],
        }
        profile = Profile.from_dict(values, where="test", today=date(2026, 11, 24))
        ranking = recommend(catalogue, profile)
        assert ranking.table.at["zhangjiagang-etdz", "standing"] == "excluded"

    def test_unknown_is_the_typical_utility_and_not_zero(self) -> None:
        model = model_of([1.0, 1.0]).fit(np.array([[50.0, 50.0]]))
        assert model.predict(np.array([[50.0, np.nan]]))[0] == pytest.approx(0.5 * 0.5 + 0.5 * 0.25)

    def test_weights_are_not_renormalised_over_what_is_known(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        ranking = recommend(catalogue, examples["cell_therapy"])
        assert ranking.matrix.weights.sum() == pytest.approx(1.0)
        unknown = ranking.matrix.assumed.any(axis=1)
        typical = ranking.matrix.model.typical
        assert all(typical[c.name] <= c.typical for c in ranking.matrix.criteria)
        for site in ranking.matrix.assumed.index[unknown][:20]:
            for name in ranking.matrix.assumed.columns[ranking.matrix.assumed.loc[site]]:
                assert ranking.matrix.contributions.at[site, name] == pytest.approx(
                    ranking.matrix.weights[name] * typical[name]
                )

    def test_the_interval_holds_the_score(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        for profile in examples.values():
            table = recommend(catalogue, profile).table
            assert (table["score_low"] <= table["score"] + 1e-9).all()
            assert (table["score"] <= table["score_high"] + 1e-9).all()


class TestLaw6GatesSayWhy:
    def test_every_excluded_site_is_listed_with_gate_numbers_and_miss(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        ranking = recommend(catalogue, examples["small_appliances"])
        excluded = ranking.standing("excluded")
        assert excluded
        for site in excluded:
            failed = [c for c in ranking.matrix.checks if c.result(site) == FAIL]
            assert failed
            for check in failed:
                assert str(check.reason(site))
                if check.name == "land_need":
                    row = check.table.loc[site]
                    assert row["misses_by"] == pytest.approx(row["need"] - row["have"])

    def test_an_expired_rule_pays_nothing_and_says_so(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        profile = understand(catalogue, examples["small_appliances"]).profile
        found = catalogue.amounts(profile.project, profile.start)
        ended = catalogue.incentives["valid_to"] < pd.Timestamp(profile.start)
        assert ended.sum() >= 15
        for rule in set(catalogue.incentives.loc[ended, "incentive_id"]) & set(found):
            assert found[rule].status == "not_eligible"
            assert found[rule].total == (0.0, 0.0, 0.0)
            assert [c.result for c in found[rule].conditions if c.what == "ended"] == ["fail"]


# Law 7, one engine behind every door, is tests/test_doors.py.


class TestLaw9Links:
    def test_the_nodes_that_a_site_joins_do_not_depend_on_the_date(
        self, catalogue: Catalogue
    ) -> None:
        joins = catalogue.travel.joins.node.copy()
        catalogue.travel.minutes_to("sz_futian", Roads(on=date(2018, 1, 1)))
        catalogue.travel.minutes_to("sz_futian", Roads(on=date(2026, 1, 1)))
        assert np.array_equal(joins, catalogue.travel.joins.node)

    @FEW
    @given(st.dates(date(2005, 1, 1), date(2027, 1, 1)), st.integers(0, 4000))
    def test_a_later_day_with_more_links_never_lengthens_a_trip(
        self, catalogue: Catalogue, day: date, days: int
    ) -> None:
        # A car has lost no link over these years: only trucks have.
        later = date.fromordinal(day.toordinal() + days)
        before = catalogue.travel.minutes_to("sz_baoan", Roads(on=day))["value"]
        after = catalogue.travel.minutes_to("sz_baoan", Roads(on=later))["value"]
        assert (after.dropna() <= before.reindex(after.dropna().index) + 1e-9).all()


class TestLaw10SameBytes:
    @pytest.mark.slow
    def test_the_same_inputs_print_the_same_bytes(self) -> None:
        command = [
            sys.executable,
            "-m",
            "recommender",
            "rank",
            "examples/hk_medtech.toml",
            "--json",
        ]
        runs = [
            subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
            for _ in range(2)
        ]
        assert runs[0] == runs[1]


class TestLaw11TheListEnds:
    def test_unrelated_industries_stand_apart_and_never_fill_up_the_list(
        self, catalogue: Catalogue, examples: dict[str, Profile]
    ) -> None:
        ranking = recommend(catalogue, examples["zhangjiagang_new_energy"])
        assert 0 < len(ranking.entries) < 10
        related = catalogue.related(ranking.profile.project.sector_codes)
        assert not related[ranking.standing("other_industry")].any()
        assert related[[e.site_id for e in ranking.entries]].all()
