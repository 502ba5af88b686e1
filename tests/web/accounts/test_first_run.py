"""The first run: nobody is here, one person moves in, and nobody after them."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections

from furikaeri.text import FurikaeriError
from furikaeri_web.accounts.models import AuditEntry, Organisation, User
from furikaeri_web.accounts.services import first

FILLED = {
    "organisation": "Kumo",
    "lang": "ja",
    "zone": "Asia/Tokyo",
    "private": "1",
    "name": "佐藤 花",
    "email": "Hana@example.test",
    "password": "静かな川は深く流れる",
}


def open_house(now, code=None, email="hana@example.test"):
    return first.open_house(
        code_given=code or first.code(), organisation_name="Kumo", lang="ja", zone="Asia/Tokyo", private_at_first=False,
        name="花", email=email, password="quiet rivers run deep", now=now,  # invented
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/incidents/", "/accounts/login/", "/accounts/password/reset/", "/inbox/"])
def test_while_nobody_is_here_every_page_leads_to_the_wizard(client, page):
    response = client.get(page)
    assert (response.status_code, response["Location"]) == (302, "/accounts/welcome/")


@pytest.mark.django_db
def test_whoever_knows_the_code_moves_in_and_is_signed_in(client, settings):
    assert first.announce().endswith(f"?code={first.code()}")
    kept = settings.ENVIRONMENT.data / first.FILE
    assert kept.read_text().strip() == first.code()
    assert kept.stat().st_mode & 0o077 == 0
    assert first.code() in client.get("/accounts/welcome/", {"code": first.code()}).content.decode()
    response = client.post("/accounts/welcome/", {**FILLED, "code": first.code().lower().replace("-", " ")})
    assert response.status_code == 302
    person = User.objects.get()
    assert (person.email, person.role, person.zone, person.lang) == (
        "hana@example.test",
        "administrator",
        "Asia/Tokyo",
        "ja",
    )
    house = Organisation.objects.get()
    assert (house.name, house.lang, house.private_at_first) == ("Kumo", "ja", True)
    assert client.get("/accounts/people/").status_code == 200
    assert AuditEntry.objects.get().what == "house-opened"


@pytest.mark.django_db
def test_a_wrong_code_opens_nothing_and_keeps_what_was_typed(client):
    response = client.post("/accounts/welcome/", {**FILLED, "code": "AAAA-AAAA-AAAA"})
    assert response.status_code == 422
    assert "Kumo" in response.content.decode()
    assert "静かな川" not in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_guessable_password_is_asked_for_again(client):
    response = client.post("/accounts/welcome/", {**FILLED, "code": first.code(), "password": "password12"})
    assert response.status_code == 422
    assert not User.objects.exists()


def test_once_somebody_is_here_the_wizard_is_shut(client, alice, now, settings):
    kept = settings.ENVIRONMENT.data
    kept.mkdir(parents=True, exist_ok=True)
    (kept / first.FILE).write_text("old")
    assert first.announce() == ""
    assert not (kept / first.FILE).exists()
    assert client.post("/accounts/welcome/", {**FILLED, "code": first.code()}).status_code == 302
    assert list(User.objects.all()) == [alice]
    with pytest.raises(FurikaeriError, match="already"):
        open_house(now)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_come_at_once_one_moves_in(now):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory is one connection; on disk one writer at a time is its own way")
    gate, told = threading.Barrier(2), []

    def come(email):
        gate.wait()
        try:
            told.append(open_house(now, email=email).email)
        except FurikaeriError:
            told.append("late")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=come, args=(f"{n}@example.test",)) for n in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told)[1] == "late"
    assert User.objects.count() == 1
