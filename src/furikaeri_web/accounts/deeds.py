"""What the audit log's verbs are called; an app may `register` names for its own when it is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

_deeds: dict[str, Text] = {}


def register(names: Mapping[str, Text]) -> None:
    """Adds names of verbs."""
    _deeds.update(names)


def deeds() -> dict[str, Text]:
    """Every verb that has a name, with it."""
    return dict(_deeds)


def named(what: str) -> Text:
    """What a verb is called; the verb itself where nobody named it."""
    return _deeds.get(what) or Text(what, what)


register(
    {
        "house-opened": Text("opened this house", "初期設定を行いました"),
        "house-arranged": Text("changed the organisation’s settings", "組織の設定を変更しました"),
        "invited": Text("invited", "招待しました"),
        "invitation-withdrawn": Text("withdrew an invitation", "招待を取り消しました"),
        "came-in": Text("came in by an invitation", "招待から登録しました"),
        "role-changed": Text("changed a role", "役割を変更しました"),
        "sent-off": Text("ended somebody’s access", "利用を停止しました"),
        "let-back": Text("gave access back", "利用を再開しました"),
        "sessions-ended": Text("ended all their sessions", "すべての端末からサインアウトしました"),
        "factor-dropped": Text("took a second factor off", "2段階認証を解除しました"),
        "way-in-made": Text("made a link to set a new password", "パスワード再設定用のリンクを作りました"),
        "team-made": Text("made a team", "チームを作りました"),
        "team-renamed": Text("renamed a team", "チーム名を変更しました"),
        "team-joined": Text("added somebody to a team", "チームに追加しました"),
        "team-left": Text("took somebody out of a team", "チームから外しました"),
        "incident-declared": Text("declared an incident", "インシデントを登録しました"),
    }
)
