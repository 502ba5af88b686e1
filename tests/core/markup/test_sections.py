from __future__ import annotations

import pytest

from furikaeri.markup.blocks import blocks
from furikaeri.markup.sections import enclosing, sections
from furikaeri.markup.titles import role_of


def roles(source: str) -> dict[str, str]:
    return {s.title: s.role for s in sections(source, blocks(source)) if s.line}


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Summary", "summary"), ("1. Executive Summary", "summary"), ("Customer impact", "impact"),
        ("⏱ Timeline (UTC)", "timeline"),
        ("Root causes", "root_cause"), ("What triggered it? The trigger", "trigger"),
        ("How did we notice? Detection", "detection"),
        ("Recovery", "resolution"), ("What went well?", "went_well"), ("What didn't go so well?", "went_wrong"),
        ("Where we got lucky", "lucky"), ("Follow-ups", "actions"), ("Action items", "actions"),
        ("Lessons learned", "lessons"),
        ("Background", "background"), ("External message", "messages"), ("Kittens", "other"),
        ("概要", "summary"), ("影響範囲", "impact"), ("■ 時系列", "timeline"), ("根本原因", "root_cause"),
        ("検知", "detection"),
        ("復旧対応", "resolution"), ("うまくいったこと", "went_well"), ("うまくいかなかったこと", "went_wrong"),
        ("幸運だったこと", "lucky"), ("再発防止策", "actions"), ("教訓", "lessons"), ("背景", "background"),
        ("お知らせ文", "messages"),
        ("Summary of the night and our response", "summary"), ("Company overview", "background"),
        ("Problem statement", "summary"), ("Actions taken", "resolution"), ("What changed after the outage", "actions"),
        ("What is Fernhollow doing about it?", "actions"), ("Preventive measures", "actions"),
        ("Why did nobody see it?", "root_cause"), ("What allowed this?", "root_cause"), ("Capacity factor", "root_cause"),
        ("Best practices", "lessons"), ("Error messages", "other"), ("GitHub Actions", "other"), ("Challenge cup", "other"),
        ("未解決の問い", "other"), ("なぜ修正が遅れたか", "root_cause"), ("次にやること", "actions"), ("抄録", "summary"),
    ],
)  # fmt: skip
def test_the_role_a_heading_announces(title: str, role: str) -> None:
    assert role_of(title) == role


def test_a_subsection_takes_the_role_around_it_and_an_aside_takes_none() -> None:
    source = (
        "# Outage report\n\n## Root cause\n\n### The pool\n\nx\n\n"
        "## Action items\n\n### Detect\n\n- a\n\n## References\n\n- b\n"
    )
    assert roles(source) == {
        "Outage report": "other", "Root cause": "root_cause", "The pool": "root_cause", "Action items": "actions",
        "Detect": "actions", "References": "other",
    }  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "Overview\nThe pool ran dry.\nTimeline\n14:05 it did\n",
        "【概要】\nプールが尽きた。\n【時系列】\n14:05 尽きた\n",
        "■ 概要\n枯渇した。\n■ 時系列\n14:05 枯渇\n",
        "**Summary**\n\nThe pool ran dry.\n\n**Timeline**\n\n- 14:05 it did\n",
        "Summary\n=======\n\nThe pool ran dry.\n\nTimeline\n--------\n\n14:05 it did\n",
        "1. Summary\nThe pool ran dry.\n2. Timeline\n14:05 it did\n",
    ],
)
def test_headings_of_any_style(source: str) -> None:
    found = [s for s in sections(source, blocks(source)) if s.line]
    assert [s.role for s in found] == ["summary", "timeline"]
    lines = source.split("\n")
    assert all(s.title in lines[s.line - 1] for s in found)


def test_bold_labels_open_sections_where_no_heading_does() -> None:
    source = "# Outage of 3 March\n\n- **Impact**:\n  - some users\n\n- **Resolution**:\n  - a restart\n"
    found = sections(source, blocks(source))
    assert [(s.role, s.label) for s in found if s.line] == [("other", False), ("impact", True), ("resolution", True)]


def test_a_word_in_bold_within_a_section_opens_none() -> None:
    source = "## Timeline\n\n- **Root cause found:** at last\n"
    assert len([s for s in sections(source, blocks(source)) if s.line]) == 1


def test_enclosing_sections_come_innermost_first() -> None:
    source = "# A\n\n## B\n\n### C\n\n## D\n"
    found = sections(source, blocks(source))
    around = dict(zip([s.title for s in found], enclosing(found), strict=True))
    assert [s.title for s in around["C"]] == ["B", "A"]
    assert [s.title for s in around["D"]] == ["A"]


def test_a_fence_that_never_closes_ends_where_a_line_ends_with_one() -> None:
    source = "```log\nx 14:05\ny```\nafter\n"
    assert [b.kind for b in blocks(source)] == ["code", "paragraph"]


def test_backticks_on_one_line_open_no_fence() -> None:
    source = "```ERROR: no address```\n\n## Timeline\n"
    assert [b.kind for b in blocks(source)] == ["paragraph", "heading"]


def test_a_wiki_page_has_headings_and_numbered_items_too() -> None:
    source = "==Summary==\nIt broke.\n\n==Action items==\n===Soon===\n# cap it\n## and tell\n* alert\n"
    parts = blocks(source)
    assert roles(source) == {"Summary": "summary", "Action items": "actions", "Soon": "actions"}
    assert [(b.line, b.level) for b in parts if b.kind == "item"] == [(6, 1), (7, 2), (8, 1)]


def test_equal_signs_in_a_text_are_no_wiki() -> None:
    assert roles("# Outage\n\n== x ==\n\n## Impact\n\nnone\n") == {"Outage": "other", "Impact": "impact"}


def test_a_first_heading_that_is_a_usual_title_is_no_title_of_the_document() -> None:
    assert roles("# TL;DR\n\nIt broke.\n\n## Impact\n\nnone\n")["TL;DR"] == "summary"


def test_moments_within_a_timeline_stay_in_it_whatever_they_tell() -> None:
    source = "## Timeline\n\n### 14:05-14:20 UTC: root cause found\n\n- 14:06 a\n\n### March 3 Recovery\n\n- 09:00 b\n"
    assert set(roles(source).values()) == {"timeline"}


@pytest.mark.parametrize(
    "label",
    ["- **Time to resolve**: 5h\n", "**Q: Why did it break?**\n", "- **The action items of spring were late**: so\n"],
)
def test_labels_that_announce_nothing(label: str) -> None:
    source = "## Root cause\n\n" + label
    assert roles(source) == {"Root cause": "root_cause"}


def test_matter_beside_the_story_takes_no_role_from_around_it() -> None:
    source = (
        "## アクションアイテム\n\n- 上限\n\n### カテゴリの説明\n\n- 予防: 起こさない\n\n## Related documents\n\n- x\n"
    )
    assert list(roles(source).values()) == ["actions", "other", "other"]


def test_an_example_of_markdown_may_hold_fenced_examples() -> None:
    source = "## Impact\n\n```markdown\n## Not this\n```bash\nls\n```\n## Nor this\n```\n\n## Lessons\n\nx\n"
    assert roles(source) == {"Impact": "impact", "Lessons": "lessons"}
