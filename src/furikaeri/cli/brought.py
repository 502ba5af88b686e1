"""What became of one file that was brought in, as a line to read."""

from __future__ import annotations

from furikaeri.bundle.intake import Brought
from furikaeri.text import Lang, Text

_COUNTS = (
    ("revisions", Text("{n} edited", "編集 {n} 件")),
    ("deletions", Text("{n} deleted since", "その後の削除 {n} 件")),
    ("repeats", Text("{n} known", "既知 {n} 件")),
    ("facts", Text("{n} fact{s} of the incident", "障害の情報 {n} 件")),
    ("warnings", Text("{n} record{s} to look at", "確認したい記録 {n} 件")),
)


def line(brought: Brought, lang: Lang) -> str:
    """One line for a file that was taken in; `=` before one whose bytes were here already."""
    if brought.known or brought.item is None or brought.added is None:
        return Text("= {name} is here already; nothing to add", "= {name} は取り込み済みです").fill(name=brought.name)[
            lang
        ]
    counts = [Text("{n} event{s}", "事象 {n} 件").fill(n=brought.added.events)]
    counts += [says.fill(n=n) for name, says in _COUNTS if (n := getattr(brought.added, name))]
    told = (", " if lang == "en" else "、").join(count[lang] for count in counts)
    return f"+ {brought.name}  ({brought.item.source})  {told}"
