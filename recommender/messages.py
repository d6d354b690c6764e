"""A sentence for a person, in any language, before it is written out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Message:
    """A sentence of the catalogue of texts with the values that it needs.

    `text` is the English sentence and the key of its translations.
    A value may be a mapping of language to word (a name in two languages) or another Message.

    Examples
    --------
    >>> str(message("{minutes} min to {place}", minutes=41, place={"en": "Futian", "zh": "福田"}))
    '41 min to Futian'
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        from recommender.texts import render

        return render(self, "en")


def message(text: str, /, **values: object) -> Message:
    """The sentence `text` with its values; the marker by which translations are collected."""
    return Message(text=text, values=values)


def several(said: Sequence[Message | str | Mapping[str, str]]) -> Message:
    """Several things said one after another, set apart by a semicolon in the reader's language.

    Examples
    --------
    >>> str(several([message("ask the park"), "2 %"]))
    'ask the park; 2 %'
    """
    first, *rest = said
    if not rest:
        return first if isinstance(first, Message) else message("{said}", said=first)
    return message("{one}; {more}", one=first, more=several(rest))
