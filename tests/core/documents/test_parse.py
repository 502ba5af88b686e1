from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.documents.parse import as_json, parse

REVIEW = """---
title: "Queue outage"
---

# Queue outage

- **Severity**: SEV-2
- Start: 2026-03-02 14:05 UTC
- End: 2026-03-02 15:10 UTC

## Summary

The pool ran dry.

## Timeline

| Time (UTC) | Event |
|---|---|
| 2026-03-02 14:05 | pool dry |
| 14:20 | restart |

## Action items

| Action item | Owner | Bug | Status |
|---|---|---|---|
| Cap the pool | @kei | [#12](https://example.org/12) | Done |
| Alert at 80 % | — | OPS-7 | open |
| — | | | |
"""


def test_the_object_that_parse_prints() -> None:
    assert as_json(parse(REVIEW, file="queue.md")) == {
        "file": "queue.md",
        "title": "Queue outage",
        "severity": "SEV-2",
        "incident_start": "2026-03-02T14:05:00Z",
        "incident_end": "2026-03-02T15:10:00Z",
        "zone": "UTC",
        "timeline": [
            {"line": 19, "lo": "2026-03-02T14:05:00Z", "hi": "2026-03-02T14:05:00Z", "local": "2026-03-02 14:05",
            "text": "pool dry"},
            {"line": 20, "lo": "2026-03-02T14:20:00Z", "hi": "2026-03-02T14:20:00Z", "local": "14:20",
            "text": "restart"},
        ],
        "actions": [
            {"line": 26, "text": "Cap the pool", "owner": "kei", "ticket": "https://example.org/12", "done": True},
            {"line": 27, "text": "Alert at 80 %", "owner": None, "ticket": "OPS-7", "done": False},
        ],
        "sections": [
            {"line": 5, "role": "other"}, {"line": 7, "role": "impact"}, {"line": 11, "role": "summary"},
            {"line": 15, "role": "timeline"}, {"line": 22, "role": "actions"},
        ],
    }  # fmt: skip


def test_a_japanese_review() -> None:
    source = (
        "# 障害報告\n\n| 項目 | 内容 |\n|---|---|\n| 重大度 | SEV-3 |\n| 発生日時 | 2026年3月2日 23:50 JST |\n\n"
        "## 時系列\n\n- 23:50 接続が枯渇\n- 翌0:10 再起動\n\n"
        "## 再発防止策\n\n- 上限を設ける（担当: 佐藤）\n  - 設定はここ\n- [ ] 通知を加える\n"
    )
    parsed = as_json(parse(source))
    assert parsed["severity"] == "SEV-3"
    assert parsed["incident_start"] == "2026-03-02T14:50:00Z"
    assert [r["lo"] for r in parsed["timeline"]] == ["2026-03-02T14:50:00Z", "2026-03-02T15:10:00Z"]
    assert [(a["line"], a["owner"], a["done"]) for a in parsed["actions"]] == [(15, "佐藤", None), (17, None, False)]


def test_a_time_whose_zone_stands_nowhere_stays_null() -> None:
    (row,) = as_json(parse("## Timeline\n\n- 2026-03-02 14:05 x\n"))["timeline"]
    assert (row["lo"], row["hi"], row["local"]) == (None, None, "2026-03-02 14:05")


def actions(source: str) -> list[tuple[int, str | None, str | None, bool | None, str]]:
    return [(a.line, a.owner, a.ticket, a.done, a.form) for a in parse(source).actions]


def test_lists_and_what_is_nested_in_them() -> None:
    source = (
        "## Follow-ups\n\n1. cap it (owner: Kei)\n\n- a part\n- more\n\n"
        "2. alert, see https://example.org/9.\n   - @mia said so\n"
    )
    assert actions(source) == [(3, "Kei", None, None, "list"), (8, None, "https://example.org/9", None, "list")]


def test_check_marks_and_plain_past() -> None:
    source = "## Action items\n\n- [x] a\n- [ ] b\n- ✅ c\n- ~~d~~\n- e has been added\n- f\n"
    assert [done for *_, done, _ in actions(source)] == [True, False, True, True, True, None]


