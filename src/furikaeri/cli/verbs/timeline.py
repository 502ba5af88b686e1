"""`furikaeri timeline`: the chronology, or what was in view at a moment."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.chronology.linearise import Level
    from furikaeri.cli.console import Console
    from furikaeri.model.chronology import Chronology, Timeline, ViewAt


def _options(options: Options) -> None:
    options.put("dir", type=Path, metavar="DIR", says=Text("the incident folder", "障害のフォルダ"))
    options.put(
        "--format",
        choices=("table", "md", "jsonl", "html"),
        default="table",
        says=Text("how to print it", "出力の形式"),
    )
    options.put(
        "--level",
        choices=("story", "moments", "raw"),
        default=None,
        says=Text(
            "how many events: story (10-25), moments (to 100), raw; jsonl prints all unless told",
            "どこまで載せるか: story(10〜25)、moments(〜100)、raw。jsonl は指定がなければすべて",
        ),
    )
    options.put(
        "--at",
        default="",
        metavar="TIME",
        says=Text("only what was in view at that moment", "その時点で見えていたものだけ"),
    )
    options.put(
        "--group",
        default="",
        says=Text("in view of this group; else of anybody", "このグループに見えていたもの(省略すると誰か一人にでも)"),
    )
    options.put(
        "--zone",
        default="",
        says=Text("local time beside UTC; else the incident's own", "UTC と並べる現地時間(省略すると障害のもの)"),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.chronology.linearise import linearise
    from furikaeri.chronology.table import write_table
    from furikaeri.chronology.view import as_seen, view
    from furikaeri.cli.incident import opened
    from furikaeri.cli.moments import moment_at

    _, chronology, _ = opened(args.dir, console)
    zone = args.zone or chronology.zone
    seen: ViewAt | None = None
    at = None
    if args.at:
        at = moment_at(args.at, zone, chronology.events).lo
        seen = view(chronology, at, args.group or None)
        chronology = as_seen(chronology, at, args.group or None, lang=console.lang)
    if args.format == "jsonl":
        _jsonl(chronology, seen, args.level or "raw")
        return 0
    if args.format == "html":
        from furikaeri.export.exporter import ExportOptions, exporters

        options = ExportOptions(lang=console.lang, zone=zone, level=args.level or "story", at=at, group=args.group)
        sys.stdout.buffer.write(exporters()["html"].write(None, chronology, options))
        return 0
    timeline = linearise(chronology, args.level or "story", zone, console.lang)
    if not chronology.events and seen is None:
        console.say(
            Text(
                "No events yet. Bring evidence in: furikaeri add {dir} PATH…",
                "事象はまだありません。記録を入れてください: furikaeri add {dir} パス…",
            ).fill(dir=args.dir)
        )
        return 0
    if args.format == "md":
        sys.stdout.write(write_table(timeline))
    else:
        _table(timeline, console)
    if seen is not None:
        _tally(seen, console)
    elif not args.level and len(timeline.rows) < len(chronology.events):
        console.note(
            Text(
                "{n} of {all} events. More: --level moments, --level raw.",
                "{all} 件のうち {n} 件です。さらに見るには --level moments か --level raw。",
            ).fill(n=len(timeline.rows), all=len(chronology.events))
        )
    return 0


def _jsonl(chronology: Chronology, seen: ViewAt | None, level: Level) -> None:
    from furikaeri.chronology.linearise import chosen_events
    from furikaeri.export.document import event_record

    moments: dict[str, str] = {}
    for moment in chronology.key_moments:
        moments.setdefault(moment.event, moment.name)
    for event in chosen_events(chronology, level):
        row = event_record(event, chronology, moments.get(event.id, ""))
        row["key_moment"] = row["key_moment"] or None
        if seen is not None:
            row["state"] = seen.states.get(event.id)
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


def _table(timeline: Timeline, console: Console) -> None:
    """Rows with their times in a column; the day is printed when it changes."""
    day = ""
    for row in timeline.rows:
        stamp = row.local or row.time
        date = next((part for part in stamp.replace("~", "").split() if len(part) == 10 and part[4] == "-"), "")
        if date != day:
            day = date
            console.say(console.bold(f"{date} ({timeline.zone or 'UTC'})"))
        clock = stamp.replace(f"{date} ", "").replace(date, "")
        text = _safe(row.text)
        console.say(f"  {clock:<16}", console.bold(text.replace("**", "")) if row.key_moment else text)
        if row.data_link:
            console.say(console.dim(f"{'':<19}{_safe(row.data_link)}"))


def _safe(text: str) -> str:
    """Control and direction characters out, so that a record can't drive the terminal."""
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf"})


def _tally(seen: ViewAt, console: Console) -> None:
    names = {
        "existed": Text("existed, shown to nobody", "存在したが誰にも示されていない"),
        "in-view": Text("in view", "見えていた"),
        "voiced": Text("voiced", "声に出されていた"),
        "unknown": Text("unknown", "分からない"),
        "not-yet": Text("not yet", "まだ起きていない"),
    }
    console.note(" · ".join(f"{console.words(names[state])} {n}" for state, n in seen.counts.items()))


VERB = Verb(
    name="timeline",
    says=Text(
        "print the chronology, or what was in view at a moment", "時系列を、またはある時点で見えていたものを出す"
    ),
    options=_options,
    run=_run,
)
