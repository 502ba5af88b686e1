"""`furikaeri expunge`: destroy a leaked secret or an item, and leave a tombstone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.cli.console import Console


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the incident folder", "障害のフォルダ"))
    options.put(
        "--item",
        default="",
        metavar="DIGEST",
        says=Text("destroy this item, named by its digest or name", "この記録を丸ごと消す（ダイジェストか名前）"),
    )
    options.put(
        "--text",
        action="store_true",
        says=Text(
            "destroy a text wherever it stands; it is read from standard input, so that it stays out of your shell's history",
            "文字列を見つかる限り消す（シェル履歴に残らないよう、標準入力から読みます）",
        ),
    )
    options.put("--reason", required=True, says=Text("the reason, kept in the tombstone", "理由（墓標に残ります）"))


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.expunge import expunge_item, expunge_text
    from furikaeri.bundle.folder import Bundle
    from furikaeri.cli.console import now, person

    bundle = Bundle.open(args.dir)
    if bool(args.item) == args.text:
        raise FurikaeriError(
            Text("Name either --item or --text.", "--item か --text のどちらか一方を指定してください。")
        )
    if args.text:
        secret = sys.stdin.readline().rstrip("\r\n")
        gone = expunge_text(bundle, secret, by=person(), reason=args.reason, now=now())
    else:
        gone = expunge_item(bundle, args.item, by=person(), reason=args.reason, now=now())
    if not gone.items and not gone.files:
        console.say(
            Text("Nothing here holds it; nothing was changed.", "該当するものはありませんでした。何も変えていません。")
        )
        return 1
    for name in (*gone.items, *gone.files):
        console.say("-", name)
    console.say(
        Text(
            "Destroyed, with a tombstone in evidence/index.jsonl. If this folder is in git, its history still holds the old "
            "bytes: rewrite it (git filter-repo) and have the others clone anew. Replace the leaked secret in any case.",
            "消去し、evidence/index.jsonl に墓標を残しました。このフォルダが git にあるなら、履歴には古い中身が残っています。"
            "git filter-repo などで書き換え、ほかの人には clone し直してもらってください。漏れた秘密そのものは必ず取り替えてください。",
        )
    )
    return 0


VERB = Verb(
    name="expunge",
    step=11,
    says=Text("destroy a secret or an item for good", "秘密や記録を完全に消す"),
    options=_options,
    run=_run,
)
