"""The parts that readers of a review look for, and that this one does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.documents.check import Check, Noticed
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.documents.checked import Checked
    from furikaeri.markup.sections import Role

_EXPECTED: tuple[tuple[tuple[Role, ...], Text], ...] = (
    (("summary",), Text("overview", "概要")),
    (("impact",), Text("impact", "影響")),
    (("timeline",), Text("timeline", "タイムライン")),
    (("root_cause", "trigger"), Text("contributing factors", "要因")),
    (("actions",), Text("action items", "アクションアイテム")),
)
_ROWS = 3
_LEAD = 80  # characters before the first section that tell what it was; Japanese needs half as many
_NO_FORM = 4  # of five: this is a story told in a form of its own
_SAID = Text("This review has no section for: {names}.", "この振り返りには次の節がありません: {names}。")


def _look(document: Checked) -> Iterator[Noticed]:
    roles = {s.role for s in document.sections if s.announced} | set(document.roles)
    held = {"timeline"} if len(document.rows) >= _ROWS else set()
    held |= {"actions"} if document.actions else set()
    held |= {"summary"} if len(document.lead) >= (_LEAD if document.lang == "en" else _LEAD // 2) else set()
    missing = [name for wanted, name in _EXPECTED if not roles.intersection(wanted) and not held.intersection(wanted)]
    if 0 < len(missing) < _NO_FORM:
        names = Text(", ".join(n.en for n in missing), "、".join(n.ja for n in missing))
        yield Noticed(message=_SAID.fill(names=names))


CHECK = Check(
    name="missing-section",
    message=_SAID.fill(names="…"),
    question=Text(
        "What would a colleague who was not there look for here and not find?",
        "その場にいなかった同僚がこれを読むとき、ここで何を探すでしょうか？",
    ),
    source="PagerDuty incident response documentation, postmortem template",
    look=_look,
)
