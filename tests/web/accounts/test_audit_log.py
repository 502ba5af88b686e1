"""The audit log: who did what, without a trace of what its reader can't see; and what is written about that."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import furikaeri_web
from furikaeri_web.accounts import selectors, sight
from furikaeri_web.accounts.deeds import DEEDS, named
from furikaeri_web.accounts.models import AuditEntry
from furikaeri_web.accounts.services import expunge, note
from furikaeri_web.accounts.services.audit import _masked

_VERB = re.compile(r"""\b(?:note\(\s*what=|noted\(\s*)"([a-z-]+)\"""")


def test_lines_about_what_an_administrator_cant_see_are_not_there(
    as_admin, admin, alice, incident, private_incident, now
):
    note(what="record-expunged", by=alice, now=now, about="zanzibar.json", incident=private_incident.number)
    page = as_admin.get("/accounts/audit/").content.decode()
    assert incident.code in page
    assert private_incident.code not in page
    assert "zanzibar" not in page.lower()
    assert as_admin.get("/accounts/audit/?about=zanzibar").context["rows"] == []
    private_incident.people.add(admin)
    assert private_incident.code in as_admin.get("/accounts/audit/").content.decode()


def test_what_nobody_answers_for_is_hidden(admin, alice, incident, now, monkeypatch):
    note(what="x", by=alice, now=now, incident=incident.number)
    note(what="y", by=alice, now=now, review=7)
    assert "x" in {entry.what for entry in selectors.audit(admin)[0]}
    assert "y" not in {entry.what for entry in selectors.audit(admin)[0]}
    monkeypatch.setattr(sight, "_answers", {})
    assert not selectors.audit(admin)[0]
    assert not sight.sees(admin, incident=incident.number)
    assert sight.sees(admin)


def test_charlie_and_those_who_left_see_what_visible_to_says(charlie, alice, incident, private_incident):
    assert sight.sees(charlie, incident=incident.number)
    assert not sight.sees(charlie, incident=private_incident.number)
    assert sight.sees(alice, incident=private_incident.number)
    alice.is_active = False
    assert not sight.sees(alice)


def test_it_is_read_by_fifties_to_its_end_and_no_line_twice(as_admin, admin, alice, now):
    AuditEntry.objects.bulk_create(
        AuditEntry(at=now + timedelta(microseconds=n // 3), by=alice, what="x", about=f"about-{n:03}-")
        for n in range(120)
    )
    seen, address = [], "/accounts/audit/"
    while address:
        page = as_admin.get(address)
        seen += [entry.about for entry, _ in page.context["rows"]]
        assert len(page.context["rows"]) <= 50
        address = "/accounts/audit/" + page.context["earlier"] if page.context["earlier"] else ""
    assert seen == [f"about-{n:03}-" for n in reversed(range(120))]


def test_a_page_costs_few_queries_however_much_there_is(as_admin, admin, alice, now, django_assert_max_num_queries):
    AuditEntry.objects.bulk_create(AuditEntry(at=now, by=alice, what="x") for _ in range(60))
    with django_assert_max_num_queries(6):
        as_admin.get("/accounts/audit/")


def test_it_is_filtered_by_person_deed_and_days_of_the_readers_zone(as_admin, admin, alice, bob, now):
    admin.zone = "Asia/Tokyo"
    admin.save()
    note(what="invited", by=alice, now=now, about="late")  # 20 October 18:00 in Tokyo
    note(what="invited", by=bob, now=now + timedelta(hours=6), about="next")  # 21 October 00:00 in Tokyo
    note(what="sent-off", by=bob, now=now, about="other")

    def found(asked):
        return {entry.about for entry, _ in as_admin.get(f"/accounts/audit/?{asked}").context["rows"]}

    assert found(f"by={bob.pk}") == {"next", "other"}
    assert found("what=invited") == {"late", "next"}
    assert found("what=invited&until=2026-10-20") == {"late"}
    assert found("since=2026-10-21") == {"next"}
    assert found("by=99999&what=nonsense&since=yesterday&before=abc") == {"late", "next", "other"}


@pytest.mark.parametrize(("lang", "words"), [("en", "Note books"), ("ja", "ノート")])
def test_what_administrators_may_see_is_for_everybody_to_read(as_charlie, lang, words):
    as_charlie.cookies["lang"] = lang
    assert words in as_charlie.get("/accounts/what-is-seen/").content.decode()


def test_every_verb_that_is_written_has_a_name_in_both_languages():
    written = set()
    for file in Path(furikaeri_web.__file__).parent.rglob("*.py"):
        written |= set(_VERB.findall(file.read_text("utf-8")))
    assert written >= {"incident-declared", "came-in"}
    assert written <= set(DEEDS)
    assert all(name.en and name.ja and name.en != name.ja for name in DEEDS.values())
    assert named("from-elsewhere").ja == "from-elsewhere"


def test_expunge_masks_the_words_of_one_incident_and_keeps_its_lines(alice, incident, private_incident, now):
    for one in (incident, private_incident):
        note(
            what="x",
            by=alice,
            now=now,
            about="key hunter2",
            incident=one.number,
            detail={"a": ["hunter2", {"b": "hunter2"}], "n": 2},
        )
    assert expunge(incident=incident.number, mask=lambda text: text.replace("hunter2", "███")) == 1
    entry = AuditEntry.objects.get(what="x", incident=incident.number)
    assert (entry.about, entry.detail) == ("key ███", {"a": ["███", {"b": "███"}], "n": 2})
    assert "hunter2" in AuditEntry.objects.get(what="x", incident=private_incident.number).about


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    max_leaves=8,
)


@given(_json)
def test_masking_reaches_every_text_and_changes_nothing_else(value):
    assert _masked(value, lambda text: text) == value
    texts = []
    _masked(value, lambda text: texts.append(text) or "")
    assert texts == [one for one in _leaves(value) if isinstance(one, str)]


def _leaves(value):
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one)]
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in _leaves(one)]
    return [value]