def test_numbered_headings_are_the_actions_themselves() -> None:
    source = "## Action items\n\n### 1. Cap the pool `@kei`\n\nWe cap it.\n\n- how\n\n### 2. Alert\n\nSoon.\n"
    assert [(line, form) for line, *_, form in actions(source)] == [(3, "heading"), (9, "heading")]


def test_subheadings_with_lists_group_them() -> None:
    source = "## Action items\n\n### Process\n\n1. a\n\n### Code\n\n1. b\n"
    assert [line for line, *_ in actions(source)] == [5, 9]


def test_prose_counts_where_nothing_else_does() -> None:
    assert actions("## Next steps\n\nWe will cap the pool.\n\n[x]: https://example.org\n") == [
        (3, None, None, None, "prose")
    ]
    assert actions("## Next steps\n\nWe will do this:\n\n- cap it\n") == [(5, None, None, None, "list")]


def test_a_list_that_a_sentence_introduces() -> None:
    source = (
        "# Outage\n\nIt broke. To prevent this from happening again we did:\n\n- cap it\n- alert\n\nSorry:\n\n- x\n"
    )
    assert [line for line, *_ in actions(source)] == [5, 6]


def test_a_table_that_names_its_actions_needs_no_heading() -> None:
    assert [line for line, *_ in actions("# Outage\n\n| Action item | Owner |\n|---|---|\n| cap it | Kei |\n")] == [5]


def test_lessons_among_actions_are_none() -> None:
    assert [line for line, *_ in actions("## 再発防止策\n\n- 上限\n\n### 教訓\n\n- 確かめる\n")] == [3]


@pytest.mark.parametrize("word", ["None", "N/A", "TBD", "なし", "—", "No action items were raised"])
def test_nothing_is_no_action(word: str) -> None:
    assert actions(f"## Action items\n\n- {word}\n") == []


def test_a_reference_leads_to_its_address() -> None:
    source = "## Action items\n\n- [#12]: cap it\n- UTF-8 is no ticket\n\n[#12]: https://example.org/12\n"
    assert [ticket for _, _, ticket, _, _ in actions(source)] == ["https://example.org/12", None]


def test_a_table_under_the_words_that_explain_it_is_read() -> None:
    source = (
        "## アクションアイテム\n\n### カテゴリの説明\n\n- **予防**: 起こさない\n\n"
        "| # | アクション | 担当 |\n|---|---|---|\n| 1 | 上限を設ける | 佐藤 |\n"
    )
    assert [line for line, *_ in actions(source)] == [9]


def test_a_label_with_its_action_behind_it() -> None:
    source = "# Outage\n\n- **Impact**: some users\n- **Review actions**: We will cap the pool at eighty.\n"
    assert [(line, form) for line, *_, form in actions(source)] == [(4, "prose")]


def test_sentences_that_stand_on_lines_of_their_own_are_actions_each() -> None:
    source = "## Recommendations\n\nThe pool should be capped.\nThe alert should come sooner.\n"
    assert [line for line, *_ in actions(source)] == [3, 4]


def test_long_prose_that_commits_to_nothing_is_no_action() -> None:
    mused = "It was a long night, and many people on two continents gave their sleep for it without a word. " * 3
    assert [line for line, *_ in actions(f"## Next steps\n\nWe will cap the pool.\n\n{mused}\n")] == [3]


def test_a_list_in_the_background_is_no_action_whatever_introduces_it() -> None:
    assert actions("# Outage\n\n## Background\n\nTo prevent abuse a tenant needs:\n\n- a key\n- a quota\n") == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="#-*|>:[] \n\txX0123456789@a対策時系列(~)✅`", max_size=300))
def test_any_text_parses_to_json_and_every_line_exists(source: str) -> None:
    for text in (source, "# A\n\n## Action items\n\n" + source):
        parsed = as_json(parse(text, file=source[:9]))
        json.dumps(parsed)
        lines = text.count("\n") + 1
        for part in ("timeline", "actions", "sections"):
            assert all(1 <= entry["line"] <= lines for entry in parsed[part])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_parse(source: str) -> None:
    json.dumps(as_json(parse(source)), ensure_ascii=True)


def test_a_megabyte_of_one_line_parses() -> None:
    assert as_json(parse("a " * 500_000))["timeline"] == []
