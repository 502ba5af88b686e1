"""The kinds of things that people are told: their names, their sentences, and how they reach people by default.

A sentence's blanks: {who} did it, {about} is the title of what it is about, {n} a count. Another app may `register`
kinds of its own when it is ready.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING, Literal

from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

How = Literal["mail", "digest", "off"]
HOWS: tuple[How, ...] = ("mail", "digest", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of notice. `name` stands in the choices, `sentence` in the inbox and in mail, `usual` until one chooses."""

    key: str
    name: Text
    sentence: Text
    usual: How = "mail"


_GAP = Text("…", "…")
_SOMEBODY = Text("Somebody", "どなたか")
_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Adds kinds; a key that is there already is replaced."""
    _kinds.update((kind.key, kind) for kind in kinds)


def kinds() -> list[Kind]:
    """Every kind, in the order in which they are offered."""
    return list(_kinds.values())


def kind(key: str) -> Kind:
    """The kind of that key; one that is not known any more speaks by its key."""
    return _kinds.get(key) or Kind(key=key, name=Text(key, key), sentence=Text("{about}", "{about}"), usual="off")


def sentence(key: str, words: Mapping[str, object]) -> Text:
    """What a notice says; blanks that nobody filled stay gaps, never an error. {who} brings its さん along."""
    said = kind(key).sentence
    who = words.get("who")
    filled = {
        **dict.fromkeys((blank for _, blank, _, _ in Formatter().parse(said.en + said.ja) if blank), _GAP),
        "n": 1,
        **words,
        "who": Text(str(who), f"{who} さん") if who else _SOMEBODY,
    }
    filled.pop("s", None)  # the plural is n's to say
    return said.fill(**filled)


register(
    Kind(
        key="mention",
        name=Text("Somebody mentions you", "自分の名前が挙がったとき"),
        sentence=Text("{who} mentioned you in “{about}”", "{who}が「{about}」であなたの名前を挙げました"),
    ),
    Kind(
        key="comment",
        name=Text("A comment on what you own or take part in", "担当・参加している話し合いへのコメント"),
        sentence=Text("{who} commented on “{about}”", "{who}が「{about}」にコメントしました"),
        usual="digest",
    ),
    Kind(
        key="review-asked",
        name=Text("You are asked to read a review", "振り返りを読むよう頼まれたとき"),
        sentence=Text("{who} asks you to read “{about}”", "{who}から「{about}」を読んでほしいとの依頼です"),
    ),
    Kind(
        key="review-done",
        name=Text("Somebody you asked has read your review", "頼んだ人が振り返りを読み終えたとき"),
        sentence=Text("{who} has read “{about}”", "{who}が「{about}」を読み終えました"),
        usual="digest",
    ),
    Kind(
        key="approval-waits",
        name=Text("A review waits for your approval", "承認待ちの振り返りがあるとき"),
        sentence=Text("“{about}” waits for your approval", "「{about}」があなたの承認を待っています"),
    ),
    Kind(
        key="approval-given",
        name=Text("Your review was approved, or sent back", "振り返りが承認・差し戻しされたとき"),
        sentence=Text("{who} answered the approval of “{about}”", "{who}が「{about}」の承認に回答しました"),
    ),
    Kind(
        key="published",
        name=Text("A review you took part in is published", "関わった振り返りが公開されたとき"),
        sentence=Text("“{about}” is published", "「{about}」が公開されました"),
        usual="digest",
    ),
    Kind(
        key="let-in",
        name=Text("You are let into a private incident", "非公開のインシデントに招かれたとき"),
        sentence=Text("{who} let you into “{about}”", "{who}が「{about}」を見られるようにしました"),
    ),
    Kind(
        key="owner",
        name=Text("Something becomes yours to look after", "担当になったとき"),
        sentence=Text("{who} handed “{about}” to you", "{who}から「{about}」の担当を引き継ぎました"),
    ),
    Kind(
        key="step-due",
        name=Text("A step of an incident you own is due", "担当インシデントの手順の期日"),
        sentence=Text("“{about}” is due", "「{about}」の期日です"),
        usual="digest",
    ),
    Kind(
        key="proposals",
        name=Text("Proposals wait to be judged", "判断を待つ提案があるとき"),
        sentence=Text("{n} proposal{s} to judge in “{about}”", "「{about}」に判断を待つ提案が {n} 件あります"),
        usual="digest",
    ),
    Kind(
        key="import-done",
        name=Text("Something you uploaded has been read", "アップロードした記録の読み込み完了"),
        sentence=Text("What you uploaded to “{about}” has been read", "「{about}」にアップロードした記録を読み終えました"),
        usual="off",
    ),
    Kind(
        key="import-asks",
        name=Text("Something you uploaded needs your answer", "アップロードした記録に確認が必要なとき"),
        sentence=Text("Something you uploaded to “{about}” needs an answer", "「{about}」にアップロードした記録に、確認していただきたい点があります"),
    ),
    Kind(
        key="retention",
        name=Text("Records are about to reach the end of their keeping", "記録の保存期間の終わりが近いとき"),
        sentence=Text("Records of “{about}” will soon reach the end of their keeping", "「{about}」の記録がまもなく保存期間の終わりを迎えます"),
    ),
)  # fmt: skip
