"""Findings of an enquiry in words: the field, the value as read, and the rule."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from features.cities import city_name
from features.enquiry.currencies import UNNAMED
from features.enquiry.finding import AMOUNTS, Finding, Limit
from features.enquiry.places import BAY
from features.enquiry.reader import LONGEST
from features.functions import FUNCTIONS as FUNCTION_NAMES
from recommender.messages import Message, message
from recommender.places import place_name
from recommender.units import MU, UNITS
from recommender.words import BY, CURRENCIES, FUNCTIONS, OWNERSHIPS, PROJECT_KINDS, WHERE

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from features.enquiry.reader import Reading
    from recommender.errors import EnquiryError

FIELDS = {
    "sector": message("Industry").text,
    "functions": message("What is to be there").text,
    "where": message("Where to look").text,
    "origin": message("Where the firm is today").text,
    "keeps": message("The firm keeps, and where").text,
    "ownership": message("Ownership").text,
    "kind": message("Kind of project").text,
    "capex": message("Investment").text,
    "output": message("Output a year").text,
    "tax": message("Tax a year").text,
    "rd": message("Research spending a year").text,
    "land": message("Land needed").text,
    "floor": message("Floor needed").text,
    "jobs": message("Jobs").text,
    "start": message("Start month").text,
    "storey_height": message("Storey height, at least").text,
    "floor_load": message("Floor load, at least").text,
    "lift": message("Goods lift, at least").text,
    "anchors": message("To be reached").text,
    "company": message("Company").text,
    "contact": message("Contact").text,
}

RULES = {
    "amount": message("an amount with its unit").text,
    "range_low": message("the low end of a range").text,
    "range_high": message("the high end of a range").text,
    "hedged": message("said with a reservation").text,
    "currency_unnamed": message("no currency stands beside the amount").text,
    "other_currency": message(
        "in a currency that the form does not hold; state it in CNY, HKD or USD"
    ).text,
    "yen_or_yuan": message("“¥” may be yuan or yen").text,
    "money_unnamed": message("an amount of money, but not said for what").text,
    "figure": message("a figure in a text that was not read").text,
    "word": message("a plain word").text,
    "sought": message("said to be sought").text,
    "described": message("says what the firm does, not what it seeks").text,
    "month": message("a month in which something begins").text,
    "part_of_year": message("a part of a year, read as its first month").text,
    "day_unnamed": message("a date, but not said for what").text,
    "limit": message("minutes that are not to be exceeded").text,
    "minutes": message("minutes, but not said to be a limit").text,
    "stays": message("said to stay").text,
    "is_there": message("is there today; not said to stay").text,
    "firm_is_in": message("said of the firm").text,
    "name_of_firm": message("the firm's name begins so").text,
    "sought_in": message("said of the site").text,
    "wish": message("a wish, not a must").text,
    "made": message("said to be made or done").text,
    "named": message("named in passing").text,
    "name": message("kept apart: for a report and a file of your own, never in the address").text,
}
"""Words of every rule of features/enquiry."""

_NUMBERS = {
    "storey_height": message("{n} m").text,
    "floor_load": message("{n} kN/m²").text,
    "lift": message("{n} t").text,
    "floor": message("{n} m²").text,
}
_LAND = {"mu": UNITS[MU], "m2": UNITS["m²"], "ha": UNITS["ha"]}
_NAMES = {"functions": FUNCTIONS, "ownership": OWNERSHIPS, "kind": PROJECT_KINDS}

LANGUAGE_OTHER = message(
    "This reads as neither English nor Chinese; state the industry in the form. {found}"
).text
LANGUAGE_NONE = message("No words were found in this text; state the industry in the form.").text
FIGURES_FOUND = message("Only figures were taken from it, all of them to be checked.").text
NOTHING_FOUND = message("Nothing was taken from it.").text
NO_FACT = message("No fact of a project was found in this text. Fill the form.").text
MORE = message("{field}: {total} findings, of which {most} are shown.").text
REFUSALS = {
    "empty": message("Paste the text of an enquiry first.").text,
    "too_long": message(
        "The enquiry has more than {most} characters, the most that are read. Paste the part that "
        "speaks of the project."
    ).text,
    "unreadable": message(
        "This is no text in UTF-8. Check the file, or save the text as UTF-8."
    ).text,
}
"""What a reader is told of a text that is refused, by the kind of its `EnquiryError`."""


def value_in_words(catalogue: Catalogue, found: Finding) -> Message:
    """The value of a finding as a reader's form shows it."""
    value, name = found.value, found.field
    if isinstance(value, Limit):
        return message(
            "{place}, at most {minutes} min {by}",
            place=place_name(catalogue, value.place), minutes=value.minutes,
            by=message(BY[value.mode]),
        )  # fmt: skip
    if isinstance(value, str):
        return _word(catalogue, name, value)
    if name in AMOUNTS and found.unit == UNNAMED:
        return message("{amount}, no currency named", amount=value)
    if name in AMOUNTS:
        currency = CURRENCIES.get(found.unit, found.unit)
        return message("{amount} {currency}", amount=value, currency=currency)
    if name == "land":
        return message("{amount} {unit}", amount=value, unit=_LAND[found.unit])
    return message(_NUMBERS.get(name, "{n}"), n=value)


def _word(catalogue: Catalogue, name: str, value: str) -> Message:
    if name in _NAMES:
        return message(_NAMES[name][value])
    if name == "where" and value == BAY:
        return message(WHERE["bay"])
    if name in ("where", "origin"):
        return message("{said}", said=city_name(value))
    if name == "keeps":
        function, _, place = value.partition("@")
        what = message(FUNCTIONS[function]) if function in FUNCTION_NAMES else function
        return message("{function} in {place}", function=what, place=place_name(catalogue, place))
    return message("{said}", said=value)


def about_language(reading: Reading) -> Message | None:
    """What a reader is told about a text that is no English and no Chinese; None for one."""
    if reading.language == "other":
        figures = any(found.field not in ("company", "contact") for found in reading.findings)
        return message(
            LANGUAGE_OTHER, found=message(FIGURES_FOUND if figures else NOTHING_FOUND)
        )  # fmt: skip
    if reading.language == "none":
        return message(LANGUAGE_NONE)
    return None if reading.findings else message(NO_FACT)


def about_more(reading: Reading, name: str) -> Message | None:
    """A line about findings of a field that are not offered; None when all of them are."""
    if name not in reading.total:
        return None
    return message(
        MORE, field=message(FIELDS[name]), total=reading.total[name], most=len(reading.of(name))
    )  # fmt: skip


def refusal(error: EnquiryError) -> Message:
    """Why a text is not read, for a reader of any language."""
    return message(REFUSALS[error.kind], length=error.length, most=LONGEST)


def pieces(reading: Reading) -> list[tuple[str, bool]]:
    """The whole text in pieces, each with whether a finding rests on it; joined they are the text.

    Examples
    --------
    >>> from features.enquiry.reader import Reading
    >>> found = Finding(field="land", value=8.0, unit="mu", start=5, end=9, rule="amount")
    >>> pieces(Reading(text="need 8 mu.", language="en", findings=(found,)))
    [('need ', False), ('8 mu', True), ('.', False)]
    """
    marked = [False] * len(reading.text)
    for found in reading.findings:
        marked[found.start : found.end] = [True] * (found.end - found.start)
    cuts = [i for i in range(1, len(marked)) if marked[i] != marked[i - 1]]
    edges = [0, *cuts, len(marked)]
    return [(reading.text[a:b], marked[a]) for a, b in pairwise(edges) if a < b]
