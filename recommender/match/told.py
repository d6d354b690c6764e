"""A matched lead in the words of a reader, as plain JSON values: what sheets are made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from features.memo import IdentityMemo
from features.rows import text_of
from recommender.match.matched import Matched, MatchedEntry
from recommender.messages import message
from recommender.places import city_name, site_name
from recommender.texts import in_language, render, translate
from recommender.words import RESULTS

if TYPE_CHECKING:
    from features.catalogue import Catalogue


NOT_DECIDED = message("unknown, to be asked: {names}").text
MUST_HAVE = message("{label}: {result} ({reason})").text


@dataclass(frozen=True, kw_only=True)
class Told:
    """A lead with its entries, written out.

    Attributes
    ----------
    fit, capex : score 0..1 of the best site, CNY; None where there is none, or not stated
    lead : what the sheet of leads says of it, by column
    entries : what the sheet of entries says of each, by column; one that says why without any
    row : the cells of the file as they stood, by header
    """

    lead_id: str
    fit: float | None
    capex: float | None
    lead: dict[str, Any]
    entries: list[dict[str, Any]]
    row: dict[str, str] = field(default_factory=dict)

    @property
    def sites(self) -> list[str]:
        """The sites that head its entries."""
        return [str(entry["site_id"]) for entry in self.entries if entry.get("site_id")]


def told(catalogue: Catalogue, one: Matched, language: str) -> Told:
    """A matched lead in a language."""
    why_none = "" if one.why_none is None else render(one.why_none, language)
    entries = [_entry(catalogue, entry, language) for entry in one.entries]
    return Told(
        lead_id=one.lead.lead_id,
        fit=one.best.score if one.best else None,
        capex=one.lead.profile.project.capex_cny,
        lead=_lead(catalogue, one, language, why_none),
        entries=entries or [{"why": why_none}],
        row=dict(one.lead.row),
    )


def _lead(catalogue: Catalogue, one: Matched, language: str, why_none: str) -> dict[str, Any]:
    project, best = one.lead.profile.project, one.best
    said = (*one.warnings, *one.lead.remarks)
    facts = {
        "lead_id": one.lead.lead_id, "company": one.lead.company,
        "industry": _joined(language, [in_language(name, language) for name in one.industries]),
        "listed": one.listed, "capex": project.capex_cny, "land": project.land_mu,
        "jobs": project.jobs, "warnings": _joined(language, [render(w, language) for w in said]),
    }  # fmt: skip
    if best is None:
        return facts | {"site": why_none}
    return facts | {
        "site": in_language(site_name(catalogue, best.site_id), language),
        "city": _city(catalogue, best, language),
        "score": points(best.score),
        "low": points(best.score_low),
        "high": points(best.score_high),
        "level": one.level,
        "open": _joined(language, [translate(label, language) for label in best.open]),
    }


def _entry(catalogue: Catalogue, entry: MatchedEntry, language: str) -> dict[str, Any]:
    names = _NAMES.get((catalogue.sites,), None, lambda: _names(catalogue))[entry.site_id]
    return {
        "rank": entry.rank,
        "site_id": entry.site_id,
        "name_en": names[0],
        "name_zh": names[1],
        "score": entry.score,
        "score_low": entry.score_low,
        "score_high": entry.score_high,
        "coverage": entry.coverage,
        "tier": entry.tier,
        "top1_share": entry.top1_share,
        "city": _city(catalogue, entry, language),
        "why": _joined(language, [render(reason, language) for reason in entry.reasons]),
        "must_haves": _must_haves(entry, language),
        "ask": _joined(language, [render(question, language) for question in entry.questions]),
        "family": ";".join(entry.family),
    }


_NAMES = IdentityMemo(size=4)


def _names(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """English and Chinese name of every site, blank where there is none."""
    pairs = catalogue.sites[["name_en", "name_zh"]].itertuples(name=None)
    return {str(site): (text_of(english), text_of(chinese)) for site, english, chinese in pairs}


def _must_haves(entry: MatchedEntry, language: str) -> str:
    """What is decided with its reason; what is not by its name, since `ask` has the questions."""
    decided = [
        translate(MUST_HAVE, language, label=translate(label, language),
                  result=translate(RESULTS[result], language), reason=render(reason, language))
        for label, result, reason in entry.must_haves if result != "unknown"
    ]  # fmt: skip
    names = _joined(language, [translate(label, language) for label in entry.open])
    asked = [translate(NOT_DECIDED, language, names=names)] if names else []
    return _joined(language, [*decided, *asked])


def _joined(language: str, said: Iterable[str]) -> str:
    """Several things said one after another, as the language sets them apart."""
    apart = "; " if language == "en" else "；"
    return apart.join(one.rstrip(".。") for one in said)


def _city(catalogue: Catalogue, entry: MatchedEntry, language: str) -> str:
    return in_language(city_name(str(catalogue.sites.at[entry.site_id, "city"])), language)


def points(share: float) -> float:
    """A share as points of 100, to a tenth.

    Examples
    --------
    >>> points(0.70349)
    70.3
    """
    return round(100 * share, 1)
