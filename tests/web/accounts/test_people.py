"""Inviting people, looking after them, teams, the organisation, and what one says of oneself."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from furikaeri.text import FurikaeriError
from furikaeri_web.accounts import selectors
from furikaeri_web.accounts.models import AuditEntry, Invitation, Team, User
from furikaeri_web.accounts.services import invitations, people, teams
from furikaeri_web.incidents.models import Incident

COMING = {"name": "Ken", "password": "mountains keep still", "lang": "ja", "zone": "Asia/Tokyo"}


def link_in(response):
    return re.search(r'id="link">([^<]+)<', response.content.decode())[1]


def path_of(link):
    return "/accounts/invitation/" + link.rstrip("/").rpartition("/")[2] + "/"


def test_a_link_is_shown_once_where_no_mail_is_sent_and_lets_one_person_in_once(as_admin, admin):
    response = as_admin.post("/accounts/invitations/", {"email": "Ken@Example.test", "role": "facilitator"})
    link = link_in(response)
    token = path_of(link).split("/")[-2]
    assert "no-store" in response["Cache-Control"]
    assert token not in str(list(Invitation.objects.values()))
    page = as_admin.get("/accounts/invitations/").content.decode()
    assert "ken@example.test" in page
    assert token not in page

    newcomer = Client()
    assert "ken@example.test" in newcomer.get(path_of(link)).content.decode()
    assert newcomer.post(path_of(link), {**COMING, "zone": "Mars/Crater"}).status_code == 422
    assert newcomer.post(path_of(link), {**COMING, "password": "ken@example.test"}).status_code == 422
    assert newcomer.post(path_of(link), COMING).status_code == 302
    ken = User.objects.get(email="ken@example.test")
    assert (ken.name, ken.role, ken.lang, ken.zone) == ("Ken", "facilitator", "ja", "Asia/Tokyo")
    assert newcomer.get("/accounts/teams/").status_code == 200
    late = Client().get(path_of(link))
    assert late.status_code == 404
    assert "ken@example.test" not in late.content.decode()


def test_by_mail_where_mail_is_set_up_in_the_language_of_the_house(as_admin, mail_set_up, now):
    house = selectors.organisation()
    house.name, house.lang = "雲商店", "ja"
    house.save()
    assert as_admin.post("/accounts/invitations/", {"email": "ken@example.test", "role": "member"}).status_code == 302
    (letter,) = mail.outbox
    assert letter.to == ["ken@example.test"]
    assert "招待" in letter.subject
    assert "雲商店" in letter.body
    assert Client().get(path_of(re.search(r"http\S+", letter.body)[0])).status_code == 200
    shown = as_admin.post("/accounts/invitations/", {"email": "mio@example.test", "role": "member", "show": "1"})
    assert link_in(shown)
    assert len(mail.outbox) == 1


def test_an_invitation_ends_after_fourteen_days_and_where_it_is_withdrawn_or_made_anew(admin, as_admin, now):
    first, link = invitations.invite(email="ken@example.test", role="member", by=admin, now=now)
    token = path_of(link).split("/")[-2]
    assert invitations.opened_by(token, now + timedelta(days=14, seconds=-1)) == first
    assert invitations.opened_by(token, now + timedelta(days=14)) is None
    second, link = invitations.invite(email="ken@example.test", role="member", by=admin, now=now)
    assert invitations.opened_by(token, now) is None
    assert as_admin.post(f"/accounts/invitations/{second.pk}/withdraw/").status_code == 302
    assert invitations.opened_by(path_of(link).split("/")[-2], now) is None
    assert as_admin.post(f"/accounts/invitations/{second.pk}/withdraw/").status_code == 404


def test_of_two_who_accept_at_once_one_comes_in(admin, now):
    invitation, _ = invitations.invite(email="ken@example.test", role="member", by=admin, now=now)
    said = {"invitation": invitation, "name": "Ken", "password": None, "lang": "en", "zone": "UTC", "now": now}
    invitations.accept(**said)
    with pytest.raises(FurikaeriError):
        invitations.accept(**said)


def test_who_is_here_already_is_not_invited(as_admin, alice):
    response = as_admin.post("/accounts/invitations/", {"email": "ALICE@example.test", "role": "administrator"})
    assert response.status_code == 422
    assert "here already" in response.content.decode()
    assert not Invitation.objects.exists()


def test_the_last_administrator_stays(as_admin, admin, alice, now):
    assert as_admin.post(f"/accounts/people/{admin.pk}/presence/", {"here": "0"}).status_code == 422
    assert as_admin.post(f"/accounts/people/{admin.pk}/role/", {"role": "member"}).status_code == 422
    admin.refresh_from_db()
    assert (admin.is_active, admin.role) == (True, "administrator")
    as_admin.post(f"/accounts/people/{alice.pk}/role/", {"role": "administrator"})
    assert as_admin.post(f"/accounts/people/{admin.pk}/role/", {"role": "member"}).status_code == 302
    assert as_admin.get("/accounts/people/").status_code == 403


def test_people_are_listed_by_fifties_in_few_queries_and_found_by_name_mail_and_team(
    as_admin, admin, django_assert_max_num_queries
):
    made = [User.objects.create_user(f"p{n}@example.test", None, name=f"Person {n:02}") for n in range(60)]
    Team.objects.create(name="Payments").members.add(*made[:3])
    with django_assert_max_num_queries(6):
        page = as_admin.get("/accounts/people/").content.decode()
    assert page.count("@example.test") == 50
    assert as_admin.get("/accounts/people/?page=2").content.decode().count("@example.test") == 11
    assert as_admin.get("/accounts/people/?q=payments").content.decode().count("@example.test") == 3
    assert as_admin.get("/accounts/people/?q=Person+07").content.decode().count("@example.test") == 1
    assert as_admin.get("/accounts/people/?gone=1").content.decode().count("@example.test") == 0


def test_a_link_to_set_a_password_where_no_mail_is_sent_and_none_where_it_is(as_admin, alice, settings):
    link = link_in(as_admin.post(f"/accounts/people/{alice.pk}/way-in/"))
    path = link.removeprefix(settings.ENVIRONMENT.url)
    assert b"password1" in Client().get(path, follow=True).content
    assert AuditEntry.objects.filter(what="way-in-made", about=alice.email).exists()
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mail="smtp://127.0.0.1:1")
    assert as_admin.post(f"/accounts/people/{alice.pk}/way-in/").status_code == 422


def test_a_facilitator_keeps_teams_but_adds_nobody_less_than_others_themselves(
    as_facilitator, facilitator, alice, charlie, private_incident
):
    response = as_facilitator.post("/accounts/teams/", {"name": "Payments"})
    team = Team.objects.get()
    assert response["Location"] == f"/accounts/teams/{team.pk}/"
    assert as_facilitator.post("/accounts/teams/", {"name": "payments"}).status_code == 422
    page = f"/accounts/teams/{team.pk}/"
    assert as_facilitator.post(page, {"name": "Payment", "members": [alice.pk]}).status_code == 302
    private_incident.teams.add(team)
    stolen = as_facilitator.post(page, {"name": "Payment", "members": [alice.pk, facilitator.pk]})
    assert stolen.status_code == 422
    assert as_facilitator.post(page, {"name": "Payment", "members": []}).status_code == 302
    assert as_facilitator.post(page, {"name": "Payment", "members": [facilitator.pk]}).status_code == 422
    assert private_incident not in Incident.objects.visible_to(facilitator)
    team.refresh_from_db()
    assert team.name == "Payment"
    assert set(AuditEntry.objects.values_list("what", flat=True)) >= {
        "team-made",
        "team-renamed",
        "team-joined",
        "team-left",
    }


def test_one_may_be_in_the_team_one_makes_and_who_left_stays_in_theirs(facilitator, alice, now):
    team = teams.make(name="New", by=facilitator, now=now)
    teams.gather(team=team, members=[facilitator, alice], by=facilitator, now=now)
    assert set(team.members.all()) == {facilitator, alice}


def test_the_house_keeps_its_policy_and_the_log_says_what_changed(as_admin, admin):
    said = {
        "name": "Kumo",
        "lang": "ja",
        "zone": "Asia/Tokyo",
        "private": "1",
        "approval": "1",
        "retention_days": "365",
    }
    assert as_admin.post("/accounts/organisation/", said).status_code == 302
    house = selectors.organisation()
    assert (house.name, house.retention_days, house.approval, house.private_at_first) == ("Kumo", 365, True, True)
    assert as_admin.post("/accounts/organisation/", said).status_code == 302
    (entry,) = AuditEntry.objects.filter(what="house-arranged")
    assert entry.detail["retention_days"] == {"from": None, "to": 365}
    assert as_admin.post("/accounts/organisation/", {**said, "retention_days": "-1"}).status_code == 422
    assert as_admin.post("/accounts/organisation/", {**said, "zone": "../etc/passwd"}).status_code == 422


def test_one_says_who_one_is_and_nobody_elses_role(as_charlie, charlie):
    as_charlie.cookies["lang"] = "en"
    response = as_charlie.post(
        "/accounts/profile/", {"name": "チャーリー", "lang": "ja", "zone": "Asia/Tokyo", "role": "administrator"}
    )
    assert response.status_code == 302
    charlie.refresh_from_db()
    assert (charlie.name, charlie.lang, charlie.zone, charlie.role) == ("チャーリー", "ja", "Asia/Tokyo", "member")
    assert '<html lang="ja"' in as_charlie.get("/accounts/profile/").content.decode()
    assert as_charlie.post("/accounts/profile/", {"name": "", "lang": "ja", "zone": "UTC"}).status_code == 422


def test_script_in_a_name_is_only_a_name(as_admin, alice):
    alice.name = "<script>alert(1)</script>\"'"
    alice.save()
    for page in ("people/", f"people/{alice.pk}/", "audit/"):
        assert "<script>alert" not in as_admin.get(f"/accounts/{page}").content.decode()


def test_ending_access_twice_says_it_once(admin, alice, now):
    people.send_off(person=alice, by=admin, now=now)
    people.send_off(person=alice, by=admin, now=now)
    people.let_back(person=alice, by=admin, now=now)
    people.let_back(person=alice, by=admin, now=now)
    assert list(AuditEntry.objects.values_list("what", flat=True).order_by("pk")) == ["sent-off", "let-back"]
