"""How the figures of a short list come about, as a table: the report's method and the weights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from recommender.board_report.content import Lines, Pairs
from recommender.board_report.method import method_section
from recommender.board_report.voice import Voice
from recommender.messages import message
from recommender.weights import read_weights

if TYPE_CHECKING:
    from recommender.shortlist import Shortlist

WEIGHTS = message("Weights, of 100").text
GROUND = message("Ground of the weights").text
OWN = message("the investor's own, not those of the file “{name}”").text


def method_table(shortlist: Shortlist) -> pd.DataFrame:
    """Columns what and value: how to read the figures, their limits, the weights with their
    ground, the day of knowledge, and the digests by which the same figures can be made again."""
    voice = Voice(shortlist=shortlist)
    rows = [*_told(voice), *_weights(voice)]
    return pd.DataFrame(rows, columns=["what", "value"])


def _told(voice: Voice) -> Iterator[tuple[str, str]]:
    for block in method_section(voice).blocks:
        if isinstance(block, Lines) and block.head != voice.t(WEIGHTS):
            yield from ((block.head, item.text) for item in block.items)
        if isinstance(block, Pairs):
            yield from ((head, said.text) for head, said in block.rows)


def _weights(voice: Voice) -> Iterator[tuple[str, str]]:
    matrix = voice.ranking.matrix
    for criterion in matrix.criteria:
        share = f"{100 * float(matrix.weights[criterion.name]):.1f}"
        yield voice.t(WEIGHTS), f"{voice.t(criterion.label)}: {share}"
    yield voice.t(GROUND), _ground(voice)


def _ground(voice: Voice) -> str:
    """Whose the weights are; the ground of a file stands in the language it is written in."""
    chosen = read_weights(str(voice.profile.archetype))
    if voice.profile.weights is not None:
        return voice.words(message(OWN, name=chosen.name))
    return f"{chosen.name}: {' '.join(chosen.ground.split())}"
