"""Fields that these forms share: a name, a language, a zone, a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.functional import lazy

from furikaeri.bundle.incident import zone as zone_of
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.models import User
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

said = cast("Callable[[str, str], _StrPromise]", lazy(lambda en, ja: told(Text(en, ja)), str))
LANGUAGES = (("en", "English"), ("ja", "日本語"))
ROLES: dict[str, Text] = {
    "member": Text("Member: tells, writes and reads", "メンバー：語り、書き、読みます"),
    "facilitator": Text(
        "Facilitator: also prepares meetings, keeps teams, and lets people into private incidents they are in",
        "ファシリテーター：会の準備、チームの管理、自分が入っている非公開インシデントへの招待も行います",
    ),
    "administrator": Text(
        "Administrator: also looks after people, retention and legal holds",
        "管理者：利用者、保存期間、法的保全も管理します",
    ),
}
ROLE_NAMES: dict[str, Text] = {
    "member": Text("Member", "メンバー"),
    "facilitator": Text("Facilitator", "ファシリテーター"),
    "administrator": Text("Administrator", "管理者"),
}


def inputs(**more: str) -> forms.TextInput:
    """A line of text in our look."""
    return forms.TextInput({"class": "field", **more})


def one_of() -> forms.Select:
    """A choice in our look."""
    return forms.Select({"class": "field field--short"})


class NameField(forms.CharField):
    """How a person is called, in the order in which they write it."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", said("Your name", "お名前"))
        super().__init__(
            max_length=120,
            widget=inputs(autocomplete="name"),
            error_messages={
                "required": said("How shall others call you?", "ほかの人から見えるお名前を入力してください。")
            },
            **options,
        )


class LangField(forms.ChoiceField):
    """English or Japanese."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", said("Language", "言語"))
        super().__init__(choices=LANGUAGES, widget=one_of(), **options)


class ZoneField(forms.CharField):
    """The name of a zone such as Asia/Tokyo."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", said("Time zone", "タイムゾーン"))
        options.setdefault(
            "help_text", said("As in Asia/Tokyo or Europe/Berlin.", "Asia/Tokyo や Europe/Berlin のように。")
        )
        super().__init__(max_length=64, widget=inputs(list="zones", autocomplete="off", spellcheck="false"), **options)

    def clean(self, value: Any) -> Any:
        """The name, if there is such a zone."""
        try:
            return str(zone_of(super().clean(value)))
        except FurikaeriError as fault:
            raise ValidationError(told(fault.message)) from fault


class NewPasswordForm(forms.Form):
    """Asks for a new password, held against what else the form says of its owner."""

    password = forms.CharField(
        label=said("Password", "パスワード"),
        strip=False,
        widget=forms.PasswordInput({"class": "field", "autocomplete": "new-password"}),
        help_text=said(
            "At least ten characters; a short sentence is a good one.",
            "10文字以上。短い文章にすると覚えやすく安全です。",
        ),
        error_messages={"required": said("Please choose a password.", "パスワードを決めてください。")},
    )

    def owner(self) -> User:
        """Whose password it will be, as far as the form knows."""
        return User(name=self.cleaned_data.get("name", ""), email=self.cleaned_data.get("email", ""))

    def clean(self) -> dict[str, Any] | None:
        """The form, with a password that is not easily guessed."""
        cleaned = super().clean()
        if password := self.cleaned_data.get("password"):
            try:
                validate_password(password, self.owner())
            except ValidationError as fault:
                self.add_error("password", fault)
        return cleaned
