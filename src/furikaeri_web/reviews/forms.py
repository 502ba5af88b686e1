"""What people fill in about reviews."""

from __future__ import annotations

import re

from django import forms

from furikaeri.documents.template import templates
from furikaeri.text import Text
from furikaeri_web.parts.tongue import tongue

_NUMBER = re.compile(r"(?:INC-)?(\d{1,9})(?!\d)", re.IGNORECASE)


def numbers_in(text: str) -> list[int]:
    """The numbers of incidents that a line names: `INC-0231, 12`."""
    return list(dict.fromkeys(int(m) for m in _NUMBER.findall(text)))


class Beginning(forms.Form):
    """A new review."""

    incidents = forms.CharField(required=False, max_length=400)
    title = forms.CharField(required=False, max_length=300)
    lang = forms.ChoiceField(choices=[("en", "English"), ("ja", "日本語")])
    template = forms.ChoiceField(choices=())
    private = forms.BooleanField(required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(t.name, t.title[tongue()]) for t in templates().values()]

    def unknown_incidents(self, numbers: list[int]) -> None:
        """Says which of the numbers name no incident that this person may see."""
        codes = ", ".join(f"INC-{n:04d}" for n in numbers)
        words = Text("There is no incident {codes}.", "{codes} というインシデントはありません。").fill(codes=codes)
        self.add_error("incidents", words[tongue()])
