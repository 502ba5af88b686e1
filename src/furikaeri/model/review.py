"""The review: one Markdown text and where it stands in its life."""

from __future__ import annotations

from typing import Literal

import msgspec

from furikaeri.model.finding import Countermeasure, Finding
from furikaeri.text import Lang, Text

ReviewStatus = Literal["draft", "in-review", "reviewed", "published"]
REVIEW_STATUSES: dict[ReviewStatus, Text] = {
    "draft": Text("draft", "下書き"),
    "in-review": Text("in review", "確認中"),
    "reviewed": Text("reviewed", "確認済み"),
    "published": Text("published", "公開"),
}


class Review(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The document and its life. Its truth is `markdown`, the text of review.md, in the words of `lang`.

    `template` is the id of the template it was drafted from, `owner` a role. `findings` and `countermeasures` are
    what a reader of the text has drawn from it: empty where nobody has, and never a second truth.
    """

    title: str
    lang: Lang
    markdown: str
    template: str = ""
    status: ReviewStatus = "draft"
    owner: str = ""
    findings: tuple[Finding, ...] = ()
    countermeasures: tuple[Countermeasure, ...] = ()
