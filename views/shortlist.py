"""The short list: ticked sites with a note each, as a workbook, a table or a map file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.board_report.html import html_bytes
from recommender.board_report.pdf import pdf_bytes
from recommender.board_report.typefaces import draws_chinese
from recommender.cover import Cover
from recommender.draft import LONGEST_NOTE
from recommender.export import FORMATS
from recommender.messages import message
from recommender.ranking import Entry, Ranking
from recommender.shortlist import Shortlist
from views import state
from views.markdown import plain
from views.sentences import name_of
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue

NO_FONT = message(
    "No PDF can be written here: this machine has no font for Chinese names. Whoever runs Baysite "
    "can install one: apt-get install fonts-noto-cjk. The HTML report needs none."
).text

_MIME = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
}


def draw_notes(catalogue: Catalogue, entries: tuple[Entry, ...]) -> None:
    """Draw a field for a note on each site of the short list."""
    with st.container(border=True, key="shortlist"):
        st.markdown(f"**{t(message('Short list').text)}**")
        for entry in entries:
            _draw_note(catalogue, entry)


def draw_files(
    catalogue: Catalogue, ranking: Ranking, entries: tuple[Entry, ...], language: str
) -> None:
    """Draw the files to take away; each is made when its button is pressed."""
    listed = Shortlist(
        catalogue=catalogue,
        ranking=ranking,
        entries=entries,
        language=language,
        notes=state.draft().notes,
    )
    cover, paper = Cover(**state.whom()), draws_chinese()
    if not paper:
        st.info(t(NO_FONT))
    with st.container(horizontal=True, key="files"):
        for ending in [known for known in _MIME if paper or known != ".pdf"]:
            _draw_file(listed, ending, cover)


def _draw_note(catalogue: Catalogue, entry: Entry) -> None:
    key = state.key(f"note_{entry.site_id}")
    st.text_input(
        t(
            message("Note on {rank}. {site}").text,
            rank=entry.rank,
            site=plain(name_of(catalogue, entry.site_id)),
        ),
        value=state.draft().notes.get(entry.site_id, ""),
        max_chars=LONGEST_NOTE,
        key=key,
        on_change=lambda: _noted(entry.site_id, key),
    )


def _noted(site: str, key: str) -> None:
    notes = {**state.draft().notes, site: state.widget(key) or ""}
    state.keep(notes={name: note for name, note in notes.items() if note})


def _draw_file(listed: Shortlist, ending: str, cover: Cover) -> None:
    label = t(message("Export ({n})").text, n=len(listed.entries))
    st.download_button(
        f"{label} · {ending.removeprefix('.').upper()}",
        data=lambda: _made(listed, ending, cover),
        file_name=f"baysite{ending}",
        mime=_MIME[ending],
        key=f"export_{ending.removeprefix('.')}",
        on_click="ignore",
        type=state.emphasis() if ending == ".pdf" else "secondary",
    )


def _made(listed: Shortlist, ending: str, cover: Cover) -> bytes:
    """The file; the two that a board reads carry a cover."""
    write = {".pdf": pdf_bytes, ".html": html_bytes}.get(ending)
    return write(listed, cover) if write else FORMATS[ending](listed)
