"""Mail: at once, once a day, after quiet hours; through a real server, with patience, and never to who may not see."""

from __future__ import annotations

import dataclasses
import ssl
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage, send_mail

from furikaeri.text import FurikaeriError
from furikaeri_web.notices import hours, jobs, services
from furikaeri_web.notices.delivery import PAUSES, due, try_letter
from furikaeri_web.notices.letters import gather
from furikaeri_web.notices.models import Letter, Notice, Wishes
from furikaeri_web.notices.office import Office, read_office

pytestmark = pytest.mark.django_db


def tell(people, incident, now, what="mention", **more):
    return services.tell(
        people, what, by=None, now=now, about=incident.title, url=f"/incidents/{incident.number}/", incident=incident.number, **more
    )  # fmt: skip


def test_at_once_with_a_japanese_subject_that_stays_whole(
    box, bob, incident, now, clock, awake, django_capture_on_commit_callbacks
):
    awake(bob)
    bob.lang = "ja"
    bob.save()
    incident.title = "在庫が実際と合わず、注文が取り消された件（東京・大阪の両拠点）について"
    with django_capture_on_commit_callbacks(execute=True):
        (notice,) = tell([bob], incident, now, words={"excerpt": "髙橋さん、\n14:10に見えていたものは？ 𠮷"})
    (letter,) = box.letters
    assert (
        letter["subject"] == f"どなたかが「{incident.title}」であなたの名前を挙げました"
        or incident.title in letter["subject"]
    )
    assert letter["to"] == "bob@example.test"
    assert letter["auto-submitted"] == "auto-generated"
    body = letter.get_content()
    assert "> 髙橋さん、\n> 14:10に見えていたものは？ 𠮷" in body.replace("\r\n", "\n")
    assert f"https://furikaeri.example.test/inbox/{notice.pk}/" in body
    assert letter["content-transfer-encoding"] == "base64"
    notice.refresh_from_db()
    assert notice.mailed_at == now
    assert not Letter.objects.exists()
    jobs.letters()
    assert len(box.letters) == 1


def test_who_loses_access_before_the_letter_goes_gets_none(box, bob, private_incident, now, clock, awake):
    awake(bob)
    tell([bob], private_incident, now)
    letter = gather(bob, now)
    private_incident.people.remove(bob)
    assert try_letter(letter.pk, now)
    assert box.letters == []
    assert not Letter.objects.exists()
    private_incident.people.add(bob)
    jobs.letters()
    (sent,) = box.letters
    assert "Zanzibar" in sent["subject"]


def test_a_letter_that_waits_is_written_anew_without_what_may_not_be_seen_by_then(
    box, bob, incident, private_incident, now, clock, awake
):
    awake(bob)
    tell([bob], incident, now)
    tell([bob], private_incident, now)
    letter = gather(bob, now)
    box.says = "451 come back later"
    assert not try_letter(letter.pk, now)
    private_incident.people.remove(bob)
    box.says = ""
    assert not try_letter(letter.pk, now)
    assert try_letter(letter.pk, now + PAUSES[0])
    (sent,) = box.letters
    assert "Zanzibar" not in sent.as_string()
    assert "Zanzibar" not in sent.get_content()
    assert incident.title in sent["subject"]


def test_what_was_read_meanwhile_is_not_mailed(box, bob, incident, now, clock, awake):
    awake(bob)
    (notice,) = tell([bob], incident, now)
    letter = gather(bob, now)
    services.read(person=bob, pk=notice.pk, now=now)
    assert try_letter(letter.pk, now)
    assert box.letters == []


def test_whose_access_ended_gets_no_mail(box, bob, incident, now, clock, awake):
    awake(bob)
    tell([bob], incident, now)
    letter = gather(bob, now)
    bob.is_active = False
    bob.save()
    assert try_letter(letter.pk, now)
    jobs.letters()
    assert box.letters == []


def test_quiet_hours_in_ones_own_zone_hold_mail_back_and_then_all_comes_in_one_letter(box, bob, incident, now, clock):
    bob.zone = "Asia/Tokyo"
    bob.save()
    Wishes.objects.create(person=bob, quiet_from=18, quiet_until=9)
    tell([bob], incident, now)  # 18:00 in Tokyo
    tell([bob], incident, now, what="review-asked")
    for stated in ("2026-10-20T09:00+00:00", "2026-10-20T15:00+00:00", "2026-10-20T23:59+00:00"):
        clock(stated)
        jobs.mail(bob.pk)
        jobs.letters()
        assert box.letters == []
    clock("2026-10-21T00:00+00:00")
    jobs.letters()
    (letter,) = box.letters
    assert "2 things" in letter["subject"]
    assert letter.get_content().count("/inbox/") == 3  # two notices, and the choices


