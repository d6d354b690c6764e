"""Every fact of the founding documents has a record, and every record is there."""

from __future__ import annotations

import re

import pytest

from features.catalogue import Catalogue
from tests.conftest import ROOT

FACTS = (ROOT / "data/raw/zhongshan_sites.md").read_text(encoding="utf-8")
TABLE = (ROOT / "docs/coverage.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in TABLE.splitlines()
    if re.match(r"\| \d{3}\.\d+ ", line)
]


def facts() -> list[tuple[str, str]]:
    """Number (document and place in it) and words of each fact as listed."""
    found, document = [], ""
    for line in FACTS.split("# The five seeds, fact by fact")[1].splitlines():
        head = re.match(r"## (\d{3})_", line)
        if head:
            document, place = head.group(1), 0
        elif line.startswith("- ") and document:
            place += 1
            found.append((f"{document}.{place}", line[2:]))
    return found


def test_every_listed_fact_has_a_row() -> None:
    numbered = [row[0] for row in ROWS]
    assert numbered == [number for number, _ in facts()]
    assert len(numbered) == len(set(numbered)) > 50


@pytest.mark.parametrize(("row", "fact"), list(zip(ROWS, facts(), strict=True)), ids=str)
def test_a_row_speaks_of_its_fact(row: list[str], fact: tuple[str, str]) -> None:
    stem = re.split(r"\*\*|:", fact[1])[0]
    words = set(re.findall(r"[A-Za-z0-9]{3,}", stem))
    shared = words & set(re.findall(r"[A-Za-z0-9]{3,}", row[1]))
    assert len(shared) >= len(words) * 0.6


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_record_is_in_the_catalogue(row: list[str], catalogue: Catalogue) -> None:
    assert len(row) == 4
    assert row[3]
    for record in row[2].split("; "):
        kind, *names = record.split(" ")
        assert known(catalogue, kind, names), record


def known(catalogue: Catalogue, kind: str, names: list[str]) -> bool:
    if kind == "statement":
        site, attribute = names
        own = catalogue.evidence[catalogue.evidence["site_id"] == site]
        other = catalogue.other_evidence
        of_region = other[other["subject_id"] == site]["attribute"]
        return attribute in {*own["attribute"], *of_region}
    tables = {
        "site": catalogue.sites.index,
        "context": catalogue.context["context_id"],
        "incentive": catalogue.incentives["incentive_id"],
        "mode": catalogue.cooperation_modes["site_id"],
        "not": ["data"],
    }
    return names[0] in set(tables[kind])
