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
