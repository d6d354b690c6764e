"""The page of saved shortlists: two people, three languages, and a contact that hides itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.profile import Profile
from recommender.store import Contact, NewShortlist, Store, new_shortlist, open_store
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # runs whole pages

CONTACT = Contact(
    company="Pearl Delta Instruments", person="Ho Siu-ming", email="ho@pearl.example",
    phone="+852 5550 1234",
)  # fmt: skip
SECRETS = (CONTACT.company, CONTACT.person, CONTACT.email, CONTACT.phone)


@pytest.fixture(scope="module")
def new(catalogue: Catalogue, examples: dict[str, Profile]) -> NewShortlist:
    profile = examples["hk_medtech"]
    return new_shortlist(
        catalogue, profile, recommend(catalogue, profile).entries[:3], lead_id="L-1",
        title="Monitors *2027*", owner="Ann", language="en", notes={}, contact=CONTACT,
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The store that the page opens too."""
    monkeypatch.setenv("BAYSITE_VAR", str(tmp_path))
    return open_store()


def page_of(language: str = "en") -> AppTest:
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["lang"] = language
    page.run()
    return page.switch_page("views/shortlists.py").run()


def widget(page: AppTest, kind: str, name: str) -> object:
    return next(found for found in page.get(kind) if str(found.key).startswith(name))


def opened(id: str, language: str = "en", by: str = "Bo") -> AppTest:
    page = page_of(language)
    widget(page, "selectbox", "saved_choice").select(id).run()
    if by:
        page.text_input(key="desk_name").set_value(by).run()
    assert not page.exception
    return page


def texts(page: AppTest) -> str:
    kinds = ("markdown", "caption", "error", "warning", "success", "info", "subheader")
    return "\n".join(str(found.value) for kind in kinds for found in page.get(kind))


def note(page: AppTest, id: str, site: str) -> object:
    return page.text_area(key=f"saved_note_{id}_{site}")


def press(page: AppTest, name: str) -> AppTest:
    page.button(key=name).click().run()
    assert not page.exception
    return page


@pytest.mark.parametrize(
    ("language", "nothing", "heads"),
    [
        ("en", "No shortlist is kept here yet", "Notes on the sites"),
        ("zh", "尚无已存名单", "园区备注"),
        ("zh-Hant", "尚無已存名單", "園區備註"),
    ],
)
def test_the_page_speaks_three_languages(
    store: Store, new: NewShortlist, language: str, nothing: str, heads: str
) -> None:
    page = page_of(language)
    assert not page.exception
    assert nothing in texts(page)
    page = opened(store.save(new), language)
    assert heads in texts(page)
    assert len(page.text_area) == 3
    assert not any(secret in texts(page) for secret in SECRETS)


def test_the_list_is_filtered_by_status_and_owner(store: Store, new: NewShortlist) -> None:
    first = store.save(new)
    store.save(replace(new, title="Lamps", owner="Di"))
    store.set_status(first, "visited", by="Ann", version=1)
    page = page_of()
    assert list(page.dataframe[0].value["Title"]) == ["Monitors *2027*", "Lamps"]
    widget(page, "selectbox", "saved_status").select("visited").run()
    assert list(page.dataframe[0].value["Title"]) == ["Monitors *2027*"]
    widget(page, "selectbox", "saved_owner").select("Di").run()
    assert "No shortlist is of this status and owner" in texts(page)


def test_nothing_is_changed_by_nobody(store: Store, new: NewShortlist) -> None:
    page = opened(store.save(new), by="")
    for name in ("saved_save_notes", "saved_set_status", "saved_set_owner"):
        assert page.button(key=name).disabled
    assert "say who you are" in texts(page)


def test_a_note_a_status_and_an_owner_are_changed(store: Store, new: NewShortlist) -> None:
    id, site = store.save(new), new.entries[1].site_id
    page = opened(id)
    assert "Saved." not in texts(page)
    note(page, id, site).set_value("ask for *power*").run()
    assert "Saved." in texts(press(page, "saved_save_notes"))
    assert "Saved." not in texts(page.run())
    page.text_input(key=f"saved_owner_{id}").set_value("Cy").run()
    press(page, "saved_set_owner")
    widget(page, "selectbox", "saved_next").select("lost").run()
    assert page.button(key="saved_set_status").disabled
    page.text_input(key="saved_reason").set_value("took Huizhou").run()
    press(page, "saved_set_status")
    found = store.get(id)
    assert (found.notes, found.owner, found.status) == ({site: "ask for *power*"}, "Cy", "lost")
    assert [(e.by, e.kind, e.reason) for e in store.history(id)[1:]] == [
        ("Bo", "note", ""), ("Bo", "owner", ""), ("Bo", "status", "took Huizhou"),
    ]  # fmt: skip
    assert page.text_input(key="saved_reason").value == ""


