"""People: invited, accepted, described, gathered in teams, found in the audit log."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from furikaeri_web.accounts.deeds import DEEDS
from furikaeri_web.accounts.forms.fields import (
    ROLES,
    LangField,
    NameField,
    NewPasswordForm,
    ZoneField,
    inputs,
    one_of,
    said,
)
from furikaeri_web.accounts.models import User
from furikaeri_web.accounts.selectors import present
from furikaeri_web.parts.templatetags.words import told


def _roles() -> list[tuple[str, str]]:
    return [(key, told(text)) for key, text in ROLES.items()]


class RoleForm(forms.Form):
    """What a person may do beyond their own."""

    role = forms.ChoiceField(choices=_roles, widget=forms.RadioSelect(), label=said("Role", "役割"), initial="member")


class InviteForm(RoleForm):
    """Whom to invite."""

    email = forms.EmailField(
        label=said("Mail address", "メールアドレス"),
        widget=forms.EmailInput({"class": "field", "autocomplete": "off"}),
        error_messages={
            "required": said("Whom would you like to invite?", "招待する人のメールアドレスを入力してください。")
        },
    )
    field_order = ("email", "role")


class AcceptForm(NewPasswordForm):
    """What a person who was invited says of themselves."""

    name = NameField()
    lang = LangField()
    zone = ZoneField()
    field_order = ("name", "password", "lang", "zone")

    def __init__(self, *args: Any, email: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.email = email

    def owner(self) -> User:
        """Whoever was invited."""
        return User(name=self.cleaned_data.get("name", ""), email=self.email)


class ProfileForm(forms.Form):
    """What a person says of themselves."""

    name = NameField()
    lang = LangField(
        help_text=said(
            "A choice made on this device with EN / 日本語 goes first there.",
            "画面上部の EN / 日本語 で選ぶと、その端末ではそちらが優先されます。",
        )
    )
    zone = ZoneField()


class TeamForm(forms.Form):
    """A team's name."""

    name = forms.CharField(
        max_length=120,
        label=said("Name of the team", "チーム名"),
        widget=inputs(autocomplete="off"),
        error_messages={"required": said("A team needs a name.", "チーム名を入力してください。")},
    )


class MembersForm(forms.Form):
    """Who belongs to a team."""

    members = forms.ModelMultipleChoiceField(
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        label=said("Members", "メンバー"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["members"].queryset = present()  # type: ignore[attr-defined]  # a ModelMultipleChoiceField


class AuditForm(forms.Form):
    """What to look for in the audit log; days are those of the reader's zone."""

    by = forms.ModelChoiceField(
        queryset=User.objects.none(),
        required=False,
        widget=one_of(),
        label=said("Who", "人"),
        empty_label=said("anybody", "すべて"),
    )
    what = forms.ChoiceField(required=False, widget=one_of(), label=said("Did what", "行ったこと"))
    about = forms.CharField(required=False, max_length=100, widget=inputs(type="search"), label=said("About", "対象"))
    since = forms.DateField(required=False, widget=inputs(type="date"), label=said("From", "開始日"))
    until = forms.DateField(required=False, widget=inputs(type="date"), label=said("To", "終了日"))

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.zone = ZoneInfo(zone)
        self.fields["by"].queryset = User.objects.order_by("name", "pk")  # type: ignore[attr-defined]  # a ModelChoiceField
        named = sorted((told(text), key) for key, text in DEEDS.items())
        self.fields["what"].choices = [("", str(said("anything", "すべて"))), *((key, text) for text, key in named)]  # type: ignore[attr-defined]  # a ChoiceField

    def asked(self) -> dict[str, Any]:
        """The values as the selector takes them; what can't be read is left out."""
        found = dict(self.cleaned_data) if self.is_valid() else dict(getattr(self, "cleaned_data", {}))
        since, until = found.pop("since", None), found.pop("until", None)
        return {
            **found,
            "since": self._midnight(since) if since else None,
            "until": self._midnight(until + timedelta(days=1)) if until else None,
        }

    def _midnight(self, day: Any) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)
