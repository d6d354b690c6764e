"""An enquiry read on the command line: the facts, the profile they make, what was left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from features.enquiry.finding import APART, Finding, Limit
from recommender.draft import Draft
from recommender.enquiry import LONGEST, check, read_enquiry, suggested, taken
from recommender.enquiry_words import FIELDS, RULES, about_language, about_more, value_in_words
from recommender.errors import EnquiryError
from recommender.messages import Message, message
from recommender.texts import render

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.enquiry import Reading

MOST_BYTES = 4 * LONGEST + 3
"""Bytes of a text of `LONGEST` letters in UTF-8, with its mark."""


def read_text(path: Path) -> str:
    """The text of a file; a file that holds too much is not read at all.

    Raises
    ------
    EnquiryError
        If it is missing, too long, empty, or no text in UTF-8.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise EnquiryError(
                f"Enquiry {path} has {size:,} bytes. Expected at most {LONGEST:,} characters. "
                "Keep the part that speaks of the project.",
                kind="too_long", length=size,
            )  # fmt: skip
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = str(error).splitlines()[0][:120]
        raise EnquiryError(
            f"Enquiry {path} cannot be read ({why}). Expected a text file in UTF-8. Check the "
            "path, or save the text as UTF-8.",
            kind="unreadable", length=0,
        ) from error  # fmt: skip
    check(text)
    return text


def enquiry_json(
    catalogue: Catalogue, text: str, rates: Draft, *, today: date, language: str
) -> dict[str, Any]:
    """Facts with the words that each rests on, the profile of those that are certain, and the rest.

    `rates` is a draft that holds the user's own rates and nothing else.
    """
    reading = read_enquiry(catalogue, text)
    chosen = suggested(reading)
    found = taken(rates, [f for f in chosen if f.field not in APART], today=today)
    more = [about_more(reading, name) for name in reading.total]
    said = [why for why in (about_language(reading), *more, *found.left_out) if why]
    profile = None
    if found.draft.sector:
        named = replace(found.draft, asked=True)
        profile = named.profile(where="The enquiry", today=today).to_dict()
    else:
        said.append(message(NO_SECTOR))
    apart = [f for f in reading.findings if f.field in APART]
    facts = [f for f in reading.findings if f.field not in APART]
    return {
        "language": reading.language,
        "facts": [_fact(catalogue, reading, f, f in chosen, language) for f in facts],
        "profile": profile,
        "kept_apart": [_fact(catalogue, reading, f, False, language) for f in apart],
        "notes": [render(why, language) for why in said],
    }


NO_SECTOR = message("No industry was found for certain: the profile waits for it.").text


def _fact(
    catalogue: Catalogue, reading: Reading, found: Finding, used: bool, language: str
) -> dict[str, Any]:
    value = found.value
    plain = [value.place, value.minutes, value.mode] if isinstance(value, Limit) else value
    return {
        "field": found.field,
        "value": plain,
        "unit": found.unit,
        "words": reading.text[found.start : found.end],
        "start": found.start,
        "end": found.end,
        "rule": found.rule,
        "sure": found.sure,
        "used": used,
        "in_words": render(value_in_words(catalogue, found), language),
    }


def enquiry_lines(answer: dict[str, Any], language: str) -> list[str]:
    """The answer of `enquiry_json` as lines of a terminal."""
    lines = [_line(fact, language) for fact in answer["facts"]]
    lines += [_line(fact, language) for fact in answer["kept_apart"]]
    return [*lines, *answer["notes"]]


def _line(fact: dict[str, Any], language: str) -> str:
    rule = message(RULES[fact["rule"]])
    sentence: Message = message(
        "{field}: {value}, from “{words}” ({rule})",
        field=message(FIELDS[fact["field"]]), value=fact["in_words"],
        words=" ".join(fact["words"].split()), rule=rule,
    )  # fmt: skip
    mark = "+" if fact["used"] else "?" if fact["field"] not in APART else "-"
    return f"{mark} {render(sentence, language)}"
