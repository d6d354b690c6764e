"""A decision record: one file that says what was asked, what was answered, and on which statements.

The same profile, weights, data and engine give the same bytes; there is no clock in it.
See docs/record.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from features.statements import KEYS, Kept, Rested, citations, kept, statements
from recommender.engine import ENGINE_VERSION, recommend
from recommender.errors import RecordError
from recommender.profile import Profile
from recommender.ranking import EXCLUDED, LISTED, Ranking
from recommender.report import gates_json, results_json
from recommender.texts import LANGUAGES
from recommender.weights import WeightSet, read_weights

if TYPE_CHECKING:
    from features.catalogue import Catalogue

FORMAT = "baysite decision record"
VERSION = 1
"""Raised whenever a reader of the file must know of a change."""

LARGEST_FILE = 20_000_000
"""Bytes: a record of this catalogue has about one million."""
DIGITS = 9
"""Decimals of measured numbers: enough for any order, few enough for any machine."""

GATE_COLUMNS = ("site_id", "gate", "result", "reason", "have", "need", "misses_by", "unit")


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows of plain values by column."""

    columns: list[str]
    rows: list[list[Any]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The weight file that was used, and the shares that it came to."""

    file: dict[str, Any]
    shares: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a file holds; the order of the keys is fixed."""

    format: str
    version: int
    engine: str
    data: str
    language: str
    profile: dict[str, Any]
    understood: dict[str, Any]
    weights: Asked
    results: dict[str, Any]
    sites: Table
    must_haves: dict[str, str]
    gates: Table
    statements: dict[str, Table]
    sources: dict[str, str]
    digest: str


def make_record(
    catalogue: Catalogue, profile: Profile, language: str, weighted: WeightSet | None = None
) -> dict[str, Any]:
    """The record of the answer to a profile, as plain values with its own digest.

    `weighted` takes the place of the archetype's weight file, for a replay.

    Raises
    ------
    ProfileError
        If the profile cannot be ranked.
    """
    ranking = recommend(catalogue, profile, weighted)
    chosen = weighted or read_weights(str(ranking.profile.archetype))
    tables = statements(catalogue, rested(ranking))
    made = {
        "format": FORMAT,
        "version": VERSION,
        "engine": ENGINE_VERSION,
        "data": catalogue.digest,
        "language": language,
        "profile": stated(profile),
        "understood": understood(ranking),
        "weights": {"file": asdict(chosen), "shares": dict(ranking.understanding.weights)},
        "results": rounded(results_json(catalogue, ranking, ranking.entries, language)),
        "sites": rounded(site_table(ranking)),
        "must_haves": {check.name: check.label for check in ranking.matrix.checks},
        "gates": rounded(_gate_table(ranking, language)),
        "statements": tables,
        "sources": citations(catalogue, tables),
    }
    return {**made, "digest": digest_of(made)}


def record_bytes(
    catalogue: Catalogue, profile: Profile, language: str, weighted: WeightSet | None = None
) -> bytes:
    """The file of the record: UTF-8, one row of a table a line, a line end at the end."""
    return as_bytes(make_record(catalogue, profile, language, weighted))


def read_record(path: Path) -> dict[str, Any]:
    """The record in a file, whole and as it was written.

    Raises
    ------
    RecordError
        If it cannot be read, is too large, no JSON, no record, of another version, or changed.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise RecordError(
            f"Record {path} cannot be read ({error.strerror}). Expected a file that `record` "
            "wrote. Name another."
        ) from error
    if len(content) > LARGEST_FILE:
        raise RecordError(
            f"Record {path} has more than {LARGEST_FILE / 1e6:.0f} MB. Expected a file that "
            "`record` wrote, of about 1 MB. Name another."
        )
    values = _values(path, content)
    _check_version(path, values)
    if content != _written(values):
        raise RecordError(
            f"Record {path} was changed after it was written: its digest does not fit. Expected "
            "the file as `record` wrote it. Take the original, or record anew."
        )
    return _checked(path, values)


def weights_of(record: Mapping[str, Any]) -> WeightSet:
    """The weight file that a record kept."""
    return WeightSet(**record["weights"]["file"])


def profile_of(record: Mapping[str, Any]) -> Profile:
    """The profile that a record kept, as it was stated."""
    on = date.fromisoformat(record["profile"]["on"])
    return Profile.from_dict(record["profile"], where="The record's profile", today=on)


def rested(ranking: Ranking) -> Rested:
    """What the answer was about: sites that may be ranked, industries, places."""
    return Rested(
        sites=tuple(map(str, ranking.table.index)),
        codes=tuple(ranking.profile.project.sector_codes),
        places=tuple(dict.fromkeys(anchor.place for anchor in ranking.profile.anchors)),
    )


def stated(profile: Profile) -> dict[str, Any]:
    """The profile as plain values from which `Profile.from_dict` makes the same one."""
    values = profile.to_dict()
    # A profile that asks no must-have is not one that leaves the choice open.
    return {**values, "gates": []} if profile.gates == () else values


def understood(ranking: Ranking) -> dict[str, Any]:
    """What was made of the profile: archetype, industries, anchors."""
    complete = ranking.profile
    return {
        "archetype": complete.archetype,
        "industries": list(complete.project.sector_codes),
        "anchors": [asdict(anchor) for anchor in complete.anchors],
        "not_asked": list(ranking.understanding.not_asked),
    }


def site_table(ranking: Ranking) -> Kept:
    """Every site that may be ranked: standing, place, score, bounds, and the terms of the score."""
    terms, assumed = ranking.matrix.contributions, ranking.matrix.assumed
    table = ranking.table[
        ["standing", "rank", "score", "score_low", "score_high", "coverage"]
    ].assign(
        rank=ranking.table["rank"].astype("Int64"),
        **{name: terms[name].reindex(ranking.table.index) for name in terms},
        assumed=[
            ";".join(assumed.columns[assumed.loc[site].to_numpy()]) for site in ranking.table.index
        ],
    )
    return kept(table.rename_axis("site_id").reset_index())


def digest_of(record: Mapping[str, Any]) -> str:
    """Sixty-four hex digits over everything in a record but the digest itself."""
    rest = {name: value for name, value in record.items() if name != "digest"}
    return hashlib.sha256(as_bytes(rest)).hexdigest()


def as_bytes(record: Mapping[str, Any]) -> bytes:
    """Canonical JSON: fixed order, one row a line, UTF-8, a line end at the end.

    Examples
    --------
    >>> print(as_bytes({"a": 1, "rows": [[1, None], ["b"]]}).decode(), end="")
    {
    "a": 1,
    "rows": [
    [1, null],
    ["b"]
    ]
    }
    """
    return (_text(dict(record)) + "\n").encode()


def _text(value: Any) -> str:
    if isinstance(value, dict) and value:
        lines = [f"{json.dumps(k, ensure_ascii=False)}: {_text(v)}" for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + "\n}"
    if isinstance(value, list) and any(isinstance(part, list | dict) for part in value):
        held = [json.dumps(p, ensure_ascii=False, allow_nan=False) for p in value]
        return "[\n" + ",\n".join(held) + "\n]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _gate_table(ranking: Ranking, language: str) -> Kept:
    sites = [*ranking.standing(LISTED), *ranking.standing(EXCLUDED)]
    rows = [
        [site, *(found.get(name) for name in GATE_COLUMNS[1:])]
        for site in sites
        for found in gates_json(ranking.matrix.checks, site, language)
    ]
    return {"columns": list(GATE_COLUMNS), "rows": rows}


def rounded(value: Any) -> Any:
    """Results with `DIGITS` decimals; what went in is never rounded, or a replay would differ."""
    if isinstance(value, dict):
        return {str(name): rounded(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(part) for part in value]
    return round(value, DIGITS) + 0.0 if isinstance(value, float) else value


def _values(path: Path, content: bytes) -> dict[str, Any]:
    try:
        values = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        cause = "cut off" if content.startswith(b'{\n"format"') else "no JSON in UTF-8"
        raise RecordError(
            f"Record {path} is {cause}. Expected the whole file that `record` wrote. Copy it "
            "again, or name another."
        ) from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise RecordError(
            f"File {path} is no decision record. Expected a file that `record` wrote, with "
            f'"format": "{FORMAT}". Name another.'
        )
    return values


def _check_version(path: Path, values: dict[str, Any]) -> None:
    if values.get("version") != VERSION:
        raise RecordError(
            f"Record {path} is of version {str(values.get('version'))[:20]}. Expected version "
            f"{VERSION}. Replay it with the program that wrote it, or record anew."
        )


def _written(values: dict[str, Any]) -> bytes:
    try:
        return as_bytes({**values, "digest": digest_of(values)})
    except (ValueError, RecursionError):
        return b""


def _checked(path: Path, values: dict[str, Any]) -> dict[str, Any]:
    """The values if they are those of a record, down to the length of every row."""
    try:
        TypeAdapter(Record).validate_python(values)
        TypeAdapter(dict[str, float]).validate_python(values["weights"]["file"]["weights"])
        if values["language"] not in LANGUAGES:
            raise ValueError(f"language {str(values['language'])[:20]!r} is not known")
        weights_of(values)
        tables = [values["sites"], values["gates"], *values["statements"].values()]
        uneven = any(len(row) != len(t["columns"]) for t in tables for row in t["rows"])
        if uneven or set(values["statements"]) - set(KEYS):
            raise ValueError("a table has rows of another length, or another name")
        profile_of(values)
    except (ValidationError, ValueError, KeyError, TypeError) as error:
        first = str(error).splitlines()[0][:100]
        raise RecordError(
            f"Record {path} lacks what a record holds ({first}). Expected the file as `record` "
            "wrote it. Record anew."
        ) from error
    return values
