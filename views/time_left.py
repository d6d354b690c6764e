"""How far a long work of a page is, and how long it still takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from recommender.messages import message
from views.state import t

LEFT = message("{n} of {total} leads, about {left} s left").text


def shown_on(place: Any, text: str = LEFT, before: int = 0) -> Callable[[int, int], None]:
    """A function that draws how many are done, of how many, in a place of the page.

    `text` says it; `before` were done in an earlier run and say nothing of the speed.
    """
    begun = time.monotonic()

    def show(done: int, total: int) -> None:
        each = (time.monotonic() - begun) / max(done - before, 1)
        left = round(each * (total - done))
        place.progress(done / total, text=t(text, n=done, total=total, left=left))

    return show
