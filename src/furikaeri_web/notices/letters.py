"""Letters that carry notices: what goes into one, and how it is written for the person as they may see it now."""

from __future__ import annotations

from datetime import timedelta
from email.charset import BASE64, Charset
from email.utils import make_msgid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from furikaeri.text import Lang, Text
from furikaeri_web.accounts.selectors import organisation
from furikaeri_web.notices import hours
from furikaeri_web.notices.kinds import HOWS, kind, sentence
from furikaeri_web.notices.models import Letter, Notice, Wishes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from furikaeri_web.accounts.models import User
    from furikaeri_web.notices.kinds import How

STALE = timedelta(days=7)  # what could not be told by mail in that time is left to the inbox
_MOST = 100  # notices in one letter; the rest go with the next
_MANY = Text("{n} things wait for you on furikaeri", "furikaeri に {n} 件のお知らせがあります")
_DIGEST = Text("Your day on furikaeri: {n} thing{s}", "furikaeri の1日のまとめ（{n} 件）")
_MORE = Text("(and {n} more like it)", "（ほか {n} 件）")
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = BASE64  # a server that knows only seven bits leaves Japanese whole
_FOOT = Text(
    "What comes by mail, and when, is yours to choose: {url}",
    "どのお知らせをいつメールで受け取るかは、こちらで変更できます: {url}",
)


def wishes_of(person: User) -> Wishes:
    """How they want to hear of things; the usual where they never said."""
    return Wishes.objects.filter(person=person).first() or Wishes(person=person)


def choice(wishes: Wishes, what: str) -> How:
    """How this kind reaches them."""
    chosen = wishes.choices.get(what)
    return chosen if chosen in HOWS else kind(what).usual


def gather(person: User, now: datetime, *, digest: bool = False) -> Letter | None:
    """A letter with what this person is to hear at once (or once a day) and has not read; None where there is nothing.

    Nothing while their quiet hours last: it stays where it is, and goes when they end.
    """
    wishes = wishes_of(person)
    if not person.is_active or hours.quiet(wishes, person.zone, now):
        return None
    with transaction.atomic():
        waiting = Notice.objects.visible_to(person).filter(
            read_at=None, mailed_at=None, letter=None, at__gt=now - STALE
        )
        if digest:
            waiting = waiting.filter(at__lt=hours.digest_moment(wishes, person.zone, now))
        by_it: How = "digest" if digest else "mail"
        wanted = [n.pk for n in waiting.only("what")[: 10 * _MOST] if choice(wishes, n.what) == by_it][:_MOST]
        if not wanted:
            return None
        letter = Letter.objects.create(person=person, digest=digest, made_at=now, due=now, name=new_name())
        # another worker may have taken some meanwhile: only what is still free goes along
        if not Notice.objects.filter(pk__in=wanted, letter=None, mailed_at=None).update(letter=letter):
            letter.delete()
            return None
    return letter


def written(letter: Letter) -> EmailMessage | None:
    """The mail as it stands now: only what the person still may see and has not read; None where nothing is left."""
    person = letter.person
    if person is None or not person.is_active:
        return None
    carried: list[Notice] = list(Notice.objects.visible_to(person).filter(letter=letter, read_at=None))
    if not carried:
        return None
    lang: Lang = "ja" if (person.lang or organisation().lang) == "ja" else "en"
    return EmailMessage(subject=_subject(letter, carried, lang), body=_body(carried, lang), to=[person.email])


def new_name() -> str:
    """A name that no other letter has."""
    return make_msgid(domain=settings.ENVIRONMENT.address.hostname or "localhost")


def sealed(message: EmailMessage, name: str) -> bytes:
    """The mail as it goes over the wire, under the letter's own name, so that a second delivery is known as one."""
    message.encoding = _UTF8
    message.extra_headers = {"Message-ID": name, "Auto-Submitted": "auto-generated", **message.extra_headers}
    return message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's message takes it


def _subject(letter: Letter, carried: Sequence[Notice], lang: Lang) -> str:
    if letter.digest:
        return _DIGEST.fill(n=len(carried))[lang]
    if len(carried) == 1:
        return " ".join(sentence(carried[0].what, carried[0].words)[lang].split())
    return _MANY.fill(n=len(carried))[lang]


def _body(carried: Sequence[Notice], lang: Lang) -> str:
    url = settings.ENVIRONMENT.url
    parts = []
    for notice in carried:
        more = f" {_MORE.fill(n=notice.times - 1)[lang]}" if notice.times > 1 else ""
        excerpt = str(notice.words.get("excerpt", "")).strip()
        said = "".join(f"\n> {line}" for line in excerpt.splitlines()) if excerpt else ""
        parts.append(f"{sentence(notice.what, notice.words)[lang]}{more}{said}\n{url}/inbox/{notice.pk}/")
    return "\n\n".join(parts) + f"\n\n-- \n{_FOOT.fill(url=f'{url}/inbox/choices/')[lang]}\n"
