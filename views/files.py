"""The files of a short list: written when asked for, with what stands in the fields just then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.board_report.html import html_bytes
from recommender.board_report.pdf import pdf_bytes
from recommender.board_report.typefaces import draws_chinese
from recommender.bundle import bundle_bytes
from recommender.confidential.listed import confidential
from recommender.cover import Cover
from recommender.errors import BaysiteError
from recommender.export import FORMATS
from recommender.messages import message
from views import state
from views.codename import Codename, draw_codename
from views.markdown import plain
from views.state import t
from views.turns import aside

if TYPE_CHECKING:
    from recommender.listed import Listed
    from recommender.shortlist import Shortlist

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
    ".gpkg": "application/geopackage+sqlite3",
    ".zip": "application/zip",
}
_TAKE = {
    ".gpkg": message("Take GeoPackage (GPKG)").text,
    ".zip": message("Decision record bundle (ZIP)").text,
}
"""Labels of endings that say little by themselves."""


def draw_files(listed: Shortlist, cover: Cover | None = None) -> None:
    """Draw the button that writes the files, and what it wrote until something changes.

    The cover is the one that this session keeps, unless another is given.
    """
    front = Cover(**state.whom()) if cover is None else cover
    under = draw_codename()
    paper = draws_chinese()
    if not paper:
        st.info(t(NO_FONT))
    label = t(message("Write report and files ({n} {n:site|sites})").text, n=len(listed.entries))
    if st.button(label, key="write_files", type=state.emphasis()):
        _write(listed, front, under, [e for e in _MIME if paper or e != ".pdf"])
    kept = state.memory("files")
    if kept is not None and kept[0] == _of(listed, front, under):
        with st.container(horizontal=True, key="files"):
            for ending, content in kept[1].items():
                _draw_file(ending, content)
    elif kept is not None:
        st.caption(t(message("Something changed since the files were written.").text))


def _of(listed: Shortlist, cover: Cover, under: Codename | None) -> tuple[object, ...]:
    """What the files say, whom they are for, and under which codename."""
    sites = tuple(entry.site_id for entry in listed.entries)
    notes = tuple((site, listed.notes.get(site, "")) for site in sites)
    return listed.ranking.profile.digest(), sites, notes, listed.language, cover, under


def _write(listed: Shortlist, cover: Cover, under: Codename | None, endings: list[str]) -> None:
    try:
        with st.spinner(t(message("Writing the report and the files").text)), aside():
            sent = confidential(listed, under.name, notes=under.notes) if under else listed
            made = {ending: _made(sent, cover, ending) for ending in endings}
    except BaysiteError as error:
        st.error(plain(str(error)))
        return
    state.remember(files=(_of(listed, cover, under), made))


def _made(sent: Listed, cover: Cover, ending: str) -> bytes:
    """The file; those that a board reads carry a cover, unless they are confidential."""
    write = {".pdf": pdf_bytes, ".html": html_bytes, ".zip": bundle_bytes}.get(ending)
    return write(sent, cover) if write else FORMATS[ending](sent)


def _draw_file(ending: str, content: bytes) -> None:
    st.download_button(
        t(_TAKE.get(ending, message("Take {format}").text), format=ending[1:].upper()),
        data=content,
        file_name=f"baysite{ending}",
        mime=_MIME[ending],
        key=f"export_{ending.removeprefix('.')}",
        on_click="ignore",
    )