def test_once_a_day_at_the_hour_one_chose(box, bob, incident, now, clock, awake):
    awake(bob, digest_at=8)
    bob.zone = "Asia/Tokyo"
    bob.save()
    tell([bob], incident, now, what="comment")
    clock("2026-10-20T22:59+00:00")
    jobs.letters()
    assert box.letters == []
    clock("2026-10-20T23:00+00:00")
    tell([bob], incident, datetime(2026, 10, 20, 23, 0, tzinfo=UTC), what="published")  # after the hour: tomorrow's
    jobs.letters()
    jobs.letters()
    (letter,) = box.letters
    assert letter["subject"] == "Your day on furikaeri: 1 thing"
    clock("2026-10-21T23:01+00:00")
    jobs.letters()
    assert len(box.letters) == 2


def test_what_one_chose_to_read_in_the_inbox_alone_is_not_mailed(box, as_bob, bob, incident, now, clock):
    page = as_bob.get("/inbox/choices/")
    said = {name: "off" for name in page.context["form"].fields if name.startswith("kind-")}
    said |= {"quiet_from": "", "quiet_until": "", "digest_at": "9"}
    assert as_bob.post("/inbox/choices/", {**said, "quiet_from": "20"}).status_code == 422
    assert as_bob.post("/inbox/choices/", said).status_code == 302
    tell([bob], incident, now)
    for stated in ("2026-10-20T09:00+00:00", "2026-10-21T12:00+00:00"):
        clock(stated)
        jobs.mail(bob.pk)
        jobs.letters()
    assert box.letters == []
    services.wish(person=bob, choices={"mention": "digest"}, quiet_from=None, quiet_until=None, digest_at=9)
    jobs.letters()
    assert len(box.letters) == 1


def test_no_mail_server_no_mail_and_no_letter(bob, incident, now, awake, django_capture_on_commit_callbacks):
    awake(bob)
    with django_capture_on_commit_callbacks(execute=True):
        tell([bob], incident, now)
    jobs.letters()
    assert not Letter.objects.exists()


