"""How a person wants to hear of things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from furikaeri.text import Text
from furikaeri_web.accounts.forms.fields import one_of, said
from furikaeri_web.notices.kinds import kinds
from furikaeri_web.notices.letters import choice
from furikaeri_web.parts.templatetags.words import told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms.boundfield import BoundField

    from furikaeri_web.notices.kinds import Kind
    from furikaeri_web.notices.models import Wishes

_HOWS = {
    "mail": Text("at once", "すぐに"),
    "digest": Text("once a day", "1日1回"),
    "off": Text("inbox only", "受信箱のみ"),
}
_NONE = Text("none", "なし")


def _hour(*, none: bool) -> forms.TypedChoiceField:
    hours = [(str(h), f"{h}:00") for h in range(24)]
    return forms.TypedChoiceField(
        choices=[("", told(_NONE)), *hours] if none else hours,
        coerce=int,
        empty_value=None,
        required=not none,
        widget=one_of(),
    )


class ChoicesForm(forms.Form):
    """One row a kind, quiet hours, the hour of the digest."""

    def __init__(self, *args: Any, wishes: Wishes, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in kinds():
            self.fields[f"kind-{kind.key}"] = forms.ChoiceField(
                choices=[(how, told(text)) for how, text in _HOWS.items()],
                widget=forms.RadioSelect(),
                initial=choice(wishes, kind.key),
            )
        for name in ("quiet_from", "quiet_until"):
            self.fields[name] = _hour(none=True)
            self.initial[name] = getattr(wishes, name)
        self.fields["quiet_from"].label = said("Quiet from", "控え始める時刻")
        self.fields["quiet_until"].label = said("Quiet until", "再開する時刻")
        self.fields["quiet_from"].widget.attrs["aria-label"] = self.fields["quiet_from"].label
        self.fields["quiet_until"].widget.attrs["aria-label"] = self.fields["quiet_until"].label
        self.fields["digest_at"] = _hour(none=False)
        self.fields["digest_at"].label = said("What comes once a day, comes at", "1日1回のお知らせを受け取る時刻")
        self.initial["digest_at"] = wishes.digest_at

    def rows(self) -> Iterator[tuple[Kind, BoundField]]:
        """Each kind with its field."""
        for kind in kinds():
            yield kind, self[f"kind-{kind.key}"]

    def clean(self) -> dict[str, Any] | None:
        """Both ends of the quiet hours, or neither."""
        found = super().clean() or {}
        start, end = found.get("quiet_from"), found.get("quiet_until")
        if (start is None) != (end is None):
            self.add_error(
                "quiet_until" if end is None else "quiet_from",
                told(
                    Text("Choose both ends, or none.", "始まりと終わりの両方を選ぶか、両方とも「なし」にしてください。")
                ),
            )
        return found

    def kept(self) -> dict[str, Any]:
        """The values as the service takes them."""
        found = self.cleaned_data
        return {
            "choices": {kind.key: found[f"kind-{kind.key}"] for kind in kinds()},
            "quiet_from": found["quiet_from"],
            "quiet_until": found["quiet_until"],
            "digest_at": found["digest_at"],
        }
