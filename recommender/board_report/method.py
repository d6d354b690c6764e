"""Method and limits on one page: what figures mean, what was not checked, how to do it again."""

from __future__ import annotations

from recommender.board_report.content import Lines, Pairs, Said, Section
from recommender.board_report.voice import Voice
from recommender.messages import Message, message
from recommender.ranking import EXCLUDED, NOT_ON_OFFER, OTHER_INDUSTRY, TOO_LITTLE_KNOWN
from recommender.robustness import robustness
from recommender.words import DOUBTS

READ = (
    message(
        "Points are a sum: each criterion's weight times how good the site's value is between two "
        "fixed ends. They do not depend on which other sites are compared."
    ),
    message(
        "What is not known is never counted as nothing: it counts a cautious fixed value, about "
        "the lower quartile of what is known of all sites. The numbers in brackets are the points "
        "if everything unknown turned out at its worst, or at its best."
    ),
    message(
        "“Known” is the share of the weight that rests on known values. A site of which less than "
        "half is known is not ranked."
    ),
    message(
        "A must-have is passed, failed or unknown. A site that fails one is not listed. Unknown "
        "means that no dated source answers it: ask."
    ),
    message(
        "Minutes are for a free road on the day of knowledge, with the crossings open on it; in "
        "brackets the quickest and the slowest that the data allow. Queues do not count."
    ),
    message(
        "Incentives are what published rules would pay over ten years if their conditions were "
        "met; costs are labour and land or floor at dated figures. Neither is an offer."
    ),
)
"""How to read the figures."""

LIMITS = (
    message(
        "Nobody visited a site or rang a park for this report. It rests on public statements, each "
        "of its day, and on what the investor was told and typed in."
    ),
    message(
        "Not checked: title and boundaries of the land, soil, power, water and drainage, permits, "
        "environmental limits, the state of buildings, and prices that are paid in fact."
    ),
    message(
        "The rules of incentives and of market access are those that were collected; one that is "
        "missing here may exist. Nothing here is legal or tax advice."
    ),
    message(
        "Most points on the map are those of a town or a park as a whole: the ring shows how far "
        "the plot may lie from it."
    ),
)
"""What was not checked, and what the data cannot say."""


def method_section(voice: Voice) -> Section:
    """How to read the figures, what was not checked, and how to reproduce them."""
    read = [voice.said(m) for m in (*READ, _draws(voice))]
    limits = [voice.said(m) for m in (*LIMITS, _counts(voice))]
    return Section(
        heading=voice.t(message("Method and limits").text),
        blocks=(
            voice.lines(message("How to read the figures").text, read),
            voice.lines(message("What was not checked").text, limits),
            Lines(head=voice.t(message("Weights, of 100").text), items=(_weights(voice),)),
            Pairs(rows=tuple(_again(voice))),
        ),
        page=True,
    )


def _draws(voice: Voice) -> Message:
    return message(
        "How sure a place is was counted over {n} plausible weightings and values of what is "
        "unknown; how firmly the weights are meant: {doubt}. Sites of one group change places too "
        "often to be told apart.",
        n=robustness(voice.ranking).draws,
        doubt=message(DOUBTS[voice.profile.doubt.weights]),
    )


def _counts(voice: Voice) -> Message:
    names = (EXCLUDED, OTHER_INDUSTRY, TOO_LITTLE_KNOWN, NOT_ON_OFFER)
    excluded, other, little, planned = (len(voice.ranking.standing(name)) for name in names)
    listed = len(voice.ranking.table) - excluded - other - little - planned
    return message(
        "Of {total} sites compared, {listed} {listed:is|are} listed; {excluded} "
        "{excluded:fails|fail} a must-have, {other} {other:is|are} of other industries, of "
        "{little} too little is known, {planned} {planned:is|are} not yet on offer.",
        total=len(voice.ranking.table), listed=listed, excluded=excluded, other=other,
        little=little, planned=planned,
    )  # fmt: skip


def _weights(voice: Voice) -> Said:
    matrix = voice.ranking.matrix
    return voice.said(
        message(
            "{said}",
            said=tuple(
                message("{what} {share}", what=message(c.label),
                        share=f"{100 * float(matrix.weights[c.name]):.1f}")
                for c in matrix.criteria
            ),
        )
    )  # fmt: skip


def _again(voice: Voice) -> list[tuple[str, Said]]:
    """What is needed to make the same report again."""
    from_ = voice.ranking.provenance
    rows = (
        (message("Day of knowledge").text, message("{said}", said=voice.profile.on)),
        (message("Engine").text, str(from_["engine"])),
        (message("Digest of the data").text, str(from_["data"])),
        (message("Digest of the profile").text, str(from_["profile"])),
        (message("To reproduce").text, message(
            "The same profile, data and engine give the same figures: load the saved project, and "
            "compare the three digests and versions above."
        )),
    )  # fmt: skip
    return [(voice.t(head), voice.said(words)) for head, words in rows]
