from __future__ import annotations

import pytest

from furikaeri.chronology.build import build
from furikaeri.documents.draft import draft
from furikaeri.documents.template import templates
from furikaeri.lint.pipeline import lint
from furikaeri.model.incident import Incident
from furikaeri.text import LANGS, Lang


def test_the_pagerduty_form_has_every_field_in_its_order() -> None:
    titles = [part.title.en for part in templates()["pagerduty"].parts]
    assert titles == [
        "Overview", "What Happened", "Contributing Factors", "Resolution", "Impact", "Responders", "Timeline",
        "How'd We Do?", "What Went Well?", "What Didn't Go So Well?", "Before We Believed / Now We Know", "Action Items",
        "Messaging", "Internal Email", "External Message",
    ]  # fmt: skip


def test_the_earlier_japanese_names_are_kept_for_archives_that_use_them() -> None:
    titles = [part.title.ja for part in templates()["pagerduty-classic"].parts]
    assert {"オーバービュー", "何が起こったか", "根本原因", "どうだったか？", "内部メール", "外部告知"} <= set(titles)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(templates()))
def test_what_a_template_asks_falls_into_no_trap_itself(name: str, lang: Lang) -> None:
    for part in templates()[name].parts:
        for question in part.questions:
            assert [d.rule for d in lint(question[lang] + "\n")] == [], question[lang]
    assert [d.rule for d in lint(draft(build(()), Incident(title="x"), templates()[name], lang=lang).markdown)] == []
