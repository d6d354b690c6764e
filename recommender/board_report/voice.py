"""How a report speaks: messages of a short list in its reader's language, with their sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.board_report.content import Citation, Lines, Said
from recommender.messages import Message, message
from recommender.texts import in_language, render, translate

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile
    from recommender.ranking import Ranking
    from recommender.shortlist import Shortlist

Words = Message | str | Mapping[str, str]

NOTHING = message("nothing").text


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A short list that is being told."""

    shortlist: Shortlist

    @property
    def catalogue(self) -> Catalogue:
        """What is known."""
        return self.shortlist.catalogue

    @property
    def ranking(self) -> Ranking:
        """The ranking that the list was taken from."""
        return self.shortlist.ranking

    @property
    def profile(self) -> Profile:
        """The profile as it was understood."""
        return self.shortlist.ranking.profile

    def words(self, said: Words) -> str:
        """A message, a name by language, or plain words, in the reader's language."""
        if isinstance(said, Message):
            return render(said, self.shortlist.language)
        return said if isinstance(said, str) else in_language(said, self.shortlist.language)

    def t(self, text: str, /, **values: object) -> str:
        """A text of the catalogue of texts with its values."""
        return translate(text, self.shortlist.language, **values)

    def head(self, words: Words) -> str:
        """Words that begin a cell or a line, with a capital where the language has them."""
        said = self.words(words)
        return said[:1].upper() + said[1:]

    def said(self, words: Words, *cited: Citation) -> Said:
        """Words with the sources that they rest on; one that is blank is none."""
        return Said(text=self.words(words), cited=tuple(c for c in cited if c.source))

    def cell(self, words: Words, *cited: Citation) -> Said:
        """The same with a capital where the language has them."""
        return Said(text=self.head(words), cited=tuple(c for c in cited if c.source))

    def lines(self, head: str, items: list[Said]) -> Lines:
        """A list under a head; that it is empty is said."""
        return Lines(head=self.t(head), items=tuple(items) or (self.said(message(NOTHING)),))

    def name(self, site_id: str) -> str:
        """The name of a site."""
        return self.shortlist.name(site_id)
