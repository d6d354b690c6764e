"""How sure the answer is and what to ask first; an answer typed in ranks again at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.asking import Question, split_by_questions, worth_asking
from recommender.criterion import Criterion
from recommender.inquiry import whom_to_ask
from recommender.messages import message
from recommender.profile import Told
from recommender.robustness import Robustness
from recommender.told import answer_in_words, answerable, subject
from views import state
from views.folded import folded
from views.markdown import plain
from views.sentences import name_of, say_plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking

SHOWN = 4
"""Questions that are drawn at once; the others when the box is opened."""

WORTH = 0.005
"""Share of the cases from which a question is drawn: less would be said as 0 of 100."""

_YES_NO = {1: message("yes").text, 0: message("no").text}


def draw_asking(catalogue: Catalogue, ranking: Ranking, found: Robustness) -> None:
    """Draw the questions that decide most, with a field for each answer, and what was told."""
    questions = tuple(q for q in worth_asking(ranking, found) if q.changes >= WORTH)
    if not questions and not ranking.profile.told:
        return
    with st.container(border=True, key="asking"):
        st.markdown(f"**{t(message('Ask first').text)}**")
        _draw_told(catalogue, ranking)
        if not questions:
            st.caption(t(message("Nothing that could be asked would change the first three.").text))
            return
        st.caption(
            t(
                message(
                    "These answers decide most often who is among the first three; an open "
                    "must-have is taken to be met in half of the cases. Type what the site says: "
                    "the list is ranked again at once."
                ).text
            )
        )
        _draw_split(found, questions)
        for question in questions[:SHOWN]:
            _draw_question(catalogue, ranking, question)
        if len(questions) > SHOWN:
            more = t(message("{n} more {n:question|questions}").text, n=len(questions) - SHOWN)
            box = folded(more, "more_questions")
            if box.open:
                with box:
                    for question in questions[SHOWN:]:
                        _draw_question(catalogue, ranking, question)


def _draw_split(found: Robustness, questions: tuple[Question, ...]) -> None:
    """Say how questions split a first group that is too large to look at."""
    split = split_by_questions(found, questions)
    if split:
        st.markdown(
            t(
                message(
                    "{n} sites cannot be told apart. {k} {k:question splits|questions split} them: "
                    "who says yes stays."
                ).text,
                n=len(found.group()),
                k=len(split),
            )
        )


def _draw_question(catalogue: Catalogue, ranking: Ranking, question: Question) -> None:
    left, right = st.columns([4, 1], vertical_alignment="center")
    name = plain(name_of(catalogue, question.site_id))
    head = t(message("{head}: {said}").text, head=f"**{name}**", said=say_plain(question.question))
    left.markdown(head)
    notes = [t(message("decides in {n} of 100 cases").text, n=round(100 * question.changes))]
    if question.leads_if is not None:
        notes.append(t(message("it leads if {answer}").text, answer=question.leads_if))
    whom = whom_to_ask(catalogue, question.site_id, state.language())
    if whom["whom"]:
        notes.append(t(message("ask: {whom}").text, whom=whom["whom"]))
    left.caption(plain(t(message("; ").text).join(notes)))
    with right:
        _draw_answer(ranking, question)


def _draw_answer(ranking: Ranking, question: Question) -> None:
    """An amount in the unit of the criterion behind a question, or yes and no."""
    criterion = _criterion(ranking, question)
    about = criterion.name if criterion is not None else question.about
    key = state.key(f"answer_{question.site_id}_{about}")
    if criterion is not None and criterion.answer is not None:
        basis = criterion.answer.basis(ranking.profile)
        st.number_input(
            t(criterion.answer.unit(ranking.profile)),
            value=None, min_value=0.0, max_value=1e12, step=criterion.answer.step(ranking.profile),
            placeholder=t(message("Answer").text),
            key=key, on_change=lambda: _told(question.site_id, about, key, basis),
        )  # fmt: skip
    else:
        st.selectbox(
            t(message("Answer").text), list(_YES_NO), index=None,
            format_func=lambda yes: t(_YES_NO[yes]), placeholder=t(message("Answer").text),
            key=key, on_change=lambda: _told(question.site_id, about, key),
        )  # fmt: skip


def _criterion(ranking: Ranking, question: Question) -> Criterion | None:
    asked = {c.name for c in ranking.matrix.criteria}
    return next(
        (c for c in answerable()
         if question.about in (c.name, c.must_have) and c.name in asked), None
    )  # fmt: skip


def _told(site: str, about: str, key: str, unit: str = "") -> None:
    value = state.widget(key)
    mine = (site, subject(about))
    kept = tuple(a for a in state.draft().told if (a.site_id, subject(a.about)) != mine)
    if value is not None:
        day = state.draft().on or state.today()  # an answer is known on the page's day of knowledge
        kept = (*kept, Told(site_id=site, about=about, value=float(value), on=day, unit=unit))
    state.keep(told=kept)
    state.renew()


def _draw_told(catalogue: Catalogue, ranking: Ranking) -> None:
    """What sites told the investor, each with the way back."""
    for answer in ranking.profile.told:
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.markdown(f"✎ {say_plain(answer_in_words(catalogue, ranking.profile, answer))}")
        right.button(
            t(message("Take back").text),
            key=f"untold_{answer.site_id}_{answer.about}",
            on_click=_take_back,
            args=(answer,),
        )


def _take_back(answer: Told) -> None:
    state.keep(told=tuple(a for a in state.draft().told if a != answer))
    state.renew()