def test_of_two_people_the_second_sees_what_the_first_did_and_keeps_what_was_typed(
    store: Store, new: NewShortlist
) -> None:
    id = store.save(new)
    mine, theirs = new.entries[0].site_id, new.entries[1].site_id
    page = opened(id)
    note(page, id, mine).set_value("mine").run()
    version = store.set_note(id, mine, "theirs", by="Di", version=1)
    store.set_note(id, theirs, "elsewhere", by="Di", version=version)
    press(page, "saved_save_notes")
    said = page.error[0].value
    assert "somebody else changed this shortlist" in said
    assert "Di wrote on" in said
    assert "theirs" in said
    assert note(page, id, mine).value == "mine"
    assert note(page, id, theirs).value == "elsewhere", "what others wrote elsewhere is shown"
    assert store.get(id).notes[mine] == "theirs", "and nothing was overwritten"
    press(page, "saved_save_notes")
    assert store.get(id).notes == {mine: "mine", theirs: "elsewhere"}
    assert [e.after for e in store.history(id)[1:]] == ["theirs", "elsewhere", "mine"]


def test_a_change_that_came_too_late_is_told_in_chinese(store: Store, new: NewShortlist) -> None:
    id = store.save(new)
    page = opened(id, "zh")
    store.set_owner(id, "Di", by="Di", version=1)
    note(page, id, new.entries[0].site_id).set_value("问电价").run()
    press(page, "saved_save_notes")
    assert "其间有人更改了这份名单" in page.error[0].value
    assert "Di将名单由Ann移交给Di" in page.error[0].value
    assert page.text_input(key=f"saved_owner_{id}").value == "Di"


def test_a_note_that_holds_the_contact_is_refused_in_both_languages(
    store: Store, new: NewShortlist
) -> None:
    id, site = store.save(new), new.entries[0].site_id
    for language, says in (("en", "holds the contact's person"), ("zh", "文字中含有联系人")):
        page = opened(id, language)
        note(page, id, site).set_value("ask Ho Siu-ming").run()
        press(page, "saved_save_notes")
        assert says in page.error[0].value.replace("\\", "")
        assert note(page, id, site).value == "ask Ho Siu-ming"
    assert store.get(id).notes == {}


def test_a_contact_is_shown_by_a_click_until_the_next(store: Store, new: NewShortlist) -> None:
    page = opened(store.save(new))
    assert not any(secret in texts(page) for secret in SECRETS)
    press(page, "saved_show_contact")
    shown = texts(page).replace("\\", "")
    assert all(secret in shown for secret in SECRETS)
    page.run()
    assert not any(secret in texts(page).replace("\\", "") for secret in SECRETS)
    assert not any(s in str(page.query_params) for s in SECRETS)


def test_a_contact_is_erased_after_a_confirmation(store: Store, new: NewShortlist) -> None:
    id = store.save(new)
    page = opened(id)
    assert page.button(key="saved_erase_contact").disabled
    page.checkbox(key="saved_erase_sure").check().run()
    press(page, "saved_erase_contact")
    assert store.contact(id) is None
    assert "No contact is kept" in texts(page)
    assert store.history(id)[-1].kind == "contact_erased"


def test_what_is_sent_is_kept_and_what_moved_since_is_told(store: Store, new: NewShortlist) -> None:
    id = store.save(new)
    page = opened(id)
    assert page.button(key="saved_moved").label == "What moved since it was saved"
    widget(page, "selectbox", "saved_next").select("sent").run()
    press(page, "saved_set_status")
    assert store.get(id).sent_record is not None
    assert page.button(key="saved_moved").label == "What moved since it was sent"
    press(page, "saved_moved")
    assert "byte for byte the same" in texts(page)


def test_what_moved_names_the_sites_of_the_list_first(
    store: Store, catalogue: Catalogue, new: NewShortlist
) -> None:
    from recommender.store.making import record_now

    id, site = store.save(new), new.entries[2].site_id
    sites = catalogue.sites.copy()
    sites.at[site, "sectors"] = None
    then = record_now(replace(catalogue, sites=sites), store.get(id))
    store.set_status(id, "sent", by="Ann", version=1, record=then)
    page = press(opened(id), "saved_moved")
    bold = [found.value for found in page.markdown if found.value.startswith("**")]
    assert any("newly listed" in said for said in bold)


def test_files_are_said_to_be_of_today_and_carry_nobodys_name(
    store: Store, new: NewShortlist
) -> None:
    """AppTest opens no folded box: the box starts open as after a change of language."""
    page = opened(store.save(new))
    page.session_state["_open"] = {"saved_files"}
    page.session_state["saved_files"] = True
    page.run()
    assert not page.exception
    assert "made from today's data" in texts(page)
    page.button(key="write_files").click().run()
    assert not page.exception
    kept = page.session_state["_memory"]["files"]
    assert {".html", ".xlsx", ".csv", ".geojson"} <= set(kept[1])
    assert not any(secret.encode() in kept[1][".html"] for secret in SECRETS)


def test_a_database_of_a_newer_program_is_said_on_the_page(store: Store, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    store.close()
    with closing(sqlite3.connect(tmp_path / "baysite.db")) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0099'")
        raw.commit()
    assert "newer Baysite" in page_of().error[0].value
    assert "更新版本" in page_of("zh").error[0].value
