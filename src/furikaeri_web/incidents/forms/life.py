"""The small forms around an incident: a severity, a phase, triage, a step, who may see it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from furikaeri_web.incidents.forms.fields import (
    MomentField,
    PeopleField,
    TeamsField,
    attributes,
    clock_in,
    in_zone,
    said,
)
from furikaeri_web.incidents.models import Incident, SeverityChange


class SeverityForm(forms.Form):
    """From when on it stood at which severity, and until when."""

    severity = forms.CharField(
        max_length=40,
        label=said("It stood at", "重大度"),
        error_messages={"required": said("Which severity was it?", "どの重大度でしたか。")},
        widget=forms.TextInput(attributes("severities")),
    )
    at = MomentField(
        required=True,
        label=said("From", "いつから"),
        error_messages={"required": said("From when on?", "いつからでしたか。")},
    )
    until = MomentField(
        label=said("Until", "いつまで"),
        help_text=said(
            "Leave it empty if the next one, or the end, followed.", "次の重大度か終了まで続いた場合は空のままで。"
        ),
    )
    reason = forms.CharField(
        max_length=300,
        required=False,
        label=said("What speaks for it", "そう言える手がかり"),
        widget=forms.TextInput(attributes()),
    )

    def __init__(self, *args: Any, zone: str, stated: SeverityChange | None = None, **options: Any) -> None:
        first = (
            {"severity": stated.severity, "at": clock_in(stated.at, zone), "until": clock_in(stated.until, zone)}
            if stated
            else {}
        )
        super().__init__(*args, **({"initial": first} | options))
        self._zone = zone

    def clean(self) -> dict[str, Any]:
        """Both times as moments."""
        for name in ("at", "until"):
            if self.cleaned_data.get(name):
                try:
                    self.cleaned_data[name] = in_zone(self.cleaned_data[name], self._zone)
                except ValidationError as fault:
                    self.add_error(name, fault)
        return self.cleaned_data


class PhaseForm(forms.Form):
    """Which phase of its life an incident is in, and when it ended where that is known."""

    phase = forms.ChoiceField(choices=Incident.Phase.choices)
    ended = MomentField(
        label=said("It ended", "終わった時刻"),
        help_text=said("If it is over and you know when.", "終わっていて、時刻が分かる場合に。"),
    )
    reason = forms.CharField(
        max_length=300, required=False, label=said("In a few words", "ひとこと"), widget=forms.TextInput(attributes())
    )

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._zone = zone

    def clean_ended(self) -> Any:
        """The end as a moment."""
        return in_zone(self.cleaned_data["ended"], self._zone)


class TriageForm(forms.Form):
    """Which criteria are met, and what follows."""

    deserves = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    criteria = forms.MultipleChoiceField(required=False)
    reason = forms.CharField(
        max_length=2_000,
        required=False,
        label=said("In your own words", "ひとこと"),
        help_text=said(
            "To go without a review needs a reason; it may be judged again at any time.",
            "振り返りをしない場合は理由が必要です。判断はいつでも変えられます。",
        ),
        widget=forms.Textarea(attributes(rows=3)),
    )

    def __init__(self, *args: Any, keys: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["criteria"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]  # a choice field


class StepForm(forms.Form):
    """A step of people's own."""

    title = forms.CharField(
        max_length=200,
        label=said("A step of your own", "自分たちのステップ"),
        error_messages={"required": said("What is to be done?", "何をしますか。")},
        widget=forms.TextInput(attributes()),
    )
    due = MomentField(label=said("Due", "期日"))

    def __init__(self, *args: Any, zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._zone = zone

    def clean_due(self) -> Any:
        """When, as a moment."""
        return in_zone(self.cleaned_data["due"], self._zone)


class AccessForm(forms.Form):
    """Whom to let in."""

    people = PeopleField(
        suggests="people",
        label=said("Let in people", "招く人"),
        help_text=said(
            "Names or mail addresses, with commas between them.", "名前かメールアドレスをコンマで区切って。"
        ),
    )
    teams = TeamsField(suggests="teams", label=said("Let in teams", "招くチーム"))
