"""The text of a review: begun, saved, put together with what others wrote meanwhile, brought back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from furikaeri.export.prose import safe_source
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.reviews.listening import kept
from furikaeri_web.reviews.models import Review, Revision
from furikaeri_web.reviews.services.noting import noted
from furikaeri_web.reviews.text.merge import merge
from furikaeri_web.reviews.text.parts import part_of, parts, put, title_of
from furikaeri_web.reviews.text.prose import opening

if TYPE_CHECKING:
    from datetime import datetime

    from furikaeri.text import Lang
    from furikaeri_web.accounts.models import User

MOST = 1_000_000
"""Characters of one review."""
_MERGED = Text(
    "Others wrote meanwhile; both are in the text.", "その間にほかの人も書いていました。両方を合わせてあります。"
)
_COLLIDED = Text(
    "Others wrote in the same place meanwhile. Both texts stand there under a question: keep what holds.",
    "同じところをほかの人も書いていました。両方の文章を、問いの下に並べてあります。残す言葉を選んでください。",
)
_GONE = Text(
    "This part is not in the review any more. Your words are still in this page: open the whole text and put them where they belong.",
    "この節は、もう本文にありません。書いた文章はこの画面に残っています。全文を開いて、ふさわしい場所へ入れてください。",
)
_SPLIT = Text(
    "Your text holds several headings; each is a part of its own now.",
    "見出しが複数あるため、それぞれ別の節になりました。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What stands now. `text` is the whole, or the part that was written; `merged` where it is not what was sent."""

    version: int
    text: str
    merged: bool
    note: Text | None
    collisions: int = 0


def clean(text: str) -> str:
    """The text with plain line ends and nothing that a database refuses; FurikaeriError where it is too long."""
    text = safe_source(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > MOST:
        raise FurikaeriError(
            Text(
                "This text has {n} characters; a review holds at most {most}. Move long records to the evidence.",
                "{n} 文字あります。振り返りに書けるのは {most} 文字までです。長い記録は「記録」に加えてください。",
            ).fill(n=f"{len(text):,}", most=f"{MOST:,}")
        )
    return text


@transaction.atomic
def save(*, review: Review, text: str, base: int, by: User, now: datetime, about: str = "") -> Saved:
    """Saves the whole text, which was written upon version `base`. Where others saved since, both are put together."""
    text = clean(text)
    found = Review.objects.select_for_update().get(pk=review.pk)
    return _keep(found, review, base_text=_text_of(found, base), text=text, base=base, by=by, now=now, about=about)


@transaction.atomic
def save_part(
    *, review: Review, key: str, place: int | None, text: str, base: int, by: User, now: datetime, about: str = ""
) -> Saved:
    """Saves one part, which was written upon version `base`, into the whole; answers with the part as it stands now."""
    text = clean(text)
    found = Review.objects.select_for_update().get(pk=review.pk)
    before = _text_of(found, base)
    part = part_of(parts(before), key, place)
    if part is None:
        raise FurikaeriError(_GONE)
    whole = put(before, part, text)
    at = parts(before).index(part)
    saved = _keep(found, review, base_text=before, text=whole, base=base, by=by, now=now, about=about)
    mine = parts(whole)
    written = mine[at] if at < len(mine) else None
    now_there = part_of(parts(saved.text), written.key if written else key, at)
    if now_there is None:  # the part was written away
        return Saved(version=saved.version, text="", merged=saved.merged, note=saved.note)
    stands = saved.text[slice(*now_there.span)]
    split = len(mine) > len(parts(before))
    changed = stands.rstrip("\n") != text.rstrip("\n")
    return Saved(
        version=saved.version,
        text=stands if changed else text,
        merged=changed,
        note=saved.note or (_SPLIT if split and changed else None),
        collisions=saved.collisions,
    )


@transaction.atomic
def restore(*, review: Review, version: int, by: User, now: datetime) -> Saved:
    """Brings the text of an earlier version back, as a new version; FurikaeriError where it is not kept any more."""
    found = Review.objects.select_for_update().get(pk=review.pk)
    revision = Revision.objects.filter(review=found, version=version).first()
    if revision is None:
        raise FurikaeriError(Text("Version {n} is not kept any more.", "版 {n} は残っていません。").fill(n=version))
    about = Text("Brings back version {n}", "版 {n} に戻す").fill(n=version)["ja" if found.lang == "ja" else "en"]
    text = found.markdown
    return _keep(found, review, base_text=text, text=revision.markdown, base=found.version, by=by, now=now, about=about)


def _keep(
    found: Review, shown: Review, *, base_text: str, text: str, base: int, by: User, now: datetime, about: str
) -> Saved:
    """Writes the next version; a text that changes nothing makes none."""
    lang: Lang = "ja" if found.lang == "ja" else "en"
    collisions = 0
    result = text
    if base_text != found.markdown:
        them = Revision.objects.filter(review=found).order_by("-version").values_list("by_name", flat=True).first()
        merged = merge(base_text, text, found.markdown, lang=lang, by_me=by.name, by_them=them or "?")
        result, collisions = merged.text, merged.collisions
    if result != found.markdown:
        if len(result) > 2 * MOST:
            clean(result)
        found.version += 1
        set_text(found, result)
        found.changed_at = now
        found.save(update_fields=["version", "markdown", "title", "opening", "changed_at"])
        keep_revision(found, by=by, now=now, base=base, about=about)
        noted("review-saved", found, by=by, now=now, quiet=True, version=found.version)
    for name in ("version", "markdown", "title", "opening", "changed_at"):
        setattr(shown, name, getattr(found, name))
    note = None if result == text else _COLLIDED if collisions else _MERGED
    return Saved(version=found.version, text=result, merged=result != text, note=note, collisions=collisions)


def set_text(review: Review, text: str) -> None:
    """Sets the words and what is derived from them; writes nothing."""
    review.markdown = text
    review.title = title_of(text)[:300] or review.title
    review.opening = opening(text)[:400]


def keep_revision(review: Review, *, by: User | None, now: datetime, base: int = 0, about: str = "") -> Revision:
    """Keeps the text as it stands under its version."""
    kept(review)
    return Revision.objects.create(
        review=review, version=review.version, title=review.title, markdown=review.markdown, by=by,
        by_name=by.name if by else "", at=now, base=base, note=about[:300],
    )  # fmt: skip


def _text_of(review: Review, version: int) -> str:
    """The text of a version; of the last one before it where that one was thinned out, "" where none is left."""
    if version == review.version:
        return review.markdown
    kept = Revision.objects.filter(review=review, version__lte=version).order_by("-version")
    return kept.values_list("markdown", flat=True).first() or ""
