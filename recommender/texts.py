"""Every text that a person sees, in English and 简体中文, by gettext."""

from __future__ import annotations

import gettext as gettext_module
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from recommender.messages import Message

LANGUAGES = {"en": "English", "zh": "简体中文"}
DOMAIN = "baysite"
TEXTS = Path(__file__).parent.parent / "data" / "texts"


@cache
def translations(language: str) -> gettext_module.NullTranslations:
    """The gettext translations of a language; English is the key itself.

    Examples
    --------
    >>> translations("en").gettext("Site")
    'Site'
    """
    if language == "en":
        return gettext_module.NullTranslations()
    return gettext_module.translation(DOMAIN, localedir=TEXTS, languages=[language])


def render(message: Message | str, language: str) -> str:
    """The sentence in a language, with its values written out.

    Examples
    --------
    >>> render(Message(text="{n} sites", values={"n": 3}), "en")
    '3 sites'
    """
    if isinstance(message, str):
        return message
    sentence = translations(language).gettext(message.text)
    words = {name: _word(value, language) for name, value in message.values.items()}
    return sentence.format(**words) if words else sentence


def translate(text: str, language: str, /, **values: object) -> str:
    """The text of the catalogue of texts in a language, with values filled in."""
    return render(Message(text=text, values=values), language)


def _word(value: object, language: str) -> object:
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, Mapping):
        return value.get(language) or value.get("en") or value.get("zh") or "?"
    if isinstance(value, tuple | list):
        return ("、" if language == "zh" else ", ").join(str(_word(v, language)) for v in value)
    if isinstance(value, date):
        return value.isoformat()
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 20 else f"{value:,.2f}".rstrip("0").rstrip(".")
