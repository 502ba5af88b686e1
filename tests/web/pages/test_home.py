"""Home: what needs somebody, what there is to read, the first day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from furikaeri_web.incidents import services
from furikaeri_web.incidents.models import Incident
from furikaeri_web.notices.services import tell
from furikaeri_web.reviews.models import Covers, Review


@pytest.fixture(autouse=True)
def _moment(monkeypatch, now):
    monkeypatch.setenv("FURIKAERI_NOW", now.isoformat())


def published(incident, by, now, title="The shelves"):
    review = Review.objects.create(
        title=title, opening="It began quietly.", status="published", owner=by, made_by=by, made_at=now, changed_at=now, published_at=now
    )  # fmt: skip
    Covers.objects.create(review=review, incident=incident)
    return review


def home(client):
    return client.get("/").content.decode()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_first_day_shows_three_ways_to_begin_and_none_of_them_is_dead(as_alice, lang):
    as_alice.cookies["lang"] = lang
    told = home(as_alice)
    assert told.count('<span class="no">') == 3
    assert ("ようこそ" in told) is (lang == "ja")
    assert as_alice.get("/incidents/declare/").status_code == as_alice.get("/archive/").status_code == 200
    answer = as_alice.post("/sample/")
    incident = Incident.objects.get()
    assert answer["Location"] == f"/incidents/{incident.number}/"
    assert (incident.private, incident.lang) == (True, lang)
    assert incident.entries.exists()
    assert as_alice.post("/sample/")["Location"] == answer["Location"]  # not a second one
    assert "first-day" not in home(as_alice)


def test_the_sample_is_nobody_elses(as_alice, as_charlie, alice):
    as_alice.post("/sample/")
    assert "first-day" in home(as_charlie)
    as_charlie.post("/sample/")
    assert Incident.objects.count() == 2


def test_the_next_step_of_each_incident_one_owns_is_asked_for_once(as_alice, as_bob, alice, now):
    services.declare(
        title="Over since yesterday",
        by=alice,
        now=now,
        began=now - timedelta(days=2),
        ended=now - timedelta(days=1, hours=2),
    )
    told = home(as_alice)
    assert "One thing needs you" in told
    assert "Gather the records" in told
    assert "more after it" in told
    assert "due attn" in told
    assert "Nothing needs you" in home(as_bob)
    long_ago = now - timedelta(days=400)
    services.declare(title="Long ago", by=alice, now=now, began=long_ago, ended=long_ago + timedelta(hours=1))
    assert "One thing needs you" in home(as_alice)  # the past calls nobody


def test_what_others_asked_stands_there_until_it_is_read(as_bob, alice, bob, incident, now):
    tell(
        [bob],
        "review-asked",
        by=alice,
        now=now,
        about="The shelves",
        url=f"/incidents/{incident.number}/",
        incident=incident.number,
    )
    told = home(as_bob)
    assert "One thing needs you" in told
    assert "Alice asks you to read" in told


def test_the_newest_review_is_there_to_read(as_bob, alice, incident, now):
    first = published(incident, alice, now)
    published(incident, alice, now - timedelta(days=1), "An older one")
    told = home(as_bob)
    assert f'href="/reviews/{first.pk}/"' in told
    assert "It began quietly." in told
    assert told.index("The shelves") < told.index("An older one")


def test_what_charlie_may_not_see_is_not_on_the_page(
    as_charlie, as_bob, charlie, alice, bob, private_incident, incident, now
):
    published(private_incident, alice, now, "What Zanzibar taught us")
    tell([charlie, bob], "mention", by=alice, now=now, about="Zanzibar", url="/", incident=private_incident.number)
    services.change(incident=private_incident, by=alice, now=now, ended=now)
    assert "Zanzibar" not in home(as_charlie)
    assert "Zanzibar" in home(as_bob)


def test_the_page_asks_the_database_as_often_for_much_as_for_little(
    as_alice, alice, incident, now, django_assert_max_num_queries
):
    published(incident, alice, now)
    home(as_alice)
    with django_assert_max_num_queries(16) as little:
        home(as_alice)
    for n in range(12):
        another = services.declare(title=f"Number {n}", by=alice, now=now, began=now - timedelta(days=1), ended=now)
        published(another, alice, now, f"Review {n}")
    with django_assert_max_num_queries(len(little)):
        home(as_alice)


def test_language_and_theme_are_remembered_and_lead_nowhere_else(as_alice):
    answer = as_alice.post("/language/", {"lang": "ja", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"
    assert answer.cookies["lang"].value == "ja"
    assert "ja" not in as_alice.post("/language/", {"lang": "xx", "next": "/incidents/"}).cookies
    assert as_alice.post("/theme/", {"theme": "ink", "next": "/incidents/"})["Location"] == "/incidents/"
    assert as_alice.post("/theme/", {"theme": "ink"}).cookies["theme"].value == ""  # once more: as the system has it
