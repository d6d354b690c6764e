"""A decision as one ZIP file: the record that can be replayed, and what was read and sent of it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace

from recommender.board_report.html import html_bytes
from recommender.confidential.listed import Confidential
from recommender.cover import Cover
from recommender.export import csv_bytes, geojson_bytes, xlsx_bytes
from recommender.listed import Listed
from recommender.messages import message
from recommender.record import record_bytes, stated
from recommender.shortlist import Shortlist
from recommender.texts import translate

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The moment of every file in the bundle, the first that a ZIP can state: there is no clock."""

README, MANIFEST = "README.txt", "MANIFEST"
RECORD, PROFILE = "record.json", "profile.json"

ABOUT = {
    "report.html": message("the report, to be read or printed in a browser").text,
    "shortlist.csv": message("the list as a table").text,
    "shortlist.xlsx": message("the list with facts, sources and method, a sheet each").text,
    "shortlist.geojson": message("the list as a map layer").text,
    RECORD: message(
        "the decision with every statement it rests on; to make it again: "
        "python -m recommender replay record.json"
    ).text,
    PROFILE: message("the project as it was understood, to rank it again").text,
    MANIFEST: message("SHA-256 of every other file; to check them: sha256sum -c MANIFEST").text,
}
TITLE = message("Decision record bundle of Baysite").text
AS_KNOWN = message("As known on {on}").text
WITHHELD = message(
    "Confidential: record.json and profile.json are left out, since they hold the exact figures of "
    "the investor. Who holds them can replay the decision."
).text


def bundle_bytes(listed: Listed, cover: Cover | None = None) -> bytes:
    """The bundle as a ZIP file; the same list gives the same bytes.

    Without a company or contact on the cover the name of the profile stays out of it as well.
    """
    whom = cover if cover is not None and (cover.company or cover.contact) else None
    told = listed if whom or isinstance(listed, Confidential) else _nameless(listed)
    files = {
        "report.html": html_bytes(told, cover),
        "shortlist.csv": csv_bytes(told),
        "shortlist.xlsx": xlsx_bytes(told),
        "shortlist.geojson": geojson_bytes(told),
        **({} if isinstance(told, Confidential) else _record(told)),
    }
    files = {README: _readme(told, files), **files}
    return _zipped({**files, MANIFEST: _manifest(files)})


def _nameless(shortlist: Shortlist) -> Shortlist:
    """The list of a profile without a name; its digest is the profile's in the bundle."""
    ranking = shortlist.ranking
    asked = replace(ranking.profile, name="")
    return replace(
        shortlist,
        ranking=replace(
            ranking,
            understanding=replace(ranking.understanding, profile=asked),
            provenance={**ranking.provenance, "profile": asked.digest()},
        ),
    )


def _record(shortlist: Shortlist) -> dict[str, bytes]:
    profile = shortlist.ranking.profile
    values = json.dumps(stated(profile), ensure_ascii=False, indent=1)
    return {
        RECORD: record_bytes(shortlist.catalogue, profile, shortlist.language),
        PROFILE: f"{values}\n".encode(),
    }


def _readme(listed: Listed, files: dict[str, bytes]) -> bytes:
    language = listed.language
    lines = [
        translate(TITLE, language),
        translate(AS_KNOWN, language, on=listed.on),
        "",
        *(f"{name}: {translate(ABOUT[name], language)}" for name in (*files, MANIFEST)),
    ]
    if isinstance(listed, Confidential):
        lines = [f"{lines[0]}: {listed.codename}", *lines[1:], "", translate(WITHHELD, language)]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig", errors="replace")


def _manifest(files: dict[str, bytes]) -> bytes:
    """Lines as `sha256sum` writes and checks them."""
    return "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    ).encode()


def _zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as bundle:
        for name, inside in files.items():
            info = zipfile.ZipInfo(name, date_time=FIRST_MOMENT)
            info.external_attr, info.create_system = 0o644 << 16, 3
            bundle.writestr(info, inside, compress_type=zipfile.ZIP_DEFLATED)
    return content.getvalue()
