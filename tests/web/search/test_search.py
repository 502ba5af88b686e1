"""What is there is found, by whoever may see it and by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from furikaeri.model.event import Event
from furikaeri.model.timespan import TimeSpan
from furikaeri.store.adding import key_of
from furikaeri.store.body import packed
from furikaeri_web.evidence.finding import put_words as put_events
from furikaeri_web.evidence.models import EventRow, Item
from furikaeri_web.incidents.finding import put_words
from furikaeri_web.reviews.models import Review
from furikaeri_web.reviews.services.making import begin
from furikaeri_web.search.indexing import put_review

TEXT = """# Shelves showed stock that was not there

## What happened

在庫の数が朝の棚卸しと合いませんでした。

## Root cause

The engineer should have checked the count.

## Action items

- Reject a rebuild that loses more than one percent of the items
"""


@pytest.fixture
def told(incident, alice, now):
    """An open incident with an event and a review."""
    put_words(incident)
    item = Item.objects.create(
        incident=incident, digest="0" * 64, name="a.jsonl", size=1, media_type="x", source="jsonl", added_at=now
    )
    event = Event(id="t:1", source="t", span=TimeSpan(5, 5, 1), lane="people", text="在庫が空に見える", actor="Mio")
    row = EventRow.objects.create(
        incident=incident, item=item, key=key_of(event.id), mark=0, lo=5, hi=5, source="t", lane="people", locator="#line=1",
        body=packed([event])[0],
    )  # fmt: skip
    put_events([(row.pk, event)])
    review = begin(incidents=[incident], by=alice, now=now, lang="en", text=TEXT)
    put_review(review)
    return review


def _page(client, query):
    response = client.get(f"/search/?{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("query", ["q=在庫", "q=在", "q=shelves", "q=棚卸し", "q=engineer"])
def test_words_of_either_language_find_it(as_bob, told, query):
    page = _page(as_bob, query)
    assert f"/reviews/{told.pk}/" in page or "Shelves" in page
    assert "<mark>" in page


def test_an_event_leads_to_its_place(as_bob, incident, told):
    assert f"/incidents/{incident.number}/chronology/?event=e-" in _page(as_bob, "q=空に見える")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("trap=counterfactual", True), ("trap=mechanistic", False), ("severity=SEV-2", True), ("severity=SEV-1", False),
        ("service=shop", True), ("service=other", False), ("since=2020-01-01", True), ("until=2020-01-01", False),
        ("kind=reviews&severity=SEV-2&q=棚卸し", True), ("rung=L0", False),
    ],
)  # fmt: skip
def test_filters_narrow_and_never_widen(as_bob, told, query, found):
    assert ("Shelves showed" in _page(as_bob, query)) is found


def test_charlie_finds_no_trace(as_charlie, as_bob, private_incident, alice, now):
    put_words(private_incident)
    put_review(begin(incidents=[private_incident], by=alice, now=now, lang="en", text="# Zanzibar\n\nzanzibar 残高\n"))
    for query in ("q=zanzibar", "q=残高", "service=zanzibar-ledger", "", "kind=reviews&q=zanzibar"):
        shown = _page(as_charlie, query).replace(f'value="{query.split("=")[-1]}"', "").lower()
        assert "/reviews/" not in shown.replace('href="/reviews/"', "")
        assert "ledger</" not in shown
    assert "zanzibar" in _page(as_bob, "q=zanzibar").lower()
    assert "Zanzibar" in _page(as_bob, "q=残高")


def test_hostile_words_are_shown_and_never_run(as_bob, incident, alice, now):
    put_review(
        begin(incidents=[incident], by=alice, now=now, lang="en", text="# x\n\n<script>alert(1)</script> needle\n")
    )
    page = _page(as_bob, "q=needle")
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_saved_review_is_found_at_once_and_an_old_word_no_more(
    as_bob, incident, alice, now, django_capture_on_commit_callbacks
):
    from furikaeri_web.reviews.services.writing import restore, set_text

    with django_capture_on_commit_callbacks(execute=True):
        review = begin(incidents=[incident], by=alice, now=now, lang="en", text="# x\n\nfirstword\n")
    assert "firstword" in _page(as_bob, "q=firstword")
    set_text(review, "# x\n\nsecondword\n")
    review.version += 1
    review.save()
    from furikaeri_web.search.jobs import make_up

    make_up()
    assert f"/reviews/{review.pk}/" not in _page(as_bob, "q=firstword")
    assert f"/reviews/{review.pk}/" in _page(as_bob, "q=secondword")
    assert restore is not None


def test_nothing_is_answered_with_how_to_go_on(as_bob, told):
    assert "Fewer words find more" in _page(as_bob, "q=nosuchword")
    assert "nothing-yet" in _page(as_bob, "")


def test_the_number_of_questions_does_not_grow_with_what_is_found(
    as_bob, incident, alice, now, django_assert_max_num_queries
):
    for n in range(12):
        put_review(begin(incidents=[incident], by=alice, now=now + timedelta(n), lang="en", text=f"# t{n}\n\nneedle\n"))
    assert Review.objects.count() == 12
    with django_assert_max_num_queries(24):
        _page(as_bob, "q=needle")
