"""Who is told what, and that nobody hears of what they may not see: at telling, at reading, at mailing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from furikaeri_web.accounts.models import User
from furikaeri_web.notices import selectors, services
from furikaeri_web.notices.kinds import kinds, sentence
from furikaeri_web.notices.mentions import mentioned
from furikaeri_web.notices.models import Notice


def tell(people, incident, now, by=None, what="mention", **more):
    return services.tell(
        people, what, by=by, now=now, about=incident.title, url=f"/incidents/{incident.number}/", incident=incident.number, **more
    )  # fmt: skip


def test_everybody_hears_once_save_who_did_it_and_who_may_not_see(alice, bob, charlie, admin, private_incident, now):
    told = tell([alice, bob, bob, charlie, admin], private_incident, now, by=alice)
    assert [notice.person for notice in told] == [bob]
    assert not Notice.objects.filter(person__in=[alice, charlie, admin]).exists()


def test_who_is_let_out_reads_nothing_any_more_and_reads_it_again_once_let_in(as_bob, bob, private_incident, now):
    (notice,) = tell([bob], private_incident, now)
    assert "Zanzibar" in as_bob.get("/inbox/").content.decode()
    private_incident.people.remove(bob)
    page = as_bob.get("/inbox/").content.decode()
    assert "Zanzibar" not in page
    assert selectors.unread_count(bob) == 0
    assert selectors.waiting(bob) == []
    for address in (f"/inbox/{notice.pk}/",):
        assert as_bob.get(address).status_code == 404
    for act in ("read", "unread"):
        assert as_bob.post(f"/inbox/{notice.pk}/{act}/").status_code == 404
    private_incident.people.add(bob)
    assert "Zanzibar" in as_bob.get("/inbox/").content.decode()


def test_charlie_gets_to_no_notice_of_others(as_charlie, bob, incident, now):
    (notice,) = tell([bob], incident, now)
    assert as_charlie.get(f"/inbox/{notice.pk}/").status_code == 404
    assert as_charlie.post(f"/inbox/{notice.pk}/read/").status_code == 404
    assert as_charlie.post("/inbox/read-all/").status_code == 302
    assert incident.title not in as_charlie.get("/inbox/").content.decode()
    notice.refresh_from_db()
    assert notice.read_at is None


def test_the_same_that_is_still_unread_is_told_anew_not_twice(bob, alice, incident, now):
    tell([bob], incident, now, what="comment")
    tell([bob], incident, now, by=alice, what="comment")
    (notice,) = Notice.objects.all()
    assert (notice.times, notice.more, notice.words["who"]) == (2, 1, "Alice")
    services.read(person=bob, pk=notice.pk, now=now)
    tell([bob], incident, now, what="comment")
    assert Notice.objects.count() == 2


def test_unread_first_by_fifties_in_few_queries(as_bob, bob, incident, now, django_assert_max_num_queries):
    Notice.objects.bulk_create(
        Notice(person=bob, what="mention", words={"about": f"thing-{n:03}-"}, at=now, read_at=now if n < 30 else None)
        for n in range(60)
    )
    with django_assert_max_num_queries(6):
        first = as_bob.get("/inbox/").content.decode()
    assert first.count('class="is-unread"') == 30
    assert first.count('id="notice-') == 50
    assert as_bob.get("/inbox/?page=2").content.decode().count('id="notice-') == 10
    assert as_bob.get("/inbox/?page=x").status_code == as_bob.get("/inbox/?page=99999999999").status_code == 200


def test_the_masthead_says_how_many_wait_in_one_query(as_bob, bob, incident, now, django_assert_num_queries):
    tell([bob], incident, now)
    assert '<span class="num">1</span>' in as_bob.get("/accounts/what-is-seen/").content.decode()
    with django_assert_num_queries(1):
        assert selectors.unread_count(bob) == 1
    Notice.objects.bulk_create(Notice(person=bob, what="mention", at=now) for _ in range(150))
    assert "99+" in as_bob.get("/accounts/what-is-seen/").content.decode()


def test_opening_one_reads_it_and_never_leads_elsewhere(as_bob, bob, incident, now):
    (notice,) = tell([bob], incident, now)
    assert as_bob.get(f"/inbox/{notice.pk}/")["Location"] == f"/incidents/{incident.number}/"
    notice.refresh_from_db()
    assert notice.read_at is not None
    for url in ("https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", ""):
        Notice.objects.filter(pk=notice.pk).update(url=url)
        assert as_bob.get(f"/inbox/{notice.pk}/")["Location"] == "/inbox/"


def test_read_and_unread_with_and_without_script(as_bob, bob, incident, now):
    (notice,) = tell([bob], incident, now)
    part = as_bob.post(f"/inbox/{notice.pk}/read/", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<li")
    assert "is-unread" not in part
    assert 'hx-swap-oob="true"' in part
    assert as_bob.post(f"/inbox/{notice.pk}/unread/")["Location"] == "/inbox/"
    assert selectors.unread_count(bob) == 1
    assert as_bob.get(f"/inbox/{notice.pk}/read/").status_code == 405


def test_all_are_read_at_once_and_that_is_taken_back(as_bob, bob, incident, now, clock):
    clock("2026-10-20T09:00:00.123457+00:00")
    tell([bob], incident, now)
    (other,) = tell([bob], incident, now, what="comment")
    services.read(person=bob, pk=other.pk, now=now)
    page = as_bob.post("/inbox/read-all/", follow=True).content.decode()
    assert selectors.unread_count(bob) == 0
    undo = page.split("data-undo")[0].rpartition('href="')[2].partition('"')[0]
    assert "<form" in as_bob.get(undo).content.decode()
    assert selectors.unread_count(bob) == 0
    assert as_bob.post(undo, headers={"HX-Request": "true"})["HX-Redirect"] == "/inbox/"
    assert selectors.unread_count(bob) == 1
    assert as_bob.post("/inbox/undo/99999999999999999999/").status_code == 302


def test_script_in_a_title_is_only_a_title(as_bob, bob, incident, now):
    incident.title = "<script>alert(1)</script>"
    tell([bob], incident, now, words={"excerpt": "<img src=x onerror=alert(1)>"})
    page = as_bob.get("/inbox/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_expunge_reaches_the_words_of_notices_about_one_incident(bob, incident, private_incident, now):
    tell([bob], incident, now, words={"excerpt": "the key is hunter2"})
    tell([bob], private_incident, now, words={"excerpt": "hunter2"})
    assert services.expunge(incident=incident.number, mask=lambda text: text.replace("hunter2", "███")) == 1
    assert "hunter2" not in str(Notice.objects.get(incident=incident.number).words)
    assert "hunter2" in str(Notice.objects.get(incident=private_incident.number).words)


def test_every_kind_has_a_sentence_in_both_languages_whatever_is_left_out():
    for kind in kinds():
        for words in ({}, {"who": "", "about": "{x}"}, {"who": "Ken", "about": "Title", "n": 3}):
            said = sentence(kind.key, words)
            assert said.en
            assert said.ja
            assert said.en != said.ja
    assert sentence("gone", {"about": "Title"}).en == "Title"


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@Alice could you look?", "alice"),
        ("thanks @alice.", "alice"),
        ("確認お願いします＠alice さん", "alice"),
        ("確認@山田花子さん、お願いします", "hanako"),
        ("@山田 花子 さん", "hanako"),
        ("@hana.yamada: see this", "hanako"),
        ("@Bob and @bob again", "bob"),
        ("@Bobby", "bobby"),
        ("@Bob.", "bob"),
        ("(@Bob)", "bob"),
        ("mail me at x@bob", ""),
        ("user@alice.example", ""),
        ("`@Alice` and ```\n@Bob\n```", ""),
        ("@Alicette", ""),
        ("@bob-the-script", ""),
        ("@ Alice, @@", ""),
        ("", ""),
    ],
)
def test_who_is_meant_by_an_at(text, called):
    people = {
        "alice": User(pk=1, name="Alice", email="alice@example.test"),
        "bob": User(pk=2, name="Bob", email="bob@example.test"),
        "bobby": User(pk=3, name="Bobby", email="rob@example.test"),
        "hanako": User(pk=4, name="山田 花子", email="hana.yamada@example.test"),
    }
    assert mentioned(text, people.values()) == ([people[called]] if called else [])


@given(st.text(alphabet="@ab 山`.-＠\n", max_size=60))
def test_no_text_is_too_strange_and_only_who_stands_there_is_called(text):
    people = [User(pk=1, name="ab", email="ba@example.test"), User(pk=2, name="山", email="")]
    for person in mentioned(text, people):
        assert "@" in text.replace("＠", "@")
        assert person.name in text or "ba" in text
