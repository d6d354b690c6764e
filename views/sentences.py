"""Sentences and names in the language of this session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from recommender.messages import Message
from recommender.places import site_name
from recommender.texts import in_language, render
from views import state
from views.markdown import plain

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def say(sentence: Message) -> str:
    """The sentence, for a widget that shows characters as they are."""
    return render(sentence, state.language())


def say_plain(sentence: Message) -> str:
    """The sentence, for Markdown."""
    return plain(say(sentence))


def name_of(catalogue: Catalogue, site: str) -> str:
    """The name of a site."""
    return named(site_name(catalogue, site))


def named(names: Mapping[str, str]) -> str:
    """A name of the catalogue in the language of this session."""
    return in_language(names, state.language())
