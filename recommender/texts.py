"""Every text that a person sees, in English, 简体中文 and 繁體中文, by gettext."""

from __future__ import annotations

import gettext as gettext_module
from collections.abc import Mapping
from datetime import date
from functools import cache
from numbers import Real
from pathlib import Path

from recommender.filling import filled
from recommender.messages import Message
from recommender.numerals import day, number, stated
from recommender.traditional import traditional

LANGUAGES = {"en": "English", "zh": "简体中文", "zh-Hant": "繁體中文"}
TRADITIONAL = "zh-Hant"
"""繁體 has no texts and names of its own: it is written from 简体 (recommender.traditional)."""

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
    if language == TRADITIONAL:
        return _Traditional()
    return gettext_module.translation(DOMAIN, localedir=TEXTS, languages=[language])


class _Traditional(gettext_module.NullTranslations):
    """The Chinese texts in traditional characters."""

    def gettext(self, message: str) -> str:
        return traditional(translations("zh").gettext(message))


def in_language(names: Mapping[str, str], language: str) -> str:
    """The name that a reader of a language is shown; another's where it has none, "" without any.

    Examples
    --------
    >>> link = {"en": "Shenzhen-Zhongshan Link", "zh": "深中通道"}
    >>> in_language(link, "zh"), in_language({"zh": "东莞"}, "zh-Hant"), in_language({}, "en")
    ('深中通道', '東莞', '')
    """
    if language == TRADITIONAL:
        return names.get(TRADITIONAL) or traditional(in_language(names, "zh"))
    return names.get(language) or names.get("en") or names.get("zh") or ""


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
    return filled(sentence, words) if words else sentence


def translate(text: str, language: str, /, **values: object) -> str:
    """The text of the catalogue of texts in a language, with values filled in."""
    return render(Message(text=text, values=values), language)


def _word(value: object, language: str) -> object:
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, str):
        return stated(value, language)
    if isinstance(value, Mapping):
        return in_language(value, language) or "?"
    if isinstance(value, tuple | list):
        return (", " if language == "en" else "、").join(str(_word(v, language)) for v in value)
    if isinstance(value, date):
        return day(value, language)
    return number(float(value), language) if isinstance(value, Real) else value
