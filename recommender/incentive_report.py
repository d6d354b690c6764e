"""What the incentive rules at one site would pay a project: rule by rule, year by year, in sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from features.amounts import Amount
from features.formulas import YEARS
from features.gazetteer import both_names
from features.incentive_sums import Payments, present_value, rate_of
from features.incentives import Condition
from features.rows import text_of
from recommender.messages import Message, message, several
from recommender.places import site_name
from recommender.profile import Profile
from recommender.words import CURRENCIES, FUNCTIONS, OWNERSHIPS, PROJECT_KINDS

if TYPE_CHECKING:
    from features.catalogue import Catalogue

ENDS = ("low", "mid", "high")
STATUS_WORDS = {
    "eligible": message("conditions met").text,
    "unknown": message("to be checked").text,
    "not_eligible": message("not eligible").text,
}
MISSING = {
    "capex": message("the investment").text,
    "equipment": message("the cost of equipment").text,
    "construction": message("the cost of construction").text,
    "foreign_capital": message("paid-in foreign capital").text,
    "rd": message("yearly research spending").text,
    "tax": message("yearly tax").text,
    "floor": message("the floor area").text,
    "interest": message("loan interest").text,
    "output": message("yearly output").text,
}
"""Facts of a project that would narrow an amount."""


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
    return _title(ledger[ledger["incentive_id"] == better[0]].iloc[0].to_dict())


def _title(row: dict[Any, Any]) -> dict[str, str]:
    return both_names(row["title_en"], row["title_zh"])


def _row(
    catalogue: Catalogue, profile: Profile, amount: Amount, row: dict[Any, Any],
    *, part: str | None, instead: dict[str, str] | None, ends: tuple[str, ...],
) -> tuple[object, ...]:  # fmt: skip
    low, mid, high = amount.total
    currency = row["currency"] if isinstance(row["currency"], str) else "CNY"
    return (
        amount.rule, _title(row),
        both_names(row["rate"], row["rate_zh"]), amount.status, low, mid, high,
        currency, amount.computed, ends, amount.missing,
        _cap(catalogue, amount.rule, currency),
        _why(catalogue, profile, amount, row, part, instead, ends), row["valid_to"], row["said_on"],
        str(catalogue.sources["citation"][row["source_id"]]),
    )  # fmt: skip


def _cap(catalogue: Catalogue, rule: str, currency: str) -> Message | None:
    formula = catalogue.formulas.get(rule)
    if formula is None or formula.cap is None:
        return None
    words = {"cap": cny(formula.cap), "currency": CURRENCIES[currency]}
    if formula.per == "year":
        return message("at most {cap} {currency} a year", **words)
    return message("at most {cap} {currency} a project", **words)


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
        return tuple(_condition(c) for c in amount.conditions if c.result == "fail")
    said = [_condition(c) for c in amount.conditions if c.result != "pass"]
    said += _rivals(catalogue, amount.rule)
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
                    currency=row["currency"])
        )  # fmt: skip
    if not amount.computed:
        said.append(message("not computed"))
    return tuple(said)


def _rivals(catalogue: Catalogue, rule: str) -> list[Message]:
    """What the sources say of a rule where they disagree."""
    beside = catalogue.other_evidence
    rows = beside[(beside["subject_kind"] == "incentive") & (beside["subject_id"] == rule)]
    if rows.empty:
        return []
    stated = tuple(
        f"{row['value']} ({text_of(row['said_on']) or '-'})" for row in rows.to_dict("records")
    )
    return [message("sources disagree: {stated}", stated=stated)]


def _condition(condition: Condition) -> Message:
    makers = {
        "sector": lambda c: message("another industry") if c.result == "fail"
        else message("the industry is not recognised"),
        "functions": lambda c: message("asks for {needed}", needed=_codes(c.needed, FUNCTIONS)),
        "ownership": lambda c: message("asks for {needed}", needed=_codes(c.needed, OWNERSHIPS)),
        "kind": lambda c: message("asks for {needed}", needed=_codes(c.needed, PROJECT_KINDS)),
        "capex": lambda c: message("asks for an investment of at least {least} CNY{stated}",
                                   least=_grouped(c.needed), stated=_stated(c)),
        "output": lambda c: message("asks for an output of at least {least} CNY{stated}",
                                    least=_grouped(c.needed), stated=_stated(c)),
        "foreign_capital": lambda c: message(
            "asks for paid-in foreign capital of at least {least} USD in a year",
            least=_grouped(c.needed)),
        "begun": lambda c: message("begins only on {day}", day=c.needed),
        "ended": lambda c: message("ended on {day}; pays again only if prolonged", day=c.needed),
        "ask": lambda c: message("condition: {what}",
                                 what={"en": c.needed, "zh": c.needed_zh}),
    }  # fmt: skip
    return makers[condition.what](condition)


def _codes(codes: str, words: Mapping[str, str]) -> tuple[Message, ...]:
    return tuple(Message(text=words[code]) for code in codes.split(";"))


def _grouped(number: str) -> str:
    return f"{float(number):,.0f}"


def _stated(condition: Condition) -> Message | str:
    if not condition.stated:
        return ""
    return message(", stated {stated}", stated=_grouped(condition.stated))


def sum_in_words(found: Incentives) -> Message:
    """The sums over ten years and their value at the start; what bounds the high end."""
    said = _sum_in_words(found)
    if found.limited:
        limit = message("Tax reliefs together count no more than the tax that is stated.")
        said = message("{one} {more}", one=said, more=limit)
    rules = found.rules
    bare = int((~rules["computed"].astype(bool) & (rules["status"] != "not_eligible")).sum())
    if bare:
        more = message("{n} further rules may pay here and are not computed.", n=bare)
        said = message("{one} {more}", one=said, more=more)
    return said


def _sum_in_words(found: Incentives) -> Message:
    total = found.total
    if np.isnan(total["high"]):
        return message(
            "At least {low} CNY over ten years; what else there is here is not known.",
            low=cny(total["low"]),
        )
    said = {
        **{end: cny(total[end]) for end in ENDS},
        "pv": cny(found.present["mid"]), "rate": f"{100 * found.discount:g}",
    }  # fmt: skip
    if not np.isfinite(total["high"]):
        return message(
            "At least {low} CNY over ten years, {mid} in the middle, worth {pv} at the start at "
            "{rate} % a year; the high end has no bound while these are not stated: {facts}.",
            **{**said, "facts": found.unbounded_by},
        )
    return message(
        "{low} to {high} CNY over ten years, {mid} in the middle, worth {pv} at the start at "
        "{rate} % a year.",
        **said,
    )


def cny(amount: float) -> str | Message:
    """An amount with its thousands set apart, or that it is not known or has no bound."""
    if np.isnan(amount):
        return message("not known")
    return f"{amount:,.0f}" if np.isfinite(amount) else message("no bound")


def rule_in_words(row: Mapping[Any, Any]) -> Message:
    """What one rule would pay, at which rate, its status, its conditions and its end."""
    status = Message(text=STATUS_WORDS[row["status"]])
    if row["status"] == "not_eligible":
        return several((status, *row["why"]))
    end = row["valid_to"]
    valid = message("until {day}", day=end.date()) if pd.notna(end) else message("no end was seen")
    said = (
        *((_amounts(row),) if row["computed"] else ()),
        *((row["rate"],) if row["rate"] else ()),
        *((row["cap"],) if row["cap"] is not None else ()),
        status,
        *row["why"],
        valid,
    )
    return several(said)


def _amounts(row: Mapping[Any, Any]) -> Message:
    return message(
        "{low} / {mid} / {high} {currency} over ten years (low, middle, high)",
        **{end: cny(row[end]) for end in ENDS}, currency=CURRENCIES[row["currency"]],
    )  # fmt: skip


def incentives_json(found: Incentives, language: str) -> dict[str, Any]:
    """The rules with their amounts, the schedule, the sums and what they rest on."""
    from recommender.texts import render

    return {
        "collected": found.collected,
        "limited_to_tax": found.limited,
        "says": render(sum_in_words(found), language),
        "rules": [
            {
                "incentive_id": rule,
                "title": row["title"][language],
                "says": render(rule_in_words(row), language),
                "rate": row["rate"].get(language, ""),
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
