"""Changing what is said of an incident; only what one changed is written, so that two people don't undo each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from furikaeri_web.incidents.forms.fields import (
    MomentField,
    NamesField,
    ZoneField,
    attributes,
    clock_in,
    in_zone,
    said,
    somebody,
)

if TYPE_CHECKING:
    from django.http import QueryDict

    from furikaeri_web.incidents.models import Incident


class ChangeForm(forms.Form):
    """Everything that is said of an incident in a field of its own."""

    title = forms.CharField(
        max_length=300,
        label=said("Title", "題名"),
        error_messages={"required": said("It needs a title that people recognise.", "皆が見て分かる題名が必要です。")},
        widget=forms.TextInput(attributes()),
    )
    summary = forms.CharField(
        max_length=20_000,
        required=False,
        label=said("In two sentences", "概要（一、二文）"),
        help_text=said(
            "What people saw, and what is known by now. The story belongs into the review.",
            "何が見えたか、今分かっていること。くわしい話は振り返りに書きます。",
        ),
        widget=forms.Textarea(attributes(rows=4)),
    )
    services = NamesField(
        suggests="services",
        label=said("Services", "サービス"),
        help_text=said("With commas between them.", "コンマで区切ります。"),
    )
    tags = NamesField(
        suggests="tags",
        label=said("Tags", "タグ"),
        help_text=said("Words by which it is found with others.", "ほかのものと一緒に見つけるための言葉。"),
    )
    owner = forms.CharField(
        required=False,
        label=said("Owner", "担当"),
        help_text=said(
            "Who looks after the process. A role, never a fault.", "手順を見守る人。役割であって、責めではありません。"
        ),
        widget=forms.TextInput(attributes("people")),
    )
    began = MomentField(label=said("It began", "始まった時刻"))
    ended = MomentField(
        label=said("It ended", "終わった時刻"),
        help_text=said("Due dates are counted from here.", "期日はここから数えます。"),
    )
    zone = ZoneField(
        label=said("In the zone", "タイムゾーン"),
        help_text=said("The two times are read in it.", "二つの時刻はこのゾーンのものとして読みます。"),
    )
    lang = forms.ChoiceField(
        choices=[("en", "English"), ("ja", "日本語")],
        label=said("Language of the incident", "インシデントの言語"),
        widget=forms.Select(attributes()),
    )
    near_miss = forms.BooleanField(
        required=False, label=said("A near miss: it came close, nobody was hurt", "ヒヤリハット（被害はなかった）")
    )

    def __init__(self, data: QueryDict | None, *, incident: Incident) -> None:
        super().__init__(data, initial=_initial(incident))
        for field in self.fields.values():
            field.show_hidden_initial = True

    def clean_title(self) -> str:
        """The title on one line."""
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_owner(self) -> Any:
        """The person, None for nobody."""
        word = self.cleaned_data["owner"].strip()
        return somebody(word) if word else None

    def clean(self) -> dict[str, Any]:
        """Times as moments."""
        found = self.cleaned_data
        for name in ("began", "ended"):
            if found.get(name) and found.get("zone"):
                try:
                    found[name] = in_zone(found[name], found["zone"])
                except ValidationError as fault:
                    self.add_error(name, fault)
        return found

    @property
    def said(self) -> dict[str, Any]:
        """What this person changed; with another zone its clocks mean other moments."""
        changed = set(self.changed_data)
        if "zone" in changed:
            changed |= {"began", "ended"}
        return {name: value for name, value in self.cleaned_data.items() if name in changed}


def _initial(incident: Incident) -> dict[str, Any]:
    owner = incident.owner
    return {
        "title": incident.title, "summary": incident.summary, "zone": incident.zone, "lang": incident.lang,
        "near_miss": incident.near_miss, "began": clock_in(incident.began, incident.zone),
        "ended": clock_in(incident.ended, incident.zone), "owner": f"{owner.name} <{owner.email}>" if owner else "",
        "services": sorted(s.name for s in incident.services.all()), "tags": sorted(t.name for t in incident.tags.all()),
    }  # fmt: skip
