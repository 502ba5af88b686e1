"""The pages of the records, for those who may see them and those who may not; hostile content stays text."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from furikaeri_web.accounts.models import AuditEntry
from furikaeri_web.evidence.models import EventRow, Item, Run

CHAT = b"time,actor,text\n2026-10-14T14:00Z,Mara,search is empty\n2026-10-14T14:05Z,Tobias,rolled back r218\n"
NAIVE = b"time,actor,text\n2026-10-14 23:00,Mara,search is empty\n2026-10-14 23:05,Tobias,rolled back r218\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
NASTY = "<script>alert(1)</script>"


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    def sending(client, incident, data=CHAT, name="desk.csv", **said):
        file = SimpleUploadedFile("file", data)
        file._name = name  # as a browser sends it, path and all
        headers = said.pop("headers", {})
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(
                reverse("evidence", args=[incident.number]), {"file": file, "path": name, **said}, headers=headers
            )

    return sending


def test_a_file_is_brought_in_by_the_form_and_stands_on_the_page(as_alice, incident, send):
    response = send(as_alice, incident)
    assert response.status_code == 302
    page = as_alice.get(response["Location"]).content.decode()
    assert "desk.csv" in page
    assert "2 events" in page
    assert "added by Alice" in page


def test_the_dropped_file_answers_with_how_far_it_is(as_alice, incident, send, settings):
    settings.JOBS_AT_ONCE = True
    response = send(as_alice, incident, headers={"HX-Request": "true"})
    assert response.status_code == 201
    run = Run.objects.get()
    body = response.content.decode()
    assert f'id="run-{run.pk}"' in body
    assert 'hx-trigger="every 1s"' in body
    later = as_alice.get(reverse("evidence-run", args=[incident.number, run.pk]))
    assert "every 1s" not in later.content.decode()
    assert later["HX-Trigger"] == "evidence-changed"
    assert as_alice.get(reverse("evidence-items", args=[incident.number])).status_code == 200


def test_what_is_wrong_is_said_in_place_and_nothing_is_kept(as_alice, incident, send):
    response = send(as_alice, incident, zone="Mars/Olympus")
    assert response.status_code == 422
    assert "Mars/Olympus" in response.content.decode()
    live = send(as_alice, incident, zone="Mars/Olympus", headers={"HX-Request": "true"})
    assert live.status_code == 422
    assert "time zone" in live.json()["message"]
    assert as_alice.post(reverse("evidence", args=[incident.number])).status_code == 422
    assert not Run.objects.exists()


def test_a_naive_time_is_asked_for_and_mended_on_the_page(as_alice, incident, send, django_capture_on_commit_callbacks):
    send(as_alice, incident, NAIVE)
    page = as_alice.get(reverse("evidence", args=[incident.number])).content.decode()
    assert "In which zone was it written?" in page
    assert "2 records:" in page
    item = Item.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        response = as_alice.post(reverse("evidence-item", args=[incident.number, item.digest]), {"zone": "Asia/Tokyo"})
    assert response.status_code == 302
    assert "In which zone" not in as_alice.get(response["Location"]).content.decode()
    assert EventRow.objects.count() == 2
    assert AuditEntry.objects.filter(what="evidence-reread", by__name="Alice").count() == 1


def test_a_thousand_alike_are_one_line_and_one_by_one_behind_it(
    as_alice, incident, send, django_assert_max_num_queries
):
    send(as_alice, incident, b"time,text\n" + b"2026-10-14 23:00,x\n" * 1_000)
    with django_assert_max_num_queries(30):
        page = as_alice.get(reverse("evidence", args=[incident.number])).content.decode()
    assert "1000 records:" in page
    assert page.count("naive-time") == 1
    first = as_alice.get(reverse("evidence-warnings", args=[incident.number]) + "?code=naive-time").content.decode()
    assert first.count('<li><p class="from">') == 50
    assert "after=" in first
    assert (
        "Nothing to look at"
        in as_alice.get(
            reverse("evidence-warnings", args=[incident.number]) + "?code=elsewhere&after=x"
        ).content.decode()
    )


def test_the_page_asks_as_often_for_one_item_as_for_many(as_alice, incident, send, django_assert_num_queries):
    def asked():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as caught:
            as_alice.get(reverse("evidence", args=[incident.number]))
        return len(caught)

    send(as_alice, incident, NAIVE, "one.csv")
    few = asked()
    for n in range(6):
        send(as_alice, incident, NAIVE + b"2026-10-15 10:00,Mara,%d\n" % n, f"more-{n}.csv")
    assert asked() == few


def test_an_unknown_person_is_given_a_name(as_alice, incident, send):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("users.json", '[{"id": "U2", "name": "tobias"}]')
        archive.writestr("channels.json", '[{"id": "C1", "name": "ops"}]')
        archive.writestr(
            "ops/2026-10-14.json", '[{"type": "message", "user": "U9", "ts": "1791986400.000100", "text": "x"}]'
        )
    send(as_alice, incident, packed.getvalue(), "slack.zip")
    page = as_alice.get(reverse("evidence", args=[incident.number])).content.decode()
    assert "Who is it?" in page
    response = as_alice.post(
        reverse("evidence-alias", args=[incident.number]), {"known_as": "U9", "name": "Mara", "next": "//evil.test/"}
    )
    assert response["Location"] == reverse("evidence", args=[incident.number])
    incident.refresh_from_db()
    assert incident.aliases == {"U9": "Mara"}
    assert "Who is it?" not in as_alice.get(reverse("evidence", args=[incident.number])).content.decode()


def test_the_exact_record_is_shown_as_text(as_alice, incident, send):
    send(as_alice, incident, CHAT.replace(b"search is empty", NASTY.encode()), f"{NASTY}.csv")
    row = EventRow.objects.order_by("lo").first()
    at = f"{reverse('record', args=[incident.number])}?item={row.item.digest}&at={row.locator.replace('#', '%23')}"
    for address in (
        at,
        reverse("evidence", args=[incident.number]),
        reverse("evidence-item", args=[incident.number, row.item.digest]),
    ):
        page = as_alice.get(address)
        assert page.status_code == 200
        assert NASTY not in page.content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.content.decode()
    assert "2026-10-14T14:00Z,Mara," in as_alice.get(at).content.decode()
    from furikaeri.store.body import unpack

    event = unpack(bytes(row.body), "", row.locator, deleted=False)
    page = as_alice.get(reverse("record", args=[incident.number]), {"event": event.id})
    assert "Read as this event" in page.content.decode()
    assert as_alice.get(reverse("record", args=[incident.number]), {"event": "nothing"}).status_code == 404


def test_only_harmless_pictures_are_shown_and_all_else_is_saved(as_alice, incident, send):
    for data, name, kind in (
        (PNG, "graph.html", "image/png"),
        (SVG, "graph.png", ""),
        (b"<html><script>x</script>", "a.gif", ""),
    ):
        send(as_alice, incident, data, name, captured_at="2026-10-14T14:00Z")
        item = Item.objects.get(name=name)
        shown = as_alice.get(reverse("evidence-picture", args=[incident.number, item.digest]))
        assert shown.status_code == (200 if kind else 404)
        if kind:
            assert shown["Content-Type"] == kind
            assert b"".join(shown.streaming_content) == data
        saved = as_alice.get(reverse("evidence-bytes", args=[incident.number, item.digest]))
        assert saved["Content-Type"] == "application/octet-stream"
        assert saved["Content-Disposition"].startswith("attachment")
        assert saved["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in saved["Content-Security-Policy"]
        assert b"".join(saved.streaming_content) == data


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "..\\..\\boot.ini",
        "a\r\nSet-Cookie: x=1.csv",
        "日本語 \u202egpj.csv",
        "x" * 900 + ".csv",
    ],
)
def test_hostile_names_are_only_names(as_alice, incident, send, name, tmp_path):
    assert send(as_alice, incident, CHAT, name).status_code == 302
    item = Item.objects.get()
    assert len(item.name) <= 400
    assert "\n" not in item.name
    saved = as_alice.get(reverse("evidence-bytes", args=[incident.number, item.digest]))
    assert "Set-Cookie" not in saved.headers
    b"".join(saved.streaming_content)
    assert as_alice.get(reverse("evidence", args=[incident.number])).status_code == 200
    kept = [p for p in tmp_path.rglob("*") if p.is_file() and p.read_bytes() == CHAT]
    assert [p.name for p in kept] == [item.digest]


def test_what_no_source_knows_is_kept_and_asked_about(as_alice, incident, send):
    send(as_alice, incident, bytes(range(256)), "odd.bin")
    assert Item.objects.get().source == "opaque"
    assert "When was it captured?" in as_alice.get(reverse("evidence", args=[incident.number])).content.decode()


def addresses(incident, item, run):
    n = [incident.number]
    return {
        "get": [
            reverse("evidence", args=n), reverse("evidence-items", args=n), reverse("evidence-summary", args=n),
            reverse("evidence-run", args=[*n, run.pk]), reverse("evidence-warnings", args=n),
            reverse("record", args=n) + f"?item={item.digest}", reverse("evidence-expunge", args=n), reverse("incident-bundle", args=n),
            reverse("evidence-item", args=[*n, item.digest]), reverse("evidence-bytes", args=[*n, item.digest]),
            reverse("evidence-picture", args=[*n, item.digest]), reverse("evidence-expunge-item", args=[*n, item.digest]),
        ],
        "post": [
            reverse("evidence", args=n), reverse("evidence-run-again", args=[*n, run.pk]), reverse("evidence-alias", args=n),
            reverse("evidence-expunge", args=n), reverse("evidence-item", args=[*n, item.digest]),
            reverse("evidence-expunge-item", args=[*n, item.digest]),
        ],
    }  # fmt: skip


def test_charlie_finds_nothing_at_any_address(as_alice, as_charlie, as_bob, client, private_incident, incident, send):
    send(as_alice, private_incident, PNG, "zanzibar.png", captured_at="2026-10-14T14:00Z")
    item, run = Item.objects.get(), Run.objects.get()
    for way, some in addresses(private_incident, item, run).items():
        for address in some:
            response = getattr(as_charlie, way)(address, {"zone": "UTC"} if way == "post" else None)
            assert response.status_code == 404, address
            assert b"anzibar" not in response.content
            assert getattr(client, way)(address).status_code == 302
    for address in addresses(private_incident, item, run)["get"]:
        expected = 404 if "expunge" in address else 200  # Bob is let in, and is neither its owner nor a facilitator
        response = as_bob.get(address)
        assert response.status_code == expected, address
        if response.streaming:
            b"".join(response.streaming_content)
    # an item is found through its own incident alone
    assert as_charlie.get(reverse("evidence-bytes", args=[incident.number, item.digest])).status_code == 404
    assert as_charlie.get(reverse("evidence-run", args=[incident.number, run.pk])).status_code == 404


def test_the_pages_speak_japanese(as_alice, incident, send):
    as_alice.cookies["lang"] = "ja"
    send(as_alice, incident, NAIVE)
    item = Item.objects.get()
    page = as_alice.get(reverse("evidence", args=[incident.number])).content.decode()
    assert "どのタイムゾーンで書かれたものですか" in page
    for name, args in (
        ("evidence-item", [item.digest]),
        ("evidence-warnings", []),
        ("evidence-expunge", []),
        ("evidence-summary", []),
    ):
        assert as_alice.get(reverse(name, args=[incident.number, *args])).status_code == 200
    assert as_alice.get(reverse("bundle-import")).status_code == 200
