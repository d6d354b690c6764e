"""The commands of saved shortlists, as a shell sees them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.profile import Profile
from recommender.store import Contact, new_shortlist, open_store
from tests.test_cli import run

pytestmark = pytest.mark.slow  # a server of its own, or whole commands

CONTACT = Contact(company="Pearl Delta Instruments", email="ho@pearl.example")


@pytest.fixture
def id(
    catalogue: Catalogue,
    examples: dict[str, Profile],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> str:
    """A shortlist in the file of a folder of its own."""
    monkeypatch.setenv("BAYSITE_VAR", str(tmp_path / "var"))
    profile = examples["hk_medtech"]
    store = open_store()
    new = new_shortlist(
        catalogue, profile, recommend(catalogue, profile).entries[:3], lead_id="L-1",
        title="Monitors", owner="Ann", language="en", notes={}, contact=CONTACT,
    )  # fmt: skip
    return store.save(new)


def answered(*arguments: str) -> str:
    done = run("shortlists", *arguments)
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout


def refused(*arguments: str) -> str:
    done = run("shortlists", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    return done.stderr


def test_a_shortlist_is_listed_and_shown_without_its_contact(id: str) -> None:
    listed = json.loads(answered("list", "--json"))["shortlists"]
    assert [(line["id"], line["owner"], line["sites"]) for line in listed] == [(id, "Ann", 3)]
    assert json.loads(answered("list", "--json", "--owner", "Bo")) == {"shortlists": []}
    assert json.loads(answered("list", "--json", "--status", "won")) == {"shortlists": []}
    shown = json.loads(answered("show", id, "--json"))
    assert [entry["rank"] for entry in shown["entries"]] == [1, 2, 3]
    assert [event["kind"] for event in shown["history"]] == ["created"]
    assert shown["profile"]["project"]["sector"].startswith("high-end medical")
    said = answered("list") + answered("show", id) + json.dumps(shown) + json.dumps(listed)
    assert "Monitors" in said
    assert "Pearl" not in said
    assert "ho@" not in said


def test_a_status_is_changed_on_the_version_that_was_seen(id: str) -> None:
    assert "proposed -> visited" in answered("status", id, "visited", "--by", "Bo")
    assert "Meanwhile: Bo set the status to 'visited'" in refused(
        "status", id, "won", "--by", "Ann", "--version", "1"
    )
    assert "reason" in refused("status", id, "lost", "--by", "Ann")
    answered("status", id, "lost", "--by", "Ann", "--reason", "took Huizhou")
    history = json.loads(answered("show", id, "--json"))["history"]
    assert [(e["by"], e["after"], e["reason"]) for e in history[1:]] == [
        ("Bo", "visited", ""), ("Ann", "lost", "took Huizhou"),
    ]  # fmt: skip


def test_when_it_is_sent_the_record_of_that_day_is_what_moves_are_told_from(id: str) -> None:
    assert json.loads(answered("moved", id, "--json"))["since"] == "saved"
    answered("status", id, "sent", "--by", "Ann")
    told = json.loads(answered("moved", id, "--json"))
    assert (told["since"], told["identical"], told["moved"]) == ("sent", True, [])
    assert "byte for byte the same" in answered("moved", id)


def test_a_backup_is_restored_into_an_empty_database_only(
    id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = str(tmp_path / "a.zip")
    assert "shortlists: 1" in answered("backup", file)
    assert "contacts: 1" in answered("backup", file, "--with-contacts")
    assert "holds 1 shortlists" in refused("restore", file)
    monkeypatch.setenv("BAYSITE_VAR", str(tmp_path / "elsewhere"))
    assert json.loads(answered("list", "--json")) == {"shortlists": []}
    assert "no whole backup" in refused("restore", "nowhere.zip")
    answered("restore", file)
    assert open_store().contact(id) == CONTACT


def test_a_contact_is_erased_and_what_still_holds_it_is_said(id: str, tmp_path: Path) -> None:
    (tmp_path / "var" / "baysite.db.before-0002").touch()
    said = answered("erase-contact", id, "--by", "Ann")
    assert "Backups made with contacts before still hold it" in said
    assert "baysite.db.before-0002" in said
    assert open_store().contact(id) is None


def test_a_file_is_up_to_date_once_it_was_opened(id: str) -> None:
    assert answered("upgrade") == "revision 0002; ran: nothing\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "nobody"), "'nobody'"),
        (("status", "nobody", "won", "--by", "A"), "'nobody'"),
        (("list", "--status", "archived"), "'archived'"),
        (("backup", "no/folder/a.zip"), "cannot be written"),
        (("erase-contact", "nobody", "--by", "A"), "'nobody'"),
    ],
)
def test_what_cannot_be_done_is_one_line(id: str, arguments: tuple[str, ...], says: str) -> None:
    assert says in refused(*arguments)


def test_a_server_that_is_not_there_is_one_line_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ann:hunter2@127.0.0.1:1/desk")
    said = refused("list")
    assert "desk on 127.0.0.1:1" in said
    assert "does not answer" in said
    assert "hunter2" not in said
