"""Writing, reading, talking about and publishing a review; nothing that anybody wrote is lost, and Charlie sees nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from furikaeri_web.reviews.models import Review
from furikaeri_web.reviews.services.making import begin
from furikaeri_web.reviews.services.writing import save
from furikaeri_web.reviews.text.merge import merge

TEXT = "# Told\n\n## What happened\n\nThe shelves were empty.\n\n## What went well\n\nSupport rang early.\n"


@pytest.fixture
def review(incident, alice, now):
    return begin(incidents=[incident], by=alice, now=now, lang="en", text=TEXT)


@pytest.fixture
def hidden(private_incident, alice, now):
    return begin(incidents=[private_incident], by=alice, now=now, lang="en", text="# Zanzibar\n\nzanzibar words\n")


def _put(client, review, text, base):
    return client.put(
        f"/reviews/{review.pk}/text/", json.dumps({"text": text, "base": base}), content_type="application/json"
    )


def test_a_draft_begins_with_what_the_chronology_knows_and_asks_the_rest(as_alice, incident):
    response = as_alice.post(
        "/reviews/new/", {"incidents": incident.code, "lang": "ja", "template": "pagerduty", "title": ""}
    )
    made = Review.objects.get()
    assert response["Location"] == f"/reviews/{made.pk}/write/"
    assert made.title == incident.title
    assert "概要" in made.markdown


def test_a_stale_save_is_put_together_with_what_others_wrote(as_alice, as_bob, review):
    first = _put(as_alice, review, TEXT.replace("were empty", "stood empty"), 1)
    assert (first.status_code, first.json()["merged"]) == (200, False)
    second = _put(as_bob, review, TEXT.replace("rang early", "rang at once"), 1)
    assert second.json()["merged"]
    review.refresh_from_db()
    assert "stood empty" in review.markdown
    assert "rang at once" in review.markdown
    assert review.version == 3


def test_where_two_texts_collide_both_are_kept(review, alice, bob, now):
    save(
        review=review,
        text=TEXT.replace("The shelves were empty.", "All forty shelves were bare."),
        base=1,
        by=alice,
        now=now,
    )
    saved = save(
        review=review, text=TEXT.replace("The shelves were empty.", "Nothing was in stock."), base=1, by=bob, now=now
    )
    assert saved.collisions
    assert "All forty shelves were bare." in saved.text
    assert "Nothing was in stock." in saved.text


_LINE = st.text(alphabet="abc 障害\n", max_size=8)
_DOC = st.lists(_LINE, max_size=6).map("\n\n".join)


@given(_DOC, _DOC, _DOC)
def test_no_word_of_either_side_is_lost(base, mine, theirs):
    merged = merge(base, mine, theirs, lang="en", by_me="A", by_them="B").text
    for side in (mine, theirs):
        for word in side.split():
            assert word in merged or word in base
    if mine == base:
        assert merged == theirs
    if theirs == base:
        assert merged == mine


def test_the_linter_asks_beside_the_text_and_can_be_left_with_a_reason(as_alice, review):
    text = "😀 The engineer should have checked the count."
    answer = as_alice.post(
        f"/reviews/{review.pk}/lint/", json.dumps({"text": text, "lang": "en"}), content_type="application/json"
    ).json()
    found = next(d for d in answer["diagnostics"] if d["trap"] in {"counterfactual", "personal-blame"})
    assert text.encode("utf-16-le")[found["from"] * 2 : found["to"] * 2].decode("utf-16-le") in text
    assert found["question"]
    save(review=review, text=f"# Told\n\n{text}\n", base=1, by=review.owner, now=review.made_at)
    page = as_alice.get(f"/reviews/{review.pk}/questions/").content.decode()
    assert "should have" in page
    gone = as_alice.post(f"/reviews/{review.pk}/questions/", {"rule": found["rule"], "words": "", "reason": ""})
    assert gone.status_code == 422


def test_it_is_read_reviewed_and_published(as_alice, as_bob, bob, review):
    as_alice.post(f"/reviews/{review.pk}/people/", {"act": "ask", "person": bob.email})
    review.refresh_from_db()
    assert review.status == "in-review"
    as_bob.post(f"/reviews/{review.pk}/people/", {"act": "read", "word": "Clear."})
    as_alice.post(f"/reviews/{review.pk}/status/", {"to": "reviewed"})
    as_alice.post(f"/reviews/{review.pk}/status/", {"to": "published"})
    review.refresh_from_db()
    assert (review.status, review.readers.get().word) == ("published", "Clear.")
    assert review.published_at is not None


def test_comments_stand_beside_their_words(as_bob, review):
    as_bob.post(f"/reviews/{review.pk}/talk/", {"quote": "rang early", "before": "", "after": "", "text": "Who rang?"})
    page = as_bob.get(f"/reviews/{review.pk}/").content.decode()
    assert "Who rang?" in page
    assert f"passage-{review.threads.get().pk}" in page


PAGES = [
    "", "write/", "beside/", "talk/", "factors/new/", "questions/", "people/", "publish/", "about/", "versions/", "versions/1/",
    "export/", "export/html/", "export/markdown/", "export/json/", "blocks/",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_page_opens_for_those_who_may_and_for_nobody_else(as_bob, as_charlie, as_admin, hidden, page, lang):
    for client in (as_bob, as_charlie, as_admin):
        client.cookies["lang"] = lang
    assert as_bob.get(f"/reviews/{hidden.pk}/{page}").status_code == 200
    for client in (as_charlie, as_admin):
        response = client.get(f"/reviews/{hidden.pk}/{page}")
        assert response.status_code == 404
        assert b"anzibar" not in response.content


@pytest.mark.parametrize(
    "page",
    [
        "write/",
        "talk/",
        "quality/",
        "questions/",
        "people/",
        "status/",
        "about/",
        "versions/1/restore/",
        "factors/new/",
    ],
)
def test_nobody_else_changes_it(as_charlie, hidden, page):
    assert (
        as_charlie.post(f"/reviews/{hidden.pk}/{page}", {"act": "ask", "to": "published", "text": "x"}).status_code
        == 404
    )
    assert _put(as_charlie, hidden, "x", 1).status_code == 404


def test_lists_and_counts_hold_no_trace(as_charlie, as_bob, hidden, review, private_incident):
    assert b"anzibar" not in as_charlie.get("/reviews/").content
    assert b"anzibar" not in as_charlie.get("/").content
    assert b"Zanzibar" in as_bob.get("/reviews/").content
    assert as_charlie.get(f"/reviews/of/{private_incident.number}/summary/").status_code == 404


def test_hostile_markdown_never_runs(as_alice, incident, alice, now):
    text = '# <img src=x onerror=alert(1)>\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1)) ![y](https://evil.test/y.png)\n\n[e](event:"><script>)\n'
    made = begin(incidents=[incident], by=alice, now=now, lang="en", text=text)
    page = as_alice.get(f"/reviews/{made.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "onerror=alert" not in page.replace("&lt;img src=x onerror=alert(1)&gt;", "")
    assert 'href="javascript:' not in page
    assert 'src="https://evil' not in page


def test_the_list_asks_no_more_questions_for_more_reviews(
    as_alice, incident, alice, now, django_assert_max_num_queries
):
    for n in range(30):
        begin(incidents=[incident], by=alice, now=now, lang="en", text=f"# T{n}\n")
    with django_assert_max_num_queries(14):
        assert "T29" in as_alice.get("/reviews/").content.decode()


def test_versions_tell_what_changed_and_come_back(as_alice, review, alice, now):
    save(review=review, text=TEXT.replace("empty", "bare"), base=1, by=alice, now=now)
    page = as_alice.get(f"/reviews/{review.pk}/versions/2/").content.decode()
    assert "<del>empty" in page
    as_alice.post(f"/reviews/{review.pk}/versions/1/restore/")
    review.refresh_from_db()
    assert (review.markdown, review.version) == (TEXT, 3)
