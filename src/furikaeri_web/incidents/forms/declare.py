"""Declaring an incident: one short form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from furikaeri_web.incidents.forms.fields import (
    MomentField,
    NamesField,
    PeopleField,
    TeamsField,
    ZoneField,
    amiss,
    attributes,
    in_zone,
    said,
)

if TYPE_CHECKING:
    from datetime import datetime


class DeclareForm(forms.Form):
    """What is known at the first moment; all but the title can wait."""

    title = forms.CharField(
        max_length=300,
        label=said("What is happening?", "何が起きていますか"),
        help_text=said(
            "What people see, in one line. It can be changed later.",
            "見えていることを一行で。あとで変えられます。",
        ),
        error_messages={
            "required": said("One line is enough: what do people see?", "一行でかまいません。何が見えていますか。")
        },
        widget=forms.TextInput(attributes(autofocus=True)),
    )
    severity = forms.CharField(
        max_length=40,
        required=False,
        label=said("Severity", "重大度"),
        help_text=said(
            "As it looks now; it may change as often as you learn more.",
            "今の見立てで。分かり次第、何度でも変えられます。",
        ),
        widget=forms.TextInput(attributes("severities")),
    )
    services = NamesField(
        suggests="services",
        label=said("Services", "サービス"),
        help_text=said("With commas between them.", "コンマで区切ります。"),
    )
    began = MomentField(
        label=said("It began", "始まった時刻"),
        help_text=said("Leave it empty if nobody knows yet.", "まだ分からなければ空のままで。"),
    )
    zone = ZoneField(
        label=said("In the zone", "タイムゾーン"),
        help_text=said("The incident's own local time.", "このインシデントの現地時間。"),
    )
    near_miss = forms.BooleanField(
        required=False, label=said("A near miss: it came close, nobody was hurt", "ヒヤリハット（被害はなかった）")
    )
    private = forms.BooleanField(
        required=False, label=said("Private: only those let in may see it", "非公開（招いた人だけが見られます）")
    )
    people = PeopleField(
        suggests="people",
        label=said("Let in people", "招く人"),
        help_text=said(
            "Names or mail addresses, with commas between them.", "名前かメールアドレスをコンマで区切って。"
        ),
    )
    teams = TeamsField(suggests="teams", label=said("Let in teams", "招くチーム"))

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self._now = now

    def clean_title(self) -> str:
        """The title on one line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean(self) -> dict[str, Any]:
        """Began as a moment; nobody is let into what is open, so names there ask for `private`."""
        found = self.cleaned_data
        if found.get("began") and found.get("zone"):
            try:
                found["began"] = in_zone(found["began"], found["zone"])
                if found["began"] > self._now:
                    self.add_error(
                        "began",
                        amiss(
                            "That moment has not come yet. Look at the zone, too.",
                            "その時刻はまだ来ていません。タイムゾーンもご確認ください。",
                        ),
                    )
            except ValidationError as fault:
                self.add_error("began", fault)
        if (found.get("people") or found.get("teams")) and not found.get("private"):
            self.add_error(
                "private",
                amiss(
                    "You named who is let in. Tick this to keep it to them, or take the names out.",
                    "招く人が書かれています。限る場合はここを選び、そうでなければ名前を消してください。",
                ),
            )
        return found
