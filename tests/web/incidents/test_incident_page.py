"""The page of one incident, in both languages, and every address of it for those who may not see it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from furikaeri_web.accounts.services import note
from furikaeri_web.incidents import services
from furikaeri_web.incidents.urls import urlpatterns

OF_ONE = [p.name for p in urlpatterns if "number" in p.pattern.converters]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_page_tells_what_is_known(as_alice, alice, incident, now, lang):
    as_alice.cookies["lang"] = lang
    services.judge(
        incident=incident, deserves=True, criteria=["surprise"], reason="Nobody had seen it", by=alice, now=now
    )
    told = as_alice.get(f"/incidents/{incident.number}/").content.decode()
    for words in (incident.title, "INC-0001", "SEV-2", "shop", "Nobody had seen it", 'id="process"', 'id="access"'):
        assert words in told
    assert ("振り返り会をひらく" in told) is (lang == "ja")
    assert ("Hold the review meeting" in told) is (lang == "en")
    assert "style=" not in told
    assert "<script>" not in told


def test_what_people_typed_never_runs(as_alice, alice, now):
    evil = "<script>alert(1)</script>"
    incident = services.declare(
        title=evil, summary=evil, by=alice, now=now, services=[evil], tags=[evil], severity=evil[:40]
    )
    services.add_step(incident=incident, title=evil, by=alice, now=now)
    services.skip(step=incident.steps.first(), reason=evil, by=alice, now=now)
    for address in (f"/incidents/{incident.number}/", "/incidents/", f"/incidents/{incident.number}/edit/", "/",
                    f"/incidents/{incident.number}/severity/", "/incidents/names/services/", "/incidents/suggest/?q=alert"):  # fmt: skip
        assert "<script>alert" not in as_alice.get(address).content.decode(), address


def test_the_page_asks_the_database_as_often_for_a_long_life_as_for_a_short_one(
    as_alice, alice, incident, now, django_assert_max_num_queries
):
    address = f"/incidents/{incident.number}/"
    as_alice.get(address)
    with django_assert_max_num_queries(24) as short:
        as_alice.get(address)
    for n in range(6):
        services.state_severity(incident=incident, severity=f"SEV-{n}", at=now, by=alice, now=now)
        services.add_step(incident=incident, title=f"step {n}", by=alice, now=now)
        services.tick(step=incident.steps.last(), by=alice, now=now)
    with django_assert_max_num_queries(len(short)):
        as_alice.get(address)


def addresses(incident):
    """Every address of one incident with a key that is there wherever it asks for one."""
    stated, step = incident.severity_changes.first(), incident.steps.first()
    keys = {"incident-severity-correct": stated, "incident-severity-restore": stated, "incident-step": step}
    for name in OF_ONE:
        key = keys.get(name)
        yield reverse(name, args=[incident.number, *([key.pk if key else 1] if name in keys else [])])


def test_every_address_of_a_hidden_incident_is_nowhere(as_charlie, as_admin, as_bob, private_incident, alice, now):
    services.state_severity(incident=private_incident, severity="SEV-1", at=now, by=alice, now=now)
    assert len(OF_ONE) == 11
    for address in addresses(private_incident):
        for client in (as_charlie, as_admin):
            for method in (client.get, client.post):
                answer = method(address)
                assert answer.status_code in {404, 405}, address
                assert "Zanzibar" not in answer.content.decode()
    assert as_bob.get(f"/incidents/{private_incident.number}/").status_code == 200


def test_what_hangs_on_one_incident_is_not_reached_through_another(as_charlie, incident, private_incident, alice, now):
    stated = services.state_severity(incident=private_incident, severity="SEV-1", at=now, by=alice, now=now)
    kept = services.withdraw_severity(stated=stated, by=alice, now=now)
    again = services.state_severity(incident=private_incident, severity="SEV-1", at=now, by=alice, now=now)
    step = private_incident.steps.first()
    for part in (f"severity/{again.pk}/", f"severity/{kept.pk}/restore/", f"steps/{step.pk}/"):
        assert as_charlie.post(f"/incidents/{incident.number}/{part}", {"do": "tick"}).status_code == 404
    step.refresh_from_db()
    assert step.done_at is None


def test_a_number_that_no_database_holds_is_nowhere(as_alice):
    assert as_alice.get(f"/incidents/{10**30}/").status_code == 404


def test_what_was_done_about_a_hidden_review_is_not_told(as_alice, as_bob, alice, incident, now):
    from furikaeri_web.reviews.models import Review

    hidden = Review.objects.create(
        title="Hidden", private=True, owner=alice, made_by=alice, made_at=now, changed_at=now
    )
    note(what="review-begun", by=alice, now=now, about="Hidden", incident=incident.number, review=hidden.pk)
    address = f"/incidents/{incident.number}/"
    assert "began a review" in as_alice.get(address).content.decode()
    assert "began a review" not in as_bob.get(address).content.decode()
