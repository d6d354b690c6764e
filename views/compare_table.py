"""Rows side by side: a table on a wide screen, a list by row on a narrow one; every cell is text.

`static/tables.css` turns the table into the list: the names, which stand in the cells too, are
shown there and hidden where the table has its heads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from recommender.compared_rows import GROUPS
from recommender.messages import message
from recommender.side_by_side import sources_of
from views import state
from views.folded import folded
from views.markdown import plain
from views.sentences import name_of, say, say_plain
from views.state import t
from views.tables import draw_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from features.catalogue import Catalogue
    from recommender.asking import Question
    from recommender.compared_rows import Cell, Row
    from recommender.grounds import Ground
    from recommender.side_by_side import SideBySide

UNDATED = message("undated").text

QUESTIONS = 5
"""Questions that are drawn, those that decide most."""


def draw_top(catalogue: Catalogue, found: SideBySide) -> None:
    """Draw what separates the sites, who is dominated, and what would settle it."""
    for said in found.separates:
        st.markdown(say_plain(said))
    if found.dominated:
        st.markdown("\n".join(f"- {say_plain(said)}" for said in found.dominated))
    if found.questions:
        st.markdown(f"**{t(message('What would settle it among these').text)}**")
        lines = [_question(catalogue, question) for question in found.questions[:QUESTIONS]]
        st.markdown("\n".join(lines))


def _question(catalogue: Catalogue, question: Question) -> str:
    name = name_of(catalogue, question.site_id)
    decides = message("decides who is first of them in {n} of 100 cases",
                      n=round(100 * question.turns))  # fmt: skip
    leads = question.leads_if
    said = t(message("; ").text).join(
        [say(decides), *([say(message("it leads if {answer}", answer=leads))] if leads else [])]
    )
    asked = say_plain(question.question)
    line = t(message("{head}: {said}").text, head=f"**{plain(name)}**", said=asked)
    return f"- {line} *({plain(said)})*"


def draw_rows(catalogue: Catalogue, found: SideBySide) -> None:
    """Draw the rows that differ, a table a group."""
    draw_style()
    names = [name_of(catalogue, site) for site in found.sites]
    numbers = _numbers(found)
    for group, title in GROUPS.items():
        rows = [row for row in found.rows if row.group == group and not _is_same(row)]
        if rows:
            st.markdown(f"**{t(title)}**")
            with st.container(key=f"compared_{group}"):
                st.table(_table(rows, names, numbers), hide_index=True)


def draw_same(catalogue: Catalogue, found: SideBySide) -> None:
    """Draw, when opened, the rows that say the same of all."""
    rows = [row for row in found.rows if _is_same(row)]
    if not rows:
        return
    box = folded(t(message("The same for all of them ({n})").text, n=len(rows)), "compared_same")
    if box.open:
        numbers = _numbers(found)
        box.markdown("\n".join(
            f"- **{say_plain(row.label)}** {_cell(row.cells[0], numbers)}" for row in rows
        ))  # fmt: skip


def draw_sources(found: SideBySide) -> None:
    """Draw, when opened, the sources to which the numbers in the cells lead."""
    cited = sources_of(found)
    if not cited:
        return
    box = folded(t(message("Sources ({n})").text, n=len(cited)), "compared_sources")
    if box.open:
        lines = [say(s) if not isinstance(s, str) else s for s in cited]
        box.markdown("\n".join(f"{i}. {plain(line)}" for i, line in enumerate(lines, start=1)))


def draw_open(catalogue: Catalogue, found: SideBySide) -> None:
    """Draw a way to the page of each site."""
    st.markdown(f"**{t(message('Everything known of one site').text)}**")
    with st.container(horizontal=True):
        for site in found.sites:
            if st.button(plain(name_of(catalogue, site)), key=f"compared_open_{site}"):
                state.keep(chosen=site)
                st.switch_page("views/one_site.py")


def _table(rows: Sequence[Row], names: list[str], numbers: dict[str, int]) -> pd.DataFrame:
    what, best = t(message("What").text), t(message("Which is best").text)
    columns: dict[str, list[str]] = {what: [say_plain(row.label) for row in rows]}
    for i, name in enumerate(names):
        head = f"{plain(name)}{' ' * names[:i].count(name)}"
        columns[head] = [f"**{plain(name)}** {_cell(row.cells[i], numbers)}" for row in rows]
    columns[best] = [f"→ {say_plain(row.verdict.says)}" for row in rows]
    return pd.DataFrame(columns)


def _cell(cell: Cell, numbers: dict[str, int]) -> str:
    said = say(cell.says)
    return f"{plain(said)}{_ground(cell.ground, numbers, said)}"


def _ground(behind: Ground, numbers: dict[str, int], said: str) -> str:
    """The day, unless the words say it, and the numbers of the sources."""
    if not behind.sources:
        return ""
    day = say(message("{value}", value=behind.as_of)) if behind.as_of else t(UNDATED)
    cited = ", ".join(map(str, sorted(numbers[str(source)] for source in behind.sources)))
    shown = "" if day in said else f" *({plain(day)})*"
    return f"{shown} \\[{cited}\\]"


def _numbers(found: SideBySide) -> dict[str, int]:
    return {str(source): i for i, source in enumerate(sources_of(found), start=1)}


def _is_same(row: Row) -> bool:
    return len({str(cell.says) for cell in row.cells}) == 1
