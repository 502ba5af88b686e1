"""A review in a bundle and back; a secret that is expunged goes from everything that was written."""

from __future__ import annotations

import io

from furikaeri_web.evidence.bundles import export_bundle, import_bundle
from furikaeri_web.reviews.models import Comment, Review, Revision
from furikaeri_web.reviews.services.judging import put_factor
from furikaeri_web.reviews.services.making import begin
from furikaeri_web.reviews.services.talking import talk


def _written(incident, alice, now, text="# Told\n\n## What happened\n\nThe shelves were empty.\n"):
    review = begin(incidents=[incident], by=alice, now=now, lang="en", text=text)
    talk(review=review, by=alice, now=now, quote="", before="", after="", text="How did it look from the shop?")
    put_factor(
        review=review,
        before="The count is right",
        now_known="It lags a day",
        area="software",
        facet="",
        events=[],
        by=alice,
        now=now,
    )
    return review


def _zip(incident):
    out = io.BytesIO()
    export_bundle(incident, out)
    return out.getvalue()


def test_a_bundle_brings_the_review_again_with_its_versions_talk_and_factors(incident, alice, bob, now, tmp_path):
    _written(incident, alice, now)
    (tmp_path / "a.zip").write_bytes(_zip(incident))
    again = import_bundle(tmp_path / "a.zip", bob, now)
    review = Review.objects.get(incidents=again)
    assert review.markdown.startswith("# Told")
    assert review.factors.get().now == "It lags a day"
    assert "How did it look" in review.threads.get().comments.get().text
    assert _zip(again) == _zip(incident)


def test_private_reviews_and_those_of_other_private_incidents_stay_out(incident, private_incident, alice, now):
    begin(incidents=[incident, private_incident], by=alice, now=now, lang="en", text="# Zanzibar both\n")
    begin(incidents=[incident], by=alice, now=now, lang="en", text="# Zanzibar mine\n", private=True)
    import zipfile

    with zipfile.ZipFile(io.BytesIO(_zip(incident))) as archive:
        assert not [name for name in archive.namelist() if name.startswith("review")]


def test_an_expunged_text_leaves_no_trace_in_reviews(incident, alice, facilitator, now):
    from furikaeri_web.evidence.expunging import expunge_text

    review = _written(incident, alice, now, "# Told\n\nThe key was hunter2hunter2 then.\n")
    talk(review=review, by=alice, now=now, quote="", before="", after="", text="hunter2hunter2 is what I typed")
    expunge_text(incident=incident, secret="hunter2hunter2", by=facilitator, reason="a key", now=now)
    for model, field in ((Review, "markdown"), (Revision, "markdown"), (Comment, "text")):
        assert not model.objects.filter(**{f"{field}__contains": "hunter2"}).exists()