def test_djangos_own_mail_goes_through_the_outbox_and_leaves_no_copy(
    box, now, clock, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send_mail(
            "パスワード再設定", "リンク: https://x.example/秘密", "振り返り <f@example.test>", ["ken@example.test"]
        )
        EmailMessage("no one", "x").send()
        EmailMessage("hidden", "x", to=["a@example.test"], bcc=["b@example.test"]).send()
    first, second = box.letters
    assert (first["subject"], first["from"]) == ("パスワード再設定", "振り返り <f@example.test>")
    assert "秘密" in first.get_content()
    assert box.to[1] == ["a@example.test", "b@example.test"]
    assert "b@example.test" not in second.as_string()
    assert not Letter.objects.exists()


def test_a_server_that_is_away_is_tried_later_and_later_then_given_up_and_can_be_tried_again(
    box, as_admin, now, clock, settings, django_capture_on_commit_callbacks
):
    here = settings.ENVIRONMENT
    settings.ENVIRONMENT = dataclasses.replace(here, mail="smtp://127.0.0.1:1")
    send_mail("subject of nobody’s business", "x", None, ["ken@example.test"])
    (pk,) = due(now)
    at = now
    for pause in PAUSES:
        assert not try_letter(pk, at)
        letter = Letter.objects.get()
        assert letter.due == at + pause
        assert due(at + pause - timedelta(seconds=1)) == []
        at += pause
    assert not try_letter(pk, at)
    letter = Letter.objects.get()
    assert letter.due is None
    assert "refused" in letter.fault.lower()
    settings.ENVIRONMENT = here
    page = as_admin.get("/inbox/outbox/").content.decode()
    assert "ken@example.test" in page
    assert "business" not in page
    with django_capture_on_commit_callbacks(execute=True):
        as_admin.post("/inbox/outbox/try/", {"what": "again"})
    (sent,) = box.letters
    assert sent["message-id"] == letter.name


@pytest.mark.parametrize(
    ("says", "again"), [("550 no such person", False), ("450 grey", True), ("554 spam", False), ("421 busy", True)]
)
def test_a_refusal_is_final_and_a_delay_is_not(box, now, clock, says, again):
    send_mail("x", "x", None, ["ken@example.test"])
    box.says = says
    (pk,) = due(now)
    assert not try_letter(pk, now)
    letter = Letter.objects.get()
    assert (letter.due is not None) is again
    assert says.partition(" ")[2] in letter.fault


def test_a_letter_in_one_workers_hand_is_left_alone_and_taken_up_if_they_die(box, now, clock):
    send_mail("x", "x", None, ["ken@example.test"])
    (pk,) = due(now)
    Letter.objects.filter(pk=pk).update(due=now + timedelta(minutes=10), tries=1)  # as one who died left it
    assert not try_letter(pk, now)
    assert box.letters == []
    assert try_letter(pk, now + timedelta(minutes=10))
    assert len(box.letters) == 1
    assert not try_letter(pk, now + timedelta(minutes=10))


def test_charlie_sees_nothing_of_the_post(as_charlie):
    assert as_charlie.get("/inbox/outbox/").status_code == 403
    assert as_charlie.post("/inbox/outbox/try/", {"what": "me"}).status_code == 403
    assert not Letter.objects.exists()


def test_an_administrator_tries_whether_mail_arrives(box, as_admin, clock, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        as_admin.post("/inbox/outbox/try/", {"what": "me"})
    assert box.to == [["ada@example.test"]]


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    """A certificate for 127.0.0.1 that only who is given it trusts."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key", "-out", folder / "cert"],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_tls_from_the_start_or_upgraded_and_never_to_a_stranger(
    box, now, clock, settings, monkeypatch, paper, scheme, mail_server
):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(paper / "cert", paper / "key")
    options = {"ssl_context": context} if scheme == "smtps" else {"tls_context": context, "require_starttls": True}
    port = mail_server(box, **options)
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mail=f"{scheme}://127.0.0.1:{port}")
    send_mail("x", "x", None, ["ken@example.test"])
    (pk,) = due(now)
    assert not try_letter(pk, now)
    assert "certificate" in Letter.objects.get().fault.lower()
    monkeypatch.setenv("SSL_CERT_FILE", str(paper / "cert"))
    assert try_letter(pk, now + PAUSES[0])
    assert len(box.letters) == 1


def test_a_password_never_goes_in_the_clear(box, now, clock, settings):
    settings.ENVIRONMENT = dataclasses.replace(
        settings.ENVIRONMENT, mail=settings.ENVIRONMENT.mail.replace("//", "//me:secret@")
    )
    send_mail("x", "x", None, ["ken@example.test"])
    (pk,) = due(now)
    assert not try_letter(pk, now)
    assert box.letters == []
    assert "secret" not in Letter.objects.get().fault


def test_how_a_mail_server_is_named():
    assert read_office("smtp://mail.example.test") == Office(host="mail.example.test", port=25, tls="may")
    assert read_office("smtp://me%40x:p%2Fw@mail.example.test") == Office(
        host="mail.example.test",
        port=587,
        user="me@x",
        password="p/w",  # invented
        tls="must",
    )
    assert read_office("smtps://mail.example.test").port == 465
    assert read_office("smtp://h:25?tls=never").tls == "never"
    assert read_office("smtp://h:25?tls=must").tls == "must"
    for wrong in ("", "mail.example.test", "http://mail.example.test", "smtp://", "smtp://h:port", "smtp://h:99999999"):
        with pytest.raises(FurikaeriError):
            read_office(wrong)


@pytest.mark.parametrize(
    ("start", "end", "hour", "still"),
    [(20, 8, 19, False), (20, 8, 20, True), (20, 8, 7, True), (20, 8, 8, False), (9, 17, 12, True), (9, 17, 17, False),
     (9, 9, 9, False), (None, 8, 3, False), (20, None, 23, False)],
)  # fmt: skip
def test_quiet_hours_may_reach_over_midnight(start, end, hour, still):
    at = datetime(2026, 10, 20, hour, 30, tzinfo=UTC)
    assert hours.quiet(Wishes(quiet_from=start, quiet_until=end), "UTC", at) is still


def test_notices_older_than_a_week_are_left_to_the_inbox(box, bob, incident, now, clock, awake):
    awake(bob)
    tell([bob], incident, now - timedelta(days=8))
    jobs.letters()
    assert box.letters == []
    assert Notice.objects.get().mailed_at is None
