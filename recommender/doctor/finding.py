"""What is unsafe: a finding with its place and its cure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from recommender.messages import Message, message
from recommender.texts import render

if TYPE_CHECKING:
    from recommender.doctor.settings import Setting

Level = Literal["refused", "warning"]


@dataclass(frozen=True, kw_only=True)
class Unsafe:
    """Something unsafe: what and why, where it is set, and what to do. It holds no secret.

    `grave` tells what keeps Baysite from being served to others from what is only said.
    """

    what: Message
    where: Message | str
    do: Message
    grave: bool = True

    def level(self, *, exposed: bool) -> Level:
        """Refused where others reach the app, a warning on one machine."""
        return "refused" if exposed and self.grave else "warning"

    def in_words(self, language: str, *, exposed: bool) -> dict[str, str]:
        """The finding as plain values."""
        return {
            "level": self.level(exposed=exposed),
            "what": render(self.what, language),
            "where": render(self.where, language),
            "do": render(self.do, language),
        }


def place_of(setting: Setting) -> Message | str:
    """Where a setting was set."""
    if setting.where:
        return setting.where
    return message("{name}, which nobody set", name=setting.name)
