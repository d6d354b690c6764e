"""Incentives and costs of a site in sum, with the sources of what they rest on."""

from __future__ import annotations

from features.rows import text_of
from recommender.board_report.content import Citation, Said, Table
from recommender.board_report.voice import Voice
from recommender.cost_report import LINES, Line, citations, span_in_words
from recommender.explanation import Explanation
from recommender.incentive_words import sum_in_words
from recommender.messages import Message, message, several

MONEY = message("Costs and incentives over ten years").text


def money_table(voice: Voice, found: Explanation) -> Table:
    """The ten-year account line by line, incentives in the words of their sum."""
    heads = (message("Line").text, message("Amount").text, message("Years").text)
    rows = tuple(
        (
            voice.said(message(LINES[name])),
            _incentives(voice, found) if name == "incentives" else _costs(voice, line),
            Said(text=line.as_of),
        )
        for name, line in found.costs.lines.items()
    )
    return Table(
        caption=voice.t(MONEY), head=tuple(voice.t(head) for head in heads), rows=rows,
        widths=(2.2, 6.2, 1.1),
    )  # fmt: skip


def _incentives(voice: Voice, found: Explanation) -> Said:
    """What the incentive rules would pay in sum, with the sources of the rules that count."""
    rules = found.paid.rules
    counted = rules[rules["counts_for"].map(bool)].to_dict(orient="records")
    cited = [Citation(source=str(r["source"]), as_of=text_of(r["as_of"])) for r in counted]
    return voice.cell(sum_in_words(found.paid), *cited)


def _costs(voice: Voice, line: Line) -> Said:
    cited = [Citation(source=c, as_of=line.as_of) for c in citations(voice.catalogue, line.figures)]
    return voice.cell(_amount(line), *cited)


def _amount(line: Line) -> Message:
    return several((span_in_words(line.span), *line.why))
