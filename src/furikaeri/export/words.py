"""What the page calls things, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.text import Text

if TYPE_CHECKING:
    from furikaeri.model.chronology import RelationType, Status, ViewState
    from furikaeri.model.event import EventKind, Mark, ViewBasis

KINDS: dict[EventKind | None, Text] = {
    "alert": Text("alert", "アラート"),
    "change": Text("change", "変更"),
    "state": Text("state", "状態"),
    "observation": Text("observation", "観察"),
    "hypothesis": Text("hypothesis", "仮説"),
    "decision": Text("decision", "判断"),
    "action": Text("action", "操作"),
    "question": Text("question", "問い"),
    "communication": Text("message", "連絡"),
    "knowledge": Text("knowledge", "知識"),
    None: Text("kind not decided", "種類は未判断"),
}
LANES: dict[str, Text] = {
    "public": Text("Public", "公開"),
    "alerts": Text("Alerts", "アラート"),
    "systems": Text("Systems", "システム"),
    "changes": Text("Changes", "変更"),
    "people": Text("People", "人"),
    "vendors": Text("Vendors", "委託先"),
    "": Text("Other", "その他"),
}
MARKS: dict[Mark, Text] = {
    "worked": Text("worked", "うまくいった"),
    "failed": Text("did not work", "効かなかった"),
    "hesitated": Text("hesitated to try", "試すのをためらった"),
    "tried-before": Text("tried before", "以前に試した"),
}
# From the event that the sentence starts with to the other one, and the other way round.
RELATIONS: dict[RelationType, tuple[Text, Text]] = {
    "same-as": (Text("is the same happening as", "同じ出来事"), Text("is the same happening as", "同じ出来事")),
    "part-of": (Text("is part of", "これの一部"), Text("includes", "含むもの")),
    "replies-to": (Text("replies to", "返信先"), Text("was answered by", "返信")),
    "mentions": (Text("mentions", "触れている先"), Text("is mentioned in", "ここに触れている")),
    "precedes": (Text("precedes", "先行"), Text("is preceded by", "先立つもの")),
    "leads-to": (Text("led to", "つながった先"), Text("followed from", "ここから生じた")),
    "contradicts": (Text("contradicts", "食い違う"), Text("is contradicted by", "食い違う")),
    "supports": (Text("supported", "裏づけた"), Text("was supported by", "裏づけたもの")),
    "refutes": (Text("refuted", "覆した"), Text("was refuted by", "覆したもの")),
    "hands-off": (Text("handed over to", "引き継ぎ先"), Text("took over from", "引き継ぎ元")),
    "supersedes": (Text("replaced", "置き換えた"), Text("was replaced by", "置き換えたもの")),
}
STATUSES: dict[Status, Text] = {
    "proposed": Text("proposed", "提案"),
    "accepted": Text("accepted", "認めた"),
    "rejected": Text("rejected", "退けた"),
}
VIEW_BASES: dict[ViewBasis, Text] = {
    "delivered": Text("delivered", "届いた"),
    "displayed": Text("displayed", "表示された"),
    "voiced": Text("voiced", "声に出された"),
    "acted": Text("acted on", "行動した"),
    "told": Text("told afterwards", "あとから語られた"),
}
GROUPS: dict[str, Text] = {
    "public": Text("the public", "公開の場"),
    "on-call": Text("on-call", "当番"),
    "support": Text("support", "窓口"),
}
SEEN_AS: dict[ViewState, Text] = {
    "existed": Text("existed, shown to nobody we know of", "存在していた（示された記録なし）"),
    "in-view": Text("in view", "見えていた"),
    "voiced": Text("voiced", "声に出されていた"),
    "unknown": Text("unknown", "分からない"),
}
"""The four states; what had not happened yet is nothing that anybody then could count."""
_NOT_TO = Text("existed, not known to have reached {group}", "存在していた（{group} に示された記録なし）")


def view_states(group: str | None = None) -> dict[ViewState, Text]:
    """The four states as seen by anybody, or by `group`."""
    return SEEN_AS if group is None else {**SEEN_AS, "existed": _NOT_TO.fill(group=GROUPS.get(group, group))}


OUTCOMES: dict[str, Text] = {
    "held": Text("It held.", "そのとおりでした。"),
    "refuted": Text("It was refuted.", "あとで覆されました。"),
    "unknown": Text("What became of it is not recorded.", "その後どうなったかの記録はありません。"),
}
