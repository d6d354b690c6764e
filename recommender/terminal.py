"""Answers on a terminal: the JSON of the contract, laid out for a reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import Console
from rich.table import Table

from features.gazetteer import both_names
from recommender.messages import message
from recommender.texts import in_language, translate
from recommender.words import RESULTS

if TYPE_CHECKING:
    from recommender.compare import Comparison

_console = Console(highlight=False, markup=False)

_ASK = message("Ask").text
_POINTS = message("Points").text
_KNOWN = message("How much is known").text
_RANK = message("Rank").text
_SITE = message("Site").text
_CRITERION = message("Criterion").text
_VALUE = message("Value").text
_OUT_OF = message("Out of").text
_DECIDES = message("decides who is among the first three in {n} of 100 cases").text
_ASKED = message(
    "projects that ask: {projects}; decides who is among their first three in {n} of 100 cases"
).text
_LEADS_IF = message("it leads if {answer}").text

_GROUP = message("Group").text
_FIRST = message("First of 100").text

DECISIVE = 5
"""Questions that are printed after a ranking."""
NEAREST = 3
"""Excluded sites that are printed with what they miss, the nearest ones."""


def print_ranking(answer: dict[str, Any], language: str) -> None:
    """The entries as a table, then what is not listed and why."""
    for warning in answer["warnings"]:
        _console.print(warning, style="yellow")
    if "empty" in answer:
        _console.print(answer["empty"], style="bold")
    table = Table(box=None, pad_edge=False)
    for heading in (_RANK, _SITE, _GROUP, _POINTS, _FIRST, _KNOWN, _ASK):
        table.add_column(translate(heading, language), overflow="fold")
    for entry in answer["ranking"]:
        table.add_row(*_entry_cells(entry, language))
    _console.print(table)
    if answer.get("sure"):
        _console.print(answer["sure"]["says"], style="bold")
        _console.print(answer["sure"]["turns"])
        asked = [_decisive(q, language) for q in answer["ask_first"][:DECISIVE] if q["changes"]]
        _section(translate(message("Ask first").text, language), asked)
    if "incentives_change" in answer:
        _console.print(answer["incentives_change"])
    for name, sites in _standings(answer):
        _console.print(f"{translate(name, language)}: {len(sites)}")
    for site in answer["excluded"][:NEAREST]:
        misses = "; ".join(gate["misses"] for gate in site["gates"])
        _console.print(f"- {_name(site, language)}: {misses}")


def print_relaxation(answer: dict[str, Any], language: str) -> None:
    """The way out of an empty list, and what each must-have costs."""
    if "way_out" in answer:
        _console.print(answer["way_out"]["says"], style="bold")
    costs = [price["says"] for price in answer["must_have_prices"]]
    _section(translate(message("What your must-haves cost").text, language), costs)


def print_explanation(answer: dict[str, Any], language: str) -> None:
    """Terms, reasons, questions and sources of one site."""
    _console.print(f"{_name(answer, language)} ({answer['site_id']})", style="bold")
    table = Table(box=None, pad_edge=False)
    for heading in (_CRITERION, _VALUE, _POINTS, _OUT_OF):
        table.add_column(translate(heading, language), overflow="fold")
    for term in answer["terms"]:
        table.add_row(*_term_cells(term, language))
    _console.print(table)
    for title, lines in (
        (message("Reasons for").text, answer["reasons_for"]),
        (message("Reasons against").text, answer["reasons_against"]),
        (_ASK, [_question_line(unknown, language) for unknown in answer["unknowns"]]),
        (message("How sure").text, _sure_lines(answer)),
        (message("What would make it first").text, _first_lines(answer, language)),
        (message("Beside its neighbour").text, _contrast_lines(answer["contrast"])),
        (message("Must-haves").text, _gate_lines(answer["gates"], language)),
        (message("What was asked here before").text, _precedent_lines(answer["precedents"])),
        (message("Who may do what here").text, [_access_line(r) for r in answer["market_access"]]),
        (message("Incentives over ten years").text, _incentive_lines(answer["incentive_amounts"])),
        (message("Costs over ten years").text, _cost_lines(answer["costs"])),
        (message("Sources").text, [_source_line(row) for row in answer["sources"]]),
    ):
        _section(translate(title, language), lines)


def print_calls(rows: list[dict[str, Any]], language: str) -> None:
    """What to ask each park, with whom to ask."""
    site = ""
    for row in rows:
        if row["site_id"] != site:
            site = row["site_id"]
            who = "; ".join(part for part in (row["whom"], row["reach"]) if part)
            _console.print(f"{row['name']} ({site}){': ' if who else ''}{who}", style="bold")
        counts = {"projects": row["projects"], "n": round(100 * row["changes"] / row["projects"])}
        _console.print(f"- {row['question']} ({translate(_ASKED, language, **counts)})")


def _decisive(question: dict[str, Any], language: str) -> str:
    return f"{_name(question, language)}: {_question_line(question, language)}"


def _question_line(question: dict[str, Any], language: str) -> str:
    """A question with how often its answer decides, and the answer that would lead."""
    if not question["changes"]:
        return str(question["ask"])
    notes = [translate(_DECIDES, language, n=round(100 * question["changes"]))]
    if question["leads_if"]:
        notes.append(translate(_LEADS_IF, language, answer=question["leads_if"]))
    return f"{question['ask']} ({'; '.join(notes)})"


def _sure_lines(answer: dict[str, Any]) -> list[str]:
    """What is said of a listed site; an excluded one has no place to be sure of."""
    said = [answer.get("says"), answer.get("central_says")]
    return [*[line for line in said if line], answer["turns"]] if answer.get("says") else []


def _first_lines(answer: dict[str, Any], language: str) -> list[str]:
    """The sets of changes that put a site first, or why none does."""
    if answer["first_already"]:
        return [translate(message("It is first.").text, language)]
    ways = ["; ".join(change["says"] for change in way["changes"]) for way in answer["first_if"]]
    return ways or [answer["first_never"]]


def _contrast_lines(found: dict[str, Any] | None) -> list[str]:
    return [found["says"], *found["lines"]] if found else []


def print_evaluation(found: dict[str, Any]) -> None:
    """Hit rates with intervals, personal lift and baselines."""
    table = Table("", "hit@1", "hit@5", "hit@10", "mrr", box=None, pad_edge=False)
    for kind in ("strict", "lenient"):
        figures = found[kind]
        table.add_row(kind, *[_figure(figures, n) for n in ("hit@1", "hit@5", "hit@10", "mrr")])
    for name, figures in found["baselines"].items():
        table.add_row(name, *[f"{figures[f'hit@{k}']:.2f}" for k in (1, 5, 10)], "")
    _console.print(f"{found['n']} cases", style="bold")
    _console.print(table)
    lift = found["personal_lift"]
    _console.print(
        f"personal lift {lift['lift']:+.2f} (own {lift['own']:.2f}, swapped {lift['swapped']:.2f})"
        f", city@1 {found['city@1']:.2f}"
    )


def print_comparison(found: Comparison) -> None:
    """Places before and after, the quality of both weightings, and the verdict."""
    _print_table(found.moves)
    _console.print()
    _print_table(found.quality.rename_axis("weights").reset_index().round(2))
    _console.print(str(found.verdict), style="bold")


def _print_table(rows: pd.DataFrame) -> None:
    table = Table(*rows.columns, box=None, pad_edge=False)
    for row in rows.itertuples(index=False):
        table.add_row(
            *[
                "" if pd.isna(cell) else f"{cell:g}" if isinstance(cell, float) else str(cell)
                for cell in row
            ]
        )
    _console.print(table)


def print_counts(counts: dict[str, Any]) -> None:
    """Counts of the catalogue, one line a group."""
    for name, value in counts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{key} {n}" for key, n in value.items())
        _console.print(f"{name}: {value}")


def print_dossier(found: dict[str, Any]) -> None:
    """All that is known of one site."""
    _console.print(f"{found['name_en'] or ''} {found['name_zh'] or ''}", style="bold")
    for name, value in found.items():
        if value is not None and not isinstance(value, list):
            _console.print(f"{name}: {value}")
    _section("evidence", [_source_line(row) for row in found["evidence"]])
    _section("supply", [f"{s['name']}: {s['delivery']} ({s['state']})" for s in found["supply"]])


def print_difference(answer: dict[str, Any]) -> None:
    """What an import changes, or would change."""
    for note in answer["not_read"]:
        _console.print(note, style="yellow")
    if answer["changes"]:
        _print_table(pd.DataFrame(answer["changes"]))
    _console.print(
        f"{len(answer['changes'])} changes: {answer['new_sites']} new sites, "
        f"{answer['new_statements']} new statements, {answer['new_sources']} new sources.",
        style="bold",
    )
    if answer["written"]:
        _console.print(f"Taken over; the old files are in {answer['kept']}.")
    elif answer["changes"]:
        _console.print("Nothing was written. Say --write to take this over.")


def _standings(answer: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    return [
        (message("Other industries").text, answer["other_industries"]),
        (message("Too little known to rank").text, answer["too_little_known"]),
        (message("Not yet on offer").text, answer["not_yet_on_offer"]),
        (message("Excluded").text, answer["excluded"]),
    ]


def _entry_cells(entry: dict[str, Any], language: str) -> list[str]:
    low, high = 100 * entry["score_low"], 100 * entry["score_high"]
    return [
        str(entry["rank"]),
        f"{_name(entry, language)}\n{entry['site_id']}{_told_mark(entry, language)}",
        str(entry["tier"]),
        f"{100 * entry['score']:.0f} ({low:.0f}-{high:.0f})",
        f"{100 * entry['top1_share']:.0f}",
        f"{100 * entry['coverage']:.0f} %",
        "\n".join(entry["ask"][:1]),
    ]


def _told_mark(entry: dict[str, Any], language: str) -> str:
    return f"\n{translate(message('Told by the investor').text, language)}" if entry["told"] else ""


def _term_cells(term: dict[str, Any], language: str) -> list[str]:
    value = "?" if term["value"] is None else f"{term['value']:.3g}"
    mark = "*" if term["assumed"] else ""
    return [
        translate(term["label"], language),
        f"{value} {translate(term['unit'], language) if term['unit'] else ''}",
        f"{100 * term['contribution']:.1f}{mark}",
        f"{100 * term['weight']:.0f}",
    ]


def _name(entry: dict[str, Any], language: str) -> str:
    names = both_names(entry["name_en"], entry["name_zh"])
    return in_language(names, language) or str(entry["site_id"])


def _access_line(rule: dict[str, Any]) -> str:
    return f"{rule['title']}: {rule['says']} ({rule['as_of'] or 'undated'}; {rule['source']})"


def _precedent_lines(rows: list[dict[str, Any]]) -> list[str]:
    return [f"{row['says']} ({'; '.join(row['sources'])})" for row in rows]


def _source_line(row: dict[str, Any]) -> str:
    unit = f" {row['unit']}" if row["unit"] else ""
    return (
        f"{row['attribute']}: {row['value']}{unit} ({row['as_of'] or 'undated'}; {row['citation']})"
    )


def _gate_lines(gates: list[dict[str, Any]], language: str) -> list[str]:
    return [f"{translate(RESULTS[gate['result']], language)}: {gate['reason']}" for gate in gates]


def _cost_lines(found: dict[str, Any]) -> list[str]:
    """Labour, land or floor, both together, incentives, and what is left, with their sources."""
    lines = []
    for line in found.values():
        dated = [line["as_of"]] if line["as_of"] else []
        why = "; ".join([*line["why"], *dated, *line["sources"]])
        said = f"{line['what']}: {line['says']}"
        lines.append(f"{said} ({why})" if why else said)
    return lines


def _incentive_lines(found: dict[str, Any]) -> list[str]:
    """The sum, then every rule, those that are not for the project last, with their source."""
    rules = sorted(found["rules"], key=lambda rule: rule["status"] == "not_eligible")
    return [
        found["says"],
        *(
            f"{rule['title']}: {rule['says']} ({rule['as_of'] or 'undated'}; {rule['source']})"
            for rule in rules
        ),
    ]


def _figure(figures: dict[str, Any], name: str) -> str:
    low, high = figures["interval"][name]
    return f"{figures[name]:.2f} ({low:.2f}-{high:.2f})"


def _section(title: str, lines: list[str]) -> None:
    if lines:
        _console.print(f"\n{title}", style="bold")
        for line in lines:
            _console.print(f"- {line}")


def print_route(answer: dict[str, Any], language: str) -> None:
    """A way: its sum, its legs and notes, and how long it takes over other roads."""
    ends = [_end_name(answer[end], language) for end in ("from", "to")]
    _console.print(f"{ends[0]} → {ends[1]}", style="bold")
    for i, line in enumerate(answer["in_words"]):
        _console.print(line if i == 0 else f"- {line}", style="bold" if i == 0 else None)
    for other in answer["compared"]:
        minutes = _minutes_or_unreachable(other, language)
        _console.print(f"{other['what']}: {minutes}")


def _end_name(place: dict[str, Any], language: str) -> str:
    names = both_names(place.get("name_en"), place.get("name_zh"))
    return in_language(names, language) or str(place["id"])


def _minutes_or_unreachable(other: dict[str, Any], language: str) -> str:
    if other["minutes"] is None:
        return translate(message("unreachable").text, language)
    return translate(
        message("{value} min ({low} to {high})").text, language,
        value=round(other["minutes"]), low=round(other["low"]), high=round(other["high"]),
    )  # fmt: skip


def print_pairs(answer: dict[str, Any]) -> None:
    """Each pair as a sentence with its points."""
    for found in answer["pairs"]:
        ends = [round(100 * found[end]) for end in ("score_low", "score_high")]
        points = f"{round(100 * found['score'])} ({ends[0]} to {ends[1]})"
        _console.print(f"{found['rank']}. {points}  {found['sentence']}")
        ids = f"{found['office']['site_id']} + {found['production']['site_id']}"
        _console.print(f"   {ids}", style="dim")


def print_contrast(answer: dict[str, Any], language: str) -> None:
    """Our places beside those of TOPSIS, then both sentences."""
    table = Table(box=None, pad_edge=False)
    for heading in (_RANK, message("Place in TOPSIS").text, _SITE):
        table.add_column(translate(heading, language), overflow="fold")
    for site in answer["sites"]:
        table.add_row(str(site["rank"]), str(site["topsis_rank"]), _name(site, language))
    _console.print(table)
    for sentence in answer["says"]:
        _console.print(sentence, style="bold")
