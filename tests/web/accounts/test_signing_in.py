"""Coming in by password and second factor, staying out after too many tries, and leaving for good."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client

from furikaeri_web.accounts.services import people

PASSWORD = "quiet rivers run deep"  # noqa: S105  # invented


@pytest.fixture
def hana(alice):
    """Alice with a password."""
    cache.clear()
    alice.set_password(PASSWORD)
    alice.save()
    return alice


def sign_in(client, password=PASSWORD, email="alice@example.test"):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_in_by_mail_address_whatever_its_capitals_and_out_again(client, hana):
    response = sign_in(client, email="Alice@Example.Test")
    assert response.status_code == 302
    assert client.get("/accounts/profile/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/accounts/profile/").status_code == 302


@pytest.mark.parametrize(("lang", "words"), [("en", "belong together"), ("ja", "が違います")])
def test_a_wrong_password_and_an_unknown_address_sound_alike(client, hana, lang, words):
    client.cookies["lang"] = lang
    for response in (sign_in(client, "wrong"), sign_in(client, email="nobody@example.test")):
        assert words in response.content.decode()


def test_too_many_tries_shut_the_door_for_a_while_also_to_the_right_password(client, hana):
    for _ in range(5):
        sign_in(client, "wrong")
    response = sign_in(client)
    assert response.status_code == 200
    assert "too often" in response.content.decode()
    assert sign_in(Client(), email="alice@example.test").status_code == 200


def test_nobody_signs_themselves_up(client, hana):
    assert client.get("/accounts/signup/")["Location"].startswith("/accounts/login/")
    assert client.post("/accounts/signup/", {"email": "x@example.test", "password1": PASSWORD}).status_code == 302
    assert type(hana).objects.count() == 1


@pytest.mark.parametrize(
    "page",
    ["login/", "password/reset/", "password/reset/done/", "password/reset/key/abc-def/", "logout/", "inactive/"],
)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_pages_of_the_door_speak_both_languages_in_our_look(client, hana, page, lang):
    client.cookies["lang"] = lang
    response = client.get(f"/accounts/{page}", follow=True)
    assert response.status_code in {200, 400}
    text = response.content.decode()
    assert "css/account.css" in text
    assert f'<html lang="{lang}"' in text


def test_a_new_password_by_a_link_that_works_once_and_tells_strangers_nothing(client, hana, settings, mail_set_up):
    response = client.post("/accounts/password/reset/", {"email": "nobody@example.test"})
    assert response.status_code == 302
    assert mail.outbox == []
    hana.lang, hana.zone = "ja", "Asia/Tokyo"
    hana.save()
    client.post("/accounts/password/reset/", {"email": "alice@example.test"}, headers={"host": "localhost"})
    (letter,) = mail.outbox
    assert letter.subject == "furikaeri のパスワード再設定"
    link = re.search(r"http\S+", letter.body)[0]
    assert link.startswith(settings.ENVIRONMENT.url + "/accounts/password/reset/key/")
    path = link.removeprefix(settings.ENVIRONMENT.url)
    form = client.get(path, follow=True)
    assert (
        client.post(
            form.request["PATH_INFO"], {"password1": "another river runs", "password2": "another river runs"}
        ).status_code
        == 302
    )
    assert sign_in(Client(), "another river runs").status_code == 302
    assert b"password1" not in Client().get(path, follow=True).content


def test_a_new_password_signs_every_other_device_out(client, hana):
    other = Client()
    sign_in(client)
    sign_in(other)
    response = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "another river runs", "password2": "another river runs"},
    )
    assert response.status_code == 302
    assert client.get("/accounts/profile/").status_code == 200
    assert other.get("/accounts/profile/").status_code == 302


def test_one_can_sign_out_everywhere_else(client, hana):
    other = Client()
    sign_in(client)
    sign_in(other)
    client.post("/accounts/profile/sessions/")
    assert client.get("/accounts/profile/").status_code == 200
    assert other.get("/accounts/profile/").status_code == 302


def test_whose_access_ends_is_out_at_once_and_an_old_session_stays_ended(client, hana, admin, now):
    sign_in(client)
    people.send_off(person=hana, by=admin, now=now)
    assert client.get("/accounts/profile/").status_code == 302
    assert sign_in(Client()).headers.get("Location") != "/"
    people.let_back(person=hana, by=admin, now=now)
    assert client.get("/accounts/profile/").status_code == 302
    assert sign_in(Client()).status_code == 302


def test_the_second_factor_from_setting_it_up_to_losing_the_phone(client, hana, admin, now):
    sign_in(client)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/reauthenticate/", {"password": "wrong"}).status_code == 200
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    assert "data:image/svg+xml" in page
    secret = re.search(r'class="one-time">(\w+)<', page)[1]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    assert client.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    assert Authenticator.objects.filter(user=hana, type="totp").exists()
    shown = client.get("/accounts/2fa/recovery-codes/").content.decode()
    recovery = RecoveryCodes(Authenticator.objects.get(user=hana, type="recovery_codes")).get_unused_codes()
    assert all(one in shown for one in recovery)
    for page in ("", "totp/deactivate/", "recovery-codes/generate/", "recovery-codes/download/"):
        assert client.get(f"/accounts/2fa/{page}").status_code == 200

    fresh = Client()
    assert sign_in(fresh)["Location"].startswith("/accounts/2fa/authenticate/")
    assert fresh.get("/accounts/profile/").status_code == 302
    assert fresh.get("/accounts/2fa/authenticate/").status_code == 200
    assert fresh.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert fresh.post("/accounts/2fa/authenticate/", {"code": recovery[0]}).status_code == 302
    assert fresh.get("/accounts/profile/").status_code == 200
    again = Client()
    sign_in(again)
    assert again.post("/accounts/2fa/authenticate/", {"code": recovery[0]}).status_code == 200

    assert people.drop_second_factor(person=hana, by=admin, now=now)
    assert fresh.get("/accounts/profile/").status_code == 302
    assert sign_in(Client())["Location"] == "/"
    assert not people.drop_second_factor(person=hana, by=admin, now=now)


def test_charlie_gets_to_no_page_of_those_who_look_after_people(as_charlie, charlie, alice):
    for page in ("people/", f"people/{alice.pk}/", "invitations/", "teams/", "organisation/", "audit/"):
        response = as_charlie.get(f"/accounts/{page}")
        assert response.status_code == 403
        assert "alice@example.test" not in response.content.decode()
    for change in ("role", "presence", "factor", "way-in"):
        assert as_charlie.post(f"/accounts/people/{alice.pk}/{change}/", {"role": "administrator"}).status_code == 403
    alice.refresh_from_db()
    assert (alice.role, alice.is_active) == ("member", True)
