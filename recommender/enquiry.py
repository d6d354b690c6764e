"""An enquiry taken over into a draft: what is suggested, what is confirmed, what cannot be used."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from features.enquiry.finding import AMOUNTS, APART, SEVERAL, Finding, Limit
from features.enquiry.page import readable
from features.enquiry.places import BAY
from features.enquiry.reader import LONGEST, EnquiryReader, Reading, check
from features.functions import FUNCTIONS
from features.memo import IdentityMemo
from recommender.draft import LARGEST_AMOUNT, LARGEST_NEED, Draft
from recommender.enquiry_money import UNIT_OF, in_one_unit
from recommender.messages import Message, message
from recommender.private import LONGEST_NAME
from recommender.profile import Anchor
from recommender.understanding import recogniser
from recommender.units import M2_OF, MU

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from features.catalogue import Catalogue

__all__ = [
    "LONGEST", "SEVERAL", "Reading", "Taken", "check", "currencies_without_rate", "joined_names",
    "read_enquiry", "readable", "suggested", "taken",
]  # fmt: skip

_READERS = IdentityMemo(size=4)
_LAND_UNITS = dict(zip(("mu", "m2", "ha"), (MU, *[u for u in M2_OF if u != MU]), strict=True))
_NUMBERS = ("jobs", "floor", *LARGEST_NEED)
_WORDS = ("origin", "ownership", "kind")


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A draft with what was confirmed, whom it is for, and what could not be used and why."""

    draft: Draft
    company: str = ""
    contact: str = ""
    left_out: tuple[Message, ...] = field(default=())


def read_enquiry(catalogue: Catalogue, text: str) -> Reading:
    """What a text says of a project, with the place of every word that says it.

    Raises
    ------
    EnquiryError
        If the text is empty or longer than `LONGEST` characters.
    """
    check(text)
    gazetteer = catalogue.travel.gazetteer
    reader: EnquiryReader = _READERS.get(
        (catalogue.taxonomy, gazetteer),
        None,
        lambda: EnquiryReader(recogniser=recogniser(catalogue), gazetteer=gazetteer),
    )
    return reader.read(text)


def suggested(reading: Reading) -> tuple[Finding, ...]:
    """The findings that are ticked at first: those that are certain, one of rival candidates."""
    chosen: list[Finding] = []
    for name in dict.fromkeys(found.field for found in reading.findings):
        certain = [found for found in reading.of(name) if found.sure == "certain"]
        chosen += certain if name in SEVERAL else certain[:1]
    return tuple(chosen)


def taken(draft: Draft, chosen: Sequence[Finding], *, today: date) -> Taken:
    """The draft with the chosen findings; what they do not speak of stays as it was.

    Of several findings of a field that holds one, the first counts. Company and contact never
    enter the draft.
    """
    changes: dict[str, Any] = {}
    left_out: list[Message] = []
    for name in (f.name for f in fields(Draft)):
        mine = [found for found in chosen if found.field == name]
        if mine and name in _RULES:
            part, why = _RULES[name](mine, today)
            changes |= part
            left_out += why
    filled = replace(draft, **changes)
    filled, why_not = in_one_unit(filled, _first_of_each(chosen))
    whom = {name: joined_names([f.value for f in chosen if f.field == name]) for name in APART}
    too_much = [
        message(TOO_MANY_NAMES, field=message(label), names=", ".join(whom[name][1]),
                most=LONGEST_NAME)
        for name, label in (("company", COMPANY), ("contact", CONTACT)) if whom[name][1]
    ]  # fmt: skip
    return Taken(
        draft=filled, company=whom["company"][0], contact=whom["contact"][0],
        left_out=(*left_out, *why_not, *too_much),
    )  # fmt: skip


def currencies_without_rate(draft: Draft, chosen: Iterable[Finding]) -> tuple[str, ...]:
    """Currencies of chosen amounts for which the draft may hold a rate and holds none."""
    named = (found.unit for found in chosen if found.field in AMOUNTS)
    return tuple(dict.fromkeys(c for c in named if c in UNIT_OF and draft.rate(c) is None))


