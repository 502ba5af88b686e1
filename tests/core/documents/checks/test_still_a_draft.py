from __future__ import annotations

import pytest

from furikaeri.documents.check import check
from furikaeri.documents.draft import draft
from furikaeri.documents.template import templates
from furikaeri.model.chronology import Chronology
from furikaeri.model.incident import Incident
from furikaeri.text import LANGS, Lang


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(templates()))
def test_an_untouched_draft_is_told_once(name: str, lang: Lang) -> None:
    incident = Incident(title={"en": "Checkout outage", "ja": "決済の障害"}[lang])
    markdown = draft(Chronology(), incident, templates()[name], lang=lang).markdown
    assert [d.rule for d in check(markdown)] == ["still-a-draft"]


def test_a_template_of_blanks_is_told_once() -> None:
    text = "# Incident on YYYY-MM-DD\n\n## Summary\n\n_What happened?_\n\n## Impact\n\nDescribe who was affected.\n\n## Timeline\n\n- HH:MM ...\n\n## Action items\n\n- TBD\n"
    assert [d.rule for d in check(text)] == ["still-a-draft"]


def test_a_template_that_says_so_is_left_alone() -> None:
    text = "# Postmortem template\n\n## Summary\n\n## Impact\n\n## Timeline\n\n## Action items\n"
    assert not check(text)
