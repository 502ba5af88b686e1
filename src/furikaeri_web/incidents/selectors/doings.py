"""What was done last about an incident, from the audit log, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from furikaeri.text import Text
from furikaeri_web.accounts.models import AuditEntry

if TYPE_CHECKING:
    from furikaeri_web.incidents.models import Incident

WORDS: dict[str, Text] = {
    "incident-declared": Text("declared it", "登録しました"),
    "incident-changed": Text("changed what is said of it", "内容を改めました"),
    "severity-stated": Text("stated a severity", "重大度を書きました"),
    "severity-corrected": Text("corrected a severity", "重大度を訂正しました"),
    "severity-withdrawn": Text("took a severity out", "重大度を取り下げました"),
    "severity-restored": Text("put a severity back", "重大度を元に戻しました"),
    "phase-moved": Text("moved it into another phase", "段階を移しました"),
    "incident-judged": Text("judged whether it deserves a review", "振り返りをするか判断しました"),
    "step-done": Text("ticked a step", "ステップを済みにしました"),
    "step-reopened": Text("opened a step again", "ステップを未済に戻しました"),
    "step-skipped": Text("left a step out", "ステップを省きました"),
    "step-added": Text("added a step", "ステップを足しました"),
    "step-removed": Text("took a step away", "ステップを取り除きました"),
    "step-moved": Text("moved a step", "ステップの期日を変えました"),
    "incident-closed": Text("closed it to those let in", "閲覧できる人を限りました"),
    "incident-opened": Text("opened it to everybody here", "社内の全員に公開しました"),
    "let-in": Text("let somebody in", "閲覧できる人を足しました"),
    "let-out": Text("took somebody off the list", "閲覧できる人を外しました"),
    "hold-set": Text("set a legal hold", "法的保全を設けました"),
    "hold-lifted": Text("lifted the legal hold", "法的保全を解きました"),
}


class Doing(NamedTuple):
    """One thing that somebody did; `what` in words."""

    entry: AuditEntry
    what: Text


def doings(incident: Incident, most: int = 8) -> list[Doing]:
    """The last things done about an incident, whoever sees it may know them."""
    rows = AuditEntry.objects.filter(incident=incident.number).select_related("by")
    return [Doing(entry, told(entry.what)) for entry in rows.order_by("-at", "-id")[:most]]


def told(what: str) -> Text:
    """The words for a verb of the audit log; one that other parts write and nobody named yet is shown as it is."""
    plain = what.replace("-", " ")
    return WORDS.get(what, Text(plain, plain))
