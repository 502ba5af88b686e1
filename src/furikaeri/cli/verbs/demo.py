"""`furikaeri demo`: the main job on the bundled sample incidents."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from furikaeri.cli.brought import line
from furikaeri.cli.verb import Options, Verb
from furikaeri.text import Lang, Text

if TYPE_CHECKING:
    from argparse import Namespace

    from furikaeri.bundle.intake import Brought
    from furikaeri.cli.console import Console


def _options(options: Options) -> None:
    options.put(
        "dir",
        type=Path,
        nargs="?",
        default=Path("demo"),
        metavar="DIR",
        says=Text("where to put it; made anew each time", "置き場所。毎回作り直します"),
    )


def _run(args: Namespace, console: Console) -> int:
    from furikaeri.bundle.sample import load, samples
    from furikaeri.cli.console import now
    from furikaeri.text import FurikaeriError

    mark = args.dir / ".furikaeri-demo"
    if args.dir.exists() and any(args.dir.iterdir()) and not mark.exists():
        raise FurikaeriError(
            Text(
                "{path} holds other files; name an empty folder.",
                "{path} にはほかのファイルがあります。空のフォルダを指定してください。",
            ).fill(path=args.dir)
        )
    if mark.exists():
        shutil.rmtree(args.dir)
    args.dir.mkdir(parents=True, exist_ok=True)
    mark.touch()
    for name in samples():
        target = args.dir / name

        def tell(brought: Brought) -> None:
            if brought.refused is not None:
                console.note("✗", brought.refused)
            else:
                console.say(f"  {line(brought, console.lang)}")

        console.say(console.bold(str(target)))
        bundle = load(name, target, now=now(), tell=tell)
        _write(target, bundle.incident.lang, console)
    return 0


def _write(target: Path, lang: Lang, console: Console) -> None:
    """Drafts and exports one sample, and says where to look."""
    from furikaeri.bundle.chronicle import chronicle
    from furikaeri.bundle.folder import Bundle
    from furikaeri.documents.draft import draft
    from furikaeri.documents.template import templates
    from furikaeri.export.exporter import ExportOptions, exporters

    bundle = Bundle.open(target)
    chronology, facts = chronicle(bundle)
    review = draft(chronology, bundle.incident, templates()["pagerduty"], lang=lang, facts=facts)
    (target / ("review.ja.md" if lang == "ja" else "review.md")).write_text(review.markdown, "utf-8")
    page = target / "review.html"
    page.write_bytes(exporters()["html"].write(review, chronology, ExportOptions(lang=lang, zone=bundle.incident.zone)))
    proposed = sum(r.status == "proposed" for r in chronology.relations)
    console.say(
        Text(
            "  events: {events} · proposals to judge: {proposed} · questions about the record itself: {faults}",
            "  事象 {events} 件 · 判断を待つ提案 {proposed} 件 · 記録そのものへの問い {faults} 件",
        ).fill(events=len(chronology.events), proposed=proposed, faults=len(chronology.faults))
    )
    console.say(
        Text(
            "  Open {page} in a browser, or: furikaeri timeline {dir}\n",
            "  ブラウザで {page} を開くか: furikaeri timeline {dir}\n",
        ).fill(page=page, dir=target)
    )


VERB = Verb(
    name="demo",
    step=0,
    says=Text("see it all on two sample incidents", "2 つの見本の障害でひととおり見る"),
    options=_options,
    run=_run,
)