def _first_of_each(chosen: Iterable[Finding]) -> dict[str, Finding]:
    """The first chosen amount of each field of money."""
    money = [found for found in chosen if found.field in AMOUNTS]
    return {found.field: found for found in reversed(money)}


def joined_names(values: Iterable[object]) -> tuple[str, list[str]]:
    """Names side by side in a field of `LONGEST_NAME` characters, and those that did not fit.

    A name is taken whole or not at all.

    Examples
    --------
    >>> joined_names(["Ho", "x" * 118, "Ho", "Li"]) == ("Ho, Li", ["x" * 118])
    True
    """
    fitting, left_out = "", []
    for name in dict.fromkeys(str(value) for value in values):
        longer = f"{fitting}, {name}" if fitting else name
        if len(longer) <= LONGEST_NAME:
            fitting = longer
        else:
            left_out.append(name)
    return fitting, left_out


_Part = tuple[dict[str, Any], list[Message]]


def _sector(found: list[Finding], today: date) -> _Part:
    return {"sector": "; ".join(dict.fromkeys(str(f.value) for f in found)), "codes": ()}, []


def _functions(found: list[Finding], today: date) -> _Part:
    said = {f.value for f in found}
    return {"functions": tuple(name for name in FUNCTIONS if name in said)}, []


def _where(found: list[Finding], today: date) -> _Part:
    cities = tuple(dict.fromkeys(str(f.value) for f in found if f.value != BAY))
    if not cities:
        return {"where": "bay", "cities": ()}, []
    if cities == ("Zhongshan",):
        return {"where": "zhongshan", "cities": ()}, []
    return {"where": "cities", "cities": cities}, []


def _keeps(found: list[Finding], today: date) -> _Part:
    return {"keeps": tuple(dict.fromkeys(str(f.value) for f in found))}, []


def _anchors(found: list[Finding], today: date) -> _Part:
    limits = dict.fromkeys(f.value for f in found if isinstance(f.value, Limit))
    anchors = tuple(
        Anchor(place=limit.place, max_minutes=limit.minutes, mode=limit.mode) for limit in limits
    )
    return {"anchors": anchors}, []


def _word(found: list[Finding], today: date) -> _Part:
    return {found[0].field: str(found[0].value)}, []


def _number(found: list[Finding], today: date) -> _Part:
    name, amount = found[0].field, _amount(found[0])
    most = LARGEST_NEED.get(name, LARGEST_AMOUNT)
    if amount > most:
        return {}, [message(TOO_LARGE, amount=amount, most=most)]
    return {name: amount}, []


def _land(found: list[Finding], today: date) -> _Part:
    amount = _amount(found[0])
    if amount > LARGEST_AMOUNT:
        return {}, [message(TOO_LARGE, amount=amount, most=LARGEST_AMOUNT)]
    return {"land": amount, "land_unit": _LAND_UNITS[found[0].unit]}, []


def _start(found: list[Finding], today: date) -> _Part:
    month = str(found[0].value)
    if month < f"{today:%Y-%m}":
        return {}, [message(PAST, month=month)]
    return {"start": month}, []


def _amount(found: Finding) -> float:
    return float(found.value) if isinstance(found.value, float | int) else 0.0


TOO_LARGE = message("{amount} is not taken over: the form holds at most {most}.").text
PAST = message("The start {month} is not taken over: it is past.").text

COMPANY, CONTACT = message("Company").text, message("Contact").text
TOO_MANY_NAMES = message(
    "{field}: {names} is not taken over, since the field holds {most} characters. Untick what is "
    "not needed, or shorten the name in the text."
).text

_RULES = {
    "sector": _sector, "functions": _functions, "where": _where, "keeps": _keeps,
    "anchors": _anchors, "land": _land, "start": _start,
    **dict.fromkeys(_WORDS, _word), **dict.fromkeys(_NUMBERS, _number),
}  # fmt: skip
