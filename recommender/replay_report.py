"""A replay as plain JSON values, and in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from features.put_back import can_put_back
from features.statements import KEYS, Change
from recommender.blame import Blamed
from recommender.criterion import all_criteria
from recommender.foundations import FOUNDATIONS
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.ranking import LISTED
from recommender.replay import Moved, Replay
from recommender.statement_words import FIELD_WORDS, STANDING_WORDS, TABLE_WORDS, VALUE_WORDS
from recommender.texts import render
from recommender.words import RESULTS

if TYPE_CHECKING:
    from features.catalogue import Catalogue

DATED = ("as_of", "said_on", "source_id", "source", "confidence", "note", "notes")
"""Columns that say when and by whom; they stand beside a statement and are no change of it."""
SHOWN_FIELDS = 4
"""Columns of a new or gone statement that a sentence names."""
POINTS = message("{criterion}: {before} {before:point|points}, now {after}").text
USUAL_VALUE = message(
    "{criterion}: {before} {before:point|points}, now {after}: a blank counts differently, because "
    "others' values changed"
).text
NOT_KNOWN = RESULTS["unknown"]
SOURCE_SHOWN = 120
"""Characters of a citation in a sentence."""


def replay_json(catalogue: Catalogue, found: Replay, language: str) -> dict[str, Any]:
    """What a replay found, as JSON values; sentences in `language` under `says`."""
    return {
        "identical": found.identical,
        "differs": list(found.differs),
        "engine": {"before": found.engine[0], "after": found.engine[1]},
        "data": {"before": found.data[0], "after": found.data[1]},
        "understood": [
            {"what": what, "before": before, "after": after}
            for what, before, after in found.understood
        ],
        "changed_statements": len(found.changed),
        "moved_by": _movers(catalogue, found, language),
        "moved": [_moved_json(catalogue, found, one, language) for one in found.moved],
        "says": [render(line, language) for line in headlines(found)],
    }


def headlines(found: Replay) -> tuple[Message, ...]:
    """What is to be said first: the engine, then the data, then what was read differently."""
    lines = []
    if not found.same_engine:
        lines.append(
            message(
                "The engine is version {now}; version {then} wrote the record. Places may differ "
                "by that alone.",
                now=found.engine[1], then=found.engine[0],
            )
        )  # fmt: skip
    if found.identical:
        return (*lines, message("Made again on the same data: byte for byte the same."))
    if found.same_data and found.same_engine:
        lines.append(message("Data and engine are the same, and the record is not: it differs."))
    if not found.same_data:
        lines.append(
            message(
                "The data are not those of the record: {n} of its statements changed.",
                n=len(found.changed),
            )
        )
    if found.understood:
        lines.append(message("The project is read differently than before."))
    n = len(found.moved)
    lines.append(message("Sites that moved: {n}.", n=n) if n else message("No listed site moved."))
    return tuple(lines)


def moved_in_words(catalogue: Catalogue, found: Replay, one: Moved) -> Message:
    """Where one site stood and where it stands now."""
    site = (
        site_name(catalogue, one.site_id) if one.site_id in catalogue.sites.index else one.site_id
    )
    was, now = one.place
    points = [_points(value) for value in one.points]
    if was is None:
        return message(
            "{site}: newly listed at place {place} with {points} {points:point|points}; before: "
            "{standing}",
            site=site, place=now, points=points[1], standing=_standing(one.standing[0]),
        )  # fmt: skip
    if now is None:
        return message(
            "{site}: no longer listed, it was at place {place} with {points} "
            "{points:point|points}; now: {standing}",
            site=site, place=was, points=points[0], standing=_standing(one.standing[1]),
        )  # fmt: skip
    if one.only_others:
        return message(
            "{site}: place {was}, now {now}, only because others moved",
            site=site, was=was, now=now,
        )  # fmt: skip
    return message(
        "{site}: place {was}, now {now}; {before} {before:point|points}, now {after}",
        site=site, was=was, now=now, before=points[0], after=points[1],
    )  # fmt: skip


def causes_in_words(found: Replay, one: Moved) -> list[Message]:
    """The terms and must-haves that moved a site, then the statements behind them."""
    labels = _labels(found)
    lines = [
        message(
            USUAL_VALUE if term.assumed else POINTS,
            criterion=labels[term.criterion], before=_points(term.before),
            after=_points(term.after),
        )
        for term in one.terms
    ]  # fmt: skip
    lines += [
        message(
            "{gate}: {before}, now {after}: {reason}",
            gate=labels[result.gate], before=_result(result.before), after=_result(result.after),
            reason=result.reason,
        )
        for result in one.gates
    ]  # fmt: skip
    if one.causes and not one.statements and not all(term.assumed for term in one.terms):
        lines.append(message("No statement that the record holds explains it."))
    return lines


def statement_in_words(catalogue: Catalogue, found: Replay, blamed: Blamed) -> Message:
    """What a statement said and says now, with its day and source."""
    change = blamed.change
    words = {
        "what": message(TABLE_WORDS[change.table]),
        "row": _name(catalogue, change),
        "said": tuple(_field(change, name) for name in _read(blamed)),
        "day": _day(change.row) or message("undated"),
        "source": (_source(found, change.row) or "?")[:SOURCE_SHOWN],
    }
    if not blamed.proved and can_put_back(change):
        return message("Together with others: {what} {row}: {said} ({day}; {source})", **words)
    if change.before is None:
        return message("New: {what} {row}: {said} ({day}; {source})", **words)
    if change.after is None:
        return message("Gone: {what} {row}: {said} ({day}; {source})", **words)
    return message("Changed: {what} {row}: {said} ({day}; {source})", **words)


def _moved_json(catalogue: Catalogue, found: Replay, one: Moved, language: str) -> dict[str, Any]:
    labels = _labels(found)
    lines = [moved_in_words(catalogue, found, one), *causes_in_words(found, one)]
    return {
        "site_id": one.site_id,
        "standing_before": one.standing[0],
        "standing_after": one.standing[1],
        "newly_listed": one.standing[0] != LISTED,
        "no_longer_listed": one.standing[1] != LISTED,
        "place_before": one.place[0],
        "place_after": one.place[1],
        "entry_before": one.entry[0],
        "entry_after": one.entry[1],
        "tier_before": one.group[0],
        "tier_after": one.group[1],
        "points_before": one.points[0],
        "points_after": one.points[1],
        "only_others": one.only_others,
        "terms": [
            {"criterion": t.criterion, "label": render(labels[t.criterion], language),
             "points_before": t.before, "points_after": t.after, "assumed": t.assumed}
            for t in one.terms
        ],
        "gates": [
            {"gate": g.gate, "label": render(labels[g.gate], language), "before": g.before,
             "after": g.after, "reason": g.reason}
            for g in one.gates
        ],
        "statements": [_statement_json(found, blamed) for blamed in one.statements],
        "says": [
            *(render(line, language) for line in lines),
            *(render(statement_in_words(catalogue, found, b), language) for b in one.statements),
        ],
    }  # fmt: skip


def _movers(catalogue: Catalogue, found: Replay, language: str) -> list[dict[str, Any]]:
    """Every statement that moved a site, and how many it moved; those that moved most first."""
    seen: dict[int, tuple[Blamed, int]] = {}
    for blamed in (b for one in found.moved for b in one.statements):
        first, n = seen.get(id(blamed.change), (blamed, 0))
        seen[id(blamed.change)] = (first, n + 1)
    most = sorted(seen.values(), key=lambda pair: -pair[1])
    return [
        {
            **_statement_json(found, blamed),
            "sites": n,
            "says": render(
                message(
                    "{n} {n:site|sites} moved by it. {statement}",
                    n=n, statement=statement_in_words(catalogue, found, blamed),
                ),
                language,
            ),
        }
        for blamed, n in most
    ]  # fmt: skip


def _statement_json(found: Replay, blamed: Blamed) -> dict[str, Any]:
    change = blamed.change
    before, after = change.before or {}, change.after or {}
    kind = "added" if change.before is None else "removed" if change.after is None else "changed"
    return {
        "table": change.table,
        "row": {name: change.row.get(name) for name in KEYS[change.table]},
        "change": kind,
        "moves": list(blamed.causes),
        "proved": blamed.proved,
        "fields": [
            {"field": name, "before": before.get(name), "after": after.get(name)}
            for name in change.fields
        ],
        "as_of": _day(change.row),
        "source": _source(found, change.row),
    }


def _labels(found: Replay) -> dict[str, Message]:
    named = {c.name: c.label for c in all_criteria()} | dict(found.must_haves)
    moved = [name for one in found.moved for name in (*one.causes, *one.standing)]
    return {name: message(named.get(name) or STANDING_WORDS.get(name, name))
            for name in {*moved, *named}}  # fmt: skip


def _read(blamed: Blamed) -> list[str]:
    """The columns to name: those that changed and are read; for a new or gone row, the first."""
    change = blamed.change
    read = {n for cause in blamed.causes for n in FOUNDATIONS[cause].get(change.table, ())}
    read |= {"value", "low", "high"} if change.table == "evidence" else set()
    named = [n for n in change.fields if n in read and n not in DATED]
    named = [n for n in named if n not in KEYS[change.table]] or named
    named = named or [n for n in change.fields if n in FIELD_WORDS and n not in DATED]
    whole = change.before is None or change.after is None
    return named[:SHOWN_FIELDS] if whole else named


def _field(change: Change, name: str) -> Message:
    label, codes = message(FIELD_WORDS[name]), VALUE_WORDS.get(name, {})
    if change.table == "evidence" and name == "value":
        attribute = change.row["attribute"]
        label, codes = (
            message(FIELD_WORDS.get(attribute, attribute)),
            VALUE_WORDS.get(attribute, {}),
        )
    before, after = (_value((row or {}).get(name), codes) for row in (change.before, change.after))
    if change.before is None or change.after is None:
        return message("{field}: {value}", field=label,
                       value=after if change.before is None else before)  # fmt: skip
    return message("{field}: {before}, now {after}", field=label, before=before, after=after)


def _value(value: Any, codes: Mapping[str, str]) -> Message | str:
    if value is None:
        return message(NOT_KNOWN)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return message(codes[value]) if value in codes else str(value)


def _name(catalogue: Catalogue, change: Change) -> Mapping[str, str] | str:
    row = change.row
    if row.get("site_id") in catalogue.sites.index:
        return site_name(catalogue, row["site_id"])
    for stem in ("name", "title"):
        names = {lang: row.get(f"{stem}_{lang}") for lang in ("en", "zh")}
        if any(names.values()):
            return {lang: str(name) for lang, name in names.items() if name}
    return str(row.get("name") or change.key)


def _day(row: Mapping[str, Any]) -> str | None:
    return next(
        (str(row[n]) for n in ("said_on", "as_of", "access_verified_on") if row.get(n)), None
    )


def _source(found: Replay, row: Mapping[str, Any]) -> str | None:
    named = row.get("source_id")
    if named is not None:
        return found.sources.get(named, str(named))
    return row.get("source")


def _standing(name: str) -> Message:
    return message(STANDING_WORDS[name])


def _result(result: str | None) -> Message:
    return message(RESULTS[result]) if result else message("not asked")


def _points(value: float | None) -> str:
    return "?" if value is None else f"{value:.1f}"
