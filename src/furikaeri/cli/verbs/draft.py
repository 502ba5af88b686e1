"""`furikaeri draft`: a first draft of the review."""

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
        "--template",
        default="pagerduty",
        metavar="NAME",
        says=Text("the form (see `furikaeri templates`)", "ひな形（一覧は furikaeri templates）"),
    )
    options.put(
        "--out",
        type=Path,
        default=None,
        metavar="FILE",
        says=Text("where to write it; - for standard output", "書き出し先。- で標準出力"),
    )
    options.put(
        "--replace",
        action="store_true",
        says=Text("write over a review that is there", "すでにある振り返りに上書きする"),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.cli.incident import named, opened
    from furikaeri.documents.draft import QUESTION, draft
    from furikaeri.documents.template import templates

    template = named(templates(), args.template, Text("template", "ひな形"))
    bundle, chronology, facts = opened(args.dir, console)
    lang = getattr(args, "lang", bundle.incident.lang)
    review = draft(chronology, bundle.incident, template, lang=lang, facts=facts)
    target = args.out or bundle.path / ("review.ja.md" if lang == "ja" else "review.md")
    if str(target) == "-":
        sys.stdout.write(review.markdown)
        return 0
    if target.exists() and not args.replace:
        raise FurikaeriError(
            Text(
                "{path} is there already and may hold people's words. Use --replace to write over it, or --out.",
                "{path} はすでにあり、誰かの言葉が書かれているかもしれません。上書きするなら --replace、別の場所なら --out を使ってください。",
            ).fill(path=target)
        )
    target.write_text(review.markdown, "utf-8")
    console.say(
        Text(
            "{path} is drafted; {n} question{s} wait for people. Then: furikaeri lint {path}",
            "{path} に下書きしました。人に書いてほしい問いが {n} 個あります。次は: furikaeri lint {path}",
        ).fill(path=target, n=review.markdown.count("\n" + QUESTION))
    )
    return 0


VERB = Verb(
    name="draft",
    step=7,
    says=Text(
        "draft the review: what is known filled in, the rest asked",
        "振り返りを下書きする（分かることは埋め、あとは問う）",
    ),
    options=_options,
    run=_run,
)
