"""The reviews of an incident in a bundle: review.md for people and git, reviews.jsonl for what only the web knows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from furikaeri_web.evidence.bundles import Part
from furikaeri_web.reviews.models import Comment, Covers, Factor, Review, Revision, Thread
from furikaeri_web.reviews.services.making import begin
from furikaeri_web.reviews.services.writing import keep_revision, set_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from furikaeri.text import Lang
    from furikaeri_web.accounts.models import User
    from furikaeri_web.incidents.models import Incident

FILE = "reviews.jsonl"
PLAIN: dict[str, Lang] = {"review.md": "en", "review.ja.md": "ja"}


class Version(msgspec.Struct, frozen=True, omit_defaults=True):
    """One saved text."""

    version: int
    title: str
    markdown: str
    by: str
    at: datetime
    base: int = 0
    note: str = ""


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """One comment. Who wrote it is a name: the people of another installation are others."""

    by: str
    text: str
    at: datetime


class Talk(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thread."""

    at: datetime
    quote: str = ""
    before: str = ""
    after: str = ""
    settled: datetime | None = None
    comments: tuple[Said, ...] = ()


class Known(msgspec.Struct, frozen=True, omit_defaults=True):
    """One factor."""

    now: str
    area: str
    before: str = ""
    facet: str = ""
    events: tuple[str, ...] = ()
    at: datetime | None = None


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """One review as it is."""

    lang: str
    title: str
    status: str
    template: str
    made_at: datetime
    changed_at: datetime
    versions: tuple[Version, ...]
    published_at: datetime | None = None
    factors: tuple[Known, ...] = ()
    talk: tuple[Talk, ...] = ()


def _write(incident: Incident) -> Iterator[tuple[str, bytes]]:
    """Every review that whoever may see this incident may read too.

    Private ones stay out, and so do those that also tell of another, private incident.
    """
    hidden = Covers.objects.filter(incident__private=True).exclude(incident=incident).values("review")
    rows = list(Review.objects.filter(incidents=incident, private=False).exclude(pk__in=hidden).order_by("pk"))
    for name, lang in PLAIN.items():
        if text := next((r.markdown for r in rows if r.lang == lang), ""):
            yield name, text.encode()
    if rows:
        yield FILE, b"".join(msgspec.json.encode(_kept(row)) + b"\n" for row in rows)


def _read(incident: Incident, files: Mapping[str, bytes], by: User, now: datetime) -> None:
    """The reviews again; a bundle of the command line has only their texts."""
    lines = [msgspec.json.decode(line, type=Kept) for line in files.get(FILE, b"").splitlines() if line.strip()]
    for kept in lines:
        _restore(incident, kept, by)
    told = {kept.lang for kept in lines}
    for name, lang in PLAIN.items():
        text = files.get(name, b"").decode("utf-8", "replace")
        if text.strip() and lang not in told:
            begin(incidents=[incident], by=by, now=now, lang=lang, text=text)


def _kept(row: Review) -> Kept:
    return Kept(
        lang=row.lang, title=row.title, status=row.status, template=row.template, made_at=row.made_at, changed_at=row.changed_at,
        published_at=row.published_at,
        versions=tuple(
            Version(r.version, r.title, r.markdown, r.by_name, r.at, r.base, r.note) for r in row.revisions.order_by("version")
        ),
        factors=tuple(Known(f.now, f.area, f.before, f.facet, tuple(f.events), f.at) for f in row.factors.order_by("order", "id")),
        talk=tuple(_talk(thread) for thread in row.threads.order_by("id")),
    )  # fmt: skip


def _talk(thread: Thread) -> Talk:
    comments = tuple(
        Said(_name(c.by, c.text), _words(c.by, c.text), c.at)
        for c in thread.comments.order_by("id").select_related("by")
    )
    return Talk(thread.at, thread.quote, thread.before, thread.after, thread.resolved_at, comments)


def _restore(incident: Incident, kept: Kept, by: User) -> None:
    last = max(kept.versions, key=lambda v: v.version)
    review = Review(
        title=kept.title, lang=kept.lang, status=kept.status, template=kept.template, owner=by, made_by=by, made_at=kept.made_at,
        changed_at=kept.changed_at, published_at=kept.published_at, version=last.version,
    )  # fmt: skip
    set_text(review, last.markdown)
    review.save()
    Covers.objects.create(review=review, incident=incident)
    keep_revision(review, by=by, now=kept.changed_at)
    Revision.objects.filter(review=review).delete()
    Revision.objects.bulk_create(
        Revision(
            review=review, version=v.version, title=v.title, markdown=v.markdown, by_name=v.by, at=v.at, base=v.base, note=v.note
        )
        for v in kept.versions
    )  # fmt: skip
    Factor.objects.bulk_create(
        Factor(review=review, order=n, before=f.before, now=f.now, area=f.area, facet=f.facet, events=list(f.events), at=f.at or kept.made_at)
        for n, f in enumerate(kept.factors)
    )  # fmt: skip
    _threads(review, kept.talk)


def _threads(review: Review, talk: Sequence[Talk]) -> None:
    for one in talk:
        thread = Thread.objects.create(
            review=review, quote=one.quote, before=one.before, after=one.after, at=one.at, resolved_at=one.settled
        )  # fmt: skip
        Comment.objects.bulk_create(
            Comment(thread=thread, text=f"{said.by}: {said.text}" if said.by else said.text, at=said.at)
            for said in one.comments
        )


def _name(by: User | None, text: str) -> str:
    return by.name if by else text.partition(": ")[0] if ": " in text else ""


def _words(by: User | None, text: str) -> str:
    """The words alone: a comment that came from elsewhere carries its writer's name before them."""
    return text if by or ": " not in text else text.partition(": ")[2]


PART = Part(_write, _read)
