"""What a list of incidents shows, as it stands in an address. What can't be read is left out, never an error."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django import forms

from furikaeri_web.incidents.forms.fields import attributes, said
from furikaeri_web.incidents.models import Incident
from furikaeri_web.incidents.selectors import Filters
from furikaeri_web.incidents.told import PHASES
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from django.http import QueryDict

_JUDGED = {
    "waiting": said("not judged yet", "未判断"),
    "yes": said("worth a review", "振り返る"),
    "no": said("no review", "振り返らない"),
}
LABELS = {
    "q": said("Words", "語"),
    "service": said("Service", "サービス"),
    "severity": said("Severity", "重大度"),
    "tag": said("Tag", "タグ"),
    "phase": said("Phase", "段階"),
    "judged": said("Review", "振り返り"),
    "since": said("From", "から"),
    "until": said("To", "まで"),
    "near": said("Near misses", "ヒヤリハット"),
    "mine": said("Mine", "自分の担当"),
}


class FilterForm(forms.Form):
    """The filters as fields; `filters` as the selectors want them."""

    q = forms.CharField(
        required=False, max_length=300, widget=forms.TextInput(attributes(type="search", **{"data-key": "/"}))
    )
    service = forms.CharField(required=False, max_length=120, widget=forms.TextInput(attributes("services")))
    severity = forms.CharField(required=False, max_length=40, widget=forms.TextInput(attributes("severities", size=7)))
    tag = forms.CharField(required=False, max_length=80, widget=forms.TextInput(attributes("tags", size=10)))
    phase = forms.ChoiceField(required=False, widget=forms.Select(attributes()))
    judged = forms.ChoiceField(required=False, widget=forms.Select(attributes()))
    since = forms.CharField(required=False, widget=forms.DateInput(attributes(type="date")))
    until = forms.CharField(required=False, widget=forms.DateInput(attributes(type="date")))
    near = forms.BooleanField(required=False)
    mine = forms.BooleanField(required=False)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="filter_%s")
        any_ = [("", said("any", "すべて"))]
        self.fields["phase"].choices = [*any_, *((p, told(PHASES[p])) for p in Incident.Phase.values)]  # type: ignore[attr-defined]  # a choice field
        self.fields["judged"].choices = [*any_, *_JUDGED.items()]  # type: ignore[attr-defined]  # as above
        for name, field in self.fields.items():
            field.label = LABELS[name]
        self.is_valid()

    def filters(self, zone: str) -> Filters:
        """The filters; days are days in the reader's zone."""
        found = self.cleaned_data
        since, until = _day(found.get("since", ""), zone), _day(found.get("until", ""), zone)
        return Filters(
            text=found.get("q", ""), service=found.get("service", ""), severity=found.get("severity", ""),
            tag=found.get("tag", ""), phase=found.get("phase", ""), judged=found.get("judged", ""),
            near_miss=found.get("near", False), mine=found.get("mine", False), since=since,
            until=until + timedelta(days=1) if until else None,
        )  # fmt: skip

    def chosen(self) -> list[tuple[str, object, str]]:
        """The filters that are set: name, label, and what is chosen in words."""
        words = {**{p: told(t) for p, t in PHASES.items()}, **{k: str(w) for k, w in _JUDGED.items()}}
        return [
            (name, LABELS[name], "" if value is True else words.get(value, value) if name in {"phase", "judged"} else value)
            for name, value in self.cleaned_data.items()
            if value and name != "q"
        ]  # fmt: skip


def _day(text: str, zone: str) -> datetime | None:
    try:
        found = date.fromisoformat(text)
        return datetime(found.year, found.month, found.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
