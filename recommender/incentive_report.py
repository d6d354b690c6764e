"""What the incentive rules at one site would pay a project: rule by rule, year by year, in sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.amounts import Amount
from features.formulas import YEARS
from features.gazetteer import both_names
from features.incentive_sums import Payments, present_value, rate_of
from features.memo import IdentityMemo
from features.rows import text_of
from recommender.incentive_words import (
    ENDS,
    MISSING,
    cap_in_words,
    condition_in_words,
    rivals_in_words,
    rule_in_words,
    sum_in_words,
    title_of,
)  # fmt: skip
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.profile import Profile
from recommender.words import CURRENCIES

if TYPE_CHECKING:
    from features.catalogue import Catalogue


@dataclass(frozen=True, kw_only=True)
class Incentives:
    """The rules that hold at a site, and what they would pay.

    Attributes
    ----------
    rules : index incentive_id; title (names by language), rate, status, low, mid, high (over
        ten project years, in `currency`; inf where nothing bounds the high end), currency,
        computed, counts_for (the ends of the sums that it goes into), missing (facts), cap
        (in words; None without one), why (Messages), valid_to, as_of, source
    schedule : index year; low, mid, high in CNY, the sums of the rules counted; middle and high
        are NaN where no rule of the city was collected or one has no exchange rate
    discount : a year's rate, by which later years count for less
    collected : False where no rule of the city was collected: the high end is not known there
    limited : True where tax reliefs together are cut to the tax that the project states
    """

    rules: pd.DataFrame
    schedule: pd.DataFrame
    discount: float
    collected: bool
    limited: bool

    @property
    def total(self) -> dict[str, float]:
        """Low, mid and high over all years in CNY; NaN unknown, inf without a bound."""
        return {end: float(self.schedule[end].sum(skipna=False)) for end in ENDS}

    @property
    def unbounded_by(self) -> tuple[Message, ...]:
        """The facts that are not stated and without which nothing bounds the high end."""
        open_ = self.rules[
            np.isinf(self.rules["high"]) & self.rules["counts_for"].map(lambda c: "high" in c)
        ]
        facts = dict.fromkeys(fact for row in open_["missing"] for fact in row)
        return tuple(Message(text=MISSING[fact]) for fact in facts)

    @property
    def present(self) -> dict[str, float]:
        """Low, mid and high in CNY of the start, later years discounted."""
        return dict(zip(ENDS, present_value(self.schedule.to_numpy(), self.discount), strict=True))


def incentives_at(catalogue: Catalogue, profile: Profile, site_id: str) -> Incentives:
    """What the rules at a site would pay, those that pay most first.

    Of the rules of one group only the best counts. Rules in another currency count at the user's
    own rate, and stay out of the sums without one. Rules that hold in a part of the site only are
    shown and not counted.
    """
    money = profile.money
    key = (profile.project, profile.start, money.rates, money.discount_rate, site_id)
    return _AT.get((catalogue,), key, lambda: _incentives_at(catalogue, profile, site_id))


_AT = IdentityMemo(size=256)


def _incentives_at(catalogue: Catalogue, profile: Profile, site_id: str) -> Incentives:
    asked = (profile.project, profile.start, profile.money.rates)
    found, sums = catalogue.amounts(*asked), catalogue.payments(*asked)
    ledger = catalogue.incentives.set_index("incentive_id")
    places = _places_of_rules(catalogue, site_id)
    table = pd.DataFrame(
        [
            _row(catalogue, profile, found[rule], ledger.loc[rule].to_dict(),
                 part=part, instead=_instead(catalogue, sums, site_id, rule),
                 ends=() if part else _counts_for(profile, sums, site_id, rule, ledger))
            for rule, part in places.items() if rule in found
        ],
        columns=_COLUMNS,
    ).set_index("incentive_id")  # fmt: skip
    counted = table["counts_for"].map(bool).to_numpy(dtype=bool)
    order = np.lexsort((
        table.index, -table["high"].to_numpy(), -table["mid"].to_numpy(),
        table["status"] == "not_eligible", ~counted,
    ))  # fmt: skip
    at = sums.usual.index.get_loc(site_id)
    index = pd.Index([profile.start.year + i for i in range(YEARS)], name="year")
    return Incentives(
        rules=table.iloc[order],
        schedule=pd.DataFrame(sums.yearly[at], index=index, columns=list(ENDS)),
        discount=profile.money.discount_rate,
        collected=bool(catalogue.incentives_collected[site_id]),
        limited=bool(sums.limited[at]),
    )


def _places_of_rules(catalogue: Catalogue, site_id: str) -> dict[str, str | None]:
    """Every rule at a site, and the site inside it when the rule holds in that part only."""
    scope = catalogue.incentive_scope
    here = dict.fromkeys(scope.columns[scope.loc[site_id].to_numpy(dtype=bool)])
    inside = [site for site, around in catalogue.surroundings.items()
              if site != site_id and site_id in around]  # fmt: skip
    for part in inside:
        for rule in scope.columns[scope.loc[part].to_numpy(dtype=bool)]:
            here.setdefault(rule, part)
    return here


def _counts_for(
    profile: Profile, sums: Payments, site_id: str, rule: str, ledger: pd.DataFrame
) -> tuple[str, ...]:
    """The ends of the sums into which a rule goes at a site."""
    if (
        rule not in sums.usual
        or rate_of(ledger.at[rule, "currency"], profile.money.cny_per) is None
    ):
        return ()
    usual = ("low", "mid") if sums.usual.at[site_id, rule] else ()
    return (*usual, *(("high",) if sums.most.at[site_id, rule] else ()))


_COLUMNS = [
    "incentive_id", "title", "rate", "status", "low", "mid", "high", "currency", "computed",
    "counts_for", "missing", "cap", "why", "valid_to", "as_of", "source",
]  # fmt: skip


def _instead(
    catalogue: Catalogue, sums: Payments, site_id: str, rule: str
) -> dict[str, str] | None:
    """Title of the rule that counts in place of this one of its group; None where this counts."""
    if rule not in sums.usual or not catalogue.formulas[rule].group:
        return None
    group = catalogue.formulas[rule].group
    same = [r for r in sums.usual if catalogue.formulas[r].group == group]
    better = [r for r in same if sums.usual.at[site_id, r]]
    if not better or rule in better or sums.most.at[site_id, rule]:
        return None
    ledger = catalogue.incentives
    return title_of(ledger[ledger["incentive_id"] == better[0]].iloc[0].to_dict())


def _row(
    catalogue: Catalogue, profile: Profile, amount: Amount, row: dict[Any, Any],
    *, part: str | None, instead: dict[str, str] | None, ends: tuple[str, ...],
) -> tuple[object, ...]:  # fmt: skip
    low, mid, high = amount.total
    currency = row["currency"] if isinstance(row["currency"], str) else "CNY"
    return (
        amount.rule, title_of(row),
        both_names(row["rate"], row["rate_zh"]), amount.status, low, mid, high,
        currency, amount.computed, ends, amount.missing,
        cap_in_words(catalogue.formulas.get(amount.rule), currency),
        _why(catalogue, profile, amount, row, part, instead, ends), row["valid_to"], row["said_on"],
        str(catalogue.sources["citation"][row["source_id"]]),
    )  # fmt: skip


def _why(
    catalogue: Catalogue,
    profile: Profile,
    amount: Amount,
    row: dict[Any, Any],
    part: str | None,
    instead: dict[str, str] | None,
    ends: tuple[str, ...],
) -> tuple[Message, ...]:
    if amount.status == "not_eligible":
        return tuple(condition_in_words(c) for c in amount.conditions if c.result == "fail")
    said = [condition_in_words(c) for c in amount.conditions if c.result != "pass"]
    said += rivals_in_words(catalogue, amount.rule)
    if part is not None:
        said.append(message("holds only inside {part}, not in the sum: ask for an address there",
                            part=site_name(catalogue, part)))  # fmt: skip
    elif instead is not None:
        said.append(message("not together with {rule}, which pays more", rule=instead))
    if ends == ("high",):
        said.append(message("counts for the high end only"))
    if amount.missing:
        facts = tuple(Message(text=MISSING[fact]) for fact in amount.missing)
        said.append(message("not stated: {facts}", facts=facts))
    if amount.prolonged:
        said.append(
            message("later years only if prolonged after {day}", day=row["valid_to"].date())
        )
    if rate_of(row["currency"], profile.money.cny_per) is None:
        said.append(
            message("in {currency}, out of the sum: no exchange rate is stated",
                    currency=CURRENCIES[row["currency"]])
        )  # fmt: skip
    if not amount.computed:
        said.append(message("not computed"))
    return tuple(said)


def incentives_json(found: Incentives, language: str) -> dict[str, Any]:
    """The rules with their amounts, the schedule, the sums and what they rest on."""
    from recommender.texts import in_language, render

    return {
        "collected": found.collected,
        "limited_to_tax": found.limited,
        "says": render(sum_in_words(found), language),
        "rules": [
            {
                "incentive_id": rule,
                "title": in_language(row["title"], language),
                "says": render(rule_in_words(row), language),
                "rate": in_language(row["rate"], language),
                "status": row["status"],
                **{end: _finite(row[end]) for end in ENDS},
                "bounded": bool(np.isfinite(row["high"])),
                "currency": row["currency"],
                "computed": bool(row["computed"]),
                "counted": bool(row["counts_for"]),
                "counts_for": list(row["counts_for"]),
                "why": [render(said, language) for said in row["why"]],
                "valid_to": f"{row['valid_to']:%Y-%m-%d}" if pd.notna(row["valid_to"]) else None,
                "as_of": text_of(row["as_of"]) or None,
                "source": row["source"],
            }
            for rule, row in found.rules.iterrows()
        ],
        "schedule": [
            {"year": int(str(year)), **{end: _finite(row[end]) for end in ENDS}}
            for year, row in found.schedule.iterrows()
        ],
        "total": {end: _finite(amount) for end, amount in found.total.items()},
        "present_value": {end: _finite(amount) for end, amount in found.present.items()},
        "discount_rate": found.discount,
    }


def _finite(amount: float) -> float | None:
    return float(amount) if np.isfinite(amount) else None
