"""A report as plain values: what a template reads."""

from __future__ import annotations

from typing import Any

from recommender.board_report.content import (
    Beside,
    Block,
    Figure,
    Lines,
    Pairs,
    Paragraph,
    Report,
    Said,
    Sources,
    Table,
    refs,
)
from recommender.numerals import stated

Numbers = dict[str, int]


def plain_values(report: Report) -> dict[str, Any]:
    """Title, footer and sections; every block with its `kind`, every source as its number."""
    numbers = report.numbers()
    return {
        "title": report.title,
        "whom": list(report.whom),
        "footer": report.footer,
        "sections": [
            {
                "heading": section.heading,
                "page": section.page,
                "blocks": [_block(block, report, numbers) for block in section.blocks],
            }
            for section in report.sections
        ],
    }


def _block(block: Block, report: Report, numbers: Numbers) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "style": block.style, "said": _said(block.said, numbers)}
        case Lines():
            return {"kind": "lines", **_lines(block, numbers)}
        case Pairs():
            rows = [{"head": head, "said": _said(said, numbers)} for head, said in block.rows]
            return {"kind": "pairs", "rows": rows}
        case Table():
            return {
                "kind": "table", "caption": block.caption, "head": list(block.head),
                "rows": [[_said(cell, numbers) for cell in row] for row in block.rows],
                "widths": list(block.widths), "centred": list(block.centred),
            }  # fmt: skip
        case Beside():
            sides = {"left": block.left, "right": block.right}
            return {"kind": "beside"} | {n: _lines(side, numbers) for n, side in sides.items()}
        case Figure():
            return {"kind": "figure", "alt": block.alt, "caption": block.caption}
        case Sources():
            return {"kind": "sources", "items": sources(report, block.undated)}


def sources(report: Report, undated: str) -> list[dict[str, Any]]:
    """The numbered sources, each with the days of the facts that cite it."""
    return [
        {
            "number": number,
            "source": source,
            "days": ", ".join(stated(day, report.language) for day in days) or undated,
        }
        for number, (source, days) in enumerate(report.sources().items(), start=1)
    ]


def _lines(block: Lines, numbers: Numbers) -> dict[str, Any]:
    return {"head": block.head, "items": [_said(item, numbers) for item in block.items]}


def _said(said: Said, numbers: Numbers) -> dict[str, Any]:
    return {"text": said.text, "refs": list(refs(said, numbers))}
