"""data/sectors.toml from the draft taxonomy, our added words and the reviewed links."""

from __future__ import annotations

import json
from pathlib import Path

from features.build.calibration import calibrate
from features.build.tables import Row, rows
from features.sectors import read_taxonomy
from features.spelling import fold

ARCHETYPES = {
    "BH": "biomedical",
    "SW": "r_and_d",
    "LG01": "logistics",
    "LG02": "logistics",
    "LG03": "logistics",
    "LG04": "logistics",
    "LG05": "headquarters",
    "SV01": "r_and_d",
    "SV02": "r_and_d",
    "SV03": "r_and_d",
    "SV05": "r_and_d",
    "SV08": "r_and_d",
    "SV": "headquarters",
}
"""Archetype of an industry by leaf or parent; every other industry is manufacturing (judgement)."""


def build(raw: Path, data: Path) -> None:
    """Write data/sectors.toml from the raw tables."""
    leaves = rows(raw / "sectors_draft.csv")
    added = rows(raw / "sectors_additions.csv")
    excluded = {(r["code"], fold(r["term"])) for r in rows(raw / "sectors_excluded.csv")}
    blocks = [_sector(leaf, added, excluded) for leaf in leaves]
    blocks += [_table("link", dict(link)) for link in rows(raw / "sector_links.csv")]
    blocks += [_table("kin", dict(kin)) for kin in rows(raw / "sector_kin.csv")]
    head = "# Made by `make data` from data/raw; do not edit by hand.\n\n"
    path = data / "sectors.toml"
    body = "\n".join(blocks)
    _write(path, f"{head}{_curve(0.0, 1.0)}\n{body}")
    curve = calibrate(read_taxonomy(path), [r["text"] for r in rows(raw / "not_industries.csv")])
    _write(path, f"{head}{_curve(*curve)}\n{body}")


def _curve(intercept: float, slope: float) -> str:
    return f"[calibration]\nintercept = {intercept:.4f}\nslope = {slope:.4f}\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _sector(leaf: Row, added: list[Row], excluded: set[tuple[str, str]]) -> str:
    code = leaf["code"]
    fields: dict[str, object] = {
        "code": code,
        "parent": leaf["parent"],
        "name_en": leaf["name_en"].removesuffix(" (general)"),
        "name_zh": leaf["name_zh"],
        "general": _general(leaf),
        "archetype": ARCHETYPES.get(code, ARCHETYPES.get(code[:2], "manufacturing")),
    }
    for language in ("en", "zh"):
        draft = _parts(leaf[f"synonyms_{language}"])
        mine = [r["term"] for r in added if r["code"] == code and r["lang"] == language]
        terms = dict.fromkeys(t for t in draft + mine if (code, fold(t)) not in excluded)
        fields[f"synonyms_{language}"] = list(terms)
    for scheme in ("gbt4754", "sei", "isic"):
        fields[scheme] = _parts(leaf[f"{scheme}_codes"])
    return _table("sector", fields)


def _general(leaf: Row) -> bool:
    return leaf["parent"] == "XG" or leaf["name_en"].endswith("(general)")


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _table(name: str, fields: dict[str, object]) -> str:
    # A TOML basic string is a JSON string, and so is a list of them.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    return f"[[{name}]]\n" + "\n".join(lines) + "\n"
