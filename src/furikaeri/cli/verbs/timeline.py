"""`furikaeri timeline`: the chronology, or what was in view at a moment."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.verb import Options, Verb
from furikaeri.cli.width import plain
from furikaeri.text import Text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Container

    from furikaeri.chronology.linearise import Level
    from furikaeri.cli.console import Console
    from furikaeri.model.chronology import Chronology, Timeline, ViewAt

_MARKED = re.compile(r"\*\*(.+?)\*\* ?")
_LINK = re.compile(r"\[([^\]]*)\]\((.*)\)")


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
            "どこまで載せるか: story（10〜25）、moments（〜100）、raw。jsonl は指定がなければすべて",
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
        says=Text("in view of this group; else of anybody", "このグループに見えていたもの（省略すると誰か一人にでも）"),
    )
    options.put(
        "--zone",
        default="",
        says=Text("local time beside UTC; else the incident's own", "UTC と並べる現地時間（省略すると障害のもの）"),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.moments import moment_at
    from furikaeri.chronology.linearise import linearise
    from furikaeri.chronology.table import write_table
    from furikaeri.chronology.view import as_seen, view
    from furikaeri.cli.incident import known_group, no_events, opened

    _, chronology, _ = opened(args.dir, console)
    zone = args.zone or chronology.zone
    if not chronology.events and args.format == "table":
        console.say(no_events(args.dir))
        return 0
    seen: ViewAt | None = None
    at = None
    if args.at:
        at = moment_at(args.at, zone, chronology.events).lo
        group = known_group(args.group, chronology)
        seen = view(chronology, at, group or None)
        chronology = as_seen(chronology, at, group or None, lang=console.lang)
    if args.format == "jsonl":
        _jsonl(chronology, seen, args.level or "raw")
        return 0
    level: Level = args.level or ("moments" if args.at else "story")
    if args.format == "html":
        from furikaeri.export.exporter import ExportOptions, exporters

        options = ExportOptions(lang=console.lang, zone=zone, level=level, at=at, group=args.group)
        sys.stdout.buffer.write(exporters()["html"].write(None, chronology, options))
        return 0
    timeline = linearise(chronology, level, zone, console.lang)
    if args.format == "md":
        sys.stdout.write(write_table(timeline))
    else:
        if seen is not None:
            console.note(
                Text(
                    "What was in view at {at}, and nothing later:",
                    "{at} に見えていたもの（それより後のことは含みません）:",
                ).fill(at=args.at)
            )
        chosen = {(m.name, m.event) for m in chronology.key_moments if m.by}
        if _table(timeline, chosen, console):
            console.note(
                Text(
                    "◇ is a proposal. To choose a key moment: furikaeri tell {dir} moment --moment NAME --event “its words”",
                    "◇ は提案です。節目を決めるには: furikaeri tell {dir} moment --moment 名前 --event 「その事象の言葉」",
                ).fill(dir=args.dir)
            )
    if seen is not None:
        _tally(seen, console)
    shown = len({row.event for row in timeline.rows})
    if not args.level and shown < len(chronology.events):
        console.note(
            Text(
                "{n} of {all} events. More: {levels}",
                "{all} 件の事象のうち {n} 件です。さらに見るには {levels}",
            ).fill(
                n=shown, all=len(chronology.events), levels="--level raw" if args.at else "--level moments, --level raw"
            )
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


def _table(timeline: Timeline, chosen: Container[tuple[str, str]], console: Console) -> bool:
    """Rows with their times in a column, the day where it changes; whether a key moment among them is only proposed."""
    day, proposed = "", False
    for row in timeline.rows:
        stamp = row.local or row.time
        date = next((part for part in stamp.replace("~", "").split() if len(part) == 10 and part[4] == "-"), "")
        if date != day:
            day = date
            console.say(console.bold(f"{date} ({timeline.zone or 'UTC'})"))
        clock = stamp.replace(f"{date} ", "").replace(date, "")
        text = plain(row.text)
        if row.key_moment and (marked := _MARKED.match(text)):
            sure = (row.key_moment, row.event) in chosen
            proposed = proposed or not sure
            text = console.bold(f"{'◆' if sure else '◇'} {marked[1]}: {text[marked.end() :]}")
        console.say(f"  {clock:<14}", text)
        if row.data_link:
            console.say(console.dim(f"{'':<17}{_place(row.data_link)}"))
    return proposed


def _place(link: str) -> str:
    """Where the record stands, as one reads or clicks it at a terminal."""
    found = _LINK.fullmatch(link)
    return plain(f"{found[1]}  {found[2]}" if found else link)


def _tally(seen: ViewAt, console: Console) -> None:
    """How many events stood in each state; what had not happened yet is nothing that anybody then could count."""
    from furikaeri.export.words import view_states

    names = view_states(seen.group)
    console.note(" · ".join(f"{console.words(names[s])} {n}" for s, n in seen.counts.items() if s in names))


VERB = Verb(
    name="timeline",
    step=3,
    says=Text(
        "print the chronology, or what was in view at a moment", "時系列を、またはある時点で見えていたものを出す"
    ),
    options=_options,
    run=_run,
)
