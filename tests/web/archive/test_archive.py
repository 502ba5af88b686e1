"""The past brought along: looked at first, kept when one says so, taken back as a whole; nobody else's business."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from furikaeri_web.archive.models import Batch
from furikaeri_web.archive.reading import understand
from furikaeri_web.incidents.models import Incident
from furikaeri_web.reviews.models import Review

EN = """# Checkout answered slowly

Owner: Bob
Severity: SEV-2

## Timeline

All times in UTC.

- 2024-03-05 10:02 The queue began to fill
- 2024-03-05 10:20 Mio restarted the workers
- 2024-03-05 10:41 Answers were quick again

## Action items

- [ ] Refuse a release without a queue limit (owner: platform)
"""
JA = """# 在庫の数が合わなかった

## 概要

2024年4月1日の朝、倉庫の在庫数と画面の数が一致しませんでした。

## アクションアイテム

- 数が合わないときに自動で止める
"""


def _zip(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/").replace("_md", ".md").replace("_png", ".png"), text)
    return out.getvalue()


@pytest.fixture
def brought(as_alice, django_capture_on_commit_callbacks):
    upload = SimpleUploadedFile(
        "past.zip", _zip(team__checkout_md=EN, zaiko_md=JA, again_md=EN, picture_png=b"\x89PNG\r\n\x00\x00\x00")
    )
    with django_capture_on_commit_callbacks(execute=True):
        response = as_alice.post("/archive/", {"files": [upload]})
    assert response.status_code == 302
    return Batch.objects.get()


def _keep(client, batch, capture, **more):
    with capture(execute=True):
        wanted = list(batch.papers.filter(wanted=True).values_list("pk", flat=True))
        return client.post(f"/archive/{batch.pk}/keep/", {"wanted": wanted, **more})


def test_first_one_sees_what_was_understood_and_nothing_is_kept(as_alice, brought):
    page = as_alice.get(f"/archive/{brought.pk}/").content.decode()
    assert "Checkout answered slowly" in page
    assert "在庫の数が合わなかった" in page
    assert "picture.png" in page
    assert "can be brought along" in page
    assert not Review.objects.exists()
    paper = brought.papers.get(path="team/checkout.md")
    assert (paper.severity, paper.rows, paper.actions, paper.author) == ("SEV-2", 3, 1, "Bob")
    assert paper.began == datetime(2024, 3, 5, 10, 2, tzinfo=UTC)
    assert brought.papers.get(path="zaiko.md").lang == "ja"
    assert brought.papers.filter(known=True).count() == 1  # the same text twice is offered once


def test_what_is_ticked_becomes_reviews_with_their_incidents(
    as_alice, bob, brought, django_capture_on_commit_callbacks
):
    _keep(as_alice, brought, django_capture_on_commit_callbacks, **{"author-0": str(bob.pk)})
    review = Review.objects.get(title="Checkout answered slowly")
    assert (review.status, review.owner, review.markdown) == ("published", bob, EN)
    incident = review.incidents.get()
    assert (incident.severity, incident.began) == ("SEV-2", datetime(2024, 3, 5, 10, 2, tzinfo=UTC))
    assert Review.objects.get(title="在庫の数が合わなかった").owner is None
    assert Review.objects.count() == 2
    brought.refresh_from_db()
    assert brought.state == "kept"


def test_a_text_that_is_here_already_is_not_offered_again(as_alice, brought, django_capture_on_commit_callbacks):
    _keep(as_alice, brought, django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        as_alice.post("/archive/", {"files": [SimpleUploadedFile("checkout.md", EN.encode())]})
    assert Batch.objects.first().papers.get().known


def test_it_is_taken_back_save_what_somebody_worked_on(
    as_alice, alice, now, brought, django_capture_on_commit_callbacks
):
    _keep(as_alice, brought, django_capture_on_commit_callbacks)
    Review.objects.filter(title="Checkout answered slowly").update(version=2)
    as_alice.post(f"/archive/{brought.pk}/undo/")
    assert [r.title for r in Review.objects.all()] == ["Checkout answered slowly"]
    assert Incident.objects.count() == 1


def test_work_that_was_broken_off_goes_on_without_doubles(as_alice, now, brought, django_capture_on_commit_callbacks):
    from furikaeri_web.archive.jobs import work

    Batch.objects.update(state="reading")
    brought.papers.first().delete()
    work(brought.pk)
    assert brought.papers.count() == 4
    _keep(as_alice, brought, django_capture_on_commit_callbacks)
    Batch.objects.update(state="keeping")
    work(brought.pk)
    assert Review.objects.count() == 2


def test_charlie_sees_nothing_of_it(as_charlie, brought):
    for page in ("", "progress/"):
        assert as_charlie.get(f"/archive/{brought.pk}/{page}").status_code == 404
    for act in ("keep", "undo"):
        assert as_charlie.post(f"/archive/{brought.pk}/{act}/").status_code == 404
    assert "past.zip" not in as_charlie.get("/archive/").content.decode()


def test_a_private_batch_stays_with_its_owner(as_alice, charlie, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        as_alice.post("/archive/", {"files": [SimpleUploadedFile("a.md", EN.encode())], "private": "1"})
    _keep(as_alice, Batch.objects.get(), django_capture_on_commit_callbacks)
    assert Review.objects.count() == 1
    assert not Review.objects.visible_to(charlie)
    assert not Incident.objects.visible_to(charlie)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 100, b"\xff\xfe\x00", b"# \xf0\x9f", "# 題\n".encode("cp932")])
def test_any_bytes_are_read_or_refused_with_a_sentence(data):
    from furikaeri.text import FurikaeriError

    with suppress(FurikaeriError):
        assert understand("x.md", data).title
