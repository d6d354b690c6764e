"""Another method for contrast, in a box that is drawn when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender.contrast_topsis import contrast, in_words
from recommender.errors import MissingLibraryError
from recommender.messages import message
from views.folded import folded
from views.sentences import name_of, say_plain
from views.state import t
from views.tables import draw_plain

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.contrast_topsis import Contrast
    from recommender.ranking import Ranking

TITLE = message("Another method for contrast (TOPSIS)").text
FIRST = 10


def draw_contrast(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw how TOPSIS orders the same sites, and what one more site does to its order."""
    box = folded(t(TITLE), "contrast_topsis")
    if not box.open:
        return
    with box:
        try:
            found = contrast(ranking)
        except MissingLibraryError:
            st.info(
                t(
                    message(
                        "TOPSIS is computed by the library pymcdm, which is not installed here: "
                        ".venv/bin/python -m pip install pymcdm"
                    ).text
                )
            )
            return
        for sentence in in_words(catalogue, found):
            st.markdown(say_plain(sentence))
        draw_plain(_rows(catalogue, found), "topsis_places")


def _rows(catalogue: Catalogue, found: Contrast) -> pd.DataFrame:
    heads = [message("Rank").text, message("Place in TOPSIS").text, message("Site").text]
    shown = found.places.head(FIRST)
    rows = [
        (str(row["rank"]), str(row["topsis_rank"]), name_of(catalogue, str(site)))
        for site, row in shown.astype({"rank": int, "topsis_rank": int}).astype(object).iterrows()
    ]
    return pd.DataFrame(rows, columns=[t(head) for head in heads])
