"""Fields that people fill in: names side by side, a zone, a moment in it, somebody of the organisation."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.functional import lazy

from furikaeri.bundle.incident import zone as zone_of
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.models import Team, User
from furikaeri_web.parts.templatetags.words import told

_BETWEEN = re.compile(r"[,、，;；\n]")
_ADDRESS = re.compile(r"<([^<>\s]+@[^<>\s]+)>\s*$")

_lazily = lazy(lambda en, ja: told(Text(en, ja)), str)


def said(en: str, ja: str) -> str:
    """Words of a form that are chosen when the form is shown, in the language of whoever looks."""
    return _lazily(en, ja)  # type: ignore[no-untyped-call]  # Django's stubs leave lazy functions untyped


def amiss(en: str, ja: str, **values: object) -> ValidationError:
    """What is wrong with a field and what to do, in the reader's language."""
    return ValidationError(told(Text(en, ja).fill(**values)))


def attributes(suggests: str = "", **more: object) -> dict[str, object]:
    """The attributes of an input; `suggests` is a kind of names that are offered while one types."""
    found: dict[str, object] = {"class": "field", "autocomplete": "off", **more}
    if suggests:
        found |= {
            "hx-get": reverse_lazy("incident-names", args=[suggests]),
            "hx-trigger": "focus once, input delay:150ms" if suggests != "zones" else "focus once",
            "hx-target": "next datalist",
            "hx-sync": "this:replace",
            "list": f"offers-{suggests}",
            "data-suggests": suggests,
        }
    return found


class NamesField(forms.CharField):
    """Names with commas between them; gives a list, each once."""

    def __init__(self, *, suggests: str, **options: Any) -> None:
        super().__init__(required=False, widget=forms.TextInput(attributes(suggests)), **options)

    def prepare_value(self, value: Any) -> Any:
        """A list as one would type it."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The names."""
        words = (word.strip() for word in _BETWEEN.split(super().to_python(value) or ""))
        found = list(dict.fromkeys(word for word in words if word))
        if long := next((word for word in found if len(word) > 80), None):
            raise amiss("“{w}…” is too long for a name.", "「{w}…」は名前として長すぎます。", w=long[:20])
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other names stand there now."""
        return sorted(self.to_python(initial if isinstance(initial, str) else ", ".join(initial or []))) != sorted(
            self.to_python(data)
        )


class ZoneField(forms.CharField):
    """The name of a zone such as Asia/Tokyo."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=64, widget=forms.TextInput(attributes("zones")), **options)

    def clean(self, value: Any) -> Any:
        """The name, if there is such a zone."""
        try:
            return str(zone_of(super().clean(value)))
        except FurikaeriError as fault:
            raise ValidationError(told(fault.message)) from fault


class MomentField(forms.CharField):
    """A day and time as a clock on some wall showed it; `in_zone` makes it a moment. Gives a naive datetime or None."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(attributes(type="datetime-local", step="60"), format="%Y-%m-%dT%H:%M")
        super().__init__(required=options.pop("required", False), widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        """What the clock showed."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            return datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError as fault:
            raise amiss(
                "“{t}” is no day and time. Write it as 2026-10-14 14:10.",
                "「{t}」は日時として読めません。2026-10-14 14:10 のようにお書きください。",
                t=text,
            ) from fault


def in_zone(clock: datetime | None, zone: str) -> datetime | None:
    """The moment at which a clock in that zone showed it; ValidationError where it never did (clocks went forward).

    Where it showed it twice (clocks went back) the first time is meant.
    """
    if clock is None:
        return None
    where = ZoneInfo(zone)
    try:
        moment = clock.replace(tzinfo=where).astimezone(UTC)
        skipped = moment.astimezone(where).replace(tzinfo=None) != clock
    except OverflowError:
        skipped = True
    if skipped:
        raise amiss(
            "No clock in {zone} ever showed {t:%Y-%m-%d %H:%M}.",
            "{zone} の時計が {t:%Y-%m-%d %H:%M} を指したことはありません。",
            zone=zone,
            t=clock,
        )
    return moment


def clock_in(moment: datetime | None, zone: str) -> str:
    """A moment as a clock in that zone shows it, for a field."""
    return "" if moment is None else f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"


def somebody(word: str) -> User:
    """The person a word names: a mail address, `Name <address>`, or a name that only one bears; else ValidationError."""
    found = _ADDRESS.search(word)
    people = User.objects.filter(is_active=True)
    if found or "@" in word:
        person = people.filter(email__iexact=found[1] if found else word).first()
        if person is None:
            raise amiss("Nobody here has the address {w}.", "{w} というアドレスの人はいません。", w=word)
        return person
    named = list(people.filter(name__iexact=word)[:2])
    if len(named) == 1:
        return named[0]
    if named:
        raise amiss(
            "More than one person is called “{w}”. Write the mail address.",
            "「{w}」という名前の人は一人ではありません。メールアドレスでお書きください。",
            w=word,
        )
    raise amiss(
        "Nobody here is called “{w}”. Write the name as it is in the profile, or the mail address.",
        "「{w}」という人は見つかりません。プロフィールの名前かメールアドレスでお書きください。",
        w=word,
    )


def team(word: str) -> Team:
    """The team of that name, else ValidationError."""
    found = Team.objects.filter(name__iexact=word).first()
    if found is None:
        raise amiss("There is no team “{w}”.", "「{w}」というチームはありません。", w=word)
    return found


class PeopleField(NamesField):
    """People of the organisation, with commas between them; gives User objects."""

    def clean(self, value: Any) -> Any:
        """Each of them."""
        return [somebody(word) for word in super().clean(value)]


class TeamsField(NamesField):
    """Teams with commas between them; gives Team objects."""

    def clean(self, value: Any) -> Any:
        """Each of them."""
        return [team(word) for word in super().clean(value)]
