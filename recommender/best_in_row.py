"""Which of several sites is best in one row, in words: told apart only where intervals are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from recommender.gate import FAIL, PASS
from recommender.messages import Message, message, several
from recommender.places import site_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from features.catalogue import Catalogue

ROUNDING = 1e-9
"""Values nearer than this are equal."""

NOT_KNOWN = message("not known of {n}: not judged").text
NOT_LISTED = message("not listed: {n}").text


@dataclass(frozen=True, kw_only=True)
class Figures:
    """One number a site, with its ends; NaN where it is not known, or where an end is open.

    `unit` is the English text of what a difference is counted in, empty for a bare scale; `blank`
    says how many have no number.
    """

    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    objective: Literal["min", "max"] = "max"
    unit: str = ""
    blank: str = NOT_KNOWN

    def turned(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Value and both ends, turned so that more is better; an open end is infinite."""
        value, low, high = (np.array(part, dtype=float) for part in self._parts())
        low = np.where(np.isnan(low), -np.inf, low)
        high = np.where(np.isnan(high), np.inf, high)
        return (value, low, high) if self.objective == "max" else (-value, -high, -low)

    def _parts(self) -> tuple[tuple[float, ...], ...]:
        return self.value, self.low, self.high


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The sites that are best in a row, or that nothing tells apart from the best; and the words.

    Without a site where the row is not judged, or where all are alike.
    """

    best: tuple[str, ...]
    says: Message


def best_by_figures(catalogue: Catalogue, sites: Sequence[str], figures: Figures) -> Verdict:
    """Which site is best by a number; a site of which it is not known is never best."""
    value, low, high = figures.turned()
    known = [i for i in range(len(sites)) if np.isfinite(value[i])]
    if len(known) < 2:
        return _not_judged(catalogue, [sites[i] for i in known], figures)
    order = sorted(known, key=lambda i: -value[i])
    lead = order[0]
    level = [i for i in order if i == lead or high[i] >= low[lead] - ROUNDING]
    blank = (len(sites) - len(known), figures.blank)
    if len(level) == len(known):
        alike = _alike(np.stack([value, low, high])[:, known])
        return Verdict(best=(), says=_with_unknown(alike, *blank))
    best = tuple(sites[i] for i in level)
    if len(level) > 1:
        said = _level(catalogue, best, [sites[i] for i in order if i not in level])
    else:
        name = site_name(catalogue, best[0])
        said = _by_how_much(figures, name, float(value[lead] - value[order[1]]))
    return Verdict(best=best, says=_with_unknown(said, *blank))


def best_by_results(catalogue: Catalogue, sites: Sequence[str], results: Sequence[str]) -> Verdict:
    """Which sites meet a must-have, by pass, fail or unknown."""
    met = [site for site, result in zip(sites, results, strict=True) if result == PASS]
    missed = [site for site, result in zip(sites, results, strict=True) if result == FAIL]
    unknown = [site for site in sites if site not in {*met, *missed}]
    if len(met) == len(sites):
        return Verdict(best=(), says=message("met by all"))
    if len(missed) == len(sites):
        return Verdict(best=(), says=message("met by none"))
    if len(unknown) == len(sites):
        return Verdict(best=(), says=message("not known of any: not judged"))
    if not unknown and len(missed) < len(met):
        names = _names(catalogue, missed)
        return Verdict(best=tuple(met), says=message("met by all but {names}", names=names))
    said = [message("met by {names}", names=_names(catalogue, met))] if met else []
    said += [message("not met by {names}", names=_names(catalogue, missed))] if missed else []
    says = _with_unknown(several(said), len(unknown), NOT_KNOWN)
    return Verdict(best=tuple(met), says=says)


def _alike(known: np.ndarray) -> Message:
    """The very same is known of all, or what is known overlaps."""
    first = known[:, :1]
    same = np.array_equal(known.round(9), np.broadcast_to(first, known.shape).round(9))
    return message("the same is known of all") if same else message("not told apart")


def _level(catalogue: Catalogue, best: Sequence[str], behind: Sequence[str]) -> Message:
    """Several best ones, or, where these are fewer, those behind them."""
    if len(behind) < len(best):
        names = _names(catalogue, behind)
        return message("behind: {names}; the others not told apart", names=names)
    return message("best: {names}, not told apart", names=_names(catalogue, best))


def _by_how_much(figures: Figures, name: object, difference: float) -> Message:
    if not figures.unit:
        return message("best: {name}", name=name)
    by = {"name": name, "n": _difference(difference), "unit": message(figures.unit)}
    if figures.objective == "min":
        return message("best: {name}, {n} {unit} less than the next", **by)
    return message("best: {name}, {n} {unit} more than the next", **by)


def _not_judged(catalogue: Catalogue, known: list[str], figures: Figures) -> Verdict:
    if known:
        said = message("known of {name} only: not judged", name=site_name(catalogue, known[0]))
    elif np.isfinite([*figures.low, *figures.high]).any():
        said = message("only one end is known: not judged")
    else:
        said = message("not known of any: not judged")
    return Verdict(best=(), says=said)


def _with_unknown(said: Message, n: int, blank: str) -> Message:
    return several([said, message(blank, n=n)]) if n else said


def _names(catalogue: Catalogue, sites: Sequence[str]) -> tuple[object, ...]:
    return tuple(site_name(catalogue, site) for site in sites)


def _difference(number: float) -> str:
    """Whole from 10 on, one digit below: a difference is no more exact than its values."""
    return f"{number:,.0f}" if number >= 10 else f"{number:.1f}".removesuffix(".0")


def amount(number: float) -> str:
    """A number as a reader wants it: whole from 20 on, two digits below.

    Examples
    --------
    >>> amount(1234567.0), amount(41.4), amount(0.256), amount(2.0)
    ('1,234,567', '41', '0.26', '2')
    """
    return f"{number:,.0f}" if abs(number) >= 20 else f"{number:.2f}".rstrip("0").rstrip(".")
