"""What would the incentive rules at the site pay over ten years, as a share of the investment?"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from features.project import Project
from models.value_functions import through
from recommender.criterion import Answer, Criterion
from recommender.messages import Message, message
from recommender.profile import Profile

if TYPE_CHECKING:
    from features.catalogue import Catalogue

Asked = tuple[Project, date, tuple[tuple[str, float], ...], float]


def key(profile: Profile) -> Hashable | None:
    """The facts that rules ask for, start, rates; None without an investment, or switched off."""
    if not profile.count_incentives or not profile.project.capex_cny:
        return None
    money = profile.money
    return _told_to_rules(profile.project), profile.start, money.rates, money.discount_rate


def _told_to_rules(project: Project) -> Project:
    """The project without the facts that no rule asks for, so that they measure nothing anew."""
    words = "" if project.sector_codes else project.sector
    return replace(
        project, sector=words, origin_city=None, keeps=(), land_mu=None, jobs=None, start=None
    )


def measure(catalogue: Catalogue, key: Hashable) -> pd.DataFrame:
    """Present value over the investment at each site; unknown where no rule was collected."""
    project, start, rates, discount = cast("Asked", key)
    worth = catalogue.payments(project, start, rates).worth(discount)
    share = worth / project.capex_cny
    return share.where(share["value"].notna(), np.nan)


def describe(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The middle and what it is a share of."""
    if value == 0:
        return message("No incentive rule here gives an amount by what the project states")
    return message(
        "Incentives over ten years: about {amount} CNY at the start, {share} percent of the "
        "investment",
        amount=f"{value * (profile.project.capex_cny or 0.0):,.0f}",
        share=f"{100 * value:.1f}",
    )


def brief(catalogue: Catalogue, profile: Profile, site_id: str, value: float) -> Message:
    """The share in a few words."""
    return message(
        "incentives of about {share} percent of the investment", share=f"{100 * value:.1f}"
    )


def granted(profile: Profile, amount: float) -> Message:
    """What incentives would have to be worth."""
    return message(
        "incentives worth {amount} CNY at the start are granted in all", amount=f"{amount:,.0f}"
    )


ANSWER = Answer(
    unit=lambda profile: message("CNY over ten years, worth at the start").text,
    basis=lambda profile: "CNY",
    performance=lambda profile, amount: amount / (profile.project.capex_cny or float("nan")),
    amount=lambda profile, share: share * (profile.project.capex_cny or float("nan")),
    sentence=granted,
    step=lambda profile: 10_000.0,
    changes=True,
)
"""The worth of all incentives together; a city or a zone can grant more."""


CRITERION = Criterion(
    name="incentive_value",
    label="Incentives over ten years",
    unit="share of the investment",
    objective="max",
    key=key,
    measure=measure,
    value_function=through((0.0, 0.0), (0.05, 0.4), (0.2, 1.0)),
    absence="unknown",
    typical=0.25,
    group="Incentives",
    reference="Ledger data/incentives.csv, formulas data/incentive_rules.toml; middle value",
    question="Which incentives does the zone offer today, with document and end date?",
    answer=ANSWER,
    describe=describe,
    brief=brief,
)
