"""What a heading's words announce: the role of its section."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from typing import Literal, cast

Role = Literal[
    "summary", "impact", "timeline", "root_cause", "trigger", "detection", "resolution", "went_well", "went_wrong",
    "lucky", "actions", "lessons", "background", "messages", "other",
]  # fmt: skip

_NUMBER = re.compile(
    r"\s*(?:[#■□◆◇●○▼▶★※]+\s*|(?:\d{1,2}(?:[.\-]\d{1,2}){0,2}|[①-⑳]|[A-Za-zIVX]{1,3}(?=[.)]))[.)．、:）]?\s+|[(（]\d{1,2}[)）]\s*|[0-9０-９]{1,2}[.．)）、]\s*)"
)
_EDGE = " \t　*_`#:：?？!！。.、-–—[]【】「」『』〈〉()（）<>"
_LONGEST = 200


@cache
def _patterns() -> tuple[tuple[Role, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    table = tomllib.loads(resources.files("furikaeri.markup").joinpath("roles.toml").read_text("utf-8"))
    return tuple(
        (
            cast("Role", entry["name"]),
            re.compile(entry["words"], re.IGNORECASE) if "words" in entry else None,
            re.compile(rf"(?:{entry['whole']})", re.IGNORECASE) if "whole" in entry else None,
        )
        for entry in table["role"]
    )


def bare(title: str) -> str:
    """A heading's words without numbering, decoration and closing punctuation."""
    title = title.replace("\n", " ")[:_LONGEST]
    number = _NUMBER.match(title)
    return (title[number.end() :] if number else title).strip(_EDGE)


@lru_cache(maxsize=4096)
def _role_of_bare(title: str) -> Role:
    for role, words, whole in _patterns():
        if (words and words.search(title)) or (whole and whole.fullmatch(title)):
            return role
    return "other"


def role_of(title: str) -> Role:
    """The role a heading announces; "other" where it announces none."""
    return _role_of_bare(bare(title))


_ASIDE = re.compile(
    r"meta ?data|references?|appendi(?:x|ces)|attendees|participants|responders|authors?|approvals?|links?|stats|glossary|acknowledge?ments?|"
    r"third party disclosure|indicators of compromise.*|メタデータ|参考(?:文献|資料|リンク)?|付録|記録者|承認|作成者|参加者|対応者|関連(?:コミット|リンク|資料|ドキュメント|情報)|"
    r".{0,8}日時|(?:example|sample|crash|error|server|application)s?\b.*\blogs?|問い合わせ先|実測ログ|ログ|変更履歴|改訂履歴",
    re.IGNORECASE,
)


def is_aside(title: str) -> bool:
    """Whether a heading opens matter that belongs to no part of a review's story: references, attendees, metadata."""
    return _ASIDE.fullmatch(bare(title)) is not None


@cache
def _plain_titles() -> frozenset[str]:
    return frozenset(
        t
        for t in [
            "overview",
            "summary",
            "executive summary",
            "incident summary",
            "what happened",
            "timeline",
            "incident timeline",
            "chronology",
            "impact",
            "impact time",
            "customer impact",
            "root cause",
            "root causes",
            "contributing factors",
            "contributing factor",
            "trigger",
            "detection",
            "resolution",
            "recovery",
            "response",
            "responders",
            "what went well",
            "what didn't go so well",
            "what did not go so well",
            "what went wrong",
            "what went poorly",
            "where we got lucky",
            "how'd we do",
            "lessons",
            "lessons learned",
            "action items",
            "actions",
            "follow-up actions",
            "follow up",
            "follow-up",
            "followups",
            "next steps",
            "recommendations",
            "corrective actions",
            "preventive actions",
            "background",
            "messaging",
            "internal email",
            "external message",
            "appendix",
            "references",
            "概要",
            "サマリー",
            "要約",
            "影響",
            "影響範囲",
            "時系列",
            "タイムライン",
            "経緯",
            "原因",
            "根本原因",
            "直接原因",
            "発生原因",
            "検知",
            "対応",
            "暫定対応",
            "恒久対応",
            "復旧",
            "対策",
            "再発防止策",
            "アクションアイテム",
            "教訓",
            "今後の対応",
            "背景",
            "オーバービュー",
            "何が起こったか",
            "何が起きたか",
            "なにが起きたか",
            "解決",
            "対応者",
            "どうだったか",
            "うまくいったこと",
            "うまくいかなかったこと",
            "幸運だったこと",
            "メッセージ",
        ]
    )


def announces(line: str) -> bool:
    """Whether a line of unmarked text is, as a whole, one of the usual headings of a review."""
    return len(line) <= 60 and bare(line).replace("’", "'").lower() in _plain_titles()
