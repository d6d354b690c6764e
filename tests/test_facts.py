"""The strongest dated fact of a site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from features.catalogue import Catalogue
from recommender.facts import strongest_fact
from recommender.profile import Profile


def test_a_firm_offer_comes_first_with_its_date(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    fact = strongest_fact(catalogue, examples["small_appliances"], "zs-sz-huangpu-cooperation-park")
    assert str(fact) == "200 mu of land ready in time (Feb 2026)"


def test_what_was_only_mentioned_says_so(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    fact = strongest_fact(catalogue, examples["small_appliances"], "zs-vanyang-sci-tech-park")
    assert str(fact) == "1,500,000 m² of floor mentioned, not confirmed (May 2024)"


def test_an_area_stands_in_where_nothing_is_offered(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    fact = strongest_fact(catalogue, examples["cell_therapy"], "guangzhou-bio-island")
    assert "km² in all" in str(fact)


def test_nothing_learned_later_than_the_day_of_knowledge_is_told(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    early = replace(examples["only_a_sector"], on=date(2000, 1, 1))
    for site in ("zs-sz-huangpu-cooperation-park", "guangzhou-bio-island"):
        assert strongest_fact(catalogue, early, site) is None
