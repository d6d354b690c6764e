"""What a text of the store may be: how long, and without a contact in what is kept for good."""

from __future__ import annotations

import re

from recommender.errors import StoreError
from recommender.profile import cleaned
from recommender.store.kept import Contact

LONGEST = {
    "title": 200,
    "lead_id": 120,
    "owner": 120,
    "by": 120,
    "note": 2_000,
    "reason": 1_000,
    "company": 200,
    "person": 200,
    "email": 200,
    "phone": 60,
}
"""Characters of a text by what it is."""
MOST_ENTRIES = 200
"""Sites of a shortlist."""
LONGEST_SITE = 120
"""Characters of a site's id."""
LONGEST_PROFILE = 1_000_000
LONGEST_RECORD = 20_000_000

_SHOWS = re.compile("[\u3400-\u9fff]{3}|.{4}")
"""What is shorter stands in other words too, such as Li in Lighting."""


def text_of(what: str, text: str) -> str:
    """The text without control characters and outer blanks.

    Raises
    ------
    StoreError
        If it is longer than a `what` may be, or no text in UTF-8.

    Examples
    --------
    >>> text_of("title", "  Lamps, spring ")
    'Lamps, spring'
    """
    clean = str(cleaned(text)).strip()
    if len(clean) > LONGEST[what]:
        raise StoreError(
            f"The {what} has {len(clean):,} characters. Expected at most {LONGEST[what]:,}. "
            "Shorten it."
        )
    try:
        clean.encode()
    except UnicodeEncodeError as error:
        raise StoreError(
            f"The {what} holds half of a character. Expected text in UTF-8. Type it again."
        ) from error
    return clean


DIGITS = 8
"""Last digits by which a telephone number is recognised."""


def filled(what: str, text: str) -> str:
    """The text as `text_of` gives it, and never an empty one.

    Raises
    ------
    StoreError
        If it is empty or too long.
    """
    clean = text_of(what, text)
    if not clean:
        raise StoreError(f"The {what} is empty. Expected a text. Type one.")
    return clean


def _same_number(told: str, text: str) -> bool:
    """True when a text holds a number of a contact, however either is spaced.

    Examples
    --------
    >>> _same_number("+86 138 0013 8999", "call 138-0013-8999"), _same_number("ann", "2027")
    (True, False)
    """
    digits = "".join(c for c in told if c.isdigit())[-DIGITS:]
    return len(digits) == DIGITS and digits in "".join(c for c in text if c.isdigit())


def without_contact(what: str, text: str, contact: Contact | None) -> None:
    """Nothing, when the text says nothing of the contact.

    Raises
    ------
    StoreError
        If it does: what goes into the history could not be erased from there.
    """
    if contact is None:
        return
    for name in ("company", "person", "email", "phone"):
        told = getattr(contact, name).strip().casefold()
        if _SHOWS.search(told) and (told in text.casefold() or _same_number(told, text)):
            raise StoreError(
                f"The {what} holds the contact's {name}. Expected a text without it: a contact can "
                "be erased, this text is kept for good. Reword it, or leave that out of the "
                "contact.",
                kind="contact",
            )
