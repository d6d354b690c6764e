"""How well enquiries are read: precision and recall of each field over the labelled texts.

PYTHONPATH=. python scripts/enquiries.py [--faults]
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from features.catalogue import Catalogue, read_catalogue
from features.enquiry.finding import FIELDS, Finding, Limit
from recommender.enquiry import read_enquiry
from recommender.understanding import recogniser

ROOT = Path(__file__).parent.parent

MU = {"mu": 1.0, "m2": 15 / 10_000, "ha": 15.0}


def enquiries() -> list[dict[str, Any]]:
    """The labelled texts."""
    with (ROOT / "tests/data/enquiries.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["enquiry"]
    return found


def said(catalogue: Catalogue, found: Finding) -> str:
    """A finding as a label states it."""
    if isinstance(found.value, Limit):
        return f"{found.value.place} {found.value.minutes:g}"
    if isinstance(found.value, str):
        if found.field != "sector":
            return found.value
        named = recogniser(catalogue).recognise(found.value).industries
        return named[0].code if named else found.value
    if found.field in ("capex", "output", "tax", "rd"):
        return f"{found.value:.0f} {found.unit}"
    return f"{found.value * (MU[found.unit] if found.field == 'land' else 1):.6g}"


def facts(catalogue: Catalogue, enquiry: dict[str, Any]) -> set[tuple[str, str]]:
    """Field and value of everything that the rules find."""
    read = read_enquiry(catalogue, enquiry["text"])
    return {(found.field, _short(said(catalogue, found))) for found in read.findings}


def labels(enquiry: dict[str, Any]) -> set[tuple[str, str]]:
    """Field and value of everything that the labels state."""
    return {(name, _short(v)) for name, values in enquiry["facts"].items() for v in values}


def _short(value: str) -> str:
    try:
        return f"{float(value):.4g}"
    except ValueError:
        return value


def counts(catalogue: Catalogue, chosen: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """For each field how many facts were found rightly, wrongly, and missed."""
    table = {name: Counter[str]() for name in (*FIELDS, "all")}
    for enquiry in chosen:
        found, stated = facts(catalogue, enquiry), labels(enquiry)
        for kind, held in (
            ("right", found & stated), ("wrong", found - stated), ("missed", stated - found),
        ):  # fmt: skip
            for name, value in sorted(held):
                table[name][kind] += 1
                table["all"][kind] += 1
                if kind != "right" and "--faults" in sys.argv:
                    print(f"  {enquiry['id']} {kind}: {name} = {value}")
    return table


def lines(table: dict[str, Counter[str]]) -> list[str]:
    """The table in Markdown, a line a field."""
    rows = ["| field | facts | precision | recall |", "| --- | --- | --- | --- |"]
    for name, n in table.items():
        found, stated = n["right"] + n["wrong"], n["right"] + n["missed"]
        if found or stated:
            precision = f"{n['right'] / found:.2f}" if found else ""
            recall = f"{n['right'] / stated:.2f}" if stated else ""
            rows.append(f"| {name} | {stated} | {precision} | {recall} |")
    return rows


if __name__ == "__main__":
    shipped = read_catalogue()
    for title, held in (("Seen", False), ("Held back", True)):
        if held and "--faults" in sys.argv:
            continue
        mine = [e for e in enquiries() if e.get("held_back", False) is held]
        print(f"\n{title}: {len(mine)}\n")
        print("\n".join(lines(counts(shipped, mine))))
