"""An enquiry read: every kind of fact by its own rules, names first, so that no other sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from features.enquiry.amounts import amounts
from features.enquiry.dates import start_months
from features.enquiry.finding import Finding, disjoint, few
from features.enquiry.industry import IndustryFinder
from features.enquiry.language import Language, language_of
from features.enquiry.names import greetings, names
from features.enquiry.page import Page, readable
from features.enquiry.quantities import quantities
from features.enquiry.where import keeps, limits, origins, origins_by_name, regions
from features.enquiry.words import functions, stated
from features.errors import EnquiryError

if TYPE_CHECKING:
    from features.gazetteer import Gazetteer
    from features.recognition import Recogniser

LONGEST = 20_000
"""Letters of an enquiry that are read: some ten pages."""
_FIGURES = ("money", "area")
_BUILDING = ("storey_height", "floor_load", "lift")
"""Clauses about these speak of a building; a goods lift is no industry."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A text with what was found in it; `language` other means figures only.

    `text` is as it can be shown (`features.enquiry.page.readable`); `total` says how many findings
    there were of a field of which only some are offered.
    """

    text: str
    language: Language
    findings: tuple[Finding, ...]
    total: Mapping[str, int] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Finding, ...]:
        """The candidates for a field, those that are certain first."""
        mine = [found for found in self.findings if found.field == name]
        return tuple(sorted(mine, key=lambda found: (found.sure == "check", found.start)))


@dataclass(frozen=True, kw_only=True)
class EnquiryReader:
    """Reads enquiries with the catalogue's industries and places."""

    recogniser: Recogniser
    gazetteer: Gazetteer

    def read(self, text: str) -> Reading:
        """What a text says of a project; what no rule finds is not there.

        Raises
        ------
        EnquiryError
            If the text is empty or longer than `LONGEST`.
        """
        check(text)
        page = Page.of(readable(text))
        language, apart = language_of(page.text), list(names(page))
        spans = [(found.start, found.end) for found in apart]
        blank = page.without([*spans, *greetings(page.text)])
        found = self._facts(blank) if language in ("en", "zh") else _figures(blank)
        found += origins_by_name(page, apart)
        offered, total = few(disjoint([*found, *apart]))
        return Reading(text=page.text, language=language, findings=offered, total=total)

    def _facts(self, page: Page) -> list[Finding]:
        dated = list(start_months(page))
        undated = page.without([(found.start, found.end) for found in dated])
        counted = [q for q in quantities(undated) if q.value > 0]
        near = list(limits(undated, counted, self.gazetteer))
        apart = undated.without([(found.start, found.end) for found in near])
        kept = list(keeps(apart, self.gazetteer))
        places = apart.without([(found.start, found.end) for found in kept])
        of_limits = {letter for found in near for letter in range(found.start, found.end)}
        counted = [amount for amount in counted if amount.start not in of_limits]
        found = [*dated, *amounts(undated, counted), *near]
        found += [*kept, *origins(apart), *_sought(places), *stated(page), *functions(places)]
        used = [(f.start, f.end) for f in found if f.field not in ("functions", "kind")]
        used += [page.clause(f.start) for f in found if f.field in _BUILDING]
        return _settled([*found, *self._industries.find(page.without(used))])

    @cached_property
    def _industries(self) -> IndustryFinder:
        return IndustryFinder(recogniser=self.recogniser)


def check(text: str) -> None:
    """Refuse a text that is empty or too long, before anything else is done with it.

    Raises
    ------
    EnquiryError
        Naming the length and the most that is read.
    """
    if len(text) > LONGEST:
        raise EnquiryError(
            f"The enquiry has {len(text):,} characters. Expected at most {LONGEST:,}. Paste the "
            "part that speaks of the project.",
            kind="too_long", length=len(text),
        )  # fmt: skip
    if not readable(text).strip():
        raise EnquiryError(
            "The enquiry is empty. Expected text in English or Chinese. Paste it.",
            kind="empty", length=0,
        )  # fmt: skip


def _sought(page: Page) -> list[Finding]:
    """Where a site is sought: not where the firm is."""
    firm = {(found.start, found.end) for found in origins(page)}
    return [found for found in regions(page) if (found.start, found.end) not in firm]


def _settled(found: list[Finding]) -> list[Finding]:
    """The findings without what others among them rule out.

    A function that stays elsewhere is not sought unless words say so; one is not kept where a
    site is sought; the Bay Area is the ground of its cities.
    """
    kept = {str(f.value).partition("@")[0] for f in found if f.field == "keeps"}
    cities = {f.value for f in found if f.field == "where"}
    left = []
    for f in found:
        twice = f.field == "functions" and f.value in kept and f.sure == "check"
        there = f.field == "keeps" and f.rule == "is_there" and str(f.value).split("@")[1] in cities
        if not twice and not there:
            left.append(f)
    return sorted(left, key=lambda f: f.sure == "check")


def _figures(page: Page) -> list[Finding]:
    """Figures of a text in a language that is not read: none of them is certain."""
    counted = [q for q in quantities(page) if q.kind in _FIGURES and q.value > 0]
    return [replace(found, sure="check", rule="figure") for found in amounts(page, counted)]
